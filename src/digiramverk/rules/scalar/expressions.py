"""Generates code for the expressions of a plan."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, assert_never

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.cells import Cells, Context
from digiramverk.rules.definition import Policy
from digiramverk.rules.exact import Local, ValueOrMissing
from digiramverk.rules.facts import FACTS
from digiramverk.rules.functions import (
    CallOptions,
    Extreme,
    Fold,
    Ladder,
    Operation,
    SumReading,
    Sums,
    Values,
)
from digiramverk.rules.missing import Missing
from digiramverk.rules.scalar.packed_sums import PackedSums
from digiramverk.rules.scalar.source import (
    CodeWriter,
    GeneratedCode,
    GeneratedNumber,
    GeneratedValue,
    pair_text,
)
from digiramverk.rules.space import ITEM, Space
from digiramverk.rules.states import is_local, speaks_of_members, table
from digiramverk.rules.types import Boolean, Member, Number

MeasureFinder = Callable[["Row", nodes.MeasureValue, Context], GeneratedValue]
"""Finds the value of another measure: a variable of this function, or a slot of an earlier stage."""

_FEW: Final = 8
"""The number of truth values to test inline before calling a function for them."""
_OPERATIONS: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}


@attrs.frozen
class Row:
    """The form or group that code is emitted for: variables for it, its answers and members."""

    row: str
    answers: str
    population: str
    sums: PackedSums = attrs.field(eq=False)


@attrs.frozen
class Emitter:
    """Emits the value of an expression for one cell and one row.

    Attributes:
        space: dimensions and items.
        cells: the cells that exist.
        writer: collects the lines.
        population: the index of each population dimension and fact in a row's population values.
        elsewhere: finds values of other measures.
        registered: the names in generated code of the folds that plugins register.
        owner: the name of the measure that code is being emitted for.
    """

    space: Space
    cells: Cells
    writer: CodeWriter
    population: Mapping[str, int]
    elsewhere: MeasureFinder
    registered: Mapping[str, str]
    owner: Callable[[], str]
    _tables: dict[object, tuple[nodes.Node, tuple[ValueOrMissing, ...]]] = attrs.field(
        factory=dict, init=False, eq=False
    )

    def emit(self, node: nodes.Node, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        """Emit `node` for one cell of one row under a policy for unanswered items."""
        if is_local(node, self.space):
            return self._local(node, cell, row, choice)
        match node:
            case nodes.MeasureValue():
                return self.elsewhere(row, node, cell)
            case nodes.Fact(item=item) if item is not None:
                # One picked item has a table of its own, whichever item is in scope.
                return self._local(attrs.evolve(node, item=None), {ITEM: item}, row, choice)
            case nodes.Fact(name=name) | nodes.MemberOf(dimension=name):
                return GeneratedCode(f"{row.population}[{self.population[name]}]", optional=name not in FACTS)
            case nodes.FormNumber(name=name):
                return self.writer.number(f"{row.population}[{self.population[name]}]", optional=True)
            case nodes.Aggregate():
                return self._fold(node, cell, row, choice)
            case nodes.Known(operand=operand):
                if not self.cells.exists(operand, cell):
                    return GeneratedCode("0", optional=False)
                value = self.emit(operand, cell, row, choice)
                return self.writer.code(_is_known(value), optional=False)
            case nodes.Negation(operand=operand):
                value = self._num(operand, cell, row, choice)
                negated = f"(-{value.n}, {value.d})"
                return self.writer.number(
                    f"{negated} if {value.d} else ({value.n}, 0)" if value.optional else negated,
                    optional=value.optional,
                )
            case nodes.Not(operand=operand):
                inner = self._code(operand, cell, row, choice)
                negated = f"1 - {inner.code}"
                return self.writer.code(
                    f"{negated} if {inner.code} >= 0 else {inner.code}" if inner.optional else negated,
                    optional=inner.optional,
                )
            case nodes.Arithmetic():
                return self._arithmetic(node, cell, row, choice)
            case nodes.Comparison():
                return self._comparison(node, cell, row, choice)
            case nodes.Logic():
                codes = [self._code(part, cell, row, choice) for part in self.cells.existing(node, cell)]
                if len(codes) == 1:
                    return codes[0]
                return self.writer.code(_logic(node.operator, codes), optional=any(c.optional for c in codes))
            case nodes.Choice():
                return self._choice(node, cell, row, choice)
            case nodes.Apply() | nodes.LookUp() | nodes.InBand() | nodes.Guard():
                return self._applied(node, cell, row, choice)
            case _:
                raise TypeError(node)

    def _applied(self, node: nodes.Node, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        """Functions of single values, by calls of the run time."""
        given = nodes.parts(node)
        if isinstance(node, nodes.Apply) and node.operation.passes_over:
            given = tuple(self.cells.existing(node, cell))
        values = [self.emit(part, cell, row, choice) for part in given]
        texts = [_text(value) for value in values]
        match node:
            case nodes.Apply(operation=Operation(passes_over=True)):
                return self._bound(node, f"coalesce({', '.join(texts)})")
            case nodes.Apply(function=function, options=options):
                arguments = ", ".join([repr(function), self.writer.constant(options), *texts])
                return self.writer.number(f"apply({arguments})", optional=True)
            case nodes.LookUp(rows=rows, default=default):
                encoded = {self._key(key, node): _pair(value) for key, value in rows}
                table_name = self.writer.bind(encoded)
                nothing = "None" if default is None else pair_text(default)
                return self.writer.number(f"look_up({texts[0]}, {table_name}, {nothing})", optional=True)
            case nodes.InBand(bands=bands):
                number = values[0]
                if not isinstance(number, GeneratedNumber):
                    raise TypeError(node)
                return self.writer.code(
                    f"in_band({number.n}, {number.d}, {self.writer.constant(bands)})", optional=True
                )
            case _:
                value, condition = values
                if not isinstance(condition, GeneratedCode):
                    raise TypeError(node)
                undecided, irrelevant = int(Missing.UNDECIDED), int(Missing.NOT_RELEVANT)
                if isinstance(value, GeneratedNumber):
                    left_out = f"({value.n} == {irrelevant} and not {value.d})"
                    nothing = f"({undecided}, 0)"
                else:
                    left_out, nothing = f"{value.code} == -{irrelevant}", f"-{undecided}"
                return self._bound(node, f"{texts[0]} if {condition.code} > 0 or {left_out} else {nothing}")

    def _bound(self, node: nodes.Node, expression: str) -> GeneratedValue:
        if isinstance(node.type, Number):
            return self.writer.number(expression, optional=True)
        return self.writer.code(expression, optional=True)

    def _key(self, key: str | Fraction, node: nodes.LookUp) -> int | str | Fraction:
        return self._encode(node.operand, key) if isinstance(key, str) else key

    def _num(self, node: nodes.Node, cell: Context, row: Row, choice: Policy) -> GeneratedNumber:
        value = self.emit(node, cell, row, choice)
        if not isinstance(value, GeneratedNumber):
            raise TypeError(node)
        return value

    def _code(self, node: nodes.Node, cell: Context, row: Row, choice: Policy) -> GeneratedCode:
        value = self.emit(node, cell, row, choice)
        if not isinstance(value, GeneratedCode):
            raise TypeError(node)
        return value

    def _local(self, node: nodes.Node, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        local = Local(self.space, cell, choice)
        if ITEM not in cell:
            return self._literal(node, local.value(node))
        index = self.space.item_index[cell[ITEM]]
        values = self._table(node, index, local)
        # By type too: a kind of missing is a whole number, and Python has 1 == True == Fraction(1).
        if len({(type(value), value) for value in values}) == 1:
            return self._literal(node, values[0])
        optional = any(isinstance(value, Missing) for value in values)
        if isinstance(node.type, Number):
            name = self.writer.constant(tuple(_pair(value) for value in values), "T")
            return self.writer.number(f"{name}[{row.answers}[{index}]]", optional=optional)
        name = self.writer.constant(tuple(self._encode(node, value) for value in values), "T")
        return self.writer.code(f"{name}[{row.answers}[{index}]]", optional=optional)

    def _table(self, node: nodes.Node, index: int, local: Local) -> tuple[ValueOrMissing, ...]:
        """The values for every state of an item; computed once if the expression cannot tell items apart."""
        item = self.space.items[index]
        if speaks_of_members(node):
            return table(node, item, local)
        # By identity, which is cheap; the node is kept with its table so that no other can get its identity.
        key = id(node), id(item.levels), item.weight, local.policy
        if key not in self._tables:
            self._tables[key] = node, table(node, item, local)
        return self._tables[key][1]

    def _literal(self, node: nodes.Node, value: ValueOrMissing) -> GeneratedValue:
        if isinstance(node.type, Number):
            n, d = _pair(value)
            return GeneratedNumber(f"({n})" if n < 0 else str(n), str(d), optional=d == 0)
        encoded = self._encode(node, value)
        if isinstance(encoded, int):
            return GeneratedCode(f"({encoded})" if encoded < 0 else str(encoded), optional=encoded < 0)
        return GeneratedCode(self.writer.constant(encoded), optional=False)

    def _encode(self, node: nodes.Node, value: ValueOrMissing) -> int | str:
        """A truth value or member as a code; members of unordered dimensions stay text."""
        match value:
            case Missing():
                return -int(value)
            case bool():
                return int(value)
            case str():
                dimension = node.type.dimension if isinstance(node.type, Member) else ""
                order = self.space.order_of(dimension)
                return value if order is None else order.index(value) + 1
            case _:
                raise TypeError(value)

    def _arithmetic(self, node: nodes.Arithmetic, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        left, right = self._num(node.left, cell, row, choice), self._num(node.right, cell, row, choice)
        call = f"{_OPERATIONS[node.operator]}({left.n}, {left.d}, {right.n}, {right.d})"
        return self.writer.number(call, optional=left.optional or right.optional or node.operator == "/")

    def _comparison(self, node: nodes.Comparison, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        left, right = self.emit(node.left, cell, row, choice), self.emit(node.right, cell, row, choice)
        if isinstance(left, GeneratedNumber) and isinstance(right, GeneratedNumber):
            test = f"{_times(left.n, right.d)} {node.operator} {_times(right.n, left.d)}"
            absent = [side for side in (left, right) if side.optional]
            if not absent:
                return self.writer.code(f"1 if {test} else 0", optional=False)
            if len(absent) == 1:
                return self.writer.code(f"({test}) if {absent[0].d} else -{absent[0].n}", optional=True)
            kinds = f"-max(0 if {left.d} else {left.n}, 0 if {right.d} else {right.n})"
            return self.writer.code(f"({test}) if {left.d} and {right.d} else {kinds}", optional=True)
        if not (isinstance(left, GeneratedCode) and isinstance(right, GeneratedCode)):
            raise TypeError(node)
        optional = left.optional or right.optional
        if node.operator in {"==", "!="}:
            same = self.writer.code(f"equal({left.code}, {right.code})", optional=optional)
            if node.operator == "==":
                return same
            return self.writer.code(
                f"1 - {same.code} if {same.code} >= 0 else {same.code}", optional=optional
            )
        test = f"{left.code} {node.operator} {right.code}"
        absent_code = f"min({left.code}, {right.code}) if {left.code} < 0 or {right.code} < 0 else"
        return self.writer.code(
            f"{absent_code} ({test})" if optional else f"1 if {test} else 0", optional=optional
        )

    def _choice(self, node: nodes.Choice, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        condition = self._code(node.condition, cell, row, choice)
        then, otherwise = (self.emit(part, cell, row, choice) for part in (node.then, node.otherwise))
        optional = condition.optional or then.optional or otherwise.optional
        if isinstance(then, GeneratedNumber) and isinstance(otherwise, GeneratedNumber):
            chosen = f"({then.n}, {then.d}) if {condition.code} else ({otherwise.n}, {otherwise.d})"
            missing = f"(-{condition.code}, 0) if {condition.code} < 0 else "
            return self.writer.number(missing + chosen if condition.optional else chosen, optional=optional)
        if not (isinstance(then, GeneratedCode) and isinstance(otherwise, GeneratedCode)):
            raise TypeError(node)
        chosen = f"{then.code} if {condition.code} else {otherwise.code}"
        missing = f"{condition.code} if {condition.code} < 0 else "
        return self.writer.code(missing + chosen if condition.optional else chosen, optional=optional)

    def _fold(self, node: nodes.Aggregate, cell: Context, row: Row, choice: Policy) -> GeneratedValue:
        """An aggregate over framework dimensions of this row."""
        fine = self.cells.folded(node, cell)
        if row.sums.applies(node):
            return row.sums.fold(self.writer, node, fine, choice)
        # Without a filter one tuple holds the elements, which is faster than appending them.
        if node.where is None and not self.is_registered(node):
            elements = [self._element(node, one, row, choice) for one in fine]
            several = f"({''.join(f'{element}, ' for element in elements)})"
            if node.reading is SumReading.ALL_TRUE and 1 < len(elements) <= _FEW:
                return self.writer.code(_all(elements, several), optional=True)
            return self.folded(node, several)
        name = self.writer.fresh("x")
        self.writer.line(f"{name} = []")
        self.gather(name, node, fine, row, choice)
        return self.folded(node, name)

    def is_registered(self, node: nodes.Aggregate) -> bool:
        """Whether a fold is a plugin's, which takes a table and not a list."""
        return node.function in self.registered

    def _element(self, node: nodes.Aggregate, cell: Context, row: Row, choice: Policy) -> str:
        value = self.emit(node.value, cell, row, choice)
        what = _text(value)
        if node.weight is not None:
            return f"({what}, {_text(self.emit(node.weight, cell, row, choice))})"
        if not isinstance(node.fold, Ladder) or not isinstance(node.type, Member):
            return what
        members = self.space.by_name[node.type.dimension].members or ()
        return f"({members.index(self.space.member(cell, node.type.dimension)) + 1}, {what})"

    def gather(
        self, elements: str, node: nodes.Aggregate, fine: Sequence[Context], row: Row, choice: Policy
    ) -> None:
        """Append what the cells of `row` contribute to a list: one by one, or as the row of a table."""
        if not self.is_registered(node):
            for cell in fine:
                self._append(elements, node, cell, row, choice)
            return
        own = self.writer.fresh("y")
        self.writer.line(f"{own} = []")
        for cell in fine:
            self._append(own, node, cell, row, choice, otherwise=f"({int(Missing.NOT_RELEVANT)}, 0)")
        self.writer.line(f"{elements}.append({own})")

    def _append(
        self,
        elements: str,
        node: nodes.Aggregate,
        cell: Context,
        row: Row,
        choice: Policy,
        otherwise: str | None = None,
    ) -> None:
        """Append one element. What `where` excludes is not appended, or as `otherwise` in a table."""
        what = self._element(node, cell, row, choice)
        if node.where is None:
            self.writer.line(f"{elements}.append({what})")
            return
        condition = self._code(node.where, cell, row, choice)
        with self.writer.block(f"if {condition.code} > 0:"):
            self.writer.line(f"{elements}.append({what})")
        if condition.optional:
            absent = f"(-{condition.code}, 0)" if isinstance(node.value.type, Number) else condition.code
            if node.weight is not None:
                absent = f"({absent}, (1, 1))"
            with self.writer.block(f"elif {condition.code} < 0:"):
                self.writer.line(f"{elements}.append({absent})")
        if otherwise is not None:
            with self.writer.block("else:"):
                self.writer.line(f"{elements}.append({otherwise})")

    def folded(self, node: nodes.Aggregate, elements: str) -> GeneratedValue:
        """The fold of a list of elements."""
        if self.is_registered(node):
            owner = self.writer.constant(self.owner())
            return self.writer.number(
                f"{self.registered[node.function]}(noted, {elements}, {owner})", optional=True
            )
        if node.fold is None:
            raise TypeError(node)
        default = "" if node.default is None else f", {pair_text(node.default)}"
        call = f"{run_time(node.fold, node.options, weighted=node.weight is not None)}{elements}{default})"
        if isinstance(node.type, Number):
            return self.writer.number(call, optional=True)
        return self.writer.code(call, optional=True)


