"""`digiramverk migrate`: answers to one framework become drafts for another."""

from pathlib import Path

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core.language import Language
from digiramverk.loading.dump import data_to_yaml
from digiramverk.reports.measures import results_document
from digiramverk.reports.migration import answer_data, migration_document
from digiramverk.reports.terminal import print_document
from digiramverk.reports.tree import Document

_ABOUT: dict[Language, str] = {
    "sv": "Gör utkast till svar på ett annat ramverk av svar som finns, med vad varje utkast bygger på. "
    "--format yaml ger en svarsfil.",
    "en": "Make drafts for another framework out of answers to one, with what each draft rests on. "
    "--format yaml gives an answer file.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(
        answers: tuple[str, ...], to: str, from_: str | None, crosswalk: tuple[str, ...], format_: str
    ) -> None:
        workspace = new_workspace()
        paths = [Path(path) for path in answers]
        moved = workspace.migrate(paths, to, first=from_, crosswalks=crosswalk, language=speaker.language)
        speaker.warn(moved.notes)
        if format_ == "yaml":
            drafts = answer_data(moved.forms, moved.second, speaker.language)
            click.echo(data_to_yaml(drafts if len(drafts) > 1 else drafts[0]), nl=False)
        elif format_ == "json":
            scored = moved.results.to_dict(speaker.language)
            forms = [form.to_dict() for form in moved.forms]
            ends = {"from": moved.first.reference, "to": moved.second.reference}
            way = [each.id for each in moved.way]
            echo_json({**ends, "crosswalks": way, "forms": forms, "scores": scored})
        else:
            document = migration_document(moved.forms, moved.first, moved.second, speaker.language)
            scored_blocks = results_document(moved.results, speaker.language).blocks
            print_document(Document((*document.blocks, *scored_blocks)))

    parameters: list[click.Parameter] = [
        click.Argument(["answers"], nargs=-1, required=True),
        click.Option(
            ["--to"],
            required=True,
            help=speaker.pick("Ramverket som får utkasten.", "The framework that gets the drafts."),
        ),
        click.Option(
            ["--from", "from_"],
            help=speaker.pick(
                "Ramverket som svaren gäller, om de inte säger det själva.",
                "The framework that the answers are for, where they do not say so.",
            ),
        ),
        click.Option(
            ["--crosswalk"],
            multiple=True,
            help=speaker.pick(
                "En egen korstabell; kan ges flera gånger.",
                "A crosswalk of your own; may be given several times.",
            ),
        ),
    ]
    return speaker.command("migrate", run, _ABOUT, parameters, ("json", "yaml"))
