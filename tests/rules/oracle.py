"""A second interpreter of the rule language, as naive as can be: what the engine is held to.

Written from the description of the language and not from the engine. It walks the syntax tree of every
rule for every value anew, works out for itself what each name is given for and which cells exist, and
counts in fractions. It shares the parser with the engine, and neither the checker nor the plan.
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import product
from typing import Any, Final

import attrs

from digiramverk.core.diagnostic import Findings
from digiramverk.rules import syntax
from digiramverk.rules.definition import Formula, MeasureText, Ruleset, Unanswered
from digiramverk.rules.functions.registered_fold import Table
from digiramverk.rules.parser import parse
from digiramverk.rules.space import ITEM, RESPONSE, Item

KINDS: Final = ("not_relevant", "unanswered", "undecided", "withheld")
"""The kinds of missing, least first."""

UNANSWERED: Final = 0
NOT_RELEVANT: Final = 1
NOT_ASKED: Final = 2
DECLINED: Final = 3
FIRST_LEVEL: Final = 4

_FACTS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("points", "fraction", "answer", "answered", "declined", "relevant"), frozenset({RESPONSE, ITEM})
    ),
    **dict.fromkeys(("weight", "min_points", "max_points"), frozenset({ITEM})),
    "published": frozenset({RESPONSE}),
}
_AGGREGATORS: Final = frozenset(
    {"mean", "sum", "min", "max", "median", "mode", "count", "share_of", "all", "any", "highest", "lowest"}
    | {"placed"}
)
_ABSENT: Final = frozenset({"not_relevant", "undecided"})
_YES_OR_NO: Final = frozenset({"all", "any", "known", "answered", "declined", "relevant", "published"})
_HALVES: Final = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "up": ROUND_UP, "down": ROUND_DOWN}
_DIGITS: Final = 200
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
    """A filled-in form: a state per item (the four above, then its levels), and whose it is."""

    states: tuple[int, ...]
    members: Mapping[str, str | None]
    published: bool = True
    numbers: Mapping[str, Fraction] = attrs.field(factory=dict)


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
    """All measures of a ruleset for some sheets.

    Attributes:
        ruleset: the rules.
        sheets: the forms.
        withheld: by measure, sheets and cell, what is withheld so that nothing else that is follows. Which
            values these are is no matter of the language: see `tests.rules.worlds` for what they have to
            do. What becomes of the values that hang on them is.
    """

    ruleset: Ruleset
    sheets: Sequence[Sheet]
    withheld: frozenset[tuple[str, Rows, tuple[str, ...]]] = frozenset()
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
                    tuple(cell[name] for name in per): self._shown(measure, rows, cell)
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
                if name in self.ruleset.params or name in _ABSENT:
                    return frozenset()
                if name in _FACTS:
                    return _FACTS[name]
                if name in self.ruleset.space.numbers:
                    return frozenset({RESPONSE})
                return self._grain(self._measures[name]) if name in self._measures else frozenset({name})
            case syntax.Call(name=name, arguments=(), keywords=picks) if name in self._measures:
                return self._grain(self._measures[name]) - {dimension for dimension, _ in picks}
            case syntax.Call(name=name, arguments=()) if name in _FACTS:
                return _FACTS[name] - {ITEM}
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
            case syntax.Call(name=name, arguments=(), keywords=picks) if name in self._measures:
                return self._measure_exists(self._measures[name], self._cell_of(name, picks, cell))
            case syntax.Call() if is_fold(node):
                return bool(self._finer(node, cell, measure))
            case syntax.Call(name="known"):
                return True
            case _ if passes_over(node):
                return bool(self._existing(node, cell, measure))
            case _:
                return all(self._exists(part, cell, measure) for part in parts(node))

    def _existing(self, node: syntax.Syntax, cell: Cell, measure: MeasureText) -> list[syntax.Syntax]:
        """The parts of an expression that passes over those that do not exist."""
        return [part for part in alternatives(node) if self._exists(part, cell, measure)]

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

    def _shown(self, measure: MeasureText, rows: Rows, cell: Cell) -> Value:
        """A value as it is shown; others are made of what a form says also where the form is not shown it."""
        return (
            Absent("withheld") if self._is_withheld(measure, rows, cell) else self._value(measure, rows, cell)
        )

    def _value(self, measure: MeasureText, rows: Rows, cell: Cell) -> Value:
        key = (measure.name, rows, tuple(sorted(cell.items())))
        if key not in self._memory:
            value = self._evaluate(tree(measure.value), rows, cell, measure)
            if measure.round is not None and isinstance(value, Fraction):
                value = rounded(value, syntax.NumberLiteral(0, 0, Fraction(measure.round)))
            if measure.min_answered is not None and value != Absent("not_relevant"):
                value = value if self._has_enough(measure, rows, cell) else Absent("undecided")
            if measure.show_if is not None:
                shown = self._evaluate(tree(measure.show_if), rows, cell, measure)
                value = value if shown is True else Absent("withheld")
            self._memory[key] = value
        found: Value = self._memory[key]
        if RESPONSE not in self._population(measure) and self._is_withheld(measure, rows, cell):
            return Absent("withheld")
        return found

    def _has_enough(self, measure: MeasureText, rows: Rows, cell: Cell) -> bool:
        """Whether so many of the relevant indicators are answered as a rule asks for."""
        per = self._per(measure)
        answered = [
            fact
            for row in rows
            for fine in self._combinations((*per, ITEM), cell)
            if not isinstance(fact := self._fact("answered", self.sheets[row], fine, measure), Absent)
        ]
        least = measure.min_answered
        assert least is not None
        return answered.count(True) >= (least.least * len(answered) if least.share else least.least)

    def _is_withheld(self, measure: MeasureText, rows: Rows, cell: Cell) -> bool:
        return (measure.name, rows, tuple(cell[name] for name in self._per(measure))) in self.withheld

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
            case syntax.Conditional(condition=condition, then=then, otherwise=otherwise):
                decided = value(condition)
                return decided if isinstance(decided, Absent) else value(then if decided else otherwise)
            case _ if passes_over(node):
                values = [value(part) for part in self._existing(node, cell, measure)]
                if isinstance(node, syntax.Membership) or getattr(node, "operator", "") == "or":
                    return negation(conjunction([negation(each) for each in values]))
                return conjunction(values)
            case _:
                return self._operation(node, value)

    def _call(self, call: syntax.Call, rows: Rows, cell: Cell, measure: MeasureText) -> Value:
        if call.name == "known":
            (asked,) = call.arguments
            return self._exists(asked, cell, measure) and not isinstance(
                self._evaluate(asked, rows, cell, measure), Absent
            )
        if call.name in self._measures:
            return self._other(call.name, call.keywords, rows, cell)
        if call.name in _FACTS:
            ((_, picked),) = call.keywords
            return self._fact(call.name, self.sheets[rows[0]], {ITEM: text_of(picked)}, measure)
        if call.name == "previous":
            (asked,) = call.arguments
            return self._previous(asked, rows, cell)
        if is_fold(call):
            return self._fold(call, rows, cell, measure)
        if call.name == "coalesce":
            there = self._existing(call, cell, measure)
            found = [self._evaluate(part, rows, cell, measure) for part in there]
            known = [value for value in found if not isinstance(value, Absent)]
            return known[0] if known else worst([value for value in found if isinstance(value, Absent)])
        given = [self._evaluate(part, rows, cell, measure) for part in parts(call)]
        absent = [value for value in given if isinstance(value, Absent)]
        return worst(absent) if absent else self._function(call, given)

    def _function(self, call: syntax.Call, given: Sequence[Any]) -> Value:
        """A function of known values."""
        match call.name:
            case "abs":
                return Fraction(max(given[0], -given[0]))
            case "min" | "max":
                return Fraction(sorted(given)[0 if call.name == "min" else -1])
            case "clamp":
                number, low, high = given
                return Fraction(min(max(number, low), high))
            case "round":
                return rounded(given[0], *call.arguments[1:])
            case "band":
                name = text_or_name(call.arguments[1])
                within = [band.id for band in self.ruleset.bands[name] if band.holds(given[0])]
                return Named(name, within[0]) if within else Absent("undecided")
            case "lookup":
                table = self.ruleset.tables[text_or_name(call.arguments[1])]
                asked = given[0].member if isinstance(given[0], Named) else given[0]
                default = dict(call.keywords).get("default")
                for key, value in table.items():
                    if asked == (key if isinstance(given[0], Named) else Fraction(key)):
                        return value
                return Absent("undecided") if default is None else number_of(default, self.ruleset.params)
            case _:
                raise TypeError(call)

    def _operation(self, node: syntax.Syntax, value: Callable[[syntax.Syntax], Value]) -> Value:
        match node:
            case syntax.Sign(operand=part):
                return arithmetic("-", Fraction(0), value(part))
            case syntax.Infix(operator=sign, left=left, right=right):
                return arithmetic(sign, value(left), value(right))
            case syntax.ComparisonChain(operators=(sign,), operands=(left, right)):
                return self._compare(sign, left, right, value)
            case syntax.Inversion(operand=part):
                return negation(value(part))
            case _:
                raise TypeError(node)

    def _name(self, name: str, rows: Rows, cell: Cell, measure: MeasureText) -> Value:
        sheet = self.sheets[rows[0]]
        if name in _ABSENT:
            return Absent(name)
        if name in self.ruleset.params:
            return self.ruleset.params[name]
        if name == "published":
            return sheet.published
        if name in self.ruleset.space.numbers:
            return sheet.numbers.get(name, Absent("unanswered"))
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
        if name in {"min_points", "max_points"}:
            return sorted(level.points for level in item.levels)[0 if name == "min_points" else -1]
        if state == NOT_RELEVANT:
            own = measure.not_relevant
            as_level = self.ruleset.not_relevant if own is None else own.counts_as
            ids = [level.id for level in item.levels]
            if as_level in ids:
                # Whatever is asked of it, the answer is that level.
                state = FIRST_LEVEL + ids.index(as_level)
        if state in {NOT_RELEVANT, NOT_ASKED}:
            return False if name == "relevant" else Absent("not_relevant")
        if name == "relevant":
            return True
        if name == "declined":
            return state == DECLINED
        if name == "answered":
            return state not in {UNANSWERED, DECLINED}
        if state in {UNANSWERED, DECLINED}:
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

    def _previous(self, asked: syntax.Syntax, rows: Rows, cell: Cell) -> Value:
        """Another measure as it was for the same members in the round before."""
        if not isinstance(asked, syntax.Name | syntax.Call):
            raise TypeError(asked)
        population = self._population(self._measures[asked.name])
        of_form = RESPONSE in population
        wanted = {
            name: self.sheets[rows[0]].members[name]
            for name in (("unit", "group", "round") if of_form else population)
        }
        now = wanted.get("round")
        if now is None or any(member is None for name, member in wanted.items() if name != "group"):
            return Absent("unanswered")
        years = {int(sheet.members["round"] or now) for sheet in self.sheets}
        before = [year for year in sorted(years) if year < int(now)]
        if not before:
            return Absent("unanswered")
        wanted["round"] = str(before[-1])
        found = [
            number
            for number, sheet in enumerate(self.sheets)
            if all(sheet.members[name] == member for name, member in wanted.items())
        ]
        if not found or (of_form and len(found) > 1):
            return Absent("unanswered")
        picked = asked.keywords if isinstance(asked, syntax.Call) else ()
        return self._other(asked.name, picked, (found[0],), cell)

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
        if named.dimension in self.ruleset.bands:
            return [band.id for band in self.ruleset.bands[named.dimension]].index(str(named.member))
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
        registered = {each.name: each.compute for each in self.ruleset.functions}
        if call.name in registered:
            return self._registered(registered[call.name], call, points, measure, cell)
        elements = list(self._elements(call, points, self._finer(call, cell, measure), measure))
        match call.name:
            case "highest" | "lowest" as function:
                (ladder,) = extra
                rungs = [(cell, value) for cell, value, _ in elements]
                rungs.sort(key=lambda rung: self._rank(Named(ladder, self._member(rung[0], ladder))))
                return (self._highest if function == "highest" else self._lowest)(ladder, rungs)
            case "all":
                return self._conjunction([value for _, value, _ in elements])
            case "any":
                return negation(self._conjunction([negation(value) for _, value, _ in elements]))
            case function:
                default = dict(call.keywords).get("default")
                over_nothing = None if default is None else number_of(default, self.ruleset.params)
                weighed = [(value, weight) for _, value, weight in elements]
                ties = dict(call.keywords).get("ties")
                return figure(function, weighed, over_nothing, "" if ties is None else text_of(ties))

    def _registered(
        self,
        compute: Callable[[Table], Any],
        call: syntax.Call,
        points: list[Rows],
        measure: MeasureText,
        cell: Cell,
    ) -> Value:
        """The fold of a plugin: of a table with what is left out in it, as nothing."""
        cells = self._finer(call, cell, measure)
        found = [[self._elements(call, [point], [fine], measure) for fine in cells] for point in points]
        table = [
            [next((value for _, value, _ in one), Absent("not_relevant")) for one in row] for row in found
        ]
        absent = [value for row in table for value in row if isinstance(value, Absent)]
        known = [[value if isinstance(value, Fraction) else None for value in row] for row in table]
        if Absent("withheld") in absent or all(value is None for row in known for value in row):
            return worst(absent) if absent else Absent("undecided")
        result = compute(known)
        return Absent("undecided") if result is None else Fraction(result)

    def _elements(
        self, call: syntax.Call, points: list[Rows], cells: list[Cell], measure: MeasureText
    ) -> Iterator[tuple[Cell, Value, Fraction]]:
        condition, weight = (dict(call.keywords).get(key) for key in ("where", "weight"))
        for point, cell in product(points, cells):
            chosen = True if condition is None else self._evaluate(condition, point, cell, measure)
            if isinstance(chosen, Absent):
                yield cell, chosen, Fraction(1)
            elif chosen:
                value = self._evaluate(call.arguments[0], point, cell, measure)
                heavy = Fraction(1) if weight is None else self._evaluate(weight, point, cell, measure)
                absent = [each for each in (value, heavy) if isinstance(each, Absent)]
                if absent:
                    yield cell, worst(absent), Fraction(1)
                elif isinstance(heavy, Fraction):
                    yield cell, value, heavy

    def _conjunction(self, values: list[Value]) -> Value:
        kept, skipped = _divide(values)
        if not kept:
            return worst(skipped) if skipped else Absent("undecided")
        return conjunction(kept)

    def _lowest(self, ladder: str, climbed: list[tuple[Cell, Value]]) -> Value:
        judged = [(cell, value) for cell, value in climbed if value != Absent("not_relevant")]
        for cell, value in judged:
            if isinstance(value, Absent):
                return value
            if value:
                return Named(ladder, self._member(cell, ladder))
        return Named(ladder, None) if judged else Absent("not_relevant")

    def _highest(self, ladder: str, climbed: list[tuple[Cell, Value]]) -> Value:
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
        case syntax.Sign(operand=operand) | syntax.Inversion(operand=operand):
            return (operand,)
        case syntax.Infix(left=left, right=right):
            return (left, right)
        case syntax.ComparisonChain(operands=operands) | syntax.Junction(operands=operands):
            return operands
        case syntax.Conditional(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case syntax.Call(name=name, arguments=arguments, keywords=keywords):
            kept = arguments[:1] if name in {"band", "lookup", "round"} else arguments
            return (*kept, *(value for key, value in keywords if key in {"where", "weight"}))
        case syntax.Membership(operand=operand, options=options):
            return (operand, *options)
        case _:
            return ()


def is_fold(node: syntax.Syntax) -> bool:
    """Whether an expression folds; min and max of several values only choose among them."""
    return isinstance(node, syntax.Call) and node.name in _AGGREGATORS and len(node.arguments) == 1


def passes_over(node: syntax.Syntax) -> bool:
    """Whether an expression does without those of its parts that do not exist."""
    several = isinstance(node, syntax.ComparisonChain) and len(node.operators) > 1
    return (
        several
        or isinstance(node, syntax.Junction | syntax.Membership)
        or (isinstance(node, syntax.Call) and node.name == "coalesce")
    )


def alternatives(node: syntax.Syntax) -> tuple[syntax.Syntax, ...]:
    """The parts of such an expression; those of a chain are its links, those of `in` its comparisons."""
    if isinstance(node, syntax.Membership):
        one, at = node.operand, (node.start, node.end)
        return tuple(syntax.ComparisonChain(*at, ("==",), (one, option)) for option in node.options)
    if not isinstance(node, syntax.ComparisonChain):
        return parts(node)
    links = zip(node.operators, node.operands, node.operands[1:], strict=False)
    return tuple(
        syntax.ComparisonChain(node.start, node.end, (sign,), (one, other)) for sign, one, other in links
    )


def text_of(literal: syntax.Syntax) -> str:
    """A text or whole number as the member's id that it means."""
    if isinstance(literal, syntax.TextLiteral):
        return literal.value
    if isinstance(literal, syntax.NumberLiteral):
        return str(literal.value)
    raise TypeError(literal)


