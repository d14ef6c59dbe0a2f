"""Every function of the language says everything of itself, and what it says is true of its exact meaning."""

import ast
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.running import compiled, run
from tests.rules.small import DELVIS, NEJ, ruleset, sheet

from digiramverk.rules import nodes
from digiramverk.rules.directions import Directions
from digiramverk.rules.functions import (
    FOLDS,
    FUNCTIONS,
    OPERATIONS,
    Accepts,
    Construct,
    Fold,
    Ladder,
    Operation,
    Parts,
    Values,
)
from digiramverk.rules.functions.fold import HeldBack
from digiramverk.rules.functions.folds import MEDIAN, MODE
from digiramverk.rules.functions.options import CallOptions
from digiramverk.rules.functions.rounding import ROUNDINGS
from digiramverk.rules.intervals import Interval, Range, TruthRange
from digiramverk.rules.missing import Missing
from digiramverk.rules.movement import Direction
from digiramverk.rules.scalar import runtime
from digiramverk.rules.scalar.expressions import run_time
from digiramverk.rules.sizes import SIZES
from digiramverk.rules.types import Boolean, Number
from digiramverk.tables.counted_values import COUNTED
from digiramverk.tables.group_folds import of_combinations
from digiramverk.tables.operations import COLUMNS

SOURCE = Path(__file__).parents[2] / "src/digiramverk"
OF_VALUES = [each for each in FOLDS.values() if isinstance(each, Fold)]
CALLS = [(each, options) for each in OF_VALUES for options in product(*(one.words for one in each.options))]
"""Every fold of values with every choice that a rule can make."""
LADDERS = [each for each in FOLDS.values() if isinstance(each, Ladder)]
ORDERED = [each for each in OPERATIONS.values() if each.accepts is not Accepts.ALIKE]
ZERO = Fraction(0)
ONE = Fraction(1)

numbers = st.fractions(-4, 4, max_denominator=3)
weights = st.fractions(0, 3, max_denominator=2)

EITHER_WAY = {"mode"}
"""Folds that a higher value can raise or lower. A new one that goes both ways is added here."""


# --- nothing is left unsaid ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Fold, Ladder, Operation])
def test_no_part_of_a_function_has_a_default(kind: type[attrs.AttrsInstance]) -> None:
    assert [each.name for each in attrs.fields(kind) if each.default is not attrs.NOTHING] == []


@pytest.mark.parametrize(
    ("function", "part"),
    [
        (function, field.name)
        for function in (FOLDS["mean"], FOLDS["highest"], OPERATIONS["abs"])
        for field in attrs.fields(type(function))
    ],
)
def test_a_function_that_leaves_a_part_unsaid_cannot_be_made(function: Any, part: str) -> None:  # noqa: ANN401 - any kind of function
    said = {field.name: getattr(function, field.name) for field in attrs.fields(type(function))}
    assert type(function)(**said) == function
    del said[part]
    with pytest.raises(TypeError, match=part):
        type(function)(**said)


def test_every_function_is_listed_once() -> None:
    names = [*FOLDS, *OPERATIONS, *(each.value for each in Construct)]
    assert set(FUNCTIONS) == set(names)
    assert len(FUNCTIONS) == len(set(FUNCTIONS))
    assert set(FOLDS) & set(OPERATIONS) == {each.name for each in OPERATIONS.values() if each.picks}


def test_what_a_fold_is_mistaken_for_is_another_fold() -> None:
    for fold in FOLDS.values():
        assert set(fold.mistaken_for) <= set(FOLDS) - {fold.name}


def test_the_digits_of_every_operation_are_known() -> None:
    assert set(SIZES) == set(OPERATIONS)


def test_the_table_engine_has_columns_for_every_operation_on_numbers() -> None:
    assert set(COLUMNS) == {each.name for each in OPERATIONS.values() if not each.passes_over}


