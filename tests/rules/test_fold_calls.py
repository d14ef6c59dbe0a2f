"""What a plugin's fold is given, and what becomes of what it gives: a number, nothing, or a problem."""

import signal
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Never

import pytest

from digiramverk.rules.fold_calls import LONGEST, MOST_WHOLE, Problem, call_registered
from digiramverk.rules.forms import Pair
from digiramverk.rules.functions import RegisteredFold
from digiramverk.rules.missing import Missing

UNDECIDED = int(Missing.UNDECIDED), 0
NOT_RELEVANT = int(Missing.NOT_RELEVANT), 0
UNANSWERED = int(Missing.UNANSWERED), 0
WITHHELD = int(Missing.WITHHELD), 0


def called(compute: Callable[[Any], Any], *rows: list[Pair]) -> tuple[Pair, list[str]]:
    """What comes of a fold, and what is noted of it."""
    noted: list[Problem] = []
    fold = RegisteredFold("tried", compute)
    value = call_registered(fold, noted, rows or ([(1, 1)],), "asked")
    assert all(each == Problem(fold, "asked", each.cause, of_tables=False) for each in noted)
    return value, [each.cause for each in noted]


@pytest.mark.parametrize(
    ("result", "value"),
    [
        (3, (3, 1)),
        (0.5, (1, 2)),
        (Fraction(-1, 3), (-1, 3)),
        (0, (0, 1)),
        (None, UNDECIDED),
        (10**MOST_WHOLE - 1, (10**MOST_WHOLE - 1, 1)),
        (-Fraction(1, 10 ** (LONGEST - 1)), (-1, 10 ** (LONGEST - 1))),
    ],
)
def test_a_number_is_a_value_and_none_is_undecided(result: object, value: Pair) -> None:
    assert called(lambda _: result) == (value, [])


@pytest.mark.parametrize(
    ("result", "cause"),
    [
        (True, "TypeError: a number or None, not bool"),
        ("3", "TypeError: a number or None, not str"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (10**MOST_WHOLE, "OverflowError: more than 330 digits, or than 100 before the point"),
        (-(10**MOST_WHOLE), "OverflowError: more than 330 digits, or than 100 before the point"),
        (Fraction(1, 10**LONGEST), "OverflowError: more than 330 digits, or than 100 before the point"),
        (
            Fraction(10**LONGEST, 10**LONGEST - 1),
            "OverflowError: more than 330 digits, or than 100 before the point",
        ),
    ],
)
def test_what_rules_cannot_use_is_undecided_and_noted(result: object, cause: str) -> None:
    assert called(lambda _: result) == (UNDECIDED, [cause])


def raising(error: BaseException) -> Callable[[Any], Never]:
    def compute(_table: object) -> Never:
        raise error

    return compute


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(2), KeyboardInterrupt()])
def test_a_fold_that_fails_loses_its_own_value_alone(error: BaseException) -> None:
    value, (cause,) = called(raising(error))
    assert value == UNDECIDED
    assert cause.startswith(type(error).__name__)


def test_who_stops_the_work_stops_it() -> None:
    def compute(_table: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 1

    with pytest.raises(KeyboardInterrupt):
        called(compute)


def test_a_fold_sees_exact_values_and_nothing_where_one_is_missing() -> None:
    seen: list[object] = []
    called(seen.append, [(1, 3), UNANSWERED], [(2, 1), NOT_RELEVANT])
    assert seen == [[[Fraction(1, 3), None], [Fraction(2), None]]]


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([[UNANSWERED, NOT_RELEVANT], [NOT_RELEVANT]], UNANSWERED),
        ([[NOT_RELEVANT]], NOT_RELEVANT),
        ([[UNANSWERED], [UNDECIDED]], UNDECIDED),
        ([[]], UNDECIDED),
        ([[(1, 1), WITHHELD]], WITHHELD),
        ([[UNDECIDED], [WITHHELD]], WITHHELD),
    ],
)
def test_a_fold_is_not_asked_about_nothing_or_about_what_is_withheld(
    rows: list[list[Pair]], value: Pair
) -> None:
    assert called(raising(AssertionError()), *rows) == (value, [])
