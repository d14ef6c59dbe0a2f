"""Values of groups as rows over columns; a column is one quantity, summed over the forms of one class.

The invariant: **every shown or withheld value that depends on answers is covered by rows**: one if it is a
sum, else one for each of its folds, so that nothing shown is missing from the system that looks for secrets.
Taking only the value itself would be simpler, but a quotient of two sums is no row, and leaving it out would
leave it unprotected. The cost is caution: the parts of such a value count as shown, although a reader sees
only their combination.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import lcm
from typing import Any

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.disclosure.crowd import value_of
from digiramverk.rules.disclosure.readings import FoldReader, parts_over_forms
from digiramverk.rules.disclosure.secrets import Secrets
from digiramverk.rules.disclosure.system import ExactNumber, NotLinear, SparseRow, quotient, subtract
from digiramverk.rules.exact import ValueOrMissing, combined
from digiramverk.rules.functions import Fold, Operation, SumReading
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.space import RESPONSE, CellKey, MeasureCell

Members = tuple[str, ...]
Where = tuple[str, CellKey, Members]
"""A value: measure, cell, and the members of the measure's population dimensions."""


@attrs.frozen(eq=False)
class GroupOutputs:
    """The results of one group, withheld ones included.

    Attributes:
        measures: of its stage.
        slots: the first slot of each value.
        members: the members of the stage's population dimensions.
        outputs: the outputs of the stage.
    """

    measures: Sequence[PlannedMeasure]
    slots: Mapping[MeasureCell, int]
    members: Members
    outputs: Sequence[Any]


@attrs.frozen(eq=False)
class GroupValue:
    """A value that depends on answers, as a row.

    Attributes:
        where: the value.
        measure: its measure.
        row: its sum, in whole numbers if it is shown.
        forms: the number of forms.
        answers: the number of answers.
        is_withheld: whether it is withheld.
        is_whole: whether the row is the value, and not a part of it or an approximation.
    """

    where: Where
    measure: PlannedMeasure
    row: SparseRow
    forms: int
    answers: ExactNumber
    is_withheld: bool
    is_whole: bool


