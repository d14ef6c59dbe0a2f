"""What the tests report on: the bundled examples of four frameworks; and how files are read back."""

import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import docx
import openpyxl
from attrs import evolve, frozen

from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.model.report import REPORT_KINDS, ReportKind
from digiramverk.workspace import Workspace

FORMATS = ("text", "md", "html", "xlsx", "docx", "svg", "png")
NAMES = ("lika", "mittkoping", "selfie", "goteborg")


@frozen
class Example:
    """A framework with answers, as a report of one kind wants them."""

    framework: Framework
    forms: tuple[Assessment, ...]


@cache
def workspace() -> Workspace:
    return Workspace()


@cache
def example(name: str, kind: ReportKind) -> Example:
    """Answers that a report of this kind can be made of."""
    work = workspace()
    if name == "mittkoping":
        framework = work.framework(work.example("lika", "mittkoping"))
        forms = work.read(framework, [work.example("lika", "mittkoping_answers")])
        if kind in {"assessment", "comparison"}:
            rounds: dict[str, list[Assessment]] = {}
            for form in forms:
                rounds.setdefault(form.unit or "", []).append(form)
            several = next(those for those in rounds.values() if len({form.round for form in those}) > 1)
            forms = tuple(several[:1] if kind == "assessment" else several)
        return Example(framework, forms)
    framework = work.framework(name)
    file = {"lika": "exempelskolan", "selfie": "strandskolan", "goteborg": "exempelgymnasiet"}[name]
    forms = work.read(framework, [work.example(name, file)])
    if name == "lika" and kind == "comparison":
        # One form is nothing to compare: the same school a year later, where more is reached.
        later = [evolve(a, level="uppnadd" if a.level == "nastan_dar" else a.level) for a in forms[0].answers]
        forms = (*forms, evolve(forms[0], round="2017", answers=tuple(later)))
    if name == "goteborg" and kind == "assessment":
        forms = forms[:1]
    return Example(framework, forms)


@cache
def made(name: str, kind: ReportKind, to: str, language: str = "sv") -> bytes:
    """One report as the content of a file."""
    chosen = example(name, kind)
    return workspace().report(
        chosen.framework, chosen.forms, kind, to=to, language="en" if language == "en" else "sv"
    )


def every_report(of: Sequence[str] = NAMES) -> list[tuple[str, ReportKind]]:
    return [(name, kind) for name in of for kind in REPORT_KINDS]


@frozen
class Read:
    """A table that was read back: its caption, and (labels, value) for each of its values."""

    caption: str
    values: tuple[tuple[frozenset[str], object], ...]


def _read(caption: str, rows: Sequence[Sequence[object]]) -> Read:
    """What a row or a column says about a value is its label; every cell is both."""
    heads, values = rows[0], []
    for row in rows[1:]:
        texts = {str(cell) for cell in row if isinstance(cell, str)}
        for head, cell in zip(heads, row, strict=False):
            values.append((frozenset({*texts, str(head)}), cell))
    return Read(caption, tuple(values))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Read] = []
        self.rows: list[list[object]] = []
        self.caption = ""
        self.into: list[str] | None = None
        self.skipped = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows, self.caption, self.skipped = [], "", dict(attrs).get("class") == "grid"
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th", "caption"}:
            self.into = []

    def handle_data(self, data: str) -> None:
        if self.into is not None:
            self.into.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and not self.skipped:
            self.found.append(_read(self.caption, self.rows))
        elif tag in {"td", "th"} and self.into is not None:
            self.rows[-1].append("".join(self.into))
            self.into = None
        elif tag == "caption" and self.into is not None:
            self.caption, self.into = "".join(self.into), None


def tables_of_html(content: bytes) -> list[Read]:
    parser = _Tables()
    parser.feed(content.decode())
    return parser.found


def tables_of_markdown(content: bytes) -> list[Read]:
    found, caption, rows = [], "", []
    for line in [*content.decode().replace("\\", "").splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not all(set(cell) <= {"-", ":"} for cell in cells):
                rows.append(cells)
        elif rows:
            found.append(_read(caption, rows))
            caption, rows = "", []
        elif line.startswith("*") and not line.startswith("**"):
            caption = line.strip("*")
    return found


def tables_of_word(content: bytes) -> list[Read]:
    document = docx.Document(BytesIO(content))
    found, caption = [], ""
    tables = iter(document.tables)
    for element in document.element.body:
        kind = element.tag.rpartition("}")[2]
        if kind == "p":
            text = "".join(piece.text or "" for piece in element.iter() if piece.tag.endswith("}t"))
            caption = text or caption
        elif kind == "tbl":
            table = next(tables)
            found.append(_read(caption, [[cell.text for cell in row.cells] for row in table.rows]))
            caption = ""
    return found


def opened(content: bytes) -> openpyxl.Workbook:
    """A workbook as openpyxl reads it, which says of data bars that it does not keep them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported", category=UserWarning)
        return openpyxl.load_workbook(BytesIO(content))


def tables_of_workbook(content: bytes) -> list[Read]:
    """Tables are told from texts by their heads, which are the first lines with a border below them."""
    found = []
    for sheet in opened(content):
        rows = list(sheet.iter_rows())
        for number, row in enumerate(rows):
            heads = [cell for cell in row if cell.value is not None and cell.border.bottom.style == "medium"]
            if not heads:
                continue
            body: list[list[object]] = [[cell.value for cell in heads]]
            for below in rows[number + 1 :]:
                values: list[object] = [below[cell.column - 1].value for cell in heads]
                if all(value is None for value in values):
                    break
                body.append(values)
            above = rows[number - 1][0].value if number else ""
            found.append(_read(str(above or ""), body))
    return found


READERS = {
    "html": tables_of_html,
    "md": tables_of_markdown,
    "docx": tables_of_word,
    "xlsx": tables_of_workbook,
}


def scored(name: str, kind: ReportKind) -> Mapping[str, Any]:
    """What `score --format json` says about the same answers."""
    chosen = example(name, kind)
    return workspace().score_with_targets(chosen.framework, chosen.forms).to_dict("sv")
