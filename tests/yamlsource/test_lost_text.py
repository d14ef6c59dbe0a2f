"""Text that YAML takes for something else is warned of, where it stands; what is meant so is not."""

import pytest
from tests.yamlsource.test_read import read

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source
from digiramverk.yamlsource.read import read_yaml


def warned(text: str) -> list[tuple[str, str]]:
    """The codes of the warnings, each with what it points at."""
    findings = Findings()
    read_yaml(Source("x.yaml", text), findings)
    assert not findings.has_errors
    return [(each.code, "" if each.span is None else each.span.text) for each in findings]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a: Mål #2 för året", "#2 för året"),
        ("- ett #två", "#två"),
        ("{a: x #y\n}", "#y"),
        ("a: två\n  rader #3", "#3"),
        ("a: 5 #5", "#5"),
    ],
)
def test_dr127_for_text_cut_by_a_hash_sign(text: str, cut: str) -> None:
    assert warned(text) == [("DR127", cut)]


@pytest.mark.parametrize(
    "text",
    [
        "a: x # y",
        "a: x#y",
        "a: 'x #y'",
        'a: "x" #y',
        "a: >\n  x\n  #y",
        "#a\na: x\n#b",
        "a: x #",
        "a:\n  - b # c",
    ],
)
def test_a_comment_and_a_sign_within_text_are_left_alone(text: str) -> None:
    assert warned(text) == []


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("a: &Ledning och mål", "&Ledning"),
        ("a: &b [1]", "&b"),
        ("&k a: 1", "&k"),
        ("a: &b 1\nc: &b 2\nd: *b", "&b"),
        ("- &x\n  a: 1", "&x"),
    ],
)
def test_dr128_for_an_anchor_that_nothing_refers_to(text: str, anchor: str) -> None:
    assert warned(text) == [("DR128", anchor)]


def test_an_anchor_that_something_refers_to_is_left_alone() -> None:
    assert warned("a: &b [1]\nc: *b\nd: *b") == []


@pytest.mark.parametrize(
    ("text", "escape"),
    [
        (r'a: "C:\Plan"', r"\P"),
        (r'a: "C:\Lokalt"', r"\L"),
        (r'a: "C:\Nytt"', r"\N"),
        (r'a: "C:\_gammalt"', r"\_"),
        (r'a: "C:\bilder"', r"\b"),
        (r'a: "x\u200By"', r"\u200B"),
        (r'a: "x\u202ey"', r"\u202e"),
        (r'a: "x\u2028y"', r"\u2028"),
        (r'a: "x\U00002067y"', r"\U00002067"),
        (r'a: "x\x85y"', r"\x85"),
        ('a: "en\n  två\\P"', r"\P"),
        (r'"a\P": x', r"\P"),
    ],
)
def test_dr129_for_an_escape_that_nobody_sees(text: str, escape: str) -> None:
    assert warned(text) == [("DR129", escape)]


@pytest.mark.parametrize(
    "text",
    [
        r'a: "C:\\Plan"',
        r"a: 'C:\Plan'",
        r'a: "x\ny\t\"z\" \/ å\u00e5"',
        r'{"a": "\u200d\u00a0"}',
        r"a: C:\Plan",
    ],
)
def test_what_can_be_seen_or_is_meant_is_left_alone(text: str) -> None:
    assert warned(text) == []


def test_a_warning_does_not_change_what_is_read() -> None:
    document, codes = read('a: Mål #2\nb: &c d\ne: "x\\P"')
    assert codes == ["DR127", "DR129", "DR128"]
    assert document is not None
    assert document.data == {"a": "Mål", "b": "d", "e": "x\u2029"}
