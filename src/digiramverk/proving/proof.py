"""Applies laws to a framework: proved where its structure proves them, tested elsewhere."""

from collections.abc import Callable, Collection, Iterable
from enum import Enum
from itertools import chain
from random import Random
from typing import Final

import attrs

from digiramverk.model import LawChoice
from digiramverk.proving.cases import CaseOutcome
from digiramverk.proving.law import WAYS, Break, Claim, Example, Law, LawStanding, breaks_of
from digiramverk.proving.laws import TABLE
from digiramverk.proving.random_forms import FormDrawer
from digiramverk.proving.reduction import shrunk
from digiramverk.proving.subject import Subject
from digiramverk.proving.ways import Moves, note_moves, small_raises, smallest
from digiramverk.rules import PlannedMeasure

EXAMPLES: Final = 100
"""The default number of random populations to test a law on."""
_ANYWHERE: Final = "anywhere"
"""In place of a cell: any cell of the measure."""
_MANY: Final = 8
"""The greatest number of forms if small groups are withheld."""


class Verdict(Enum):
    """The outcome of a law for a measure."""

    PROVED = "proved"
    TESTED = "tested"
    WAIVED = "waived"
    BROKEN = "broken"
    NOT_MEANT = "not_meant"
    NOT_TESTED = "not_tested"
    BOTH_WAYS = "both_ways"
    """Nothing is required, and examples show both directions."""
    UNKNOWN = "unknown"
    """Nothing could be compared, or the measure's values are unreliable."""


@attrs.frozen
class Counterexample:
    """The smallest example found that breaks a law.

    Attributes:
        law: the law.
        example: the forms, and the change that the law makes to them.
        found: the value that breaks it.
        claim: the claim that does not hold.
        also: other measures that break the same law only because they build on this one.
    """

    law: Law
    example: Example
    found: Break
    claim: Claim
    also: tuple[str, ...] = ()


@attrs.frozen
class Finding:
    """The outcome of one law for one measure.

    Attributes:
        measure, law: their names.
        claim: the claim that the verdict refers to.
        verdict: the outcome.
        examples: the number of examples with something to compare.
        counterexample: if it is broken.
        choice: the framework's declaration about it, if any.
        lacking: if it is not tested: the extra that would have to be installed.
        ways: if both directions occur: an example of each.
        impure: if it is unknown: whether that is because the same answers give different values.
    """

    measure: str
    law: str
    claim: Claim
    verdict: Verdict
    examples: int = 0
    counterexample: Counterexample | None = None
    choice: LawChoice | None = None
    lacking: str | None = None
    ways: tuple[Counterexample, ...] = ()
    impure: bool = False


@attrs.frozen
class CheckResult:
    """What `check` found of a framework.

    Attributes:
        cases: the outcome of each case; none if the framework has no cases.
        proof: the outcome of all laws.
    """

    cases: tuple[CaseOutcome, ...]
    proof: "Proof"

    @property
    def holds(self) -> bool:
        """Whether every case gives what it says and no law is broken."""
        return self.proof.holds and all(each.holds for each in self.cases)


@attrs.frozen
class Proof:
    """The outcome of all laws for all measures of a framework.

    Attributes:
        findings: one per measure and law, in the order of laws and then of measures.
        seed, examples: with these the proof can be repeated.
    """

    findings: tuple[Finding, ...]
    seed: int
    examples: int

    @property
    def holds(self) -> bool:
        """Whether no law is broken."""
        return all(each.verdict is not Verdict.BROKEN for each in self.findings)

    @property
    def undecided(self) -> tuple[Finding, ...]:
        """The laws that were neither proved nor tested."""
        return tuple(each for each in self.findings if each.verdict is Verdict.UNKNOWN)

    @property
    def counterexamples(self) -> tuple[Counterexample, ...]:
        """One per law and measure that breaks it by itself, and not only through a measure that it reads."""
        return tuple(each.counterexample for each in self.findings if each.counterexample is not None)


Progress = Callable[[int, int], None]
"""Called with how much is done, and the total."""


@attrs.frozen
class Trial:
    """How to test laws.

    Attributes:
        examples: the number of random populations.
        seed: decides which.
        laws: the laws.
        hasty: stop at the first broken law, and search for no smaller example.
        measures: the measures to check; None for all.
    """

    examples: int = EXAMPLES
    seed: int = 0
    laws: tuple[Law, ...] = TABLE
    hasty: bool = False
    measures: frozenset[str] | None = None


def prove(subject: Subject, trial: Trial | None = None, progress: Progress = lambda _, __: None) -> Proof:
    """Apply all laws to a framework.

    Args:
        subject: the framework.
        trial: how much to test; the default is 100 populations per law.
        progress: called after each law.
    """
    trial = Trial() if trial is None else trial
    findings: list[Finding] = []
    impure: frozenset[str] = frozenset()
    for number, law in enumerate(trial.laws):
        found = _of_law(subject, law, trial, impure)
        findings += found
        if law.impure:
            impure = _resting_on(subject, {each.measure for each in found if each.verdict is Verdict.BROKEN})
        progress(number + 1, len(trial.laws))
        if trial.hasty and any(each.verdict is Verdict.BROKEN for each in findings):
            break
    return Proof(tuple(findings), trial.seed, trial.examples)


def _resting_on(subject: Subject, names: Collection[str]) -> frozenset[str]:
    """The measures that build on any of these, including themselves."""
    return frozenset(
        each.name for each in subject.measures if not set(subject.reach.built_on(each.name)).isdisjoint(names)
    )


