"""The meaning of every value of a plan, in a form that is equal for different ways to write the same.

The invariant: **equal meanings give equal values for all possible answers**. That is a proof, not a
comparison of samples, and `changed` uses it to tell which measures an edit leaves alone. So a form may forget
only what never affects a value, such as the order of a sum; every case it does not recognise keeps its own
text, and differs. Comparing the rules as text would be simpler, and would report every renaming and
reordering as a change. The cost is that plans with different meanings may still give the same values.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Final, cast

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.cells import Context
from digiramverk.rules.definition import Policy
from digiramverk.rules.exact import Local, ValueOrMissing
from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.functions import Fold, Operation, SumReading
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.reach import Reach
from digiramverk.rules.scalar.packing import Entry, entries
from digiramverk.rules.space import ITEM, Item
from digiramverk.rules.states import is_local, table
from digiramverk.rules.types import Boolean, Number

Meaning = Hashable
"""What a value means; equal for equal meanings."""

_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_NOTHING: Final[Entry] = (-1, Fraction(0))


def changed(before: "Meanings", after: Plan) -> frozenset[str]:
    """The measures of `after` whose values may differ from before; all others are proved equal."""
    now = Meanings(after)
    same_space = before.plan.space == after.space
    known = {measure.name: measure for measure in before.plan.measures}
    touched = {
        measure.name
        for measure in after.measures
        if not (same_space and measure == known.get(measure.name))
        and (measure.name not in known or before.of(measure.name) != now.of(measure.name))
    }
    reach = Reach(after)
    return frozenset(
        measure.name for measure in after.measures if not touched.isdisjoint(reach.built_on(measure.name))
    )


@attrs.frozen
class Meanings:
    """The meanings of the measures of one plan."""

    plan: Plan
    _alike: dict[object, Meaning] = attrs.field(factory=dict, init=False, eq=False, repr=False)
    _known: dict[str, Meaning] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def of(self, name: str) -> Meaning:
        """The meaning of a measure in every cell; other measures are named, not expanded."""
        if name not in self._known:
            self._known[name] = self._of(name)
        return self._known[name]

    def _of(self, name: str) -> Meaning:
        measure = self.plan.measure(name)
        cells: list[Meaning] = []
        for cell in measure.cells:
            context = dict(zip(measure.per, cell, strict=True))
            shown = None if measure.show_if is None else self._form(measure.show_if, context, measure)
            cells.append((cell, self._form(measure.node, context, measure), shown))
        return repr(measure.type), measure.population, measure.per, frozenset(cells)

    def _form(self, node: nodes.Node, context: Context, measure: PlannedMeasure) -> Meaning:
        space = self.plan.space
        if is_local(node, space):
            return self._local(node, context, measure.policy)
        match node:
            case nodes.Fact(item=item) if item is not None:
                return self._local(attrs.evolve(node, item=None), {ITEM: item}, measure.policy)
            case nodes.MeasureValue(measure=other):
                return "value", other, self.plan.cells.cell_of(node, context)
            case nodes.Known(operand=operand) if not self.plan.cells.exists(operand, context):
                return _FALSE
            case nodes.Aggregate():
                return self._fold(node, context, measure)
            case nodes.Arithmetic():
                return self._arithmetic(node, context, measure)
            case nodes.Comparison():
                return self._comparison(node, context, measure)
            case nodes.Choice():
                return self._choice(node, context, measure)
            case nodes.Logic() | nodes.Apply(operation=Operation(passes_over=True)):
                parts = [
                    self._form(part, context, measure) for part in self.plan.cells.existing(node, context)
                ]
                return _logic(node, parts)
            case _:
                parts = [self._form(part, context, measure) for part in nodes.parts(node)]
                return type(node).__name__, _own(node), tuple(parts)

    def _local(self, node: nodes.Node, context: Context, policy: Policy) -> Meaning:
        """An expression that depends on one answer alone: its value for every state of the answer."""
        space = self.plan.space
        if ITEM not in context or not any(isinstance(part, nodes.Fact) for part in nodes.walk(node)):
            return _always(Local(space, context, policy).value(node))
        item = space.items[space.item_index[context[ITEM]]]
        values = [_always(value) for value in table(node, item, Local(space, context, policy))]
        return values[0] if len(set(values)) == 1 else ("table", item.id, tuple(values))

    def _fold(self, node: nodes.Aggregate, context: Context, measure: PlannedMeasure) -> Meaning:
        cells = self.plan.cells.folded(node, context)
        made = self._contribution if self._sums_items(node) else self._element
        elements = [(made(node, cell, measure), cell) for cell in cells]
        fold = node.fold
        if fold is None or fold.order_matters:
            # For a ladder, or a plugin's fold, the order may matter.
            ordered = tuple((self._place(cell), element) for element, cell in elements)
            return "fold", node.function, node.options, node.default, node.population, ordered
        kept = [element for element, _ in elements if element is not None]
        if self._sums_items(node):
            kept = _without_idle(kept)
        elif node.reading is SumReading.QUOTIENT:
            kept = _without_equal_weights(kept)
        function, options = node.function, node.options
        of_one = isinstance(fold, Fold) and fold.of_one
        # The mean, sum, least and greatest of a single value are that value.
        if len(kept) == 1 and not node.folds_population and node.weight is None and of_one:
            function, options = "one", ()
        population = node.population if node.folds_population else ()
        return "fold", function, options, node.default, population, frozenset(Counter(kept).items())

    def _place(self, cell: Context) -> Meaning:
        """The identity of an element. A dimension in which its item has one member adds nothing to it."""
        if ITEM not in cell:
            return tuple(sorted(cell.items()))
        members = self.plan.space.items[self.plan.space.item_index[cell[ITEM]]].members
        return tuple(sorted(each for each in cell.items() if members.get(each[0]) != (each[1],)))

    def _sums_items(self, node: nodes.Aggregate) -> bool:
        local = all(is_local(part, self.plan.space) for part in nodes.parts(node))
        known = isinstance(node.value.type, Number | Boolean)
        ordered = node.fold is None or node.fold.order_matters
        return local and known and ITEM in node.framework and not ordered

    def _contribution(self, node: nodes.Aggregate, cell: Context, measure: PlannedMeasure) -> Meaning | None:
        """What one item adds for every state of its answer; None if it never adds anything."""
        item = self.plan.space.items[self.plan.space.item_index[cell[ITEM]]]
        spoken = [each.dimension for each in nodes.walk(node) if isinstance(each, nodes.MemberOf)]
        members = tuple(self.plan.space.member(cell, name) for name in spoken)
        key = id(node), measure.policy, id(item.levels), item.weight, members
        if key not in self._alike:
            local = Local(self.plan.space, cell, measure.policy)
            self._alike[key] = _contributed(node, item, local)
        found = self._alike[key]
        return None if found is None else (item.id, found)

    def _element(self, node: nodes.Aggregate, cell: Context, measure: PlannedMeasure) -> Meaning | None:
        where = _TRUE if node.where is None else self._form(node.where, cell, measure)
        if where == _FALSE:
            return None
        value = self._form(node.value, cell, measure)
        if node.reading is SumReading.COUNT and value in _UNCOUNTED:
            return None
        weight = None if node.weight is None else self._form(node.weight, cell, measure)
        return where, value, weight

    def _arithmetic(self, node: nodes.Arithmetic, context: Context, measure: PlannedMeasure) -> Meaning:
        one, other = (self._form(part, context, measure) for part in (node.left, node.right))
        operator = "*" if node.operator == "/" and _one_or_missing(node.right) else node.operator
        if other == (_ZERO if operator in {"+", "-"} else _ONE):
            return one
        if one == (_ZERO if operator == "+" else _ONE) and operator in {"+", "*"}:
            return other
        # 0 * x is 0 only if x is never missing.
        for form, beside in ((one, node.right), (other, node.left)):
            if operator == "*" and form == _ZERO and self._counted(beside, context, measure):
                return _ZERO
        return "arithmetic", operator, one, other

    def _counted(self, node: nodes.Node, context: Context, measure: PlannedMeasure) -> bool:
        """Whether a node is a count that has a value for all answers."""
        match node:
            case nodes.MeasureValue(measure=name):
                other = self.plan.measure(name)
                cell = dict(zip(other.per, self.plan.cells.cell_of(node, context), strict=True))
                return other.show_if is None and self._counted(other.node, cell, other)
            case nodes.Aggregate(reading=SumReading.COUNT) if self._sums_items(node):
                folded = self.plan.cells.folded(node, context)
                found = (self._contribution(node, cell, measure) for cell in folded)
                return all(each is None or _kinds(each) <= {0, -1} for each in found)
            case _:
                return False

    def _comparison(self, node: nodes.Comparison, context: Context, measure: PlannedMeasure) -> Meaning:
        operator, left, right = node.operator, node.left, node.right
        if isinstance(left, nodes.Constant):
            operator, left, right = _TURNED[operator], right, left
        one, other = (self._form(part, context, measure) for part in (left, right))
        if isinstance(right, nodes.Constant) and isinstance(right.value, Fraction) and self._whole(left):
            # A whole number is above 0 exactly if it is 1 or more.
            match operator:
                case ">" | ">=":
                    least = floor(right.value) + 1 if operator == ">" else ceil(right.value)
                    return "at least", one, least
                case "<" | "<=":
                    below = ceil(right.value) if operator == "<" else floor(right.value) + 1
                    return "below", one, below
                case _:
                    pass
        if operator in {"==", "!="}:
            return "compared", operator, frozenset({one, other})
        return "compared", operator, one, other

    def _whole(self, node: nodes.Node) -> bool:
        match node:
            case nodes.Constant(value=Fraction() as value):
                return value.denominator == 1
            case nodes.Aggregate(fold=Fold(keeps_whole=True) as fold, weight=None, default=default):
                whole = fold.takes is Boolean or self._whole(node.value)
                return whole and (default is None or default.denominator == 1)
            case nodes.MeasureValue(measure=name):
                return self._whole(self.plan.measure(name).node)
            case (
                nodes.Arithmetic(operator="+" | "-" | "*")
                | nodes.Apply(operation=Operation(keeps_whole=True))
            ):
                return all(self._whole(part) for part in nodes.parts(node))
            case nodes.Guard(value=value):
                return self._whole(value)
            case nodes.Choice(then=then, otherwise=otherwise):
                return all(isinstance(part, nodes.Absent) or self._whole(part) for part in (then, otherwise))
            case _:
                return False

    def _choice(self, node: nodes.Choice, context: Context, measure: PlannedMeasure) -> Meaning:
        condition = self._form(node.condition, context, measure)
        if condition in {_TRUE, _FALSE}:
            chosen = node.then if condition == _TRUE else node.otherwise
            return self._form(chosen, context, measure)
        then, otherwise = (self._form(part, context, measure) for part in (node.then, node.otherwise))
        return "choice", condition, then, otherwise


def _always(value: ValueOrMissing) -> Meaning:
    # Python treats 1, True and the first kind of missing as equal.
    return type(value).__name__, value


_TRUE: Final = _always(value=True)
_FALSE: Final = _always(value=False)
_ZERO: Final = _always(Fraction(0))
_ONE: Final = _always(Fraction(1))
_UNCOUNTED: Final = frozenset({_FALSE, _always(Missing.NOT_RELEVANT), _always(Missing.UNANSWERED)})


def _own(node: nodes.Node) -> Meaning:
    """The fields of a node, without its parts."""
    parts = nodes.parts(node)
    values: Iterable[object] = (
        getattr(node, field.name) for field in attrs.fields(type(node)) if field.eq and field.name != "type"
    )
    return tuple(
        repr(sorted(value) if isinstance(value, frozenset) else value)
        for value in values
        if not any(value is part for part in parts) and value is not parts and value != parts
    )


def _logic(node: nodes.Node, parts: list[Meaning]) -> Meaning:
    if not isinstance(node, nodes.Logic):
        return parts[0] if len(parts) == 1 else ("coalesce", tuple(parts))
    neutral = node.operator == "and"
    if _always(not neutral) in parts:
        return _always(not neutral)
    left = frozenset(part for part in parts if part != _always(neutral))
    if not left:
        return _always(neutral)
    return next(iter(left)) if len(left) == 1 else (node.operator, left)


def _one_or_missing(node: nodes.Node) -> bool:
    """Whether a node is 1 or missing, so that dividing by it is multiplying by it."""
    return isinstance(node, nodes.LookUp) and {value for _, value in node.rows} | {node.default} <= {1, None}


def _without_equal_weights(elements: list[Meaning]) -> list[Meaning]:
    """The elements of a weighted mean, without their weights if these are one positive number."""
    taken = [
        cast("tuple[Meaning, Meaning, tuple[str, ValueOrMissing] | None]", element) for element in elements
    ]
    weights = {weight for _, _, weight in taken}
    match next(iter(weights), None):
        case ("Fraction", Fraction() as number) if len(weights) == 1 and number > 0:
            return [(where, value, None) for where, value, _ in taken]
        case _:
            return elements


def _without_idle(elements: list[Meaning]) -> list[Meaning]:
    """The contributions without those that are never relevant, if others always contribute something.

    A contribution that is never relevant shows only if nothing else is folded: then one has the effect of
    several.
    """
    idle = [element for element in elements if _kinds(element) == {int(Missing.NOT_RELEVANT)}]
    others = [element for element in elements if _kinds(element) != {int(Missing.NOT_RELEVANT)}]
    steady = any(-1 not in _kinds(element) for element in others)
    return others if steady or not idle else [*others, "never relevant"]


def _kinds(element: Meaning) -> set[int]:
    """The possible kinds of a contribution: 0 for known, a kind of missing, or -1 for excluded."""
    _, (_, entered, _) = cast("tuple[str, tuple[int, tuple[Entry, ...], object]]", element)
    return {kind for kind, _ in entered}


_EntryView = Callable[[Entry], Entry]


def _contributed(node: nodes.Aggregate, item: Item, local: Local) -> Meaning | None:
    value = tuple(map(_told(node), entries(node, item, local, "value")))
    weights = tuple(map(_told(node), entries(node, item, local, "weight"))) if node.weighs else ()
    if all(entry == _NOTHING for entry in value):
        return None
    return FIRST_LEVEL, value, weights


def _told(node: nodes.Aggregate) -> _EntryView:
    """The entry as the fold distinguishes it from others."""
    if node.reading is SumReading.COUNT:
        # Missing, excluded and false elements all add nothing to a count.
        return lambda entry: entry if _counts(entry) else _NOTHING
    if node.default is not None and node.reading is not None:
        return lambda entry: entry if entry[0] == 0 or entry[0] >= Missing.UNDECIDED else _NOTHING
    return lambda entry: entry


def _counts(entry: Entry) -> bool:
    kind, value = entry
    return kind >= Missing.UNDECIDED or (kind == 0 and value != 0)
