"""From YAML text to data with places, or to findings: never to anything else."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.place import Source
from digiramverk.yamlsource.document import YamlDocument
from digiramverk.yamlsource.read import MOST_CHARACTERS, read_yaml


def read(text: str) -> tuple[YamlDocument | None, list[str]]:
    """The document and the codes of the findings."""
    findings = Findings()
    return read_yaml(Source("x.yaml", text), findings), [finding.code for finding in findings]


def data(text: str) -> Any:  # noqa: ANN401 - YAML data is of any kind
    """The data of a text without problems."""
    document, codes = read(text)
    assert codes == []
    assert document is not None
    return document.data


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
# Without what YAML does not allow unescaped.
VISIBLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30
)


def plain(text: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """Data of text, whole numbers, truth values, lists and mappings; never nothing at all."""
    return st.recursive(
        text | st.integers(-(10**20), 10**20) | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=15,
    ).filter(lambda value: value is not None)


YAML_ISH = st.text(
    st.sampled_from("ab: -\n\t'\"[]{}#&*!|>%@`,?~.0\\/\ufeffåé\U0001f393\x00\r\x85"), max_size=60
)


@given(TEXT | YAML_ISH)
@example("a: &a [*a]")
@example("- ? [a]\n")
@example("? a\n? b\n")
@example("\ufeff\ufeffa: b")
@example("a: !<tag:x> b")
@example("%YAML 9.9\n---\na")
@example("&a a: *a")
def test_any_text_gives_a_document_or_findings(text: str) -> None:
    document, codes = read(text)
    assert document is not None or codes


@given(plain(TEXT))
def test_plain_data_written_by_pyyaml_is_read_as_it_was(value: object) -> None:
    for wide in (True, False):
        text = yaml.safe_dump(value, allow_unicode=wide)
        # PyYAML writes a next-line character as a line end, and does not itself read it as it was.
        document, codes = read(text)
        assert document is not None
        assert document.data == (yaml.safe_load(text) if "\x85" in text else value)
        # Signs that cannot be seen are written as escapes, which is warned of.
        assert set(codes) <= {"DR129"}


@given(plain(VISIBLE))
@example({"comment": "Examen 🎓", "path": "C:\\skola\\ud83d"})
def test_json_is_read_as_it_was(value: object) -> None:
    for ascii_only in (True, False):
        assert data(json.dumps(value, ensure_ascii=ascii_only)) == value


def scalars(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - YAML data is of any kind
    """Every scalar with its path."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from scalars(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from scalars(part, (*path, index))
    else:
        yield path, value


WORD = st.from_regex(r"[a-zåäö]{1,8}", fullmatch=True)


@given(
    st.recursive(
        WORD | st.integers(0, 99),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORD, inner, min_size=1, max_size=3)
        ),
        max_leaves=12,
    ).filter(lambda value: isinstance(value, dict | list)),
    st.sampled_from([None, True, False]),
)
def test_every_recorded_place_shows_what_stands_there(value: object, flow: bool | None) -> None:  # noqa: FBT001 - drawn
    # Without aliases: the same object twice would be written once and referred to.
    text = yaml.safe_dump(json.loads(json.dumps(value)), allow_unicode=True, default_flow_style=flow)
    document, _ = read(text)
    assert document is not None
    for path, scalar in scalars(document.data):
        assert document.places.value(path).text.strip("'\"") == str(scalar)
    for path, span in document.places.keys.items():
        assert span.text.strip("'\"") == path[-1]
    for path, span in document.places.values.items():
        assert span.line >= 1
        assert span.column >= 1
        assert (span.end_line, span.end_column) >= (span.line, span.column)
        assert path is not None


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"], ids=["crlf", "cr", "line separator"])
def test_line_ends_of_other_systems_do_not_move_places(end: str) -> None:
    document, codes = read(f"a: ett{end}b:{end}  - två{end}")
    assert codes == []
    assert document is not None
    assert document.places.value(("b", 0)).place == "x.yaml:3:5"
    assert document.places.value(("b", 0)).text == "två"


