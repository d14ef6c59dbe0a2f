"""A municipality's own Word file as the start of a report: its letterhead, its styles, its closing page."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from tests.openers import need
from tests.reports.examples import example, workspace
from tests.reports.test_openers import converted, squeezed, text_of_pdf

from digiramverk.errors import InputError
from digiramverk.model.report import ReportKind

LETTERHEAD, COVER, CLOSING = (
    "Mittköpings kommun",
    "Beslutad av nämnden",
    "Frågor besvaras av utbildningskontoret",
)
GREEN = RGBColor(0x1B, 0x5E, 0x20)


def template(path: Path, *, placeholder: bool = True, styles: bool = True) -> Path:
    """What a communications office hands out: a letterhead, a cover, a colour for headings, a last page."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = LETTERHEAD
    if styles:
        style: Any = made.styles["Heading 1"]
        style.font.color.rgb = GREEN
        made.styles.add_style("Kommunens ruta", WD_STYLE_TYPE.PARAGRAPH)
    else:
        for name in ("Heading 1", "Heading 2", "List Bullet", "Table Grid", "Caption", "Body Text"):
            element = made.styles[name].element
            element.getparent().remove(element)
    made.add_paragraph(COVER)
    if placeholder:
        made.add_paragraph(" {{report}} ")
    made.add_paragraph(CLOSING)
    made.save(str(path))
    return path


def reported(path: Path, kind: ReportKind = "plan") -> bytes:
    chosen = example("lika", "assessment")
    return workspace().report(chosen.framework, chosen.forms, kind, to="docx", template=str(path))


def texts(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


def test_the_report_stands_where_the_placeholder_stood(tmp_path: Path) -> None:
    content = reported(template(tmp_path / "mall.docx"))
    made, shown = docx.Document(BytesIO(content)), texts(content)
    heading = next(index for index, text in enumerate(shown) if "Exempelskolan" in text)
    assert shown.index(COVER) < heading < shown.index(CLOSING)
    assert shown[-1] == CLOSING
    assert not [text for text in shown if "{{" in text]
    assert made.sections[0].header.paragraphs[0].text == LETTERHEAD
    style = made.paragraphs[heading].style
    assert style is not None
    assert style.font.color.rgb == GREEN
    assert len(made.tables) > 3
    assert "Kommunens ruta" in {style.name for style in made.styles}


def test_without_a_placeholder_it_stands_last(tmp_path: Path) -> None:
    shown = texts(reported(template(tmp_path / "mall.docx", placeholder=False)))
    heading = next(index for index, text in enumerate(shown) if "Exempelskolan" in text)
    assert shown.index(COVER) < shown.index(CLOSING) < heading


def test_a_template_without_the_usual_styles_still_gives_all_texts(tmp_path: Path) -> None:
    with_styles = texts(reported(template(tmp_path / "a.docx")))
    without = texts(reported(template(tmp_path / "b.docx", styles=False)))
    assert without == with_styles


def test_a_template_is_never_changed(tmp_path: Path) -> None:
    path = template(tmp_path / "mall.docx")
    before = path.read_bytes()
    reported(path)
    assert path.read_bytes() == before


def test_what_is_no_template_is_said(tmp_path: Path) -> None:
    path = tmp_path / "mall.docx"
    path.write_text("en vanlig text", encoding="utf-8")
    with pytest.raises(InputError, match="DR816"):
        reported(path)


@pytest.mark.repository
def test_libreoffice_opens_it_with_cover_report_and_closing_in_order(tmp_path: Path) -> None:
    need("soffice", "pdftotext")
    path = tmp_path / "made.docx"
    path.write_bytes(reported(template(tmp_path / "mall.docx"), "assessment"))
    shown = squeezed(text_of_pdf(converted(tmp_path, [path], "pdf")["made"], tmp_path))
    places = [shown.index(squeezed(text)) for text in (COVER, "Att göra först", CLOSING)]
    assert squeezed(LETTERHEAD) in shown
    assert places == sorted(places)
