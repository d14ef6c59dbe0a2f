"""One form, from answers by indicator to the values of all its measures."""

import sys
from collections.abc import Callable, Mapping, Sequence
from math import isclose
from time import perf_counter
from typing import Any

import attrs

from bench import handwritten, handwritten_ninety, measures
from bench.engines.others import ENGINES, Engine
from bench.forms import Form, indicators_of, random_forms
from bench.formulas import Formulas, Key
from bench.ninety import CELLS, ninety
from bench.table import report, report_absent
from bench.timing import compare
from digiramverk.model.framework import Framework
from digiramverk.scoring.engine import Scorer

CHECKED = 500
CHECKED_SLOWLY = 20
TIMED = 10
SECONDS = 6
TURN = 0.004
OF_LIKA = ("share", "reached", "step_reached", "highest_step", "area_share")
HAND_AT_MOST = 1 / 1.5
ENGINE_AT_MOST = 1 / 10

Values = Mapping[Key, Any]


@attrs.frozen
class Case:
    """A framework with the loop by hand and the formulas that compute all the same."""

    title: str
    framework: Framework
    by_hand: Callable[[Form], Values]
    formulas: Formulas


def cases(lika: Framework) -> list[Case]:
    """LIKA and the generated framework."""
    placed = indicators_of(lika)
    generated = ninety()
    with_roles = [
        (*place, indicator.roles)
        for place, indicator in zip(indicators_of(generated), generated.indicators, strict=True)
    ]
    return [
        Case(
            "LIKA (75 indicators, 30 cells)",
            attrs.evolve(lika, plan=lika.plan.only(OF_LIKA)),
            lambda form: handwritten.score(form, placed),
            measures.lika(lika),
        ),
        Case(
            f"{len(with_roles)} indicators, {CELLS} cells",
            generated,
            lambda form: handwritten_ninety.score(form, with_roles),
            measures.ninety(generated),
        ),
    ]


def one_form(case: Case) -> None:
    """Against the loop, then against every engine."""
    score = Scorer(case.framework).score_form
    forms = random_forms(case.framework, CHECKED)
    _check(case.title, forms, score, case.by_hand)
    _report(f"{case.title}: a loop by hand", forms[:TIMED], score, case.by_hand, HAND_AT_MOST)
    for engine in ENGINES:
        title = f"{case.title}: {engine.title}"
        if engine.installed:
            theirs = _of_engine(engine, case)
            keyed = _keyed(theirs, case.formulas)
            _check(title, forms[: CHECKED if engine.quick else CHECKED_SLOWLY], score, keyed)
            _report(title, forms[:TIMED], score, theirs, ENGINE_AT_MOST)
        else:
            report_absent(title, engine.package)


def _of_engine(engine: Engine, case: Case) -> Callable[[Form], Mapping[str, Any]]:
    return engine.build(case.formulas, [indicator.id for indicator in case.framework.indicators])


def _keyed(theirs: Callable[[Form], Mapping[str, Any]], formulas: Formulas) -> Callable[[Form], Values]:
    """An engine's values under our keys; what it leaves out, as some do with null, is None."""

    def score(form: Form) -> Values:
        outputs = theirs(form)
        return {key: outputs.get(name) for key, name in formulas.keys.items()}

    return score


def _check(
    title: str, forms: Sequence[Form], ours: Callable[[Form], Values], theirs: Callable[[Form], Values]
) -> None:
    for form in forms:
        one, other = ours(form), theirs(form)
        differing = [key for key in one if not _equal(one[key], other.get(key))]
        if differing or len(one) != len(other):
            sys.exit(f"{title}: not equal: {differing}")


def _equal(one: object, other: Any) -> bool:  # noqa: ANN401 - engines have types of their own
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-12) if isinstance(one, float) else bool(one == other)


def _report(
    title: str,
    forms: Sequence[Form],
    ours: Callable[[Form], object],
    theirs: Callable[[Form], object],
    at_most: float,
) -> None:
    def of_all(score: Callable[[Form], object]) -> Callable[[], None]:
        def run() -> None:
            for form in forms:
                score(form)

        return run

    # Many short turns, since what else the machine does then falls into few of them; and turns of much the
    # same length, since a long one takes the processor's caches from the other.
    calls = (_calls(of_all(ours)), _calls(of_all(theirs)))
    start = perf_counter()
    of_all(theirs)()
    turn = (perf_counter() - start) * calls[1]
    repetitions = min(max(int(SECONDS / turn / 2), 9), 301)
    times = compare(of_all(ours), of_all(theirs), calls=calls, repetitions=repetitions, per=len(forms))
    report(title, times, at_most=at_most)


def _calls(action: Callable[[], None]) -> int:
    """How often an action fits into a turn."""
    action()
    start = perf_counter()
    action()
    return max(int(TURN / (perf_counter() - start)), 1)
