"""Whoever asks, a table says the same: every command finds the same problems in it, in the same words."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from tests.answers.messy import Table, tables
from tests.answers.test_messy import EXAMPLES, plan
from tests.answers.test_said_of_tables import TOGETHER

from digiramverk.answers.answer_files import read_answers
from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.errors import DigiramverkError
from digiramverk.core.language import LANGUAGES
from digiramverk.core.snippet import render_all
from digiramverk.workspace import Workspace

WORKSPACE = Workspace()
Way = Callable[[Path], Sequence[Diagnostic]]


def validated(path: Path) -> Sequence[Diagnostic]:
    return WORKSPACE.validate(path, plan())


def scored(path: Path) -> Sequence[Diagnostic]:
    return WORKSPACE.score(plan(), path).notes


def explained(path: Path) -> Sequence[Diagnostic]:
    first = WORKSPACE.read(plan(), [path])[0]
    members = {"response": first.response} | ({} if first.unit is None else {"unit": first.unit})
    if first.round is not None:
        members["round"] = first.round
    return WORKSPACE.explain(plan(), path, "share", **members).notes


def migrated(path: Path) -> Sequence[Diagnostic]:
    return WORKSPACE.migrate(path, plan(), first=plan()).notes


def reported(path: Path) -> Sequence[Diagnostic]:
    notes = Findings()
    WORKSPACE.report(plan(), path, "comparison", to="text", notes=notes)
    return tuple(notes)


WAYS: Final[dict[str, Way]] = {
    "validate": validated,
    "score": scored,
    "explain": explained,
    "report": reported,
    "migrate": migrated,
}


def of_way(way: Way, path: Path) -> tuple[bool, set[str]]:
    """Whether a way refuses a table, and what it says, in both languages."""
    try:
        return False, in_words(way(path))
    except DigiramverkError as error:
        return True, in_words(error.diagnostics)


def in_words(found: Sequence[Diagnostic]) -> set[str]:
    return {render_all([each], language) for each in found for language in LANGUAGES}


def read(path: Path) -> Sequence[Diagnostic]:
    notes = Findings()
    read_answers([path], plan(), notes)
    return tuple(notes)


def same(way: Way, path: Path) -> None:
    """A way refuses what reading refuses, in the same words; otherwise it says what reading says.

    It may then refuse for a reason of its own: no such figure, nothing to compare, no crosswalk.
    """
    refused, expected = of_way(read, path)
    stopped, found = of_way(way, path)
    if refused and way is validated:
        # It does not stop, and warnings come along.
        assert found >= expected
    elif refused:
        assert (stopped, found) == (True, expected)
    elif stopped:
        assert not any("DR42" in each for each in found)
    else:
        assert found >= expected


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", [text for text, _ in TOGETHER])
def test_every_command_says_the_same_of_a_table(tmp_path: Path, text: str, way: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    same(WAYS[way], path)


@settings(max_examples=max(10, EXAMPLES // 2))
@given(table=tables())
def test_every_command_says_the_same_of_any_table(table: Table) -> None:
    with TemporaryDirectory() as name:
        path = table.save(Path(name))
        for way in WAYS.values():
            same(way, path)
