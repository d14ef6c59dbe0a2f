"""What an editor gives whoever writes our files: the language server for YAML, over its protocol."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from tests.definitions.definitions import PLAN, alone
from tests.definitions.descriptions import meanings
from tests.editor.protocol import Server, running
from tests.openers import MODULES, need, tool

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import DefinitionError
from digiramverk.core.language import LANGUAGES, Language
from digiramverk.definitions.schemas import SCHEMAS, SchemaName, schema_for_editors
from digiramverk.definitions.templates import Beginning, begin
from digiramverk.proving.case_files import load_cases

pytestmark = pytest.mark.repository

HERE: Final = "▮"
"""Where the writer's cursor stands, or in which line something is wrong."""

# Nothing is asked of anybody elsewhere: no catalogue of schemas, no reports, and no way out for the rest.
SETTINGS: Final[dict[str, Any]] = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False, "url": ""},
    },
    "redhat": {"telemetry": {"enabled": False}},
    "http": {"proxy": "http://127.0.0.1:9", "proxyStrictSSL": True},
}


@attrs.define
class Editor:
    """An editor with the folder of a framework author open, one for each language."""

    folder: Path
    server: Server
    _files: int = 0

    def complete(self, language: Language, kind: SchemaName, text: str) -> dict[str, str]:
        """What is offered where the cursor stands: the words, with what is said of each."""
        place = self._open(language, kind, text)
        answer = self.server.ask("textDocument/completion", place)
        items = answer if isinstance(answer, list) else answer["items"]
        return {item["label"]: item.get("documentation", "") for item in items}

    def hover(self, language: Language, kind: SchemaName, text: str) -> str:
        """What is shown where the pointer rests."""
        found = self.server.ask("textDocument/hover", self._open(language, kind, text))
        return str(found["contents"]["value"])

    def marked(self, files: Sequence[tuple[SchemaName, str]]) -> list[set[int]]:
        """The lines, counted from 1, in which the editor marks something in each of several files."""
        # The server waits a while for more to be typed, for all files at once.
        opened = [self._open("en", kind, text)["textDocument"]["uri"] for kind, text in files]
        return [
            {each["range"]["start"]["line"] + 1 for each in self.server.diagnostics(uri)} for uri in opened
        ]

    def _open(self, language: Language, kind: SchemaName, text: str) -> dict[str, Any]:
        """Open a file with our line at its top; the place of the cursor as the protocol puts it."""
        self._files += 1
        path = self.folder / language / f"{kind}-{self._files}.yaml"
        before, _, after = with_line(kind, text).partition(HERE)
        path.write_text(before + after, encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": before + after}
        self.server.tell("textDocument/didOpen", {"textDocument": document})
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return {"textDocument": {"uri": path.as_uri()}, "position": position}


def with_line(kind: SchemaName, text: str) -> str:
    """A file that names its schema as those do that `new` writes."""
    return f"# yaml-language-server: $schema={kind}.schema.json\n{text}"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One server for all tests: it takes a second to start."""
    need("node", "yaml-language-server")
    folder = tmp_path_factory.mktemp("editor").resolve()
    for language in LANGUAGES:
        (folder / language).mkdir()
        for kind in SCHEMAS:
            content = json.dumps(schema_for_editors(kind, language), ensure_ascii=False)
            (folder / language / f"{kind}.schema.json").write_text(content, encoding="utf-8")
    binary = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
    with running([tool("node") or "", binary, "--stdio"], folder, SETTINGS) as server:
        yield Editor(folder, server)


OVERLAY = """\
digiramverk: 1
id: eget
edition: "1"
title: Eget
extends: var-plan.yaml
add:
  areas:
    ekonomi:
      title: Ekonomi
      indicators:
        E1: Det finns en budget
"""
ANSWERS = "framework: var-plan\nunit: Askskolan\nanswers:\n  L1: ja\n"
CASES = "alla ja:\n  forms:\n    - answers:\n        L1: ja\n  expect:\n    area_mean: 1\n"
CROSSWALK = """\
digiramverk: 1
id: dit
from: var-plan.yaml
to: var-plan.yaml
links:
  - from: L1
    to: L2
    relation: equal
"""

COMPLETED: Final[list[tuple[SchemaName, str, set[str]]]] = [
    ("framework", f"{PLAN}{HERE}\n", {"steps", "rules", "targets", "params", "texts", "languages"}),
    (
        "framework",
        PLAN.replace("    title: Ledning\n", f"    title: Ledning\n    {HERE}\n"),
        {"help", "areas"},
    ),
    (
        "framework",
        PLAN.replace("L1: Det finns en plan som följs upp varje år", f"L1:\n        text: X\n        {HERE}"),
        {"step", "weight", "scale", "suggestions"},
    ),
    ("overlay", f"{OVERLAY}{HERE}\n", {"change", "remove", "move", "rename", "params", "targets", "texts"}),
    (
        "overlay",
        OVERLAY.replace("      title: Ekonomi\n", f"      title: Ekonomi\n      {HERE}\n"),
        {"help", "areas"},
    ),
    ("answers", f"{ANSWERS}{HERE}\n", {"round", "group", "school_form", "published"}),
    ("answers", ANSWERS.replace("L1: ja", f"L1:\n    level: ja\n    {HERE}"), {"comment"}),
    ("crosswalk", f"{CROSSWALK}    {HERE}\n", {"coverage", "reason"}),
    ("cases", f"{CASES}  {HERE}\n", {"targets", "partial"}),
    ("cases", CASES.replace("L1: ja\n", f"L1: ja\n      {HERE}\n"), {"round", "group"}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "text", "words"), COMPLETED)
def test_keys_are_offered_with_what_they_mean(
    editor: Editor, kind: SchemaName, text: str, words: set[str], language: Language
) -> None:
    offered = editor.complete(language, kind, text)
    assert words <= offered.keys()
    known = meanings(kind, language)
    assert not {word: offered[word] for word in words if offered[word] not in known[word]}
    # What stands there already is not offered once more.
    assert not {"digiramverk", "from", "expect", "text"} & offered.keys()


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("framework", PLAN.replace("area_means", HERE), {"area_means", "steps", "gates"}),
        ("framework", PLAN.replace("exclude", HERE), {"exclude", "zero", "blocks"}),
        (
            "crosswalk",
            CROSSWALK.replace("equal", HERE),
            {"equal", "subset", "superset", "intersects", "none"},
        ),
    ],
)
def test_values_are_offered(editor: Editor, kind: SchemaName, text: str, words: set[str]) -> None:
    assert words <= editor.complete("sv", kind, text).keys()


HOVERED: Final[list[tuple[SchemaName, str, str]]] = [
    ("framework", PLAN, "unanswered"),
    ("framework", PLAN, "indicators"),
    ("overlay", OVERLAY, "extends"),
    ("overlay", OVERLAY, "add"),
    ("answers", ANSWERS, "unit"),
    ("crosswalk", CROSSWALK, "relation"),
    ("cases", CASES, "expect"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "text", "key"), HOVERED)
def test_a_key_says_what_it_means(
    editor: Editor, kind: SchemaName, text: str, key: str, language: Language
) -> None:
    shown = editor.hover(language, kind, text.replace(f"{key}:", f"{key[:2]}{HERE}{key[2:]}:", 1))
    # The server writes Markdown and so escapes what would be taken for its signs.
    said = re.sub(r"\\([^\w\s])", r"\1", shown)
    assert any(about in said for about in meanings(kind, language)[key])


FINE: Final[list[tuple[SchemaName, str]]] = [
    ("framework", PLAN),
    ("overlay", OVERLAY),
    ("answers", ANSWERS),
    ("answers", "- {unit: A, answers: {L1: ja}}\n- {unit: B, stadsdel: Norr, answers: {L1: nej}}\n"),
    ("crosswalk", CROSSWALK),
    ("cases", CASES),
]


def test_nothing_is_marked_in_a_valid_file(editor: Editor) -> None:
    assert editor.marked(FINE) == [set() for _ in FINE]


def wrong(kind: SchemaName, text: str, old: str, new: str) -> tuple[SchemaName, str]:
    """A file with one line written wrongly, and the sign for it."""
    assert text.count(old) == 1, old
    return kind, text.replace(old, new + HERE)


WRONG: Final = [
    wrong("framework", PLAN, "title: Ledning", "titel: Ledning"),
    wrong("framework", PLAN, "scale: [nej, delvis, ja]", "scale: ja"),
    wrong("framework", PLAN, "digiramverk: 1", "digiramverk: 2"),
    wrong("framework", PLAN, "L2: Rektorerna träffas om", "L2: {text: Vi träffas, weight: tre} #"),
    wrong("framework", PLAN, "area_means", "area_mean"),
    wrong("overlay", OVERLAY, "title: Ekonomi", "titel: Ekonomi"),
    wrong("overlay", OVERLAY, "Det finns en budget", "[Det finns en budget]"),
    wrong("answers", ANSWERS, "Askskolan", "[Askskolan]"),
    wrong("answers", ANSWERS, "L1: ja", "L1: {level: ja, coment: Nja}"),
    wrong("crosswalk", CROSSWALK, "equal", "same"),
    wrong("crosswalk", CROSSWALK, "from: L1", "from: [L1]"),
    wrong("cases", CASES, "L1: ja", "L1: {level: ja, coment: Nja}"),
    wrong("cases", CASES, "area_mean: 1", "area_mean: {value: [1]}"),
]


def test_the_line_that_is_wrong_is_marked_and_is_the_one_that_we_name(editor: Editor) -> None:
    texts = [with_line(kind, text) for kind, text in WRONG]
    lines = [{next(at for at, line in enumerate(text.splitlines(), 1) if HERE in line)} for text in texts]
    assert editor.marked(WRONG) == lines
    found = [
        problems(kind, text.replace(HERE, ""), editor.folder / "ours")
        for (kind, _), text in zip(WRONG, texts, strict=True)
    ]
    assert [{each.span.line for each in of_one if each.span is not None} for of_one in found] == lines


def problems(kind: SchemaName, text: str, folder: Path) -> list[Diagnostic]:
    """What we find wrong ourselves, with what the file refers to beside it."""
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    for name in ("var-plan.yaml", "framework.yaml"):
        (folder / name).write_text(PLAN, encoding="utf-8")
    path = folder / ("cases/a.yaml" if kind == "cases" else f"{kind}.yaml")
    path.write_text(text, encoding="utf-8")
    if kind != "cases":
        return list(alone().validate(path, folder / "var-plan.yaml" if kind == "answers" else None))
    try:
        load_cases(folder, alone().framework(folder / "framework.yaml"))
    except DefinitionError as error:
        return list(error.diagnostics)
    return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_a_new_framework_are_understood(editor: Editor, language: Language) -> None:
    folder = editor.folder / f"new-{language}"
    folder.mkdir()
    written = begin(Beginning("plan", "Plan", language), folder)
    written += begin(Beginning("tillagg", "Tillägg", language, extends="plan.yaml"), folder)
    for path in (each for each in written if each.suffix == ".yaml"):
        text = path.read_text(encoding="utf-8")
        kind = text.splitlines()[0].partition("$schema=")[2]
        assert (folder / kind).is_file()
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        editor.server.tell("textDocument/didOpen", {"textDocument": document})
        assert editor.server.diagnostics(path.as_uri()) == []
        hovered = {"textDocument": {"uri": path.as_uri()}, "position": place_of_key(text)}
        assert kind in editor.server.ask("textDocument/hover", hovered)["contents"]["value"]


def place_of_key(text: str) -> dict[str, int]:
    """Within the first key at the edge of a file."""
    line = next(number for number, each in enumerate(text.splitlines()) if re.match(r"\w", each))
    return {"line": line, "character": 1}
