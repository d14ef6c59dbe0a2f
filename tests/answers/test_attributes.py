"""Attributes of units, as a framework declares them, in answer files of every kind."""

import json
from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.core.errors import InputError
from digiramverk.model.assessment import Assessment

FRAMEWORK = loaded(
    STEPS.replace(
        "params:",
        "attributes:\n  size: {title: Storlek, members: {liten: Liten skola, stor: Stor skola}}\nparams:",
    )
    + "  by_size: {across: [size], value: mean(fraction)}\n"
)


def read(folder: Path, text: str, name: str) -> tuple[Assessment, ...]:
    """The assessments of an answer file."""
    (folder / name).write_text(text, encoding="utf-8")
    return alone().read(FRAMEWORK, [folder / name])


def codes(folder: Path, text: str, name: str) -> list[tuple[str, str]]:
    """Code and place of all that is wrong with an answer file."""
    with pytest.raises(InputError) as caught:
        read(folder, text, name)
    return [
        (each.code, each.span.place.partition(f"{name}:")[2] if each.span else "")
        for each in caught.value.diagnostics
    ]


@pytest.mark.parametrize("written", ["liten", "Liten skola", "LITEN"])
def test_an_attribute_is_written_by_id_or_title(written: str, tmp_path: Path) -> None:
    as_yaml = f"unit: Ek\nsize: {written}\nanswers: {{L1: ja}}\n"
    as_json = json.dumps({"unit": "Ek", "size": written, "answers": {"L1": "ja"}})
    as_table = f"unit;size;L1\nEk;{written};ja\n"
    for text, name in ((as_yaml, "a.yaml"), (as_json, "a.json"), (as_table, "a.csv")):
        (form,) = read(tmp_path, text, name)
        assert form.attributes == (("size", "liten"),)
        assert form.levels == {"L1": "ja"}


def test_an_attribute_may_be_left_out(tmp_path: Path) -> None:
    first, second = read(tmp_path, "unit;size;L1\nEk;;ja\nAsk;stor;nej\n", "a.csv")
    assert (first.attributes, second.attributes) == ((), (("size", "stor"),))


def test_an_unknown_member_is_shown_where_it_stands(tmp_path: Path) -> None:
    assert codes(tmp_path, "unit;size;L1\nEk;stro;ja\n", "a.csv") == [("DR420", "2:4")]
    assert codes(tmp_path, "unit: Ek\nsize: stro\nanswers: {L1: ja}\n", "a.yaml") == [("DR407", "2:7")]


def test_a_unit_has_one_of_each(tmp_path: Path) -> None:
    table = "response;unit;size;L1\na;Ek;liten;ja\nb;Ek;stor;ja\nc;Ask;stor;ja\n"
    assert codes(tmp_path, table, "a.csv") == [("DR432", "3:6")]
    text = "- {unit: Ek, size: liten, answers: {L1: ja}}\n- {unit: Ek, size: stor, answers: {L1: ja}}\n"
    assert codes(tmp_path, text, "a.yaml") == [("DR409", "2:20")]


def test_rules_can_compare_them(tmp_path: Path) -> None:
    table = "response;unit;size;L1\na;Ek;liten;ja\nb;Ask;stor;nej\n"
    results = alone().score(FRAMEWORK, read(tmp_path, table, "a.csv"))
    assert [(cell.members["size"], cell.value) for cell in results["by_size"]] == [("liten", 1), ("stor", 0)]
