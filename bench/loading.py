"""From YAML to something that scores: reading, checking, compiling."""

import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median

import yaml

from bench.table import report, report_within
from bench.timing import compare
from digiramverk.core.diagnostic import Findings
from digiramverk.definitions.loader import load_layer
from digiramverk.model.framework import Framework
from digiramverk.scoring.engine import Scorer
from digiramverk.workspace import Workspace

LOADING_LIMIT = 0.150
COMPILED_LIMIT = 0.005
REPETITIONS = 31


def loading(workspace: Workspace) -> None:
    """LIKA's folder into functions, against only parsing its YAML with PyYAML's fast loader."""
    folder = workspace.catalogue.entry("lika").path
    parse = partial(parse_yaml, folder)
    load = partial(load_lika, workspace, folder)

    def load_and_compile() -> None:
        compile_functions(load())

    against = "against parsing its YAML"
    report(f"loading and checking LIKA, {against}", compare(load, parse, calls=1, repetitions=REPETITIONS))
    both = compare(load_and_compile, parse, calls=1, repetitions=REPETITIONS)
    report(f"loading, checking and compiling LIKA, {against}", both)
    report_within("  the same", both.ours, LOADING_LIMIT)
    cold = median(_in_new_process() for _ in range(9))
    report_within("  the same, the first time in a process, imports apart", cold, LOADING_LIMIT)
    compiling(load(), parse)


def compiling(framework: Framework, parse: partial[None]) -> None:
    """A loaded framework into functions: the first use of a scorer, and any later one."""
    first = compare(partial(compile_functions, framework), parse, calls=1, repetitions=REPETITIONS)
    report("compiling LIKA (loaded; no cache on disk), against the same", first)
    report_within("  the same", first.ours, COMPILED_LIMIT)
    scorer = Scorer(framework)
    again = compare(lambda: scorer.program.generated, parse, calls=1, repetitions=REPETITIONS)
    report("its functions again from the same scorer, against the same", again)
    report_within("  the same", again.ours, COMPILED_LIMIT)


def parse_yaml(folder: Path) -> None:
    """Parse what is in a folder and do nothing with it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.rglob("*.yaml")):
        yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader either way


def load_lika(workspace: Workspace, folder: Path) -> Framework:
    """The framework, read anew."""
    return load_layer(folder, lambda *_: workspace.catalogue.layer("lika"), Findings()).framework


def compile_functions(framework: Framework) -> None:
    """The functions of a scorer that has none yet."""
    assert Scorer(framework).program.generated  # noqa: S101 - asking for them makes them


def _in_new_process() -> float:
    command = [sys.executable, "-m", "bench.cold"]
    root = Path(__file__).parent.parent
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout)
