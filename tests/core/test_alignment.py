"""Errors inside formulas point at the right characters, however YAML lets the formula be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiramverk.core.alignment import span_within
from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source
from digiramverk.yamlsource.read import read_yaml

WORDS = st.sampled_from(["mean(fraction)", "andel_åäö", "share", ">=", "0.8", "and", "校務", "(x", "+", "y)"])


def written(style: str, parts: list[str]) -> str:
    """A formula of these parts, as the value of a key, in one of YAML's ways of writing."""
    match style:
        case "plain":
            return "value: " + " ".join(["x", *parts])
        case "single":
            return "value: 'x " + " ".join(parts) + "'"
        case "double":
            return 'value: "x ' + " ".join(parts) + '"'
        case "literal":
            return "value: |  # så här\n  x\n" + "".join(f"    {part}\n" for part in parts)
        case "folded":
            return "a:\n  value: >-\n\n      x\n" + "".join(f"      {part}\n" for part in parts) + "b: 1\n"
        case _:
            return "value: x\n" + "".join(f"    {part}\n" for part in parts)


@pytest.mark.parametrize("style", ["plain", "single", "double", "literal", "folded", "plain over lines"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@given(parts=st.lists(WORDS, min_size=1, max_size=6))
def test_every_part_of_a_formula_is_found_where_it_stands(style: str, end: str, parts: list[str]) -> None:
    findings = Findings()
    document = read_yaml(Source("x.yaml", written(style, parts).replace("\n", end)), findings)
    assert document is not None
    path = ("a", "value") if style == "folded" else ("value",)
    value = document.data["a"]["value"] if style == "folded" else document.data["value"]
    start = 1
    for part in parts:
        start = value.index(part, start)
        assert span_within(document.places.value(path), value, start, start + len(part)).text == part
        start += len(part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("'group == \"ledning\" and shre'", "shre"),
        ("'group == ''ledning'' and shre'", "shre"),
        ("\"group == 'ledning' and shre\"", "shre"),
        ('group == "ledning" and shre', "shre"),
    ],
)
def test_quotes_inside_a_formula_do_not_move_the_place(text: str, part: str) -> None:
    document = read_yaml(Source("x.yaml", f"value: {text}"), Findings())
    assert document is not None
    value = document.data["value"]
    span = span_within(document.places.value(("value",)), value, value.index(part), len(value))
    assert span.text == part


def test_where_escapes_hide_the_place_the_whole_value_is_the_answer() -> None:
    document = read_yaml(Source("x.yaml", 'value: "\\u0061 + shre"'), Findings())
    assert document is not None
    whole = document.places.value(("value",))
    assert span_within(whole, document.data["value"], 4, 8) == whole
