"""Crosswalks: how the answers to one framework carry over to another."""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction

import attrs

from digiramverk.model.framework import Framework
from digiramverk.model.scale import Level
from digiramverk.model.structure import Named
from digiramverk.model.text import Text


class Relation(Enum):
    """How what is asked for in the first framework relates to what is asked for in the second."""

    EQUAL = "equal"
    SUPERSET = "superset"
    SUBSET = "subset"
    INTERSECTS = "intersects"
    NONE = "none"

    @property
    def strength(self) -> int:
        """The weaker, the lower."""
        return (Relation.NONE, Relation.INTERSECTS, Relation.SUBSET, Relation.SUPERSET, Relation.EQUAL).index(
            self
        )


@attrs.frozen
class Link:
    """An indicator of the first framework that carries over to one of the second.

    Attributes:
        source: the indicator answered.
        target: the indicator that gets a draft answer.
        relation: how the first relates to the second.
        coverage: how much of the second is covered by the first, 0..1.
        levels: for each level of the first, the level of the second that it supports.
        reason: why.
    """

    source: str
    target: str
    relation: Relation
    coverage: Fraction
    levels: Mapping[str, str]
    reason: Text | None = None


@attrs.frozen
class Crosswalk:
    """A checked mapping between two frameworks or editions.

    Attributes:
        id: its name.
        first: the framework whose answers there are.
        second: the framework that gets drafts.
        links: what carries over.
        unmapped: (indicator of the first, reason) for those that have no counterpart.
        groups, school_forms: of the first → of the second; None where the same ids mean the same.
    """

    id: str
    first: Framework
    second: Framework
    links: tuple[Link, ...]
    unmapped: tuple[tuple[str, Text | None], ...] = ()
    groups: Mapping[str, str] | None = None
    school_forms: Mapping[str, str] | None = None

    def group(self, name: str | None) -> str | None:
        """The second framework's group for one of the first; None where it has none."""
        return _carried(name, self.groups, self.second.groups)

    def school_form(self, name: str | None) -> str | None:
        """The second framework's school form for one of the first; None where it has none."""
        return _carried(name, self.school_forms, self.second.school_forms)

    def inverse(self) -> "Crosswalk":
        """The crosswalk in the other direction: an equal link stays equal, a subset becomes a superset.

        A superset does not state how much of it the other covers, so it has no inverse. A level maps back to
        the lowest level that led to it, or else to the highest that led below it: never above what is known.
        Groups and school forms map back only where exactly one leads to them.
        """
        links = tuple(
            Link(
                link.target,
                link.source,
                Relation.EQUAL if link.relation is Relation.EQUAL else Relation.SUPERSET,
                Fraction(1),
                _back(link, self.first, self.second),
                link.reason,
            )
            for link in self.links
            if link.relation in {Relation.EQUAL, Relation.SUBSET}
        )
        whose = (_turned(each) for each in (self.groups, self.school_forms))
        return Crosswalk(f"{self.id}-1", self.second, self.first, links, (), *whose)


def _carried(name: str | None, mapped: Mapping[str, str] | None, declared: Sequence[Named]) -> str | None:
    """What a name maps to. Any name maps to itself where neither a mapping nor a declaration restricts it."""
    if mapped is not None:
        return None if name is None else mapped.get(name)
    return name if not declared or any(each.id == name for each in declared) else None


def _turned(mapped: Mapping[str, str] | None) -> dict[str, str] | None:
    if mapped is None:
        return None
    led = list(mapped.values())
    return {to: name for name, to in mapped.items() if led.count(to) == 1}


def _back(link: Link, first: Framework, second: Framework) -> dict[str, str]:
    sources = [each.id for each in _levels(first, link.source)]
    targets = [each.id for each in _levels(second, link.target)]
    found: dict[str, str] = {}
    for position, target in enumerate(targets):
        led = [source for source in sources if link.levels[source] == target]
        below = [source for source in sources if targets.index(link.levels[source]) < position]
        if led:
            found[target] = led[0]
        elif below:
            found[target] = below[-1]
    return found


def _levels(framework: Framework, indicator: str) -> tuple[Level, ...]:
    found = next(each for each in framework.indicators if each.id == indicator)
    return framework.scale_of(found).levels
