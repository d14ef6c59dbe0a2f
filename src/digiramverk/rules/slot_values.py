"""What the numbers that stages return mean.

A number has two slots, numerator and denominator; the denominator 0 means *missing*, and the numerator is
then the kind. Any other value has one: a truth or a rank is a code from 0, the member of a dimension without
an order is its id, and a negative code is a kind of missing. Both engines return these.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from digiramverk.rules.missing import Missing, Value
from digiramverk.rules.space import NO_RUNG, Space
from digiramverk.rules.types import Member, Number, Type


def decoded(
    kind: Type, slots: Sequence[Any], meanings: Sequence[bool | str]
) -> tuple[Value | None, Missing | None]:
    """The value that slots hold, or why there is none.

    Args:
        kind: the type of the value.
        slots: its slots; more may follow.
        meanings: what codes mean, see :func:`meanings_of`.

    >>> decoded(Number(), (3, 4), ()), decoded(Number(), (2, 0), ())
    ((Fraction(3, 4), None), (None, <Missing.UNANSWERED: 2>))
    """
    first = slots[0]
    if isinstance(kind, Number):
        return (Fraction(first, slots[1]), None) if slots[1] else (None, Missing(first))
    if isinstance(first, str):
        return first, None
    return (None, Missing(-first)) if first < 0 else (meanings[first], None)


def meanings_of(kind: Type, space: Space) -> tuple[bool | str, ...]:
    """What the codes 0, 1, 2 … of a type mean. A ladder of which no rung holds has the code 0."""
    if isinstance(kind, Member):
        return (NO_RUNG, *(space.order_of(kind.dimension) or ()))
    return (False, True)
