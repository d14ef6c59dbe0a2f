"""Functions that plugins give to rules: names that are taken, and computations that go wrong."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.loading.definitions import STEPS

from digiramverk.plugin import RegisteredFold, Table, fold, hookimpl
from digiramverk.plugins.host import Plugin, PluginHost
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
