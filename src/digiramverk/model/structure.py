"""The parts of a framework: areas, indicators, steps, goals, responsibilities and what they refer to."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from digiramverk.model.text import Text

DIMENSIONS: Final = frozenset(
    {
        *("indicator", "area", "step", "role", "goal", "scale", "level"),
        *("response", "unit", "round", "group", "school_form"),
    }
)
"""What every framework may group by: no facet, attribute, level of areas or function can be called so."""


@attrs.frozen
class SourceDocument:
    """A document that facts come from."""

    id: str
    title: Text
    year: int | None = None
    where: Text | None = None


@attrs.frozen
class SourceReference:
    """Where in a source document something comes from.

    Attributes:
        id: the id of the document.
        place: section, question, page.
        unverified: whether it is remembered and nobody has looked it up.
    """

    id: str
    place: str | None = None
    unverified: bool = False


@attrs.frozen
class Proposal:
    """Something that a framework proposes for an indicator: an activity, or a measurable goal to set."""

    id: str
    text: Text


@attrs.frozen
class Named:
    """Something with an id and a title: a step, role, group or school form. Roles may have a parent role."""

    id: str
    title: Text
    description: Text | None = None
    parent: str | None = None


@attrs.frozen
class Facet:
    """An extra dimension: of indicators (tags, say), or of units (their district, say).

    Attributes:
        id: how rules call it.
        title: what people call it.
        members: the declared members; empty where any may turn up (only for attributes of units).
        ordered: whether the order of members means more and less.
    """

    id: str
    title: Text
    members: tuple[Named, ...] = ()
    ordered: bool = False


@attrs.frozen
class Goal:
    """What the framework strives for; `parent` is the goal that it is part of."""

    id: str
    title: Text
    description: Text | None = None
    parent: str | None = None
    area: str | None = None
    source: SourceReference | None = None


@attrs.frozen
class Responsibility:
    """What a role answers for.

    Attributes:
        id: unique among responsibilities; among indicators too where it is rated.
        text: what is answered for.
        roles: who answers for it, by id.
        area: where it belongs; None for the whole framework. A rated one has an area.
        source: where it comes from.
        scale: the scale that it is rated on. Rules then see it as one more item of its area; None: it is only
            listed.
        goals, facets, groups, school_forms: as for indicators.
        note: what a reader should know about it.
    """

    id: str
    text: Text
    roles: tuple[str, ...] = ()
    area: str | None = None
    source: SourceReference | None = None
    scale: str | None = None
    goals: tuple[str, ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    groups: tuple[str, ...] = ()
    school_forms: tuple[str, ...] = ()
    note: Text | None = None


@attrs.frozen
class Indicator:
    """One thing to be rated.

    Attributes:
        id: unique in the framework.
        text: what is rated.
        scale: the id of its scale.
        step: the id of its step, if the framework has steps.
        weight: what rules may weigh it by; 1 unless stated.
        help: more words for the one who answers.
        roles, goals: what it belongs to, by id.
        groups, school_forms: whom it is asked of; empty for all. Forms that state another are not asked.
        facets: (facet, members) for the extra dimensions that the framework declares.
        source: where it comes from.
        suggestions: activities that the framework proposes.
        measurable_goals: goals to choose from, worded so that they can be followed up.
        note: what a reader should know about it.
        responsibility: whether it stands for a responsibility that is rated.
    """

    id: str
    text: Text
    scale: str
    step: str | None = None
    weight: Fraction = Fraction(1)
    help: Text | None = None
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    school_forms: tuple[str, ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    source: SourceReference | None = None
    suggestions: tuple[Proposal, ...] = ()
    measurable_goals: tuple[Proposal, ...] = ()
    note: Text | None = None
    responsibility: bool = False


@attrs.frozen
class Area:
    """A node of the area tree: areas below it, indicators directly in it, or both.

    Attributes:
        id: unique among areas.
        title: what people call it.
        description: what it is about.
        areas: the nodes below it.
        indicators: what is rated in it, its rated responsibilities last.
        help: more words for the one who answers.
        note: what a reader should know about it.
        source: where it comes from.
        references: where to read on.
    """

    id: str
    title: Text
    description: Text | None = None
    areas: tuple["Area", ...] = ()
    indicators: tuple[Indicator, ...] = ()
    help: Text | None = None
    note: Text | None = None
    source: SourceReference | None = None
    references: tuple[SourceReference, ...] = ()

    def walk(self, above: tuple["Area", ...] = ()) -> Iterator[tuple["Area", ...]]:
        """This node and all below it, each with the nodes above it, outermost first and itself last."""
        path = (*above, self)
        yield path
        for area in self.areas:
            yield from area.walk(path)
