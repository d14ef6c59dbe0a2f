"""An empty part of an overlay changes nothing and is accepted, whichever it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.definitions.definitions import alone
from tests.definitions.full_files import FRAMEWORK

from digiramverk.definitions.schemas import schema_for_editors

HEAD: Final = {"digiramverk": 1, "id": "tomt", "edition": "1", "extends": "full.yaml"}
SMALL: Final = """\
digiramverk: 1
id: full
edition: "1"
title: Litet
scale: [nej, ja]
scoring: {unanswered: exclude}
areas: {ledning: {indicators: {L1: Det finns en plan}}}
rules: {share: mean(fraction)}
"""
THINGS: Final[Mapping[str, str]] = yaml.safe_load("""
    {sources: rapport, params: reached_at, scales: fine, steps: "1", areas: ledning, indicators: L1,
    roles: rektor, groups: ledning, school_forms: grundskola, goals: g1, responsibilities: r1,
    rules: share, bands: nivå, tables: points, facets: tema, attributes: stadsdel}
""")
"""One thing of each kind that the larger framework has."""
INSIDE: Final = {"scales": "levels", "facets": "members", "attributes": "members"}
SAID: Final = ("sources", "params", "scales", "areas", "indicators", "roles", "goals", "responsibilities")
KINDS: Final = (*THINGS, "numbers")


def empty_parts(*, things: bool) -> dict[str, list[Any]]:
    """Under each key of an overlay, what says nothing.

    Args:
        things: whether things of the framework are named, of which nothing is said.
    """
    named = THINGS if things else {}
    own: list[Any] = [{kind: {name: {}}} for kind, name in named.items() if kind not in {"bands", "tables"}]
    removed: list[Any] = [{kind: {name: []}} for kind, name in named.items()]
    inside: list[Any] = [{kind: {named[kind]: {INSIDE[kind]: {}}}} for kind in INSIDE if named]
    holders: list[Any] = [{kind: {}} for kind in KINDS]
    return {
        "add": [{}, {"targets": []}, {"scale": {}}, {"scale": []}, {"roles": []}, *holders],
        "change": [{}, {"scoring": {}}, *holders, *own, *([] if things else [{"scale": {}}])],
        "remove": [{}, {"targets": []}, *holders, *({kind: []} for kind in KINDS), *removed],
        "move": [{}, *holders, *own],
        "rename": [{}, *holders, *({kind: {named[kind]: {}}} for kind in INSIDE if named), *inside],
        "texts": [
            *({}, {"en": {}}, {"sv": {}, "en": {}}),
            *({"en": {kind: {}}} for kind in SAID),
            *({"en": {kind: {named[kind]: {}}}} for kind in SAID if named),
        ],
        "laws": [{}, {"share": {}}],
        **{key: [{}] for key in ("sources", "params", "valid", "plan", "reports")},
        **{key: [[]] for key in ("targets", "overrides")},
    }


def merged(parts: list[Any]) -> Any:  # noqa: ANN401 - parts of an overlay are of any kind
    """Several of these in one."""
    whole = {key: part for each in parts if isinstance(each, dict) for key, part in each.items()}
    return whole or parts[0]


@st.composite
def overlays(draw: st.DrawFn, *, things: bool) -> dict[str, Any]:
    """Overlays of any empty parts."""
    found = {}
    for key, parts in empty_parts(things=things).items():
        chosen = draw(st.lists(st.sampled_from(parts), max_size=4))
        if chosen:
            found[key] = merged(chosen)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parts")


CHECKER: Final = Draft202012Validator(schema_for_editors("overlay", "sv"))


def is_the_identity(folder: Path, parent: str, parts: Mapping[str, Any]) -> None:
    """An overlay of these parts is what it extends, but for its own name, and nothing is said of it."""
    data = {**HEAD, **parts}
    text = yaml.safe_dump(data, allow_unicode=True)
    assert [error.message for error in CHECKER.iter_errors(data)] == [], text
    (folder / "full.yaml").write_text(parent, encoding="utf-8")
    (folder / "overlay.yaml").write_text(text, encoding="utf-8")
    workspace = alone()
    below = workspace.framework(folder / "full.yaml")
    over = workspace.framework(folder / "overlay.yaml")
    own = {key: getattr(below, key) for key in ("id", "edition", "lineage")}
    assert attrs.evolve(over, **own) == below
    assert workspace.warnings(folder / "overlay.yaml") == workspace.warnings(folder / "full.yaml")


@given(parts=overlays(things=True))
def test_empty_parts_change_nothing(folder: Path, parts: dict[str, Any]) -> None:
    is_the_identity(folder, FRAMEWORK, parts)


@given(parts=overlays(things=False))
def test_empty_parts_add_nothing_to_what_has_little(folder: Path, parts: dict[str, Any]) -> None:
    is_the_identity(folder, SMALL, parts)


@pytest.mark.parametrize("things", [True, False])
@pytest.mark.parametrize("key", empty_parts(things=True))
def test_each_empty_part_changes_nothing(folder: Path, key: str, things: bool) -> None:  # noqa: FBT001 - a parameter
    for part in empty_parts(things=things)[key]:
        is_the_identity(folder, FRAMEWORK if things else SMALL, {key: part})
