"""`digiramverk diff`: what differs between two frameworks, editions, or an overlay and its parent."""

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Language, say
from digiramverk.reports import comparison_document, markdown, print_document
from digiramverk.scoring import FrameworkComparison

_ABOUT: dict[Language, str] = {
    "sv": "Visa vad som skiljer två ramverk åt, och vilka mått som kan få andra värden. "
    "FIRST och SECOND är id, id@utgåva eller sökvägar.",
    "en": "Show what differs between two frameworks, and which measures can change value. "
    "FIRST and SECOND are ids, id@edition or paths.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(first: str, second: str, sample: int, format_: str) -> None:
        workspace = new_workspace()
        compared = workspace.compare(first, second, sample=sample)
        speaker.warn((*workspace.warnings(first), *workspace.warnings(second)))
        if format_ == "json":
            echo_json(_shape(compared))
            return
        document = comparison_document(
            (compared.first, compared.second),
            compared.changes,
            compared.measures,
            compared.sampled,
            speaker.language,
        )
        if format_ == "markdown":
            say(markdown(document), end="")
        else:
            print_document(document)

    about_sample = speaker.pick(
        "Dra så många formulär och räkna dem med båda, för att se om värden verkligen skiljer sig.",
        "Draw so many forms and score them with both, to see whether values really differ.",
    )
    parameters: list[click.Parameter] = [
        click.Argument(["first"]),
        click.Argument(["second"]),
        click.Option(["--sample"], type=click.IntRange(0, 100_000), default=0, help=about_sample),
    ]
    return speaker.command("diff", run, _ABOUT, parameters, ("json", "markdown"))


def _shape(compared: FrameworkComparison) -> dict[str, object]:
    frameworks = {
        key: {"id": each.id, "edition": each.edition, "fingerprint": each.plan.fingerprint}
        for key, each in (("first", compared.first), ("second", compared.second))
    }
    return {
        **frameworks,
        "changes": [
            {
                "how": each.how,
                "kind": each.kind,
                "id": each.id,
                "fields": list(each.fields),
                "before": each.before,
                "after": each.after,
            }
            for each in compared.changes
        ],
        "measures": [
            {
                "name": each.name,
                "state": each.state,
                "causes": list(each.causes),
                "through": list(each.through),
            }
            for each in compared.measures
        ],
        "sampled": [
            {"measure": each.name, "differing": each.differing, "of": each.of, "largest": each.largest}
            for each in compared.sampled
        ],
    }
