"""A second interpreter of the rule language, as naive as can be: what the engine is held to.

Written from the description of the language and not from the engine. It walks the syntax tree of every
rule for every value anew, works out for itself what each name is given for and which cells exist, and
counts in fractions. It shares the parser with the engine, and neither the checker nor the plan.
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property
from itertools import product
from typing import Any, Final

import attrs

from digiramverk.core.diagnostic import Findings
from digiramverk.rules import syntax
from digiramverk.rules.definition import Formula, MeasureText, Ruleset, Unanswered
from digiramverk.rules.parse import parse
from digiramverk.rules.space import ITEM, RESPONSE, Item

KINDS: Final = ("not_relevant", "unanswered", "undecided", "withheld")
"""The kinds of missing, least first."""

UNANSWERED: Final = 0
NOT_RELEVANT: Final = 1
FIRST_LEVEL: Final = 2

_FACTS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("points", "fraction", "answer", "answered", "relevant"), frozenset({RESPONSE, ITEM})),
    "weight": frozenset({ITEM}),
    "published": frozenset({RESPONSE}),
}
_AGGREGATORS: Final = frozenset({"mean", "sum", "count", "share_of", "all", "any", "highest"})
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@attrs.frozen
class Absent:
    """No value, and why."""

    kind: str


@attrs.frozen
class Named:
    """A member of a dimension; no member is what a ladder has below its lowest rung."""

    dimension: str
    member: str | None


Value = Fraction | bool | Named | Absent


@attrs.frozen
class Sheet:
    """A filled-in form: a state per item (0 unanswered, 1 not relevant, 2 and up the levels), and whose."""

    states: tuple[int, ...]
    members: Mapping[str, str | None]
    published: bool = True


Rows = tuple[int, ...]
"""The sheets that one point of the population covers."""

Cell = Mapping[str, str]


@attrs.frozen
class Outcome:
    """What a measure comes to.

    Attributes:
        groups: for every group of sheets the value of every cell, by the members of `per`.
        left_out: sheets without a place, by the first dimension that they lack a member of.
    """

    groups: Mapping[Rows, Mapping[tuple[str, ...], Value]]
    left_out: Mapping[str, Rows]


def worst(absent: Sequence[Absent]) -> Absent:
    """The greatest kind of missing."""
    return max(absent, key=lambda each: KINDS.index(each.kind))


@attrs.define
class Oracle:
    """All measures of a ruleset for some sheets."""

    ruleset: Ruleset
    sheets: Sequence[Sheet]
    _memory: dict[object, Any] = attrs.field(factory=dict)

    def outcomes(self) -> dict[str, Outcome]:
        """The outcome of every measure, by name."""
        return {measure.name: self._outcome(measure) for measure in self.ruleset.measures}

    def _outcome(self, measure: MeasureText) -> Outcome:
        groups, left_out = self._split(tuple(range(len(self.sheets))), self._population(measure))
        per = self._per(measure)
        return Outcome(
            {
                rows: {
                    tuple(cell[name] for name in per): self._value(measure, rows, cell)
                    for cell in self._combinations(per, {})
                    if self._measure_exists(measure, cell)
                }
                for rows in groups
            },
            left_out,
        )

    # --- what measures are given for ----------------------------------------------------------------

    @cached_property
    def _measures(self) -> dict[str, MeasureText]:
        return {measure.name: measure for measure in self.ruleset.measures}

    def _is_population(self, name: str) -> bool:
        return any(each.name == name and each.population for each in self.ruleset.space.dimensions)

    def _grain(self, measure: MeasureText) -> frozenset[str]:
        base = self.ruleset.results_per if measure.across is None else measure.across
        return frozenset({*base, *measure.per})

    def _in_order(self, names: frozenset[str]) -> tuple[str, ...]:
        known = [ITEM, *(dimension.name for dimension in self.ruleset.space.dimensions)]
        return tuple(name for name in known if name in names)

    def _population(self, measure: MeasureText) -> tuple[str, ...]:
        return tuple(name for name in self._in_order(self._grain(measure)) if self._is_population(name))

    def _per(self, measure: MeasureText) -> tuple[str, ...]:
        return tuple(name for name in self._in_order(self._grain(measure)) if not self._is_population(name))

    def _fixes(self, given: frozenset[str], name: str) -> bool:
        """Whether the member of a dimension is settled by those of others."""
        if name in given:
            return True
        owners = [
            owner
            for each in self.ruleset.space.dimensions
            if each.name == name
            for owner in each.determined_by
        ]
        return any(self._fixes(given, owner) for owner in owners)

    def _named(self, node: syntax.Syntax) -> frozenset[str]:
        """The dimensions that must be fixed for an expression without folds to have one value."""
        match node:
            case syntax.Name(name=name):
                if name in self.ruleset.params:
                    return frozenset()
                if name in _FACTS:
                    return _FACTS[name]
                return self._grain(self._measures[name]) if name in self._measures else frozenset({name})
            case syntax.Call(name=name, keywords=picks) if name in self._measures:
                return self._grain(self._measures[name]) - {dimension for dimension, _ in picks}
            case _:
                return frozenset[str]().union(*(self._named(part) for part in parts(node)))

    # --- what exists ---------------------------------------------------------------------------------

    def _members(self, item: Item, name: str) -> tuple[str, ...]:
        return (item.id,) if name == ITEM else item.members.get(name, ())

    def _combinations(self, names: tuple[str, ...], fixed: Cell) -> list[Cell]:
        """The combinations of members that some item stands for and that agree with `fixed`."""
        found: list[Cell] = []
        for item in self.ruleset.space.items:
            for members in product(*(self._members(item, name) for name in names)):
                cell = dict(zip(names, members, strict=True))
                if cell not in found and all(fixed.get(name, cell[name]) == cell[name] for name in names):
                    found.append(cell)
        return found

    def _member(self, cell: Cell, name: str) -> str:
        """The member that a cell has or implies."""
        if name in cell:
            return cell[name]
        (member,) = {
            member
            for item in self.ruleset.space.items
            if all(each in self._members(item, other) for other, each in cell.items())
            for member in self._members(item, name)
        }
        return member

    def _measure_exists(self, measure: MeasureText, cell: Cell) -> bool:
        key = ("exists", measure.name, tuple(sorted(cell.items())))
        if key not in self._memory:
            formulas = [measure.value] if measure.show_if is None else [measure.value, measure.show_if]
            self._memory[key] = cell in self._combinations(self._per(measure), {}) and all(
                self._exists(tree(formula), cell, measure) for formula in formulas
            )
        return bool(self._memory[key])

    def _exists(self, node: syntax.Syntax, cell: Cell, measure: MeasureText) -> bool:
        match node:
            case syntax.Name(name=name) if name in self._measures and name not in self.ruleset.params:
                return self._measure_exists(self._measures[name], self._cell_of(name, (), cell))
            case syntax.Call(name=name, keywords=picks) if name in self._measures:
                return self._measure_exists(self._measures[name], self._cell_of(name, picks, cell))
            case syntax.Call(name=name) if name in _AGGREGATORS:
                return bool(self._finer(node, cell, measure))
            case _:
                return all(self._exists(part, cell, measure) for part in parts(node))

    def _cell_of(self, name: str, picks: tuple[tuple[str, syntax.Syntax], ...], cell: Cell) -> Cell:
        picked = {dimension: text_of(literal) for dimension, literal in picks}
        per = self._per(self._measures[name])
        return {each: picked[each] if each in picked else self._member(cell, each) for each in per}

    def _finer(self, call: syntax.Call, cell: Cell, measure: MeasureText) -> list[Cell]:
        """The framework cells that a fold sees: those of which all that it names exists."""
        names = self._grain(measure) | self._named(call)
        order = tuple(name for name in self._in_order(names) if not self._is_population(name))
        return [
            fine
            for fine in self._combinations(order, cell)
            if all(self._exists(part, fine, measure) for part in parts(call))
        ]

    # --- who belongs together ------------------------------------------------------------------------

    def _split(self, rows: Rows, population: tuple[str, ...]) -> tuple[list[Rows], dict[str, Rows]]:
        if RESPONSE in population:
            return [(row,) for row in rows], {}
        groups: dict[tuple[str | None, ...], Rows] = {}
        left_out: dict[str, Rows] = {}
        for row in rows:
            members = [self.sheets[row].members[name] for name in population]
            if None in members:
                lacking = population[members.index(None)]
                left_out[lacking] = (*left_out.get(lacking, ()), row)
            else:
                groups[tuple(members)] = (*groups.get(tuple(members), ()), row)
        return list(groups.values()), left_out

    # --- values --------------------------------------------------------------------------------------

    def _value(self, measure: MeasureText, rows: Rows, cell: Cell) -> Value:
        key = (measure.name, rows, tuple(sorted(cell.items())))
        if key not in self._memory:
            value = self._evaluate(tree(measure.value), rows, cell, measure)
            if measure.show_if is not None:
                shown = self._evaluate(tree(measure.show_if), rows, cell, measure)
                value = value if shown is True else Absent("withheld")
            self._memory[key] = value
        found: Value = self._memory[key]
        return found

    def _evaluate(self, node: syntax.Syntax, rows: Rows, cell: Cell, measure: MeasureText) -> Value:
        def value(part: syntax.Syntax) -> Value:
            return self._evaluate(part, rows, cell, measure)

        match node:
            case syntax.NumberLiteral(value=number):
                return number
            case syntax.TruthLiteral(value=truth):
                return truth
            case syntax.Name(name=name):
                return self._name(name, rows, cell, measure)
            case syntax.Call():
                return self._call(node, rows, cell, measure)
            case syntax.Choice(condition=condition, then=then, otherwise=otherwise):
                decided = value(condition)
                return decided if isinstance(decided, Absent) else value(then if decided else otherwise)
            case _:
                return self._operation(node, value)

    def _call(self, call: syntax.Call, rows: Rows, cell: Cell, measure: MeasureText) -> Value:
        if call.name == "known":
            return not isinstance(self._evaluate(call.arguments[0], rows, cell, measure), Absent)
        if call.name in self._measures:
            return self._other(call.name, call.keywords, rows, cell)
        return self._fold(call, rows, cell, measure)

    def _operation(self, node: syntax.Syntax, value: Callable[[syntax.Syntax], Value]) -> Value:
        match node:
            case syntax.Negation(operand=part):
                return arithmetic("-", Fraction(0), value(part))
            case syntax.Arithmetic(operator=sign, left=left, right=right):
                return arithmetic(sign, value(left), value(right))
            case syntax.Comparison(operators=signs, operands=operands):
                links = zip(signs, operands, operands[1:], strict=False)
                return conjunction([self._compare(*link, value) for link in links])
            case syntax.Not(operand=part):
                return negation(value(part))
            case syntax.Logic(operator="and", operands=operands):
                return conjunction([value(part) for part in operands])
            case syntax.Logic(operands=operands):
                return negation(conjunction([negation(value(part)) for part in operands]))
            case _:
                raise TypeError(node)

    def _name(self, name: str, rows: Rows, cell: Cell, measure: MeasureText) -> Value:
        sheet = self.sheets[rows[0]]
        if name in self.ruleset.params:
            return self.ruleset.params[name]
        if name == "published":
            return sheet.published
        if name in _FACTS:
            return self._fact(name, sheet, cell, measure)
        if name in self._measures:
            return self._other(name, (), rows, cell)
        if not self._is_population(name):
            return Named(name, self._member(cell, name))
        member = sheet.members[name]
        return Absent("unanswered") if member is None else Named(name, member)

    def _fact(self, name: str, sheet: Sheet, cell: Cell, measure: MeasureText) -> Value:
        number, item = next(
            (number, item) for number, item in enumerate(self.ruleset.space.items) if item.id == cell[ITEM]
        )
        state = sheet.states[number]
        if name == "weight":
            return item.weight
        if name == "relevant":
            return state != NOT_RELEVANT
        if state == NOT_RELEVANT:
            return Absent("not_relevant")
        if name == "answered":
            return state != UNANSWERED
        if state == UNANSWERED:
            choice = measure.unanswered or self.ruleset.unanswered
            if choice is Unanswered.BLOCKS:
                return Absent("undecided")
            return Fraction(0) if choice is Unanswered.ZERO and name != "answer" else Absent("unanswered")
        level = item.levels[state - FIRST_LEVEL]
        if name == "answer":
            return Named("level", level.id)
        return level.points if name == "points" else level.fraction

    def _other(
        self, name: str, picks: tuple[tuple[str, syntax.Syntax], ...], rows: Rows, cell: Cell
    ) -> Value:
        """Another measure as seen from here: for the group that these rows belong to."""
        measure = self._measures[name]
        groups, _ = self._split(tuple(range(len(self.sheets))), self._population(measure))
        found = [group for group in groups if rows[0] in group]
        if not found:
            return Absent("undecided")
        return self._value(measure, found[0], self._cell_of(name, picks, cell))

    def _compare(
        self, sign: str, left: syntax.Syntax, right: syntax.Syntax, value: Callable[[syntax.Syntax], Value]
    ) -> Value:
        literals = (syntax.TextLiteral, syntax.NumberLiteral)
        sides = [None if isinstance(side, syntax.TextLiteral) else value(side) for side in (left, right)]
        absent = [side for side in sides if isinstance(side, Absent)]
        if absent:
            return worst(absent)
        first: Any = sides[0]
        second: Any = sides[1]
        if isinstance(first, Named) and isinstance(right, literals):
            second = Named(first.dimension, text_of(right))
        if isinstance(second, Named) and isinstance(left, literals):
            first = Named(second.dimension, text_of(left))
        if isinstance(first, Named) and isinstance(second, Named) and sign not in {"==", "!="}:
            return _COMPARE[sign](self._rank(first), self._rank(second))
        return _COMPARE[sign](first, second)

    def _rank(self, named: Named) -> int:
        (members,) = [each.members for each in self.ruleset.space.dimensions if each.name == named.dimension]
        return -1 if named.member is None else (members or ()).index(named.member)

    # --- folds ---------------------------------------------------------------------------------------

    def _fold(self, call: syntax.Call, rows: Rows, cell: Cell, measure: MeasureText) -> Value:
        own, fine = self._grain(measure), self._named(call)
        extra = frozenset(name for name in fine if not self._fixes(own, name))
        points = [rows]
        if any(self._is_population(name) for name in extra):
            population = tuple(name for name in self._in_order(own | fine) if self._is_population(name))
            points, _ = self._split(rows, population)
        elements = list(self._elements(call, points, self._finer(call, cell, measure), measure))
        match call.name:
            case "highest":
                (ladder,) = extra
                return self._highest(ladder, elements)
            case "all":
                return self._conjunction(elements)
            case "any":
                return negation(self._conjunction([(cell, negation(value)) for cell, value in elements]))
            case function:
                return figure(function, [value for _, value in elements])

    def _elements(
        self, call: syntax.Call, points: list[Rows], cells: list[Cell], measure: MeasureText
    ) -> Iterator[tuple[Cell, Value]]:
        condition = dict(call.keywords).get("where")
        for point, cell in product(points, cells):
            chosen = True if condition is None else self._evaluate(condition, point, cell, measure)
            if isinstance(chosen, Absent):
                yield cell, chosen
            elif chosen:
                yield cell, self._evaluate(call.arguments[0], point, cell, measure)

    def _conjunction(self, elements: list[tuple[Cell, Value]]) -> Value:
        kept, skipped = _divide([value for _, value in elements])
        if not kept:
            return worst(skipped) if skipped else Absent("undecided")
        return conjunction(kept)

    def _highest(self, ladder: str, elements: list[tuple[Cell, Value]]) -> Value:
        climbed = sorted(
            elements, key=lambda element: self._rank(Named(ladder, self._member(element[0], ladder)))
        )
        reached: str | None = None
        seen = False
        for cell, value in climbed:
            if value == Absent("not_relevant"):
                continue
            if isinstance(value, Absent):
                return value
            seen = True
            if not value:
                break
            reached = self._member(cell, ladder)
        return Named(ladder, reached) if seen else Absent("not_relevant")


@cache
def tree(formula: Formula) -> syntax.Syntax:
    """The syntax of a formula that has been checked."""
    findings = Findings()
    found = parse(formula, findings)
    if found is None:
        raise ValueError(formula.text, findings.items)
    return found


def parts(node: syntax.Syntax) -> tuple[syntax.Syntax, ...]:
    """The direct parts of an expression; the members that a cell is picked by are none."""
    match node:
        case syntax.Negation(operand=operand) | syntax.Not(operand=operand):
            return (operand,)
        case syntax.Arithmetic(left=left, right=right):
            return (left, right)
        case syntax.Comparison(operands=operands) | syntax.Logic(operands=operands):
            return operands
        case syntax.Choice(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case syntax.Call(arguments=arguments, keywords=keywords):
            return (*arguments, *(value for name, value in keywords if name == "where"))
        case _:
            return ()


def text_of(literal: syntax.Syntax) -> str:
    """A text or whole number as the member's id that it means."""
    if isinstance(literal, syntax.TextLiteral):
        return literal.value
    if isinstance(literal, syntax.NumberLiteral):
        return str(literal.value)
    raise TypeError(literal)


