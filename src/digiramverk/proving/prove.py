"""Laws held to a framework: proved where its structure proves them, tested where it does not."""

from collections.abc import Callable, Iterable
from enum import Enum
from random import Random
from typing import Final

import attrs

from digiramverk.model.law import LawChoice
from digiramverk.proving.forms import Drawer
from digiramverk.proving.law import Break, Example, Law, Standing, breaks_of
from digiramverk.proving.laws import TABLE
from digiramverk.proving.shrink import shrunk
from digiramverk.proving.subject import Subject

EXAMPLES: Final = 100
"""How many random populations a law is tested on unless something else is asked for."""
_ANYWHERE: Final = "anywhere"
"""In place of a cell: some cell of the measure, whichever."""
_MANY: Final = 8
"""So many forms at most where something is withheld from few."""


class Verdict(Enum):
    """What came of a law of a measure."""

    PROVED = "proved"
    TESTED = "tested"
    WAIVED = "waived"
    BROKEN = "broken"
    NOT_MEANT = "not_meant"
    NOT_TESTED = "not_tested"


@attrs.frozen
class Counterexample:
    """The smallest example found for which a law does not hold.

    Attributes:
        law: which law.
        example: the forms, and what the law does to them.
        found: the value that is not as it should be.
        also: other measures that break the same law only because they build on this one.
    """

    law: Law
    example: Example
    found: Break
    also: tuple[str, ...] = ()


@attrs.frozen
class Finding:
    """What came of one law of one measure.

    Attributes:
        measure, law: which.
        verdict: what came of it.
        examples: how many were tried in which something could be compared.
        counterexample: where it is broken.
        choice: what the framework says of it, where it says anything.
        lacking: for what is not tested: the extra that would have to be installed.
    """

    measure: str
    law: str
    verdict: Verdict
    examples: int = 0
    counterexample: Counterexample | None = None
    choice: LawChoice | None = None
    lacking: str | None = None


@attrs.frozen
class Proof:
    """What came of all laws of all measures of a framework.

    Attributes:
        findings: one per measure and law, in the order of laws and then of measures.
        seed, examples: with these, the same is found again.
    """

    findings: tuple[Finding, ...]
    seed: int
    examples: int

    @property
    def holds(self) -> bool:
        """Whether no law is broken."""
        return all(each.verdict is not Verdict.BROKEN for each in self.findings)

    @property
    def counterexamples(self) -> tuple[Counterexample, ...]:
        """One per law and measure that breaks it by itself, not only because one that it builds on does."""
        return tuple(each.counterexample for each in self.findings if each.counterexample is not None)


Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


@attrs.frozen
class Trial:
    """How laws are tested.

    Attributes:
        examples: how many random populations.
        seed: decides which.
        laws: which laws.
        hasty: stop at the first broken law, and do not look for a smaller example.
        measures: the measures that laws are held to; None for all.
    """

    examples: int = EXAMPLES
    seed: int = 0
    laws: tuple[Law, ...] = TABLE
    hasty: bool = False
    measures: frozenset[str] | None = None


def prove(subject: Subject, trial: Trial | None = None, progress: Progress = lambda _, __: None) -> Proof:
    """Hold all laws to a framework.

    Args:
        subject: the framework.
        trial: how much is tested; the default is 100 populations per law.
        progress: told after each law.
    """
    trial = Trial() if trial is None else trial
    findings: list[Finding] = []
    for number, law in enumerate(trial.laws):
        findings += _of_law(subject, law, trial)
        progress(number + 1, len(trial.laws))
        if trial.hasty and any(each.verdict is Verdict.BROKEN for each in findings):
            break
    return Proof(tuple(findings), trial.seed, trial.examples)


def _of_law(subject: Subject, law: Law, trial: Trial) -> list[Finding]:
    settled: dict[str, Finding] = {}
    tested: set[str] = set()
    lacking = law.lacking()
    for measure in subject.measures:
        name, choice = measure.name, subject.choice(measure.name, law.id)
        if trial.measures is not None and name not in trial.measures and not law.beside:
            settled[name] = Finding(name, law.id, Verdict.NOT_MEANT, choice=choice)
            continue
        if choice is not None and choice.waived is not None:
            settled[name] = Finding(name, law.id, Verdict.WAIVED, choice=choice)
            continue
        standing = law.standing(subject, measure)
        if standing is Standing.NOT_MEANT and choice is not None:
            standing = Standing.TESTED
        if standing is Standing.TESTED and lacking is not None:
            settled[name] = Finding(name, law.id, Verdict.NOT_TESTED, choice=choice, lacking=lacking)
        elif standing is Standing.TESTED:
            tested.add(name)
        else:
            verdict = Verdict.PROVED if standing is Standing.PROVED else Verdict.NOT_MEANT
            settled[name] = Finding(name, law.id, verdict, choice=choice)
    if tested:
        run = _fixed if law.fixed else _random
        focused = subject if law.beside else subject.focused(tested)
        settled |= run(focused, law, trial, frozenset(tested))
    ordered = [settled[rule.measure.name] for rule in subject.framework.rules]
    return _without_followers(subject, ordered)