@attrs.define(eq=False)
class GroupValues:
    """Builds the rows of all values of groups.

    Attributes:
        secrets: of the plan.
        reader: reads forms.
        groups: the results.
    """

    secrets: Secrets
    reader: FoldReader
    groups: Sequence[GroupOutputs]
    _places: dict[tuple[str, ...], dict[Members, list[int]]] = attrs.field(factory=dict, init=False)

    @property
    def plan(self) -> Plan:
        """The whole plan."""
        return self.secrets.plan

    def places(self, population: tuple[str, ...]) -> dict[Members, list[int]]:
        """By members, the classes of forms in each group."""
        if population not in self._places:
            self._places[population] = self.reader.crowd.groups(population)
        return self._places[population]

    @cached_property
    def _outputs(self) -> dict[tuple[str, Members], GroupOutputs]:
        return {(measure.name, own.members): own for own in self.groups for measure in own.measures}

    def rows(self) -> Iterator[GroupValue]:
        """All rows: one for a value that is a sum, several for one that is computed from several."""
        for own in self.groups:
            for measure in own.measures:
                folds = list(parts_over_forms(measure.node))
                for cell in measure.cells:
                    value = value_of(measure, own.outputs, own.slots[measure.name, cell], self.plan.space)
                    is_withheld = value is Missing.WITHHELD
                    if (isinstance(value, Missing) and not is_withheld) or not (is_withheld or folds):
                        continue
                    if self.secrets.items(measure.name, cell):
                        yield from self._rows(measure, cell, own.members, folds, is_withheld=is_withheld)

    def _rows(
        self,
        measure: PlannedMeasure,
        cell: CellKey,
        members: Members,
        folds: Sequence[nodes.Aggregate],
        *,
        is_withheld: bool,
    ) -> Iterator[GroupValue]:
        where = measure.name, cell, members
        places = self.places(measure.population).get(members, [])
        forms = 0
        answers: ExactNumber = 0
        found: list[tuple[SparseRow, int, ExactNumber]] = []
        for fold in folds:
            own = self.reader.folded(measure, fold, cell, places)
            found.append((own.row, own.forms, own.below))
            forms, answers = max(forms, own.forms), max(answers, own.below)
        simple = len(folds) == 1 and _is_bare(measure.node)
        if not simple:
            try:
                row, _ = self._linear(measure, measure.node, cell, members)
            except NotLinear:
                pass
            else:
                yield GroupValue(where, measure, whole(row), forms, answers, is_withheld, is_whole=True)
                return
        for row, count, below in found:
            yield GroupValue(where, measure, row, count, below, is_withheld, is_whole=simple)

    # --- values that are sums of several -----------------------------------------------------------------

    def _linear(
        self, measure: PlannedMeasure, node: nodes.Node, cell: CellKey, members: Members
    ) -> tuple[SparseRow, ExactNumber]:
        """An expression of a group as a sum, and a constant."""

        def inside(part: nodes.Node) -> tuple[SparseRow, ExactNumber]:
            return self._linear(measure, part, cell, members)

        context = dict(zip(measure.per, cell, strict=True))
        match node:
            case nodes.Constant(value=value) if not isinstance(value, str):
                return {}, value if isinstance(value, bool) else quotient(value.numerator, value.denominator)
            case nodes.Guard(value=value) | nodes.Apply(operation=Operation(rounds=True), arguments=(value,)):
                return inside(value)
            case nodes.Negation(operand=operand):
                row, constant = inside(operand)
                return {column: -value for column, value in row.items()}, -constant
            case nodes.Arithmetic(operator=operator, left=left, right=right):
                return _combined(operator, inside(left), inside(right))
            case nodes.MeasureValue():
                other = self.plan.measure(node.measure)
                at = dict(zip(measure.population, members, strict=True))
                if other.population == (RESPONSE,) or not all(name in at for name in other.population):
                    raise NotLinear
                own = tuple(at[name] for name in other.population)
                return self._linear(other, other.node, self.plan.cells.cell_of(node, context), own)
            case nodes.Aggregate() if node.folds_population and node.population == (RESPONSE,):
                places = self.places(measure.population).get(members, [])
                folded = self.reader.folded(measure, node, cell, places)
                if folded.constant is None:
                    raise NotLinear
                row = {column: quotient(value, folded.scale) for column, value in folded.row.items()}
                return self._shared(node, row, folded.constant, folded.below)
            case nodes.Aggregate():
                return self._over_groups(measure, node, cell, members)
            case _:
                return {}, self._number(measure, node, context, members)

    def _shared(
        self, node: nodes.Aggregate, row: SparseRow, constant: ExactNumber, below: ExactNumber
    ) -> tuple[SparseRow, ExactNumber]:
        if not _is_linear(node):
            raise NotLinear
        if node.reading is not SumReading.QUOTIENT:
            return row, constant
        if not below:
            raise NotLinear
        return {column: quotient(value, below) for column, value in row.items()}, quotient(constant, below)

    def _over_groups(
        self, measure: PlannedMeasure, node: nodes.Aggregate, cell: CellKey, members: Members
    ) -> tuple[SparseRow, ExactNumber]:
        """A fold of finer groups or of cells, each of which is a sum."""
        if not _is_linear(node) or not isinstance(node.value, nodes.MeasureValue):
            raise NotLinear
        context = dict(zip(measure.per, cell, strict=True))
        other = self.plan.measure(node.value.measure)
        at = dict(zip(measure.population, members, strict=True))
        if other.population == (RESPONSE,):
            raise NotLinear
        row: SparseRow = {}
        constant: ExactNumber = 0
        below: ExactNumber = 0
        finer = [
            own
            for own in self.places(other.population)
            if all(at.get(name, member) == member for name, member in zip(other.population, own, strict=True))
        ]
        for fine in self.plan.cells.folded(node, context):
            inner = self.plan.cells.cell_of(node.value, fine)
            for own in finer:
                there = dict(zip(other.population, own, strict=True))
                value = self._found(other, inner, own)
                if isinstance(value, Missing) and value is not Missing.WITHHELD:
                    continue
                where = True if node.where is None else self._certain(node.where, fine, at | there)
                if where is not True:
                    continue
                weight: ExactNumber = 1
                if node.weight is not None:
                    found = self._certain(node.weight, fine, at | there)
                    if isinstance(found, Missing | str):
                        raise NotLinear
                    weight = quotient(found.numerator, found.denominator)
                part, more = self._linear(other, other.node, inner, own)
                subtract(row, -weight, part)
                constant += weight * more
                below += weight
        return self._shared(node, row, constant, below)

    def _found(self, measure: PlannedMeasure, cell: CellKey, members: Members) -> ValueOrMissing:
        own = self._outputs.get((measure.name, members))
        if own is None:
            return Missing.UNDECIDED
        return value_of(measure, own.outputs, own.slots[measure.name, cell], self.plan.space)

    def _number(
        self, measure: PlannedMeasure, node: nodes.Node, context: Mapping[str, str], members: Members
    ) -> ExactNumber:
        value = self._certain(node, context, dict(zip(measure.population, members, strict=True)))
        if isinstance(value, Missing | str):
            raise NotLinear
        return quotient(value.numerator, value.denominator)

    def _certain(self, node: nodes.Node, context: Mapping[str, str], at: Mapping[str, str]) -> ValueOrMissing:
        """A computed value that is no secret, such as how many answered. Raises NotLinear for others."""
        space = self.plan.space
        match node:
            case nodes.MemberOf(dimension=dimension) if dimension in at:
                return at[dimension]
            case nodes.MemberOf(dimension=dimension):
                if space.by_name[dimension].population:
                    raise NotLinear
                return space.member(context, dimension)
            case nodes.MeasureValue():
                other = self.plan.measure(node.measure)
                cell = self.plan.cells.cell_of(node, context)
                if not all(name in at for name in other.population) or self.secrets.items(other.name, cell):
                    raise NotLinear
                return self._found(other, cell, tuple(at[name] for name in other.population))
            case (
                nodes.Fact() | nodes.FormNumber() | nodes.Aggregate() | nodes.Previous() | nodes.TargetBound()
            ):
                raise NotLinear
            case _:
                parts = [self._certain(part, context, at) for part in nodes.parts(node)]
                return combined(node, parts, space)


