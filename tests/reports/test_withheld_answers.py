"""No report, in any format, shows an answer or a comment of a form of which something is withheld."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from attrs import frozen

from digiramverk.errors import DigiramverkError
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.framework import Framework
from digiramverk.model.report import REPORT_KINDS, ReportKind
from digiramverk.reports.document_tree import Paragraph
from digiramverk.reports.explain import explanation_document
from digiramverk.reports.terminal_text import as_printed
from digiramverk.workspace import Workspace

FORMATS = ("text", "md", "html", "xlsx", "docx", "svg")

BY_AREA = """
digiramverk: 1
id: by_area
edition: "1"
title: Round the lake
languages: [en]
scale: [poor, sometimesish, good]
attributes: {district: {title: District, members: [hill, lake]}}
scoring: {unanswered: exclude}
areas:
  a: {indicators: {A1: We have time, A2: We have tools}}
  b: {indicators: {B1: We are heard}}
params: {least: 3}
plan: {first: behind}
rules:
  some: any(answered)
  score: {per: [area], value: mean(fraction)}
  behind: {per: [indicator], value: fraction < 1}
  unit_score: {across: [unit], value: mean(fraction), show_if: count(some) >= least}
  district_score: {across: [district], value: mean(fraction), show_if: count(some) >= least}
"""

BY_GROUP = """
digiramverk: 1
id: by_group
edition: "1"
title: In three voices
languages: [en]
scale: [poor, sometimesish, good]
groups: [children, staff, heads]
scoring: {unanswered: exclude}
areas:
  a: {indicators: {A1: We have time, A2: We have tools}}
params: {least: 3}
rules:
  asked: any(answered)
  level: {per: [area], value: mean(fraction)}
  fine: mean(fraction) >= 0.5
  many: {across: [unit, group], value: count(fine), show_if: count(known(fine)) >= least}
"""

ONLY_GROUPS = """
digiramverk: 1
id: only_groups
edition: "1"
title: Nothing of one form
languages: [en]
scale: [poor, sometimesish, good]
scoring: {unanswered: exclude}
areas:
  a: {indicators: {A1: We have time, A2: We have tools}}
params: {least: 3}
rules:
  some: any(answered)
  unit_score: {across: [unit], value: mean(fraction), show_if: count(some) >= least}