def test_the_table_engine_has_columns_for_every_fold_that_needs_all_the_values() -> None:
    assert set(COUNTED) == {each.name for each in OF_VALUES if isinstance(each.follows_from, Values)}


@pytest.mark.parametrize("fold", FOLDS.values(), ids=list(FOLDS))
def test_the_scalar_engine_has_code_for_every_fold(fold: Fold | Ladder) -> None:
    for weighted in {False, isinstance(fold, Fold) and fold.takes_weight}:
        called = run_time(fold, (), weighted=weighted).split("(")[0]
        assert called in runtime.FUNCTIONS
        assert hasattr(runtime, called)


def compared(path: Path) -> list[int]:
    """The lines on which a module compares the name of a node's function, or matches on it."""
    found: list[int] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.MatchClass():
                patterns = dict(zip(node.kwd_attrs, node.kwd_patterns, strict=True))
                given = patterns.get("function")
                if given is not None and any(isinstance(part, ast.MatchValue) for part in ast.walk(given)):
                    found.append(node.lineno)
            case ast.Match(subject=ast.Attribute(attr="function")):
                found.append(node.lineno)
            case ast.Compare():
                named = any(
                    isinstance(side, ast.Attribute) and side.attr == "function"
                    for side in (node.left, *node.comparators)
                )
                if named and any(isinstance(part, ast.Constant) for part in ast.walk(node)):
                    found.append(node.lineno)
            case _:
                pass
    return found


def test_nobody_compares_the_name_of_a_function() -> None:
    assert [(path.name, line) for path in sorted(SOURCE.rglob("*.py")) for line in compared(path)] == []


def test_comparing_the_name_of_a_function_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        'if node.function == "sum":\n    pass\n'
        'if node.function in {"sum", "mean"}:\n    pass\n'
        'match node:\n    case Aggregate(function="sum" | "mean"):\n        pass\n'
        'match node.function:\n    case "sum":\n        pass\n'
        "if node.function in registered:\n    pass\n",
        encoding="utf-8",
    )
    assert sorted(compared(path)) == [1, 3, 6, 8]


# --- what a fold says is true --------------------------------------------------------------------------


@attrs.frozen
class Moves:
    """Elements of which the values rise and all else keeps still."""

    values: Interval
    weights: Interval | None
    value: Direction = Direction.RISING
    where: Direction = Direction.STILL
    weight: Direction = Direction.STILL
    settled: bool = True
    slips: bool = False
    meant: bool = False


@attrs.frozen
class Given:
    """Known arguments that all rise."""

    directions: tuple[Direction, ...]
    first: Interval
    settled: bool = True


of_every_fold = pytest.mark.parametrize(
    ("fold", "options"), CALLS, ids=[" ".join((fold.name, *map(str, options))) for fold, options in CALLS]
)


def elements_of(fold: Fold, data: st.DataObject) -> list[tuple[Fraction | bool, Fraction]]:
    one = numbers if fold.takes is Number else st.booleans()
    weighed = weights if fold.takes_weight and data.draw(st.booleans()) else st.just(ONE)
    drawn: list[tuple[Fraction | bool, Fraction]] = data.draw(
        st.lists(st.tuples(one, weighed), min_size=1, max_size=5)
    )
    return drawn


def possible(values: Sequence[Fraction | bool]) -> Range:
    if isinstance(values[0], bool):
        return TruthRange(can_be_true=True in values, can_be_false=False in values)
    known = [Fraction(value) for value in values]
    return Interval(min(known), max(known))


