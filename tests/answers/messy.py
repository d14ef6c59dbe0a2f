"""Tables as exports make them: every kind of file, heading, spelling, separator and slip, drawn."""

import csv
import io
import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import attrs
import openpyxl
import polars as pl
from hypothesis import strategies as st

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en, sv]
scales:
  level:
    not_relevant: {en: Not relevant, sv: Ej relevant}
    levels:
      none: {title: {en: Not at all, sv: Inte alls}, points: 0}
      half: {title: {en: Partly, sv: Delvis}, points: 0.5}
      full: {title: {en: Fully, sv: Helt}, points: 1}
  digits:
    declined: {en: Prefer not to say, sv: Vill inte svara}
    levels:
      "1": {title: {en: "No, never", sv: "Nej, aldrig"}, points: 0}
      "2": {title: {en: "Yes, always", sv: "Ja, alltid"}, points: 3}
groups: {heads: {title: {en: Heads, sv: Ledning}}, pupils: {title: {en: Pupils, sv: Elever}}}
school_forms:
  school: {title: {en: School, sv: Grundskola}}
  preschool: {title: {en: Preschool, sv: Förskola}}
attributes: {size: {members: {small: {title: {en: Small, sv: Liten}}, large: {title: {en: Large, sv: Stor}}}}}
numbers: {asked: Asked}
scoring: {unanswered: exclude}
areas:
  a:
    indicators:
      L1-01: {text: {en: "There is a plan, on paper", sv: "Det finns en plan, på papper"}, scale: level}
      L1-10: {text: {en: It is followed up; often, sv: Den följs upp; ofta}, scale: digits}
      L1-03: {text: {en: We were asked, sv: Vi blev tillfrågade}, groups: [pupils], scale: level}
      L1-04: {text: {en: It is read, sv: Den läses}, school_forms: [school], groups: [heads], scale: level}
rules:
  share: {value: mean(fraction), format: percent}
  answers: {value: count(answered)}
  out_of: {value: asked, format: decimals}
  of_round: {across: [round, school_form], value: mean(share), format: percent}
  of_size: {across: [size], value: mean(share), format: percent}
targets:
  - {measure: of_round, where: {school_form: school}, round: "2026", at_least: 0.5}
