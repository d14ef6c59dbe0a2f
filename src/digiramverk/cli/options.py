"""What all commands share: their language, common options, and output as JSON."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import click

from digiramverk.cli.help import OPTIONS, context_class, help_option
from digiramverk.core import (
    LANGUAGES,
    STEERING,
    Diagnostic,
    Language,
    refuse_inputs,
    render_all,
    say,
    visible,
    write_files,
)

LANG_HELP: Final[dict[Language, str]] = {
    "sv": "Språk: sv eller en. Annars DIGIRAMVERK_LANG, datorns språk, eller svenska.",
    "en": "Language: sv or en. Otherwise DIGIRAMVERK_LANG, the machine's language, or Swedish.",
}
_ROOT_HELP: Final[dict[Language, str]] = {
    "sv": "En mapp som är din: filer i den får hänvisa till allt i den, annars bara till sin egen mapp. "
    "Kan ges flera gånger.",
    "en": "A folder of your own: files in it may refer to all of it, otherwise to their own folder only. "
    "Can be given several times.",
}
ROOTS: Final = "digiramverk.roots"
"""The key of the roots from the command line in the metadata of the click context."""
_OUT_HELP: Final[dict[Language, str]] = {
    "sv": "Filen att skriva. Utan den skrivs resultatet ut.",
    "en": "The file to write. Without it, the result is printed.",
}
_FORCE_HELP: Final[dict[Language, str]] = {
    "sv": "Skriv över filer som finns, även om någon kan ha skrivit något i dem.",
    "en": "Overwrite files that are there, even if somebody may have written something in them.",
}
_FORMAT_HELP: Final[dict[Language, str]] = {
    "sv": "Hur resultatet skrivs ut, annars text.",
    "en": "How the result is printed, text if not given.",
}


@attrs.frozen
class Speaker:
    """The language of one run, and everything that depends on it."""

    language: Language

    def pick(self, sv: str, en: str) -> str:
        """The text in the language of the run."""
        return sv if self.language == "sv" else en

    def options(self, *formats: str) -> list[click.Parameter]:
        """`--format`, `--lang`, `--root`, `--debug` and `--help`."""
        return [
            click.Option(
                ["--format", "format_"],
                type=click.Choice(("text", *formats)),
                default="text",
                help=_FORMAT_HELP[self.language],
            ),
            click.Option(
                ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=LANG_HELP[self.language]
            ),
            click.Option(
                ["--root"],
                multiple=True,
                metavar="FOLDER",
                expose_value=False,
                callback=_keep_roots,
                help=_ROOT_HELP[self.language],
            ),
            click.Option(["--debug"], is_flag=True, expose_value=False, hidden=True),
            help_option(self.language),
        ]

    def force(self) -> click.Option:
        """`--force`."""
        return click.Option(["--force"], is_flag=True, help=_FORCE_HELP[self.language])

    def out(self) -> list[click.Option]:
        """`--out` and `--force`, for commands that can write their text to a file."""
        return [click.Option(["--out"], metavar="FILE", help=_OUT_HELP[self.language]), self.force()]

    def hand_over(
        self, text: str, out: str | None, read: Iterable[Path], *, force: bool, styled: bool = False
    ) -> None:
        """Print a text, or write it to a file and say on standard error which one.

        Args:
            text: the whole text, with its last line end.
            out: the file; None to print.
            read: the files that the text was made from. They are never overwritten.
            force: whether to overwrite another existing file.
            styled: whether the text has colours from us.
        """
        if out is None:
            say(text, end="", checked=styled)
            return
        path = Path(out)
        refuse_inputs(path, read)
        write_files({path: text}, force=force)
        name = visible(path.as_posix())
        say(self.pick(f"Skrivet till {name}", f"Written to {name}"), err=True)

    def command(
        self,
        name: str,
        callback: Callable[..., int | None],
        about: Mapping[Language, str],
        parameters: Iterable[click.Parameter] = (),
        formats: tuple[str, ...] = ("json",),
    ) -> click.Command:
        """A command with the common options after its own."""
        made = click.Command(
            name,
            callback=callback,
            params=[*parameters, *self.options(*formats)],
            help=about[self.language],
            options_metavar=OPTIONS[self.language],
        )
        made.context_class = context_class(self.language)
        return made

    def warn(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print diagnostics on standard error, since standard output may be read by a program."""
        text = render_all(diagnostics, self.language)
        if text:
            say(text + "\n", err=True)


def _keep_roots(ctx: click.Context, _: click.Parameter, value: tuple[str, ...]) -> None:
    ctx.meta[ROOTS] = value


def echo_json(data: object) -> None:
    """Print data as JSON."""
    say(json_value(data))


def json_text(data: object) -> str:
    """The content of a JSON file: see :func:`json_value`."""
    return json_value(data) + "\n"


def json_value(data: object) -> str:
    """Indented JSON. Characters are escaped only if standard output cannot encode them, or obeys them."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    text = json.dumps(data, ensure_ascii=not encoding.startswith("utf"), indent=2)
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(data: Any) -> Any:  # noqa: ANN401 - JSON data is of any kind
    """Data with every Decimal as a float, since JSON has no decimals."""
    match data:
        case dict():
            return {key: plain(value) for key, value in data.items()}
        case list():
            return [plain(value) for value in data]
        case bool() | int() | str() | None:
            return data
        case _:
            return float(data)
