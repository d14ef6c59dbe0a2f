"""Charts are the same whoever draws them, and a drawer that fails is stood in for."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.reports.examples import example, made, workspace

from digiramverk.core.errors import MissingExtraError
from digiramverk.reports.charts import drawer
from digiramverk.reports.charts.drawer import Beside, Drawer, Here
from digiramverk.reports.file_content import rendered
from digiramverk.reports.renderer import Options, Renderer

SPECIFICATION: dict[str, Any] = {
    "width": 40,
    "height": 20,
    "marks": [{"type": "text", "encode": {"enter": {"text": {"value": "Ledning å"}, "y": {"value": 10}}}}],
}


@pytest.fixture(scope="module")
def beside() -> Iterator[Beside]:
    with closing(Beside()) as one:
        yield one


def test_both_draw_the_same(beside: Beside) -> None:
    here = Here()
    drawn = here.svg(SPECIFICATION)
    assert "Ledning å" in drawn
    assert beside.svg(SPECIFICATION) == drawn
    assert beside.png(drawn, 2.0) == here.png(drawn, 2.0)
    assert beside._process is not None  # noqa: SLF001 - it was not this process that drew


@pytest.mark.parametrize("to", ["html", "docx", "svg", "png"])
def test_what_draws_says_so(to: str) -> None:
    """Only for renderers that say so is a process started; one that draws must say it."""
    asked: list[str] = []

    class Watched(Here):
        def svg(self, specification: dict[str, Any]) -> str:
            asked.append("svg")
            return super().svg(specification)

    watched: Drawer = Watched()
    chosen, work = example("lika", "assessment"), workspace()
    renderer: Renderer = work.reports.renderer(to)
    material = work.reports.material(chosen.framework, chosen.forms, {}, "sv")
    rendered(material, "assessment", renderer, None, watched)
    assert asked
    assert renderer.draws


def test_a_drawer_that_ends_is_stood_in_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "ends.py"
    script.write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.setattr(drawer, "_EASEL", script)
    with closing(Beside()) as one:
        assert one.svg(SPECIFICATION) == Here().svg(SPECIFICATION)
        assert one._process is None  # noqa: SLF001 - it is not asked again


@pytest.mark.parametrize("executable", ["", "no-such-program"])
def test_where_no_process_can_be_started_it_is_drawn_here(
    executable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    with closing(Beside()) as one:
        assert one.svg(SPECIFICATION) == Here().svg(SPECIFICATION)


def test_a_missing_extra_is_named_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr(sys, "executable", "")
    for one in (Here(), Beside()):
        with pytest.raises(MissingExtraError, match=r"digiramverk\[charts\]"):
            one.svg(SPECIFICATION)


def test_options_draw_here_unless_told_otherwise() -> None:
    assert isinstance(Options().drawer, Here)
    assert made("lika", "assessment", "svg").startswith(b"<svg")
