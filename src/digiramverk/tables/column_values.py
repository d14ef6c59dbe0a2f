"""Values of expressions as columns: numbers, truths and members, each with its kind of missing."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from weakref import ref

import attrs

from digiramverk.tables import claims
from digiramverk.tables.bounds import NOTHING, Bounds, hull, rational, whole_within
from digiramverk.tables.column_expressions import (
    Ints,
    Texts,
    Truths,
    Unfit,
    Whole,
    both,
    bounds,
    choose,
    compare,
    confined,
    greatest,
    multiply,
    quotient,
)

_MOST_PARTS = 1 << 62
_MOST_COUNTED = 64
"""More whole numbers than this have no common multiple below :data:`_MOST_PARTS`."""


@attrs.frozen
class Num:
    """A number: numerator and denominator, which is at least 1. Where it is missing the numerator is 0.

    Attributes:
        n, d: the columns.
        kind: 0 where there is a value, else the kind of missing.
        parts: a common multiple of all denominators; None if that would be too large.
        within: the bounds of the numbers, including the 0 of missing ones.
    """

    n: Whole
    d: Whole
    kind: Whole
    parts: int | None
    within: Bounds[Fraction]

    def __attrs_post_init__(self) -> None:
        """Record the claims if a test asks for that."""
        if claims.of_numbers is not None and isinstance(self.n, Ints):
            below = self.d if isinstance(self.d, int) else ref(self.d.node)
            claim = claims.NumberClaim(below, self.within, self.parts)
            claims.of_numbers.setdefault(self.n.node, []).append(claim)

    @property
    def known(self) -> Truths:
        """Where there is a value."""
        return compare("==", self.kind, 0)


@attrs.frozen
class Truth:
    """A truth; false where it is missing."""

    true: Truths
    kind: Whole

    @property
    def known(self) -> Truths:
        """Where there is a value."""
        return compare("==", self.kind, 0)


@attrs.frozen
class Rank:
    """A member of an ordered dimension by its rank from 1, 0 for *none*; 0 where it is missing."""

    rank: Whole
    kind: Whole

    @property
    def known(self) -> Truths:
        """Where there is a value."""
        return compare("==", self.kind, 0)


@attrs.frozen
class MemberName:
    """A member of an unordered dimension; an empty text where it is missing."""

    text: Texts
    kind: Whole

    @property
    def known(self) -> Truths:
        """Where there is a value."""
        return compare("==", self.kind, 0)


Val = Num | Truth | Rank | MemberName


def constant(value: Fraction) -> Num:
    """A number that is the same everywhere."""
    return Num(value.numerator, value.denominator, 0, value.denominator, Bounds(value, value))


def absent(kind: Whole) -> Num:
    """A number that is missing everywhere."""
    return Num(0, 1, kind, 1, NOTHING)


def number(n: Whole, d: Whole, kind: Whole, parts: int | None, within: Bounds[Fraction]) -> Num:
    """A number, with numerator 0 and denominator 1 enforced where it is missing.

    The arguments are as for :class:`Num`, but `within` need not include the 0 of missing numbers.
    """
    if isinstance(kind, int) and kind:
        return absent(kind)
    if not isinstance(kind, int):
        known = compare("==", kind, 0)
        n, d = choose(known, n, 0), choose(known, d, 1)
        within = within.join(NOTHING)
    if isinstance(d, int):
        parts = d
    return Num(confined(n, whole_within(within * rational(bounds(d)))), d, kind, parts, within)


def known_number(value: Num) -> Num:
    """The same number, 0 where it is missing."""
    return Num(value.n, value.d, 0, value.parts, value.within)


def parts_of(*parts: int | None) -> int | None:
    """The least common multiple of these; None if it is too large or one is None."""
    if any(part is None for part in parts):
        return None
    found = lcm(*(part for part in parts if part is not None))
    return found if found < _MOST_PARTS else None


def common_parts(values: Iterable["Num"]) -> int:
    """A common multiple of all denominators of several numbers. Raises :class:`Unfit` if it is too large."""
    several = list(values)
    fixed = [each.d for each in several if isinstance(each.d, int)]
    # Plain numbers are exact at any size.
    found = lcm(*fixed) if len(fixed) == len(several) else parts_of(*(each.parts for each in several))
    if found is None:
        raise Unfit
    return found


def up_to(count: int) -> int | None:
    """A common multiple of 1 to `count`; None if it is too large."""
    return None if count > _MOST_COUNTED else parts_of(*range(1, count + 1))


def in_parts(value: Num, parts: int) -> Whole:
    """The numerator over a common denominator; 0 where the value is missing."""
    factor: Whole = parts // value.d if isinstance(value.d, int) else quotient(parts, value.d)
    return confined(multiply(value.n, factor), whole_within(value.within * hull([Fraction(parts)])))


def fixed(value: Num) -> Num:
    """The same number over a constant denominator. Raises :class:`Unfit` if there is none."""
    if isinstance(value.d, int):
        return value
    if value.parts is None:
        raise Unfit
    return Num(in_parts(value, value.parts), value.parts, value.kind, value.parts, value.within)


def worst(*kinds: Whole) -> Whole:
    """The greatest kind of missing of several; 0 for none."""
    return greatest(kinds) if kinds else 0


def truth(true: Truths, kind: Whole) -> Truth:
    """A truth that is false where it is missing."""
    if isinstance(kind, int) and kind == 0:
        return Truth(true, 0)
    return Truth(both(true, compare("==", kind, 0)), kind)
