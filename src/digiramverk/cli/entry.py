"""Starts the program, and turns every exception into a message and an exit code."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from digiramverk.core import (
    EXIT_OUR_BUG,
    EXIT_WRONG_INPUT,
    Diagnostic,
    Language,
    choose_language,
    problem_of,
    render,
    reserve_streams,
    say,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program, and exit with its code.

    Exit codes: 0 fine; 1 the input or a definition has errors; 2 wrong usage; 3 a check found a
    counterexample; 70 our bug.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    reserve_streams()
    _never_fail_on_letters()
    language = asked_language(given)
    try:
        from digiramverk.cli.app import run  # noqa: PLC0415 - needs the extra `cli`
    except Exception as error:
        problem = problem_of(error)
        if problem is None or "--debug" in given:
            raise
        say(render(problem, language), err=True)
        sys.exit(EXIT_WRONG_INPUT)
    try:
        sys.exit(run(given, language))
    except Exception as error:
        if "--debug" in given:
            raise
        cause = f"{type(error).__name__}: {error}"
        say(render(Diagnostic("DR970", {"cause": cause}), language), err=True)
        sys.exit(EXIT_OUR_BUG)


def _never_fail_on_letters() -> None:
    """Let streams print `?` for a character that their encoding lacks, instead of raising an exception."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not (stream.encoding or "").lower().startswith("utf"):
            stream.reconfigure(errors="replace")


def asked_language(arguments: Sequence[str]) -> Language:
    """The language that the command line asks for. Read before the commands, since help needs it too."""
    for index, argument in enumerate(arguments):
        if argument == "--lang":
            return choose_language(next(iter(arguments[index + 1 :]), None))
        if argument.startswith("--lang="):
            return choose_language(argument.partition("=")[2])
    return choose_language(None)
