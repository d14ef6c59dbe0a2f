"""Reads a cell as a sum over classes of forms: the answers that it folds, and the factor of each.

The invariant: **two measures share a quantity wherever one could be computed from the other**. Every quantity
that depends on the level of an item is a vector over its levels. Vectors that differ by a factor and a
constant (points, fractions, a share on a scale of two levels) are one quantity, and vectors that combine
others are expressed in them. Giving each measure columns of its own would be simpler, and would miss that
`mean(points)` follows from `mean(fraction)`. The cost is a small elimination per item.

What is not a sum counts as one, on the safe side: a median or an extreme counts as the sum of what it ranks.
A value of one form that is no sum of its answers, such as a step reached, is a quantity of its own, shared by
all such rules about the same items.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.definition import Policy
from digiramverk.rules.disclosure.conditions import Conditions
from digiramverk.rules.disclosure.crowd import Crowd, FormClass, Questions
from digiramverk.rules.disclosure.system import ExactNumber, NotLinear, SparseRow, quotient
from digiramverk.rules.exact import Local, ValueOrMissing, combined
from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.functions import Fold, Operation, SumReading
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import PlannedMeasure
from digiramverk.rules.reach import Reach
from digiramverk.rules.space import ITEM, RESPONSE, CellKey, MeasureCell
from digiramverk.rules.states import is_local, table
from digiramverk.rules.types import Boolean

Coordinate = tuple[str, object, int]
"""A quantity of one form: ``("item", index, number)``, or ``("own", items, 0)`` for the form as a whole."""

Terms = dict[Coordinate, ExactNumber]


@attrs.frozen
class Linear:
    """A sum of quantities of one form, and a constant."""

    terms: Terms
    constant: ExactNumber = 0


@attrs.frozen
class _Pivot:
    """A vector reduced to 1 at `lead`, and its parts by number of the quantity."""

    lead: int
    vector: tuple[ExactNumber, ...]
    made_of: Mapping[int, ExactNumber]


@attrs.define(eq=False)
class Quantities:
    """The quantities of items: vectors of whole numbers from 0 up, as few as span all that are read.

    Attributes:
        vectors: by coordinate.
    """

    vectors: dict[Coordinate, tuple[int, ...]] = attrs.field(factory=dict)
    _pivots: dict[int, list[_Pivot]] = attrs.field(factory=dict, init=False)
    _known: dict[tuple[int, tuple[ExactNumber, ...]], Linear] = attrs.field(factory=dict, init=False)

    def linear(self, item: int, values: Sequence[ExactNumber]) -> Linear:
        """A value by level as a sum of quantities."""
        key = item, tuple(values)
        if key not in self._known:
            self._known[key] = self._linear(item, values)
        return self._known[key]

    def _linear(self, item: int, values: Sequence[ExactNumber]) -> Linear:
        own = self._pivots.setdefault(item, [])
        left = [value - values[0] for value in values]
        made_of: dict[int, ExactNumber] = {}
        for pivot in own:
            factor = left[pivot.lead]
            if factor:
                left = [value - factor * other for value, other in zip(left, pivot.vector, strict=True)]
                for number, part in pivot.made_of.items():
                    made_of[number] = made_of.get(number, 0) + factor * part
        if any(left):
            number = len(own)
            lead = next(index for index, value in enumerate(left) if value)
            low, high = min(values), max(values)
            rising = next(value for value in values if value != values[0]) > values[0]
            scale = high - low if rising else low - high
            start = low if rising else high
            steps = lcm(*(quotient(value - start, scale).denominator for value in values))
            vector = tuple(int((value - start) * steps / scale) for value in values)
            self.vectors["item", item, number] = vector
            scale = quotient(scale, steps)
            parts = {other: quotient(-part, left[lead]) for other, part in made_of.items() if part}
            parts[number] = quotient(scale, left[lead])
            own.append(_Pivot(lead, tuple(quotient(value, left[lead]) for value in left), parts))
            made_of = {number: scale}
        terms: Terms = {("item", item, number): part for number, part in made_of.items() if part}
        shift = sum((part * self.vectors[name][0] for name, part in terms.items()), start=Fraction(0))
        return Linear(terms, quotient(values[0] - shift, 1))


@attrs.frozen
class Folded:
    """The sum of a fold over forms.

    Attributes:
        row: in whole numbers, multiplied by `scale`.
        scale: the factor of `row`.
        constant: the part of the sum that depends on no answer; None if it is not known here.
        below: the divisor of a mean.
        forms: the number of forms in it.
    """

    row: SparseRow
    scale: int
    constant: ExactNumber | None
    below: ExactNumber
    forms: int


@attrs.frozen
class _Contribution:
    """The contribution of one form: terms multiplied by `scale`, a constant, and its weight."""

    terms: dict[Coordinate, int]
    scale: int
    constant: ExactNumber | None
    weight: ExactNumber


@attrs.define(eq=False)
class FoldReader:
    """Reads what cells fold.

    Attributes:
        crowd: the forms.
        quantities: those met so far.
    """

    crowd: Crowd
    quantities: Quantities = attrs.field(factory=Quantities)
    _contributions: dict[object, "_Contribution"] = attrs.field(factory=dict, init=False)
    _columns: dict[tuple[int, Coordinate], int] = attrs.field(factory=dict, init=False)
    _tables: dict[object, tuple[ValueOrMissing, ...]] = attrs.field(factory=dict, init=False)
    columns: list[tuple[int, Coordinate]] = attrs.field(factory=list)

    @property
    def questions(self) -> Questions:
        """What is known of forms."""
        return self.crowd.questions

    @cached_property
    def conditions(self) -> Conditions:
        """The yes/no conditions that are quantities of their own."""
        return Conditions(self.questions)

    # --- over forms --------------------------------------------------------------------------------------

    def folded(
        self, measure: PlannedMeasure, node: nodes.Aggregate, cell: CellKey, places: Sequence[int]
    ) -> "Folded":
        """The sum of a fold over forms."""
        row: SparseRow = {}
        constant: ExactNumber | None = 0
        below: ExactNumber = 0
        forms = 0
        classes = self.crowd.classes
        parts = [(place, self._contribution(measure, node, cell, classes[place])) for place in places]
        scale = lcm(*{own.scale for _, own in parts})
        for place, own in parts:
            size = classes[place].size
            below += own.weight * size
            if constant is not None:
                constant = None if own.constant is None else constant + own.constant * size
            if own.terms:
                forms += size
                times = scale // own.scale
                for name, value in own.terms.items():
                    row[self._column(place, name)] = value * times
        return Folded(row, scale, constant, below, forms)

    def _column(self, place: int, name: Coordinate) -> int:
        key = place, name
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = len(self.columns)
            self.columns.append(key)
        return found

    def _contribution(
        self, measure: PlannedMeasure, node: nodes.Aggregate, cell: CellKey, own: FormClass
    ) -> "_Contribution":
        # Classes of one kind contribute the same, which is computed once.
        key = id(node), cell, own.kind
        found = self._contributions.get(key)
        if found is None:
            terms, constant, weight = self._contributed(measure, node, cell, own)
            scale = lcm(*(value.denominator for value in terms.values()))
            whole = {name: int(value * scale) for name, value in terms.items()}
            found = self._contributions[key] = _Contribution(whole, scale, constant, weight)
        return found

    def _contributed(
        self, measure: PlannedMeasure, node: nodes.Aggregate, cell: CellKey, own: FormClass
    ) -> tuple[Terms, ExactNumber | None, ExactNumber]:
        """The terms that one form of a class adds to a fold, a constant if it is known, and the weight."""
        terms: Terms = {}
        constant: ExactNumber = 0
        below: ExactNumber = 0
        is_known = True
        plan, policy = self.questions.plan, measure.policy
        for fine in plan.cells.folded(node, dict(zip(measure.per, cell, strict=True))):
            choice = self.questions.choosing.get((id(node), cell, tuple(fine.values())))
            counted = None if choice is None else own.counted[choice[0]]
            where = self._told(node.where, fine, policy, own) if counted is None else counted
            weight = self._told(node.weight, fine, policy, own)
            # A form counts, and weighs 1, where that depends on its answers and is not known.
            if not (where is None or where is True) or isinstance(weight, Missing | str):
                continue
            try:
                value = self._value(node.value, fine, policy, own)
            except NotLinear:
                value, is_known = Linear({}), False
            if isinstance(value, Missing):
                continue
            is_known = is_known and where is not None and weight is not None
            factor = 1 if weight is None else quotient(Fraction(weight), 1)
            below += factor
            constant += factor * value.constant
            for name, part in value.terms.items():
                terms[name] = terms.get(name, 0) + factor * part
        return {name: part for name, part in terms.items() if part}, constant if is_known else None, below

    def _told(
        self, node: nodes.Node | None, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> ValueOrMissing | None:
        """The `where` or the weight of a fold for a form; None if it depends on its answers."""
        try:
            return True if node is None else self._certain(node, cell, policy, own)
        except NotLinear:
            return None

    def of_form(self, named: MeasureCell, place: int) -> SparseRow:
        """A value of the forms of a class, summed, in the columns that groups use too."""
        measure = self.questions.plan.measure(named[0])
        node = nodes.MeasureValue(measure.type, 0, 0, measure.name, frozenset())
        own = self.crowd.classes[place]
        context = dict(zip(measure.per, named[1], strict=True))
        value = self._measure(node, context, own)
        if isinstance(value, Missing):
            return {}
        columns = {self._columns.get((place, name)): part for name, part in value.terms.items() if part}
        return {column: part for column, part in columns.items() if column is not None}

    # --- one form ----------------------------------------------------------------------------------------

    def _value(
        self, node: nodes.Node, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> Linear | Missing:
        """The value of a form as a sum, or as a quantity of its own if it is none.

        Raises NotLinear for a value that no answer decides, and that is not known here: a target.
        """
        if isinstance(node, nodes.MeasureValue) and self.questions.is_of_forms(node.measure):
            return self._measure(node, cell, own)
        try:
            return self._linear(node, cell, policy, own)
        except NotLinear:
            return self._opaque(self._items(node, cell), node, cell)

    def _opaque(self, items: frozenset[str], node: nodes.Node, cell: Mapping[str, str]) -> Linear:
        """A quantity of its own. A yes/no one is recorded, since it lies between 0 and 1."""
        if not items:
            raise NotLinear
        if isinstance(node.type, Boolean):
            self.conditions.remember(items, node, cell)
        return Linear({("own", items, 0): 1})

    def _items(self, node: nodes.Node, cell: Mapping[str, str]) -> frozenset[str]:
        return self._reaching.read(node, cell)

    @cached_property
    def _reaching(self) -> Reach:
        return Reach(self.questions.plan)

    def _measure(self, node: nodes.MeasureValue, cell: Mapping[str, str], own: FormClass) -> Linear | Missing:
        plan = self.questions.plan
        measure = plan.measure(node.measure)
        members = plan.cells.cell_of(node, cell)
        number = self.questions.asked.get((measure.name, members))
        known = None if number is None else own.known[number]
        if isinstance(known, Missing):
            return known
        context = dict(zip(measure.per, members, strict=True))
        try:
            return self._linear(measure.node, context, measure.policy, own)
        except NotLinear:
            return self._opaque(self._items(measure.node, context), node, cell)

    def _linear(
        self, node: nodes.Node, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> Linear | Missing:
        match node:
            case nodes.Constant(value=value):
                if isinstance(value, str):
                    raise NotLinear
                return Linear({}, quotient(Fraction(value), 1))
            case nodes.Guard(value=value) | nodes.Apply(operation=Operation(rounds=True), arguments=(value,)):
                # Rounding is ignored: this assumes a reader who knows more than is shown.
                return self._linear(value, cell, policy, own)
            case nodes.Negation(operand=operand):
                return self._scaled(self._linear(operand, cell, policy, own), -1)
            case nodes.Arithmetic():
                return self._arithmetic(node, cell, policy, own)
            case nodes.MeasureValue() if self.questions.is_of_forms(node.measure):
                return self._measure(node, cell, own)
            case nodes.Aggregate(fold=Fold(linear=True), folds_population=False):
                return self._over_items(node, cell, policy, own)
            case _:
                return self._local(node, cell, policy, own)

    def _local(
        self, node: nodes.Node, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> Linear | Missing:
        """A value that depends on one item's answer alone."""
        space = self.questions.plan.space
        if not is_local(node, space):
            value = self._certain(node, cell, policy, own)
            if isinstance(value, Missing):
                return value
            if isinstance(value, str):
                raise NotLinear
            return Linear({}, quotient(Fraction(value), 1))
        if ITEM not in cell:
            raise NotLinear
        index = space.item_index[cell[ITEM]]
        values = self._table(node, index, cell, policy)
        state = own.states[index]
        if state < FIRST_LEVEL:
            value = values[state]
            if isinstance(value, Missing):
                return value
            if isinstance(value, str):
                raise NotLinear
            return Linear({}, quotient(Fraction(value), 1))
        levels = values[FIRST_LEVEL:]
        if all(isinstance(each, Missing) for each in levels):
            return max(each for each in levels if isinstance(each, Missing))
        if any(isinstance(each, str) for each in levels):
            raise NotLinear
        known = [quotient(Fraction(each), 1) for each in levels if not isinstance(each, Missing | str)]
        filled = [
            known[0] if isinstance(each, Missing | str) else quotient(Fraction(each), 1) for each in levels
        ]
        return self.quantities.linear(index, filled)

    def _table(
        self, node: nodes.Node, index: int, cell: Mapping[str, str], policy: Policy
    ) -> tuple[ValueOrMissing, ...]:
        key = id(node), index, tuple(cell.items()), policy
        found = self._tables.get(key)
        if found is None:
            space = self.questions.plan.space
            found = self._tables[key] = table(node, space.items[index], Local(space, cell, policy))
        return found

    def _over_items(
        self, node: nodes.Aggregate, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> Linear | Missing:
        """A mean, sum, share or count over the items of one form."""
        terms: Terms = {}
        constant: ExactNumber = 0
        below: ExactNumber = 0
        missing = Missing.UNANSWERED
        for fine in self.questions.plan.cells.folded(node, cell):
            where = True if node.where is None else self._certain(node.where, fine, policy, own)
            weight = 1 if node.weight is None else self._certain(node.weight, fine, policy, own)
            value = self._linear(node.value, fine, policy, own)
            if where is not True or isinstance(value, Missing) or isinstance(weight, Missing | str):
                continue
            factor = quotient(Fraction(weight), 1)
            below += factor
            constant += factor * value.constant
            for name, part in value.terms.items():
                terms[name] = terms.get(name, 0) + factor * part
        if node.reading is SumReading.QUOTIENT:
            if not below:
                return missing
            return self._scaled(Linear(terms, constant), quotient(1, below))
        return Linear(terms, constant)

    def _scaled(self, value: Linear | Missing, factor: ExactNumber) -> Linear | Missing:
        if isinstance(value, Missing):
            return value
        return Linear({name: factor * part for name, part in value.terms.items()}, factor * value.constant)

    def _arithmetic(
        self, node: nodes.Arithmetic, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> Linear | Missing:
        left = self._linear(node.left, cell, policy, own)
        right = self._linear(node.right, cell, policy, own)
        if isinstance(left, Missing) or isinstance(right, Missing):
            return max(each for each in (left, right) if isinstance(each, Missing))
        if node.operator in "+-":
            sign = 1 if node.operator == "+" else -1
            terms = dict(left.terms)
            for name, part in right.terms.items():
                terms[name] = terms.get(name, 0) + sign * part
            return Linear(terms, left.constant + sign * right.constant)
        if node.operator == "*" and not left.terms:
            return self._scaled(right, left.constant)
        if node.operator == "*" and not right.terms:
            return self._scaled(left, right.constant)
        if node.operator == "/" and not right.terms and right.constant:
            return self._scaled(left, quotient(1, right.constant))
        raise NotLinear

    def _certain(
        self, node: nodes.Node, cell: Mapping[str, str], policy: Policy, own: FormClass
    ) -> ValueOrMissing:
        """A value that depends on no answered level. Raises NotLinear for others."""
        questions = self.questions
        match node:
            case nodes.MemberOf(dimension=dimension) if dimension in questions.positions:
                member = own.population[questions.positions[dimension]]
                return member if isinstance(member, str) else Missing.UNANSWERED
            case nodes.MemberOf(dimension=dimension):
                return questions.plan.space.member(cell, dimension)
            case nodes.FormNumber(name=name):
                stated = own.population[questions.positions[name]]
                if not isinstance(stated, tuple):
                    return Missing.UNANSWERED
                return Fraction(*stated) if stated[1] else Missing(stated[0])
            case nodes.Fact(name="published"):
                return bool(own.population[questions.positions["published"]])
            case nodes.Fact(item=picked):
                own_item = cell.get(ITEM) if picked is None else picked
                if own_item is None:
                    raise NotLinear
                index = questions.plan.space.item_index[own_item]
                values = self._table(attrs.evolve(node, item=None), index, {**cell, ITEM: own_item}, policy)
                state = own.states[index]
                found = set(values[FIRST_LEVEL:]) if state >= FIRST_LEVEL else {values[state]}
                if len(found) > 1:
                    raise NotLinear
                return found.pop()
            case nodes.MeasureValue() if questions.is_of_forms(node.measure):
                number = questions.asked.get((node.measure, questions.plan.cells.cell_of(node, cell)))
                value = None if number is None else own.known[number]
                if value is None:
                    raise NotLinear
                return value
            case nodes.Known(operand=operand):
                return not isinstance(self._value(operand, cell, policy, own), Missing)
            case nodes.MeasureValue() | nodes.Aggregate() | nodes.TargetBound() | nodes.Previous():
                raise NotLinear
            case _:
                parts = [self._certain(part, cell, policy, own) for part in nodes.parts(node)]
                return combined(node, parts, questions.plan.space)


def parts_over_forms(node: nodes.Node) -> Iterator[nodes.Aggregate]:
    """The folds over forms in an expression."""
    for part in nodes.walk(node):
        if isinstance(part, nodes.Aggregate) and part.folds_population and part.population == (RESPONSE,):
            yield part
