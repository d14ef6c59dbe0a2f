"""`digiramverk report`: a report as a file, or as text in the terminal."""

from contextlib import ExitStack, closing
from pathlib import Path

import click

from digiramverk.cli.only_option import members_of, only_option
from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import (
    Diagnostic,
    Findings,
    InputError,
    Language,
    refuse_filled,
    refuse_inputs,
    say,
    whole,
)
from digiramverk.model import REPORT_KINDS, ReportKind
from digiramverk.reports import Beside, Here, Renderer, print_document, rendered, report, stamped, untouched
from digiramverk.scoring import UNCOUNTED
from digiramverk.workspace import Workspace

_ABOUT: dict[Language, str] = {
    "sv": "Skriv en rapport: spindeldiagram, tabeller, handlingsplan. "
    "FRAMEWORK är ett id, id@utgåva eller en sökväg; ANSWERS är filer med svar.",
    "en": "Write a report: spider diagram, tables, action plan. "
    "FRAMEWORK is an id, id@edition or a path; ANSWERS are files of answers.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(
        framework: str,
        answers: tuple[str, ...],
        kind: ReportKind,
        to: str | None,
        out: str | None,
        only: tuple[str, ...],
        template: str | None,
        format_: str,
        *,
        force: bool,
    ) -> None:
        workspace = new_workspace()
        renderer = _renderer(workspace, to, out)
        if out is None and not renderer.text:
            raise InputError([Diagnostic("DR811", {"name": renderer.name})])
        members = members_of(only)
        with ExitStack() as held:
            # Where nothing can be written, users hear of it before the work and not after it.
            file = None if out is None else held.enter_context(whole(Path(out)))
            # Starting the drawer of charts takes as long as scoring, so both happen at the same time.
            drawer = held.enter_context(closing(Beside())) if renderer.draws else Here()
            loaded = workspace.framework(framework)
            notes = Findings()
            forms = workspace.read(loaded, answers, notes=notes)
            material = workspace.reports.material(loaded, forms, members, speaker.language)
            # Which forms count across units matters to reports on all units alone.
            left_out = () if kind == "municipality" else UNCOUNTED
            notes_on_answers = (each for each in material.results.notes if each.code not in left_out)
            speaker.warn((*workspace.warnings(framework), *notes, *notes_on_answers))
            if out is not None:
                read = (*answers, *(() if template is None else (template,)))
                refuse_inputs(Path(out), (*map(Path, read), *workspace.catalogue.files()))
            if out is None and template is None and renderer.name == "text" and format_ == "text":
                print_document(report(material, kind))
                return
            notes = Findings()
            start = None if template is None else Path(template)
            content = rendered(material, kind, renderer, start, drawer, notes)
            speaker.warn(notes)
            if out is not None and file is not None:
                refuse_filled(Path(out), lambda path: force or untouched(path))
                file.write(stamped(content))
        if format_ == "json":
            text = content.decode() if out is None else None
            made = {"kind": kind, "to": renderer.name, "file": out, "bytes": len(content)}
            echo_json(made if text is None else {**made, "text": text})
        elif out is None:
            say(content.decode(), end="")

    parameters: list[click.Parameter] = [
        click.Argument(["framework"]),
        click.Argument(["answers"], nargs=-1, required=True),
        click.Option(
            ["--kind"],
            type=click.Choice(REPORT_KINDS),
            default="assessment",
            help=speaker.pick(
                "Vad rapporten gäller: ett resultat, en jämförelse, alla enheter eller en handlingsplan.",
                "What the report is about: one result, a comparison, all units or an action plan.",
            ),
        ),
        click.Option(
            ["--to"],
            help=speaker.pick(
                "Format: text, md, html, xlsx, docx, svg, png. Annars det som filens namn säger, eller text.",
                "Format: text, md, html, xlsx, docx, svg, png. Otherwise what the file's name says, or text.",
            ),
        ),
        click.Option(
            ["--out"],
            help=speaker.pick(
                "Filen att skriva. Utan den visas text.", "The file to write. Without it, text is shown."
            ),
        ),
        only_option(speaker),
        click.Option(
            ["--template"],
            help=speaker.pick(
                "Ett eget Word-dokument att utgå från.", "A Word document of your own to start from."
            ),
        ),
        speaker.force(),
    ]
    return speaker.command("report", run, _ABOUT, parameters)


def _renderer(workspace: Workspace, to: str | None, out: str | None) -> Renderer:
    """The renderer from `--to`, else from the ending of the file, else text."""
    if to is None and out is not None:
        suffix = Path(out).suffix.lower()
        meant = [each for each in workspace.plugins.renderers if suffix in each.suffixes]
        to = meant[0].name if meant else suffix.removeprefix(".") or "text"
    return workspace.reports.renderer(to or "text")
