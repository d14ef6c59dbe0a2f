"""Generates one stage of a plan as the source of one Python function.

The invariant: **the text of the program is ours alone**. Names and values from a definition are bound as
constants and never written into the source, so no framework can inject code. A function is pure apart from
`noted`, and shared by all threads. Interpreting the plan would need no generated code, but would pay for
every node of every rule once per form; generating pays once per plan. The cost is that the code has to be
read through :meth:`Program.listing` when it is wrong, and that `trace` exists next to it, to explain values.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final, cast

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.cells import Context
from digiramverk.rules.fold_calls import Problem, call_registered
from digiramverk.rules.forms import population_positions
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.scalar import runtime
from digiramverk.rules.scalar.expressions import Emitter, Row
from digiramverk.rules.scalar.packed_sums import PackedSums
from digiramverk.rules.scalar.source import CodeWriter, GeneratedCode, GeneratedNumber, GeneratedValue
from digiramverk.rules.scalar.stage import Stage
from digiramverk.rules.space import CellKey, MeasureCell
from digiramverk.rules.types import Number, Type

Outputs = tuple[Any, ...]
"""What a stage returns: two whole numbers per number, one code per truth value or member."""

StageFunction = Callable[[Any, Any, list[Problem]], Outputs]
"""(row, folds, noted) → outputs. `noted` belongs to the call and collects failures of registered folds.

