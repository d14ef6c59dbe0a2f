"""Reports the problems of a table once for each kind, with the number of rows and the first of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Final

import attrs

from digiramverk.answers.tabular_files.csv_lines import SHOWN_ROWS, Layout
from digiramverk.core import Diagnostic, Names, Span, TitleList, Titles, Word, near
from digiramverk.model import Framework, Text

SHOWN_VALUES: Final = 5
"""The number of values of one column to report one by one."""
_FROM_ONE: Final = Layout()
"""Counts rows from 1."""
TableCells = Iterable[tuple[int, int]]
"""Cells of a table: the position of the row from 0, and the index of the cell."""
Spans = Callable[[TableCells], Mapping[tuple[int, int], Span]]
"""Finds the places of cells."""
_PUBLISHED: Final = ("true", "false", "ja", "nej", "yes", "no")
_SERIALS: Final = (36526, 55153)
"""The years 2000 to 2050 as Excel counts days."""
_DAY_ZERO: Final = date(1899, 12, 30)


@attrs.frozen
class Stray:
    """An invalid value in a column: column as the table names it, value, number and rows.

    `name` is the meaning of the column; `rows` are positions from 0 in the table.
    With a `kind`, forms that are not asked answer the column: those whose `kind` is `value`.
    """

    column: str
    name: str
    value: str
    count: int
    rows: tuple[int, ...]
    kind: str = ""

    @property
    def reason(self) -> str:
        """The reason written next to a rejected row."""
        return f"{self.column}: {self.kind} {self.value}" if self.kind else f"{self.column}: {self.value}"


@attrs.frozen
class Clash:
    """A row that contradicts an earlier one.

    Attributes:
        row: its position from 0.
        name: `response` if that occurs twice; else the dimension of which its unit has two members.
        who: the response, or the unit.
        one, other: the earlier member of the unit, and the one in this row.
    """

    row: int
    name: str
    who: str
    one: str = ""
    other: str = ""

    @property
    def reason(self) -> str:
        """The reason written next to a rejected row."""
        return f"{self.name}: {self.other or self.who}"


def gathered(strays: Iterable[Stray]) -> list[Stray]:
    """Merge equal values of a column, with their total number and the first rows."""
    met: dict[tuple[str, ...], Stray] = {}
    for each in strays:
        key = each.column, each.name, each.kind, each.value
        before = met.get(key)
        if before is None:
            met[key] = attrs.evolve(each, rows=each.rows[:SHOWN_ROWS])
        else:
            rows = (*before.rows, *each.rows)[:SHOWN_ROWS]
            met[key] = attrs.evolve(each, count=each.count + before.count, rows=rows)
    return list(met.values())


@attrs.frozen
class Told:
    """Reports the findings about a table whose rows have an order.

    Attributes:
        framework: the framework that it answers.
        columns: the index of each cell of a row, by the framework's names.
        layout: how to count rows.
        spans: finds the places of cells.
    """

    framework: Framework
    columns: Mapping[str, int]
    layout: Layout
    spans: Spans

    def findings(
        self, strays: Iterable[Stray], clashes: Mapping[str, Sequence[Clash]]
    ) -> Iterator[Diagnostic]:
        """One finding for each invalid value, and one for each way in which rows clash."""
        here = sorted(strays, key=lambda each: (each.rows[0], self.columns[each.name], each.kind, each.value))
        told = list(told_values(here, self.framework, self.layout))
        places = [(each.rows[0], self.columns[each.name]) for each, _ in told]
        clashing = [(those[0].row, self.columns[name]) for name, those in clashes.items()]
        spans = self.spans([*places, *clashing])
        for (_, finding), place in zip(told, places, strict=True):
            yield attrs.evolve(finding, span=spans[place])
        for (name, those), place in zip(clashes.items(), clashing, strict=True):
            yield attrs.evolve(clash_of(name, those, self.layout), span=spans[place])


def told_values(
    strays: Iterable[Stray], framework: Framework, layout: Layout = _FROM_ONE
) -> Iterator[tuple[Stray, Diagnostic]]:
    """The findings about invalid values.

    Only the first values of a column are reported one by one: a column with many more is not what its heading
    says.
    """
    met: dict[tuple[str, str], list[Stray]] = {}
    for each in strays:
        of_column = met.setdefault((each.column, each.kind), [])
        of_column.append(each)
        if len(of_column) <= SHOWN_VALUES:
            yield each, _stray_value(each, framework, layout)
    for every in met.values():
        rest = every[SHOWN_VALUES:]
        if rest:
            rows = sorted(row for each in rest for row in each.rows)
            args = {"column": rest[0].column, "values": len(rest), "count": sum(each.count for each in rest)}
            args["example"] = rest[0].value
            yield rest[0], Diagnostic("DR439", {**args, "rows": layout.shown(rows)})


def _stray_value(stray: Stray, framework: Framework, layout: Layout) -> Diagnostic:
    rows = layout.shown(stray.rows)
    args: dict[str, object] = {"count": stray.count, "rows": rows}
    if stray.kind:
        about = {"indicator": stray.name, "kind": Word(stray.kind), "value": stray.value}
        return Diagnostic("DR433", {**args, **about})
    if stray.name == "framework":
        return Diagnostic("DR431", {**args, "found": stray.value, "framework": framework.id})
    args |= {"column": stray.column, "value": stray.value}
    if stray.name in framework.plan.space.numbers:
        return Diagnostic("DR436", args)
    known = _known(stray.name, framework)
    titles = TitleList(tuple(Titles(text.to("sv"), text.to("en")) for text in known))
    args["known"] = titles if known else Names(_PUBLISHED)
    written = dict.fromkeys(form for text in known for _, form in text.forms) or _PUBLISHED
    return Diagnostic("DR420", args, near=near(stray.value, written))


def _known(name: str, framework: Framework) -> tuple[Text, ...]:
    """What the values of a column are called, as forms show them; nothing for whether a form is published."""
    if name in framework.plan.space.item_index:
        scale = framework.scale_of(next(each for each in framework.indicators if each.id == name))
        declined = () if scale.declined is None else (scale.declined,)
        return (*(level.title for level in scale.levels), scale.not_relevant, *declined)
    return tuple(each.title for each in framework.listed_members.get(name, ()))


def clash_of(name: str, clashes: Sequence[Clash], layout: Layout) -> Diagnostic:
    """The finding about rows that clash with earlier ones."""
    first = clashes[0]
    args: dict[str, object] = {
        "count": len(clashes),
        "rows": layout.shown(each.row for each in clashes),
    }
    if name == "response":
        some = tuple(islice(dict.fromkeys(each.who for each in clashes), SHOWN_ROWS))
        return Diagnostic("DR430", {**args, "name": Names(some)})
    return Diagnostic(
        "DR432", {**args, "name": first.who, "dimension": Word(name), "one": first.one, "other": first.other}
    )


def days_of_excel(rounds: Iterable[str]) -> Iterator[Diagnostic]:
    """A warning about rounds that look like the number of a day in Excel, with that day."""
    low, high = _SERIALS
    numbers = {text: int(text) for text in sorted(rounds) if text.isdecimal() and text.isascii()}
    days = tuple(
        f"{text} = {(_DAY_ZERO + timedelta(days=number)).isoformat()}"
        for text, number in numbers.items()
        if low <= number < high
    )
    if days:
        yield Diagnostic("DR434", {"days": Names(days)})