def _random(subject: Subject, law: Law, trial: Trial, tested: frozenset[str]) -> dict[str, Finding]:
    """Test a law on random populations; a measure that breaks it is not asked again."""
    counts = dict.fromkeys(tested, 0)
    broken: dict[str, tuple[Example, Break]] = {}
    for example in _examples(subject, law, trial):
        wanted = tested - set(broken)
        checked = law.check(subject, example, wanted)
        for name in checked:
            counts[name] += 1
            breaks = breaks_of(checked, name)
            if breaks:
                broken[name] = example, breaks[0]
        if len(broken) == len(tested) or (broken and trial.hasty):
            break
    return {
        name: _finding(subject, law, name, counts[name], broken.get(name), hasty=trial.hasty)
        for name in tested
    }


def _examples(subject: Subject, law: Law, trial: Trial) -> Iterable[Example]:
    guarded = any(measure.show_if is not None for measure in subject.measures)
    for number in range(trial.examples if law.most is None else min(trial.examples, law.most)):
        # Each example has dice of its own, so that a hundred examples are the first of two hundred.
        dice = Random(f"{trial.seed} {law.id} {number}")  # noqa: S311 - to be foreseen is what is wanted
        drawer = Drawer(subject.framework, dice, _MANY if guarded else _MANY // 2)
        yield from law.draw(subject, drawer.population(), dice)


def _fixed(subject: Subject, law: Law, trial: Trial, tested: frozenset[str]) -> dict[str, Finding]:
    """Test a law on examples of which one must hold for every cell, for whatever group or unit."""
    held: set[tuple[str, str, object]] = set()
    broken: dict[tuple[str, str, object], tuple[Example, Break]] = {}
    counts = dict.fromkeys(tested, 0)
    for example in law.draw(subject, (), Random(0)):  # noqa: S311 - nothing is drawn
        kind = "" if example.twist is None or example.twist.level is None else example.twist.level
        for name, values in law.check(subject, example, tested).items():
            counts[name] += 1
            per = subject.framework.plan.measure(name).per
            for (_, members), each in values.items():
                # That something holds may be sure in some cells: *no* is due in any one of them.
                anywhere = isinstance(each, Break) and each.before is False
                cell = _ANYWHERE if anywhere else tuple(dict(members).get(dimension) for dimension in per)
                if each is None:
                    held |= {(name, kind, cell), (name, kind, _ANYWHERE)}
                else:
                    broken.setdefault((name, kind, cell), (example, each))
    first: dict[str, tuple[Example, Break]] = {}
    for key, found in broken.items():
        if key not in held:
            first.setdefault(key[0], found)
    return {
        name: _finding(subject, law, name, counts[name], first.get(name), hasty=trial.hasty)
        for name in tested
    }


def _finding(
    subject: Subject, law: Law, name: str, count: int, found: tuple[Example, Break] | None, *, hasty: bool
) -> Finding:
    choice = subject.choice(name, law.id)
    if found is None:
        # What never could be compared has not been tested either.
        verdict = Verdict.TESTED if count else Verdict.NOT_MEANT
        return Finding(name, law.id, verdict, count, choice=choice)
    focused = subject if law.beside else subject.focused([name])
    example, broken = found if hasty or law.fixed or law.rigid else shrunk(focused, law, found[0], found[1])
    counterexample = Counterexample(law, example, broken)
    return Finding(name, law.id, Verdict.BROKEN, count, counterexample, choice)


def _without_followers(subject: Subject, findings: list[Finding]) -> list[Finding]:
    """Who breaks a law only because of what it builds on has no counterexample of its own."""
    broken = {each.measure: each for each in findings if each.verdict is Verdict.BROKEN}
    causes = {
        name: next((low for low in subject.reach.built_on(name)[::-1] if low != name and low in broken), None)
        for name in broken
    }
    kept: list[Finding] = []
    for each in findings:
        if causes.get(each.measure) is not None:
            each = attrs.evolve(each, counterexample=None)  # noqa: PLW2901 - the same finding, without it
        elif each.counterexample is not None:
            also = tuple(
                name
                for name in broken
                if name != each.measure and each.measure in subject.reach.built_on(name)
            )
            each = attrs.evolve(each, counterexample=attrs.evolve(each.counterexample, also=also))  # noqa: PLW2901 - likewise
        kept.append(each)
    return kept
