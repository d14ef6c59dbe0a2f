"""`digiramverk score`: answers scored against a framework."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.core.language import Language
from digiramverk.model.framework import Framework
from digiramverk.reports.measures import results_document
from digiramverk.reports.targets import targets_blocks
from digiramverk.reports.terminal import print_document
from digiramverk.reports.tree import Document
from digiramverk.scoring.results import Results
from digiramverk.workspace import Workspace

_ABOUT: dict[Language, str] = {
    "sv": "Räkna svar mot ett ramverk. "
    "FRAMEWORK är ett id, id@utgåva eller en sökväg; ANSWERS är YAML, JSON eller CSV.",
    "en": "Score answers against a framework. "
    "FRAMEWORK is an id, id@edition or a path; ANSWERS are YAML, JSON or CSV.",
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
        "sv": "Med --out: okända kolumner och indikatorer utan kolumn är fel.",
        "en": "With --out: unknown columns and indicators without a column are errors.",
    },
    "skip": {
        "sv": "Med --out: lägg rader som inte går att tolka i en fil för sig, med skäl, och räkna resten.",
        "en": "With --out: put rows that cannot be read into a file of their own, with reasons; "
        "score the rest.",
    },
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(  # noqa: PLR0913 - one argument per option
        framework: str,
        answers: tuple[str, ...],
        measures: tuple[str, ...],
        out: str | None,
        *,
        wide: bool,
        strict: bool,
        skip: bool,
        format_: str,
    ) -> None:
        workspace = Workspace()
        loaded = workspace.framework(framework)
        if out is not None:
            _into_file(
                speaker,
                workspace,
                loaded,
                answers,
                Path(out),
                format_,
                {"wide": wide, "strict": strict, "skip": skip},
            )
            return
        scored = workspace.score_with_targets(loaded, [Path(path) for path in answers])
        if measures:
            scored = scored.only(measures)
        speaker.warn((*workspace.catalogue.warnings, *scored.results.notes))
        if format_ == "json":
            echo_json(scored.to_dict(speaker.language))
        elif format_ == "csv":
            click.echo(_long_form(scored.results, speaker.language), nl=False)
        else:
            document = results_document(scored.results, speaker.language)
            targets = targets_blocks(loaded, scored.targets, speaker.language)
            print_document(Document((*document.blocks, *targets)))

    parameters: list[click.Parameter] = [
        click.Argument(["framework"]),
        click.Argument(["answers"], nargs=-1, required=True),
        click.Option(["--measure", "measures"], multiple=True, help=_MEASURE[speaker.language]),
        click.Option(["--out"], metavar="FILE", help=_OPTIONS["out"][speaker.language]),
        click.Option(["--wide"], is_flag=True, help=_OPTIONS["wide"][speaker.language]),
        click.Option(["--strict"], is_flag=True, help=_OPTIONS["strict"][speaker.language]),
        click.Option(["--skip-bad-rows", "skip"], is_flag=True, help=_OPTIONS["skip"][speaker.language]),
    ]
    return speaker.command("score", run, _ABOUT, parameters, ("json", "csv"))


def _into_file(
    speaker: Speaker,
    workspace: Workspace,
    framework: Framework,
    answers: tuple[str, ...],
    out: Path,
    format_: str,
    how: Mapping[str, bool],
) -> None:
    """Score a table of any size into a file."""
    if len(answers) != 1 or Path(answers[0]).suffix.lower() not in {".csv", ".parquet", ".xlsx"}:
        raise InputError([Diagnostic("DR426", {})])
    scorer = workspace.frame_scorer(framework)
    from digiramverk.scoring.bulk import score_file  # noqa: PLC0415 - needs an extra, which is there by now

    with counting(speaker) as progress:
        done = score_file(scorer, Path(answers[0]), out, progress=progress, **how)
    speaker.warn((*workspace.catalogue.warnings, *done.notes))
    files = [path.as_posix() for path in done.files]
    if format_ == "json":
        echo_json({"forms": done.forms, "files": files})
    else:
        where = ", ".join(files)
        click.echo(
            speaker.pick(
                f"{done.forms} formulär räknade, skrivna till {where}",
                f"{done.forms} forms scored, written to {where}",
            )
        )


@contextmanager
def counting(speaker: Speaker) -> Iterator[Callable[[int], None]]:
    """Say on standard error how far the work has come, where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody watches
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - likewise

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(speaker.pick("Rader gångna igenom:", "Rows gone through:"), total=None)
        yield lambda count: bar.advance(task, count)


def _long_form(results: Results, language: Language) -> str:
    """One row per cell: measure, dimensions, value, display, and why the value is missing."""
    space = results.framework.plan.space
    used = {name for cell in results.cells for name in cell.members}
    dimensions = [name for name in space.by_name if name in used]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["measure", *dimensions, "value", "display", "missing"])
    for cell in (cell for cells in results.measures.values() for cell in cells):
        members = [cell.members.get(name, "") for name in dimensions]
        value = (
            cell.number if cell.number is not None else "" if cell.value is None else str(cell.value).lower()
        )
        missing = "" if cell.missing is None else cell.missing.key
        row = [cell.measure.name, *members, value, results.display(cell, language), missing]
        writer.writerow(row)
    return out.getvalue()
