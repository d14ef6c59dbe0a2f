"""A plan says what the framework's measures say, of the forms that count, and nothing else."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import alone, loaded

from digiramverk.answers.answer_files import assessments_of
from digiramverk.core.errors import InputError, NotFoundError
from digiramverk.model.framework import Framework
from digiramverk.reports.composition import report
from digiramverk.reports.grid import status_grid
from digiramverk.reports.markdown_text import markdown
from digiramverk.reports.material import Material

TEXT = """\
digiramverk: 1
id: vag
edition: "1"
title: Vägen
scale: [nej, delvis, ja]
steps: {ett: Steg ett, två: Steg två, tre: Steg tre}
groups: [ledning, arbetslag]
school_forms: [grundskola, forskola]
scoring: {unanswered: exclude}
areas:
  a:
    title: A
    indicators: {A1: {text: Ett, step: ett}, A2: {text: Två, step: två}, A3: {text: Tre, step: tre}}
  b:
    title: B
    indicators: {B1: {text: Fyra, step: ett}}
rules:
  counted: {value: published and group == "ledning"}
  reached: {per: [step], value: mean(fraction) >= 0.8}
  open: {per: [step], value: not reached}
  ambition: {value: lowest(open)}
  units_at: {across: [round, school_form], per: [step], value: "share_of(reached, where=counted)"}
  too_few: {across: [round, school_form], per: [step], value: units_at < 1}
  central: {across: [round, school_form], value: lowest(too_few)}
  started: {per: [indicator], value: points == 1}
  halfway: {across: [round], per: [indicator], value: "count(started and counted)", format: count}
counts: counted
plan: {step: [ambition, central], first: [started, halfway], most: 1}
targets:
  - {measure: units_at, where: {school_form: grundskola, step: ett}, round: "2", at_least: 0.5}
