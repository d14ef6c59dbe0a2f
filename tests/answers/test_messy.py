"""Form by form or through a frame: of any table, the same rows, the same words, the same places."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import polars as pl
from hypothesis import event, given, settings
from hypothesis import strategies as st
from tests.answers.messy import PLAN, Table, tables
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.answers.answer_files import read_answers
from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import DigiramverkError
from digiramverk.core.language import LANGUAGES
from digiramverk.core.snippet import render_all
from digiramverk.model.framework import Framework
from digiramverk.scoring.engine import Scorer
from digiramverk.scoring.results import Results
from digiramverk.scoring.tables.bulk import BulkOptions, score_table
from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.workspace import Workspace

Outcome = tuple[int, Any, tuple[str, ...]]
EXAMPLES = 5_000 if NIGHTLY else 300 if THOROUGH else 40


@cache
def plan() -> Framework:
    """What the tables answer."""
    with TemporaryDirectory() as name:
        path = Path(name) / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        return Workspace().framework(path)


@cache
def scorer() -> Scorer:
    """What scores form by form."""
    return Workspace().scorer(plan())


@cache
def frames() -> FrameScorer:
    """What scores through a frame."""
    return Workspace().scoring.frame_scorer(plan())


def said(results: Results) -> Outcome:
    """What a command prints of results."""
    words = tuple(render_all(results.notes, language) for language in LANGUAGES)
    return 0, {each: results.to_dict(each) for each in LANGUAGES}, words


def refused(error: DigiramverkError) -> Outcome:
    """What a command prints where it gives up."""
    return error.exit_code, None, tuple(error.text(language) for language in LANGUAGES)


def form_by_form(path: Path, *, strict: bool = False) -> Outcome:
    """What the scalar way gives."""
    notes = Findings()
    try:
        forms = read_answers([path], plan(), notes, strict=strict)
        results = scorer().score(forms)
    except DigiramverkError as error:
        return refused(error)
    return said(attrs.evolve(results, notes=(*notes, *results.notes)))


def through(path: Path, engine: str, *, strict: bool = False, skip: bool = False) -> Outcome:
    """What an engine gives."""
    try:
        return said(
            score_table(frames(), path, BulkOptions(engine=engine, strict=strict, skip=skip, force=True))
        )
    except DigiramverkError as error:
        return refused(error)


def put_aside(path: Path) -> list[int]:
    """The numbers of the rows that were put aside, each with a reason."""
    lost = pl.read_csv(path, has_header=False, skip_rows=1, infer_schema=False)
    *_, numbers, reasons = lost.get_columns()
    assert all(reasons)
    return [int(each) for each in numbers]


def told(outcome: Outcome) -> None:
    """Let Hypothesis count what was met."""
    for code in sorted(set(re.findall(r"DR\d{3}", outcome[2][0]))) or ["nothing"]:
        event(code)


@settings(max_examples=EXAMPLES)
@given(table=tables(), strict=st.sampled_from([False, False, True]))
def test_either_way_gives_the_same(table: Table, strict: bool) -> None:  # noqa: FBT001 - drawn
    with TemporaryDirectory() as name:
        path = table.save(Path(name))
        expected = form_by_form(path, strict=strict)
        assert through(path, "polars", strict=strict) == expected
    told(expected)


@settings(max_examples=max(10, EXAMPLES // 2))
@given(table=tables())
def test_rows_are_scored_or_put_aside_and_those_left_are_scored_as_if_alone(table: Table) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = table.save(folder)
        alone = form_by_form(path)
        found = through(path, "polars", skip=True)
        aside = folder / "a.rejected.csv"
        if not aside.exists():
            assert found == alone
            return
        written = aside.read_bytes()
        assert alone[0] == 1
        assert found[0] == 0
        assert through(path, "scalar", skip=True) == found
        assert aside.read_bytes() == written
        assert "DR415" not in form_by_form(aside)[2][0]
        numbers = put_aside(aside)
        assert f"DR424: {len(numbers)} " in found[2][0]
        if table.numbers:
            assert set(numbers) <= set(table.numbers)
            left = table.without(numbers)
            scored = form_by_form(left.save(folder))
            # Nothing but rows without content may be left, which make no table.
            assert scored[1] == found[1] or "DR412" in scored[2][0]
        event("put aside")
