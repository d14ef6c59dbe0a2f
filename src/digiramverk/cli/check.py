"""`digiramverk check`: whether the cases of a framework hold, and whether its rules keep the laws."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import EXIT_COUNTEREXAMPLE, EXIT_FINE, Language, Span, say, write_files
from digiramverk.proving import EXAMPLES, Mutant, Proof, Subject, Trial, answer_files
from digiramverk.reports import (
    Document,
    case_data,
    cases_blocks,
    console,
    junit,
    law_data,
    mutation_blocks,
    mutation_data,
    print_document,
    proof_blocks,
)

_ABOUT: dict[Language, str] = {
    "sv": "Pröva ett ramverk: ger det som dess fall säger, och håller reglerna lagarna? "
    "FRAMEWORK är ett id, id@utgåva eller en sökväg.",
    "en": "Try a framework: does it give what its cases say, and do its rules keep the laws? "
    "FRAMEWORK is an id, id@edition or a path.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(
        framework: str, seed: int, examples: int, save: str | None, format_: str, *, mutate: bool, force: bool
    ) -> int:
        workspace = new_workspace()
        subject = workspace.proving.subject(framework)
        speaker.warn(workspace.warnings(framework))
        with _ProgressLine(speaker.pick("Prövar lagarna", "Trying the laws")) as progress:
            found = workspace.check(framework, Trial(examples, seed), progress)
        outcomes, proof, holds = found.cases, found.proof, found.holds
        if save is not None:
            _save(subject, proof, Path(save), force=force)
        score = None
        if mutate and holds:
            with _ProgressLine(speaker.pick("Prövar misstag", "Trying mistakes")) as progress:
                score = workspace.proving.mutate(framework, progress, seed=seed)

        def find(mutant: Mutant) -> Span | None:
            return workspace.frameworks.place(framework, mutant.where.partition(" ")[0].rstrip(","))

        match format_:
            case "json":
                loaded = subject.framework
                shown = {"id": loaded.id, "edition": loaded.edition, "fingerprint": loaded.plan.fingerprint}
                laws = [law_data(subject, each, speaker.language) for each in proof.findings]
                echo_json(
                    {
                        "framework": shown,
                        "ok": holds,
                        "seed": seed,
                        "examples": examples,
                        "cases": [case_data(each) for each in outcomes],
                        "laws": laws,
                    }
                    | ({} if score is None else {"mutation": mutation_data(score, find)})
                )
            case "junit":
                say(junit(subject, outcomes, proof, speaker.language))
            case _:
                blocks = cases_blocks(subject.framework, outcomes, speaker.language)
                blocks += proof_blocks(subject, proof, speaker.language)
                blocks += [] if score is None else mutation_blocks(score, find, speaker.language)
                print_document(Document(tuple(blocks)))
        return EXIT_FINE if holds else EXIT_COUNTEREXAMPLE

    parameters: list[click.Parameter] = [
        click.Argument(["framework"]),
        click.Option(
            ["--examples"],
            type=click.IntRange(min=1),
            default=EXAMPLES,
            help=speaker.pick(
                f"Hur många slumpade svar varje lag prövas med (annars {EXAMPLES}).",
                f"How many random answers each law is tested with ({EXAMPLES} if not given).",
            ),
        ),
        click.Option(
            ["--seed"],
            type=int,
            default=0,
            help=speaker.pick(
                "Frö till slumpen; samma frö ger samma svar (annars 0).",
                "Seed of the chance; the same seed gives the same answers (0 if not given).",
            ),
        ),
        click.Option(
            ["--mutate"],
            is_flag=True,
            help=speaker.pick(
                "Pröva också om fallen och lagarna märker misstag i ramverket (tar längre tid).",
                "Also try whether cases and laws notice mistakes in the framework (takes longer).",
            ),
        ),
        click.Option(
            ["--save"],
            help=speaker.pick(
                "Mapp där svarsfilerna till varje motexempel sparas.",
                "Folder to save the answer files of every counterexample in.",
            ),
        ),
        speaker.force(),
    ]
    return speaker.command("check", run, _ABOUT, parameters, ("json", "junit"))


def _save(subject: Subject, proof: Proof, folder: Path, *, force: bool) -> None:
    """Write the answers of every counterexample, named after measure and law."""
    files: dict[Path, bytes | str] = {}
    for found in proof.counterexamples:
        if not found.example.forms:
            continue
        for name, text in answer_files(subject.framework, found):
            files[folder / f"{found.found.measure}-{found.law.id}-{name}.yaml"] = text
    write_files(files, force=force, folders=True)


class _ProgressLine:
    """A progress bar on standard error; nothing if that is no terminal."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: object | None = None

    def __enter__(self) -> Callable[[int, int], None]:
        if not sys.stderr.isatty():
            return lambda _, __: None
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - only for people

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=console(sys.stderr),
            transient=True,
        )
        bar.start()
        self._bar = bar
        task = bar.add_task(self._title, total=None)

        def advance(done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole)

        return advance

    def __exit__(self, *_: object) -> None:
        stop = getattr(self._bar, "stop", None)
        if stop is not None:
            stop()
