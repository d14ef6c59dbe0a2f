"""Help in Swedish or English: click has its headings in English only."""

from collections.abc import Mapping
from typing import Any, Final

import click

from digiramverk.core import Language, say

OPTIONS: Final[Mapping[Language, str]] = {"sv": "[FLAGGOR]", "en": "[OPTIONS]"}
"""The options in a usage line."""

SUBCOMMAND: Final[Mapping[Language, str]] = {"sv": "KOMMANDO …", "en": "COMMAND …"}
"""The command and its arguments in the usage line of the program."""

_HEADINGS: Final[Mapping[str, str]] = {"Options": "Flaggor", "Commands": "Kommandon"}
_HELP: Final[Mapping[Language, str]] = {"sv": "Visa den här hjälpen.", "en": "Show this help."}


class _SwedishFormatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "Användning: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _SwedishContext(click.Context):
    formatter_class: type[click.HelpFormatter] = _SwedishFormatter


def context_class(language: Language) -> type[click.Context]:
    """The click context that writes help in a language."""
    return _SwedishContext if language == "sv" else click.Context


def help_option(language: Language) -> click.Option:
    """`--help`, in place of click's own."""
    return click.Option(
        ["--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show, help=_HELP[language]
    )


def _show(ctx: click.Context, _: click.Parameter, value: Any) -> None:  # noqa: ANN401 - click's own signature
    if value:
        say(ctx.get_help())
        ctx.exit()
