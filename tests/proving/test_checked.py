"""What check hands to machines and to later: JUnit's XML, and the answers of counterexamples as files."""

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.running import run

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import EXIT_COUNTEREXAMPLE, EXIT_FINE, DefinitionError
from digiramverk.core.language import LANGUAGES
from digiramverk.testing import broken_yaml
from digiramverk.workspace import Workspace

WORKSPACE: Final = Workspace()
TURNED: Final = """\
digiramverk: 1
id: turned
edition: "2026"
title: Turned
scale: [nej, ja]
scoring: {unanswered: exclude}
areas: {a: {title: A, indicators: {A1: Ett, A2: Två}}}
rules:
  share: mean(fraction)
  less: 1 - mean(fraction)
  spread: max(fraction) - min(fraction)
laws:
  less: {monotone: rising}
  spread: {equal_answers: {waived: Utanför}}
"""
CASES: Final = """\
rätt:
  forms: [{answers: {A1: ja}}]
  expect: {share: 1}
fel:
  forms: [{answers: {A1: ja, A2: nej}}]
  expect: {share: 1}
"""


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    (tmp_path / "framework.yaml").write_text(TURNED, encoding="utf-8")
    (tmp_path / "cases" / "hand.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_junit_has_a_test_per_case_and_per_law_of_a_measure(
    turned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "check", str(turned), "--format", "junit", "--lang", "sv")
    assert done.code == EXIT_COUNTEREXAMPLE
    cases, laws = ET.fromstring(done.out)  # noqa: S314 - our own text
    assert (cases.get("name"), cases.get("tests"), cases.get("failures")) == ("cases", "2", "1")
    failed = {each.get("name"): each.find("failure") for each in cases}
    assert failed["rätt"] is None
    assert failed["fel"] is not None
    assert failed["fel"].text == "share {}: 1 != 1/2"
    assert laws.get("tests") == str(len(laws))
    broken = {(each.get("classname"), each.get("name")): each.findtext("failure") for each in laws}
    told = broken["turned.less", "monotone"]
    assert told is not None
    assert "sjunker less från" in told
    assert "response: before" in told
    skipped = [each.find("skipped") for each in laws if each.get("name") == "equal_answers"]
    assert [each.get("message") for each in skipped if each is not None] == ["Utanför"]
    assert laws.get("skipped") == "1"
    assert laws.get("failures") == str(sum(text is not None for text in broken.values()))


def test_saved_answers_show_what_was_found(
    turned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "saved"
    done = run(capsys, "check", str(turned), "--save", str(folder), "--format", "json")
    assert done.code == EXIT_COUNTEREXAMPLE
    saved = folder / "less-monotone-answers.yaml"
    results = WORKSPACE.score(turned, saved)
    before, after = (cell.value for cell in results["less"])
    found = next(
        each for each in done.data["laws"] if each.get("counterexample") and each["law"] == "monotone"
    )
    assert [str(before), str(after)] == [found["counterexample"][key] for key in ("before", "after")]
    assert found["counterexample"]["files"] == {"answers": saved.read_text(encoding="utf-8")}


def test_nothing_is_saved_where_all_laws_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "saved"
    done = run(capsys, "check", "lika-larare", "--examples", "2", "--save", str(folder), "--format", "json")
    assert done.code == EXIT_FINE
    assert not folder.exists()


def test_one_seed_gives_one_answer(turned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once, again = (run(capsys, "check", str(turned), "--seed", "7").out for _ in range(2))
    assert once == again


@given(text=broken_yaml())
def test_a_file_that_is_nearly_right_loads_or_is_refused_in_words(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "nearly-right.yaml"
    path.write_bytes(text.encode())
    told = refused(path)
    if not told:
        assert WORKSPACE.framework(path).indicators
    assert all(each.message(language) and each.hint(language) for each in told for language in LANGUAGES)


def refused(path: Path) -> tuple[Diagnostic, ...]:
    """Why a file is no framework; nothing where it is one."""
    try:
        WORKSPACE.framework(path)
    except DefinitionError as error:
        return tuple(error.diagnostics)
    return ()


@given(st.data())
def test_mistakes_are_few_and_most_texts_are_still_a_framework_file(data: st.DataObject) -> None:
    text = data.draw(broken_yaml(mistakes=1))
    assert text.endswith("\n")
    assert text.count("\n") >= 3
    assert "digiramverk" in text or "draget" in text
