"""A table gives what its forms give one by one, on the cases and examples of every framework here."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import polars as pl
import pytest
from tests.scoring.test_frames import given_to, held_against, rows, table
from tests.scoring.together import OWN, Together, renamed

from digiramverk.answers.answer_files import answered_framework
from digiramverk.scoring.engine import Scorer
from digiramverk.scoring.results import Cell, Results
from digiramverk.scoring.tables.caller_tables import library_of
from digiramverk.workspace import Workspace

WORKSPACE = Workspace()
ROOT = Path(__file__).parents[2]
DEFINITION = "framework.yaml"
SHIPPED = {
    **{entry.id: (entry.id, [path for _, path in entry.examples]) for entry in WORKSPACE.frameworks.list()},
    **{
        path.parent.name: (str(path.parent), [path])
        for entry in WORKSPACE.frameworks.list()
        for _, path in entry.examples
        if path.name == DEFINITION
    },
}
"""Frameworks, and definitions among their examples: how each is referred to, and where its answers may be."""

MUNICIPALITIES = {
    f"examples/{path.parent.name}": (str(path.parent), list[Path]())
    for path in ROOT.glob(f"examples/*/{DEFINITION}")
}
"""The repository's own examples: LIKA with other rules, most of them."""

EVERY = {**SHIPPED, **MUNICIPALITIES}
NAMES = [*SHIPPED, *(pytest.param(name, marks=pytest.mark.repository) for name in MUNICIPALITIES)]


def answers(reference: str, paths: list[Path]) -> Iterator[Path]:
    """The files of answers to a framework; a definition stands for those beside it."""
    for path in paths:
        if path.name != DEFINITION:
            yield path
        elif str(path.parent) == reference:
            yield from sorted(file for file in path.parent.iterdir() if answered_framework(file) is not None)


@cache
def tabled(name: str) -> tuple[Together, Results]:
    """All that a framework is held to, in one table, and what the scalar engine makes of it."""
    reference, paths = EVERY[name]
    framework = WORKSPACE.framework(reference)
    found = {file.name: WORKSPACE.read(framework, [file]) for file in answers(reference, paths)}
    cases = {case.id: case.assessments for case in WORKSPACE.proving.cases(reference)}
    made = Together.of(framework, found | cases)
    assert len(made.sets) == len(found) + len(cases) > 0
    return made, Scorer(made.framework).score(made.forms)


@pytest.mark.parametrize("name", NAMES)
def test_cases_and_examples_give_the_same_as_one_by_one(name: str) -> None:
    made, expected = tabled(name)
    found = WORKSPACE.score_frame(made.framework, table(made.framework, made.forms))
    held_against(expected.cells, expected.coverage, found)


def test_tables_of_any_library_give_the_same(library: str) -> None:
    made, expected = tabled("selfie")
    found = WORKSPACE.score_frame(made.framework, given_to(library, table(made.framework, made.forms)))
    assert library_of(found.forms) == library.removesuffix("-lazy")
    held_against(expected.cells, expected.coverage, found)


@pytest.mark.parametrize("name", NAMES)
def test_cases_give_in_one_table_what_they_give_alone(name: str) -> None:
    """What is said of the table is said of every case in it."""
    made, together = tabled(name)
    scorer = WORKSPACE.scorer(EVERY[name][0])
    found = {identity(cell): (cell.value, cell.missing) for cell in together.cells}
    for number, (case, forms) in enumerate(made.sets.items()):
        for cell in scorer.score(forms).cells:
            there = attrs.evolve(cell, members=renamed(cell.members, number))
            assert found.get(identity(there)) == (cell.value, cell.missing), (case, cell)


def identity(cell: Cell) -> tuple[object, ...]:
    """What tells cells apart, of several sets too."""
    names = dict.fromkeys((*cell.measure.per, *cell.measure.population, *sorted(OWN)))
    return cell.measure.name, tuple(cell.members.get(name) for name in names)


def test_columns_are_carried_along_whatever_they_are_called(library: str) -> None:
    name = """he said "it's; so" -- [1] {x} \u00e5"""
    framework = WORKSPACE.framework("lika-larare")
    first = framework.indicators[0]
    level = next(each.levels[0].id for each in framework.scales if each.id == first.scale)
    given = given_to(library, pl.DataFrame({name: ["kept"], first.id: [level]}))
    assert rows(WORKSPACE.score_frame(framework, given).forms)[0][name] == "kept"
