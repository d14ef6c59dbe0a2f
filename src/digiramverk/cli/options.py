"""What commands share: the language they speak, their common options, and printing JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import attrs
import click

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.language import LANGUAGES, Language
from digiramverk.core.snippet import render_all

LANG_HELP: Final[dict[Language, str]] = {
    "sv": "Språk: sv eller en. Annars DIGIRAMVERK_LANG, datorns språk, eller svenska.",
    "en": "Language: sv or en. Otherwise DIGIRAMVERK_LANG, the machine's language, or Swedish.",
}
_FORMAT_HELP: Final[dict[Language, str]] = {
    "sv": "Hur resultatet skrivs ut.",
    "en": "How the result is printed.",
}


@attrs.frozen
class Speaker:
    """The language of one run, with what depends on it."""

    language: Language

    def pick(self, sv: str, en: str) -> str:
        """One of two texts."""
        return sv if self.language == "sv" else en

    def options(self, *formats: str) -> list[click.Parameter]:
        """`--format`, `--lang` and `--debug`."""
        return [
            click.Option(
                ["--format", "format_"],
                type=click.Choice(("text", *formats)),
                default="text",
                show_default=True,
                help=_FORMAT_HELP[self.language],
            ),
            click.Option(
                ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=LANG_HELP[self.language]
            ),
            click.Option(["--debug"], is_flag=True, expose_value=False, hidden=True),
        ]

    def command(
        self,
        name: str,
        callback: Callable[..., int | None],
        about: Mapping[Language, str],
        parameters: Iterable[click.Parameter] = (),
        formats: tuple[str, ...] = ("json",),
    ) -> click.Command:
        """A command with the common options after its own."""
        params = [*parameters, *self.options(*formats)]
        return click.Command(name, callback=callback, params=params, help=about[self.language])

    def warn(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print diagnostics to standard error, where they disturb no output."""
        text = render_all(diagnostics, self.language)
        if text:
            click.echo(text + "\n", err=True)


def echo_json(data: object) -> None:
    """Print data as JSON, readable and in its own letters."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def plain(data: Any) -> Any:  # noqa: ANN401 - JSON data is of any kind
    """Data with numbers that JSON has: Decimal becomes float."""
    match data:
        case dict():
            return {key: plain(value) for key, value in data.items()}
        case list():
            return [plain(value) for value in data]
        case bool() | int() | str() | None:
            return data
        case _:
            return float(data)