def _is_linear(node: nodes.Aggregate) -> bool:
    return isinstance(node.fold, Fold) and node.fold.linear


def _is_bare(node: nodes.Node) -> bool:
    """Whether a value is one sum over forms and nothing else."""
    match node:
        case nodes.Guard(value=value) | nodes.Apply(operation=Operation(rounds=True), arguments=(value,)):
            return _is_bare(value)
        case nodes.Aggregate(fold=Fold(linear=True), folds_population=True, population=(name,)):
            return name == RESPONSE
        case _:
            return False


def _combined(
    operator: str, left: tuple[SparseRow, ExactNumber], right: tuple[SparseRow, ExactNumber]
) -> tuple[SparseRow, ExactNumber]:
    (row, constant), (other, more) = left, right
    if operator in "+-":
        sign = 1 if operator == "+" else -1
        row = dict(row)
        subtract(row, -sign, other)
        return row, constant + sign * more
    if operator == "*" and not row:
        row, constant, more = other, more, constant
        other = {}
    if operator == "*" and not other:
        return {column: value * more for column, value in row.items() if more}, constant * more
    if operator == "/" and not other and more:
        return {column: quotient(value, more) for column, value in row.items()}, quotient(constant, more)
    raise NotLinear


def whole(row: SparseRow) -> SparseRow:
    """A row scaled to whole coefficients, which reveals exactly as much."""
    # Many columns share few values, and fractions are slow.
    different = set(row.values())
    scale = lcm(*(value.denominator for value in different))
    if scale == 1:
        return row
    scaled = {value: int(value * scale) for value in different}
    return {column: scaled[value] for column, value in row.items()}
