"""Frames of forms as people have them: headers, cells and libraries."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from digiramverk.core.errors import InputError, NotFoundError
from digiramverk.core.language import Names, Numbered
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.rules.space import RESPONSE
from digiramverk.scoring.results import Cell, Coverage
from digiramverk.scoring.tables.bulk import score_table
from digiramverk.scoring.tables.frames import FrameResults, FrameScorer
from digiramverk.workspace import Workspace

WORKSPACE = Workspace()


def table(framework: Framework, forms: tuple[Assessment, ...]) -> pl.DataFrame:
    """Forms as a wide table of text."""
    names = [each.id for each in framework.indicators]
    fields = ("response", "unit", "round", "group", "school_form")
    columns: dict[str, list[str | None]] = {name: [getattr(form, name) for form in forms] for name in fields}
    columns |= {"published": ["ja" if form.published else "nej" for form in forms]}
    columns |= {
        each.id: [dict(form.attributes).get(each.id) for form in forms] for each in framework.attributes
    }
    columns |= {
        each.id: [
            None if each.id not in dict(form.numbers) else str(float(dict(form.numbers)[each.id]))
            for form in forms
        ]
        for each in framework.numbers
    }
    columns |= {name: [form.levels.get(name) for form in forms] for name in names}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def given_to(library: str, frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a table of the library
    match library:
        case "polars":
            return frame
        case "polars-lazy":
            return frame.lazy()
        case "pandas":
            return frame.to_pandas()
        case "pyarrow":
            return frame.to_arrow()
        case _:
            import duckdb  # noqa: PLC0415 - of an extra

            return duckdb.from_arrow(frame.to_arrow())


def polars_of(native: Any) -> pl.DataFrame:  # noqa: ANN401 - a table of any library
    """A table as one of Polars."""
    if isinstance(native, pl.LazyFrame):
        return native.collect()
    return pl.from_pandas(native) if hasattr(native, "index") else pl.DataFrame(native)


def rows(native: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a table of any library
    """The rows of a table."""
    return polars_of(native).to_dicts()


def whose(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells forms apart: two schools may number theirs alike."""
    return row["response"], row.get("unit"), row.get("round")


def held_against_scalar(framework: Framework, forms: tuple[Assessment, ...], found: FrameResults) -> None:
    """Hold what a frame gave against what the forms give one by one."""
    expected = WORKSPACE.score(framework, forms)
    held_against(expected.cells, expected.coverage, found)


def held_against(cells: Iterable[Cell], coverage: Iterable[Coverage], found: FrameResults) -> None:
    """Hold what a frame gave against cells."""
    of_forms = {whose(row): row for row in rows(found.forms)}
    of_groups: dict[tuple[str, ...], dict[tuple[Any, ...], Mapping[str, Any]]] = {
        population: {tuple(row[name] for name in population): row for row in rows(frame)}
        for population, frame in found.groups.items()
    }
    for cell in cells:
        measure = cell.measure
        per = [cell.members[name] for name in measure.per]
        column = f"{measure.name}[{','.join(per)}]" if per else measure.name
        if measure.population == (RESPONSE,):
            row: Mapping[str, Any] = of_forms[whose(cell.members)]
        else:
            row = of_groups[measure.population][tuple(cell.members[name] for name in measure.population)]
        value = cell.number if cell.number is not None else cell.value
        assert (row[column], row[f"{column}:missing"]) == (value, int(cell.missing or 0)), column
    for each in coverage:
        row = of_forms[whose(each.members)]
        assert (row["answered"], row["relevant"]) == (each.answered, each.relevant)


PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en, sv]
scales:
  level:
    levels:
      none: {title: {en: Not at all, sv: Inte alls}, points: 0}
      half: {title: {en: Partly, sv: Delvis}, points: 0.5}
      full: {title: {en: Fully, sv: Helt}, points: 1}
groups: [heads, pupils]
scoring: {unanswered: exclude}
areas:
  a:
    indicators:
      L1: {text: {en: There is a plan, sv: Det finns en plan}}
      L2: {text: {en: It is followed up, sv: Den följs upp}}
