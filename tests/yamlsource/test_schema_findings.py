"""Findings of a JSON Schema, each at its place and in our own words."""

from typing import Any

import pytest

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.place import Source
from digiramverk.yamlsource.read import read_yaml
from digiramverk.yamlsource.schema_findings import check_schema

ID: dict[str, Any] = {"type": "string", "pattern": "^[a-z]+$"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 5},
        "points": {"type": ["integer", "number"], "minimum": 0, "maximum": 4},
        "kind": {"type": "string", "enum": ["one", "two"]},
        "id": ID,
        "parts": {"type": "array", "minItems": 1, "items": ID},
        "named": {"type": "object", "propertyNames": ID},
        "odd": {"multipleOf": 2},
        "version": {"const": 1},
    },
    "required": ["title"],
    "additionalProperties": False,
}


def findings_of(text: str) -> tuple[Findings, list[Path]]:
    """What the schema has to say about a text, and which parts cannot be used."""
    findings = Findings()
    document = read_yaml(Source("x.yaml", text), findings)
    assert document is not None
    return findings, check_schema(document, SCHEMA, findings)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("{}", "DR202", "x.yaml:1:1"),
        ("title: a\ncolour: red", "DR201", "x.yaml:2:1"),
        ("title: [a]", "DR203", "x.yaml:1:1"),
        ("title: 5", "DR236", "x.yaml:1:8"),
        ('title: ""', "DR206", "x.yaml:1:8"),
        ("title: abcdef", "DR207", "x.yaml:1:8"),
        ("title: a\npoints: 5", "DR208", "x.yaml:2:9"),
        ("title: a\npoints: 0,8", "DR209", "x.yaml:2:9"),
        ("title: a\nkind: too", "DR204", "x.yaml:2:7"),
        ("title: a\nversion: 2", "DR204", "x.yaml:2:10"),
        ("title: a\nid: A B", "DR205", "x.yaml:2:5"),
        ("title: a\nparts: []", "DR206", "x.yaml:2:1"),
        ("title: a\nparts: [b, 'C D']", "DR205", "x.yaml:2:12"),
        ("title: a\nnamed: {A B: c}", "DR205", "x.yaml:2:9"),
        ("title: a\nodd: 3", "DR210", "x.yaml:2:6"),
        ("- title", "DR238", "x.yaml:1:1"),
        ("title:", "DR237", "x.yaml:1:1"),
        ("title: # Plan", "DR124", "x.yaml:1:8"),
    ],
)
def test_a_problem_has_its_code_and_its_place(text: str, code: str, place: str) -> None:
    findings, _ = findings_of(text)
    assert [(item.code, item.span and item.span.place) for item in findings] == [(code, place)]


def test_a_misspelt_key_is_not_reported_as_missing_too() -> None:
    findings, _ = findings_of("titel: a")
    assert [(item.code, item.near, item.replacement) for item in findings] == [("DR201", ("title",), "title")]


def test_what_is_of_the_wrong_kind_is_reported_once() -> None:
    findings, unusable = findings_of("title: a\nkind: 3\n")
    assert [item.code for item in findings] == ["DR236"]
    assert unusable == [("kind",)]


def test_what_reading_complained_about_needs_no_second_complaint() -> None:
    findings, unusable = findings_of("title: !x [a]\nid: *y\n")
    assert [item.code for item in findings] == ["DR104", "DR116"]
    assert set(unusable) == {("title",), ("id",)}


def test_a_decimal_comma_comes_with_the_number_to_put_in_its_place() -> None:
    findings, _ = findings_of("title: a\npoints: -0,75")
    assert next(iter(findings)).replacement == "-0.75"


def test_an_unknown_key_spoils_nothing_else() -> None:
    assert findings_of("title: a\ncolour: red")[1] == []
