"""Tables as people hand them over: of every kind, with columns of every kind, called anything."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.scoring.test_frames import given_to, polars_of

from digiramverk.core.errors import InputError
from digiramverk.core.language import Names
from digiramverk.model.framework import Framework
from digiramverk.workspace import Workspace

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

WORKSPACE = Workspace()
NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - files know no zones
HEAD = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en]
scales: {level: {levels: {none: {points: 0}, half: {points: 0.5}, full: {points: 1}}}}
attributes: [district]
scoring: {unanswered: exclude}
areas: {a: {indicators: {L1: There is a plan, L2: It is followed up}}}
rules:
"""
PLAN = (
    HEAD
    + """\
  share: mean(fraction)
  of_place: {across: [district, round], value: mean(share)}
"""
)
FORMS = {"unit": ["Ash", "Birch"], "round": ["2025", "2026"], "L1": ["full", "none"], "L2": ["full", "full"]}
LIBRARIES = ("pandas", "polars", "polars-lazy", "pyarrow", "duckdb")


@pytest.fixture(name="plan")
def small(tmp_path: Path) -> Framework:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return WORKSPACE.framework(path)


def table(kind: str, **columns: Any) -> Any:  # noqa: ANN401 - a table of any library
    data = FORMS | columns
    return pd.DataFrame(data) if kind == "pandas" else given_to(kind, pl.DataFrame(data))


def shares(native: Any) -> list[float | None]:  # noqa: ANN401 - a table of any library
    return polars_of(native)["share"].to_list()