def everything_in(node: syntax.Syntax) -> Iterator[syntax.Syntax]:
    """An expression and all that stands in it."""
    yield node
    for part in parts(node):
        yield from everything_in(part)


def text_or_name(written: syntax.Syntax) -> str:
    """The name of bands or of a table, in quotation marks or not."""
    return written.name if isinstance(written, syntax.Name) else text_of(written)


def number_of(written: syntax.Syntax, params: Mapping[str, Fraction]) -> Fraction:
    """A number that is written, or a parameter."""
    match written:
        case syntax.NumberLiteral(value=value):
            return value
        case syntax.Sign(operand=operand):
            return -number_of(operand, params)
        case syntax.Name(name=name):
            return params[name]
        case _:
            raise TypeError(written)


def rounded(value: Fraction, *options: syntax.Syntax) -> Fraction:
    """As decimal arithmetic rounds; what is cut off beyond many digits can still tip a half."""
    digits = int(number_of(options[0], {})) if options else 0
    mode = text_of(options[1]) if len(options) > 1 else "half_up"
    scaled = value * Fraction(10) ** digits
    twice = 2 * scaled
    # A value that is no multiple of a half lies strictly between two: any number between these will do.
    near = scaled if twice.denominator == 1 else Fraction(2 * (twice.numerator // twice.denominator) + 1, 4)
    plain = Context(prec=_DIGITS).divide(Decimal(near.numerator), Decimal(near.denominator))
    return Fraction(plain.quantize(Decimal(1), rounding=_HALVES[mode])) / Fraction(10) ** digits


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


def figure(
    function: str,
    elements: Sequence[tuple[Value, Fraction]],
    over_nothing: Fraction | None = None,
    ties: str = "",
) -> Value:
    """The mean, sum, least, greatest, middle or commonest of numbers; the count or share of what is true."""
    kept, skipped = _divide([value for value, _ in elements])
    absent = [value for value in kept if isinstance(value, Absent)]
    if absent:
        return worst(absent)
    if not kept and function != "count":
        nothing = worst(skipped) if skipped else Absent("undecided")
        return nothing if over_nothing is None else over_nothing
    weighed = [(Fraction(value), weight) for value, weight in elements if isinstance(value, bool | Fraction)]
    numbers = sorted(number for number, _ in weighed)
    match function:
        case "min":
            return numbers[0]
        case "max":
            return numbers[-1]
        case "median":
            # What is left when the ends are taken away, one from each side.
            while len(numbers) > 2:
                numbers = numbers[1:-1]
            return sum(numbers, Fraction(0)) / len(numbers)
        case "mode":
            return commonest(numbers, ties)
        case "sum" | "count":
            return sum((number * weight for number, weight in weighed), Fraction(0))
        case _:
            whole = sum((weight for _, weight in weighed), Fraction(0))
            total = sum((number * weight for number, weight in weighed), Fraction(0))
            return total / whole if whole else Absent("undecided")


def commonest(numbers: Sequence[Fraction], ties: str) -> Value:
    """What is left of sorted numbers when one of each is taken away, again and again, while any is left."""
    left = list(numbers)
    while left:
        numbers = sorted(set(left))
        for each in numbers:
            left.remove(each)
    if len(numbers) > 1 and ties == "missing":
        return Absent("undecided")
    return numbers[-1] if ties == "higher" else numbers[0]
