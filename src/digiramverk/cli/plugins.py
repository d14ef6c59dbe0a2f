"""`digiramverk plugins`: the installed plugins and their problems."""

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Language
from digiramverk.plugins import Plugin, unreadable_descriptions
from digiramverk.reports import Document, Paragraph, TableBlock, print_document

_ABOUT: dict[Language, str] = {
    "sv": "Visa insticksmoduler och deras problem.",
    "en": "Show plugins and their problems.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(format_: str) -> None:
        workspace = new_workspace()
        damaged = [
            Plugin("-", each.distribution, each.version, problem=each.problem)
            for each in unreadable_descriptions()
        ]
        plugins = (*workspace.plugins.plugins, *damaged)
        if format_ == "json":
            echo_json([_shown(plugin, speaker.language) for plugin in plugins])
        else:
            print_document(_document(plugins, speaker))
        speaker.warn((*workspace.frameworks.problems(), *(each.problem for each in damaged if each.problem)))

    return speaker.command("plugins", run, _ABOUT)


def _shown(plugin: Plugin, language: Language) -> dict[str, object]:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "frameworks": [framework.id for framework in plugin.frameworks],
        "ok": plugin.problem is None,
        "problem": None if plugin.problem is None else plugin.problem.to_dict(language),
    }


def _document(plugins: tuple[Plugin, ...], speaker: Speaker) -> Document:
    if not plugins:
        return Document(
            (Paragraph(speaker.pick("Inga insticksmoduler är installerade.", "No plugins are installed.")),)
        )
    heads = speaker.pick("Modul,Paket,Version,Ramverk,Läge", "Plugin,Package,Version,Frameworks,State").split(
        ","
    )
    rows = [
        (
            plugin.name,
            plugin.distribution,
            plugin.version,
            ", ".join(framework.id for framework in plugin.frameworks),
            "ok" if plugin.problem is None else speaker.pick("fel", "broken"),
        )
        for plugin in plugins
    ]
    return Document((TableBlock(tuple(heads), tuple(rows), None, len(heads)),))