"""
TEXTS = {
    "L1-01": ("There is a plan, on paper", "Det finns en plan, på papper"),
    "L1-10": ("It is followed up; often", "Den följs upp; ofta"),
    "L1-03": ("We were asked", "Vi blev tillfrågade"),
    "L1-04": ("It is read", "Den läses"),
}
LEVEL = [
    "none",
    "half",
    "full",
    "Not at all",
    "Delvis",
    "HELT",
    "0",
    "0,5",
    "0.50",
    "1",
    "1,0",
    "not_relevant",
]
DIGITS = ["1", "2", "1.0", "Nej, aldrig", "yes, always", "declined", "Vill inte svara", "not_relevant"]
WORDS = {
    "unit": ("Enhet",),
    "round": ("Omgång",),
    "group": ("grupp",),
    "school_form": ("Skolform", "School form"),
    "published": ("Publicerad",),
}
USUAL: dict[str, list[str]] = {
    "L1-01": LEVEL,
    "L1-10": DIGITS,
    "L1-03": ["", "", *LEVEL],
    "L1-04": ["", "", *LEVEL],
    "response": ["a", "b", "c", "d", "1", "2", "3", "4", "5", "6", "a b", "å"],
    "unit": ["Ash", "Björk", "ASH", "Björk-", "17", "Ash, north", 'School "North"', "two\nlines", "x; y"],
    "school_form": ["school", "Grundskola", "förskola", "PRESCHOOL"],
    "round": ["2025", "2026", "2026-01-01", "2026-01-01 00:00:00", "45292", "2026-01-01T08:30:00"],
    "group": ["heads", "ELEVER", "Ledning"],
    "published": ["ja", "Yes", "true", "1", "nej", "0", "1.0"],
    "size": ["small", "Stor", "LARGE"],
    "asked": ["0", "21", "21,5", "-3", "1.250"],
    "framework": ["plan", "plan@1"],
}
ODD = [
    "often",
    "nan",
    "NaN",
    "None",
    "7",
    "\ufeff",
    "a\u2028b",
    "ja ja",
    "12,34567",
    "9999999999",
    "lika",
    "-",
    "\xa0",
    "\u200b",
]
UNKNOWN = ["Enhet", "__row", "__s0", "Comment", "Comment", "Started at", "#", "# 3", "L1"]
BLANKS = ["", "", "", " ", "\xa0", "  ", "\u200b"]


@attrs.frozen
class Table:
    """A table: headings, rows of cells, how it is written, and the numbers by which people know its rows.

    These are left out where rows may run into one another.
    """

    kind: str
    headings: tuple[str, ...]
    meant: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    write: Callable[[Path, "Table"], None] = attrs.field(eq=False, repr=False)
    how: str = ""
    numbers: tuple[int, ...] = ()

    def save(self, folder: Path) -> Path:
        """Write it."""
        path = folder / f"a.{self.kind}"
        self.write(path, self)
        return path

    def without(self, numbers: Collection[int]) -> "Table":
        """The same without the rows of some numbers."""
        rows = zip(self.rows, self.numbers, strict=True)
        return attrs.evolve(self, rows=tuple(row for row, number in rows if number not in numbers))


def disguised(draw: st.DrawFn, text: str) -> str:
    """The same text as other programs write it: in parts, with hard blanks, with signs without width."""
    at = draw(st.integers(0, len(text)))
    return draw(
        st.sampled_from(
            [
                normalize("NFD", text),
                text.replace(" ", "\xa0"),
                text.replace(" ", " \u2009"),
                f"{text[:at]}\u200b{text[at:]}",
                f"{text[:at]}\xad{text[at:]}",
                f"\u200e{text}\u202f",
            ]
        )
    )


def _heading(draw: st.DrawFn, name: str) -> str:
    forms = [name, name, name.upper(), f" {name} ", *WORDS.get(name, ())]
    if name in TEXTS:
        forms += [*TEXTS[name], *(f"{name} {text}" for text in TEXTS[name]), f"[{name}] {TEXTS[name][0]}"]
        forms += [f"{name}:\n{TEXTS[name][1]}", f"{name}. {TEXTS[name][0].upper()}"]
    heading = draw(st.sampled_from(forms))
    return disguised(draw, heading) if draw(st.integers(0, 9)) == 0 else heading


def _columns(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Pairs of what a column means and its heading; "" for one that means nothing."""
    some = draw(st.lists(st.sampled_from(sorted(USUAL)), min_size=1, max_size=8, unique=True))
    if draw(st.integers(0, 9)):
        some = list(dict.fromkeys(["L1-01", *some]))
    columns = [(name, _heading(draw, name)) for name in some]
    columns += [("", each) for each in draw(st.lists(st.sampled_from(UNKNOWN), max_size=2))]
    columns += [("", each) for each in draw(st.lists(st.sampled_from(["", " "]), max_size=2))]
    if draw(st.integers(0, 19)) == 0:
        columns.append((some[0], _heading(draw, some[0])))
    return draw(st.permutations(columns))


def _cell(draw: st.DrawFn, name: str, odd: int) -> str:
    usual = USUAL.get(name)
    if usual is None:
        return draw(st.sampled_from(["", "", "", "x", '"', "a\nb", "; , \t"]))
    chance = draw(st.integers(0, 99))
    if chance < odd:
        return draw(st.sampled_from(ODD))
    if chance < odd + 15:
        return draw(st.sampled_from(BLANKS))
    cell = draw(st.sampled_from(usual))
    if chance > 85 and draw(st.booleans()):
        return disguised(draw, cell)
    return f"{draw(st.sampled_from(BLANKS))}{cell}{draw(st.sampled_from(BLANKS))}" if chance > 90 else cell


