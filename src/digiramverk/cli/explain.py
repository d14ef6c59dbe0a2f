"""`digiramverk explain`: why a figure is what it is."""

from pathlib import Path

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Diagnostic, InputError, Language
from digiramverk.reports import explanation_document, print_document

_ABOUT: dict[Language, str] = {
    "sv": "Förklara varför ett mått har sitt värde. "
    "MEASURE är måttets namn; CELL pekar ut värdet, t.ex. area=ledning step=1 unit=Exempelskolan.",
    "en": "Explain why a measure has its value. "
    "MEASURE is its name; CELL picks the value, as in area=ledning step=1 unit=Exempelskolan.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(framework: str, answers: str, measure: str, cell: tuple[str, ...], format_: str) -> None:
        members: dict[str, str] = {}
        for written in cell:
            name, equals, member = written.partition("=")
            if not equals:
                raise InputError([Diagnostic("DR604", {"written": written})])
            members[name] = member
        explanation = new_workspace().explain(framework, Path(answers), measure, **members)
        speaker.warn(explanation.notes)
        if format_ == "json":
            echo_json(explanation.to_dict(speaker.language))
        else:
            print_document(explanation_document(explanation, speaker.language))

    parameters: list[click.Parameter] = [
        click.Argument(["framework"]),
        click.Argument(["answers"]),
        click.Argument(["measure"]),
        click.Argument(["cell"], nargs=-1),
    ]
    return speaker.command("explain", run, _ABOUT, parameters)
