"""`make bench`: prints how long we take, as a ratio against something named in the same run.

Below 1 we are faster. The engines of `bench/requirements.txt` are measured where they are installed.
"""

import platform
import subprocess
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bench.engines.others import versions
from bench.forms import indicators_of
from bench.handwritten import score
from bench.loading import loading
from bench.one_form import cases, one_form
from bench.reports import reports
from bench.table import head, report
from bench.timing import compare
from digiramverk.model.framework import Framework
from digiramverk.scoring.engine import Scorer
from digiramverk.workspace import Workspace


def main() -> None:
    """Measure everything and print one line each."""
    workspace = Workspace()
    framework = workspace.framework("lika")
    own = ", ".join(f"{name} {version(name)}" for name in ("digiramverk", "PyYAML"))
    print(f"Python {platform.python_version()}, {own}")
    print(versions())
    head()
    for case in cases(framework):
        one_form(case)
    municipality(workspace, framework)
    loading(workspace)
    starting()
    reports(workspace, framework)


def municipality(workspace: Workspace, framework: Framework) -> None:
    """The example municipality with its figures across units, against the loop for each form alone."""
    assessments = workspace.read(framework, [workspace.example("lika", "mittkoping_answers")])
    scorer = Scorer(framework)
    indicators = indicators_of(framework)

    def by_hand() -> None:
        for assessment in assessments:
            score(assessment.levels, indicators)

    times = compare(partial(scorer.score, assessments), by_hand, calls=1, repetitions=21)
    report(f"{len(assessments)} forms as Results, against the bare loop", times)


def starting() -> None:
    """A process that imports the library or asks for its version, against one that does nothing."""

    def process(*arguments: str) -> None:
        subprocess.run(
            [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parent
        )

    nothing = partial(process, "-c", "pass")
    importing = compare(partial(process, "-c", "import digiramverk"), nothing, calls=1, repetitions=9)
    report("import digiramverk, against an empty process", importing)
    asking = compare(partial(process, "-m", "digiramverk", "--version"), nothing, calls=1, repetitions=9)
    report("digiramverk --version, against an empty process", asking)


if __name__ == "__main__":
    main()
