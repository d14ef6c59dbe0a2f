"""The mutation score: how many faulty variants of a framework its cases and laws detect."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from digiramverk.core import Span
from digiramverk.model import Case
from digiramverk.proving.case_suggestions import suggestion
from digiramverk.proving.cases import run_case
from digiramverk.proving.mutants import Mutant, mutants
from digiramverk.proving.proof import Trial, prove
from digiramverk.proving.subject import Subject
from digiramverk.rules import Boolean, PlannedMeasure, nodes
from digiramverk.rules.trace import Trace, Tracer

MUTATION_EXAMPLES: Final = 20
"""The number of random populations to test each law on, per mutant."""
_ONCE: Final = frozenset({"trace", "dump_and_load", "engines", "deterministic", "overlay"})
"""Laws about the library and not about the rules: no mutant of a framework breaks them."""


@attrs.frozen
class Fate:
    """What happened to a mutant.

    Attributes:
        mutant: the mutant.
        noticed_by: the id of the case or law that detected it; None if none did.
        suggestion: for an undetected mutant, a case for a case file that would detect it; None if the drawn
            answers gave none.
    """

    mutant: Mutant
    noticed_by: str | None
    suggestion: str | None = None


@attrs.frozen
class Undecided:
    """A comparison in a rule that the cases decide only one way, or a band that no case reaches.

    Attributes:
        measure: the measure of the rule.
        text: the comparison as written, or the name of the bands.
        lacking: what never occurred: `True`, `False`, or the bands' ids.
        span: its place.
    """

    measure: str
    text: str
    lacking: tuple[str, ...]
    span: Span | None


@attrs.frozen
class Score:
    """How well cases and laws guard a framework.

    Attributes:
        fates: one per mutant.
        undecided: what no case decides.
    """

    fates: tuple[Fate, ...]
    undecided: tuple[Undecided, ...]

    @property
    def noticed(self) -> int:
        """The number of detected mutants."""
        return sum(each.noticed_by is not None for each in self.fates)

    @property
    def share(self) -> float:
        """The share of detected mutants, 0..1; 1 if there are none."""
        return self.noticed / len(self.fates) if self.fates else 1.0

    @property
    def survivors(self) -> tuple[Fate, ...]:
        """The undetected mutants."""
        return tuple(each for each in self.fates if each.noticed_by is None)


def mutate(
    subject: Subject,
    cases: Sequence[Case],
    progress: Callable[[int, int], None] = lambda _, __: None,
    examples: int = MUTATION_EXAMPLES,
    seed: int = 0,
) -> Score:
    """Run cases and laws on every mutant of a framework.

    Args:
        subject: the framework.
        cases: its cases, which must hold for the framework as it is.
        progress: called with the number of mutants done, and their total.
        examples: the number of random populations to test each law on.
        seed: decides which.
    """
    laws = tuple(law for law in Trial().laws if law.id not in _ONCE)
    trial = Trial(examples, seed, laws, hasty=True)
    made = list(mutants(subject.framework))
    fates: list[Fate] = []
    for number, mutant in enumerate(made):
        noticed = _noticed_by(mutant, subject, cases, trial)
        fates.append(Fate(mutant, noticed, None if noticed else suggestion(subject, mutant, seed)))
        progress(number + 1, len(made))
    return Score(tuple(fates), tuple(undecided(subject, cases)))


def _noticed_by(mutant: Mutant, subject: Subject, cases: Sequence[Case], trial: Trial) -> str | None:
    """The case or the law that detects a mutant; only measures that its mistake can affect are checked."""
    moved = mutant.moved
    targets = tuple(each for each in mutant.framework.targets if each.measure in moved)
    faulty = Subject(attrs.evolve(mutant.framework, targets=targets), subject.functions)
    scorer = faulty.focused(moved).scorer
    for case in cases:
        reached = _reached(case, moved)
        if reached is not None and not run_case(reached, scorer).holds:
            return case.id
    proof = prove(Subject(mutant.framework, subject.functions), attrs.evolve(trial, measures=moved))
    return next((found.law.id for found in proof.counterexamples), None)


def _reached(case: Case, moved: frozenset[str]) -> Case | None:
    """The part of a case about some measures; None if there is none."""
    expect = tuple((name, cells) for name, cells in case.expect if name in moved)
    targets = tuple(each for each in case.targets if each.measure in moved)
    return attrs.evolve(case, expect=expect, targets=targets) if expect or targets else None


def undecided(subject: Subject, cases: Sequence[Case]) -> Iterator[Undecided]:
    """Comparisons that no case decides both ways, and bands that no case reaches."""
    plan = subject.framework.plan
    asked = {
        rule.measure.name: tuple(_asked(plan.measure(rule.measure.name))) for rule in subject.framework.rules
    }
    lacking = {id(node): dict.fromkeys(outcomes) for each in asked.values() for node, outcomes in each}
    for case in cases:
        # Traces are slow: what has been decided both ways is not traced again.
        for trace in _traces(subject, case, lambda name: any(lacking[id(node)] for node, _ in asked[name])):
            # Python treats True as equal to the first kind of missing.
            if isinstance(trace.value, bool | str):
                lacking.get(id(trace.node), {}).pop(trace.value, None)
    for rule in subject.framework.rules:
        text = rule.measure.value.text
        for node, _ in asked[rule.measure.name]:
            if lacking[id(node)]:
                written, place = text[node.start : node.end], rule.measure.value.place(node.start, node.end)
                yield Undecided(rule.measure.name, written, tuple(map(str, lacking[id(node)])), place)


def _asked(measure: PlannedMeasure) -> Iterator[tuple[nodes.Node, tuple[bool | str, ...]]]:
    """What a case can decide in a rule, each with all possible outcomes."""
    for node in nodes.walk(measure.node):
        if isinstance(node, nodes.Comparison) and _moves(node):
            yield node, (True, False)
        elif isinstance(node, nodes.InBand):
            yield node, tuple(band.id for band in node.bands)


def _moves(node: nodes.Comparison) -> bool:
    """Whether a comparison depends on answers, so that a case can decide it."""
    reading = (nodes.Fact, nodes.MeasureValue, nodes.Aggregate, nodes.FormNumber)
    return isinstance(node.type, Boolean) and any(isinstance(piece, reading) for piece in nodes.walk(node))


def _traces(subject: Subject, case: Case, wanted: Callable[[str], bool]) -> Iterator[Trace]:
    """The traces of the cells of the measures that are still wanted when their turn comes."""
    scorer = subject.scorer
    forms = [scorer.form(form) for form in case.assessments]
    tracer = Tracer(scorer.framework.plan, forms)
    groups = scorer.program.run(forms).groups
    walked: set[int] = set()
    for group in groups:
        for cell in scorer.cells(group, case.assessments[group.form]):
            if wanted(cell.measure.name):
                yield from _within(tracer.trace(cell.measure.name, cell.members, group.form), walked)


def _within(trace: Trace, walked: set[int]) -> Iterator[Trace]:
    """A trace and everything below it that has not been visited: many values build on the same ones."""
    # Ids are unique here: the tracer keeps everything that it has traced.
    if id(trace) in walked:
        return
    walked.add(id(trace))
    yield trace
    for part in trace.parts:
        yield from _within(part, walked)
    for element in trace.elements:
        for part in (element.trace, *element.beside):
            yield from _within(part, walked)
