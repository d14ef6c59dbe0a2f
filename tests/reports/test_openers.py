"""Reports opened by what people open them with: Chromium and LibreOffice. Skipped where these are missing."""

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.openers import MODULES, need, tool
from tests.reports.examples import NAMES, every_report, made, opened

from digiramverk.model.report import ReportKind

pytestmark = pytest.mark.repository

BROWSER = Path(__file__).parent / "browser"


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Run something that opens files, with a home of its own so that runs do not disturb each other."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "HOME": str(folder)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(folder: Path, to: str, of: Sequence[str] = NAMES) -> dict[tuple[str, ReportKind], Path]:
    """Every report of some frameworks in one format, as files."""
    files = {}
    for name, kind in every_report(of):
        path = folder / f"{name}-{kind}.{to}"
        path.write_bytes(made(name, kind, to))
        files[name, kind] = path
    return files


def converted(folder: Path, files: Sequence[Path], to: str) -> dict[str, Path]:
    """Files that LibreOffice has opened and written again."""
    out = folder / "converted"
    command: list[str | Path] = [
        tool("soffice") or "",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        out,
        *files,
    ]
    run(command, folder)
    return {path.stem: path for path in out.iterdir()}


def text_of_pdf(path: Path, folder: Path) -> str:
    return run([tool("pdftotext") or "", "-layout", path, "-"], folder)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("framework", NAMES)
def test_pages_open_in_a_browser_without_violations(framework: str, tmp_path: Path) -> None:
    need("node", "chromium", "playwright-core", "axe-core", "pdftotext")
    files = written(tmp_path, "html", [framework])
    command: list[str | Path] = [
        tool("node") or "",
        BROWSER / "open.js",
        MODULES,
        tool("chromium") or "",
        tmp_path,
        *files.values(),
    ]
    answers = [json.loads(line) for line in run(command, tmp_path).splitlines()]
    assert len(answers) == len(files)
    for ((name, kind), path), answer in zip(files.items(), answers, strict=True):
        assert answer["violations"] == [], (name, kind)
        assert answer["errors"] == [], (name, kind)
        assert set(answer["requests"]) == {f"file://{path}"}, "nothing but the file itself is asked for"
        assert answer["overflow"] == [0, 0, 0], (name, kind)
        assert_usable(answer["used"], kind)
        title = re.search("<h1[^>]*>(.*?)</h1>", path.read_text(encoding="utf-8"))
        assert title is not None
        assert squeezed(title[1]) in squeezed(text_of_pdf(Path(answer["pdf"]), tmp_path))


def assert_usable(used: Mapping[str, Any], kind: ReportKind) -> None:
    """What the page does with JavaScript, under its own policy."""
    assert used["blocked"] == []
    if "sorted" in used:
        assert (used["sorted"], used["turned"]) == (1, 1)
    if kind == "municipality":
        assert 0 < used["rowsAfter"] < used["rowsBefore"]
        assert used["dimmed"] > 0


def test_a_violation_would_be_seen(tmp_path: Path) -> None:
    need("node", "chromium", "playwright-core", "axe-core")
    path = tmp_path / "wrong.html"
    path.write_text("<title>x</title><img src=x><p style='color:#eee'>pale", encoding="utf-8")
    command: list[str | Path] = [
        tool("node") or "",
        BROWSER / "open.js",
        MODULES,
        tool("chromium") or "",
        tmp_path,
        path,
    ]
    answer = json.loads(run(command, tmp_path))
    assert any("image-alt" in each for each in answer["violations"])


def test_workbooks_open_in_libreoffice(tmp_path: Path) -> None:
    need("soffice", "pdftotext")
    files = written(tmp_path, "xlsx")
    again = converted(tmp_path, list(files.values()), "ods")
    recalculated = converted(tmp_path, list(again.values()), "xlsx:Calc MS Excel 2007 XML")
    printed = converted(tmp_path, list(files.values()), "pdf")
    assert {path.stem for path in files.values()} <= printed.keys()
    for path in files.values():
        before = opened(path.read_bytes())
        after = opened((recalculated[path.stem].parent / f"{path.stem}.xlsx").read_bytes())
        assert before.sheetnames == after.sheetnames
        for sheet in before:
            for row in sheet.iter_rows():
                for cell in row:
                    value = after[sheet.title][cell.coordinate].value
                    if isinstance(cell.value, int | float):
                        assert value == pytest.approx(cell.value, abs=1e-12)
                    else:
                        assert (value or "") == (cell.value or ""), (path.name, sheet.title, cell.coordinate)


def test_word_documents_open_in_libreoffice(tmp_path: Path) -> None:
    need("soffice", "pdftotext")
    files = written(tmp_path, "docx")
    printed = converted(tmp_path, list(files.values()), "pdf")
    for path in files.values():
        document = docx.Document(BytesIO(path.read_bytes()))
        headings = [
            p.text
            for p in document.paragraphs
            if p.style is not None and str(p.style.name).startswith("Heading")
        ]
        assert len(headings) > 1
        text = squeezed(text_of_pdf(printed[path.stem], tmp_path))
        for heading in headings:
            assert squeezed(heading) in text, (path.name, heading)