@of_every_fold
@given(data=st.data())
def test_a_fold_gives_what_it_says(fold: Fold, options: CallOptions, data: st.DataObject) -> None:
    elements = elements_of(fold, data)
    result = fold.exact(elements, options)
    if result is None:
        # Nothing can be read out of weights that come to nothing.
        assert fold.leaves_open(options) or sum(weight for _, weight in elements) == 0
        return
    gives = Number() if fold.gives is None else fold.gives
    assert isinstance(result, bool) == isinstance(gives, Boolean)
    weighed = Interval(min(w for _, w in elements), max(w for _, w in elements))
    within = fold.range(possible([value for value, _ in elements]), weighed, len(elements))
    if isinstance(result, bool):
        assert isinstance(within, TruthRange)
        assert within.can_be_true if result else within.can_be_false
    else:
        assert isinstance(within, Interval)
        assert within.holds(result)


@pytest.mark.parametrize("name", ["mean", "share_of"])
def test_what_weights_of_either_sign_give_is_within_what_is_said(name: str) -> None:
    fold = FOLDS[name]
    assert isinstance(fold, Fold)
    elements = [(True, -ONE), (False, 2 * ONE)]
    values = elements if fold.takes is Boolean else [(Fraction(value), weight) for value, weight in elements]
    result = fold.exact(values, ())
    within = fold.range(possible([value for value, _ in values]), Interval(-ONE, 2 * ONE), len(values))
    assert result == -1
    assert isinstance(within, Interval)
    assert within.holds(Fraction(result))


@of_every_fold
@given(data=st.data())
def test_a_fold_goes_where_it_says(fold: Fold, options: CallOptions, data: st.DataObject) -> None:
    before = elements_of(fold, data)
    index = data.draw(st.integers(0, len(before) - 1))
    value, weight = before[index]
    step: Fraction = data.draw(st.fractions(0, 2, max_denominator=3))
    raised: Fraction | bool = True
    if not isinstance(value, bool):
        raised = value + step
    after = [*before[:index], (raised, weight), *before[index + 1 :]]
    both = possible([value for value, _ in (*before, *after)])
    values = both if isinstance(both, Interval) else Interval()
    claimed = fold.direction(Moves(values, Interval(ZERO, None)))
    one, other = fold.exact(before, options), fold.exact(after, options)
    if one is None or other is None:
        return
    assert claimed is (Direction.EITHER if fold.name in EITHER_WAY else Direction.RISING)
    assert claimed is Direction.EITHER or other >= one


@pytest.mark.parametrize("fold", FOLDS.values(), ids=list(FOLDS))
def test_nothing_is_proved_of_a_fold_of_which_anything_may_come_and_go(fold: Fold | Ladder) -> None:
    either = Direction.EITHER
    moves = Moves(
        Interval(), Interval(), value=either, where=either, weight=either, settled=False, slips=True
    )
    assert fold.direction(moves) is either


@of_every_fold
@given(data=st.data())
def test_what_a_fold_says_of_single_and_equal_and_whole_values_is_true(
    fold: Fold, options: CallOptions, data: st.DataObject
) -> None:
    value = data.draw(numbers) if fold.takes is Number else data.draw(st.booleans())
    number = data.draw(st.integers(2, 4))
    if fold.of_one:
        assert fold.exact([(value, ONE)], options) == value
    if fold.of_equals:
        assert fold.exact([(value, ONE)] * number, options) == value
    if fold.keeps_whole:
        whole: list[int] = data.draw(st.lists(st.integers(-3, 3), min_size=1, max_size=4))
        one = bool if fold.takes is Boolean else Fraction
        found = fold.exact([(one(each), ONE) for each in whole], options)
        assert Fraction(found or 0).denominator == 1


