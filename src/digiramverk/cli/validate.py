"""`digiramverk validate`: all problems of definitions and answer files, at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from digiramverk.answers import answered_framework
from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import (
    EXIT_FINE,
    EXIT_WRONG_INPUT,
    Diagnostic,
    DigiramverkError,
    Language,
    in_order,
    say,
    visible,
)
from digiramverk.files import mend
from digiramverk.workspace import Workspace

_ABOUT: dict[Language, str] = {
    "sv": "Granska ramverk (mapp eller fil) och svarsfiler. Alla fel visas på en gång.",
    "en": "Check frameworks (folder or file) and answer files. All errors are shown at once.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(paths: tuple[str, ...], framework: str | None, format_: str, *, fix: bool) -> int:
        with _nothing_swept():
            problems = _problems(paths, framework)
        mended: list[Diagnostic] = []
        # One mistake may hide others until it is corrected. Each round corrects at least one, or is the last.
        while fix and (done := mend(problems)):
            mended += done
            problems = _problems(paths, framework)
        wrong = any(problem.is_error for problem in problems)
        if format_ == "json":
            listed = [problem.to_dict(speaker.language) for problem in problems]
            echo_json({"ok": not wrong, "diagnostics": listed})
        elif format_ == "github":
            say("".join(f"{_command(problem, speaker)}\n" for problem in problems), end="")
        else:
            for each in mended:
                say(_told(each, speaker), err=True)
            speaker.warn(problems)
            say(_summary(problems, len(paths), speaker), err=wrong)
        return EXIT_WRONG_INPUT if wrong else EXIT_FINE

    help_ = speaker.pick("Ramverket som svarsfiler gäller.", "The framework that answer files are for.")
    about_fix = speaker.pick(
        "Rätta i filerna det som bara kan rättas på ett sätt: decimalkomman, procenttecken, tecken från "
        "Excel och Word, felstavade nycklar.",
        "Mend in the files what can be mended in one way only: decimal commas, percent signs, signs from "
        "Excel and Word, misspelt keys.",
    )
    parameters: list[click.Parameter] = [
        click.Argument(["paths"], nargs=-1, required=True),
        click.Option(["--framework"], help=help_),
        click.Option(["--fix"], is_flag=True, help=about_fix),
    ]
    return speaker.command("validate", run, _ABOUT, parameters, ("json", "github"))


@contextmanager
def _nothing_swept() -> Iterator[None]:
    """Switch garbage collection off: it takes a tenth of the time, and the process ends soon."""
    sweeping = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeping:
            gc.enable()


def _problems(paths: tuple[str, ...], framework: str | None) -> tuple[Diagnostic, ...]:
    """All problems. A new workspace reads the files again."""
    workspace = new_workspace()
    given = _answered(workspace, paths) if framework is None and len(paths) > 1 else {}
    return in_order(
        problem for path in paths for problem in workspace.validate(path, given.get(path, framework))
    )


def _answered(workspace: Workspace, paths: tuple[str, ...]) -> dict[str, str]:
    """For each file of answers, the definition among the paths that has the id in the file."""
    named = {path: answered_framework(Path(path)) for path in paths}
    if not any(named.values()):
        return {}
    definitions: dict[str, str] = {}
    for path in (path for path, name in named.items() if name is None):
        # The problems of a definition are reported where it is validated itself.
        with suppress(DigiramverkError):
            found = workspace.framework(path)
            definitions |= {found.id: path, found.reference: path}
    return {path: definitions[name] for path, name in named.items() if name in definitions}


def _told(mended: Diagnostic, speaker: Speaker) -> str:
    place = "" if mended.span is None else f"{mended.span.place}: "
    before = "" if mended.span is None else mended.span.text
    return visible(f"{place}{speaker.pick('rättat', 'mended')} {before} → {mended.replacement}")


def _command(problem: Diagnostic, speaker: Speaker) -> str:
    """A problem as a command of GitHub Actions, which shows it at the line of a pull request."""
    kind = "error" if problem.is_error else "warning"
    span = problem.span
    place = (
        "" if span is None else f"file={_escaped(span.source.name)},line={span.line or 1},col={span.column},"
    )
    text = f"{problem.message(speaker.language)} {problem.hint(speaker.language)}"
    return f"::{kind} {place}title={problem.code}::{_escaped(text, ends=False)}"


def _escaped(text: str, *, ends: bool = True) -> str:
    """Text escaped as in GitHub's own toolkit: for messages, and with `ends` for properties."""
    for character in "%\r\n" + (":," if ends else ""):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _summary(problems: tuple[Diagnostic, ...], files: int, speaker: Speaker) -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        checked = speaker.pick("granskad" if files == 1 else "granskade", "checked")
        return speaker.pick(f"Inga fel ({files} {checked}).", f"No errors ({files} {checked}).")
    counted = [
        speaker.pick(f"{errors} fel", f"{errors} error{'' if errors == 1 else 's'}") if errors else "",
        speaker.pick(
            f"{warnings} varning{'' if warnings == 1 else 'ar'}",
            f"{warnings} warning{'' if warnings == 1 else 's'}",
        )
        if warnings
        else "",
    ]
    return ", ".join(part for part in counted if part) + "."
