"""Bands: named stretches of numbers, checked one by one and against their neighbours."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from digiramverk.core import Path
from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import read_thing
from digiramverk.model import BandNames, NamedBand
from digiramverk.rules.functions import Band


def build_bands(written: Mapping[str, Any], reader: Reader) -> tuple[tuple[BandNames, ...], frozenset[str]]:
    """All sets of bands, checked for gaps, overlaps and empty bands; and the ids of sets with mistakes."""
    sets: list[BandNames] = []
    broken: set[str] = set()
    for name, value in written.items():
        before = len(reader.findings.items)
        sets.append(_set(name, value, reader))
        if len(reader.findings.items) > before:
            broken.add(name)
    return tuple(sets), frozenset(broken)


def _set(name: str, written: Mapping[str, Any], reader: Reader) -> BandNames:
    ranges: list[NamedBand] = []
    for id_, value in written.items():
        path: Path = ("bands", name, id_)
        for first, second in (("at_least", "above"), ("below", "at_most")):
            if first in value and second in value:
                reader.findings.add("DR231", reader.places.key(path), path=path, one=first, other=second)
        start = {} if {"at_least", "above"} & value.keys() or not ranges else _start(ranges[-1])
        ranges.append(read_thing(NamedBand, id_, value, path, reader, **start))
    named = BandNames(name, tuple(ranges))
    for index, band in enumerate(named.bands):
        _check(band, _last_sound(named.bands[:index]), ("bands", name, band.id), reader)
    return named


def _start(before: NamedBand) -> dict[str, Fraction | None]:
    """The lower bound where none is stated: a band begins where the one before ends."""
    return {"at_least": before.below, "above": before.at_most}


def _last_sound(bands: tuple[Band, ...]) -> Band | None:
    """The last band that is not empty. An empty one has been reported, and has no bounds to compare with."""
    return next((band for band in reversed(bands) if not _is_empty(band)), None)


def _is_empty(band: Band) -> bool:
    if band.low is None or band.high is None:
        return False
    meet = band.low.at == band.high.at and not (band.low.included and band.high.included)
    return meet or band.low.at > band.high.at


def _check(band: Band, before: Band | None, path: Path, reader: Reader) -> None:
    place = reader.places.key(path)
    if _is_empty(band):
        reader.findings.add("DR232", place, path=path, name=band.id)
        return
    if before is None:
        return
    if before.high is None or band.low is None:
        reader.findings.add("DR233", place, path=path, one=before.id, other=band.id)
        return
    end, start = before.high, band.low
    if start.at > end.at or (start.at == end.at and not (start.included or end.included)):
        reader.findings.add("DR234", place, path=path, one=before.id, other=band.id)
    elif start.at < end.at or (start.included and end.included):
        reader.findings.add("DR233", place, path=path, one=before.id, other=band.id)
