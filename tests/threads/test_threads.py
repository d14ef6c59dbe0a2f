"""Many threads on one workspace: each gets what it would get alone, whatever the others ask for.

Every round has a workspace that has loaded nothing. `make nightly` runs two hundred rounds.
"""

import gc
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import polars as pl
import pytest
from tests.definitions.definitions import PLAN, STEPS
from tests.definitions.overlay_files import HEAD
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import DigiramverkError
from digiramverk.plugin import RegisteredFold, Table, fold, hookimpl
from digiramverk.plugins.host import PluginHost
from digiramverk.rules.fold_calls import Problem
from digiramverk.workspace import Workspace

THREADS = 16
INDICATORS: list[str] = ["L1", "L2", "K1"]
ROUNDS = 200 if NIGHTLY else 10 if THOROUGH else 3

Task = Callable[[Workspace], object]
"""Something that a thread asks a workspace for; what it gives can be compared."""


def moody(table: Table) -> Fraction:
    """Fails on some forms, each in its own words: what is noted tells whose form it was."""
    known = [value for row in table for value in row if value is not None]
    if sum(known) % 2:
        raise ValueError(sum(known))
    return Fraction(len(known))


def host() -> PluginHost:
    """A host with one function that fails on some forms."""

    @hookimpl
    def digiramverk_folds() -> list[RegisteredFold]:
        return [fold("moody", moody)]

    made = PluginHost(discover=False)
    made.register(SimpleNamespace(digiramverk_folds=digiramverk_folds), "moody", distribution="moody-plan")
    return made


FILES = {
    "steg.yaml": STEPS + "  mood: {value: moody(points)}\ntables: {unused: {a: 1}}\n",
    "o1.yaml": HEAD.format(name="o1", parent="steg.yaml") + "params: {reached_at: 0.5}\n",
    "o2.yaml": HEAD.format(name="o2", parent="o1.yaml") + "overrides: [o1]\nparams: {reached_at: 0.6}\n",
    "o3.yaml": HEAD.format(name="o3", parent="o1.yaml") + "overrides: [o1]\nparams: {reached_at: 0.7}\n",
    "ring.yaml": HEAD.format(name="ring", parent="round.yaml"),
    "round.yaml": HEAD.format(name="round", parent="ring.yaml"),
    "alone.yaml": HEAD.format(name="alone", parent="ring.yaml"),
    "wrong.yaml": PLAN.replace("delvis", "ja").replace("L2:", "L1:"),
    "upon.yaml": HEAD.format(name="upon", parent="wrong.yaml"),
    "nowhere.yaml": HEAD.format(name="nowhere", parent="finns-inte.yaml"),
    "silent.yaml": PLAN.replace("use: area_means, ", ""),
    "over.yaml": HEAD.format(name="over", parent="silent.yaml"),
    "svar.yaml": "framework: o2.yaml\nanswers: {L1: ja, L2: kanske}\n",
}
WHOLE = ("steg.yaml", "o1.yaml", "o2.yaml", "o3.yaml", "silent.yaml", "over.yaml")
LEVELS = ("nej", "delvis", "ja")


def written(found: tuple[Diagnostic, ...]) -> list[str]:
    """Diagnostics as people see them, with their places."""
    return [f"{each.span.place if each.span else '-'}: {each.code} {each.message('sv')}" for each in found]


def told(task: Task) -> Task:
    """A task whose errors are what it gives."""

    def asked(workspace: Workspace) -> object:
        try:
            return task(workspace)
        except DigiramverkError as error:
            return type(error).__name__, written(error.diagnostics)

    return asked


def loading(path: Path) -> Task:
    """What a framework is, and what is to be said of it."""
    return told(
        lambda workspace: (
            workspace.framework(path).plan.fingerprint,
            workspace.framework(path).lineage,
            written(workspace.warnings(path)),
        )
    )


def scoring(path: Path, levels: tuple[str, ...]) -> Task:
    """The figures and notes of one form."""
    answers = dict(zip(INDICATORS, levels, strict=True))

    def asked(workspace: Workspace) -> object:
        found = workspace.score(path, {"answers": answers})
        cells = [(each.measure.name, dict(each.members), each.value, each.missing) for each in found.cells]
        return cells, written(found.notes)

    return told(asked)


def scoring_quickly(path: Path, levels: tuple[str, ...]) -> Task:
    """The same the quick way, with its notes taken, and with its notes raised."""
    answers = dict(zip(INDICATORS, levels, strict=True))

    def asked(workspace: Workspace) -> object:
        notes: list[Diagnostic] = []
        return workspace.scorer(path).score_form(answers, notes), written(tuple(notes))

    return told(asked)


def scoring_tables(path: Path, levels: tuple[str, ...]) -> Task:
    """The figures and notes of a table with two forms."""
    table = pl.DataFrame(
        {name: [level, "ja"] for name, level in zip(("L1", "L2", "K1"), levels, strict=True)}
    )

    def asked(workspace: Workspace) -> object:
        found = workspace.score_frame(path, table)
        return found.forms.to_dicts(), written(found.notes)

    return told(asked)