def refused(plan: Framework, native: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - anything
    with pytest.raises(InputError) as caught:
        WORKSPACE.score_frame(plan, native)
    yield from ((each.code, each.message("en")) for each in caught.value.diagnostics)


# --- pandas --------------------------------------------------------------------------------------------


def test_rows_of_pandas_keep_their_index(plan: Framework) -> None:
    forms = pd.DataFrame(FORMS, index=[7, 7]).loc[[7]]
    found = WORKSPACE.score_frame(plan, forms).forms
    assert found.index.to_list() == [7, 7]
    later = pd.DataFrame(FORMS)[lambda frame: frame["round"] == "2026"]
    later = later.assign(share=WORKSPACE.score_frame(plan, later).forms["share"])
    assert later["share"].to_list() == [0.5]


def test_what_comes_along_in_pandas_stays_as_it_is(plan: Framework) -> None:
    forms = pd.DataFrame(
        FORMS
        | {5: [1, 2], "kind": pd.Categorical(["a", "b"]), "any": ["x", 3]}
        | {"month": pd.PeriodIndex(["2025-01", "2026-02"], freq="M")}
    )
    found = WORKSPACE.score_frame(plan, forms)
    pd.testing.assert_frame_equal(
        found.forms[[5, "kind", "any", "month"]], forms[[5, "kind", "any", "month"]]
    )
    assert [each.args["count"] for each in found.notes if each.code == "DR422"] == [4]


def test_an_index_that_says_whose_forms_are_is_read(plan: Framework) -> None:
    forms = pd.DataFrame(FORMS | {"district": ["north", "south"]}).set_index(["round", "district"])
    found = WORKSPACE.score_frame(plan, forms)
    assert found.notes == ()
    (groups,) = found.groups.values()
    assert groups["district"].to_list() == ["north", "south"]
    assert found.forms.index.equals(forms.index)


def test_columns_of_pandas_may_hold_numbers_beside_text(plan: Framework) -> None:
    forms = pd.DataFrame(FORMS | {"L1": ["full", 0.5], "round": [2025, "2026"], "district": ["n", "n"]})
    found = WORKSPACE.score_frame(plan, forms)
    assert found.forms["share"].to_list() == [1.0, 0.75]
    (groups,) = found.groups.values()
    assert groups["round"].to_list() == ["2025", "2026"]


def test_kinds_that_only_pandas_has_are_read(plan: Framework) -> None:
    forms = pd.DataFrame(
        FORMS
        | {"round": pd.PeriodIndex(["2025", "2026"], freq="Y"), "district": ["n", "n"]}
        | {"L1": pd.arrays.SparseArray([1, 0]), "L2": pd.array([1, None], dtype="Int64")}
    )
    found = WORKSPACE.score_frame(plan, forms)
    assert found.forms["share"].to_list() == [1.0, 0.0]
    (groups,) = found.groups.values()
    assert groups["round"].to_list() == ["2025", "2026"]


# --- kinds of columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIBRARIES)
def test_a_column_of_nothing_is_unanswered(plan: Framework, kind: str) -> None:
    assert shares(WORKSPACE.score_frame(plan, table(kind, L1=[None, None])).forms) == [1.0, 1.0]


@pytest.mark.parametrize("kind", LIBRARIES)
def test_a_table_without_rows_gives_one_without_rows(plan: Framework, kind: str) -> None:
    assert shares(WORKSPACE.score_frame(plan, table(kind, **{name: [] for name in FORMS})).forms) == []


@pytest.mark.parametrize("kind", LIBRARIES)
@pytest.mark.parametrize("values", [[["full"], []], [NOON, None], [b"full", b"none"]])
def test_kinds_that_hold_no_answers_are_told(plan: Framework, kind: str, values: list[Any]) -> None:
    (found,) = refused(plan, table(kind, L1=values))
    assert found[0] == "DR447"
    assert "“L1”" in found[1]


@pytest.mark.parametrize("kind", LIBRARIES)
def test_lists_and_times_that_only_come_along_are_no_harm(plan: Framework, kind: str) -> None:
    given = table(kind, tags=[[1, 2], None], day=[date(2026, 1, 1), None], cost=[Decimal("1.5"), None])
    assert shares(WORKSPACE.score_frame(plan, given).forms) == [1.0, 0.5]


def test_text_of_arrow_may_be_views_or_a_dictionary(plan: Framework) -> None:
    given = pa.table(FORMS)
    views = given.set_column(2, "L1", given["L1"].cast(pa.string_view()))
    assert shares(WORKSPACE.score_frame(plan, views).forms) == [1.0, 0.5]
    listed = given.set_column(2, "L1", given["L1"].dictionary_encode()).slice(1)
    assert shares(WORKSPACE.score_frame(plan, listed).forms) == [0.5]


def test_units_of_duckdb_may_be_identifiers(plan: Framework) -> None:
    given = table("duckdb").project("* replace (uuid() as unit)")
    assert shares(WORKSPACE.score_frame(plan, given).forms) == [1.0, 0.5]


# --- names of columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIBRARIES)
@pytest.mark.parametrize("name", ["share", "share:missing", "answered", "relevant"])
def test_columns_that_the_result_has_are_not_written_over(plan: Framework, kind: str, name: str) -> None:
    ((code, message),) = refused(plan, table(kind, **{name: [1, 2]}))
    assert (code, f"“{name}”" in message) == ("DR448", True)


@pytest.mark.parametrize("kind", LIBRARIES)
def test_columns_may_be_called_as_those_made_on_the_way(plan: Framework, kind: str) -> None:
    names = ["__row", "__c0", "__c1", "__s0", "__m_unit", "__answered", "=__row"]
    given = table(kind, **{name: [number, number] for number, name in enumerate(names)})
    found = polars_of(WORKSPACE.score_frame(plan, given).forms)
    assert [found[name].to_list() for name in names] == [[n, n] for n in range(len(names))]
    assert shares(found) == [1.0, 0.5]


def test_what_is_not_made_may_come_along(plan: Framework) -> None:
    found = WORKSPACE.score_frame(plan, pl.DataFrame(FORMS | {"answered": [1, 2]}), reasons=False)
    assert found.forms.columns == ["unit", "round", "answered", "share"]


def test_duckdb_does_not_tell_capitals_apart_and_is_not_given_both(plan: Framework) -> None:
    ((code, _),) = refused(plan, table("duckdb", Answered=[1, 2], SHARE=[1, 2]))
    assert code == "DR448"
    assert shares(WORKSPACE.score_frame(plan, table("polars", Answered=[1, 2])).forms) == [1.0, 0.5]


def test_a_name_may_stand_over_one_column_only(plan: Framework) -> None:
    forms = pd.DataFrame(FORMS)
    assert [code for code, _ in refused(plan, pd.concat([forms, forms[["L1"]]], axis=1))] == ["DR413"]
    given = pa.table(FORMS)
    assert [code for code, _ in refused(plan, given.append_column("L1", given["L1"]))] == ["DR413"]


@pytest.mark.parametrize("kind", LIBRARIES)
def test_a_table_without_any_indicator_is_told(plan: Framework, kind: str) -> None:
    given = given_to(kind, pl.DataFrame(FORMS).drop("L1", "L2"))
    ((code, message),) = refused(plan, given)
    assert (code, message) == (
        "DR449",
        "No column is an indicator of “plan”. The columns are: “unit”, “round”.",
    )


@pytest.mark.parametrize("given", [None, [FORMS], FORMS, "forms.csv", pl.Series([1]), pd.Series([1])])
def test_what_is_no_table_is_told(plan: Framework, given: object) -> None:
    assert [code for code, _ in refused(plan, given)] == ["DR446"]


# --- forms that contradict one another ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIBRARIES)
def test_forms_that_contradict_one_another_are_told_by_their_rows(plan: Framework, kind: str) -> None:
    ((code, message),) = refused(
        plan, table(kind, response=["a", "a"], round=["2025", "2025"], unit=["Ash", "Ash"])
    )
    assert (code, "“a”. Number of rows: 1. The first ones: row 2." in message) == ("DR430", True)
    ((code, message),) = refused(plan, table(kind, unit=["Ash", "Ash"], district=["north", "south"]))
    assert (code, "“Ash”: “north” and “south”. Number of rows: 1." in message) == ("DR432", True)


def test_what_names_of_forms_look_like_is_noted(plan: Framework) -> None:
    given = table("polars", round=["45292", "2026"], unit=["Ash", "ash"])
    assert {each.code for each in WORKSPACE.score_frame(plan, given).notes} >= {"DR434", "DR452"}


# --- groups --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIBRARIES)
def test_groups_are_found_in_any_order_and_their_columns_are_of_one_kind(plan: Framework, kind: str) -> None:
    found = WORKSPACE.score_frame(plan, table(kind, L1=[None, None], L2=["", ""], district=["n", "n"])).groups
    assert list(found) == [("round", "district")]
    frame = polars_of(found["district", "round"])
    assert frame.schema["of_place"] == pl.Float64
    assert frame.schema["of_place:missing"] == pl.Int8
    with pytest.raises(KeyError, match="'round', 'district'"):
        found["round"]


# --- words over columns --------------------------------------------------------------------------------


def test_columns_may_be_called_by_the_words_for_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("[district]", "{district: Stadsdel}"), encoding="utf-8")
    forms = pl.DataFrame({"Enhet": ["Ash"], "OMGÅNG": ["2026"], "Stadsdel": ["n"], "L1": ["full"]})
    (groups,) = WORKSPACE.score_frame(path, forms).groups.values()
    assert groups.select("round", "district", "forms").rows() == [("2026", "n", 1)]


def test_a_word_over_a_column_yields_to_the_name_itself(plan: Framework) -> None:
    forms = pl.DataFrame({"Enhet": ["The Ash School"], "unit": ["17"], "L1": ["full"], "L2": [None]})
    found = WORKSPACE.score_frame(plan, forms)
    assert [str(each.args["columns"]) for each in found.notes if each.code == "DR422"] == [
        str(Names(("Enhet",)))
    ]
    assert found.forms["Enhet"].to_list() == ["The Ash School"]
