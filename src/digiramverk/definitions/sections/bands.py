"""Bands and tables: named stretches of numbers, and numbers by name."""

from collections.abc import Mapping
from typing import Any

from digiramverk.core import Path
from digiramverk.definitions.sections.reader import Reader, number
from digiramverk.model import BandNames
from digiramverk.rules.functions import Band, Bound


def build_bands(written: Mapping[str, Any], reader: Reader) -> tuple[tuple[BandNames, ...], frozenset[str]]:
    """All sets of bands, checked for holes, overlaps and empty ones; and the names of wrong ones."""
    sets: list[BandNames] = []
    broken: set[str] = set()
    for name, value in written.items():
        before = len(reader.findings.items)
        sets.append(_set(name, value, reader))
        if len(reader.findings.items) > before:
            broken.add(name)
    return tuple(sets), frozenset(broken)


def _set(name: str, written: Mapping[str, Any], reader: Reader) -> BandNames:
    bands: list[Band] = []
    for id_, value in written.items():
        path: Path = ("bands", name, id_)
        low, high = _low(value, bands[-1] if bands else None), _high(value)
        for first, second in (("at_least", "above"), ("below", "at_most")):
            if first in value and second in value:
                reader.findings.add("DR231", reader.places.key(path), path=path, one=first, other=second)
        band = Band(id_, low, high)
        _check(band, _last_sound(bands), path, reader)
        bands.append(band)
    titles = tuple(reader.text(value.get("title", id_)) for id_, value in written.items())
    return BandNames(name, tuple(bands), titles)


def _last_sound(bands: list[Band]) -> Band | None:
    """The last band that a number can be in: a neighbour that ends before it begins says nothing."""
    return next((band for band in reversed(bands) if not _is_empty(band)), None)


def _is_empty(band: Band) -> bool:
    if band.low is None or band.high is None:
        return False
    meet = band.low.at == band.high.at and not (band.low.included and band.high.included)
    return meet or band.low.at > band.high.at


def _low(written: Mapping[str, Any], before: Band | None) -> Bound | None:
    """The stated lower bound; where none is stated, a band begins where the one before ends."""
    if "at_least" in written:
        return Bound(number(written["at_least"]), included=True)
    if "above" in written:
        return Bound(number(written["above"]), included=False)
    if before is None or before.high is None:
        return None
    return Bound(before.high.at, included=not before.high.included)


def _high(written: Mapping[str, Any]) -> Bound | None:
    if "below" in written:
        return Bound(number(written["below"]), included=False)
    return Bound(number(written["at_most"]), included=True) if "at_most" in written else None


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