@st.composite
def tables(draw: st.DrawFn, kinds: Sequence[str] = ("csv", "csv", "parquet", "xlsx")) -> Table:
    """A table of any kind of file."""
    columns = _columns(draw)
    odd = draw(st.sampled_from([0, 0, 3, 15]))
    names = [name for name, _ in columns]
    rows: list[tuple[Any, ...]] = []
    for _ in range(draw(st.integers(0, 8))):
        cells = [_cell(draw, name, odd) for name in names]
        slip = draw(st.integers(0, 19))
        if slip == 0:
            cells = [draw(st.sampled_from(BLANKS)) for _ in names]
        elif slip == 1 and rows:
            cells = list(rows[-1])[: len(names)] + [""] * (len(names) - len(rows[-1]))
        rows.append(tuple(cells))
    kind = draw(st.sampled_from(list(kinds)))
    headings = tuple(heading for _, heading in columns)
    make = {"csv": _csv, "parquet": _parquet, "xlsx": _xlsx}[kind]
    return make(draw, headings, tuple(names), tuple(rows))


def _csv(
    draw: st.DrawFn, headings: tuple[str, ...], meant: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]
) -> Table:
    """Text, with ragged rows and quotation marks where they do not belong."""
    separator = draw(st.sampled_from([";", ",", "\t"]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r\n", "\r"]))
    start = draw(st.sampled_from(["", "\ufeff", end * 2, f"\ufeff{separator}{separator}{end}"]))
    last = draw(st.sampled_from(["", end, end * 2]))
    quoting: Literal[0, 1] = csv.QUOTE_ALL if draw(st.booleans()) else csv.QUOTE_MINIMAL
    ragged = draw(st.sampled_from([0, 0, 2]))
    bad = draw(st.sampled_from([0, 0, 0, 3]))
    encoding = draw(st.sampled_from(["utf-8"] * 9 + ["latin-1"]))

    def line(cells: Sequence[str]) -> str:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerow(cells)
        return out.getvalue().removesuffix("\r\n")

    made: list[tuple[Any, ...]] = []
    for row in rows:
        cells = list(row)
        if draw(st.integers(0, 9)) < ragged:
            cells = cells[:-1] if draw(st.booleans()) else [*cells, draw(st.sampled_from(["", "x", "a\nb"]))]
        text = line(cells)
        if draw(st.integers(0, 9)) < bad:
            at = draw(st.integers(0, len(text)))
            text = text[:at] + draw(st.sampled_from(['"', '""', 'a"b"', "\r"])) + text[at:]
        if draw(st.integers(0, 19)) == 0:
            text = ""
        made.append((text,))
    header = line(headings)

    def write(path: Path, table: Table) -> None:
        text = start + end.join([header, *(row[0] for row in table.rows)]) + last
        path.write_bytes(text.encode(encoding, errors="replace"))

    numbers: list[int] = []
    line_of = start.count(end) + header.count("\n") + 2
    for (text,) in made:
        numbers.append(line_of)
        line_of += 1 + (re.sub("\r\n?", "\n", text) if end == "\r" else text).count("\n")
    how = repr((separator, end, start, last, encoding, header))
    return Table("csv", headings, meant, tuple(made), write, how, () if bad else tuple(numbers))


def _typed(draw: st.DrawFn, name: str, cells: Sequence[str]) -> pl.Series:
    """A column of a Parquet file, of whatever type its cells can have."""
    numbers = [each.replace(",", ".").strip() for each in cells]
    kind = draw(
        st.sampled_from(
            [
                "text",
                "text",
                "null",
                "number",
                "narrow",
                "whole",
                "enum",
                "category",
                "day",
                "truth",
                "nothing",
                "decimal",
                "list",
            ]
        )
    )
    if kind in {"number", "narrow", "whole"}:
        found = [_number(each) for each in numbers]
        if kind == "whole":
            return pl.Series(name, [None if each is None else int(each) for each in found], dtype=pl.Int64)
        return pl.Series(name, found, dtype=pl.Float32 if kind == "narrow" else pl.Float64)
    if kind == "day":
        day = datetime(2026, 1, 1) if draw(st.booleans()) else datetime(2026, 1, 1, 8, 30)  # noqa: DTZ001 - files know no zones
        days: list[Any] = [day if draw(st.booleans()) else None for _ in cells]
        if draw(st.booleans()):
            return pl.Series(name, [None if each is None else each.date() for each in days], dtype=pl.Date)
        return pl.Series(name, days, dtype=pl.Datetime("us"))
    if kind == "truth":
        return pl.Series(name, [draw(st.sampled_from([True, False, None])) for _ in cells], dtype=pl.Boolean)
    if kind == "nothing":
        return pl.Series(name, [None] * len(cells), dtype=pl.Null)
    if kind == "decimal":
        found = [_number(each) for each in numbers]
        exact = [None if each is None else Decimal(str(each)) for each in found]
        return pl.Series(name, exact, dtype=pl.Decimal(20, 4))
    if kind == "bytes":
        return pl.Series(name, [each.encode() or None for each in cells], dtype=pl.Binary)
    if kind == "time":
        return pl.Series(name, [time(8, 30) if each else None for each in cells], dtype=pl.Time)
    if kind == "list":
        return pl.Series(name, [[each] if each else None for each in cells], dtype=pl.List(pl.String))
    texts = [None if kind == "null" and not each else each for each in cells]
    if kind == "enum":
        return pl.Series(name, texts, dtype=pl.Enum(sorted(set(cells))))
    return pl.Series(name, texts, dtype=pl.Categorical if kind == "category" else pl.String)


def _number(text: str) -> float | None:
    try:
        return float(text) if len(text) < 6 and "n" not in text.casefold() else None
    except ValueError:
        return None


def _parquet(
    draw: st.DrawFn, headings: tuple[str, ...], meant: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]
) -> Table:
    keep = [n for n, each in enumerate(headings) if each not in headings[:n]]
    names = tuple(headings[n] for n in keep)
    columns = [_typed(draw, headings[n], [str(row[n]) for row in rows]) for n in keep]
    frame = pl.DataFrame(columns)

    def write(path: Path, table: Table) -> None:
        numbers = [row[0] for row in table.rows]
        frame[numbers].write_parquet(path)

    kept = tuple(meant[n] for n in keep)
    how = f"{frame.schema} {frame.rows()}"
    made = tuple((n,) for n in range(len(rows)))
    return Table("parquet", names, kept, made, write, how, tuple(range(1, len(rows) + 1)))


def _xlsx(
    draw: st.DrawFn, headings: tuple[str, ...], meant: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]
) -> Table:
    above = draw(st.sampled_from([0, 0, 2]))

    def value(text: str) -> Any:  # noqa: ANN401 - a workbook's cells are of any kind
        match draw(st.sampled_from(["text", "text", "text", "number", "day", "truth"])):
            case "number":
                number = _number(text.replace(",", ".").strip())
                return text if number is None or number != number else number  # noqa: PLR0124 - not a number
            case "day" if text[:10] == "2026-01-01":
                return date(2026, 1, 1)
            case "truth" if text in {"true", "ja"}:
                return True
            case _:
                return text or None

    made = tuple(tuple(value(cell) for cell in row) for row in rows)

    def write(path: Path, table: Table) -> None:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        written: list[tuple[Any, ...]] = [table.headings, *table.rows]
        for row, cells in enumerate(written, above + 1):
            for column, cell in enumerate(cells, 1):
                if cell is not None and cell != "":
                    sheet.cell(row, column, cell)
        book.save(path)

    numbers = tuple(range(above + 2, above + 2 + len(rows)))
    return Table("xlsx", headings, meant, made, write, numbers=numbers)
