"""Faulty variants of a framework: each has one small mistake that an author could have made.

Rules are changed as text, at the place of the mistake; structure is changed in the model. A variant that is
proved to mean the same, or that the static checks refuse, is no mutant.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any, Final

import attrs

from digiramverk.core import Findings, Span
from digiramverk.model import Framework, Level, Param, Rule, Scale
from digiramverk.proving.formula_slips import NUDGE, edits
from digiramverk.proving.variants import ruleset_of
from digiramverk.rules import (
    ITEM,
    Formula,
    Item,
    ItemLevel,
    Meanings,
    NotRelevant,
    Space,
    Unanswered,
    changed,
    nodes,
)
from digiramverk.rules.check import compile_rules
from digiramverk.rules.functions import Bound

MOST_PER_KIND: Final = 12
"""The number of mutants of one kind, for frameworks with room for hundreds; the same ones each time."""
_SCALE: Final = "scale"


@attrs.frozen
class Mutant:
    """A faulty variant.

    Attributes:
        kind: the kind of mistake.
        before, after: the changed text, as in the definition and as in the mutant.
        where: the rule, param, indicator, scale or band that is changed.
        framework: the faulty framework.
        span: the place of the mistake, if it is known.
        moved: the measures whose values may differ.
    """

    kind: str
    where: str
    before: str
    after: str
    framework: Framework = attrs.field(repr=False)
    span: Span | None = None
    moved: frozenset[str] = frozenset()


def mutants(framework: Framework) -> Iterator[Mutant]:
    """All mutants of a framework, at most a few of every kind."""
    # A variant that means the same as one before is no mutant.
    seen, meant = {framework.plan.fingerprint}, Meanings(framework.plan)
    for make in (
        _of_rules,
        _of_params,
        _of_scales,
        _of_bands,
        _of_items,
        _of_places,
        _of_ranges,
        _of_order,
        _of_choices,
    ):
        by_kind: dict[str, list[Callable[[], Mutant | None]]] = {}
        for kind, build in make(framework):
            by_kind.setdefault(kind, []).append(build)
        for kind, builds in by_kind.items():
            made = 0
            Random(kind).shuffle(builds)  # noqa: S311 - a choice that anybody may foresee
            for build in builds:
                mutant = build()
                if mutant is None or mutant.framework.plan.fingerprint in seen:
                    continue
                seen.add(mutant.framework.plan.fingerprint)
                moved = changed(meant, mutant.framework.plan)
                if not moved:
                    continue
                yield attrs.evolve(mutant, moved=moved)
                made += 1
                if made == MOST_PER_KIND:
                    break


Made = Iterator[tuple[str, Callable[[], Mutant | None]]]


# --- rules -------------------------------------------------------------------------------------------


def _of_rules(framework: Framework) -> Made:
    for index, rule in enumerate(framework.rules):
        formulas = [("value", rule.measure.value)]
        if rule.measure.show_if is not None:
            formulas.append(("show_if", rule.measure.show_if))
        for key, formula in formulas:
            for kind, start, end, text in edits(formula.text, framework):
                yield (
                    kind,
                    _rule_mutant(framework, index, key, formula, (kind, start, end, text)),
                )


def _rule_mutant(
    framework: Framework, index: int, key: str, formula: Formula, edit: tuple[str, int, int, str]
) -> Callable[[], Mutant | None]:
    kind, start, end, text = edit

    def build() -> Mutant | None:
        changed = Formula(formula.text[:start] + text + formula.text[end:])
        rule = framework.rules[index]
        measure = (
            attrs.evolve(rule.measure, value=changed)
            if key == "value"
            else attrs.evolve(rule.measure, show_if=changed)
        )
        rules = (*framework.rules[:index], attrs.evolve(rule, measure=measure), *framework.rules[index + 1 :])
        made = _compiled(attrs.evolve(framework, rules=rules))
        if made is None or (kind == "indicator_dropped" and _folds(made, index) != _folds(framework, index)):
            return None
        name, place = rule.measure.name, formula.place(start, end)
        return Mutant(kind, name, formula.text[start:end], text, made, place)

    return build


def _folds(framework: Framework, index: int) -> list[tuple[str, ...]]:
    """The dimensions that the folds of a rule fold: a fold over areas has no indicator to leave out."""
    node = framework.plan.measure(framework.rules[index].measure.name).node
    return [each.framework for each in nodes.walk(node) if isinstance(each, nodes.Aggregate)]


# --- numbers and structure ---------------------------------------------------------------------------


def _of_params(framework: Framework) -> Made:
    for index, param in enumerate(framework.params):
        for step in (NUDGE, -NUDGE) if param.value.denominator > 1 else (Fraction(1), Fraction(-1)):
            yield "threshold", _param_mutant(framework, index, param, param.value + step)


def _param_mutant(
    framework: Framework, index: int, param: Param, value: Fraction
) -> Callable[[], Mutant | None]:
    def build() -> Mutant | None:
        changed = attrs.evolve(param, value=value)
        params = (*framework.params[:index], changed, *framework.params[index + 1 :])
        made = _compiled(attrs.evolve(framework, params=params))
        return _mutant("threshold", param.id, _text(param.value), _text(value), made)

    return build


def _of_scales(framework: Framework) -> Made:
    for index, scale in enumerate(framework.scales):
        for lower in range(len(scale.levels) - 1):
            if scale.levels[lower].points != scale.levels[lower + 1].points:
                yield "points_swapped", _scale_mutant(framework, index, scale, lower)


def _scale_mutant(framework: Framework, index: int, scale: Scale, lower: int) -> Callable[[], Mutant | None]:
    def build() -> Mutant | None:
        one, other = scale.levels[lower], scale.levels[lower + 1]
        levels = list(scale.levels)
        levels[lower] = attrs.evolve(one, points=other.points)
        levels[lower + 1] = attrs.evolve(other, points=one.points)
        changed = attrs.evolve(scale, levels=tuple(levels))
        scales = (*framework.scales[:index], changed, *framework.scales[index + 1 :])
        having = {each.id for each in framework.indicators if each.scale == scale.id}
        items = tuple(
            attrs.evolve(item, levels=_space_levels(changed, levels)) if item.id in having else item
            for item in framework.plan.space.items
        )
        made = _with_items(attrs.evolve(framework, scales=scales), items)
        before = f"{one.id}: {_text(one.points)}, {other.id}: {_text(other.points)}"
        after = f"{one.id}: {_text(other.points)}, {other.id}: {_text(one.points)}"
        return _mutant("points_swapped", scale.id, before, after, made)

    return build


def _space_levels(scale: Scale, levels: Sequence[Level]) -> tuple[ItemLevel, ...]:
    return tuple(ItemLevel(each.id, each.points, scale.fraction(each)) for each in levels)


def _of_bands(framework: Framework) -> Made:
    for index, named in enumerate(framework.bands):
        for position in range(len(named.bands) - 1):
            yield "band_edge", _band_mutant(framework, index, position, nudge=True)
            yield "band_side", _band_mutant(framework, index, position, nudge=False)


def _band_mutant(
    framework: Framework, index: int, position: int, *, nudge: bool
) -> Callable[[], Mutant | None]:
    """The edge between two bands moved, or given to the other band."""

    def build() -> Mutant | None:
        named = framework.bands[index]
        lower, upper = named.bands[position], named.bands[position + 1]
        if lower.high is None or upper.low is None:
            return None
        if nudge:
            at = lower.high.at + NUDGE
            high, low = Bound(at, lower.high.included), Bound(at, upper.low.included)
        else:
            high, low = (
                Bound(lower.high.at, not lower.high.included),
                Bound(upper.low.at, not upper.low.included),
            )
        changed = list(named.ranges)
        changed[position] = attrs.evolve(changed[position], **_bound(high, "at_most", "below"))
        changed[position + 1] = attrs.evolve(changed[position + 1], **_bound(low, "at_least", "above"))
        bands = list(framework.bands)
        bands[index] = attrs.evolve(named, ranges=tuple(changed))
        made = _compiled(attrs.evolve(framework, bands=tuple(bands)))
        kind = "band_edge" if nudge else "band_side"
        after = _text(high.at) if nudge else f"{_text(high.at)} → {lower.id if high.included else upper.id}"
        return _mutant(kind, f"{named.id} {lower.id}/{upper.id}", _text(lower.high.at), after, made)

    return build


def _bound(bound: Bound, included: str, excluded: str) -> dict[str, Any]:
    return {included: bound.at if bound.included else None, excluded: None if bound.included else bound.at}


def _of_items(framework: Framework) -> Made:
    items = framework.plan.space.items
    for index, item in enumerate(items):
        for other in range(index + 1, len(items)):
            if items[other].weight != item.weight:
                yield "weights_swapped", _items_mutant(framework, index, other)


def _items_mutant(framework: Framework, index: int, other: int) -> Callable[[], Mutant | None]:
    def build() -> Mutant | None:
        items = list(framework.plan.space.items)
        one, two = items[index], items[other]
        items[index], items[other] = (
            attrs.evolve(one, weight=two.weight),
            attrs.evolve(two, weight=one.weight),
        )
        made = _with_items(framework, tuple(items))
        where = f"{one.id}, {two.id}"
        before, after = (
            f"{_text(one.weight)}, {_text(two.weight)}",
            f"{_text(two.weight)}, {_text(one.weight)}",
        )
        return _mutant("weights_swapped", where, before, after, made)

    return build


def _of_places(framework: Framework) -> Made:
    for index, item in enumerate(framework.plan.space.items):
        for name, members in item.members.items():
            dimension = framework.plan.space.by_name.get(name)
            # An indicator on another scale has other levels, which is not a matter of its place.
            if dimension is None or name == _SCALE:
                continue
            others = [each for each in dimension.members or () if (each,) != members]
            # Members that an area determines (the areas above it) cannot be moved alone.
            if len(members) == 1 and others and dimension.determined_by in {(), ("indicator",)}:
                yield f"moved_{name}", _moved_mutant(framework, index, name, others)


def _of_ranges(framework: Framework) -> Made:
    """Ranges off by one: the first or last indicator of a run moves to the neighbouring run."""
    items = framework.plan.space.items
    for dimension in framework.plan.space.dimensions:
        name = dimension.name
        if dimension.population or name == _SCALE or dimension.determined_by not in {(), (ITEM,)}:
            continue
        for index, (one, two) in enumerate(pairwise(items)):
            own, beside = one.members.get(name, ()), two.members.get(name, ())
            if len(own) == len(beside) == 1 and own != beside:
                yield "range", _moved_mutant(framework, index, name, beside, "range")
                yield "range", _moved_mutant(framework, index + 1, name, own, "range")


def _of_order(framework: Framework) -> Made:
    """Ordered members renumbered: everything of one step moves to the next, and vice versa."""
    for dimension in framework.plan.space.dimensions:
        if dimension.ordered and not dimension.population and dimension.members is not None:
            for one, two in pairwise(dimension.members):
                yield "renumbered", _renumbered_mutant(framework, dimension.name, one, two)


def _renumbered_mutant(framework: Framework, name: str, one: str, two: str) -> Callable[[], Mutant | None]:
    other = {one: two, two: one}

    def build() -> Mutant | None:
        items = tuple(
            attrs.evolve(
                item,
                members={
                    **item.members,
                    name: tuple(other.get(member, member) for member in item.members.get(name, ())),
                },
            )
            for item in framework.plan.space.items
        )
        made = _with_items(framework, items)
        return _mutant("renumbered", name, f"{one}, {two}", f"{two}, {one}", made)

    return build


def _moved_mutant(
    framework: Framework, index: int, name: str, others: Sequence[str], kind: str | None = None
) -> Callable[[], Mutant | None]:
    """An indicator moved to another step, area or facet."""

    def build() -> Mutant | None:
        items = list(framework.plan.space.items)
        item = items[index]
        other = others[index % len(others)]
        above = _above(framework, name, other)
        items[index] = attrs.evolve(item, members={**item.members, **above, name: (other,)})
        made = _with_items(framework, tuple(items))
        return _mutant(kind or f"moved_{name}", item.id, ", ".join(item.members[name]), other, made)

    return build


def _above(framework: Framework, name: str, member: str) -> dict[str, tuple[str, ...]]:
    """The members that follow from a member of a dimension: the areas above an area."""
    brought = [each.name for each in framework.plan.space.dimensions if name in each.determined_by]
    model: Item | None = next(
        (each for each in framework.plan.space.items if each.members.get(name) == (member,)), None
    )
    return (
        {} if model is None else {other: model.members[other] for other in brought if other in model.members}
    )


def _of_choices(framework: Framework) -> Made:
    for policy in Unanswered:
        if policy is not framework.unanswered:
            yield "unanswered", _unanswered_mutant(framework, policy)
    for index, rule in enumerate(framework.rules):
        yield "not_relevant_as_lowest", _not_relevant_mutant(framework, index, rule)
        for policy in Unanswered:
            if rule.measure.unanswered not in {None, policy}:
                yield "unanswered", _rule_policy_mutant(framework, index, rule, policy)


def _unanswered_mutant(framework: Framework, policy: Unanswered) -> Callable[[], Mutant | None]:
    def build() -> Mutant | None:
        made = _compiled(attrs.evolve(framework, unanswered=policy))
        return _mutant("unanswered", "scoring", framework.unanswered.value, policy.value, made)

    return build


def _rule_policy_mutant(
    framework: Framework, index: int, rule: Rule, policy: Unanswered
) -> Callable[[], Mutant | None]:
    def build() -> Mutant | None:
        measure = attrs.evolve(rule.measure, unanswered=policy)
        rules = (*framework.rules[:index], attrs.evolve(rule, measure=measure), *framework.rules[index + 1 :])
        made = _compiled(attrs.evolve(framework, rules=rules))
        before = "" if rule.measure.unanswered is None else rule.measure.unanswered.value
        place = rule.measure.places.get("unanswered")
        return _mutant("unanswered", rule.measure.name, before, policy.value, made, place)

    return build


def _not_relevant_mutant(framework: Framework, index: int, rule: Rule) -> Callable[[], Mutant | None]:
    def build() -> Mutant | None:
        scales = map(framework.scale_of, framework.indicators)
        lowest = {min(scale.levels, key=lambda level: level.points).id for scale in scales}
        if len(lowest) != 1:
            return None
        level = next(iter(lowest))
        measure = attrs.evolve(rule.measure, not_relevant=NotRelevant(level))
        rules = (*framework.rules[:index], attrs.evolve(rule, measure=measure), *framework.rules[index + 1 :])
        made = _compiled(attrs.evolve(framework, rules=rules))
        place = rule.measure.places.get("name")
        return _mutant(
            "not_relevant_as_lowest", rule.measure.name, "not_relevant: exclude", f"as: {level}", made, place
        )

    return build


def _mutant(
    kind: str, where: str, before: str, after: str, framework: Framework | None, span: Span | None = None
) -> Mutant | None:
    return None if framework is None else Mutant(kind, where, before, after, framework, span)


def _with_items(framework: Framework, items: tuple[Item, ...]) -> Framework | None:
    return _compiled(framework, attrs.evolve(framework.plan.space, items=items))


def _compiled(framework: Framework, space: Space | None = None) -> Framework | None:
    """The framework with its rules checked again; None if they are refused."""
    findings = Findings()
    ruleset = ruleset_of(framework, framework.plan.space if space is None else space)
    plan = compile_rules(ruleset, findings)
    return None if plan is None or findings.has_errors else attrs.evolve(framework, plan=plan)


def _text(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else str(float(value))
