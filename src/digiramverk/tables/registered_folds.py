"""Runs the frame form of a registered fold in place of its scalar form."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from digiramverk.core import cause_of, from_keyboard
from digiramverk.rules import Missing, Problem
from digiramverk.rules.functions import RegisteredFold
from digiramverk.tables.column_expressions import Unfit, choose, compare, either
from digiramverk.tables.column_values import Num, absent, number, worst
from digiramverk.tables.fold_values import Column, Columns, as_number
from digiramverk.tables.folds import FoldElement

_UNDECIDED: Final = int(Missing.UNDECIDED)
_WITHHELD: Final = int(Missing.WITHHELD)


def folded_by(
    function: RegisteredFold, elements: Sequence[FoldElement], problems: list[Problem], measure: str
) -> Num:
    """Apply the frame form of a registered fold to the cells of every form.

    Raises:
        Unfit: there is no frame form, it could leave 64 bits, or it fails, which is recorded in `problems`.
    """
    if function.frame is None:
        raise Unfit
    numbers: list[Num] = []
    for each in elements:
        if not isinstance(each.value, Num):
            raise TypeError(function)
        kind = choose(each.there, each.kind, int(Missing.NOT_RELEVANT))
        numbers.append(number(each.value.n, each.value.d, kind, each.value.parts, each.value.within))
    try:
        found = function.frame(Columns(tuple(map(Column, numbers))))
    except Unfit:
        raise
    # A plugin's code: whatever it raises, the scalar form gets its chance.
    except BaseException as error:
        if from_keyboard(error):
            raise
        problems.append(Problem(function, measure, cause_of(error), of_tables=True))
        raise Unfit from error
    if found is not None and not isinstance(found, Column | int | Fraction):
        problems.append(
            Problem(
                function,
                measure,
                f"TypeError: a column, a number or None, not {type(found).__name__}",
                of_tables=True,
            )
        )
        raise Unfit
    return _decided(as_number(found), numbers)


def _decided(found: Num, numbers: Sequence[Num]) -> Num:
    """Treat missing values as the scalar form does: withheld if any is, the worst kind if all are."""
    if not numbers:
        return absent(_UNDECIDED)
    greatest = worst(*(each.kind for each in numbers))
    some = either(*(each.known for each in numbers))
    own = choose(found.known, 0, _UNDECIDED)
    kind = choose(compare("==", greatest, _WITHHELD), _WITHHELD, choose(some, own, greatest))
    return number(found.n, found.d, kind, found.parts, found.within)