def tasks(folder: Path) -> list[Task]:
    """Everything that threads ask for: good and broken definitions, checks, and forms of which some fail."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [folder / name for name in FILES]
    found: list[Task] = [loading(path) for path in paths if path.name != "svar.yaml"]
    found += [told(lambda workspace, path=path: written(workspace.validate(path))) for path in paths]  # type: ignore[misc]
    for number, levels in enumerate((one, other, "ja") for one in LEVELS for other in LEVELS):
        own = folder / WHOLE[number % 4]
        found += [scoring(own, levels), scoring_quickly(own, levels)]
    found += [scoring_tables(folder / "o3.yaml", ("ja", level, "nej")) for level in LEVELS]
    return found


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns after as few steps as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hurried")
def test_each_thread_gets_what_it_would_get_alone(tmp_path: Path) -> None:
    asked, plugins = tasks(tmp_path), host()
    alone = [task(Workspace(plugins)) for task in asked]
    # What is compared says something: some load, some fail, some warn, and forms fail in words of their own.
    assert len({str(answer) for answer in alone}) > len(FILES) + 2 * len(LEVELS)
    for round_ in range(ROUNDS):
        workspace, barrier = Workspace(plugins), Barrier(THREADS)

        def thread(
            number: int, workspace: Workspace = workspace, barrier: Barrier = barrier, seed: int = round_
        ) -> list[tuple[int, object]]:
            drawn = random.Random(seed * THREADS + number)  # noqa: S311 - no secret
            order = drawn.sample(range(len(asked)), len(asked) // 2)
            barrier.wait()
            return [(each, asked[each](workspace)) for each in order]

        with ThreadPoolExecutor(THREADS) as pool:
            given = [answer for found in pool.map(thread, range(THREADS)) for answer in found]
        strange = [(each, answer) for each, answer in given if answer != alone[each]]
        assert strange == []


def test_the_same_question_has_the_same_answer_each_time(tmp_path: Path) -> None:
    """On one workspace, whatever was asked before."""
    asked, plugins = tasks(tmp_path), host()
    alone = [task(Workspace(plugins)) for task in asked]
    workspace = Workspace(plugins)
    for _ in range(2):
        assert [task(workspace) for task in asked] == alone
    assert [task(workspace) for task in reversed(asked)] == alone[::-1]


@pytest.mark.parametrize("changed", ["steg.yaml", "o1.yaml"])
def test_a_file_that_was_changed_is_read_anew_also_below_what_is_asked_for(
    changed: str, tmp_path: Path
) -> None:
    workspace = Workspace(host())
    tasks(tmp_path)
    before = workspace.framework(tmp_path / "o2.yaml")
    assert workspace.framework(tmp_path / "o2.yaml") is before
    good = FILES[changed]
    # As long as before, and written at once: no clock of a file tells.
    (tmp_path / changed).write_text(good.replace("id: ", "ix: "), encoding="utf-8")
    problems = workspace.validate(tmp_path / "o2.yaml")
    assert [each for each in problems if each.is_error]
    assert workspace.validate(tmp_path / "o2.yaml") == problems
    with pytest.raises(DigiramverkError):
        workspace.framework(tmp_path / "o2.yaml")
    (tmp_path / changed).write_text(good, encoding="utf-8")
    assert workspace.framework(tmp_path / "o2.yaml").plan.fingerprint == before.plan.fingerprint


def test_a_part_that_was_added_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    (folder / "areas").mkdir(parents=True)
    (folder / "framework.yaml").write_text(PLAN, encoding="utf-8")
    workspace = Workspace(host())
    assert len(workspace.framework(folder).indicators) == 2
    more = "mer: {title: Mer, indicators: {M1: Ännu mer}}\n"
    (folder / "areas" / "mer.yaml").write_text(more, encoding="utf-8")
    assert len(workspace.framework(folder).indicators) == 3


def test_messages_name_a_file_as_whoever_asks_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks(tmp_path)
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(host())
    for path in (Path("silent.yaml"), tmp_path / "silent.yaml", Path("..", tmp_path.name, "silent.yaml")):
        places = [each.span.source.name for each in workspace.validate(path) if each.span]
        assert places == [path.as_posix()]


def test_a_workspace_keeps_no_more_the_longer_it_is_asked(tmp_path: Path) -> None:
    workspace = Workspace(host())
    tasks(tmp_path)
    scorer = workspace.scorer(tmp_path / "steg.yaml")
    fails: dict[str, str | None] = {"L1": "ja", "L2": "delvis", "K1": "nej"}

    def ask() -> int:
        notes: list[Diagnostic] = []
        for _ in range(100):
            scorer.score_form(fails, notes)
        assert {each.code for each in notes} == {"DR509"}
        gc.collect()
        return sum(isinstance(each, Problem) for each in gc.get_objects())

    assert ask() == 0
    with pytest.raises(DigiramverkError, match="DR509"):
        scorer.score_form(fails)
    for _ in range(40):
        # A framework of the caller's own, made anew each time.
        workspace.scorer(Workspace(host()).framework(tmp_path / "steg.yaml"))
    assert len(workspace.scoring._scorers) <= 16  # noqa: SLF001 - nobody else can see that it grows
