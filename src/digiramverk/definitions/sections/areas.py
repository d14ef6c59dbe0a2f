"""The area tree with its indicators."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core import Findings, Names, Path, Word
from digiramverk.definitions.sections.members import facet_members
from digiramverk.definitions.sections.reader import Reader, name_of, number
from digiramverk.model import Area, Indicator, SourceReference


@attrs.frozen
class References:
    """The ids that an indicator may refer to, by kind."""

    scales: tuple[str, ...]
    steps: tuple[str, ...]
    roles: tuple[str, ...]
    groups: tuple[str, ...]
    goals: tuple[str, ...]
    school_forms: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]


@attrs.define
class AreaBuilder:
    """Builds areas and indicators, watching that no id is used twice.

    Attributes:
        reader: texts and places.
        references: what may be referred to.
        rated: by area the responsibilities that have a scale, as written.
    """

    reader: Reader
    references: References
    rated: Mapping[str, Mapping[str, Mapping[str, Any]]] = attrs.field(factory=dict)
    _areas: dict[str, Path] = attrs.field(factory=dict)
    _indicators: dict[str, Path] = attrs.field(factory=dict)

    def build(self, written: Mapping[str, Any], path: Path = ("areas",)) -> tuple[Area, ...]:
        """All areas of one level."""
        return tuple(self._area(name, value, (*path, name)) for name, value in written.items())

    def _area(self, name: str, written: Mapping[str, Any], path: Path) -> Area:
        self._once("area", name, path, self._areas)
        indicators = written.get("indicators", {}).items()
        return Area(
            name,
            self.reader.text(written.get("title", name)),
            self.reader.text_or_none(written.get("description")),
            self.build(written.get("areas", {}), (*path, "areas")),
            tuple(self._indicator(each, value, (*path, "indicators", each)) for each, value in indicators)
            + tuple(self._responsibility(each, value) for each, value in self.rated.get(name, {}).items()),
            self.reader.text_or_none(written.get("help")),
            self.reader.text_or_none(written.get("note")),
            self.reader.source(written.get("source"), (*path, "source")),
            self._references(written.get("references", ()), (*path, "references")),
        )

    def _references(self, written: Sequence[Any], path: Path) -> tuple[SourceReference, ...]:
        found = (self.reader.source(each, (*path, index)) for index, each in enumerate(written))
        return tuple(each for each in found if each is not None)

    def _responsibility(self, name: str, written: Mapping[str, Any]) -> Indicator:
        """A responsibility as an item of its area. What it shares with those only listed is checked there."""
        path = ("responsibilities", name)
        self._once("indicator", name, path, self._indicators)
        return Indicator(
            name,
            self.reader.text(written["text"]),
            self._scale(name, written, path),
            roles=tuple(name_of(role) for role in written.get("roles", ())),
            groups=self._several(written, "groups", "group", path),
            goals=self._several(written, "goals", "goal", path),
            school_forms=self._several(written, "school_forms", "school_form", path),
            facets=self._facets(written, path),
            source=attrs.evolve(self.reader, findings=Findings()).source(written.get("source"), path),
            note=self.reader.text_or_none(written.get("note")),
            responsibility=True,
        )

    def _indicator(self, name: str, written: str | Mapping[str, Any], path: Path) -> Indicator:
        self._once("indicator", name, path, self._indicators)
        if isinstance(written, str):
            written = {"text": written}
        step = name_of(written["step"]) if "step" in written else None
        if step is not None:
            self.reader.refer("steps", "step", [step], self.references.steps, (*path, "step"))
        return Indicator(
            name,
            self.reader.text(written["text"]),
            self._scale(name, written, path),
            step,
            number(written["weight"]) if "weight" in written else Fraction(1),
            self.reader.text_or_none(written.get("help")),
            self._several(written, "roles", "role", path),
            self._several(written, "groups", "group", path),
            self._several(written, "goals", "goal", path),
            self._several(written, "school_forms", "school_form", path),
            self._facets(written, path),
            self.reader.source(written.get("source"), (*path, "source")),
            self.reader.proposals(written.get("suggestions")),
            self.reader.proposals(written.get("measurable_goals")),
            self.reader.text_or_none(written.get("note")),
        )

    def _facets(self, written: Mapping[str, Any], path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
        built: list[tuple[str, tuple[str, ...]]] = []
        for name, members in facet_members(written.get("facets")):
            where = (*path, "facets", name)
            self.reader.refer("facets", "facet", [name], tuple(self.references.facets), where)
            if name in self.references.facets:
                self.reader.refer("facets", "facet", members, self.references.facets[name], where)
                built.append((name, members))
        return tuple(built)

    def _several(self, written: Mapping[str, Any], key: str, kind: str, path: Path) -> tuple[str, ...]:
        names = tuple(name_of(name) for name in written.get(key, ()))
        self.reader.refer(key, kind, names, getattr(self.references, key), (*path, key))
        return names

    def _scale(self, name: str, written: Mapping[str, Any], path: Path) -> str:
        scales = self.references.scales
        if "scale" in written:
            scale = name_of(written["scale"])
            self.reader.refer("scales", "scale", [scale], scales, (*path, "scale"))
            return scale
        if len(scales) > 1 and not {"scale", "scales"} & set(self.reader.unusable):
            self.reader.findings.add(
                "DR216", self.reader.places.key(path), path=path, name=name, known=Names(scales)
            )
        return scales[0] if scales else ""

    def _once(self, kind: str, name: str, path: Path, seen: dict[str, Path]) -> None:
        if name in seen:
            places = self.reader.places
            first = places.key(seen[name])
            self.reader.findings.add(
                "DR213", places.key(path), path=path, kind=Word(kind), name=name, related=(first,)
            )
        else:
            seen[name] = path
