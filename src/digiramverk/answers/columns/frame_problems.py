"""Finds problems of a whole frame, as in a table in a file; the engine that holds the rows computes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

from digiramverk.answers.columns.contradictions import WholeTable
from digiramverk.answers.columns.state_columns import MEMBER, StateReader
from digiramverk.answers.table_problems import Clash, Stray, clash_of, days_of_excel
from digiramverk.answers.tabular_files.csv_lines import Layout
from digiramverk.core import Diagnostic
from digiramverk.tables import ROW, Frame

FILE_ROW: Final = "file_row_number"
"""The column of file row numbers that DuckDB's Parquet reader adds on request."""
_COUNT: Final = "__count"


@attrs.frozen
class Together:
    """The contradictions between the forms of a frame.

    Attributes:
        errors: DR430, responses that occur twice; DR432, units with two members of one dimension.
        notes: DR434, rounds that look like Excel days.
    """

    errors: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def looked_at(reader: StateReader, read: Frame, strays: Sequence[Stray]) -> Together:
    """Find what is wrong with a frame that has been read, apart from rows with invalid values.

    Of a lazy frame, only suspicious groups, the members of every unit, and the rounds are collected.
    """
    read = without(read, strays)
    if isinstance(read, nw.DataFrame):
        return _of_eager(reader, read)
    groups = _groups(reader, read)
    found = dict(zip(groups, collected(groups.values()), strict=True))
    suspect = _suspects(found)
    rounds = found["round"].get_column(MEMBER.format("round")).to_list() if "round" in found else []
    notes = tuple(days_of_excel(each for each in rounds if each is not None))
    if not suspect:
        return Together((), notes)
    tests = [nw.col(MEMBER.format(name)).is_in(members) for name, members in suspect.items()]
    (rows,) = collected([_members(reader, read.filter(nw.any_horizontal(*tests, ignore_nulls=True)))])
    return Together(_of_eager(reader, rows).errors, notes)


def placed_by_file(frame: Frame) -> Frame:
    """A frame without order, with the positions of its rows in the file.

    The frame is unchanged if no file reader gave positions, or if several files have the same ones.
    """
    kind = frame.collect_schema().get(FILE_ROW)
    if kind is None or not kind.is_integer():
        return frame
    place = nw.col(FILE_ROW)
    (found,) = collected([frame.lazy().select(nw.len().alias(_COUNT), place.n_unique())])
    rows, places = found.row(0)
    return frame.with_columns(place.alias(ROW)) if rows == places else frame


def without(read: Frame, strays: Iterable[Stray]) -> Frame:
    """A frame without the rows that have invalid values."""
    lost = [row for each in strays for row in each.rows]
    return read.filter(~nw.col(ROW).is_in(lost)) if lost else read


def settled(
    together: WholeTable, parts: Callable[[], Iterable[nw.DataFrame[Any]]], *, ordered: bool = True
) -> Together:
    """Find what is wrong with parts that have all been scanned; scan them again if anything is.

    Args:
        together: has scanned them.
        parts: gives them in the same order, as Polars frames.
        ordered: whether their order has a meaning.
    """
    clashes: dict[str, list[Clash]] = {}
    if together.settle():
        for part in parts():
            for clash in together.clashes(part):
                clashes.setdefault(clash.name, []).append(clash)
    layout = Layout(ordered=ordered)
    errors = tuple(clash_of(name, those, layout) for name, those in clashes.items())
    return Together(errors, tuple(together.notes))


def _of_eager(reader: StateReader, read: nw.DataFrame[Any]) -> Together:
    """Scan the whole frame at once, in the same way as the parts of a file."""
    ordered = ROW in read.columns
    table: pl.DataFrame = _members(reader, read).to_polars()
    # Report rows in the order of their file, whatever the order in which an engine returns them.
    if not ordered:
        table = table.with_row_index(ROW)
    elif not table[ROW].is_sorted():
        table = table.sort(ROW)
    part = nw.from_native(table, eager_only=True)
    together = WholeTable(reader)
    together.look(part)
    return settled(together, lambda: [part], ordered=ordered)


def _members(reader: StateReader, read: Any) -> Any:  # noqa: ANN401 - a frame, and the same kind of one
    """The columns of the forms' members, and their positions if there are any."""
    names = read.collect_schema().names()
    attributes = (each.id for each in reader.framework.attributes)
    wanted = ("response", "unit", "round", "school_form", *attributes)
    columns = [MEMBER.format(name) for name in wanted if name in reader.columns]
    return read.select(*([ROW] if ROW in names else []), *columns)


def _groups(reader: StateReader, read: nw.LazyFrame[Any]) -> dict[str, nw.LazyFrame[Any]]:
    """Queries that show whether anything may be wrong."""
    found: dict[str, nw.LazyFrame[Any]] = {}
    key = [MEMBER.format(name) for name in ("response", "unit", "round") if name in reader.columns]
    if "response" in reader.columns:
        named = read.filter(~nw.col(key[0]).is_null())
        found["response"] = (
            named.select(*key)
            .group_by(*key)
            .agg(nw.len().alias(_COUNT))
            .filter(nw.col(_COUNT) > 1)
            .select(key[0])
            .unique()
        )
    if "unit" in reader.columns:
        for name in WholeTable(reader).of_units:
            pair = MEMBER.format("unit"), MEMBER.format(name)
            both = read.select(*pair).filter(~nw.col(pair[0]).is_null(), ~nw.col(pair[1]).is_null())
            found[name] = (
                both.unique()
                .group_by(pair[0])
                .agg(nw.len().alias(_COUNT))
                .filter(nw.col(_COUNT) > 1)
                .select(pair[0])
            )
    if "round" in reader.columns:
        found["round"] = read.select(MEMBER.format("round")).unique()
    return found


def _suspects(found: Mapping[str, nw.DataFrame[Any]]) -> dict[str, list[str]]:
    """Responses and units that may be wrong."""
    suspect: dict[str, list[str]] = {}
    for name, each in found.items():
        if name != "round" and len(each):
            kind = "response" if name == "response" else "unit"
            suspect.setdefault(kind, []).extend(each.get_column(MEMBER.format(kind)).to_list())
    return suspect


def collected(queries: Iterable[nw.LazyFrame[Any]]) -> list[nw.DataFrame[Any]]:
    """Collect several queries as Polars frames; Polars' own are collected together and may share work."""
    every = list(queries)
    if every and all(each.implementation.is_polars() for each in every):
        return [
            nw.from_native(each, eager_only=True) for each in pl.collect_all([q.to_native() for q in every])
        ]
    return [each.collect("polars") for each in every]
