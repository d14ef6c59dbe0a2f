"""`digiramverk migrate`: answers to one framework become drafts for another."""

from io import StringIO
from pathlib import Path

import click

from digiramverk.cli.options import Speaker, json_text
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Language
from digiramverk.reports import Document, answer_data, as_printed, migration_document, results_document
from digiramverk.yamlsource import yaml_text

_ABOUT: dict[Language, str] = {
    "sv": "Gör utkast till svar på ett annat ramverk av svar som finns, med vad varje utkast bygger på. "
    "--format yaml ger en svarsfil.",
    "en": "Make drafts for another framework out of answers to one, with what each draft rests on. "
    "--format yaml gives an answer file.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(
        answers: tuple[str, ...],
        to: str,
        from_: str | None,
        crosswalk: tuple[str, ...],
        out: str | None,
        format_: str,
        *,
        force: bool,
    ) -> None:
        workspace = new_workspace()
        paths = [Path(path) for path in answers]
        moved = workspace.migrate(paths, to, first=from_, crosswalks=crosswalk, language=speaker.language)
        speaker.warn(moved.notes)
        if format_ == "yaml":
            drafts = answer_data(moved.forms, moved.second, speaker.language)
            text = yaml_text(drafts if len(drafts) > 1 else drafts[0])
        elif format_ == "json":
            scored = moved.results.to_dict(speaker.language)
            forms = [form.to_dict() for form in moved.forms]
            ends = {"from": moved.first.reference, "to": moved.second.reference}
            way = [each.id for each in moved.way]
            text = json_text({**ends, "crosswalks": way, "forms": forms, "scores": scored})
        else:
            document = migration_document(moved.forms, moved.first, moved.second, speaker.language)
            scored_blocks = results_document(moved.results, speaker.language).blocks
            whole = Document((*document.blocks, *scored_blocks))
            text = as_printed(whole, None if out is None else StringIO())
        read = (*paths, *map(Path, crosswalk), *workspace.catalogue.files())
        speaker.hand_over(text, out, read, force=force, styled=format_ == "text")

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
                "En egen översättningsnyckel; kan ges flera gånger.",
                "A crosswalk of your own; may be given several times.",
            ),
        ),
        *speaker.out(),
    ]
    return speaker.command("migrate", run, _ABOUT, parameters, ("json", "yaml"))