A function is shared by all threads, so nothing of a call is ever bound into it.
"""

ANSWERS: Final = 0
POPULATION: Final = 1
PREVIOUS: Final = 2
FIRST_OUTPUTS: Final = 3
"""A row: answers, population values, {stage: outputs of the previous round}, outputs of stage 0, 1 …"""


@attrs.frozen
class Generated:
    """A stage with its program.

    Attributes:
        stage: the stage that it computes.
        source: the text of its function, readable.
        constants: the values of the capitalised names in the text.
        folds: the population keys over whose rows it folds, in the order of its argument `folds`.
        function: the function itself.
    """

    stage: Stage
    source: str
    constants: Mapping[str, object]
    folds: tuple[tuple[str, ...], ...]
    function: StageFunction


CodeMeanings = Callable[[Type], tuple[object, ...] | None]
"""The meanings of the codes 0, 1, 2 … of a type; None for members that are their own codes."""


def generate(plan: Plan, stages: tuple[Stage, ...], number: int) -> Generated:
    """Generate the function of stage `number`.

    Args:
        plan: the plan.
        stages: all of its stages.
        number: the number of the stage.
    """
    generator = _Generator(plan, stages, number)
    generator.emit()
    parts = "".join(f"{part}, " for part in generator.returned())
    return generator.compiled(f"stage_{number}", f"return ({parts})")


def generate_values(plan: Plan, stages: tuple[Stage, ...], meanings: CodeMeanings) -> Generated:
    """Generate a function that gives the first stage's values by (measure, cell), as users read them.

    Numbers become the nearest floats, codes their meanings, and missing values None.
    """
    generator = _Generator(plan, stages, 0)
    generator.emit()
    parts = ", ".join(f"{key}: {value}" for key, value in generator.valued(meanings))
    return generator.compiled("form_values", f"return {{{parts}}}")


@attrs.define
class _Generator:
    plan: Plan
    stages: tuple[Stage, ...]
    number: int
    writer: CodeWriter = attrs.field(factory=CodeWriter)
    folds: list[tuple[str, ...]] = attrs.field(factory=list)
    values: dict[MeasureCell, GeneratedValue] = attrs.field(factory=dict)
    _current: str = ""
    # Folds over the population, computed before the cell that needs them.
    _folded: dict[tuple[int, CellKey], GeneratedValue] = attrs.field(factory=dict)

    @property
    def stage(self) -> Stage:
        return self.stages[self.number]

    def emit(self) -> None:
        """Write the lines that compute every value."""
        space = self.plan.space
        row = Row("row", "a", "p", PackedSums(space, "a"))
        registered = {
            function.name: self.writer.bind(partial(call_registered, function))
            for function in self.plan.functions
        }
        emitter = _StageEmitter(
            space=space,
            cells=self.plan.cells,
            writer=self.writer,
            population=population_positions(space),
            elsewhere=self._elsewhere,
            registered=registered,
            owner=lambda: self._current,
            folded_ahead=self._folded,
            generator=self,
        )
        for measure in self.stage.measures:
            self._current = measure.name
            self._fold_population(measure, emitter)
            for cell in measure.cells:
                context = dict(zip(measure.per, cell, strict=True))
                value = emitter.emit(measure.node, context, row, measure.policy)
                if measure.show_if is not None:
                    value = self._withhold(measure, value, emitter, context, row)
                self.values[measure.name, cell] = value

    def valued(self, meanings: CodeMeanings) -> Iterable[tuple[str, str]]:
        """The name of every key, and its value as an expression."""
        for measure in self.stage.measures:
            known = meanings(measure.type)
            for cell in measure.cells:
                key = self.writer.constant((measure.name, cell))
                value = self.values[measure.name, cell]
                if isinstance(value, GeneratedNumber):
                    yield key, f"{value.n} / {value.d} if {value.d} else None"
                elif known is None:
                    yield key, f"{value.code} if isinstance({value.code}, str) else None"
                else:
                    name = self.writer.constant(known)
                    yield key, f"{name}[{value.code}] if {value.code} >= 0 else None"

    def returned(self) -> Iterable[str]:
        """The variables that hold the values, in the order of slots."""
        for measure in self.stage.measures:
            for cell in measure.cells:
                value = self.values[measure.name, cell]
                yield from (value.n, value.d) if isinstance(value, GeneratedNumber) else (value.code,)

    def _withhold(
        self, measure: PlannedMeasure, value: GeneratedValue, emitter: Emitter, context: Context, row: Row
    ) -> GeneratedValue:
        show = emitter.emit(cast("nodes.Node", measure.show_if), context, row, measure.policy)
        if not isinstance(show, GeneratedCode):
            raise TypeError(measure)
        kind = int(Missing.WITHHELD)
        if isinstance(value, GeneratedNumber):
            return self.writer.number(
                f"({value.n}, {value.d}) if {show.code} > 0 else ({kind}, 0)", optional=True
            )
        return self.writer.code(f"{value.code} if {show.code} > 0 else -{kind}", optional=True)

    def _fold_population(self, measure: PlannedMeasure, emitter: Emitter) -> None:
        """One loop over the rows per key, for all cells of a measure at once."""
        roots = [measure.node] if measure.show_if is None else [measure.node, measure.show_if]
        found = [node for root in roots for node in nodes.walk(root)]
        aggregates = [node for node in found if isinstance(node, nodes.Aggregate) and node.folds_population]
        for key in dict.fromkeys(node.population for node in aggregates):
            lists: list[tuple[nodes.Aggregate, CellKey, str]] = [
                (node, cell, self.writer.fresh("x"))
                for node in aggregates
                if node.population == key
                for cell in measure.cells
            ]
            for _, _, name in lists:
                self.writer.line(f"{name} = []")
            with self.writer.block(f"for r in folds[{self._fold(key)}]:"):
                self.writer.line(f"ra, rp = r[{ANSWERS}], r[{POPULATION}]")
                row = Row("r", "ra", "rp", PackedSums(self.plan.space, "ra"))
                for node, cell, name in lists:
                    context = dict(zip(measure.per, cell, strict=True))
                    emitter.gather(name, node, self.plan.cells.folded(node, context), row, measure.policy)
            for node, cell, name in lists:
                self._folded[id(node), cell] = emitter.folded(node, name)

    def _fold(self, key: tuple[str, ...]) -> int:
        if key not in self.folds:
            self.folds.append(key)
        return self.folds.index(key)

    def previous(self, node: nodes.Previous, cell: Context, row: Row) -> GeneratedValue:
        """The value of the previous round, which the program has stored in the row by stage."""
        measure = self.plan.measure(node.operand.measure)
        members = self.plan.cells.cell_of(node.operand, cell)
        number = next(n for n, stage in enumerate(self.stages) if (measure.name, members) in stage.slots)
        slot = self.stages[number].slots[measure.name, members]
        before = self.writer.fresh("q")
        self.writer.line(f"{before} = {row.row}[{PREVIOUS}].get({number})")
        absent = int(Missing.UNANSWERED)
        if isinstance(measure.type, Number):
            pair = f"({before}[{slot}], {before}[{slot + 1}])"
            return self.writer.number(f"{pair} if {before} else ({absent}, 0)", optional=True)
        return self.writer.code(f"{before}[{slot}] if {before} else -{absent}", optional=True)

    def target(self, node: nodes.TargetBound, cell: Context, row: Row) -> GeneratedValue:
        """The bound of the target whose members are in scope; static members are resolved here."""
        space = self.plan.space
        positions = population_positions(space)
        asked_for = {name for members, _ in node.rows for name, _ in members}
        dynamic = [name for name in space.in_order(asked_for) if space.by_name[name].population]
        rows: dict[tuple[str, ...], tuple[int, int]] = {}
        for members, bound in node.rows:
            given = dict(members)
            static = {name: member for name, member in given.items() if name not in dynamic}
            if all(space.member(cell, name) == member for name, member in static.items()):
                rows[tuple(given.get(name, "") for name in dynamic)] = bound.as_integer_ratio()
        asked = "".join(f"{row.population}[{positions[name]}], " for name in dynamic)
        return self.writer.number(f"aim({self.writer.bind(rows)}, ({asked}))", optional=True)

    def _elsewhere(self, row: Row, node: nodes.MeasureValue, cell: Context) -> GeneratedValue:
        measure = self.plan.measure(node.measure)
        members = self.plan.cells.cell_of(node, cell)
        if (measure.name, members) in self.values:
            # Inside a loop over rows too: this stage's own value is the same for all of them.
            return self.values[measure.name, members]
        return self._slot(row.row, node, cell)

    def _slot(self, row: str, node: nodes.MeasureValue, cell: Context) -> GeneratedValue:
        """The slot where an earlier stage has left the value of a measure."""
        measure = self.plan.measure(node.measure)
        members = self.plan.cells.cell_of(node, cell)
        for number, stage in enumerate(self.stages[: self.number]):
            slot = stage.slots.get((measure.name, members))
            if slot is not None:
                outputs = f"{row}[{FIRST_OUTPUTS + number}]"
                if isinstance(measure.type, Number):
                    return GeneratedNumber(f"{outputs}[{slot}]", f"{outputs}[{slot + 1}]", optional=True)
                return GeneratedCode(f"{outputs}[{slot}]", optional=True)
        raise LookupError(measure.name, members)

    def compiled(self, name: str, last: str) -> Generated:
        """The function called `name`, with its last line."""
        self.writer.line(last)
        head = [f"    a, p = row[{ANSWERS}], row[{POPULATION}]"]
        body = "\n".join([*head, *self.writer.lines])
        source = f"def {name}(row, folds, noted):\n{body}\n"
        namespace: dict[str, Any] = {name: getattr(runtime, name) for name in runtime.FUNCTIONS}
        namespace.update(self.writer.constants)
        # The text is ours alone: values from the definition are bound in `namespace`, never written.
        exec(compile(source, f"<digiramverk stage {self.number}>", "exec"), namespace)  # noqa: S102 - see above
        function = cast("StageFunction", namespace[name])
        return Generated(
            self.stage,
            source,
            dict(self.writer.constants),
            tuple(self.folds),
            function,
        )


@attrs.frozen
class _StageEmitter(Emitter):
    """An emitter for which folds over the population have been computed already."""

    folded_ahead: Mapping[tuple[int, CellKey], GeneratedValue] = attrs.field(eq=False)
    generator: _Generator = attrs.field(eq=False)

    def emit(self, node: nodes.Node, cell: Context, row: Row, choice: Any) -> GeneratedValue:  # noqa: ANN401 - as in Emitter
        """As in :class:`Emitter`."""
        if isinstance(node, nodes.Aggregate) and node.folds_population:
            return self.folded_ahead[id(node), tuple(cell.values())]
        if isinstance(node, nodes.Previous):
            return self.generator.previous(node, cell, row)
        if isinstance(node, nodes.TargetBound):
            return self.generator.target(node, cell, row)
        return super().emit(node, cell, row, choice)
