"""The frame form of a registered fold: what it is written with, and what becomes of it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.oracle import Sheet
from tests.rules.small import sheet
from tests.rules.test_oracle import STATES
from tests.tables.frames import run_frames, run_scalar
from tests.tables.test_frames import agree, planned
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.plugin import Column, Columns, Condition, RegisteredFold, Table, fold

Reckoned = Fraction | None
SHEETS = [Sheet(states, sheet().members) for states in product(STATES, repeat=2)]


@attrs.frozen
class Written:
    """A calculation, once for the numbers of one form and once for columns.

    Attributes:
        text: as a person reads it.
        of_numbers: given the values of a form, None where one is missing.
        of_columns: the same of the columns of all forms.
    """

    text: str
    of_numbers: Callable[[Sequence[Reckoned]], Reckoned]
    of_columns: Callable[[Columns], Column]

    def fold(self) -> RegisteredFold:
        """A fold with both."""
        return fold("own", lambda table: self.of_numbers([*table[0]]), frame=self.of_columns)


def _known(values: Sequence[Reckoned]) -> list[Fraction]:
    return [value for value in values if value is not None]


def _over(values: Sequence[Reckoned], way: Callable[[list[Fraction]], Fraction]) -> Reckoned:
    return way(_known(values)) if _known(values) else None


LEAVES = (
    Written("first", lambda v: v[0], lambda c: c[0]),
    Written("last", lambda v: v[-1], lambda c: c[1:][0]),
    Written("known", lambda v: Fraction(len(_known(v))), lambda c: c.known),
    Written("total", lambda v: _over(v, lambda k: sum(k, Fraction(0))), lambda c: c.total),
    Written("highest", lambda v: _over(v, max), lambda c: c.highest),
    Written("lowest", lambda v: _over(v, min), lambda c: c.lowest),
)


def _reckoned(sign: str, a: Reckoned, b: Reckoned) -> Reckoned:
    if a is None or b is None:
        return None
    match sign:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case _:
            return a / b if b else None


def _of_columns(sign: str, a: Any, b: Any) -> Column:  # noqa: ANN401 - columns, one of them maybe a number
    found: Column
    match sign:
        case "+":
            found = a + b
        case "-":
            found = a - b
        case "*":
            found = a * b
        case _:
            found = a / b
    return found


def _two(sign: str, one: Written, other: Written) -> Written:
    return Written(
        f"({one.text} {sign} {other.text})",
        lambda v: _reckoned(sign, one.of_numbers(v), other.of_numbers(v)),
        lambda c: _of_columns(sign, one.of_columns(c), other.of_columns(c)),
    )


def _with_number(sign: str, number: Fraction, own: Written, *, before: bool) -> Written:
    def of_numbers(values: Sequence[Reckoned]) -> Reckoned:
        found = own.of_numbers(values)
        return _reckoned(sign, number, found) if before else _reckoned(sign, found, number)

    def of_columns(columns: Columns) -> Column:
        found = own.of_columns(columns)
        return _of_columns(sign, number, found) if before else _of_columns(sign, found, number)

    return Written(
        f"({number} {sign} {own.text})" if before else f"({own.text} {sign} {number})", of_numbers, of_columns
    )


def _choice(sign: str, one: Written, other: Written) -> Written:
    """Their distance where both are known and compare so; else the first."""
    ways: dict[str, Callable[[Any, Any], Any]] = {
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "==": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
    }

    def of_numbers(values: Sequence[Reckoned]) -> Reckoned:
        a, b = one.of_numbers(values), other.of_numbers(values)
        if a is not None and b is not None and ways[sign](a, b):
            return abs(a - b)
        return a

    def of_columns(columns: Columns) -> Column:
        a, b = one.of_columns(columns), other.of_columns(columns)
        so: Condition = ways[sign](a, b)
        some = a.known & b.known & so
        return some.choose(abs(a - b), (~(~b.known & ~a.known) | some).choose(a, None))

    return Written(f"choice({one.text} {sign} {other.text})", of_numbers, of_columns)


SIGNS = st.sampled_from("+-*/")
NUMBERS = st.fractions(min_value=-4, max_value=4, max_denominator=6)
WRITTEN = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.builds(_two, SIGNS, inner, inner)
        | st.builds(_with_number, SIGNS, NUMBERS, inner, before=st.booleans())
        | st.builds(_choice, st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), inner, inner)
    ),
    max_leaves=4,
)
RULES = {
    "of_form": "own(points)",
    "of_some": "own(points, where=fraction > 0)",
    "of_items": "own(number)",
    "number": {"per": ["indicator"], "value": "points if points < 2 else undecided"},
    "reached": "of_form >= 1",
    "of_units": {"across": ["unit"], "value": "mean(of_form)"},
    "over_forms": {"across": ["round"], "value": "own(of_form)"},
}


def test_a_frame_form_gives_what_the_scalar_form_gives() -> None:
    most = settings().max_examples
    if not NIGHTLY:
        most = min(most, 100 if THOROUGH else 10)

    @settings(max_examples=most)
    @given(written=WRITTEN, choice=st.sampled_from(("exclude", "zero", "blocks")))
    def holds(written: Written, choice: str) -> None:
        one_row = attrs.evolve(written.fold(), compute=lambda table: of_each(written, table))
        plan = planned(RULES, "1", "2", unanswered=choice, functions=(one_row,))
        agree(plan, SHEETS)

    holds()


def of_each(written: Written, table: Table) -> Reckoned:
    """Of one form what is written; of several the greatest of the first column."""
    if len(table[0]) > 1:
        return written.of_numbers(table[0])
    return _over([row[0] for row in table], max)


def spread(table: Table) -> Fraction:
    """How far apart values are."""
    known = [value for row in table for value in row if value is not None]
    return max(known) - min(known)


def spread_of_columns(columns: Columns) -> Column:
    """The same, for all forms at once."""
    return columns.highest - columns.lowest


SPREAD = fold("spread", spread, frame=spread_of_columns)


def test_with_a_frame_form_values_are_computed_by_columns() -> None:
    plan = planned({"apart": "spread(points)"}, "1", "2", functions=(SPREAD,))
    agree(plan, SHEETS)
    assert run_frames(plan, SHEETS)[2].by_scalar == ()


def test_without_one_the_scalar_engine_computes_them() -> None:
    plan = planned({"apart": "spread(points)"}, "1", "2", functions=(attrs.evolve(SPREAD, frame=None),))
    assert run_frames(plan, SHEETS)[2].by_scalar == ("apart",)
    agree(plan, SHEETS)


def broken(columns: Columns) -> Column:
    """A frame form that goes wrong."""
    raise ZeroDivisionError(len(columns))


@pytest.mark.parametrize(
    ("frame", "cause"),
    [
        (broken, "ZeroDivisionError: 2"),
        (lambda columns: columns.total * 0.5, "TypeError: a column is reckoned with"),
        (lambda columns: max(columns[1], columns[0]), "TypeError: a condition on"),
        (lambda _: "three", "TypeError: a column, a number or None, not str"),
        (lambda columns: columns.known > 1, "TypeError: a column, a number or None, not Condition"),
    ],
    ids=["raises", "a float", "a condition asked once for all", "a text", "a condition"],
)
def test_what_goes_wrong_in_a_frame_form_is_said_and_the_scalar_form_gives_the_values(
    frame: Callable[[Columns], Any], cause: str
) -> None:
    plan = planned({"apart": "spread(points)"}, "1", "2", functions=(fold("spread", spread, frame=frame),))
    found, _, outcome = run_frames(plan, SHEETS)
    assert found == run_scalar(plan, SHEETS)[0]
    (problem,) = set(outcome.problems)
    assert (problem.function.name, problem.measure) == ("spread", "apart")
    assert problem.cause.startswith(cause)


def test_what_could_leave_64_bits_is_given_by_the_scalar_form() -> None:
    def large(columns: Columns) -> Column:
        return columns.total * (1 << 62)

    own = fold("large", lambda table: sum(v for v in table[0] if v is not None) * (1 << 62), frame=large)
    plan = planned({"huge": "large(points)"}, "1", "2", functions=(own,))
    found, _, outcome = run_frames(plan, SHEETS)
    assert found == run_scalar(plan, SHEETS)[0]
    assert (outcome.by_scalar, outcome.problems) == (("huge",), [])


def test_a_constant_and_undecided_are_values_too() -> None:
    for value in (Fraction(1, 3), 2, None):
        own = fold("own", lambda _, value=value: value, frame=lambda _, value=value: value)  # type: ignore[misc] # no type for the default
        agree(planned({"same": "own(points)"}, "1", "2", functions=(own,)), SHEETS)
