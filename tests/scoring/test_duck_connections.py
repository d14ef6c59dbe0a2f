"""DuckDB with a connection of the caller's own, and tables whose columns are called as ours on the way."""

from pathlib import Path
from typing import Any

import pytest
from tests.answers.test_caller_frames import HEAD, LIBRARIES, WORKSPACE, table
from tests.scoring.test_frames import polars_of

from digiramverk.model.framework import Framework
from digiramverk.scoring.tables.frames import FrameResults

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")

PLAN = (
    HEAD
    + """\
  share: mean(fraction)
  of_place: {across: [district], value: mean(share)}
  off: share - of_place
  before: share - previous(share)
  of_unit: {across: [unit, round], value: mean(share)}
  grown: {across: [unit, round], value: of_unit - previous(of_unit)}
"""
)
FORMS: dict[str, Any] = {
    "unit": ["Ash", "Birch", "Ash", "Birch"],
    "round": ["2025", "2025", "2026", "2026"],
    "district": ["north", "it's south", "north", None],
    "group": ["", "", "", ""],
    "L1": ["full", "none", "half", "full"],
    "L2": ["full", "full", None, "none"],
}
OURS = (
    *("__row", "__published", "__answered", "__relevant", "__hash", "__count", "__size", "__first", "__all"),
    *("__text", "__times", "__place", "__of", "__b", "__m_unit", "__m_round", "__b_unit", "__x_a_n", "__s0"),
    *(
        "__code0",
        "__c0",
        "__c1",
        "__c7",
        "__e0_0_0",
        "__a0",
        "__a0s",
        "__last___m_unit",
        "__g1_0_n",
        "__k1_0",
    ),
    *("__p0_0n", "__p0_0k", "__v0_0", "__t0", "__digiramverk", "given", "n", "d", "k", "=__row"),
)
"""Names that columns have on the way, and some that they could have."""


@pytest.fixture(name="plan")
def with_groups_and_rounds(tmp_path: Path) -> Framework:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return WORKSPACE.framework(path)


def rows(native: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a table of any library
    return sorted(polars_of(native).to_dicts(), key=repr)


def told(found: FrameResults, *, but: tuple[str, ...] = ()) -> list[Any]:
    forms = [{key: value for key, value in row.items() if key not in but} for row in rows(found.forms)]
    return [sorted(forms, key=repr), {key: rows(each) for key, each in found.groups.items()}]


@pytest.mark.parametrize(
    "settings",
    [(), ("SET python_enable_replacements = false",), ("SET enable_external_access = false",)],
    ids=["as it comes", "without replacements", "without access"],
)
def test_relations_of_any_connection_are_scored(plan: Framework, settings: tuple[str, ...]) -> None:
    connection = duckdb.connect()
    connection.register("given_forms", pa.table(FORMS))
    connection.execute("CREATE TABLE forms AS SELECT * FROM given_forms")
    for setting in settings:
        connection.execute(setting)
    found = WORKSPACE.score_frame(plan, connection.table("forms"))
    assert told(found) == told(WORKSPACE.score_frame(plan, table("duckdb", **FORMS)))
    assert len(rows(found.forms)) == 4
    # Results belong to the caller's connection if it looks for variables, and nothing is left in it.
    if not settings:
        assert len(found.forms.join(connection.table("forms").set_alias("own"), "unit").fetchall()) > 0
    assert connection.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() in (
        [],
        [("given_forms",)],
    )


@pytest.mark.parametrize("kind", LIBRARIES)
def test_columns_may_be_called_as_ours_are(plan: Framework, kind: str) -> None:
    others = {name: [f"{name} {row}" for row in range(4)] for name in OURS}
    found = WORKSPACE.score_frame(plan, table(kind, **FORMS, **others))
    assert told(found, but=OURS) == told(WORKSPACE.score_frame(plan, table(kind, **FORMS)))
    carried = sorted(tuple(row[name] for name in OURS) for row in rows(found.forms))
    assert carried == [tuple(f"{name} {row}" for name in OURS) for row in range(4)]
