"""Frameworks carry facts over from documents, and say them in words of their own: no long run is shared."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.wording import KEPT, RUN, copied, fingerprints, words

pytestmark = pytest.mark.repository

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "make_fingerprints.py"
TEXTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("frameworks", "examples")
    for kind in ("*.yaml", "*.md")
    for path in (ROOT / folder).rglob(kind)
)

# A sentence of this test's own stands for a source document.
SAID = (
    "Igelkottarna på skolgården samlar löv varje höst, och eleverna räknar dem i ett kalkylblad på fredagar."
)
KNOWN = fingerprints(SAID)
EIGHT = "samlar löv varje höst och eleverna räknar dem"
SEVEN = "samlar löv varje höst och eleverna räknar"


def known() -> set[str]:
    """The fingerprints of the sources."""
    return set(KEPT.read_text(encoding="ascii").split())


def test_the_texts_are_read() -> None:
    assert {"frameworks/lika/README.md", "examples/orebro/goals.yaml"} <= set(TEXTS)


def test_no_text_shares_a_run_of_words_with_a_source() -> None:
    sources = known()
    found = [
        line for name in TEXTS for line in copied(name, (ROOT / name).read_text(encoding="utf-8"), sources)
    ]
    assert found == [], "say it in words of your own"


def test_the_fingerprints_are_kept_as_the_script_writes_them() -> None:
    lines = KEPT.read_text(encoding="ascii").splitlines()
    assert len(lines) > 10_000
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{8}", line) for line in lines)
    assert KEPT.stat().st_size < 1_000_000


def test_the_words_of_the_example_are_counted_right() -> None:
    assert len(words(EIGHT)) == RUN
    assert len(words(SEVEN)) == RUN - 1
    assert len(words(SAID)) - RUN + 1 == len(KNOWN)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.yaml", f"title: {EIGHT}\n", 1),
        ("a.yaml", f"areas:\n  one:\n    title: {{sv: De {EIGHT} ibland., en: They count}}\n", 3),
        ("a.yaml", "help: >-\n  samlar löv varje höst, och\n  eleverna räknar dem\n", 1),
        ("a.yaml", f"id: one  # De {EIGHT}\n", 1),
        ("a.yaml", "id: one\n# samlar löv varje\n# höst och eleverna räknar dem\ntitle: x\n", 2),
        ("a.yaml", f"{EIGHT}: key\n", 1),
        ("README.md", f"# Titel\n\nText före. {EIGHT.capitalize()}!\n", 3),
        ("README.md", "- samlar löv varje höst, och\n  **eleverna** räknar dem\n", 1),
        ("README.md", f"| a | b |\n|---|---|\n| x | {EIGHT} |\n", 3),
        ("README.md", "samlar löv [varje höst](https://example.org/a-b-c), och eleverna räknar dem\n", 1),
        ("README.md", "> samlar löv varje höst, och\n> eleverna räknar dem\n", 1),
        ("README.md", f"{EIGHT.upper()}\n", 1),
        ("README.md", "samlar lo\N{COMBINING DIAERESIS}v varje höst¹ och eleverna räknar dem\n", 1),
    ],
)
def test_a_shared_run_would_be_seen(name: str, text: str, line: int) -> None:
    assert copied(name, text, KNOWN) == [f"{name}:{line}: {EIGHT}"]


def test_a_longer_run_is_shown_as_one() -> None:
    assert copied("a.yaml", f"title: {SAID}", KNOWN) == [f"a.yaml:1: {' '.join(words(SAID))}"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", f"title: {SEVEN} annat\n"),
        ("a.yaml", "title: De samlar löv varje höst. Och eleverna räknar dem.\n"),
        ("a.yaml", "one: samlar löv varje höst\ntwo: och eleverna räknar dem\n"),
        ("a.yaml", f"title: {SEVEN} de\n"),
        ("README.md", "samlar löv varje höst\n\noch eleverna räknar dem\n"),
        ("README.md", "- samlar löv varje höst\n- och eleverna räknar dem\n"),
        ("README.md", "| samlar löv varje höst | och eleverna räknar dem |\n"),
    ],
)
def test_fewer_words_or_words_of_two_sentences_are_nobodys(name: str, text: str) -> None:
    assert copied(name, text, KNOWN) == []


def test_the_script_makes_fingerprints_that_find_a_sentence(tmp_path: Path) -> None:
    documents, out = tmp_path / "documents", tmp_path / "out.txt"
    (documents / "below").mkdir(parents=True)
    (documents / "a.txt").write_text(f"En rubrik\n\n{SAID}\n", encoding="utf-8")
    (documents / "below" / "b.md").write_text("Åtta ord som står här i ett annat dokument.", encoding="utf-8")
    subprocess.run([sys.executable, str(SCRIPT), str(documents), str(out)], check=True, capture_output=True)
    made = out.read_text(encoding="ascii").splitlines()
    assert set(made) > KNOWN
    assert made == sorted(set(made))
    assert copied("a.yaml", f"title: {EIGHT}", set(made)) == [f"a.yaml:1: {EIGHT}"]
    assert copied("a.yaml", "title: åtta ord som står här i ett annat", set(made)) != []


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path), str(tmp_path / "out.txt")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "no .md or .txt files" in done.stderr
    assert not (tmp_path / "out.txt").exists()
