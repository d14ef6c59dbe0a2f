"""Functions that plugins give to rules: names that are taken, and computations that go wrong."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from tests.definitions.definitions import STEPS

from digiramverk.model.framework import Framework
from digiramverk.plugin import Column, Columns, RegisteredFold, Table, fold, hookimpl
from digiramverk.plugins.host import Plugin, PluginHost
from digiramverk.proving.proof import Trial, prove
from digiramverk.scoring.results import Results
from digiramverk.workspace import Workspace


def given(host: PluginHost, distribution: str, *folds: RegisteredFold) -> Plugin:
    """A plugin that gives functions, as a host took it."""

    @hookimpl
    def digiramverk_folds() -> list[RegisteredFold]:
        return list(folds)

    return host.register(
        SimpleNamespace(digiramverk_folds=digiramverk_folds), distribution, distribution=distribution
    )


def width(table: Table) -> Fraction:
    """The number of columns."""
    return Fraction(len(table[0]))


@pytest.mark.parametrize("name", ["mean", "fraction", "area", "if", "två ord", ""])
def test_a_function_cannot_have_a_name_that_is_taken_or_no_name(name: str) -> None:
    host = PluginHost(discover=False)
    taken = given(host, "min-plan", fold(name, width))
    assert taken.problem is not None
    assert taken.problem.code == "DR508"
    assert host.folds == ()


def test_two_plugins_cannot_give_the_same_name() -> None:
    host = PluginHost(discover=False)
    assert given(host, "en-plan", fold("bredd", width)).problem is None
    problem = given(host, "annan-plan", fold("bredd", width)).problem
    assert problem is not None
    assert problem.code == "DR508"
    for word in ("annan-plan", "bredd", "en-plan"):
        assert word in problem.message("sv")
    assert [each.distribution for each in host.folds] == ["en-plan"]


def scored(text: str, compute: Callable[[Table], object], folder: Path) -> Results:
    """The results of one form with a measure of the function `bredd`."""
    host = PluginHost(discover=False)
    assert given(host, "min-plan", fold("bredd", compute)).problem is None  # type: ignore[arg-type]
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    workspace = Workspace(host)
    return workspace.score(workspace.framework(path), {"answers": {"L1": "ja", "L2": "ja", "K1": "nej"}})


RULE = STEPS + "  wide: {value: bredd(points)}\n"


def test_a_function_is_given_a_row_per_form(tmp_path: Path) -> None:
    results = scored(RULE, width, tmp_path)
    assert results.value("wide") == 3
    assert [each.code for each in results.notes] == []


def broken(table: Table) -> Fraction:
    """A function that goes wrong."""
    raise ZeroDivisionError(len(table))


@pytest.mark.parametrize(
    ("compute", "part"),
    [(broken, "ZeroDivisionError"), (lambda _: "tre", "str"), (lambda _: float("nan"), "nan")],
    ids=["raises", "no number", "not a number"],
)
def test_what_goes_wrong_is_undecided_and_said(
    compute: Callable[[Table], object], part: str, tmp_path: Path
) -> None:
    results = scored(RULE, compute, tmp_path)
    (cell,) = results["wide"]
    assert cell.missing is not None
    assert cell.missing.key == "undecided"
    (found,) = results.notes
    assert found.code == "DR509"
    for word in ("bredd", "min-plan", "wide"):
        assert word in found.message("sv")
    assert part in found.message("sv")


def test_what_goes_wrong_is_said_of_an_explanation_too(tmp_path: Path) -> None:
    host = PluginHost(discover=False)
    given(host, "min-plan", fold("bredd", broken))
    path = tmp_path / "plan.yaml"
    path.write_text(RULE, encoding="utf-8")
    found = Workspace(host).explain(path, {"answers": {"L1": "ja"}}, "wide")
    assert [each.code for each in found.notes] == ["DR509"]


SMALL_RULE = STEPS + "  apart: {value: spread(points)}\n"


def spread(table: Table) -> Fraction:
    """How far apart values are."""
    known = [value for row in table for value in row if value is not None]
    return max(known) - min(known)


def with_frame_form(frame: Callable[[Columns], object], folder: Path) -> tuple[Workspace, Framework]:
    """A workspace with a fold that has a frame form, and a framework that uses it."""
    host = PluginHost(discover=False)
    assert given(host, "min-plan", fold("spread", spread, frame=frame)).problem is None  # type: ignore[arg-type] # wrong
    path = folder / "plan.yaml"
    path.write_text(SMALL_RULE, encoding="utf-8")
    workspace = Workspace(host)
    return workspace, workspace.framework(path)


TABLE = pl.DataFrame({"L1": ["ja", "nej"], "L2": ["nej", "nej"], "K1": ["ja", "ja"]})


def test_a_frame_form_is_used_for_tables(tmp_path: Path) -> None:
    workspace, framework = with_frame_form(lambda columns: columns.highest - columns.lowest, tmp_path)
    found = workspace.score_frame(framework, TABLE)
    alone = [workspace.score(framework, {"answers": row}).value("apart") for row in TABLE.to_dicts()]
    assert found.forms["apart"].to_list() == [float(value) for value in alone if isinstance(value, Fraction)]
    assert found.notes == ()


def test_what_goes_wrong_in_a_frame_form_is_said_and_no_value_is_lost(tmp_path: Path) -> None:
    def wrong(columns: Columns) -> Column:
        raise ZeroDivisionError(len(columns))

    workspace, framework = with_frame_form(wrong, tmp_path)
    # Also the second time, when the columns are kept from the first.
    for _ in range(2):
        found = workspace.score_frame(framework, TABLE)
        assert found.forms["apart:missing"].to_list() == [0, 0]
        (note,) = found.notes
        assert note.code == "DR450"
        for word in ("spread", "min-plan", "apart", "ZeroDivisionError"):
            assert word in note.message("sv")
        # The values are those of the first form, and not undecided: that is what the remedy says.
        assert found.forms["apart"].to_list() == [2.0, 2.0]


def test_check_finds_a_frame_form_that_gives_something_else(tmp_path: Path) -> None:
    """With the smallest form that shows it."""
    laws = tuple(law for law in Trial().laws if law.id == "engines")
    for frame, right in (
        (lambda columns: columns.highest - columns.lowest, True),
        (lambda columns: columns.highest, False),
    ):
        workspace, framework = with_frame_form(frame, tmp_path)
        found = prove(workspace.proving.subject(framework), Trial(20, laws=laws))
        assert found.holds == right
        if not right:
            example = found.counterexamples[0]
            assert example.found.measure == "apart"
            assert sum(len(form.answers) for form in example.example.forms) <= 3


def test_what_goes_wrong_without_a_frame_form_is_said_of_a_table_too(tmp_path: Path) -> None:
    host = PluginHost(discover=False)
    given(host, "min-plan", fold("spread", broken))
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL_RULE, encoding="utf-8")
    found = Workspace(host).score_frame(path, TABLE)
    assert [note.code for note in found.notes] == ["DR509"]
    assert found.forms["apart"].to_list() == [None, None]
