"""The area tree with its indicators."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from digiramverk.core import Names, Path, Word
from digiramverk.definitions.declared_kinds import PROPOSALS
from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import long_form, read_thing
from digiramverk.model import Area, Indicator, Responsibility, fields


@attrs.define
class AreaBuilder:
    """Builds areas and indicators, watching that no id is used twice.

    Attributes:
        reader: texts and places, and what may be referred to.
        responsibilities: those that are rated become items of their area.
    """

    reader: Reader
    responsibilities: Iterable[Responsibility] = ()
    _areas: dict[str, Path] = attrs.field(factory=dict)
    _indicators: dict[str, Path] = attrs.field(factory=dict)

    def build(self, written: Mapping[str, Any], path: Path = ("areas",)) -> tuple[Area, ...]:
        """All areas of one level."""
        return tuple(self._area(name, value, (*path, name)) for name, value in written.items())

    def _area(self, name: str, written: Mapping[str, Any], path: Path) -> Area:
        self._once("area", name, path, self._areas)
        areas = self.build(written.get("areas", {}), (*path, "areas"))
        indicators = (
            self._indicator(each, value, (*path, "indicators", each))
            for each, value in written.get("indicators", {}).items()
        )
        # Rated responsibilities come last, so that adding one moves no indicator in reports and tables.
        rated = (self._item(each) for each in self.responsibilities if each.scale and each.area == name)
        return read_thing(
            Area, name, written, path, self.reader, areas=areas, indicators=(*indicators, *rated)
        )

    def _item(self, rated: Responsibility) -> Indicator:
        """A responsibility as an item of its area, with all that both can have."""
        self._once("indicator", rated.id, ("responsibilities", rated.id), self._indicators)
        shared = {each.key for each in fields(Indicator)} & {each.key for each in fields(Responsibility)}
        return Indicator(id=rated.id, responsibility=True, **{key: getattr(rated, key) for key in shared})

    def _indicator(self, name: str, written: Any, path: Path) -> Indicator:  # noqa: ANN401 - YAML data is of any kind
        self._once("indicator", name, path, self._indicators)
        stated = "scale" in long_form(Indicator, written)
        scale = {} if stated else {"scale": self._only_scale(name, path)}
        indicator = read_thing(Indicator, name, written, path, self.reader, **scale)
        for key in PROPOSALS:
            for each in getattr(indicator, key):
                self._refer_to_levels(each.answers, indicator.scale, (*path, key, each.id, "answers"))
        return indicator

    def _refer_to_levels(self, answers: tuple[str, ...], scale: str, path: Path) -> None:
        """Check that what is proposed is meant for answers that the scale has: DR212."""
        levels = self.reader.known["levels"]
        if scale in levels:
            self.reader.refer("scales", "level", answers, levels[scale], path)

    def _only_scale(self, name: str, path: Path) -> str:
        """The scale of an indicator that names none: DR216 where there are several."""
        scales = self.reader.known["scales"]
        if len(scales) > 1 and not {"scale", "scales"} & set(self.reader.unusable):
            place = self.reader.places.key(path)
            self.reader.findings.add("DR216", place, path=path, name=name, known=Names(scales))
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
