"""Every code of the table is shown somewhere, speaks both languages, and says something of its own."""

import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest
from tests.golden.cases import HERE, Case, cases

from digiramverk.core.codes import CODES
from digiramverk.core.language import LANGUAGES, Language

# Words of the language that a sentence may begin with, as they are written.
KEYWORDS = ("highest", "previous", "target", "min_answered", "show_if")
CODE = re.compile(r"\bDR\d{3}\b")

# Codes that no command line on plain files can show, each with the test that shows it.
SHOWN_ELSEWHERE = {
    "DR004": "needs a file of many megabytes: tests/files/test_texts.py",
    "DR005": "needs a file that the system will not open: tests/files/test_texts.py",
    "DR010": "needs two folders: tests/files/foreign_files.py",
    "DR011": "needs many files: tests/files/foreign_files.py",
    "DR012": "needs a pipe: tests/files/foreign_files.py",
    "DR013": "needs many files: tests/files/foreign_files.py",
    "DR014": "needs a workbook: tests/answers/test_workbooks.py",
    "DR020": "writes files: tests/cli/test_outputs.py",
    "DR021": "needs a full disk: tests/cli/test_outputs.py",
    "DR022": "needs a read-only file: tests/core/test_output_file.py",
    "DR023": "needs a folder: tests/cli/test_outputs.py",
    "DR025": "needs a name that is too long: tests/cli/test_outputs.py",
    "DR027": "needs a closed output: tests/cli/test_outputs.py",
    "DR028": "needs a link to itself: tests/cli/test_outputs.py",
    "DR029": "needs a table: tests/scoring/test_exports.py",
    "DR210": "no keyword of our schemas leads there: tests/yamlsource/test_schema_findings.py",
    "DR361": "needs a workbook: tests/answers/test_workbook_marks.py",
    "DR362": "needs a workbook: tests/answers/test_workbook_marks.py",
    "DR363": "needs a workbook: tests/answers/test_workbook_marks.py",
    "DR364": "needs a workbook: tests/answers/test_workbook_marks.py",
    "DR424": "writes files: tests/scoring/test_bulk.py",
    "DR425": "writes files: tests/scoring/test_bulk.py",
    "DR426": "writes files: tests/scoring/test_bulk.py",
    "DR440": "needs a workbook: tests/answers/hostile_workbooks.py",
    "DR441": "needs a workbook: tests/answers/hostile_workbooks.py",
    "DR442": "needs a broken Parquet file: tests/scoring/test_bulk.py",
    "DR443": "needs a workbook: tests/answers/hostile_workbooks.py",
    "DR446": "needs a frame: tests/answers/test_caller_frames.py",
    "DR447": "needs a frame: tests/answers/test_caller_frames.py",
    "DR450": "needs a plugin: tests/plugins/test_functions.py",
    "DR451": "needs a workbook: tests/answers/test_workbooks.py",
    "DR501": "needs a broken plugin: tests/plugins/test_discovery.py",
    "DR502": "needs two plugins: tests/plugins/test_discovery.py",
    "DR505": "needs a plugin: tests/plugins/test_host.py",
    "DR506": "needs a plugin without examples: tests/plugins/test_host.py",
    "DR507": "needs a plugin: tests/plugins/test_host.py",
    "DR508": "needs two plugins: tests/plugins/test_functions.py",
    "DR509": "needs a plugin: tests/plugins/test_functions.py",
    "DR616": "needs two workspaces: tests/workspace/test_parts.py",
    "DR829": "needs a template: tests/reports/test_template_kinds.py",
    "DR828": "needs a template: tests/reports/test_template_kinds.py",
    "DR827": "needs a template: tests/reports/test_template_kinds.py",
    "DR823": "needs a template: tests/reports/test_template_kinds.py",
    "DR822": "needs a plugin: tests/plugins/test_packages.py",
    "DR821": "needs two plugins: tests/reports/test_renderers.py",
    "DR901": "needs a missing extra: tests/cli/test_failures.py",
    "DR906": "for complaints of click that have no code of their own yet: tests/cli/test_failures.py",
    "DR909": "needs a broken package: tests/plugins/test_packages.py",
    "DR910": "needs a broken plugin: tests/plugins/test_packages.py",
    "DR911": "needs a package that is there twice: tests/plugins/test_packages.py",
    "DR912": "needs a broken package: tests/cli/test_broken_packages.py",
    "DR914": "needs a plugin: tests/plugins/test_host.py",
    "DR913": "needs a table: tests/scoring/test_exports.py",
    "DR970": "needs a bug of ours: tests/cli/test_failures.py",
}


def shown(language: Language) -> set[str]:
    """The codes that the golden answers in one language show."""
    every = (*cases(HERE).values(), *cases(HERE / "broken").values())
    return {code for case in every for code in CODE.findall(case.answer(language))}


def fields(template: str) -> set[str]:
    """The names of a template's placeholders."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_shown_by_a_case_or_said_to_be_shown_elsewhere(language: Language) -> None:
    assert CODES.keys() - shown(language) == SHOWN_ELSEWHERE.keys()


@pytest.mark.repository
def test_what_is_said_to_be_shown_elsewhere_is() -> None:
    root = HERE.parents[1]
    for code, reason in SHOWN_ELSEWHERE.items():
        assert code in (root / reason.rpartition(" ")[2]).read_text(encoding="utf-8"), reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_share_a_sentence(language: Language) -> None:
    counts = Counter(code.message[language] for code in CODES.values())
    assert [message for message, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_values(code: str) -> None:
    entry = CODES[code]
    swedish, english = (
        fields(entry.message[language]) | fields(entry.hint[language]) for language in LANGUAGES
    )
    assert swedish == english


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_speaks_in_whole_sentences(code: str, language: Language) -> None:
    message, hint = CODES[code].message[language], CODES[code].hint[language]
    assert message.endswith(".")
    assert hint
    assert not re.search(r"!(?!=)", message + hint)
    assert message[0] == "{" or message[0].isupper() or message.startswith(KEYWORDS)


def unfilled(text: str) -> Iterator[str]:
    """Placeholders that were left as they are."""
    return (match.group() for match in re.finditer(r"\{[a-z_]+(:bare)?\}", text))


@pytest.mark.parametrize("case", cases(HERE).values(), ids=lambda case: case.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_shows_a_placeholder(case: Case, language: Language) -> None:
    assert list(unfilled(case.answer(language))) == []


def test_a_placeholder_would_be_seen() -> None:
    assert list(unfilled("Skriv {fixed:bare}, med {name}.")) == ["{fixed:bare}", "{name}"]