def arithmetic(sign: str, left: Value, right: Value) -> Value:
    """``left sign right``."""
    absent = [side for side in (left, right) if isinstance(side, Absent)]
    if absent:
        return worst(absent)
    if not (isinstance(left, Fraction) and isinstance(right, Fraction)):
        raise TypeError(left, right)
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else Absent("undecided")


def negation(value: Value) -> Value:
    """``not value``, in three-valued logic."""
    return value if isinstance(value, Absent) else not value


def conjunction(values: Sequence[Value]) -> Value:
    """Whether all are true, in three-valued logic: one that is false decides."""
    if any(value is False for value in values):
        return False
    absent = [value for value in values if isinstance(value, Absent)]
    return worst(absent) if absent else True


def _divide(values: Sequence[Value]) -> tuple[list[Value], list[Absent]]:
    """What a fold looks at, and what it leaves out."""
    left_out = [
        value
        for value in values
        if isinstance(value, Absent) and value.kind in {"not_relevant", "unanswered"}
    ]
    return [value for value in values if value not in left_out], left_out


def figure(function: str, values: Sequence[Value]) -> Value:
    """The mean or sum of numbers; the count or share of what is true."""
    kept, skipped = _divide(values)
    absent = [value for value in kept if isinstance(value, Absent)]
    if absent:
        return worst(absent)
    if not kept and function != "count":
        return worst(skipped) if skipped else Absent("undecided")
    numbers = [Fraction(value) for value in kept if isinstance(value, bool | Fraction)]
    total = sum(numbers, Fraction(0))
    return total / len(numbers) if function in {"mean", "share_of"} else total
