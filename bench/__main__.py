"""`make bench`: prints how long we take, as a ratio against something named in the same run."""

import platform
import random
import subprocess
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

import yaml

from bench.handwritten import score
from bench.timing import Comparison, compare
from digiramverk.core.diagnostic import Findings
from digiramverk.loading.load import load_framework
from digiramverk.model.framework import Framework
from digiramverk.scoring.engine import Scorer
from digiramverk.workspace import Workspace

SEED = 20161031


def main() -> None:
    """Measure everything and print one line each."""
    workspace = Workspace()
    framework = workspace.framework("lika")
    versions = ", ".join(f"{name} {version(name)}" for name in ("digiramverk", "PyYAML"))
    print(f"Python {platform.python_version()}, {versions}")
    print(f"{'what':58} {'ours':>10} {'theirs':>10} {'ratio':>7}")
    one_form(framework)
    municipality(workspace, framework)
    loading(workspace)
    starting()


def report(what: str, times: Comparison) -> None:
    """One line of the table."""
    ours, theirs = (f"{seconds * 1e6:,.1f} µs" for seconds in times)
    print(f"{what:58} {ours:>10} {theirs:>10} {times.ratio:7.2f}")


def indicators_of(framework: Framework) -> list[tuple[str, str, str]]:
    """(id, area, step) of every indicator."""
    return [
        (indicator.id, path[-1].id, indicator.step or "")
        for path in framework.area_paths()
        for indicator in path[-1].indicators
    ]


def random_form(framework: Framework, draw: random.Random) -> dict[str, str | None]:
    """A form such as schools fill in: mostly answered, a little not relevant, a little left open."""
    levels = [level.id for level in framework.scales[0].levels]
    choices = [*levels, *levels, *levels, "not_relevant", None]
    return {indicator.id: draw.choice(choices) for indicator in framework.indicators}


def one_form(framework: Framework) -> None:
    """One form, from answers by indicator to the values of all its measures, checked equal on 500 forms."""
    indicators = indicators_of(framework)
    scorer = Scorer(framework)
    draw = random.Random(SEED)  # noqa: S311 - sample data
    for _ in range(500):
        form = random_form(framework, draw)
        ours, theirs = scorer.score_form(form), score(form, indicators)
        differing = [key for key in ours if ours[key] != theirs.get(key)]
        if differing or len(ours) != len(theirs):
            sys.exit(f"not equal: {differing}")
    form = {name: level or "planerad" for name, level in random_form(framework, draw).items()}
    times = compare(partial(scorer.score_form, form), partial(score, form, indicators), calls=2_000)
    report("one LIKA form against a loop written by hand", times)


def municipality(workspace: Workspace, framework: Framework) -> None:
    """The example municipality with its figures across units, against the loop for each form alone."""
    assessments = workspace.read(framework, [workspace.example("lika", "mittkoping_answers")])
    scorer = Scorer(framework)
    indicators = indicators_of(framework)

    def by_hand() -> None:
        for assessment in assessments:
            score(assessment.levels, indicators)

    times = compare(partial(scorer.score, assessments), by_hand, calls=3, repetitions=9)
    report(f"{len(assessments)} forms as Results, against the bare loop", times)


def loading(workspace: Workspace) -> None:
    """The LIKA folder into a checked framework, against only parsing its YAML with PyYAML's fast loader."""
    folder = workspace.catalogue.entry("lika").path
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def ours() -> None:
        load_framework(folder, lambda *_: workspace.framework("lika"), Findings())

    def theirs() -> None:
        for text in texts:
            yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader either way

    report(
        "loading and checking LIKA, against parsing its YAML", compare(ours, theirs, calls=1, repetitions=9)
    )


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
