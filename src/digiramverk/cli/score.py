"""`digiramverk score`: answers scored against a framework."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from digiramverk.answers import TABLES, ColumnNames
from digiramverk.cli.only_option import members_of, only_option
from digiramverk.cli.options import Speaker, echo_json, json_value
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Diagnostic, Findings, InputError, Language, say, tidy_when_stopped, visible
from digiramverk.files import TEXT_TABLES, located, more_lines
from digiramverk.planning import Scored, outcomes
from digiramverk.reports import Document, print_document, results_document, targets_blocks
from digiramverk.scoring import ENGINES, POLARS, SCALAR, Results, Scorer, csv_table, few_forms, require, there

if TYPE_CHECKING:
    from digiramverk.scoring import FrameScorer

_ABOUT: dict[Language, str] = {
    "sv": "Räkna svar mot ett ramverk. "
    "FRAMEWORK är ett id, id@utgåva eller en sökväg; ANSWERS är YAML, JSON, CSV, Excel eller Parquet.",
    "en": "Score answers against a framework. "
    "FRAMEWORK is an id, id@edition or a path; ANSWERS are YAML, JSON, CSV, Excel or Parquet.",
}

_MEASURE: dict[Language, str] = {
    "sv": "Visa bara detta mått; får anges flera gånger.",
    "en": "Show only this measure; may be given several times.",
}


_OPTIONS: dict[str, dict[Language, str]] = {
    "out": {
        "sv": "Skriv resultatet till en fil (.parquet eller .csv). "
        "ANSWERS är då en tabell (.csv, .parquet, .xlsx) av vilken storlek som helst.",
        "en": "Write the result to a file (.parquet or .csv). "
        "ANSWERS is then one table (.csv, .parquet, .xlsx) of any size.",
    },
    "wide": {
        "sv": "Med --out: en rad per formulär i stället för en per värde.",
        "en": "With --out: a row per form instead of one per value.",
    },
    "strict": {
        "sv": "Okända kolumner i en tabell och indikatorer utan kolumn är fel.",
        "en": "Unknown columns of a table and indicators without a column are errors.",
    },
    "skip": {
        "sv": "Lägg rader i en tabell som inte går att räkna i en fil för sig, med skäl, och räkna resten.",
        "en": "Put rows of a table that cannot be scored into a file of their own, with reasons; "
        "score the rest.",
    },
    "raw": {
        "sv": "I CSV: skriv texter som de är, också sådana som ett kalkylprogram skulle köra som formler.",
        "en": "In CSV: write texts as they are, also those that a spreadsheet would run as formulas.",
    },
    "engine": {
        "sv": "Vad en tabell räknas med. Annars ett formulär i taget om de är få, med Polars om de är många.",
        "en": "What computes a table. If not given: one form at a time where they are few, "
        "Polars where they are many.",
    },
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(  # noqa: PLR0913 - one argument per option
        framework: str,
        answers: tuple[str, ...],
        measures: tuple[str, ...],
        out: str | None,
        engine: str | None,
        only: tuple[str, ...],
        *,
        wide: bool,
        strict: bool,
        skip: bool,
        raw: bool,
        force: bool,
        format_: str,
    ) -> None:
        workspace = new_workspace()
        if wide and out is None:
            raise InputError([Diagnostic("DR435", {"option": "--wide"})])
        if only and out is not None:
            raise InputError([Diagnostic("DR624", {})])
        members = members_of(only)
        if engine is not None:
            require(engine)
        loaded = workspace.framework(framework)
        one_by_one = workspace.scorer(loaded, measures=measures)
        paths = [Path(path) for path in answers]
        as_frame = out is not None or skip or engine not in {None, SCALAR}
        if as_frame or (engine is None and _is_large(paths, one_by_one)):
            table = _only_table(paths)
            scorer = workspace.scoring.frame_scorer(loaded, measures=measures)
            how = {
                "wide": wide,
                "strict": strict,
                "skip": skip,
                "engine": engine or POLARS,
                "raw": raw,
                "force": force,
                "language": speaker.language,
                "read": tuple(workspace.catalogue.files()),
            }
            if out is not None:
                _into_file(speaker, workspace.warnings(framework), scorer, table, Path(out), format_, how)
                return
            results = _of_table(speaker, scorer, table, how)
        else:
            of_tables = Findings()
            forms = workspace.read(loaded, paths, notes=of_tables, strict=strict)
            results = one_by_one.score(forms)
            results = attrs.evolve(results, notes=(*of_tables, *results.notes))
        scored = Scored(results, outcomes(results)).showing(members)
        speaker.warn((*workspace.warnings(framework), *results.notes))
        if format_ == "json":
            say(scored.to_json(speaker.language, json_value))
        elif format_ == "csv":
            text, notes = csv_table(scored.results, speaker.language, raw=raw)
            say(text, end="", checked=raw)
            speaker.warn(notes)
        else:
            document = results_document(scored.results, speaker.language)
            targets = targets_blocks(loaded, scored.targets, speaker.language)
            print_document(Document((*document.blocks, *targets)))

    def option(name: str, *declared: str, **how: Any) -> click.Option:  # noqa: ANN401 - click's own keywords
        return click.Option([name, *declared], help=_OPTIONS[declared[0]][speaker.language], **how)

    parameters: list[click.Parameter] = [
        click.Argument(["framework"]),
        click.Argument(["answers"], nargs=-1, required=True),
        click.Option(["--measure", "measures"], multiple=True, help=_MEASURE[speaker.language]),
        only_option(speaker),
        option("--out", "out", metavar="FILE"),
        option("--wide", "wide", is_flag=True),
        option("--strict", "strict", is_flag=True),
        option("--skip-bad-rows", "skip", is_flag=True),
        option("--raw", "raw", is_flag=True),
        speaker.force(),
        option("--engine", "engine", type=click.Choice(ENGINES)),
    ]
    return speaker.command("score", run, _ABOUT, parameters, ("json", "csv"))


def _only_table(paths: Sequence[Path]) -> Path:
    """The only path, if it is a table. Raises InputError DR426 otherwise."""
    if len(paths) != 1 or paths[0].suffix.lower() not in TABLES:
        raise InputError([Diagnostic("DR426", {})])
    return paths[0]


def _is_large(paths: Sequence[Path], scorer: Scorer) -> bool:
    """Whether the only path is a table with so many rows that scoring it as a frame is faster."""
    if len(paths) != 1 or not located(paths[0]).is_file or not there(POLARS):
        return False
    suffix = paths[0].suffix.lower()
    plan = scorer.program.plan
    few = few_forms(len(plan.space.items), sum(len(each.cells) for each in plan.measures))
    if suffix in TEXT_TABLES:
        return more_lines(paths[0], few + 1)
    if suffix not in TABLES:
        return False
    from digiramverk.answers import open_table  # noqa: PLC0415 - needs an extra, which is installed here

    return open_table(paths[0], ColumnNames.of(scorer.framework).meaning).more_than(few)


def _of_table(speaker: Speaker, scorer: "FrameScorer", table: Path, how: Mapping[str, Any]) -> Results:
    """The results of a table, scored as a frame."""
    from digiramverk.scoring import BulkOptions, score_table  # noqa: PLC0415 - needs an extra, which is there by now

    with tidy_when_stopped(), counting(speaker) as progress:
        return score_table(scorer, table, BulkOptions(**how), progress)


def _into_file(
    speaker: Speaker,
    warnings: Sequence[Diagnostic],
    scorer: "FrameScorer",
    table: Path,
    out: Path,
    format_: str,
    how: Mapping[str, Any],
) -> None:
    """Score a table of any size, and write the results to a file."""
    from digiramverk.scoring import BulkOptions, score_file  # noqa: PLC0415 - needs an extra, which is there by now

    with tidy_when_stopped(), counting(speaker) as progress:
        done = score_file(scorer, table, out, BulkOptions(**how), progress)
    speaker.warn((*warnings, *done.notes))
    files = [path.as_posix() for path in done.files]
    met = tuple(each for each in outcomes(done.across) if each.target.measure in scorer.asked)
    if format_ == "json":
        echo_json({"forms": done.forms, "files": files, "targets": [each.to_dict() for each in met]})
        return
    where = visible(", ".join(files))
    say(
        speaker.pick(
            f"{done.forms} formulär räknade, skrivna till {where}",
            f"{done.forms} forms scored, written to {where}",
        )
    )
    blocks = targets_blocks(scorer.framework, met, speaker.language)
    if blocks:
        say("")
        print_document(Document(tuple(blocks)))


@contextmanager
def counting(speaker: Speaker) -> Iterator[Callable[[int], None]]:
    """Show the number of rows on standard error while work goes on; nothing if that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - likewise

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(speaker.pick("Rader gångna igenom:", "Rows gone through:"), total=None)
        yield lambda count: bar.advance(task, count)
