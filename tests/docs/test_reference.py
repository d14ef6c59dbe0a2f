"""The reference is complete: every key, function, fact, code, command and option is there, and no others."""

import re
import runpy
from collections.abc import Iterator
from typing import Any

import click
import pytest
from tests.docs.pages import ROOT, Page

from digiramverk.cli.app import COMMANDS, Commands
from digiramverk.core import errors
from digiramverk.core.codes import CODES
from digiramverk.definitions.schemas import SchemaName, schema_for_editors
from digiramverk.rules.facts import FACTS
from digiramverk.rules.functions import FOLDS, FUNCTIONS, Fold, Ladder
from digiramverk.rules.missing import Missing

pytestmark = pytest.mark.repository

# What the things are called in the page that the schemas define under these names.
PLACES = {
    "attribute": "attributes",
    "facet": "facets",
    "law_choice": "law",
    "named": "member",
    "named_band": "bands",
    "source_document": "source document",
    "source_reference": "source",
    "targets": "target",
}
# The same key means something else here: what is expected of targets.
ELSEWHERE = {
    "crosswalk",
    "levels",
    "links",
    "overlay",
    "add",
    "change",
    "remove",
    "move",
    "rename",
    "place",
    "form",
    "answer",
    "case",
    "expect",
    "targets",
}
"""Places that are not in a framework's own file."""
OWN = {("cases", "target"): "targets"}
SCHEMAS: dict[SchemaName, str] = {
    "framework": "framework",
    "overlay": "overlay",
    "answers": "form",
    "cases": "cases",
    "crosswalk": "crosswalk",
}


def reference(name: str) -> Page:
    """A page of the reference."""
    return Page.read(f"docs/reference/{name}.md")


def objects(part: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON data is of any kind
    """Every mapping with keys of its own that a schema describes, with what it is called."""
    if isinstance(part, list):
        for each in part:
            yield from objects(each, place)
    if not isinstance(part, dict):
        return
    if "properties" in part:
        yield place, part["properties"]
    for key, inner in part.items():
        if key == "$defs":
            for name, definition in inner.items():
                # What follows from another definition: nothing in it must be there, or it may be empty, or it
                # holds texts or new ids only.
                if name.startswith(("part_", "said_", "renamed_", "empty_")):
                    continue
                yield from objects(definition, PLACES.get(name, str(name)))
        elif key == "properties":
            for name, property_ in inner.items():
                yield from objects(property_, "answer" if name == "answers" else str(name))
        else:
            yield from objects(inner, place)


def described() -> dict[str, dict[str, Any]]:
    """The keys of every place, out of all schemas."""
    found: dict[str, dict[str, Any]] = {}
    for name, place in SCHEMAS.items():
        for where, properties in objects(schema_for_editors(name, "en"), place):
            where = OWN.get((name, where), where)  # noqa: PLW2901 - called otherwise from here on
            found.setdefault(where, {}).update(properties)
    return found


@pytest.mark.parametrize("place", sorted(described()))
def test_the_keys_of_the_file_format_are_described_and_no_others(place: str) -> None:
    section = reference("file-format").sections()[place]
    assert sorted(section.table_keys()) == sorted(described()[place])


def test_the_words_that_a_key_may_have_are_described() -> None:
    page = reference("file-format")
    words = {
        word
        for place, properties in described().items()
        for property_ in properties.values()
        for word in property_.get("enum", [])
        if isinstance(word, str) and word not in page.sections()[place].named()
    }
    unanswered = set(
        schema_for_editors("framework", "en")["$defs"]["rule"]["properties"]["unanswered"]["enum"]
    )
    assert words == set()
    assert unanswered <= page.sections()["scoring"].named()
    assert unanswered <= page.sections()["rule"].named()


def test_the_example_has_every_key_of_a_framework() -> None:
    [example] = [block for block in reference("file-format").blocks() if "full.yaml" in block.info]
    keys = {key for place, keys in described().items() if place not in ELSEWHERE for key in keys}
    assert {key for key in keys if f"{key}:" not in example.text} == set()


def test_a_key_that_is_not_described_would_be_seen() -> None:
    keys = dict(objects({"$defs": {"goal": {"properties": {"colour": {}}}}}, "framework"))
    assert keys == {"goal": {"colour": {}}}
    assert "colour" not in reference("file-format").sections()["goal"].table_keys()


def between(page: Page, first: str, last: str) -> Page:
    """The part of a page from one heading to another."""
    return Page(page.name, page.text[page.text.index(f"\n{first}\n") : page.text.index(f"\n{last}\n")])


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("rule-language", "## Functions", "## Missing values"),
        ("regelspraket", "## Funktioner", "## Saknade värden"),
    ],
)
def test_every_function_has_a_section_and_an_example_that_uses_it(name: str, first: str, last: str) -> None:
    functions = between(reference(name), first, last).sections()
    assert sorted(functions) == sorted(FUNCTIONS)
    for function, section in functions.items():
        rules = [block.text for block in section.blocks() if block.info.startswith("yaml ")]
        assert any(f"{function}(" in text for text in rules), function
        assert any(block.info == "console" for block in section.blocks()), name


SWEDISH = {"formulär": "response", "indikator": "indicator"}


