"""`digiramverk validate`: all problems of definitions and answer files, at once."""

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.core.diagnostic import Diagnostic, in_order
from digiramverk.core.errors import EXIT_FINE, EXIT_WRONG_INPUT
from digiramverk.core.language import Language
from digiramverk.workspace import Workspace

_ABOUT: dict[Language, str] = {
    "sv": "Granska ramverk (mapp eller fil) och svarsfiler. Alla fel visas på en gång.",
    "en": "Check frameworks (folder or file) and answer files. All errors are shown at once.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(paths: tuple[str, ...], framework: str | None, format_: str) -> int:
        workspace = Workspace()
        found: list[Diagnostic] = []
        for path in paths:
            found += workspace.validate(path, framework)
        problems = in_order(found)
        wrong = any(problem.is_error for problem in problems)
        if format_ == "json":
            listed = [problem.to_dict(speaker.language) for problem in problems]
            echo_json({"ok": not wrong, "diagnostics": listed})
        else:
            speaker.warn(problems)
            click.echo(_summary(problems, len(paths), speaker), err=wrong)
        return EXIT_WRONG_INPUT if wrong else EXIT_FINE

    help_ = speaker.pick("Ramverket som svarsfiler gäller.", "The framework that answer files are for.")
    parameters: list[click.Parameter] = [
        click.Argument(["paths"], nargs=-1, required=True),
        click.Option(["--framework"], help=help_),
    ]
    return speaker.command("validate", run, _ABOUT, parameters)


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
