"""Hostile texts come out as texts, in every format."""

from io import BytesIO
from xml.etree import ElementTree as ET

import attrs
import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.examples import example, opened, tables_of_html, workspace

from digiramverk.reports.document_tree import Document, Heading, TableBlock
from digiramverk.reports.html_pages import html
from digiramverk.reports.markdown_text import escaped
from digiramverk.reports.plain_text import plain_text
from digiramverk.reports.renderer import Options

LONG = "å" * 10_000
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1+1)",
    "https://example.invalid/x",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "a\u202eb\u2066c",
    "𓀀 \U000f0000 \u4e00",
    "nul\x00bell\x07",
    "rad ett\nrad två",
    "]]> <!-- & &amp;",
    "datum.value * 2",
    LONG,
]


def with_comments(texts: list[str], unit: str) -> bytes | tuple[object, ...]:
    """The example school with hostile comments and name."""
    chosen = example("lika", "assessment")
    form = chosen.forms[0]
    answers = [
        attrs.evolve(answer, comment=texts[index])
        if index < len(texts)
        else attrs.evolve(answer, comment=None)
        for index, answer in enumerate(form.answers)
    ]
    return (chosen.framework, (attrs.evolve(form, unit=unit, answers=tuple(answers)),))


def hostile(to: str) -> bytes:
    framework, forms = with_comments(HOSTILE, "<b>Skolan</b> & =1+1 \u202e")
    return workspace().report(framework, forms, "assessment", to=to)  # type: ignore[arg-type]


def test_html_shows_them_and_does_nothing_else() -> None:
    content = hostile("html").decode()
    assert content.count("<script>") == 1
    assert "<img" not in content
    assert "<b>" not in content
    shown = {str(value) for table in tables_of_html(content.encode()) for _, value in table.values}
    for text in HOSTILE:
        assert plain_text(text) in shown
    assert "\u202e" not in content


def test_a_workbook_has_no_formulas_and_no_links() -> None:
    book = opened(hostile("xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s"}
    assert not [cell for cell in cells if cell.hyperlink]
    texts = {str(cell.value) for cell in cells}
    for text in HOSTILE:
        assert plain_text(text) in texts


def test_a_word_document_shows_them() -> None:
    document = docx.Document(BytesIO(hostile("docx")))
    texts = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for text in HOSTILE:
        assert plain_text(text) in texts


@pytest.mark.parametrize("to", ["svg", "png", "md", "text"])
def test_the_others_are_made(to: str) -> None:
    content = hostile(to)
    if to == "svg":
        assert ET.fromstring(content).tag.endswith("svg")  # noqa: S314 - our own
        assert b"<script" not in content
    if to == "md":
        assert "<script" not in content.decode().replace("\\<", "")


@given(st.text(max_size=40))
def test_any_text_comes_back_from_html(text: str) -> None:
    document = Document((Heading("x"), TableBlock(("a", "b"), (("r", text or "tom"),), "c")))
    values = [value for table in tables_of_html(html([document], Options())) for _, value in table.values]
    assert plain_text(text or "tom") in values


@given(st.text())
def test_plain_text_can_be_written_anywhere(text: str) -> None:
    shown = plain_text(text)
    shown.encode()
    assert plain_text(shown) == shown
    ET.fromstring(f"<a>{shown.replace('&', '').replace('<', '')}</a>")  # noqa: S314 - our own


@given(st.text())
def test_markdown_is_one_line_without_raw_html(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert "<" not in shown.replace("<br>", "").replace("\\<", "")