def alike(one: object, other: object) -> bool:
    """Whether two values are the same one; yes is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


@of_every_fold
def test_what_a_fold_does_not_say_of_such_values_is_not_so(fold: Fold, options: CallOptions) -> None:
    values: list[Fraction | bool] = [False, True]
    if fold.takes is Number:
        values = [Fraction(each) for each in (-1, 0, 1, 2)]
    one = [alike(fold.exact([(value, ONE)], options), value) for value in values]
    equals = [alike(fold.exact([(value, ONE)] * 3, options), value) for value in values]
    whole = [
        not isinstance(found, bool) and Fraction(found or 0).denominator == 1
        for size in (1, 2, 3)
        for each in product(values, repeat=size)
        for found in [fold.exact([(value, ONE) for value in each], options)]
    ]
    # Nothing is said of *all* and *any*, which an element can decide that others are missing beside.
    said = (False, False) if fold.decided_early else (all(one), all(equals))
    assert (fold.of_one, fold.of_equals, fold.keeps_whole) == (*said, all(whole))


@of_every_fold
@given(data=st.data())
def test_the_figure_for_all_is_to_those_for_the_parts_what_the_fold_says(
    fold: Fold, options: CallOptions, data: st.DataObject
) -> None:
    one, other = elements_of(fold, data), elements_of(fold, data)
    parts = [fold.exact(one, options), fold.exact(other, options)]
    whole = fold.exact([*one, *other], options)
    known = sorted(Fraction(each) for each in parts if each is not None)
    if whole is None or len(known) < len(parts):
        return
    match fold.parts:
        case Parts.ADD_UP:
            assert whole == sum(known)
        case Parts.BETWEEN:
            assert known[0] <= whole <= known[1]
        case Parts.UNKNOWN:
            pass


@pytest.mark.parametrize("fold", OF_VALUES, ids=lambda fold: fold.name)
@given(data=st.data())
def test_one_decisive_truth_decides(fold: Fold, data: st.DataObject) -> None:
    if fold.decisive is None:
        return
    elements = [(value, ONE) for value in data.draw(st.lists(st.booleans(), max_size=4))]
    assert fold.exact([*elements, (fold.decisive, ONE)], ()) is fold.decisive


@pytest.mark.parametrize(
    ("rungs", "highest", "lowest"),
    [
        ([], Missing.NOT_RELEVANT, Missing.NOT_RELEVANT),
        ([True, True, False], "b", "a"),
        ([False, True, True], "none", "b"),
        ([False, False, False], "none", "none"),
        ([True, Missing.NOT_RELEVANT, True], "c", "a"),
        ([True, Missing.UNANSWERED, True], Missing.UNANSWERED, "a"),
        ([False, Missing.UNDECIDED, True], "none", Missing.UNDECIDED),
        ([Missing.NOT_RELEVANT], Missing.NOT_RELEVANT, Missing.NOT_RELEVANT),
    ],
)
def test_a_ladder_is_climbed_from_below(
    rungs: list[bool | Missing], highest: str | Missing, lowest: str | Missing
) -> None:
    named = list(zip("abc", rungs, strict=False))
    assert [ladder.exact(named) for ladder in LADDERS] == [highest, lowest]


def test_a_median_of_counted_values_needs_no_list_of_them() -> None:
    assert MEDIAN.exact([(Fraction(each), ONE) for each in (5, 1, 2, 2)], ()) == 2
    assert MEDIAN.exact([(Fraction(each), ONE) for each in (5, 1, 2, 3)], ()) == Fraction(5, 2)


@pytest.mark.parametrize(
    ("ties", "before", "after"),
    [
        ("lower", (1, 2, 3, 3), (2, 2, 3, 3)),
        ("higher", (1, 1, 3, 3), (1, 1, 3, 4)),
        # One raised answer makes a tie before it makes a lower value.
        ("missing", (1, 2, 2, 4, 4, 4), (2, 2, 2, 4, 4, 5)),
    ],
)
def test_a_mode_can_fall_where_values_rise(
    ties: str, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    one, other = (MODE.exact([(Fraction(v), ONE) for v in each], (ties,)) for each in (before, after))
    assert one is not None
    assert other is not None
    assert other < one


@pytest.mark.parametrize(
    ("ties", "of_all"), [("lower", Fraction(1)), ("higher", Fraction(3)), ("missing", None)]
)
def test_a_tie_goes_by_value_and_not_by_what_comes_first(ties: str, of_all: Fraction | None) -> None:
    for values in ((3, 1, 3, 1, 2), (1, 2, 3, 1, 3)):
        assert MODE.exact([(Fraction(v), ONE) for v in values], (ties,)) == of_all


def test_the_mode_of_all_need_not_lie_between_those_of_the_parts() -> None:
    one, other = ([(Fraction(v), ONE) for v in values] for values in ((1, 1, 3, 3, 3), (1, 1, 5, 5, 5)))
    assert [MODE.exact(each, ("lower",)) for each in (one, other, [*one, *other])] == [3, 5, 1]


def test_whether_a_mode_is_known_hangs_on_levels_where_ties_are_missing() -> None:
    rules = {f"{ties}_known": f'known(mode(points, ties="{ties}"))' for ties in ("lower", "missing")}
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    found = [Directions.of(plan).direction(name) for name in rules]
    assert found == [Direction.STILL, Direction.EITHER]


# --- what an operation says is true --------------------------------------------------------------------


def called(operation: Operation, data: st.DataObject) -> tuple[list[Fraction], CallOptions]:
    number = max(operation.least, 2) if operation.picks else operation.least
    given = data.draw(st.lists(numbers, min_size=number, max_size=number))
    if operation.accepts is Accepts.ROUNDING:
        return given, (data.draw(st.integers(-1, 2)), data.draw(st.sampled_from(ROUNDINGS)))
    return given, ()


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
@given(data=st.data())
def test_an_operation_gives_what_it_says(operation: Operation, data: st.DataObject) -> None:
    values, options = called(operation, data)
    intervals = []
    for value in values:
        low, high = sorted((value, data.draw(numbers)))
        intervals.append(Interval(low, high))
    result = operation.exact(values, options)
    if operation.name != "clamp" or values[1] <= values[2]:
        assert operation.range(intervals, options).holds(result)
    if operation.gives_one:
        assert result in values
    if operation.keeps_whole:
        assert operation.exact([Fraction(round(each)) for each in values], options).denominator == 1


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
@given(data=st.data())
def test_an_operation_goes_where_it_says(operation: Operation, data: st.DataObject) -> None:
    values, options = called(operation, data)
    raised = [each + data.draw(st.fractions(0, 2, max_denominator=3)) for each in values]
    first = Interval(values[0], raised[0])
    claimed = operation.direction(Given((Direction.RISING,) * len(values), first))
    one, other = operation.exact(values, options), operation.exact(raised, options)
    assert claimed is not Direction.RISING or other >= one
    assert claimed is not Direction.FALLING or other <= one
    assert claimed is not Direction.STILL or other == one


# --- what nobody has said is unknown -------------------------------------------------------------------


def aggregate(function: str) -> nodes.Aggregate:
    value = nodes.Constant(Number(), 0, 0, ONE)
    return nodes.Aggregate(
        Number(), 0, 0, function, value, None, None, None, (), (), (), folds_population=True
    )


@pytest.mark.parametrize("function", ["highest", "a_plugins"])
def test_what_is_no_fold_of_values_is_not_read_out_of_combinations(function: str) -> None:
    with pytest.raises(TypeError):
        of_combinations(aggregate(function), {(1, 1, 0, 1, 1): 2})


def test_what_holds_an_explanation_back_is_unknown_for_a_fold_of_a_plugin() -> None:
    assert aggregate("a_plugins").fold is None
    assert {fold.held_back for fold in FOLDS.values()} == set(HeldBack)


def test_a_condition_that_moves_can_leave_all_with_nothing_to_say() -> None:
    plan, _ = compiled(ruleset({"any_to_ask": "known(all(answered, where=points >= 1))"}))
    assert plan is not None
    before, after = (run(plan, [sheet(state, response="a")])["any_to_ask"].groups for state in (NEJ, DELVIS))
    assert [*before.values()] != [*after.values()]
    assert Directions.of(plan).direction("any_to_ask") is Direction.EITHER