def test_wide_characters_count_as_one() -> None:
    document, _ = read('{"校務🎓": 校, b: x}')
    assert document is not None
    assert document.places.key(("b",)).place == "x.yaml:1:12"


def test_a_path_that_is_not_there_has_the_place_of_what_is_around_it() -> None:
    document, _ = read("a:\n  b: 1\n")
    assert document is not None
    assert document.places.value(("a", "c", "d")) == document.places.value(("a",))
    assert document.places.key(("a", "c")) == document.places.value(("a",))


def test_words_for_yes_and_no_stay_text_and_editions_keep_their_digits() -> None:
    assert data("scale: [Nej, no, On]\nedition: 1.10\n") == {
        "scale": ["Nej", "no", "On"],
        "edition": Decimal("1.10"),
    }
    assert str(data("edition: 1.10")["edition"]) == "1.10"


def test_keys_are_always_text() -> None:
    assert data("1: a\ntrue: b\n~: c\n1.10: d\n") == {"1": "a", "true": "b", "~": "c", "1.10": "d"}


def test_quotes_make_text_of_everything() -> None:
    assert data("[\"1\", 'true', \"\", '~']") == ["1", "true", "", "~"]


def test_an_anchor_can_be_used_again() -> None:
    assert data("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert data("a: &x {b: 1}\nc:\n  <<: *x\n") == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: !!python/object/apply:os.system [ls]", "DR104"),
        ("a: !!python/name:os.system", "DR104"),
        ("!!str a: b", "DR104"),
        ("a: !!binary aGVq", "DR104"),
        ("a: !egen {b: c}", "DR104"),
        ("a: *nej", "DR116"),
        ("a: &a [*a]", "DR116"),
        ("a: 1\na: 2", "DR103"),
        ("a: 1\n'a': 2", "DR103"),
        ("? [a]\n: b", "DR108"),
        ("? {a: b}\n: b", "DR108"),
        ("&x a: 1\n*x : 2", "DR108"),
        ("a: 1\n---\nb: 2", "DR107"),
        ("", "DR117"),
        ("# bara\n", "DR117"),
        ("~", "DR117"),
        ("a: \ud800", "DR109"),
        ("a: \x00", "DR109"),
        ("a:\n\tb: 1", "DR102"),
        ("[" * 60 + "]" * 60, "DR105"),
    ],
)
def test_what_we_do_not_accept_is_named(text: str, code: str) -> None:
    assert read(text)[1] == [code]


def test_a_repeated_key_keeps_its_first_value_and_its_place() -> None:
    findings = Findings()
    document = read_yaml(Source("x.yaml", "a: {b: 1}\na: {b: 2}\na: 3\n"), findings)
    assert document is not None
    assert document.data == {"a": {"b": 1}}
    assert document.places.value(("a", "b")).line == 1
    assert [(item.code, item.span and item.span.line) for item in findings] == [("DR103", 2), ("DR103", 3)]


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert read("\n".join(lines)) == (None, ["DR106"])


def test_depth_cannot_be_built_up_through_anchors() -> None:
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 800))]
    assert read("\n".join(lines)) == (None, ["DR105"])


def test_what_an_anchor_holds_counts_from_the_anchor_and_not_from_the_top() -> None:
    deep = "[" * 30 + "&a [x]" + "]" * 30
    assert "b" in data(f"deep: {deep}\nb: {'[' * 20}*a{']' * 20}\n")


def test_too_long_a_text_is_not_read() -> None:
    assert read("a" * (MOST_CHARACTERS + 1)) == (None, ["DR004"])


def test_the_same_is_said_without_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    from digiramverk.yamlsource import builder  # noqa: PLC0415 - loaded by those who read

    texts = ["a: b: c", "a\nb: c", "a: [b", 'a: "b', "a: @b", "a:\n   b: 1\n  c: 2", 'a: "\\q"', "a: - b"]
    fast = [read(text)[1] for text in texts]
    monkeypatch.setattr(builder.events, "__defaults__", (yaml.SafeLoader,))
    assert [read(text)[1] for text in texts] == fast
