"""Frames of forms as people have them: headers, cells and engines."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from digiramverk.core.errors import EvaluationError, InputError
from digiramverk.core.language import Names, Numbered
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.rules.space import RESPONSE
from digiramverk.scoring.frames import FrameResults
from digiramverk.scoring.results import Cell, Coverage
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


def given_to(engine: str, frame: pl.DataFrame) -> Any:  # noqa: ANN401 - a frame of the engine's kind
    match engine:
        case "polars":
            return frame
        case "polars-lazy":
            return frame.lazy()
        case "pandas":
            return frame.to_pandas()
        case "pyarrow":
            return frame.to_arrow()
        case _:
            import duckdb  # noqa: PLC0415 - an engine is loaded when it is asked for

            return duckdb.from_arrow(frame.to_arrow())


def rows(native: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any engine's frame
    frame = nw.from_native(native)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [{name: plain(value) for name, value in row.items()} for row in eager.iter_rows(named=True)]


def whose(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells forms apart: two schools may number theirs alike."""
    return row["response"], row.get("unit"), row.get("round")


def plain(value: Any) -> Any:  # noqa: ANN401 - engines have types of their own
    return None if value is None or str(value) in {"<NA>", "nan"} else value


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


def test_lazy_frames_stay_lazy(plan: Framework) -> None:
    found = WORKSPACE.score_frame(plan, pl.LazyFrame({"L1": ["full", "none"]}))
    assert isinstance(found.forms, pl.LazyFrame)
    assert found.forms.collect()["share"].to_list() == [1.0, 0.0]


def test_an_engine_without_rows_says_beforehand_what_it_cannot_do(tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415 - an engine is loaded when it is asked for

    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("mean(fraction)", "median(fraction)"), encoding="utf-8")
    given = duckdb.from_arrow(pl.DataFrame({"L1": ["full"]}).to_arrow())
    with pytest.raises(EvaluationError) as caught:
        WORKSPACE.score_frame(path, given)
    assert [(each.code, str(each.args["measures"])) for each in caught.value.diagnostics] == [
        ("DR421", str(Names(("share",))))
    ]
