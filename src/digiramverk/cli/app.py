"""The command group, and the one place where errors become output and exit codes."""

import re
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

import click

from digiramverk.cli.help import OPTIONS, SUBCOMMAND, context_class, help_option
from digiramverk.cli.options import LANG_HELP, Speaker, echo_json
from digiramverk.core import (
    EXIT_FINE,
    EXIT_WRONG_INPUT,
    EXIT_WRONG_USAGE,
    LANGUAGES,
    Diagnostic,
    DigiramverkError,
    Language,
    MissingExtraError,
    Names,
    PrintingError,
    ReaderGoneError,
    near,
    problem_of,
    render,
    render_all,
    say,
)

COMMANDS: Final = (
    "check",
    "demo",
    "diff",
    "explain",
    "list",
    "migrate",
    "new",
    "plugins",
    "report",
    "schema",
    "score",
    "show",
    "validate",
)
_MODULES: Final = {"list": "list_frameworks"}
_ABOUT: Final[dict[Language, str]] = {
    "sv": "Räkna, granska och följ upp ramverk för skolans digitalisering.",
    "en": "Score, check and follow up frameworks for the digitalisation of schools.",
}
_VERSION: Final[dict[Language, str]] = {"sv": "Visa version och avsluta.", "en": "Show the version and exit."}
_DEBUG: Final[dict[Language, str]] = {
    "sv": "Visa Pythons felspårning om programmet självt går fel.",
    "en": "Show Python's traceback if the program itself goes wrong.",
}


class Commands(click.Group):
    """The commands by name. The module of a command is imported when that command runs."""

    def __init__(self, language: Language) -> None:
        """Make the group in one language."""
        options: list[click.Parameter] = [
            click.Option(["--lang"], type=click.Choice(LANGUAGES), help=LANG_HELP[language]),
            click.Option(["--debug"], is_flag=True, help=_DEBUG[language]),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help=_VERSION[language],
            ),
            help_option(language),
        ]
        super().__init__(
            "digiramverk",
            params=options,
            help=_ABOUT[language],
            callback=lambda **_: None,
            options_metavar=OPTIONS[language],
            subcommand_metavar=SUBCOMMAND[language],
        )
        self.context_class = context_class(language)
        self.language: Language = language

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands in alphabetical order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name; None if there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"digiramverk.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command(Speaker(self.language))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As in click, with a diagnostic of our own for a command that does not exist."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near_by = near(args[0], COMMANDS)
            raise _Usage(Diagnostic("DR902", {"name": args[0], "known": Names(COMMANDS)}, near=near_by))
        return super().resolve_command(ctx, args)


class _Usage(click.UsageError):
    """Wrong usage with a diagnostic of our own."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def _version(ctx: click.Context, _: click.Parameter, value: Any) -> None:  # noqa: ANN401 - click's own signature
    if value:
        from importlib.metadata import version  # noqa: PLC0415 - only --version needs it

        say(f"digiramverk {version('digiramverk')}")
        ctx.exit()


def run(arguments: Sequence[str], language: Language) -> int:
    """Run one command line and return its exit code."""
    try:
        result = Commands(language).main(list(arguments), prog_name="digiramverk", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return 130
    except click.exceptions.NoArgsIsHelpError as asked:
        say(asked.format_message(), err=True)
        return EXIT_WRONG_USAGE
    except click.UsageError as error:
        say(render(_usage(error), language), err=True)
        return EXIT_WRONG_USAGE
    except ReaderGoneError:
        # The reader has closed the pipe (`… | head`). That is no error, and nothing more can be written.
        return EXIT_FINE
    except DigiramverkError as error:
        _report(error, arguments, language)
        return error.exit_code
    except Exception as error:
        # A broken optional package may first fail wherever the code uses it.
        problem = problem_of(error)
        if problem is None or "--debug" in arguments:
            raise
        _report(MissingExtraError([problem]), arguments, language)
        return EXIT_WRONG_INPUT
    return result if isinstance(result, int) else EXIT_FINE


def _report(error: DigiramverkError, arguments: Sequence[str], language: Language) -> None:
    """Print errors: as text on standard error, or with `--format json` as JSON, alone on standard output."""
    if wants_json(arguments) and not isinstance(error, PrintingError):
        problems = [problem.to_dict(language) for problem in error.diagnostics]
        echo_json({"ok": False, "diagnostics": problems})
    else:
        say(render_all(error.diagnostics, language), err=True)


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether the command line has `--format json`."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


# Click has no exception of its own for extra arguments.
_EXTRA: Final = re.compile(r"^Got unexpected extra arguments? \((.*)\)$")


def _usage(error: click.UsageError) -> Diagnostic:
    """The diagnostic for an exception of click, whose own messages are in English only."""
    usage = "" if error.ctx is None else error.ctx.command_path + " " + " ".join(_pieces(error.ctx))
    match error:
        case _Usage():
            return error.diagnostic
        case click.NoSuchOption(option_name=name):
            known = (
                []
                if error.ctx is None
                else [o for p in error.ctx.command.params for o in p.opts if o[:1] == "-"]
            )
            args = {"name": name, "known": Names(tuple(known))}
            return Diagnostic("DR903", args, near=near(name, known))
        case click.MissingParameter(param=param) if param is not None:
            return Diagnostic("DR904", {"name": _label(param), "usage": usage})
        case click.BadParameter(param=param) if param is not None and isinstance(param.type, click.Choice):
            choices = tuple(str(choice) for choice in param.type.choices)
            return Diagnostic("DR905", {"name": _label(param), "known": Names(choices)})
        case click.BadOptionUsage(option_name=name):
            return Diagnostic("DR908", {"name": name})
        case _ if extra := _EXTRA.search(error.message):
            return Diagnostic("DR907", {"extra": extra[1], "usage": usage})
        case _:
            return Diagnostic("DR906", {"cause": error.format_message().rstrip("."), "usage": usage})


def _label(param: click.Parameter) -> str:
    return param.opts[0] if param.opts[0].startswith("-") else param.human_readable_name


def _pieces(ctx: click.Context) -> list[str]:
    return [piece for piece in ctx.command.collect_usage_pieces(ctx) if piece]