def run_time(fold: Fold | Ladder, options: CallOptions, *, weighted: bool) -> str:
    """The start of the call of a fold in the run time, up to the elements."""
    if isinstance(fold, Ladder):
        return "highest(" if fold.climbs else "lowest("
    match fold.follows_from:
        case Sums(reading=reading):
            return f"{_of_sums(reading, of_truths=fold.takes is Boolean, weighted=weighted)}("
        case Extreme(sign=sign):
            return "max_(" if sign > 0 else "min_("
        case Values():
            return f"of_values({fold.name!r}, {options!r}, "
        case _:
            assert_never(fold.follows_from)


def _of_sums(reading: SumReading, *, of_truths: bool, weighted: bool) -> str:
    match reading:
        case SumReading.TOTAL:
            return "weighted_sum" if weighted else "sum_"
        case SumReading.QUOTIENT if of_truths:
            return "weighted_share" if weighted else "share_of"
        case SumReading.QUOTIENT:
            return "weighted_mean" if weighted else "mean"
        case SumReading.COUNT:
            return "count"
        case SumReading.ALL_TRUE:
            return "all_"
        case SumReading.ANY_TRUE:
            return "any_"
        case _:
            assert_never(reading)


def _text(value: GeneratedValue) -> str:
    """A value as one expression: a pair or a code."""
    return f"({value.n}, {value.d})" if isinstance(value, GeneratedNumber) else value.code