rules: {share: mean(fraction)}
"""


@pytest.fixture(name="plan")
def small(tmp_path: Path) -> Framework:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return Workspace().framework(path)


def test_cells_may_be_ids_labels_or_points_and_headers_texts(plan: Framework) -> None:
    frame = pl.DataFrame(
        {
            "\ufeffResponse ": ["1", "2", "3", "4"],
            "L1 – There is a plan": ["full", "HELT ", "0,5", None],
            "Den följs  upp": ["none", "Partly", "", "not_relevant"],
        }
    )
    found = WORKSPACE.score_frame(plan, frame)
    assert found.forms["share"].to_list() == [0.5, 0.75, 0.5, None]
    assert found.forms["share:missing"].to_list() == [0, 0, 0, 2]
    assert found.forms["answered"].to_list() == [2, 2, 1, 0]
    assert found.forms["relevant"].to_list() == [2, 2, 2, 1]
    assert found.notes == ()


def test_cells_may_be_numbers(plan: Framework) -> None:
    frame = pl.DataFrame({"L1": [1.0, 0.5, None], "L2": [0, 1, 1]})
    assert WORKSPACE.score_frame(plan, frame).forms["share"].to_list() == [0.5, 0.75, 1.0]


def test_what_cannot_be_read_is_said_once_for_each_value(plan: Framework) -> None:
    frame = pl.DataFrame({"L1": ["full", "often", "often"], "group": ["heads", "Heads", "staff"]})
    with pytest.raises(InputError) as caught:
        WORKSPACE.score_frame(plan, frame)
    assert {each.code for each in caught.value.diagnostics} == {"DR420"}
    said = {
        (each.args["column"], each.args["value"], each.args["count"], str(each.args["rows"]))
        for each in caught.value.diagnostics
    }
    assert said == {
        ("L1", "often", 2, str(Numbered("row", (2, 3)))),
        ("group", "staff", 1, str(Numbered("row", (3,)))),
    }


def test_unknown_columns_and_absent_indicators_are_said_once(plan: Framework) -> None:
    found = WORKSPACE.score_frame(plan, pl.DataFrame({"L1": ["full"], "remark": ["x"], "L3": ["full"]}))
    assert [each.code for each in found.notes] == ["DR422", "DR423"]
    assert found.forms.columns[:2] == ["remark", "L3"]


def test_two_columns_for_one_indicator_are_an_error(plan: Framework) -> None:
    with pytest.raises(InputError) as caught:
        WORKSPACE.score_frame(plan, pl.DataFrame({"L1": ["full"], "There is a plan": ["none"]}))
    assert [each.code for each in caught.value.diagnostics] == ["DR413"]


def test_lazy_frames_give_lazy_ones(plan: Framework) -> None:
    found = WORKSPACE.score_frame(plan, pl.LazyFrame({"L1": ["full", "none"]}))
    assert isinstance(found.forms, pl.LazyFrame)
    assert found.forms.collect()["share"].to_list() == [1.0, 0.0]


def test_a_measure_that_is_not_there_is_told(plan: Framework) -> None:
    with pytest.raises(NotFoundError) as unknown:
        WORKSPACE.score_frame(plan, pl.DataFrame({"L1": ["full"]}), measures=["shaer"])
    assert [each.near for each in unknown.value.diagnostics] == [("share",)]


UNITS = """
attributes:
  district: {title: District, members: [north, south]}
school_forms: [school, preschool]
"""
ACROSS = """rules:
  share: mean(fraction)
  of_round: {across: [round], value: mean(share)}
  of_round_again: {across: [round], value: max(share)}
  of_form: {across: [round, school_form], value: mean(share)}
