"""Results as JSON: what `score --format json` says of each value, as plain data and as text.

The invariant: both are made from one entry. Plain data has a dictionary for each value; text is put together
from the pieces of distinct members and distinct values, since writing hundreds of thousands of dictionaries
took most of the time of the command.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core import Language
from digiramverk.model import Framework
from digiramverk.rules import CellKey, Missing, Value
from digiramverk.scoring.display import displayed
from digiramverk.scoring.measure_results import MeasureResults, number_of
from digiramverk.scoring.member_columns import MemberColumns

Encode = Callable[[object], str]
"""Plain data as indented JSON, from the left margin on."""


def indented(data: object) -> str:
    """Plain data as JSON, indented by two blanks, with letters as they are."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def measure_entries(framework: Framework, own: MeasureResults, language: Language) -> list[dict[str, Any]]:
    """An entry for each value of a measure: its members, value, display, and the kind of missing."""
    entry = _entries_of(framework, own, language)
    named = [dict(zip(own.measure.per, cell, strict=True)) for cell in own.slots]
    columns = own.each(entry)
    return [
        {**whose, **cell, **found}
        for whose, row in zip(own.members.rows, zip(*columns, strict=True), strict=bool(columns))
        for cell, found in zip(named, row, strict=True)
    ]


def _entries_of(
    framework: Framework, own: MeasureResults, language: Language
) -> Callable[[Value | None, Missing | None], dict[str, Any]]:
    measure = own.measure

    def entry(value: Value | None, missing: Missing | None) -> dict[str, Any]:
        shown = {
            "value": number_of(measure, value) if isinstance(value, Fraction) else value,
            "display": displayed(framework, measure, value, language),
        }
        return shown if missing is None else {**shown, "missing": missing.key}

    return entry


def object_text(parts: Iterable[tuple[str, Iterable[str]]], encode: Encode) -> Iterator[str]:
    """A JSON object in pieces, put together from its keys and the pieces of their values."""
    before = "{"
    for key, pieces in parts:
        yield f"{before}\n  {encode(key)}: "
        yield from pieces
        before = ","
    yield "\n}" if before == "," else "{}"


def nested(data: object, encode: Encode) -> Iterator[str]:
    """Plain data as the value of an object at the left margin."""
    yield encode(data).replace("\n", "\n  ")


def measures_text(
    framework: Framework, measures: Mapping[str, MeasureResults], language: Language, encode: Encode
) -> Iterator[str]:
    """The entries of measures, by name, as the value of an object at the left margin.

    It comes in pieces, since joining them to larger ones would copy hundreds of megabytes several times.
    """
    texts = _EntryTexts(framework, language, encode)
    before = "{"
    for name, own in measures.items():
        yield f"{before}\n    {encode(name)}: "
        yield from texts.of(own)
        before = ","
    yield "\n  }" if before == "," else "{}"


@attrs.frozen
class _EntryTexts:
    """Puts the texts of entries together, for one set of results."""

    framework: Framework
    language: Language
    encode: Encode
    _heads: dict[int, tuple[MemberColumns, list[str]]] = attrs.field(factory=dict, init=False)
    _encoded: dict[tuple[type, object], str] = attrs.field(factory=dict, init=False)

    def of(self, own: MeasureResults) -> Iterator[str]:
        """A list of the entries of one measure."""
        if not len(own):
            yield "[]"
            return
        entry = _entries_of(self.framework, own, self.language)
        columns = [self._column(own, cell, entry) for cell in own.slots]
        yield "["
        after = None
        for head, row in zip(self._heads_of(own.members), zip(*columns, strict=True), strict=True):
            # The members of a row come before each of its values, so they can join these.
            yield head[1:] if after is None else head
            yield head.join(row)
            after = head
        yield "\n    ]"

    def _column(self, own: MeasureResults, cell: CellKey, entry: Callable[..., dict[str, Any]]) -> list[str]:
        before = self._keys(dict(zip(own.measure.per, cell, strict=True)))

        def made(value: Value | None, missing: Missing | None) -> str:
            return (before + self._keys(entry(value, missing))).rstrip(",") + "\n      }"

        return own.column(cell, made)

    def _heads_of(self, members: MemberColumns) -> list[str]:
        # Measures of the same forms share their members. What is kept here cannot lose its identity.
        found = self._heads.get(id(members))
        if found is None:
            heads = [",\n      {" + self._keys(whose) for whose in members.rows]
            found = self._heads[id(members)] = (members, heads)
        return found[1]

    def _keys(self, data: Mapping[str, object]) -> str:
        return "".join(f"\n        {self._text(key)}: {self._text(value)}," for key, value in data.items())

    def _text(self, value: object) -> str:
        # Keyed by type too: 1 and true are equal.
        known = self._encoded.get((type(value), value))
        if known is None:
            known = self._encoded[type(value), value] = self.encode(value)
        return known
