"""`digiramverk score`: answers scored against a framework."""

import csv
import io
from pathlib import Path

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.core.language import Language
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


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(framework: str, answers: tuple[str, ...], measures: tuple[str, ...], format_: str) -> None:
        workspace = Workspace()
        loaded = workspace.framework(framework)
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
    ]
    return speaker.command("score", run, _ABOUT, parameters, ("json", "csv"))


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