def _pair(value: ValueOrMissing) -> tuple[int, int]:
    if isinstance(value, Missing):
        return int(value), 0
    if not isinstance(value, Fraction):
        raise TypeError(value)
    return value.numerator, value.denominator


def _times(factor: str, other: str) -> str:
    return factor if other == "1" else other if factor == "1" else f"{factor} * {other}"


def _is_known(value: GeneratedValue) -> str:
    if not value.optional:
        return "1"
    if isinstance(value, GeneratedNumber):
        return f"1 if {value.d} else 0"
    return f"0 if isinstance({value.code}, int) and {value.code} < 0 else 1"


def _all(codes: Sequence[str], several: str) -> str:
    """Whether all of a few hold: decided inline if one is false, or all are equal."""
    return f"({codes[0]} if {' == '.join(codes)} else all_({several})) if {' and '.join(codes)} else 0"


def _logic(operator: str, codes: list[GeneratedCode]) -> str:
    names = [code.code for code in codes]
    lowest = f"min({', '.join(names)})"
    if operator == "and":
        # Python treats only 0 as false: a missing part (negative) lets the next one decide.
        decided = " and ".join(names)
        return (
            f"{lowest} if {decided} else 0"
            if any(code.optional for code in codes)
            else f"1 if {decided} else 0"
        )
    some = " or ".join(f"{name} > 0" for name in names)
    return f"1 if {some} else {lowest}" if any(code.optional for code in codes) else f"1 if {some} else 0"