"""
HIGH = {"A1": "ja", "A2": "ja", "A3": "nej", "B1": "ja"}
LOW = dict.fromkeys(HIGH, "delvis")


FRAMEWORK = loaded(TEXT)


@pytest.fixture
def framework() -> Framework:
    return FRAMEWORK


def head(unit: str, answers: dict[str, str], **said: object) -> dict[str, object]:
    whose = {"unit": unit, "round": "2", "group": "ledning", "school_form": "grundskola", "published": True}
    return {**whose, "answers": answers, **said}


def material_of(
    framework: Framework, said: Sequence[dict[str, object]], only: dict[str, str] | None = None
) -> Material:
    forms = tuple(
        assessments_of([{"response": str(number), **each}], framework)[0] for number, each in enumerate(said)
    )
    return alone().reports.material(framework, forms, only, "sv")


def plan(framework: Framework, said: Sequence[dict[str, object]], only: dict[str, str] | None = None) -> str:
    return markdown(report(material_of(framework, said, only), "plan"))


def proposals(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"Insatsområde \d+: (\w+)", text)))


def test_no_heading_says_the_same_twice(framework: Framework) -> None:
    text = plan(framework, [head("Alm", LOW)])
    assert proposals(text) != []
    assert re.findall(r"^- (Insatsområde|Område)", text, re.MULTILINE) == []
    assert re.findall(r"^- Utvecklingsområde: A1 Ett", text, re.MULTILINE) != []


@pytest.mark.parametrize(
    ("round_", "heading"),
    [("2016", "Handlingsplan 2016/2017"), ("2", "Handlingsplan"), ("HT16", "Handlingsplan")],
)
def test_a_plan_is_for_a_school_year_only_if_the_round_is_a_year(
    framework: Framework, round_: str, heading: str
) -> None:
    assert f"## {heading}\n" in plan(framework, [head("Alm", LOW, round=round_)])


def test_a_step_without_relevant_indicators_holds_nothing_back() -> None:
    part = "reports:\n  assessment: {parts: [{reached: reached}]}\n"
    relevant = loaded(TEXT + part)
    answers = {"A1": "not_relevant", "A2": "nej", "A3": "ja", "B1": "not_relevant"}
    text = markdown(report(material_of(relevant, [head("Alm", answers)]), "assessment"))
    assert "Nästa steg att nå: Steg två. Det som håller tillbaka:" in text
    assert "Nästa steg att nå: Steg ett" not in text


def test_the_step_is_the_measures_own(framework: Framework) -> None:
    many = [head("Alm", HIGH), head("Björk", HIGH)]
    text = plan(framework, many)
    assert "Steg tre" in text.split("Övergripande ambitionsnivå")[1].split("Handlingsplan")[0]
    assert "Steg ett" not in text.split("Övergripande ambitionsnivå")[1].split("Handlingsplan")[0]


def test_a_form_that_does_not_count_changes_nothing(framework: Framework) -> None:
    many = [head("Alm", HIGH), head("Björk", HIGH)]
    team = head("Alm", LOW, group="arbetslag")
    draft = head("Ceder", LOW, published=False)
    both = plan(framework, [*many, team, draft])
    assert proposals(both) == proposals(plan(framework, many)) == []
    assert "Underlag: 2 formulär från 2 enheter. Formulär som inte räknas: 2." in both
    assert "Steg ett" not in both.split("Övergripande ambitionsnivå")[1].split("Handlingsplan")[0]


def test_a_grid_has_the_forms_that_count(framework: Framework) -> None:
    team, draft = head("Alm", LOW, group="arbetslag"), head("Ceder", LOW, published=False)
    made = material_of(framework, [head("Alm", HIGH), team, draft, head("Björk", HIGH)])
    grid = status_grid(made, made.counted, "2")
    assert grid is not None
    assert [each.title for each in grid.columns] == ["Alm", "Björk"]
    text = markdown(report(made, "municipality"))
    assert "Utelämnade formulär: 2." in text
    assert "arbetslag" not in text.split("Besvarade frågor")[0]


@given(
    st.fixed_dictionaries(dict.fromkeys(HIGH, st.sampled_from([None, "not_relevant", "nej", "delvis", "ja"])))
)
def test_what_to_do_first_is_what_the_measure_lists(answers: dict[str, str | None]) -> None:
    given_ = {name: level for name, level in answers.items() if level is not None}
    made = material_of(FRAMEWORK, [head("Alm", given_, published=False)])
    listed = [cell.members["indicator"] for cell in made.results["started"] if cell.value is True]
    text = markdown(report(made, "plan"))
    later = [
        name for names in re.findall(r"Måttet tar också upp: ([\w, ]+)\.", text) for name in names.split(", ")
    ]
    assert sorted([*proposals(text), *later]) == sorted(listed)
    assert "A4" not in text
    first = markdown(report(made, "assessment"))
    part = first.split("Att göra först")[1].split("## ")[0]
    assert re.findall(r"\| (A\d|B\d) ", part) == listed


def test_the_largest_numbers_come_first(framework: Framework) -> None:
    one = {**HIGH, "A3": "delvis"}
    two = {**one, "A2": "delvis"}
    text = plan(framework, [head("Alm", one), head("Björk", two)])
    assert proposals(text) == ["A3"]
    assert "Måttet tar också upp: A2." in text


def test_a_units_own_plan_has_the_targets_of_the_unit_alone(framework: Framework) -> None:
    forms = [head("Alm", LOW), head("Björk", HIGH)]
    assert "minst" in plan(framework, forms)
    own = plan(framework, forms, {"unit": "Alm"})
    assert "minst" not in own
    assert "Handlingsplan för digitalisering: Alm" in own


def test_of_two_rounds_a_unit_plans_from_the_last(framework: Framework) -> None:
    text = plan(framework, [head("Alm", LOW, round="1"), head("Alm", {**HIGH, "A3": "delvis"})])
    assert proposals(text) == ["A3"]
    assert "Central" not in text


def test_several_raters_of_one_unit_are_no_municipality(framework: Framework) -> None:
    raters = [head("Alm", HIGH, group="arbetslag"), head("Alm", LOW, group="arbetslag")]
    with pytest.raises(NotFoundError) as found:
        plan(framework, raters)
    assert [each.code for each in found.value.diagnostics] == ["DR812"]


def test_without_a_form_that_counts_there_is_no_plan_of_many(framework: Framework) -> None:
    with pytest.raises(InputError) as found:
        plan(framework, [head("Alm", HIGH, published=False), head("Björk", HIGH, group="arbetslag")])
    assert [each.code for each in found.value.diagnostics] == ["DR625"]


def test_what_no_measure_is_named_for_is_left_out_and_said() -> None:
    silent = loaded(
        TEXT.replace("plan: {step: [ambition, central], first: [started, halfway], most: 1}\n", "")
    )
    text = plan(silent, [head("Alm", LOW)])
    assert "inte vilket mått som ger steget" in text
    assert "inte vilket mått som visar vad som görs först" in text
    assert proposals(text) == []
    assert "Att göra först" not in markdown(report(material_of(silent, [head("Alm", LOW)]), "assessment"))


def test_those_who_are_missing_have_no_form_that_counts(framework: Framework) -> None:
    said = [head("Alm", HIGH), head("Björk", HIGH, group="arbetslag"), head("Ceder", HIGH, published=False)]
    text = markdown(report(material_of(framework, said), "municipality"))
    part = text.split("Inte publicerat")[1].split("## ")[0]
    assert re.findall(r"\| (\w+) \| grundskola", part) == ["Björk", "Ceder"]
    alone_ = markdown(report(material_of(framework, [head("Alm", HIGH), head("Dal", HIGH)]), "municipality"))
    assert "Alla enheter i svaren har publicerat (2)." in alone_


PROPOSING = loaded(
    TEXT.replace("groups:", "roles: {rektor: Rektor}\ngroups:", 1).replace(
        "{B1: {text: Fyra, step: ett}}",
        """
      B1:
        text: Fyra
        step: ett
        roles: [rektor]
        suggestions:
          f1: {text: Bestäm vem, answers: [nej, delvis], addressee: unit}
          f2: {text: Gör klart, answers: [delvis], addressee: unit}
          f3: {text: Fira, answers: [ja], addressee: unit}
          f4: {text: Avsätt pengar, addressee: organiser}
          f5: {text: Sjung om det, school_forms: [forskola]}
          f6: Prata med varandra
        measurable_goals:
          m1: {text: Klart till jul, answers: [delvis]}
          m2: {text: Nio av tio skolor, addressee: organiser}""",
    )
)


def fields_of(text: str, heading: str) -> list[str]:
    part = text.split(f"**{heading}**", 1)[1].split("**", 1)[0].split("\n#", 1)[0]
    return [" ".join(each.split()) for each in part.split("\n- ") if each.strip()]


def test_a_school_is_proposed_what_fits_its_answer_and_what_schools_can_do() -> None:
    text = plan(PROPOSING, [head("Alm", LOW)])
    found = fields_of(text, "Insatsområde 1: B1")
    assert found[1:4] == [
        "Mål (konkret och mätbart): Klart till jul",
        "Insatser och aktiviteter: Bestäm vem<br>Gör klart<br>Prata med varandra",
        "Ansvarig och involverade: Rektor",
    ]
    preschool = plan(PROPOSING, [head("Alm", LOW, school_form="forskola")])
    assert "Sjung om det" in preschool
    assert "Sjung om det" not in text


def test_the_central_plan_proposes_what_the_organiser_can_do() -> None:
    text = plan(PROPOSING, [head("Alm", LOW), head("Björk", LOW)])
    found = fields_of(text, "Insatsområde 1: B1")
    assert found[1] == "Mål (konkret och mätbart): Nio av tio skolor"
    assert found[2] == "Insatser och aktiviteter: Avsätt pengar<br>Prata med varandra"
    assert "Bestäm vem" not in text
    assert "Rektor" not in text