@pytest.mark.parametrize(
    ("name", "first", "last", "words"),
    [
        ("rule-language", "## Facts", "## Dimensions and grains", {}),
        ("regelspraket", "## Fakta", "## Dimensioner och kornighet", SWEDISH),
    ],
)
def test_every_fact_is_described_with_what_it_is_for(
    name: str, first: str, last: str, words: dict[str, str]
) -> None:
    facts = between(reference(name), first, last).text
    rows = {line.split("`")[1]: line for line in facts.splitlines() if line.startswith("| `")}
    assert rows.keys() == FACTS.keys()
    for fact, row in rows.items():
        grain = re.split(" and | och ", row.split("|")[3].strip())
        assert {words.get(each, each) for each in grain} == FACTS[fact].grain, fact


@pytest.mark.parametrize("name", ["rule-language", "regelspraket"])
def test_every_kind_of_missing_value_is_described(name: str) -> None:
    text = reference(name).text
    places = [text.index(f"| `{kind.key}`") for kind in sorted(Missing)]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["rule-language", "regelspraket"])
def test_the_keywords_of_folds_are_those_that_they_take(name: str) -> None:
    rows = [line.split("|") for line in reference(name).text.splitlines() if re.match(r"\| `\w+=`", line)]
    of_keywords = [row for row in rows if len(row) == len(["", "keyword", "what", "taken by", ""])]
    keywords = {row[1].strip(" `="): set(re.findall(r"`(\w+)`", row[3])) for row in of_keywords}
    folds = [each for each in FOLDS.values() if isinstance(each, Fold)]
    options = {
        option.name: {fold.name for fold in folds if option in fold.options}
        for fold in folds
        for option in fold.options
    }
    assert keywords == {
        "where": {each.name for each in FOLDS.values() if isinstance(each, Ladder)},
        "weight": {fold.name for fold in folds if fold.takes_weight},
        "default": {fold.name for fold in folds if fold.takes_default},
        **options,
    }


def words_of(text: str) -> list[str]:
    """The words of the rule language, keys of rules and codes in a text, in order."""
    keys = described()["rule"].keys() | {kind.key for kind in Missing} | {"where", "default", "ties", "as"}
    known = {*FUNCTIONS, *FACTS, *keys, "exclude", "blocks", "zero", "and", "or", "not", "if", "else", "in"}
    return [each for each in re.findall(r"\w+", text) if each in known or re.fullmatch(r"DR\d{3}", each)]


def contents(page: Page) -> Iterator[tuple[int, list[str], list[list[str]], list[list[str]]]]:
    """For every section: its level, and the language in its heading, table rows and calls in rules."""
    sections = re.findall(r"^(#+ [^\n]*)$(.*?)(?=^#+ |\Z)", fenced(page), re.MULTILINE | re.DOTALL)
    for heading, text in sections:
        section = Page(page.name, text.replace("\n¤", "\n#"))
        rows = [line for line in section.prose().splitlines() if line.startswith("|")]
        rules = [block.text for block in section.blocks() if block.info.startswith("yaml ")]
        coded = [sorted(words_of(" ".join(re.findall(r"`[^`]+`|DR\d+", row)))) for row in rows]
        yield (
            heading.count("#"),
            words_of(" ".join(re.findall("`[^`]+`", heading))),
            coded,
            [words_of(" ".join(re.findall(r"\w+\(\w*|\w+=(?!=)", rule))) for rule in rules],
        )


def fenced(page: Page) -> str:
    """A page whose comments in blocks cannot be taken for headings."""
    return re.sub(
        "^```.*?^```$",
        lambda block: block[0].replace("\n#", "\n¤"),
        page.text,
        flags=re.MULTILINE | re.DOTALL,
    )


def test_the_rule_language_is_the_same_in_both_languages() -> None:
    english, swedish = ([*contents(reference(name))] for name in ("rule-language", "regelspraket"))
    assert len(english) > 25
    assert swedish == english


def test_the_page_of_codes_is_the_one_that_the_table_gives() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "make_codes_page.py"))["page"]()
    assert reference("codes").text == made, "run scripts/make_codes_page.py"
    assert reference("codes").sections().keys() == CODES.keys()


def test_every_command_is_described_with_its_own_options() -> None:
    page = reference("commands")
    sections = page.sections()
    assert set(COMMANDS) == sections.keys()
    everywhere = {"--format", "--lang", "--root", "--debug", "--help"}
    assert everywhere <= set(page.table_keys())
    group = Commands("en")
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        options = {option for param in command.params for option in param.opts if option.startswith("--")}
        assert options - everywhere == set(sections[name].table_keys()), name
        formats = next(param.type for param in command.params if param.name == "format_")
        assert isinstance(formats, click.Choice)
        words = sections[name].text
        assert all(f"--format {kind}" in words for kind in formats.choices if kind not in {"text", "json"}), (
            name
        )
        assert "json" in words.lower(), name


def test_every_exit_code_that_is_given_is_described() -> None:
    page = reference("commands")
    table = page.text[
        page.text.index("\n## Exit codes\n") : page.text.index("\n## Options of all commands\n")
    ]
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert {int(key) for key in Page(page.name, table).table_keys()} == codes
