"""A framework on top of another: its own targets and parameters, and nothing else."""

from fractions import Fraction
from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone

from digiramverk.core.errors import DefinitionError, NotFoundError
from digiramverk.model.framework import Framework
from digiramverk.workspace import Workspace

OVERLAY = """\
digiramverk: 1
id: kommun
edition: "2026"
extends: steg.yaml
"""


def overlay(folder: Path, text: str) -> Framework:
    """The framework of an overlay beside the one that it extends."""
    (folder / "steg.yaml").write_text(STEPS, encoding="utf-8")
    (folder / "kommun.yaml").write_text(OVERLAY + text, encoding="utf-8")
    return alone().framework(folder / "kommun.yaml")


def problems(folder: Path, text: str) -> list[tuple[str, int]]:
    """Code and line of everything that is wrong with an overlay."""
    with pytest.raises(DefinitionError) as caught:
        overlay(folder, text)
    return [(each.code, each.span.line if each.span else 0) for each in caught.value.diagnostics]


def test_without_changes_it_means_the_same_under_a_name_of_its_own(tmp_path: Path) -> None:
    own = overlay(tmp_path, "")
    parent = alone().framework(tmp_path / "steg.yaml")
    assert (own.id, own.edition, own.lineage) == ("kommun", "2026", ("steg@1",))
    assert own.title == parent.title
    assert own.plan.fingerprint == parent.plan.fingerprint


def test_a_parameter_can_be_set_anew_and_changes_the_meaning(tmp_path: Path) -> None:
    own = overlay(tmp_path, "params: {reached_at: {value: 0.9, note: Vår egen gräns}}\n")
    assert own.params[0].value == Fraction(9, 10)
    assert own.params[0].note is not None
    assert own.plan.fingerprint != alone().framework(tmp_path / "steg.yaml").plan.fingerprint


def test_targets_are_added(tmp_path: Path) -> None:
    target = "{measure: share, where: {response: r, area: ledning, step: 1}, at_least: 0.75}"
    own = overlay(tmp_path, f"targets:\n  - {target}\n")
    assert [(each.measure, each.bound) for each in own.targets] == [("share", Fraction(3, 4))]


def test_a_title_and_sources_of_its_own(tmp_path: Path) -> None:
    own = overlay(tmp_path, "title: Kommunens plan\nsources: {beslut: Beslut i nämnden}\n")
    assert own.title.to("sv") == "Kommunens plan"
    assert [source.id for source in own.sources] == ["beslut"]


def test_an_unknown_parameter_is_named_where_it_stands(tmp_path: Path) -> None:
    assert problems(tmp_path, "params: {reachd_at: 0.9}\n") == [("DR240", 5)]


def test_rules_do_not_stand_at_the_top(tmp_path: Path) -> None:
    assert problems(tmp_path, "rules: {share: mean(points)}\n") == [("DR253", 5)]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    text = "params: {x: 1}\ntargets:\n  - {measure: shar, at_least: 1}\n  - {measure: share, at_least: 1}\n"
    assert problems(tmp_path, text) == [("DR240", 5), ("DR212", 7), ("DR220", 8)]


def test_a_framework_cannot_build_on_itself(tmp_path: Path) -> None:
    path = tmp_path / "kommun.yaml"
    path.write_text(OVERLAY.replace("steg.yaml", "kommun.yaml"), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        alone().framework(path)
    assert [each.code for each in caught.value.diagnostics] == ["DR221"]


def test_what_is_extended_must_exist(tmp_path: Path) -> None:
    path = tmp_path / "kommun.yaml"
    path.write_text(OVERLAY.replace("steg.yaml", "okänt"), encoding="utf-8")
    with pytest.raises(NotFoundError) as caught:
        alone().framework(path)
    assert [(each.code, each.span and each.span.line) for each in caught.value.diagnostics] == [("DR503", 4)]


@pytest.mark.parametrize("name", ['"a\\0b.yaml"', "x" * 5000 + ".yaml", "x" * 5000, '"\\ud800.yaml"', "."])
def test_a_strange_reference_is_a_problem_and_not_a_crash(tmp_path: Path, name: str) -> None:
    path = tmp_path / "kommun.yaml"
    path.write_text(OVERLAY.replace("steg.yaml", name), encoding="utf-8")
    with pytest.raises((DefinitionError, NotFoundError)):
        alone().framework(path)


def test_an_overlay_on_an_overlay(tmp_path: Path) -> None:
    overlay(tmp_path, "params: {reached_at: 0.9}\n")
    (tmp_path / "skola.yaml").write_text(
        OVERLAY.replace("steg", "kommun").replace("id: kommun", "id: skola"), encoding="utf-8"
    )
    own = alone().framework(tmp_path / "skola.yaml")
    assert own.lineage == ("kommun@2026", "steg@1")
    assert own.params[0].value == Fraction(9, 10)


def test_an_installed_framework_wins_over_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lika").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Workspace().framework("lika").id == "lika"
    with pytest.raises(DefinitionError):
        Workspace().framework("./lika")
