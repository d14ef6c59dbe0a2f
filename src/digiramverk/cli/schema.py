"""`digiramverk schema`: the JSON Schemas of the file formats, for editors."""

import json

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.core.language import Language
from digiramverk.loading.schemas import SCHEMAS, SchemaName, schema_for_editors

_ABOUT: dict[Language, str] = {
    "sv": "Skriv ut ett filformats JSON Schema, med beskrivningar, så att en redigerare kan hjälpa till.",
    "en": "Print the JSON Schema of a file format, with descriptions, so that an editor can help.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(name: SchemaName, format_: str) -> None:
        content = schema_for_editors(name, speaker.language)
        if format_ == "json":
            echo_json(content)
        else:
            click.echo(json.dumps(content, ensure_ascii=False, indent=2))

    parameters: list[click.Parameter] = [click.Argument(["name"], type=click.Choice(SCHEMAS))]
    return speaker.command("schema", run, _ABOUT, parameters)
