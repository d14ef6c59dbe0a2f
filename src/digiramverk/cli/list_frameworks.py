"""`digiramverk list`: the installed frameworks."""

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import DigiramverkError, Language
from digiramverk.reports import Document, Paragraph, TableBlock, print_document

_ABOUT: dict[Language, str] = {"sv": "Visa installerade ramverk.", "en": "List the installed frameworks."}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(format_: str) -> None:
        workspace = new_workspace()
        speaker.warn(workspace.frameworks.problems())
        found: list[dict[str, object]] = []
        for registered in workspace.frameworks.list():
            try:
                framework = workspace.framework(registered.id)
            except DigiramverkError as error:
                # One broken definition must not hide the other frameworks.
                speaker.warn(error.diagnostics)
                continue
            found.append(
                {
                    "id": framework.id,
                    "edition": framework.edition,
                    "title": framework.title.to(speaker.language),
                    "languages": list(framework.languages),
                    "source": registered.origin,
                }
            )
        if format_ == "json":
            echo_json(found)
        else:
            print_document(_document(found, speaker))

    return speaker.command("list", run, _ABOUT)


def _document(found: list[dict[str, object]], speaker: Speaker) -> Document:
    if not found:
        hint = speaker.pick(
            "Inga ramverk är installerade. Prova: pip install digiramverk-lika",
            "No frameworks are installed. Try: pip install digiramverk-lika",
        )
        return Document((Paragraph(hint),))
    heads = speaker.pick("Ramverk,Utgåva,Titel,Från", "Framework,Edition,Title,From").split(",")
    keys = ("id", "edition", "title", "source")
    return Document(
        (TableBlock(tuple(heads), tuple(tuple(str(row[key]) for key in keys) for row in found), None, 4),)
    )
