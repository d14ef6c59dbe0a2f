"""Rules, params and the space that rules are about."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import attrs

from digiramverk.core import Path, Span
from digiramverk.definitions.declared_kinds import THINGS
from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import read_fields, read_things
from digiramverk.model import (
    Area,
    Attribute,
    Facet,
    Indicator,
    Notation,
    Param,
    Rule,
    Scale,
    StatedNumber,
    fields,
)
from digiramverk.rules import (
    ITEM,
    RESPONSE,
    ROUND,
    Dimension,
    Item,
    ItemLevel,
    MeasureText,
    Space,
)
from digiramverk.yamlsource import Places


def build_params(written: Mapping[str, Any], reader: Reader) -> tuple[Param, ...]:
    """Numbers that rules use by name."""
    return read_things(THINGS["params"], written, ("params",), reader)


def build_rules(written: Mapping[str, Any], reader: Reader) -> tuple[Rule, ...]:
    """Rules as written, with the places that their problems will be shown at."""
    return tuple(_rule(name, value, reader, ("rules", name)) for name, value in written.items())


def _rule(name: str, written: Any, reader: Reader, path: Path) -> Rule:  # noqa: ANN401 - YAML data is of any kind
    found = read_fields(Rule, name, written, path, reader)
    own = {each.key: found.pop(each.key) for each in fields(Rule) if not each.holder and each.key in found}
    measure = MeasureText(name=name, path=path, places=_places(path, found, reader.places), **found)
    return Rule(measure, **own)


def _places(path: Path, found: Mapping[str, Any], places: Places) -> dict[str, Span]:
    """The places of a rule that the checker points at: its name, its keys, its dimensions."""
    spans = {"name": places.key(path)}
    for field in fields(Rule):
        here = (*path, field.key)
        spans[field.key] = places.key(here)
        if field.notation is Notation.NAMES:
            names = enumerate(found.get(field.attribute) or ())
            spans |= {f"{field.key}.{index}": places.value((*here, index)) for index, _ in names}
    return spans


# The population dimensions of every framework. A unit fixes its attributes, a response fixes everything.
_POPULATION: Final = (
    Dimension(RESPONSE, population=True),
    Dimension("unit", population=True, determined_by=(RESPONSE,)),
)


@attrs.frozen
class Declared:
    """What a definition declares in addition to its areas and rules can ask for.

    Attributes:
        scales: all scales.
        plain: steps, roles, groups, school forms, rounds and goals by their keys.
        facets: extra dimensions of indicators.
        attributes: extra attributes of units.
        orders: the members of each set of bands.
        numbers: what forms state in numbers.
    """

    scales: tuple[Scale, ...]
    plain: Mapping[str, tuple[Any, ...]]
    facets: tuple[Facet, ...]
    attributes: tuple[Attribute, ...]
    orders: Mapping[str, tuple[str, ...]]
    numbers: tuple[StatedNumber, ...]

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids of the things under a key."""
        return tuple(each.id for each in self.plain[key])


def build_space(areas: tuple[tuple[Area, ...], ...], levels: tuple[str, ...], declared: Declared) -> Space:
    """The space of a framework.

    Args:
        areas: every area with those above it, outermost first.
        levels: the names of the levels of the area tree.
        declared: everything else.
    """
    scales, facets = declared.scales, declared.facets
    known = {
        "step": set(declared.ids("steps")),
        "role": set(declared.ids("roles")),
        "goal": set(declared.ids("goals")),
        "scale": {scale.id for scale in scales},
    }
    known |= {facet.id: {member.id for member in facet.members} for facet in facets}
    shared = {
        scale.id: tuple(ItemLevel(level.id, level.points, scale.fraction(level)) for level in scale.levels)
        for scale in scales
    }
    items = tuple(
        _item(indicator, shared[indicator.scale], _area_members(path, levels), known)
        for path in areas
        for indicator in path[-1].indicators
        if indicator.scale in shared
    )
    framework = _framework_dimensions(areas, levels, declared, items)
    used = tuple(name for name in shared if any(item.members["scale"] == (name,) for item in items))
    if len(used) > 1:
        # Only where there is a choice: grouping by a dimension of one member changes nothing.
        framework.append(_determined("scale", used, items))
    extra = [
        _determined(facet.id, tuple(each.id for each in facet.members), items, ordered=facet.ordered)
        for facet in facets
    ]
    attributes = _attributes(declared)
    numbers = tuple(number.id for number in declared.numbers)
    return Space(items, (*framework, *extra, *_POPULATION, *attributes), declared.orders, numbers)


def _area_members(path: tuple[Area, ...], levels: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    named = {level: (area.id,) for level, area in zip(levels, path, strict=False)}
    return {"area": (path[-1].id,), **named}


def _framework_dimensions(
    areas: tuple[tuple[Area, ...], ...],
    levels: tuple[str, ...],
    declared: Declared,
    items: tuple[Item, ...],
) -> list[Dimension]:
    dimensions: list[Dimension] = []
    for depth, level in enumerate(levels):
        members = tuple(path[-1].id for path in areas if len(path) == depth + 1)
        dimensions.append(_determined(level, members, items, tuple(levels[depth + 1 :])))
    if "area" not in levels:
        dimensions.append(_determined("area", tuple(path[-1].id for path in areas), items))
    steps, roles, goals = (declared.ids(key) for key in ("steps", "roles", "goals"))
    if steps:
        dimensions.append(_determined("step", steps, items, ordered=True))
    if roles:
        dimensions.append(Dimension("role", members=roles))
    if goals:
        dimensions.append(Dimension("goal", members=goals))
    return dimensions


def _determined(
    name: str,
    members: tuple[str, ...],
    items: tuple[Item, ...],
    below: tuple[str, ...] = (),
    *,
    ordered: bool = False,
) -> Dimension:
    """A dimension of items. An item determines its member if every item has exactly one."""
    total = all(len(item.members.get(name, ())) == 1 for item in items)
    return Dimension(
        name, members=members, ordered=ordered, determined_by=(*((ITEM,) if total else ()), *below)
    )


def _attributes(declared: Declared) -> list[Dimension]:
    """The round and the group of a form, and the attributes of its unit."""
    groups, school_forms = declared.ids("groups") or None, declared.ids("school_forms") or None
    owners = ("unit", RESPONSE)
    return [
        Dimension(ROUND, population=True, members=declared.ids("rounds") or None, determined_by=(RESPONSE,)),
        Dimension("group", population=True, members=groups, determined_by=(RESPONSE,)),
        Dimension("school_form", population=True, members=school_forms, determined_by=owners),
        *(
            Dimension(
                attribute.id,
                population=True,
                members=tuple(member.id for member in attribute.members) or None,
                determined_by=owners,
            )
            for attribute in declared.attributes
        ),
    ]


def _item(
    indicator: Indicator,
    levels: tuple[ItemLevel, ...],
    areas: Mapping[str, tuple[str, ...]],
    known: Mapping[str, Collection[str]],
) -> Item:
    """An indicator as rules see it. References to what is not defined have been reported and are left out."""
    written = {
        "step": () if indicator.step is None else (indicator.step,),
        "role": indicator.roles,
        "goal": indicator.goals,
        "scale": (indicator.scale,),
        **dict(indicator.facets),
    }
    kept = {
        name: tuple(member for member in members if member in known[name])
        for name, members in written.items()
    }
    return Item(indicator.id, levels, indicator.weight, {**areas, **kept})
