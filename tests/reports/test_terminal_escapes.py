"""Nothing that comes from files steers a terminal, whatever prints it."""

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digiramverk.cli.app import run
from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.output_stream import harmless
from digiramverk.core.place import Source, whole_span
from digiramverk.core.snippet import render
from digiramverk.reports.document_tree import (
    Document,
    FieldGroup,
    FormField,
    Heading,
    Items,
    Note,
    Paragraph,
    TableBlock,
)
from digiramverk.reports.markdown_text import markdown
from digiramverk.reports.renderer import Options
from digiramverk.reports.terminal_text import terminal
from digiramverk.yamlsource.plain_text import yaml_text

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)
NASTY = st.text(
    st.sampled_from("a1 \x1b[31m\x9b\x07\r\x00\u202e\u2066\u2028\ud800å") | st.characters(),
    min_size=1,
    max_size=12,
)


@given(NASTY)
def test_every_block_of_a_document_is_shown(text: str) -> None:
    blocks = (
        Heading(text),
        Paragraph(text),
        Note(text),
        Items((text,)),
        TableBlock((text, text), ((text, text),), text),
        FieldGroup(text, (FormField(text, text, text),)),
    )
    document = Document(blocks)
    assert not STEERING.search(terminal([document], Options()).decode())
    assert not STEERING.search(markdown(document))


@given(NASTY)
def test_every_part_of_a_message_is_shown_on_its_line(text: str) -> None:
    for diagnostic in (
        Diagnostic("DR001", {"file": text}),
        Diagnostic("DR002", {}, whole_span(Source(text))),
        Diagnostic("DR028", {"file": text, "cause": text}),
    ):
        shown = render(diagnostic, "en")
        assert not STEERING.search(shown)
        assert len(shown.split("\n")) <= 3


@given(NASTY)
def test_the_sink_lets_nothing_through(text: str) -> None:
    assert not STEERING.search(harmless(text))
    assert harmless("rad 1\n\trad 2 åäö\xa0%") == "rad 1\n\trad 2 åäö\xa0%"


PLAN = """digiramverk: 1
id: plan
edition: "1"
title: "Plan \\e[31m"
languages: [sv]
scale: [nej, ja]
scoring: {unanswered: exclude}
areas: {a: {title: "A\\u202e", indicators: {L1: "Fråga \\e]0;x\\a"}}}
rules: {share: {per: [area], value: mean(fraction)}, of_unit: {across: [unit], value: mean(fraction)}}
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "plan.yaml", "a\x1b[31m.csv"],
        ["score", "plan.yaml", "a\x1b[31m.csv", "--format", "csv"],
        ["score", "plan.yaml", "a\x1b[31m.csv", "--format", "json"],
        ["score", "plan.yaml", "a\x1b[31m.csv", "--out", "b\x1b[31m.csv"],
        ["score", "plan.yaml", "b\x9b\n.csv"],
        ["score", "plan.yaml", "a\x1b[31m.csv", "--measure", "x\x1b[31m"],
        ["report", "plan.yaml", "a\x1b[31m.csv", "--kind", "municipality"],
        ["report", "plan.yaml", "a\x1b[31m.csv", "--kind", "municipality", "--to", "md"],
        ["show", "plan.yaml"],
        ["show", "plan.yaml", "--format", "json"],
        ["show", "plan.yaml", "--format", "yaml"],
        ["validate", "plan.yaml", "c\u202e.yaml"],
        ["explain", "plan.yaml", "a\x1b[31m.csv", "share"],
        ["x\x1b[31m"],
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode(),
)
def test_no_command_sends_what_it_reads(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "a\x1b[31m.csv").write_text("unit;L1\nAsk\x1b[31m\u202e;ja\n", encoding="utf-8")
    (tmp_path / "c\u202e.yaml").write_text("titel\x1b: [", encoding="utf-8")
    assert run(arguments, "en") in {0, 1, 2}
    printed = capsys.readouterr()
    assert not STEERING.search(printed.out + printed.err)
    if arguments[-1] == "json":
        # What is shown is the same text still; names of units lose signs without width when they are read.
        text = json.dumps(json.loads(printed.out))
        assert "\\u001b" in text or "\\u202e" in text


@given(NASTY)
def test_yaml_that_is_shown_means_the_same(text: str) -> None:
    kept = "".join(each for each in text if not "\ud800" <= each <= "\udfff")
    made = yaml_text({"a": kept})
    assert not STEERING.search(made)
    assert yaml.safe_load(made) == {"a": kept}
