"""However a definition is mangled, it loads or it is refused with words: nothing else ever happens."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.core.errors import DefinitionError, NotFoundError
from digiramverk.core.language import LANGUAGES
from digiramverk.workspace import Workspace


@cache
def lika() -> list[str]:
    """The lines of LIKA in one file."""
    return alone().pack(Workspace().framework("lika")).splitlines()


def mangled(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """One change to one line."""
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    match draw(st.sampled_from(["delete", "double", "swap", "indent", "dedent", "insert", "cut", "join"])):
        case "delete":
            return lines[:at] + lines[at + 1 :]
        case "double":
            return [*lines[:at], line, *lines[at:]]
        case "swap":
            other = draw(st.integers(0, len(lines) - 1))
            changed = list(lines)
            changed[at], changed[other] = changed[other], changed[at]
            return changed
        case "indent":
            new = draw(st.sampled_from(["  ", " ", "\t"])) + line
        case "dedent":
            new = line[draw(st.integers(1, 3)) :]
        case "cut":
            new = line[: draw(st.integers(0, len(line)))]
        case "join":
            new = line + " " + lines[(at + 1) % len(lines)].strip()
        case _:
            where = draw(st.integers(0, len(line)))
            junk = draw(
                st.text(st.sampled_from(":-{}[]'\"&*!|>%#,.0aå(=)\ufeff\x07 "), min_size=1, max_size=4)
            )
            new = line[:where] + junk + line[where:]
    return [*lines[:at], new, *lines[at + 1 :]]


def attempt(text: str) -> None:
    """Load; what is refused must be refused with at least one error that both languages can say."""
    refused: DefinitionError | NotFoundError | None = None
    try:
        assert loaded(text).plan.fingerprint
    except (DefinitionError, NotFoundError) as error:
        refused = error
    if refused is not None:
        assert any(each.is_error for each in refused.diagnostics)
        assert all(refused.text(language) for language in LANGUAGES)
        spans = [each.span for each in refused.diagnostics if each.span is not None]
        assert all(span.line <= len(span.source.lines) for span in spans)


@st.composite
def several_changes(draw: st.DrawFn, lines: Sequence[str], most: int) -> str:
    """The text of a definition with a few things wrong."""
    changed = list(lines)
    for _ in range(draw(st.integers(1, most))):
        changed = mangled(draw, changed)
    return "\n".join(changed) + "\n"


@given(several_changes(STEPS.splitlines(), 4))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_small_definition_can_be_mangled_in_any_way(text: str) -> None:
    attempt(text)


@given(st.deferred(lambda: several_changes(lika(), 3)))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_lika_can_be_mangled_in_any_way(text: str) -> None:
    attempt(text)


@pytest.mark.parametrize("key", ["areas", "scale", "scoring", "rules", "steps", "params", "title", "groups"])
@pytest.mark.parametrize("value", ["", "[]", "{}", "x", "5", "[[]]", "{a: {}}", "true", "{a: [1]}", "'''"])
def test_every_part_can_be_of_the_wrong_kind(key: str, value: str) -> None:
    lines = [line for line in STEPS.splitlines() if not line.startswith(f"{key}:")]
    attempt("\n".join([*lines, f"{key}: {value}"]))


GONE = object()


def paths(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every part of some data."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from paths(part, (*path, key))


FULL = yaml.safe_load(
    STEPS
    + """
sources: {rapport: {title: Rapport, year: 2020, where: Hylla 3}}
roles: {rektor: {title: Rektor, description: Leder}, bitr: {title: Biträdande, parent: rektor}}
goals: {g1: {title: Ett mål, area: ledning, source: {id: rapport, place: s. 3}}}
responsibilities: {r1: {text: Leder arbetet, roles: [rektor], area: ledning}}
targets: [{measure: share, where: {response: r, area: ledning, step: 1}, at_least: 0.8}]
"""
)


@pytest.mark.parametrize("path", list(paths(FULL)), ids=lambda path: ".".join(map(str, path)))
def test_every_value_can_be_of_the_wrong_kind_or_gone(path: tuple[str | int, ...]) -> None:
    for value in (None, [], {}, 5, "x y", [[1]], {"a": None}, True, GONE):
        data: Any = deepcopy(FULL)
        holder = data
        for key in path[:-1]:
            holder = holder[key]
        if value is GONE:
            del holder[path[-1]]
        else:
            holder[path[-1]] = value
        attempt(json.dumps(data))
