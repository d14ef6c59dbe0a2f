"""Searches the direction of a measure when an answer is raised, if its rule does not show it.

Such a measure has no requirement. The result is reported: that it never fell, or that it goes both ways, with
the smallest pair of forms for each.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final

import attrs

from digiramverk.proving.law import Break, Checked, Example, Law, Twist, note
from digiramverk.proving.laws.answers import twisted
from digiramverk.proving.random_forms import asked, everywhere, with_answer
from digiramverk.proving.reduction import shrunk
from digiramverk.proving.subject import CellsByName, Subject
from digiramverk.rules import Direction

_INDICATORS: Final = 12
"""The number of indicators to raise in forms without other answers."""
_TRIES: Final = 120
"""The number of smaller pairs to try for one direction."""

BreakExample = tuple[Example, Break]


@attrs.define
class Moves:
    """The moves observed for one measure.

    Attributes:
        compared: the number of pairs of forms that gave two values.
        rise, fall: the first pair in which it rose, and fell.
    """

    compared: int = 0
    rise: BreakExample | None = None
    fall: BreakExample | None = None

    @property
    def both(self) -> bool:
        """Whether it was observed to move both ways."""
        return self.rise is not None and self.fall is not None

    @property
    def direction(self) -> Direction:
        """The observed direction; *either* also if nothing was compared."""
        if self.both or not self.compared:
            return Direction.EITHER
        if self.rise is not None:
            return Direction.RISING
        return Direction.STILL if self.fall is None else Direction.FALLING


def small_raises(subject: Subject) -> Iterator[Example]:
    """Forms with one answer, which is raised: no smaller pair shows a direction."""
    pool = set(subject.pool("raised", _INDICATORS))
    for forms in everywhere(subject.framework):
        if len(forms) != 1:
            continue
        form = forms[0]
        for indicator in asked(subject.framework, form):
            if indicator.id in pool:
                levels = subject.levels[indicator.id]
                for low, high in pairwise(levels):
                    alone = with_answer(form, indicator.id, low)
                    yield Example((alone,), Twist(form.response, indicator.id, high))


def note_moves(subject: Subject, example: Example, seen: Mapping[str, Moves], wanted: frozenset[str]) -> None:
    """Score a pair of forms, and record the direction of each measure."""
    before, after = subject.score(example.forms), subject.score(twisted(example))
    for name, moved in _moved(subject, before, after, wanted).items():
        moves = seen[name]
        moves.compared += 1
        for each in moved:
            if each.kind == "rises" and moves.rise is None:
                moves.rise = example, each
            if each.kind == "falls" and moves.fall is None:
                moves.fall = example, each


def _moved(
    subject: Subject, before: CellsByName, after: CellsByName, wanted: frozenset[str]
) -> dict[str, list[Break]]:
    found: dict[str, list[Break]] = {}
    for key, cell in before.items():
        other = after.get(key)
        if key[0] not in wanted or other is None or cell.value is None or other.value is None:
            continue
        moved = subject.rank(cell.measure, other.value) - subject.rank(cell.measure, cell.value)
        own = found.setdefault(key[0], [])
        if moved:
            own.append(Break.at(key, "rises" if moved > Fraction(0) else "falls", cell.value, other.value))
    return found


def smallest(subject: Subject, law: Law, found: BreakExample) -> BreakExample:
    """A smaller pair in which the measure moves the same way."""
    example, move = found

    def check(own: Subject, tried: Example, wanted: frozenset[str]) -> Checked:
        checked: Checked = {}
        moved = _moved(own, own.score(tried.forms), own.score(twisted(tried)), wanted)
        for each in moved.get(move.measure, []):
            key = each.measure, tuple(sorted(each.members.items()))
            note(checked, key, each if each.kind == move.kind else None)
        return checked

    return shrunk(subject, attrs.evolve(law, check=check, tries=_TRIES), example, move)
