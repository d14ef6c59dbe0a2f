"""`digiramverk demo`: the bundled school and municipality, scored."""

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Language
from digiramverk.planning import Scored
from digiramverk.reports import Document, Heading, Paragraph, measure_blocks, print_document, targets_blocks

_ABOUT: dict[Language, str] = {
    "sv": "Räkna den medföljande exempelskolan och exempelkommunen mot LIKA.",
    "en": "Score the bundled example school and municipality against LIKA.",
}
_ROUND = "2016"
_SCHOOL = ("share", "step_reached", "highest_step")
_MUNICIPALITY = ("units_at_step", "units_counted")


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(format_: str) -> None:
        workspace = new_workspace()
        school = workspace.score_with_targets("lika", workspace.example("lika", "exempelskolan"))
        school = school.only(_SCHOOL)
        own = workspace.framework(workspace.example("lika", "mittkoping"))
        municipality = workspace.score_with_targets(own, workspace.example("lika", "mittkoping_answers"))
        municipality = municipality.only(_MUNICIPALITY)
        language = speaker.language
        if format_ == "json":
            echo_json({"school": school.to_dict(language), "municipality": municipality.to_dict(language)})
            return
        print_document(_document(school, municipality, speaker))

    return speaker.command("demo", run, _ABOUT)


def _document(school: Scored, municipality: Scored, speaker: Speaker) -> Document:
    language = speaker.language
    results = school.results
    share = results.framework.plan.measure("share")
    own = municipality.results.framework
    forms = len(municipality.results.coverage)
    return Document(
        (
            Heading(
                speaker.pick(
                    "Exempelskolan: status i arbetet med att nå uppnådd", "Exempelskolan: the way to reached"
                )
            ),
            *measure_blocks(results, share, results["share"], language, frozenset(share.population)),
            Heading(f"Mittköping {_ROUND}: {own.title.to(language)}"),
            Paragraph(
                speaker.pick(
                    f"{forms} formulär lästa; bara publicerade formulär från ledningen räknas.",
                    f"{forms} forms read; only published forms from the leadership count.",
                )
            ),
            *targets_blocks(own, municipality.targets, language, _ROUND),
        )
    )
