"""`digiramverk new`: a framework file to begin with."""

import sys
from pathlib import Path

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Language, say, visible
from digiramverk.definitions import PRESETS, Beginning, begin

_ABOUT: dict[Language, str] = {
    "sv": "Skriv en kommenterad ramverksfil att börja med, som går att räkna med. ID är ramverkets id.",
    "en": "Write a commented framework file to begin with, which scores at once. ID is the framework's id.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(
        framework_id: str,
        title: str | None,
        preset: str,
        extends: str | None,
        format_: str,
        *,
        package: bool,
        force: bool,
    ) -> None:
        if extends is not None:
            # Refuse an overlay on a framework that does not exist, or that the new file may not refer to.
            new_workspace().catalogue.load(extends, beside=Path(f"{framework_id}.yaml"))
        beginning = Beginning(
            framework_id, title or _title(framework_id, speaker), speaker.language, preset, extends, package
        )
        written = [path.as_posix() for path in begin(beginning, Path(), force=force)]
        if format_ == "json":
            echo_json({"files": written})
            return
        for path in written:
            say(visible(path))
        definition = next(path for path in written if path.endswith(".yaml"))
        look = speaker.pick("Granska med: ", "Check it with: ")
        say(visible(f"{look}digiramverk validate {definition}"))

    parameters: list[click.Parameter] = [
        click.Argument(["framework_id"], metavar="ID"),
        click.Option(["--title"], help=speaker.pick("Ramverkets titel.", "The framework's title.")),
        click.Option(
            ["--preset"],
            type=click.Choice(PRESETS),
            default="area_means",
            help=speaker.pick("Färdiga regler att börja med.", "Ready-made rules to begin with."),
        ),
        click.Option(
            ["--extends"],
            help=speaker.pick("Bygg på ett annat ramverk.", "Build on another framework."),
        ),
        click.Option(
            ["--package"],
            is_flag=True,
            help=speaker.pick(
                "Skriv ett paket som kan installeras och ges ut.",
                "Write a package that can be installed and published.",
            ),
        ),
        speaker.force(),
    ]
    return speaker.command("new", run, _ABOUT, parameters)


def _title(framework_id: str, speaker: Speaker) -> str:
    """The title: asked for on a terminal; else the same as the id."""
    shown = framework_id.replace("-", " ").replace("_", " ").capitalize()
    if not sys.stdin.isatty():
        return shown
    return str(click.prompt(speaker.pick("Titel", "Title"), default=visible(shown), err=True))
