"""`digiramverk schema`: the JSON Schemas of the file formats, for editors."""

import json

import click

from digiramverk.cli.options import Speaker, json_text
from digiramverk.core import Language
from digiramverk.definitions import SCHEMAS, SchemaName, schema_for_editors

_ABOUT: dict[Language, str] = {
    "sv": "Skriv ut ett filformats JSON Schema, med beskrivningar, så att en redigerare kan hjälpa till.",
    "en": "Print the JSON Schema of a file format, with descriptions, so that an editor can help.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(name: SchemaName, out: str | None, format_: str, *, force: bool) -> None:
        content = schema_for_editors(name, speaker.language)
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        speaker.hand_over(json_text(content) if format_ == "json" else text, out, (), force=force)

    parameters: list[click.Parameter] = [
        click.Argument(["name"], type=click.Choice(SCHEMAS)),
        *speaker.out(),
    ]
    return speaker.command("schema", run, _ABOUT, parameters)