def _of_law(subject: Subject, law: Law, trial: Trial, impure: frozenset[str]) -> list[Finding]:
    settled: dict[str, Finding] = {}
    tested: set[str] = set()
    open_: set[str] = set()
    lacking = law.lacking()
    for measure in subject.measures:
        name, choice = measure.name, subject.choice(measure.name, law.id)

        def settle(
            verdict: Verdict,
            *,
            measure: PlannedMeasure = measure,
            lacking: str | None = None,
            impure: bool = False,
        ) -> None:
            said, own = law.said_of(subject, measure), subject.choice(measure.name, law.id)
            settled[measure.name] = Finding(
                measure.name, law.id, said, verdict, choice=own, lacking=lacking, impure=impure
            )

        if trial.measures is not None and name not in trial.measures and not law.beside:
            settle(Verdict.NOT_MEANT)
            continue
        if choice is not None and choice.waived is not None:
            settle(Verdict.WAIVED)
            continue
        standing = _standing(subject, law, measure)
        if standing is LawStanding.NOT_MEANT and choice is None:
            settle(Verdict.NOT_MEANT)
        elif name in impure and law.of_values:
            settle(Verdict.UNKNOWN, impure=True)
        elif standing is LawStanding.PROVED:
            settle(Verdict.PROVED)
        elif lacking is not None:
            settle(Verdict.NOT_TESTED, lacking=lacking)
        elif standing is not LawStanding.OPEN:
            tested.add(name)
        elif trial.hasty:
            # Nothing is required, so nothing can be broken.
            settle(Verdict.NOT_MEANT)
        else:
            open_.add(name)
    if tested:
        run = _fixed if law.fixed else _random
        focused = subject if law.beside else subject.focused(tested)
        settled |= run(focused, law, trial, frozenset(tested))
    if open_:
        settled |= _directions_found(subject.focused(open_), law, trial, open_)
    ordered = [settled[rule.measure.name] for rule in subject.framework.rules]
    return _without_followers(subject, ordered)


def _standing(subject: Subject, law: Law, measure: PlannedMeasure) -> LawStanding:
    """The standing of a law. A plugin's function is never proved: the language does not bind it."""
    standing = law.standing(subject, measure)
    if standing is LawStanding.PROVED and law.of_values and subject.reach.registered(measure.name):
        return LawStanding.TESTED
    return standing


def _directions_found(subject: Subject, law: Law, trial: Trial, names: Collection[str]) -> dict[str, Finding]:
    """Search the directions of measures without a required one, small forms first."""
    seen = {name: Moves() for name in names}
    looking, focused = frozenset(names), subject
    for example in chain(small_raises(subject), _examples(subject, law, trial)):
        left = frozenset(name for name in looking if not seen[name].both)
        if not left:
            break
        if left != looking:
            # A measure seen in both directions is not scored again.
            looking, focused = left, subject.focused(left)
        note_moves(focused, example, seen, looking)
    found: dict[str, Finding] = {}
    for name, moves in seen.items():
        claim = Claim("both_ways" if moves.both else WAYS[moves.direction])
        verdict = Verdict.BOTH_WAYS if moves.both else Verdict.TESTED if moves.compared else Verdict.UNKNOWN
        ways = tuple(
            Counterexample(law, *smallest(subject.focused([name]), law, each), claim)
            for each in (moves.rise, moves.fall)
            if each is not None and moves.both
        )
        found[name] = Finding(name, law.id, claim, verdict, moves.compared, ways=ways)
    return found


def _random(subject: Subject, law: Law, trial: Trial, tested: frozenset[str]) -> dict[str, Finding]:
    """Test a law on random populations; a measure that breaks it is not tested again."""
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
        # Each example has its own random numbers, so that 100 examples are the first half of 200.
        dice = Random(f"{trial.seed} {law.id} {number}")  # noqa: S311 - to be foreseen is what is wanted
        drawer = FormDrawer(subject.framework, dice, _MANY if guarded else _MANY // 2)
        yield from law.draw(subject, drawer.population(), dice)


def _fixed(subject: Subject, law: Law, trial: Trial, tested: frozenset[str]) -> dict[str, Finding]:
    """Test a law on examples of which one must hold for every cell, for any group or unit."""
    held: set[tuple[str, str, object]] = set()
    broken: dict[tuple[str, str, object], tuple[Example, Break]] = {}
    counts = dict.fromkeys(tested, 0)
    for example in law.draw(subject, (), Random(0)):  # noqa: S311 - nothing is drawn
        kind = "" if example.twist is None or example.twist.level is None else example.twist.level
        for name, values in law.check(subject, example, tested).items():
            counts[name] += 1
            per = subject.framework.plan.measure(name).per
            for (_, members), each in values.items():
                # Some laws hold if they hold in any one cell.
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
    choice, claim = subject.choice(name, law.id), law.said_of(subject, subject.framework.plan.measure(name))
    if found is None:
        # A law that never had anything to compare has not been tested.
        verdict = Verdict.TESTED if count else Verdict.UNKNOWN
        return Finding(name, law.id, claim, verdict, count, choice=choice)
    focused = subject if law.beside else subject.focused([name])
    example, broken = found if hasty or law.fixed or law.rigid else shrunk(focused, law, found[0], found[1])
    counterexample = Counterexample(law, example, broken, claim)
    return Finding(name, law.id, claim, Verdict.BROKEN, count, counterexample, choice)


def _without_followers(subject: Subject, findings: list[Finding]) -> list[Finding]:
    """A measure that breaks a law only because of what it builds on has no counterexample of its own."""
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
