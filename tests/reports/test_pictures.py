"""Every report as SVG and PNG: opened by Chromium, with no text cut off and none over another."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.openers import MODULES, need, tool
from tests.reports.examples import every_report, example, workspace
from tests.reports.test_openers import BROWSER, run, written

pytestmark = pytest.mark.repository

SCALE = 2
"""Dots of the PNG for each unit of the SVG."""


def seen(folder: Path, *files: Path) -> list[dict[str, Any]]:
    command: list[str | Path] = [
        tool("node") or "",
        BROWSER / "pictures.js",
        MODULES,
        tool("chromium") or "",
        *files,
    ]
    return [json.loads(line) for line in run(command, folder).splitlines()]


def test_every_report_is_a_picture_with_nothing_cut_off(tmp_path: Path) -> None:
    need("node", "chromium", "playwright-core")
    drawn, dots = written(tmp_path, "svg"), written(tmp_path, "png")
    answers = seen(tmp_path, *drawn.values(), *dots.values())
    assert len(answers) == 2 * len(every_report())
    for one, other in zip(answers[: len(drawn)], answers[len(drawn) :], strict=True):
        name = Path(one["file"]).name
        assert one["texts"] > 2, name
        assert one["cut"] == [], name
        assert one["overlapping"] == [], (name, one["overlapping"])
        for side in ("width", "height"):
            assert other[side] == pytest.approx(one[side] * SCALE, abs=2), name


def test_the_longest_names_stay_inside(tmp_path: Path) -> None:
    """Units whose names are as long as names get: what does not fit is shortened, never cut off."""
    need("node", "chromium", "playwright-core")
    chosen = example("lika", "comparison")
    names = ("Kunskapsskolan Övre Östermalms gymnasieavdelning för ekonomi", "Å" * 200)
    forms = [attrs.evolve(form, unit=name) for form, name in zip(chosen.forms, names, strict=True)]
    path = tmp_path / "long.svg"
    path.write_bytes(workspace().report(chosen.framework, forms, "comparison", to="svg"))
    answer = seen(tmp_path, path)[0]
    assert answer["cut"] == []
    assert answer["overlapping"] == []


def test_what_is_cut_off_or_overlaps_would_be_seen(tmp_path: Path) -> None:
    need("node", "chromium", "playwright-core")
    path = tmp_path / "wrong.svg"
    texts = [("190", "20", "utanför kanten"), ("10", "60", "den ena"), ("12", "61", "den andra")]
    inner = "".join(f'<text x="{x}" y="{y}">{text}</text>' for x, y, text in texts)
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">{inner}</svg>', "utf-8")
    answer = seen(tmp_path, path)[0]
    assert answer["cut"] == ["utanför kanten"]
    assert answer["overlapping"] == [["den ena", "den andra"]]
