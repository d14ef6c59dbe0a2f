"""Plots for docs/benchmarks.md, as SVG files beside the other pictures."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.page import DOCS

Points = Sequence[tuple[float, float]]


def write_plot(name: str, series: Mapping[str, Points], *, x: str, y: str, logarithmic: bool = True) -> str:
    """Draw lines through points and write them as an SVG file.

    Args:
        name: the file's, without ending.
        series: points by what they are of.
        x: what the axis along shows, with its unit.
        y: what the axis up shows, with its unit.
        logarithmic: whether both axes are.

    Returns:
        The line of Markdown that shows the picture on the page.
    """
    from vl_convert import vegalite_to_svg  # noqa: PLC0415 - the extra `charts`, needed for plots only

    picture = DOCS / "pictures" / f"{name}.svg"
    picture.write_text(
        vegalite_to_svg(_chart(series, x, y, "log" if logarithmic else "linear")), encoding="utf-8"
    )
    return f"![{y} against {x}](pictures/{picture.name})"


def _chart(series: Mapping[str, Points], x: str, y: str, scale: str) -> dict[str, Any]:
    rows = [{"x": at, "y": found, "of": of} for of, points in series.items() for at, found in points]
    axis = {"grid": True, "gridOpacity": 0.4, "format": "~s"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "width": 560,
        "height": 380,
        "data": {"values": rows},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "title": x, "scale": {"type": scale}, "axis": axis},
            "y": {"field": "y", "type": "quantitative", "title": y, "scale": {"type": scale}, "axis": axis},
            "color": {"field": "of", "type": "nominal", "title": None, "sort": list(series)},
            "shape": {"field": "of", "type": "nominal", "title": None, "sort": list(series)},
        },
    }
