"""Templates as other programs write them give a right report, or an error that says what to do."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from tests.openers import need
from tests.reports.examples import example, workspace
from tests.reports.test_openers import converted

from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import InputError
from digiramverk.core.language import LANGUAGES

BEFORE, AFTER = "Beslutad av nämnden", "Frågor besvaras av kontoret"
DOCUMENT, TYPES, STYLES, ROOT = "word/document.xml", "[Content_Types].xml", "word/styles.xml", "_rels/.rels"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Change = Callable[[dict[str, bytes]], object]


def written(*paragraphs: str) -> bytes:
    """A document of some paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def saved(made: Any) -> bytes:  # noqa: ANN401 - the library has no public type for it
    """A document as the content of a file."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, change: Change) -> bytes:
    """The content of an archive whose parts have been changed."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def replaced(part: str, pattern: str, by: str) -> Change:
    """Another text in one part; it has to be there."""

    def change(parts: dict[str, bytes]) -> None:
        text, count = re.subn(pattern, by, parts[part].decode(), flags=re.DOTALL)
        assert count, pattern
        parts[part] = text.encode()

    return change


def with_macros(parts: dict[str, bytes]) -> None:
    """As Word writes a .docm."""
    replaced(TYPES, re.escape(MAIN), "application/vnd.ms-word.document.macroEnabled.main+xml")(parts)
    replaced(
        TYPES,
        "</Types>",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )(parts)
    parts["word/vbaProject.bin"] = b"macros"
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    own = f'<Relationship Id="rIdM" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    replaced("word/_rels/document.xml.rels", "</Relationships>", own)(parts)


def without_styles(parts: dict[str, bytes]) -> None:
    """A document without the part of styles, as small programs write."""
    del parts[STYLES]
    replaced(TYPES, r'<Override[^>]*PartName="/word/styles\.xml"[^>]*/>', "")(parts)
    replaced("word/_rels/document.xml.rels", r'<Relationship [^>]*Target="styles\.xml"[^>]*/>', "")(parts)


def google(parts: dict[str, bytes]) -> None:
    """The few styles of Google Docs, with its blocks of fields around what is written."""
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.title().replace(" ", "")}">'
        f'<w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", *(f"heading {level}" for level in range(1, 7)))
    )
    parts[STYLES] = (
        '<?xml version="1.0" encoding="UTF-8"?><w:styles '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:styleId="TableNormal" w:default="1">'
        '<w:name w:val="Table Normal"/></w:style>'
        f"{named}</w:styles>"
    ).encode()
    mark = r"<w:p>(?:(?!</w:p>).)*\{\{report\}\}.*?</w:p>"
    text = parts[DOCUMENT].decode()
    found = re.search(mark, text, re.DOTALL)
    assert found
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{found[0]}</w:sdtContent></w:sdt>"
    parts[DOCUMENT] = text.replace(found[0], inside).encode()


def swedish(parts: dict[str, bytes]) -> None:
    """Names of styles as a Swedish program shows them."""
    for one, other in (
        ("heading ", "Rubrik "),
        ("List Bullet", "Punktlista"),
        ("Body Text", "Brödtext"),
        ("Table Grid", "Tabellrutnät"),
        ("Normal", "Standard"),
    ):
        replaced(STYLES, f'(<w:name w:val=")(?i:{one})', rf"\g<1>{other}")(parts)


def of_characters(parts: dict[str, bytes]) -> None:
    """Styles with the names of ours that are for characters, or for nothing known."""
    for name in ("heading 1", "List Bullet", "Body Text", "Table Grid"):
        replaced(STYLES, f'w:type="[a-z]+"([^>]*><w:name w:val="{name}"/>)', r'w:type="character"\1')(parts)


