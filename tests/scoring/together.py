"""Many sets of forms in one table, so that an engine puts a framework's query together once for all of them.

What a framework is held to is said of sets of forms: one per case, one per example. In one table each set
gets units, rounds and names of its own, so that no group has forms of two sets; what is aimed for in a round
is aimed for in that round of every set; and behind each set stands a form with a round of its own and nothing
else, in which a rule that asks for the round before finds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.rules import nodes
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.rounds import ROUND
from digiramverk.rules.space import RESPONSE

Forms = tuple[Assessment, ...]
OWN = frozenset({RESPONSE, "unit", "round"})
"""The dimensions whose members are a set's own."""


@attrs.frozen
class Together:
    """Sets of forms in one table.

    Attributes:
        framework: what the table is scored against.
        sets: the forms of every set by its name, as they are.
    """

    framework: Framework
    sets: Mapping[str, Forms]

    @classmethod
    def of(cls, framework: Framework, sets: Mapping[str, Forms]) -> "Together":
        """Sets of forms, and a framework that aims in each for what it aims for."""
        prefixes = [prefix(number) for number in range(len(sets))]
        plan = _aimed(framework.plan, prefixes)
        rounds = tuple(_rounds(framework, sets.values()))
        space = attrs.evolve(
            plan.space,
            dimensions=tuple(
                attrs.evolve(each, members=rounds) if each.name == ROUND else each
                for each in plan.space.dimensions
            ),
        )
        return cls(attrs.evolve(framework, plan=attrs.evolve(plan, space=space)), sets)

    @property
    def forms(self) -> Forms:
        """The forms of all sets as they stand in the table."""
        return tuple(
            form
            for number, own in enumerate(self.sets.values())
            for form in (*(_renamed(each, number) for each in own), _between(number))
        )


def prefix(number: int) -> str:
    """What the own members of a set begin with."""
    return f"{number} "


def renamed(members: Mapping[str, str], number: int) -> dict[str, str]:
    """Members of a set as they are called in the table."""
    return {name: f"{prefix(number)}{each}" if name in OWN else each for name, each in members.items()}


def _renamed(form: Assessment, number: int) -> Assessment:
    own: Any = {name: getattr(form, name) for name in OWN if getattr(form, name) is not None}
    own = renamed(own, number)
    return attrs.evolve(form, **own)


def _rounds(framework: Framework, sets: Iterable[Forms]) -> Iterator[str]:
    """The rounds of the table, oldest first: in each set the order that the framework knows, then its own."""
    for number, forms in enumerate(sets):
        own = framework.rounds_in_order(form.round for form in forms if form.round is not None)
        yield from (f"{prefix(number)}{each}" for each in (*own, "~"))


def _between(number: int) -> Assessment:
    return Assessment(f"{prefix(number)}between", (), round=f"{prefix(number)}~")


def _aimed(value: Any, prefixes: Sequence[str]) -> Any:  # noqa: ANN401 - a plan, or any part of one
    """The same, but what is aimed for in a round is aimed for in that round of every set."""
    if isinstance(value, tuple):
        return tuple(_aimed(each, prefixes) for each in value)
    if isinstance(value, nodes.TargetBound):
        rows = [
            (tuple((name, f"{own}{each}" if name in OWN else each) for name, each in members), bound)
            for members, bound in value.rows
            for own in (prefixes if OWN & {name for name, _ in members} else [""])
        ]
        return attrs.evolve(value, rows=tuple(rows))
    if isinstance(value, Plan | PlannedMeasure | nodes.Node):
        names = [each.name for each in attrs.fields(type(value))]
        return attrs.evolve(value, **{name: _aimed(getattr(value, name), prefixes) for name in names})
    return value
