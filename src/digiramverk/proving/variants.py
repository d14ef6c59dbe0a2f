"""Frameworks that differ from the one under proof in one way: an indicator less or more, other weights."""

from collections.abc import Callable
from fractions import Fraction

import attrs

from digiramverk.core import Findings
from digiramverk.model import Area, Framework, Indicator
from digiramverk.proving.subject import Subject
from digiramverk.rules import Aim, Item, Ruleset, Space
from digiramverk.rules.check import compile_rules

EXTRA = "extra"
"""The id of an added indicator."""


def without(subject: Subject, indicator: str) -> Subject | None:
    """The framework without one indicator; None if it is the last one or a rule names it."""
    return _with_items(subject, lambda items: [each for each in items if each.id != indicator])


def with_copy(subject: Subject, indicator: str) -> Subject | None:
    """The framework with one more indicator, with the members of another one."""

    def copied(items: list[Item]) -> list[Item]:
        return [
            copy
            for each in items
            for copy in ([each, attrs.evolve(each, id=EXTRA)] if each.id == indicator else [each])
        ]

    return _with_items(subject, copied)


def turned(subject: Subject) -> Subject | None:
    """The framework with its indicators in the opposite order."""
    return _with_items(subject, lambda items: items[::-1])


def weighed(subject: Subject, factor: Fraction) -> Subject | None:
    """The framework with all weights multiplied."""
    return _with_items(
        subject, lambda items: [attrs.evolve(each, weight=each.weight * factor) for each in items]
    )


def recompiled(framework: Framework, space: Space) -> Framework | None:
    """The framework with its rules checked again for another space; None if they do not fit it."""
    ruleset = ruleset_of(framework, space)
    plan = compile_rules(ruleset, Findings())
    return None if plan is None else attrs.evolve(framework, plan=plan)


def ruleset_of(framework: Framework, space: Space) -> Ruleset:
    """The rules of a framework as input for the checker; for a partial plan only its measures."""
    planned = {measure.name for measure in framework.plan.measures}
    return Ruleset(
        space=space,
        measures=tuple(rule.measure for rule in framework.rules if rule.measure.name in planned),
        unanswered=framework.unanswered,
        not_relevant=framework.not_relevant,
        min_answered=framework.min_answered,
        params={param.id: param.value for param in framework.params},
        bands={named.id: named.bands for named in framework.bands},
        tables={table.id: dict(table.rows) for table in framework.tables},
        aims=tuple(
            Aim(
                each.measure,
                dict(each.where) | ({} if each.round is None else {"round": each.round}),
                each.bound,
            )
            for each in framework.targets
        ),
        functions=framework.plan.functions,
        results_per=framework.results_per,
        interval=framework.interval,
    )


def _with_items(subject: Subject, change: Callable[[list[Item]], list[Item]]) -> Subject | None:
    framework = subject.framework
    items = change(list(framework.plan.space.items))
    if not items:
        return None
    indicators = {each.id: each for each in framework.indicators}
    copied = {
        each.id: indicators.get(each.id) or attrs.evolve(_origin(items, position, indicators), id=each.id)
        for position, each in enumerate(items)
    }
    made = recompiled(framework, attrs.evolve(framework.plan.space, items=tuple(items)))
    if made is None:
        return None
    # The order of areas is for people; here only the order of indicators counts.
    ordered = tuple(copied[each.id] for each in items)
    areas = (attrs.evolve(_flat(framework), indicators=ordered),)
    return Subject(attrs.evolve(made, areas=areas), subject.functions)


def _origin(items: list[Item], position: int, indicators: dict[str, Indicator]) -> Indicator:
    return indicators[items[position - 1].id]


def _flat(framework: Framework) -> Area:
    return attrs.evolve(framework.areas[0], areas=(), indicators=())
