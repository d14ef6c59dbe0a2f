"""Answers in YAML and JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.answers.documents import form_schema, read_data
from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import InputError
from digiramverk.core.place import Source
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.yamlsource.document import Places, YamlDocument
from digiramverk.yamlsource.schema_findings import check_schema

FRAMEWORK = loaded(STEPS)


def read(folder: Path, text: str, name: str = "svar.yaml") -> tuple[Assessment, ...]:
    """The assessments of an answer file."""
    path = folder / name
    path.write_bytes(text.encode())
    return alone().read(FRAMEWORK, [path])


def problems(folder: Path, text: str, name: str = "svar.yaml") -> list[tuple[str, str]]:
    """Code and `line:column` of everything that is wrong with an answer file."""
    with pytest.raises(InputError) as caught:
        read(folder, text, name)
    return [
        (each.code, each.span.place.partition(f"{name}:")[2] if each.span else "")
        for each in caught.value.diagnostics
    ]


FULL = """\
framework: steg
response: r1
unit: Björkskolan
school_form: Grundskola
round: 2026
group: Leadership
published: true
answers:
  L1: ja
  L2: {level: Partly, comment: Beslutat i nämnden}
  K1:
"""


def test_everything_that_a_form_can_say(tmp_path: Path) -> None:
    (form,) = read(tmp_path, FULL)
    assert form == Assessment(
        "r1",
        (Answer("L1", "ja"), Answer("L2", "delvis", "Beslutat i nämnden"), Answer("K1", None)),
        "Björkskolan",
        "grundskola",
        "2026",
        "ledning",
        published=True,
    )


def test_a_form_is_a_draft_until_it_says_otherwise(tmp_path: Path) -> None:
    (form,) = read(tmp_path, "answers: {}\n")
    assert not form.published
    assert form.response == "1"
    assert (form.unit, form.round, form.group, form.school_form) == (None, None, None, None)


def test_json_is_read_too(tmp_path: Path) -> None:
    (form,) = read(tmp_path, json.dumps({"unit": "🎓-skolan", "answers": {"L1": "Ja"}}), "svar.json")
    assert (form.unit, form.levels) == ("🎓-skolan", {"L1": "ja"})


def test_a_list_of_forms(tmp_path: Path) -> None:
    forms = read(tmp_path, "- {unit: A, answers: {L1: ja}}\n- {unit: B, answers: {L1: nej}}\n")
    assert [(form.response, form.unit) for form in forms] == [("1", "A"), ("2", "B")]


def test_forms_without_a_name_get_one_that_nobody_has(tmp_path: Path) -> None:
    forms = read(tmp_path, "- {response: 2, answers: {}}\n- {answers: {}}\n- {answers: {}}\n")
    assert [form.response for form in forms] == ["2", "1", "3"]


def test_every_way_to_say_not_relevant(tmp_path: Path) -> None:
    (form,) = read(tmp_path, "answers: {L1: not_relevant, L2: Ej relevant, K1: {level: Not relevant}}\n")
    assert set(form.levels.values()) == {"not_relevant"}


def test_every_way_to_leave_a_blank(tmp_path: Path) -> None:
    (form,) = read(tmp_path, 'answers: {L1: , L2: "  ", K1: {level: null, comment: Vet inte}}\n')
    assert form.levels == {"L1": None, "L2": None, "K1": None}
    assert form.answers[2].comment == "Vet inte"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("answers: {L1: jaa}\n", [("DR402", "1:15")]),
        ("answers:\n  L1: {level: 7}\n", [("DR402", "2:15")]),
        ("answers: {L1: true}\n", [("DR402", "1:15")]),
        ("answers: {L3: ja}\n", [("DR401", "1:11")]),
        ("answers:\n  L1: ja\n  L1: nej\n", [("DR403", "3:3")]),
        ("framework: lika\nanswers: {}\n", [("DR405", "1:12")]),
        ("group: elever\nanswers: {}\n", [("DR407", "1:8")]),
        ("school_form: gymnasium\nanswers: {}\n", [("DR407", "1:14")]),
        ("published: kanske\nanswers: {}\n", [("DR203", "1:12")]),
        ("unit: A\n", [("DR202", "1:1")]),
        ("answers: ja\n", [("DR203", "1:10")]),
        ("answers: {L1: [ja]}\n", [("DR203", "1:11")]),
        ("answers: {L1: {comment: x}}\n", [("DR202", "1:11")]),
        ("[]\n", [("DR412", "1:1")]),
        ("ja\n", [("DR203", "1:1")]),
        ("- ja\n- {answers: {}}\n", [("DR203", "1:3")]),
        ("", [("DR117", "1:1")]),
    ],
)
def test_what_is_wrong_is_named_at_its_place(tmp_path: Path, text: str, found: list[tuple[str, str]]) -> None:
    assert problems(tmp_path, text) == found


def test_two_forms_of_one_name_point_at_each_other(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "- {response: a, answers: {}}\n- {response: a, answers: {}}\n")
    (found,) = caught.value.diagnostics
    assert found.code == "DR404"
    assert found.span is not None
    assert (found.span.line, [span.line for span in found.related]) == (2, [1])


def test_two_schools_may_number_their_forms_alike(tmp_path: Path) -> None:
    forms = "- {response: 1, unit: A, answers: {}}\n- {response: 1, unit: B, answers: {}}\n"
    assert [form.unit for form in read(tmp_path, forms)] == ["A", "B"]


def test_a_unit_has_one_school_form(tmp_path: Path) -> None:
    text = (
        "- {unit: A, school_form: grundskola, answers: {}}\n- {unit: A, school_form: Förskola, answers: {}}\n"
    )
    assert problems(tmp_path, text) == [("DR409", "2:26")]


def test_all_problems_of_all_forms_come_at_once(tmp_path: Path) -> None:
    text = "- {group: x, answers: {L1: y, Z: ja}}\n- {colour: red, answers: {L2: z}}\n"
    assert [code for code, _ in problems(tmp_path, text)] == ["DR407", "DR402", "DR401", "DR201", "DR402"]


def test_answers_to_what_is_extended_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "steg.yaml").write_text(STEPS, encoding="utf-8")
    overlay = 'digiramverk: 1\nid: kommun\nedition: "1"\nextends: steg.yaml\n'
    (tmp_path / "kommun.yaml").write_text(overlay, encoding="utf-8")
    own = alone().framework(tmp_path / "kommun.yaml")
    for name in ("kommun", "kommun@1", "steg", "steg@1"):
        (tmp_path / "svar.yaml").write_text(f"framework: {name}\nanswers: {{}}\n", encoding="utf-8")
        assert len(alone().read(own, [tmp_path / "svar.yaml"])) == 1


def test_several_files_are_read_together_and_all_their_problems_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("answers: {L1: x}\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("response;L1\nr;y\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        alone().read(
            FRAMEWORK, [tmp_path / "a.yaml", tmp_path / "b.csv", tmp_path / "c.yaml", tmp_path / "d.txt"]
        )
    assert sorted(each.code for each in caught.value.diagnostics) == ["DR001", "DR001", "DR402", "DR420"]


def test_a_file_of_another_type_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "svar.docx").write_bytes(b"PK")
    assert problems(tmp_path, "", "svar.docx") == [("DR006", "")]
    with pytest.raises(InputError) as caught:
        alone().read(FRAMEWORK, [tmp_path])
    assert [each.code for each in caught.value.diagnostics] == ["DR008"]


def test_plain_data_and_assessments_are_checked_in_the_same_way() -> None:
    results = alone().score(FRAMEWORK, [{"answers": {"L1": "Yes"}}, Assessment("r9", (Answer("L1", "ja"),))])
    assert [each.members["response"] for each in results.coverage] == ["1", "r9"]
    with pytest.raises(InputError) as caught:
        alone().score(FRAMEWORK, {"answers": {"L9": "ja", "L1": "jo"}})
    assert [(each.code, each.span) for each in caught.value.diagnostics] == [("DR401", None), ("DR402", None)]


ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(["ja", "nej", None, True, 1, 0, 1.0, [], ["ja"], {}, {"level": "ja"}, {"level": []}]),
    st.dictionaries(st.sampled_from(["level", "comment", "x"]), st.sampled_from(["ja", 1, [], None])),
)


@given(st.dictionaries(st.sampled_from(["L1", "L2", "K1", "X"]), ODD, min_size=1))
def test_equal_answers_are_checked_once_and_every_wrong_one_is_reported(answers: dict[str, Any]) -> None:
    """Plain data is checked faster than a file; what is said of it is the same."""
    found = Findings()
    forms = read_data({"answers": answers}, FRAMEWORK, found)
    expected = Findings()
    document = YamlDocument({"answers": answers}, Places(Source("")))
    assert bool(forms) is not bool(check_schema(document, form_schema(FRAMEWORK), expected))
    assert [(each.code, each.path) for each in found] == [(each.code, each.path) for each in expected]
