"""Which expressions become columns on the way, and what is held at a time."""

import operator
from typing import Any

import polars as pl
import pytest

from digiramverk.tables.graph import ColumnNode, column, greatest_of, joined, literal, operated
from digiramverk.tables.steps import MOST_NESTED, Steps, Wanted

TABLE = pl.DataFrame({"a": [1, 2, None], "b": [10, 20, 30], "whose": ["x", "y", "z"]})


def plus(one: ColumnNode, other: ColumnNode | int) -> ColumnNode:
    return operated(operator.add, one, other)


def rows(wanted: dict[str, ColumnNode], carried: tuple[str, ...] = ("whose",)) -> list[Any]:
    return Wanted(wanted).steps.onto(TABLE.lazy(), carried).collect().rows()


def test_what_is_asked_for_stands_beside_what_is_carried() -> None:
    both = plus(column("a"), column("b"))
    wanted = {"sum": both, "more": plus(both, 1), "same": literal(7, "Int8")}
    assert rows(wanted) == [("x", 11, 12, 7), ("y", 22, 23, 7), ("z", None, None, 7)]


def test_what_is_the_same_everywhere_is_there_for_every_row() -> None:
    assert rows({"same": literal(7, "Int8")}) == [("x", 7), ("y", 7), ("z", 7)]
    assert rows({"same": literal(7, "Int8")}, carried=()) == [(1, 7), (2, 7), (None, 7)]


def test_what_is_read_twice_is_made_once() -> None:
    shared = plus(column("a"), column("b"))
    steps = Steps.to({"one": plus(shared, 1), "two": plus(shared, 2)})
    assert [len(step.made) for step in steps.steps] == [1]


def test_what_is_read_once_is_no_column() -> None:
    assert Steps.to({"one": plus(plus(column("a"), column("b")), 1)}).steps == ()


def test_two_of_the_same_are_one() -> None:
    one, other = plus(column("a"), column("b")), plus(column("a"), column("b"))
    assert [len(step.made) for step in Steps.to({"one": plus(one, 1), "two": plus(other, 2)}).steps] == [1]


def test_true_and_one_are_not_the_same() -> None:
    """They are equal in Python, and would be each other's expression if only that were asked."""
    assert rows({"one": literal(1), "true": literal(value=True)}) == [(w, 1, True) for w in "xyz"]
    assert rows({"true": literal(value=True), "one": literal(1)})[0][1] is True


def test_what_is_slow_within_others_is_a_column_of_its_own() -> None:
    steps = Steps.to({"one": plus(greatest_of([column("a"), column("b")]), 1)})
    assert [len(step.made) for step in steps.steps] == [1]


def test_nothing_is_nested_without_end() -> None:
    deep = column("b")
    for _ in range(5_000):
        deep = plus(deep, 1)
    steps = Steps.to({"deep": deep})
    assert len(steps.steps) == pytest.approx(5_000 / (MOST_NESTED + 1), abs=1)
    assert rows({"deep": joined(operator.add, [column("b")] * 40)})[0] == ("x", 400)


def test_what_is_read_no_more_is_let_go_of() -> None:
    """Of a chain in which each value is read twice only the last one is held."""
    value = column("b")
    for number in range(30):
        value = operated(operator.add, plus(value, number), value)
    for step in Steps.to({"last": value}).steps:
        assert len(step.kept) <= 1


class Counting:
    """A frame that only tells which columns it has, and how it came by them."""

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        self.seen: list[tuple[str, int]] = []

    def collect_schema(self) -> pl.Schema:
        return pl.Schema(dict.fromkeys(self.columns, pl.Int64()))

    def select(self, *given: str | pl.Expr) -> "Counting":
        return self._made("select", [], given)

    def with_columns(self, *given: str | pl.Expr) -> "Counting":
        return self._made("with", self.columns, given)

    def _made(self, way: str, before: list[str], given: tuple[str | pl.Expr, ...]) -> "Counting":
        made = Counting(
            [*before, *(each if isinstance(each, str) else each.meta.output_name() for each in given)]
        )
        made.seen = [*self.seen, (way, len(made.columns))]
        return made


@pytest.mark.parametrize(("before", "ways"), [(1, "sssss"), (2, "sssss"), (3, "sswss"), (9, "sswss")])
def test_columns_that_nothing_reads_go_when_they_are_more_than_a_fourth(before: int, ways: str) -> None:
    """In the third step one is idle; the first one always lets go of what else the table has."""
    twice = [plus(each, each) for each in (plus(column("a"), number) for number in range(before))]
    last = plus(twice[0], twice[0])
    wanted = {f"own{number}": plus(each, each) for number, each in enumerate(twice[1:])}
    frame: Any = Counting(["a", "b", "c", "d"])
    found: Any = Steps.to({**wanted, "last": plus(last, last)}).onto(frame, ["c"])
    assert "".join(way[0] for way, _ in found.seen) == ways
    assert [count for _, count in found.seen] == [
        1 + before,
        1 + before,
        before + 1 + (ways[2] == "w"),
        before + 1,
        before + 1,
    ]
