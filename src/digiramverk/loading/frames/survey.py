"""Going through a whole table before any of it is scored: how many rows, and which cannot be."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import narwhals as nw
import polars as pl

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.core.language import Names, Word
from digiramverk.core.place import Source, whole
from digiramverk.loading.frames.states import StateReader, Stray
from digiramverk.loading.frames.whole import Clash, WholeTable
from digiramverk.loading.lines import SHOWN_ROWS, Layout
from digiramverk.loading.tables import TableFile
from digiramverk.model.framework import Framework
from digiramverk.rules.frame.inputs import ROW

Progress = Callable[[int], None]
"""Told how many forms have been worked on since the last time."""


@attrs.define
class Survey:
    """What a table is like.

    Attributes:
        table: what was gone through.
        reader: reads it.
        total: how many rows hold something.
        bad: the positions of those that cannot be scored, in order.
        notes: warnings.
    """

    table: TableFile
    reader: StateReader
    total: int = 0
    bad: list[int] = attrs.field(factory=list)
    notes: list[Diagnostic] = attrs.field(factory=list)

    def batches(self) -> Iterator[nw.DataFrame[Any]]:
        """The parts of the table, read, without the rows that cannot be scored.

        Answers stand there as states alone, not as they are written: these take most of the memory.
        """
        return map(self._read, self.table.batches())

    def _read(self, part: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
        read, _ = read_part(self.reader, part)
        columns = self.reader.columns
        answers = [columns[each.id] for each in self.reader.framework.indicators if each.id in columns]
        return self._scored(read.drop(answers))

    def _scored(self, read: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
        if not self.bad or not len(read):
            return read
        rows = read.get_column(ROW)
        own = self.bad[bisect_left(self.bad, rows[0]) : bisect_left(self.bad, rows[-1] + 1)]
        return read.filter(~nw.col(ROW).is_in(own)) if own else read


def survey(
    table: TableFile, reader: StateReader, progress: Progress, rejected: Path | None = None, named: str = ""
) -> Survey:
    """Go through a table.

    Args:
        table: what is to be scored.
        reader: reads it.
        rejected: where rows are written that cannot be scored; without it they stop the work.
        named: what that file will be called.
        progress: told how many rows have been gone through.

    Raises:
        InputError: DR411, DR412, DR415, DR418, DR420, DR430 to DR433, each kind of problem once.
    """
    found = Survey(table, reader)
    together = WholeTable(reader)
    met: dict[tuple[str, ...], Stray] = {}
    layout = table.layout
    for part in table.batches():
        read, strays = read_part(reader, _even(part, layout))
        found.total += len(part)
        for each in strays:
            key = each.column, each.name, each.kind, each.value
            before = met.get(key)
            rows = (*(before.rows if before else ()), *each.rows)[:SHOWN_ROWS]
            count = each.count + (before.count if before else 0)
            met[key] = attrs.evolve(each, count=count, rows=rows)
        lost = [row for each in strays for row in each.rows]
        together.look(read.filter(~nw.col(ROW).is_in(lost)) if lost else read)
        progress(len(part))
    if not found.total:
        raise InputError([Diagnostic("DR412", {}, whole(Source(table.path.as_posix())))])
    if together.settle() or met or layout.ragged:
        clashing = _second_look(found, together, rejected)
        if rejected is None:
            values = (stray_value(each, reader.framework, layout) for each in met.values())
            raise InputError([*layout.problems(table.path), *values, *clashing])
    if found.bad:
        args = {"count": len(found.bad), "total": found.total, "file": named}
        found.notes.append(Diagnostic("DR424", args))
    found.notes += together.notes
    return found


def read_part(reader: StateReader, part: nw.DataFrame[Any]) -> tuple[nw.DataFrame[Any], list[Stray]]:
    """A part of a table with its states and members, and what could not be read."""
    frame, strays = reader.read(part)
    if not isinstance(frame, nw.DataFrame):
        raise TypeError(frame)
    return frame, [*strays, *reader.stray_members(frame)]


def _second_look(found: Survey, together: WholeTable, rejected: Path | None) -> list[Diagnostic]:
    """Find every row that cannot be scored, and put it aside with its reasons if there is a place."""
    clashes: dict[str, list[Clash]] = {}
    first = True
    layout = found.table.layout
    for part in found.table.batches():
        read, strays = read_part(found.reader, _even(part, layout))
        texts = {
            layout.ragged[place]: [layout.reason(place, found.table.path)] for place in _ragged(part, layout)
        }
        for each in strays:
            for row in each.rows:
                texts.setdefault(row, []).append(each.reason)
        good = read.filter(~nw.col(ROW).is_in(list(texts))) if texts else read
        for clash in together.clashes(good):
            texts.setdefault(clash.row, []).append(clash.reason)
            clashes.setdefault(clash.name, []).append(clash)
        if texts and rejected is not None:
            _put_aside(part, texts, rejected, layout, first=first)
            first = False
            found.bad += sorted(texts)
    return [clash_of(name, those, layout) for name, those in clashes.items()]


def _ragged(part: nw.DataFrame[Any], layout: Layout) -> range:
    """The rows of a part that have not as many cells as the header: their places among all of these."""
    if not len(part):
        return range(0)
    rows = part.get_column(ROW)
    return layout.ragged_between(rows[0], rows[-1] + 1)


def _even(part: nw.DataFrame[Any], layout: Layout) -> nw.DataFrame[Any]:
    """A part without those, which nobody can tell what they say."""
    ragged = _ragged(part, layout)
    return part.filter(~nw.col(ROW).is_in([layout.ragged[place] for place in ragged])) if ragged else part


def _put_aside(
    part: nw.DataFrame[Any], texts: dict[int, list[str]], file: Path, layout: Layout, *, first: bool
) -> None:
    """Write rows that cannot be scored, each with its number and the reasons."""
    rows = sorted(texts)
    native: pl.DataFrame = part.filter(nw.col(ROW).is_in(rows)).to_native()
    made = native.with_columns(
        pl.Series(_free(layout.word, native), [layout.number(row) for row in rows]),
        pl.Series(_free("reason", native), ["; ".join(texts[row]) for row in rows]),
    )
    with file.open("wb" if first else "ab") as out:
        made.drop(ROW).write_csv(out, include_header=first, include_bom=first)


def _free(name: str, table: pl.DataFrame) -> str:
    """A name for one more column of a table, which may have one of that name."""
    return _free(f"{name}_", table) if name in table.columns else name


def stray_value(stray: Stray, framework: Framework, layout: Layout | None = None) -> Diagnostic:
    """The finding about values that a column may not have; without a layout, rows are counted from 1."""
    rows = (layout or Layout()).shown(stray.rows)
    args: dict[str, object] = {"count": stray.count, "rows": rows}
    if stray.kind:
        about = {"indicator": stray.name, "kind": Word(stray.kind), "value": stray.value}
        return Diagnostic("DR433", {**args, **about})
    if stray.name == "framework":
        return Diagnostic("DR431", {**args, "found": stray.value, "framework": framework.id})
    if stray.name in framework.plan.space.item_index:
        indicator = next(each for each in framework.indicators if each.id == stray.name)
        known = tuple(level.id for level in framework.scale_of(indicator).levels)
    else:
        kinds = {"group": framework.groups, "school_form": framework.school_forms}
        kinds |= {each.id: each.members for each in framework.attributes}
        known = tuple(each.id for each in kinds.get(stray.name, ())) or ("true", "false")
    return Diagnostic("DR420", {**args, "column": stray.column, "value": stray.value, "known": Names(known)})


def clash_of(name: str, clashes: list[Clash], layout: Layout) -> Diagnostic:
    """The finding about rows that clash with earlier ones."""
    first = clashes[0]
    args: dict[str, object] = {
        "count": len(clashes),
        "rows": layout.shown(each.row for each in clashes),
        "name": first.who,
    }
    if name == "response":
        return Diagnostic("DR430", args)
    return Diagnostic("DR432", {**args, "dimension": Word(name), "one": first.one, "other": first.other})
