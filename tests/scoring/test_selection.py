"""What is chosen to be shown never changes a figure: on every engine, in every format, in reports."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import run
from tests.definitions.definitions import alone, loaded

from digiramverk.core.errors import NotFoundError
from digiramverk.planning.targets import outcomes
from digiramverk.scoring.result_selection import selection
from digiramverk.scoring.tables.engines import ENGINES, there

FRAMEWORK = """\
digiramverk: 1
id: trakter
edition: "1"
title: Trakter
scale: [nej, delvis, ja]
scoring: {unanswered: exclude}
attributes: [trakt]
areas:
  a:
    title: A
    indicators: {A1: Ett, A2: Två}
  b:
    title: B
    indicators: {B1: Tre}
rules:
  share: {per: [area], value: mean(fraction), format: percent}
  best: {across: [round], per: [area], value: max(share), format: percent}
  of_best: {per: [area], value: share / best, format: percent}
  in_district: {across: [round, trakt], value: mean(fraction), format: percent}
  everywhere: {across: [], value: mean(fraction), format: percent}
targets:
  - {measure: in_district, where: {trakt: norr}, round: "2026", at_least: 0.5}
  - {measure: in_district, where: {trakt: söder}, round: "2026", at_least: 0.5}
  - {measure: in_district, where: {trakt: norr}, round: "2027", at_least: 0.6}
"""

ANSWERS = """\
unit;round;trakt;A1;A2;B1
Alm;2026;norr;ja;delvis;nej
Björk;2026;norr;nej;nej;delvis
Ceder;2026;söder;ja;ja;ja
Ek;2025;söder;delvis;nej;ja
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "trakter.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    return [str(tmp_path / "trakter.yaml"), str(tmp_path / "svar.csv")]


def _cells(data: dict[str, Any]) -> list[str]:
    return [
        json.dumps({"measure": name, **cell}, sort_keys=True)
        for name, cells in data["measures"].items()
        for cell in cells
    ]


@pytest.mark.parametrize("computed_by", [each for each in ENGINES if there(each)])
@pytest.mark.parametrize(
    "chosen_by", [("trakt=söder",), ("unit=Björk",), ("unit=Alm", "unit=Ek"), ("round=2026", "trakt=norr")]
)
def test_figures_stay_what_they_are(
    capsys: pytest.CaptureFixture[str], files: list[str], computed_by: str, chosen_by: Sequence[str]
) -> None:
    chosen = [part for each in chosen_by for part in ("--only", each)]
    whole = run(capsys, "score", *files, "--engine", computed_by, "--format", "json").data
    shown = run(capsys, "score", *files, "--engine", computed_by, "--format", "json", *chosen).data
    assert 0 < len(_cells(shown)) < len(_cells(whole))
    assert set(_cells(shown)) < set(_cells(whole))
    assert [each for each in whole["targets"] if each in shown["targets"]] == shown["targets"]


def test_two_members_of_one_dimension_are_both_shown(
    capsys: pytest.CaptureFixture[str], files: list[str]
) -> None:
    shown = run(capsys, "score", *files, "--format", "json", "--only", "unit=Alm", "--only", "unit=Ek").data
    assert [each["unit"] for each in shown["coverage"]] == ["Alm", "Ek"]
    two = run(capsys, "report", *files, "--kind", "comparison", "--only", "unit=Alm", "--only", "unit=Ek").out
    assert "Alm" in two
    assert "Ek" in two
    assert "Ceder" not in two


def test_a_target_is_shown_where_the_chosen_forms_belong(
    capsys: pytest.CaptureFixture[str], files: list[str]
) -> None:
    targets = run(capsys, "score", *files, "--format", "json", "--only", "unit=Björk").data["targets"]
    assert [(each["where"], each["round"], each["outcome"]) for each in targets] == [
        ({"trakt": "norr"}, "2026", pytest.approx(1 / 3)),
        ({"trakt": "norr"}, "2027", None),
    ]


def test_a_report_shows_the_figures_of_all(capsys: pytest.CaptureFixture[str], files: list[str]) -> None:
    report = run(capsys, "report", *files, "--only", "unit=Björk", "--lang", "en", "--to", "md").out
    scored = run(capsys, "score", *files, "--format", "json").data
    found = [each["display"] for each in scored["measures"]["of_best"] if each["unit"] == "Björk"]
    material = alone().reports.material(
        loaded(FRAMEWORK), alone().read(loaded(FRAMEWORK), files[1:]), {"unit": "Björk"}
    )
    assert [material.results.display(each, "sv") for each in material.results["of_best"]] == found
    assert [each.unit for each in material.forms] == ["Björk"]
    assert "Björk" in report


def test_nothing_that_matches_is_an_error_with_what_is_near(
    capsys: pytest.CaptureFixture[str], files: list[str]
) -> None:
    for command in ("score", "report"):
        done = run(capsys, command, *files, "--only", "unit=Alm", "--only", "unit=Björken", "--lang", "en")
        assert (done.code, "DR813" in done.err, "“Björk”" in done.err) == (1, True, True)
        done = run(capsys, command, *files, "--only", "trakten=norr", "--lang", "en")
        assert (done.code, "DR813" in done.err, "“trakt”" in done.err) == (1, True, True)


def test_nothing_chosen_is_everything(files: list[str]) -> None:
    framework = loaded(FRAMEWORK)
    results = alone().score(framework, files[1:])
    assert selection(results, {}).results is results
    with pytest.raises(NotFoundError):
        selection(results, {"unit": ()} | {"unit": "Asp"})
    assert len(outcomes(results)) == len(framework.targets)