GOOD: dict[str, Change] = {
    "as it is": lambda _: None,
    "no sections": replaced(DOCUMENT, r"<w:sectPr.*?</w:sectPr>|<w:sectPr[^>]*/>", ""),
    "no styles": without_styles,
    "google": google,
    "swedish": swedish,
    "styles of characters": of_characters,
    "nameless styles": replaced(STYLES, '<w:name w:val="[^"]*"/>', ""),
    "no properties": lambda parts: (
        parts.pop("docProps/core.xml")
        and replaced(ROOT, r"<Relationship [^>]*docProps/core\.xml[^>]*/>", "")(parts)
    ),
    "template": replaced(TYPES, r"document\.main\+xml", "template.main+xml"),
    "macros": with_macros,
    "template with macros": replaced(
        TYPES, re.escape(MAIN), "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    ),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are named by short names, as messages show them."""
    monkeypatch.chdir(tmp_path)


def reported(data: bytes, path: Path) -> tuple[Any, list[str]]:
    """The report in a template of that content, and the codes of what is said of it."""
    path.write_bytes(data)
    chosen, notes = example("lika", "assessment"), Findings()
    content = workspace().report(
        chosen.framework, chosen.forms, "assessment", to="docx", template=path, notes=notes
    )
    for each in notes:
        for language in LANGUAGES:
            assert "{{report}}" in each.message(language) + each.hint(language)
            assert path.name in each.message(language)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert not [name for name in archive.namelist() if "vba" in name]
        assert MAIN.encode() in archive.read(TYPES)
    return docx.Document(BytesIO(content)), [each.code for each in notes]


def texts(made: Any) -> list[str]:  # noqa: ANN401 - no public type
    """All paragraphs, within blocks too, without the marks of lists."""
    found = made.element.body.iter(f"{W}p")
    shown = ("".join(each.itertext(f"{W}t")) for each in found)
    return [re.sub(r"^(•|\d+\.) ", "", text) for text in shown]


@pytest.mark.parametrize("kind", GOOD)
def test_a_template_of_any_program_gives_the_same_report(kind: str) -> None:
    data = changed(written(BEFORE, "{{report}}", AFTER), GOOD[kind])
    made, notes = reported(data, Path("mall.docx"))
    usual, _ = reported(written(BEFORE, "{{report}}", AFTER), Path("vanlig.docx"))
    assert notes == []
    assert texts(made) == texts(usual)
    assert texts(made)[0] == BEFORE
    assert texts(made)[-1] == AFTER
    assert len(made.element.body.findall(".//{*}tbl")) == len(usual.element.body.findall(".//{*}tbl"))


def test_without_styles_there_are_headings_bullets_and_lines_all_the_same() -> None:
    made, _ = reported(changed(written("{{report}}"), GOOD["nameless styles"]), Path("mall.docx"))
    body = made.element.body
    assert body.findall(".//{*}outlineLvl")
    assert len(body.findall(".//{*}tblBorders")) == len(body.findall(".//{*}tbl"))
    usual, _ = reported(written("{{report}}"), Path("vanlig.docx"))
    lists = [each for each in usual.paragraphs if each.style.name in {"List Bullet", "List Number"}]
    marked = [each for each in made.paragraphs if re.match(r"(•|\d+\.) ", each.text)]
    assert len(marked) == len(lists)


def in_table(made: Any) -> None:  # noqa: ANN401 - no public type
    made.add_table(1, 1).rows[0].cells[0].text = "{{ report }}"


def in_header(made: Any) -> None:  # noqa: ANN401 - no public type
    made.sections[0].header.paragraphs[0].text = "{{report}}"


def in_footer(made: Any) -> None:  # noqa: ANN401 - no public type
    made.sections[0].footer.paragraphs[0].text = "{{report}}"


def in_runs(made: Any) -> None:  # noqa: ANN401 - no public type
    paragraph = made.add_paragraph()
    for piece in ("{", "{ re", "port }", "}"):
        paragraph.add_run(piece)


def said(*paragraphs: str) -> Callable[[Any], object]:
    return lambda made: [made.add_paragraph(text) for text in paragraphs]


@pytest.mark.parametrize(
    ("fill", "codes", "placed"),
    [
        (said("{{ report }}"), [], True),
        (said("{{\treport\u00a0}}"), [], True),
        (said("{{Report}}"), [], True),
        (in_runs, [], True),
        (said("Före {{report}} efter"), ["DR827"], False),
        (in_table, ["DR827"], False),
        (in_header, ["DR827"], False),
        (in_footer, ["DR827"], False),
        (said("{{rapport}}"), ["DR823"], False),
        (said("{{}}"), ["DR823"], False),
        (said("{{rapport}}", "{{rapport}}", "{{namn}}"), ["DR823", "DR823"], False),
        (said("{{report}}", "{{ report }}"), ["DR829"], True),
        (said("{{report}}", "se {{report}}"), ["DR827"], True),
        (said("{report}", "report"), ["DR823"], False),
        (said("{{ report }"), ["DR823"], False),
        (said("{ report }}"), ["DR823"], False),
        (said("report}}", "{{report"), ["DR823", "DR823"], False),
        (said("{{", "report", "}}"), ["DR823", "DR823"], False),
        (said("{{report}}", "{{report}"), ["DR823"], True),
        (said("Se {a} och {b, c}", "report {", "}"), [], False),
    ],
)
def test_a_mark_is_obeyed_or_it_is_said_why_not(
    fill: Callable[[Any], object],
    codes: list[str],
    placed: bool,  # noqa: FBT001 - a case
) -> None:
    made = docx.Document()
    fill(made)
    made.add_paragraph(AFTER)
    shown, notes = reported(saved(made), Path("mall.docx"))
    assert notes == codes
    assert (texts(shown)[-1] == AFTER) == placed


def wrong(data: bytes) -> Callable[[bytes], bytes]:
    return lambda _: data


def archived(**parts: str) -> bytes:
    """An archive of some parts."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


BAD: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": ("DR816", wrong(b"")),
    "text": ("DR816", wrong(b"en vanlig text")),
    "html": ("DR828", wrong(b"\xef\xbb\xbf \n<!DOCTYPE html><html></html>")),
    "html without a type": ("DR828", wrong(b"<HTML><body>")),
    "xml": ("DR828", wrong(b'<?xml version="1.0"?><pkg:package/>')),
    "rtf": ("DR828", wrong(b"{\\rtf1 hej}")),
    "pdf": ("DR828", wrong(b"%PDF-1.7\n")),
    "doc": ("DR828", wrong(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)),
    "odt": (
        "DR828",
        wrong(archived(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})),
    ),
    "xlsx": ("DR828", wrong(archived(**{TYPES: "<Types>spreadsheetml.sheet</Types>"}))),
    "cut off": ("DR828", lambda data: data[: len(data) // 2]),
    "damaged": ("DR816", lambda data: data[:900] + b"\xff" * 900 + data[1800:]),
    "archive": ("DR816", wrong(archived(a="b"))),
    "strict": (
        "DR828",
        lambda data: changed(
            data,
            replaced(
                ROOT,
                "http://schemas.openxmlformats.org/officeDocument/2006",
                "http://purl.oclc.org/ooxml/officeDocument",
            ),
        ),
    ),
    "no body": ("DR828", lambda data: changed(data, replaced(DOCUMENT, "<w:body>.*</w:body>", ""))),
    "no document": ("DR816", lambda data: changed(data, lambda parts: parts.pop(DOCUMENT))),
    "no xml": ("DR816", lambda data: changed(data, lambda parts: parts.update({DOCUMENT: b"<w:document"}))),
    "other root": ("DR816", lambda data: changed(data, lambda parts: parts.update({DOCUMENT: b"<a/>"}))),
    "odd styles": (
        "DR828",
        lambda data: changed(data, replaced(STYLES, 'w:type="paragraph"', 'w:type="nonsens"')),
    ),
    "odd header": (
        "DR816",
        lambda data: changed(data, lambda parts: parts.update({"word/_rels/document.xml.rels": b"<"})),
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_filled_in_is_an_error_with_a_remedy(kind: str) -> None:
    code, change = BAD[kind]
    path = Path("mall.docx")
    with pytest.raises(InputError) as caught:
        reported(change(written(BEFORE, "{{report}}")), path)
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert "mall.docx" in problem.message("sv")
    assert ".docx" in problem.hint("en")


def test_a_template_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    data = changed(written("{{report}}"), lambda parts: parts.update({"word/stor.bin": b"\0" * 257_000_000}))
    assert len(data) < 1_000_000
    with pytest.raises(InputError, match="DR828"):
        reported(data, Path("mall.docx"))


def test_a_template_that_is_not_there_is_said(tmp_path: Path) -> None:
    chosen = example("lika", "assessment")
    for path, code in ((tmp_path / "saknas.docx", "DR001"), (tmp_path, "DR008")):
        with pytest.raises(InputError, match=code):
            workspace().report(chosen.framework, chosen.forms, to="docx", template=path)


@pytest.mark.repository
def test_a_template_that_libreoffice_wrote_gives_the_same_report(tmp_path: Path) -> None:
    need("soffice")
    source = tmp_path / "mall.fodt"
    source.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><office:document '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f'<text:h text:outline-level="1">{BEFORE}</text:h>'
        f"<text:p>{{{{ report }}}}</text:p><text:p>{AFTER}</text:p>"
        "</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    path = converted(tmp_path, [source], "docx")["mall"]
    made, notes = reported(path.read_bytes(), Path("office.docx"))
    usual, _ = reported(written(BEFORE, "{{report}}", AFTER), Path("vanlig.docx"))
    assert notes == []
    assert texts(made) == texts(usual)
    assert WD_STYLE_TYPE.PARAGRAPH in {style.type for style in made.styles}
    again = converted(tmp_path, [tmp_path / "office.docx"], "txt")
    assert again["office"].stat().st_size