"""


@frozen
class Asked:
    """A framework with forms, and which of these are withheld: they alone answer *sometimesish*."""

    framework: Framework
    forms: tuple[Assessment, ...]
    withheld: frozenset[str]

    @property
    def marks(self) -> list[str]:
        """What nobody but the withheld forms says."""
        return ["sometimesish", *(_comment(response).casefold() for response in self.withheld)]


def _comment(response: str) -> str:
    return f"Remarked-in-{response}-only"


def _asked(text: str, where: Path, units: dict[str, tuple[int, str]], withheld: set[str]) -> Asked:
    """Forms of units: how many each has, and in which district or group they are."""
    path = where / "framework.yaml"
    path.write_text(text, encoding="utf-8")
    framework = Workspace().framework(path)
    forms = []
    for unit, (count, part) in units.items():
        for number in range(1, count + 1):
            response = f"{unit}{number}"
            level = "sometimesish" if unit in withheld else ("good", "poor")[number % 2]
            forms.append(
                Assessment(
                    response,
                    tuple(Answer(each.id, level, _comment(response)) for each in framework.indicators),
                    unit.rstrip("xyz"),
                    round="2031",
                    group=part if framework.groups else None,
                    attributes=() if framework.groups or not part else (("district", part),),
                )
            )
    own = {
        form.response for form in forms if any(form.response == f"{u}{n}" for u in withheld for n in range(9))
    }
    return Asked(framework, tuple(forms), frozenset(own))


@pytest.fixture(params=["area", "group", "only"])
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Asked:
    if request.param == "area":
        units = {"Tarn": (2, "lake"), "Mere": (3, "lake"), "Fell": (5, "hill"), "Crag": (4, "hill")}
        return _asked(BY_AREA, tmp_path, units, {"Tarn", "Mere"})
    if request.param == "group":
        units = {"Firx": (2, "children"), "Firy": (5, "staff"), "Firz": (1, "heads")}
        return _asked(BY_GROUP, tmp_path, units, {"Firx", "Firz"})
    return _asked(ONLY_GROUPS, tmp_path, {"Tarn": (2, ""), "Fell": (5, "")}, {"Tarn"})


def _choices(asked: Asked) -> Iterator[dict[str, str]]:
    yield {}
    for unit in dict.fromkeys(form.unit for form in asked.forms):
        yield {"unit": unit or ""}
    for form in asked.forms:
        yield {"response": form.response, "unit": form.unit or ""}


def _words(content: bytes) -> str:
    """All that a file says, that of the files within it included."""
    if not is_zipfile(BytesIO(content)):
        return content.decode().casefold()
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(
            packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
        ).casefold()


def _reports(asked: Asked, kind: ReportKind, to: str) -> Iterator[tuple[dict[str, str], str]]:
    work = Workspace()
    for only in _choices(asked):
        content: bytes | None = None
        refused: set[str] = set()
        try:
            content = work.report(asked.framework, asked.forms, kind, to=to, only=only, language="en")
        except DigiramverkError as error:
            refused = {each.code for each in error.diagnostics}
        # Not every kind can be made of every choice, and pictures need something to draw (DR817).
        assert refused <= {"DR812", "DR814", "DR817", "DR820"}
        if content is not None:
            yield only, _words(content)


def test_score_withholds_something_of_these_forms(asked: Asked) -> None:
    results = Workspace().score(asked.framework, asked.forms)
    missing = {
        cell.members["response"]
        for cell in results.cells
        if "response" in cell.members and cell.missing is not None and cell.missing.key == "withheld"
    }
    assert missing == (set() if asked.framework.id == "only_groups" else asked.withheld)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("kind", REPORT_KINDS)
def test_no_report_shows_an_answer_of_a_withheld_form(asked: Asked, kind: ReportKind, to: str) -> None:
    for only, words in _reports(asked, kind, to):
        assert [mark for mark in asked.marks if mark in words] == [], only


@pytest.mark.parametrize("to", ["text", "md", "html", "xlsx", "docx"])
def test_answers_of_other_forms_are_shown(asked: Asked, to: str) -> None:
    shown = [form for form in asked.forms if form.response not in asked.withheld]
    by_form = {only.get("response"): words for only, words in _reports(asked, "assessment", to)}
    for form in shown:
        assert _comment(form.response).casefold() in by_form[form.response]
    assert set(by_form) == {form.response for form in asked.forms}


def test_a_form_scored_alone_has_its_answers(asked: Asked) -> None:
    first = next(form for form in asked.forms if form.response in asked.withheld)
    alone = Workspace().report(asked.framework, (first,), to="text", language="en")
    assert "sometimesish" in _words(alone)


def test_no_explanation_shows_an_answer_of_a_withheld_form(asked: Asked) -> None:
    work = Workspace()
    results = work.score(asked.framework, asked.forms)
    others = {form.response for form in asked.forms} - asked.withheld
    for cell in results.cells:
        if cell.members.get("response") in others:
            # What another answer of theirs would change names every level.
            continue
        told = work.explain(asked.framework, asked.forms, cell.measure.name, **cell.members)
        words = as_printed(explanation_document(told, "en")).casefold() + str(told.to_dict("en")).casefold()
        assert "sometimesish" not in words, (cell.measure.name, cell.members)


def test_a_withheld_value_is_explained_by_why_it_is_withheld_alone(asked: Asked) -> None:
    work = Workspace()
    seen = set()
    for cell in work.score(asked.framework, asked.forms).cells:
        if cell.missing is None or cell.missing.key != "withheld":
            continue
        told = work.explain(asked.framework, asked.forms, cell.measure.name, **cell.members)
        blocks = explanation_document(told, "en").blocks[1:]
        assert all(isinstance(each, Paragraph) for each in blocks)
        _, rule, why = (each.text for each in blocks if isinstance(each, Paragraph))
        assert rule.startswith("Rule: ")
        assert why.startswith("The value is not shown: ")
        assert ("is based on fewer than 3" in why) == ("response" not in cell.members)
        seen.add("response" in cell.members)
    assert seen == ({False} if asked.framework.id == "only_groups" else {False, True})
