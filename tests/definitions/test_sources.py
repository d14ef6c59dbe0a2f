"""One definition, wherever it lies: a package, a folder, a single file. And what its fingerprint is about."""

import shutil
from pathlib import Path

import pytest
from tests.definitions.definitions import PLAN, STEPS, alone, loaded

from digiramverk.model.framework import Framework
from digiramverk.workspace import Workspace


@pytest.fixture(scope="module")
def installed() -> Framework:
    """LIKA as its plugin gives it."""
    return Workspace().framework("lika")


def lika_folder() -> Path:
    """Where the installed definition lies."""
    return Workspace().catalogue.entry("lika").path


def test_a_folder_says_the_same_as_the_package_that_it_was_copied_from(
    installed: Framework, tmp_path: Path
) -> None:
    shutil.copytree(lika_folder(), tmp_path / "kopia")
    copied = alone().framework(tmp_path / "kopia")
    assert copied == installed
    assert copied.plan.fingerprint == installed.plan.fingerprint


def test_packed_into_one_file_it_still_says_the_same(installed: Framework, tmp_path: Path) -> None:
    path = tmp_path / "lika.yaml"
    path.write_text(alone().pack(installed), encoding="utf-8")
    packed = alone().framework(path)
    assert packed == installed
    assert packed.plan.fingerprint == installed.plan.fingerprint


def test_packing_twice_gives_the_same_text(installed: Framework, tmp_path: Path) -> None:
    text = alone().pack(installed)
    (tmp_path / "lika.yaml").write_text(text, encoding="utf-8")
    assert alone().pack(tmp_path / "lika.yaml") == text


def test_two_different_definitions_are_not_equal(installed: Framework) -> None:
    assert loaded(PLAN) != installed
    assert loaded(PLAN) != loaded(PLAN.replace("Vår digitala", "Er digitala"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: {sv: Steg, en: Steps}", "title: Något annat"),
        ("title: Ledning", "title: Styrning"),
        ("Det finns en plan", "En plan finns"),
        ("en: Partly", "en: In part"),
        ("format: percent", "format: points"),
        ('edition: "1"', 'edition: "2"'),
    ],
)
def test_words_and_formats_are_no_part_of_the_meaning(old: str, new: str) -> None:
    changed = loaded(STEPS.replace(old, new))
    assert changed != loaded(STEPS)
    assert changed.plan.fingerprint == loaded(STEPS).plan.fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reached_at: 0.8", "reached_at: 0.81"),
        ("points: 1}", "points: 1.5}"),
        ("value: all(reached)", "value: any(reached)"),
        ("share: {per: [area, step]", "share: {per: [area]"),
        ("scoring: {unanswered: exclude}", "scoring: {unanswered: zero}"),
        ("unanswered: blocks", "unanswered: exclude"),
        ("K1: {text: Alla kan grunderna, step: 1}", "K1: {text: Alla kan grunderna, step: 2}"),
        ("K1: {text", "K2: {text"),
        ("K1: {text: Alla kan grunderna", "K1: {weight: 2, text: Alla kan grunderna"),
        ("value: highest(step_reached)", "value: highest(step_reached), show_if: count(answered) >= 2"),
    ],
)
def test_what_can_change_a_result_changes_the_fingerprint(old: str, new: str) -> None:
    assert old in STEPS
    assert loaded(STEPS.replace(old, new)).plan.fingerprint != loaded(STEPS).plan.fingerprint


def test_the_order_of_indicators_and_rules_is_no_part_of_the_meaning() -> None:
    first, second = (
        "      L1: {text: Det finns en plan, step: 1}\n",
        "      L2: {text: Planen följs upp, step: 2}\n",
    )
    swapped = loaded(STEPS.replace(first + second, second + first))
    assert swapped.plan.fingerprint == loaded(STEPS).plan.fingerprint


def test_files_of_a_folder_are_taken_in_the_order_of_their_names(tmp_path: Path) -> None:
    head, areas = PLAN.split("areas:\n")
    (tmp_path / "areas").mkdir()
    (tmp_path / "framework.yaml").write_text(head, encoding="utf-8")
    second = "kompetens:\n  indicators:\n    K1: Alla kan grunderna\n"
    (tmp_path / "areas" / "2.yaml").write_text(second, encoding="utf-8")
    (tmp_path / "areas" / "1.yaml").write_text(areas.replace("\n  ", "\n")[2:], encoding="utf-8")
    assert [indicator.id for indicator in alone().framework(tmp_path).indicators] == ["L1", "L2", "K1"]


def test_a_framework_is_loaded_once(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    workspace = alone()
    assert workspace.framework(tmp_path / "plan.yaml") is workspace.framework(tmp_path / "." / "plan.yaml")


def test_the_edition_stays_text_with_its_digits() -> None:
    assert loaded(PLAN.replace('"2026"', "1.10")).edition == "1.10"
    assert loaded(PLAN.replace('"2026"', "2026")).edition == "2026"


def test_levels_called_no_and_on_are_levels() -> None:
    scale = loaded(PLAN.replace("[nej, delvis, ja]", "[No, off, on]")).scales[0]
    assert [level.id for level in scale.levels] == ["No", "off", "on"]


def test_a_path_that_is_there_is_no_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalogue = Workspace().catalogue
    paths = [Path("lika"), Path("plan.yaml"), Path("more") / "plan.yaml"]
    assert [catalogue.reference(path) for path in paths] == ["lika", "./plan.yaml", "more/plan.yaml"]
    Path("lika").mkdir()
    assert catalogue.reference(Path("lika")) == "./lika"
