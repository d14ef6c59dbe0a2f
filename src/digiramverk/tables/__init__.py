"""The table engine turns a plan into Polars expressions over wide data with one row per form.

Polars is the one engine for tables. Tables of other libraries are carried over to it when they come in, so
that there is no second way to compute a value. Every decision is made on whole numbers. A number has a
numerator column and a denominator column, and every column has bounds from the moment its expression is
built. The scalar engine computes, batch by batch, what could leave 64 bits. The kind of missing has a column
of its own, 0 where there is a value. This room knows the plan, but neither parser nor checker.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.tables.bounds import Bounds, hull
    from digiramverk.tables.column_values import Num, Truth
    from digiramverk.tables.figures import FIRST, SIZE, GroupTable
    from digiramverk.tables.fold_values import Column, Columns, Condition
    from digiramverk.tables.form_table import ANSWERED, COVERAGE, RELEVANT, MeasureColumn, columns_of
    from digiramverk.tables.history import StageParts
    from digiramverk.tables.layout import ROW, Inputs, NumberColumns
    from digiramverk.tables.outcome import Outcome, run, values_of_groups
    from digiramverk.tables.previous_round import Earlier, GroupTables
    from digiramverk.tables.program import FrameProgram
else:
    __getattr__, __dir__ = opening(__name__)