"""


@pytest.fixture(name="districts")
def with_attributes(tmp_path: Path) -> Framework:
    path = tmp_path / "plan.yaml"
    text = PLAN.replace("scoring:", f"{UNITS.strip()}\nscoring:").replace(
        "rules: {share: mean(fraction)}\n", ACROSS
    )
    path.write_text(text, encoding="utf-8")
    return Workspace().framework(path)


def test_of_what_is_asked_for_the_rest_is_left_out_and_nothing_else_is_different(
    districts: Framework, library: str
) -> None:
    forms = pl.DataFrame(
        {
            "response": ["1", "2", "3", "4"],
            "unit": ["Ash", "Birch", "Oak", None],
            "round": ["2026", "2026", "2025", None],
            "L1": ["full", "half", None, "none"],
            "L2": ["full", "none", None, "full"],
        }
    )
    whole = WORKSPACE.score_frame(districts, given_to(library, forms))
    kept = ["response", "unit", "round"]

    def chosen(frame: Any, *names: str) -> list[dict[str, Any]]:  # noqa: ANN401 - a table of any library
        return [{name: row[name] for name in names} for row in rows(frame)]

    some = WORKSPACE.score_frame(districts, given_to(library, forms), measures=["of_round", "share"])
    more = ["share:missing", "answered", "relevant"]
    assert rows(some.forms) == chosen(whole.forms, *kept, "share", *more)
    assert {each: rows(frame) for each, frame in some.groups.items()} == {
        ("round",): chosen(whole.groups["round",], "round", "forms", "of_round", "of_round:missing")
    }
    assert [str(each.args["measures"]) for each in some.notes if each.code == "DR408"] == [
        str(Names(("of_round",)))
    ]

    bare = WORKSPACE.score_frame(districts, given_to(library, forms), reasons=False)
    assert rows(bare.forms) == chosen(whole.forms, *kept, "share")
    assert {each: rows(frame) for each, frame in bare.groups.items()} == {
        each: chosen(frame, *(name for name in rows(frame)[0] if not name.endswith(":missing")))
        for each, frame in whole.groups.items()
    }
    assert bare.notes == whole.notes


CONTRADICTING = pl.DataFrame(
    {
        "response": ["1", "2", "1", "3", "1", None, None, "4", "1", "5"],
        "unit": ["Ash", "Ash", "Ash", "Birch", "Birch", "Oak", "Oak", None, "Ash", "Ash"],
        "school_form": [
            "school",
            "School",
            "school",
            "school",
            None,
            None,
            None,
            "school",
            "school",
            "preschool",
        ],
        "district": ["north", "north", "north", "south", "North", None, "north", "north", None, "north"],
        "L1": ["full"] * 10,
        "L2": ["full"] * 10,
    }
)


def said_of(framework: Framework, native: Any) -> list[tuple[str, str, object]]:  # noqa: ANN401 - a table of any library
    """Code, sentence, how many rows, of what is wrong with a frame."""
    with pytest.raises(InputError) as caught:
        WORKSPACE.score_frame(framework, native)
    return [(each.code, each.message("en"), each.args["count"]) for each in caught.value.diagnostics]


def test_forms_that_contradict_one_another_are_said_of_any_frame(districts: Framework, library: str) -> None:
    found = said_of(districts, given_to(library, CONTRADICTING))
    twice = "Responses occur twice in the same unit and round, such as “1”. Number of rows: 2. The first ones"
    form = "Units have two different values for school form, such as “Ash”"
    district = "Units have two different values for district, such as “Birch”"
    assert found == [
        ("DR430", f"{twice}: rows 3 and 9.", 2),
        ("DR432", f"{form}: “school” and “preschool”. Number of rows: 1. The first ones: row 10.", 1),
        ("DR432", f"{district}: “south” and “north”. Number of rows: 1. The first ones: row 5.", 1),
    ]


def test_a_frame_has_the_errors_and_notes_of_the_same_table_in_a_file(
    districts: Framework, library: str, tmp_path: Path
) -> None:
    scorer = FrameScorer(districts)
    path = tmp_path / "a.parquet"
    CONTRADICTING.write_parquet(path)
    with pytest.raises(InputError) as caught:
        score_table(scorer, path)
    of_file = [(each.code, each.message("en"), each.args["count"]) for each in caught.value.diagnostics]
    assert sorted(said_of(districts, given_to(library, CONTRADICTING))) == sorted(of_file)
    rounds = ["2025", "45292", None, "2025", None, "2026", "2026", None]
    fine = CONTRADICTING[[0, 1, 3, 5, 6, 7]].with_columns(pl.Series("round", rounds[:6]), remark=pl.lit("x"))
    fine.write_parquet(path)
    expected = [each.to_dict("en") for each in score_table(scorer, path).notes]
    assert [each["code"] for each in expected] == ["DR422", "DR434", "DR408", "DR408"]
    found = WORKSPACE.score_frame(districts, given_to(library, fine))
    assert [each.to_dict("en") for each in found.notes] == expected


def test_without_columns_that_say_whose_forms_are_all_are_unplaced(
    districts: Framework, library: str
) -> None:
    found = WORKSPACE.score_frame(districts, given_to(library, CONTRADICTING.select("L1", "L2")))
    (note,) = found.notes
    assert (note.code, note.args["count"], note.args["total"]) == ("DR408", 10, 10)
    assert note.message("en").endswith("do not count in “of_round”, “of_round_again”, “of_form”.")
