"""Charts as Vega specifications.

Vega has no radar chart, so its axes, rings and lines are computed here and drawn as plain marks. The output
depends only on the chart: the same chart gives the same bytes, so that reports can be compared as files.
"""

import math
import textwrap
from collections.abc import Sequence
from typing import Any, Final

from digiramverk.core import nearest_float
from digiramverk.reports.charts.palette import DASHES, SHAPES, Palette
from digiramverk.reports.document_tree import RINGS, Chart
from digiramverk.reports.plain_text import plain_text

_FONT: Final = "DejaVu Sans, Verdana, sans-serif"
_RADIUS: Final = 150
_LABEL: Final = 20
"""The greatest length of a line of a label."""
_LABEL_LINES: Final = 3
"""The greatest number of lines of a label. The table below the chart has the full text."""
_LEGEND: Final = 48
_BAR: Final = 16


def vega(chart: Chart, palette: Palette) -> dict[str, Any]:
    """Return the specification of a chart."""
    return _radar(chart, palette) if chart.kind == "radar" else _bars(chart, palette)


def shortened_lines(text: str, width: int = _LABEL, most: int = _LABEL_LINES) -> list[str]:
    """Return a label as a few short lines, cut with an ellipsis."""
    return textwrap.wrap(plain_text(text), width, max_lines=most, placeholder="…", break_long_words=True) or [
        ""
    ]


def _values(chart: Chart) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, series in enumerate(chart.series):
        for index, figure in enumerate(series.values):
            if figure.value is not None:
                found.append(
                    {
                        "axis": index,
                        "series": number,
                        "value": nearest_float(figure.value),
                        "text": figure.text,
                    }
                )
    return found


def _names(chart: Chart) -> list[str]:
    """Return the names of series, cut for the legend but still distinct."""
    names: list[str] = []
    for series in chart.series:
        name = plain_text(series.name)
        name = name if len(name) <= _LEGEND else name[: _LEGEND - 1] + "…"
        while name in names:
            name += " "
        names.append(name)
    return names


def _base(chart: Chart, palette: Palette, width: float, height: float) -> dict[str, Any]:
    names = _names(chart)
    several = len(names) > 1
    scales: list[dict[str, Any]] = [
        {"name": "line", "type": "ordinal", "domain": list(range(len(names))), "range": list(palette.lines)},
        {"name": "dash", "type": "ordinal", "domain": list(range(len(names))), "range": list(DASHES)},
        {"name": "shape", "type": "ordinal", "domain": list(range(len(names))), "range": list(SHAPES)},
        {"name": "named", "type": "ordinal", "domain": names, "range": list(palette.lines)},
        {"name": "named_dash", "type": "ordinal", "domain": names, "range": list(DASHES)},
        {"name": "named_shape", "type": "ordinal", "domain": names, "range": list(SHAPES)},
    ]
    legend = {
        "orient": "bottom",
        "direction": "vertical",
        "stroke": "named",
        "shape": "named_shape",
        "strokeDash": "named_dash",
        "symbolFillColor": "transparent",
        "symbolStrokeWidth": 2,
        "symbolSize": 90,
        "labelColor": palette.ink,
        "labelFont": _FONT,
        "labelFontSize": 12,
        "labelLimit": 420,
        "columns": 1,
        "offset": 10,
        "aria": False,
    }
    if chart.kind == "bars":
        legend = {k: v for k, v in legend.items() if k not in {"shape", "strokeDash", "symbolFillColor"}}
        legend |= {"fill": "named", "symbolType": "square"}
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": width,
        "height": height,
        "padding": 8,
        "autosize": "pad",
        "background": palette.paper,
        "data": [{"name": "values", "values": _values(chart)}],
        "scales": scales,
        "legends": [legend] if several else [],
    }


def _point(index: float, count: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * index / count - math.pi / 2
    return radius * math.cos(angle), radius * math.sin(angle)


def _radar(chart: Chart, palette: Palette) -> dict[str, Any]:
    count = len(chart.axes)
    spec = _base(chart, palette, 2 * _RADIUS, 2 * _RADIUS)
    # Polar to flat: the angle of an axis is fixed, the distance is the value.
    turn = f"(2 * PI * datum.axis / {count} - PI / 2)"
    span = (chart.high - chart.low) or 1.0
    share = f"clamp((datum.value - {chart.low!r}) / {span!r}, 0, 1) * {_RADIUS}"
    spec["data"][0]["transform"] = [
        {"type": "formula", "as": name, "expr": f"{_RADIUS} + {share} * {function}({turn})"}
        for name, function in (("x", "cos"), ("y", "sin"))
    ]
    spec["data"] += [
        {"name": "rings", "values": _rings(count)},
        {"name": "spokes", "values": _spokes(count)},
        {"name": "labels", "values": _labels(chart.axes)},
        {"name": "ticks", "values": _tick_labels(chart, count)},
        {"name": "ways", "values": _ways(chart), "transform": spec["data"][0]["transform"]},
    ]
    spec["marks"] = [
        {
            "type": "group",
            "from": {"facet": {"name": "ring", "data": "rings", "groupby": "ring"}},
            "marks": [_line("ring", "linear-closed", palette.grid, 1)],
        },
        {
            "type": "rule",
            "aria": False,
            "from": {"data": "spokes"},
            "encode": {
                "enter": {
                    "x": {"value": _RADIUS},
                    "y": {"value": _RADIUS},
                    "x2": {"field": "x"},
                    "y2": {"field": "y"},
                    "stroke": {"value": palette.grid},
                }
            },
        },
        _texts("labels", palette.ink, 12.5),
        {
            "type": "group",
            "from": {"facet": {"name": "one", "data": "ways", "groupby": "way"}},
            "marks": [_series_line()],
        },
        _symbols(),
        _halo(_texts("ticks", palette.quiet, 10.5), palette.halo),
        _texts("ticks", palette.quiet, 10.5),
    ]
    below = [label for label in _labels(chart.axes) if label["baseline"] == "top"]
    for legend in spec["legends"]:
        legend["offset"] = 26 + 15 * max((len(label["text"]) for label in below), default=0)
    return spec


def _line(data: str, interpolate: str, colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "line",
        "aria": False,
        "from": {"data": data},
        "encode": {
            "enter": {
                "interpolate": {"value": interpolate},
                "x": {"field": "x"},
                "y": {"field": "y"},
                "stroke": {"value": colour},
                "strokeWidth": {"value": width},
            }
        },
    }


def _series_line() -> dict[str, Any]:
    line = _line("one", "linear", "", 2.4)
    line["encode"]["enter"] |= {
        "interpolate": {"field": "interpolate"},
        "stroke": {"scale": "line", "field": "series"},
        "strokeDash": {"scale": "dash", "field": "series"},
        "strokeJoin": {"value": "round"},
    }
    return line


def _ways(chart: Chart) -> list[dict[str, Any]]:
    """Return the points of each unbroken line: the whole circle, or from one missing value to the next."""
    found: list[dict[str, Any]] = []
    count = len(chart.axes)
    for number, series in enumerate(chart.series):
        gaps = [index for index, figure in enumerate(series.values) if figure.value is None]
        first = gaps[0] + 1 if gaps else 0
        piece = 0
        for step in range(count):
            index = (first + step) % count
            value = series.values[index].value
            if value is None:
                piece += 1
                continue
            found.append(
                {
                    "way": f"{number}-{piece}",
                    "axis": index,
                    "series": number,
                    "value": nearest_float(value),
                    "interpolate": "linear" if gaps else "linear-closed",
                }
            )
    return found


def _halo(texts: dict[str, Any], colour: str) -> dict[str, Any]:
    """Return the texts as a wide outline as well, so that they can be read on top of lines."""
    texts["encode"]["enter"] |= {
        "stroke": {"value": colour},
        "strokeWidth": {"value": 4},
        "strokeJoin": {"value": "round"},
    }
    return texts


def _symbols() -> dict[str, Any]:
    return {
        "type": "symbol",
        "aria": False,
        "from": {"data": "values"},
        "encode": {
            "enter": {
                "x": {"field": "x"},
                "y": {"field": "y"},
                "size": {"value": 64},
                "shape": {"scale": "shape", "field": "series"},
                "fill": {"scale": "line", "field": "series"},
            }
        },
    }


def _texts(data: str, colour: str, size: float) -> dict[str, Any]:
    return {
        "type": "text",
        "aria": False,
        "from": {"data": data},
        "encode": {
            "enter": {
                "x": {"field": "x"},
                "y": {"field": "y"},
                "text": {"field": "text"},
                "align": {"field": "align"},
                "baseline": {"field": "baseline"},
                "fill": {"value": colour},
                "font": {"value": _FONT},
                "fontSize": {"value": size},
                "lineHeight": {"value": size * 1.2},
            }
        },
    }


def _rings(count: int) -> list[dict[str, Any]]:
    found = []
    for ring in range(1, RINGS + 1):
        for index in range(count):
            x, y = _point(index, count, _RADIUS * ring / RINGS)
            found.append({"ring": ring, "x": _RADIUS + x, "y": _RADIUS + y})
    return found


def _spokes(count: int) -> list[dict[str, Any]]:
    points = [_point(index, count, _RADIUS) for index in range(count)]
    return [{"x": _RADIUS + x, "y": _RADIUS + y} for x, y in points]


def _labels(axes: Sequence[str]) -> list[dict[str, Any]]:
    """Return a label at the end of each spoke, aligned away from the centre."""
    found = []
    for index, axis in enumerate(axes):
        x, y = _point(index, len(axes), _RADIUS + 14)
        lines = shortened_lines(axis)
        beside = abs(x) > _RADIUS * 0.15
        rise = (len(lines) - 1) * 15
        # A label above the centre grows upwards, one below it downwards, and one at its height both ways.
        grown = rise / 2 - (y / _RADIUS) * rise / 2 if beside else rise if y < 0 else 0
        top = y - grown
        found.append(
            {
                "x": _RADIUS + x,
                "y": _RADIUS + top,
                "text": lines,
                "align": ("left" if x > 0 else "right") if beside else "center",
                "baseline": "middle" if beside else "bottom" if y < 0 else "top",
            }
        )
    return found


def _tick_labels(chart: Chart, count: int) -> list[dict[str, Any]]:
    """Return the labels of the rings, between the first two spokes, where no spoke crosses them."""
    inner = math.cos(math.pi / count)
    found = []
    for number, text in enumerate(chart.rings, 1):
        x, y = _point(0.5, count, _RADIUS * number / RINGS * inner)
        found.append(
            {"x": _RADIUS + x, "y": _RADIUS + y, "text": text, "align": "center", "baseline": "middle"}
        )
    return found


def _bars(chart: Chart, palette: Palette) -> dict[str, Any]:
    count, series = len(chart.axes), len(chart.series)
    height = count * (series * _BAR + 18)
    spec = _base(chart, palette, 380, height)
    labels = [shortened_lines(axis, 28, 2) for axis in chart.axes]
    spec["data"].append({"name": "labels", "values": [{"axis": n, "text": t} for n, t in enumerate(labels)]})
    spec["scales"] += [
        {"name": "along", "type": "linear", "domain": [chart.low, chart.high], "range": [0, 380]},
        {"name": "row", "type": "band", "domain": list(range(count)), "range": "height", "padding": 0.2},
        {"name": "in_row", "type": "band", "domain": list(range(series)), "range": [0, series * _BAR]},
    ]
    middle = {"scale": "row", "field": "axis", "band": 0.5}
    start = {**middle, "offset": {"scale": "in_row", "field": "series", "offset": -series * _BAR / 2}}
    spec["marks"] = [
        {
            "type": "rule",
            "aria": False,
            "encode": {
                "enter": {
                    "x": {"scale": "along", "value": max(0.0, chart.low)},
                    "y": {"value": 0},
                    "y2": {"value": height},
                    "stroke": {"value": palette.quiet},
                }
            },
        },
        {
            "type": "rect",
            "aria": False,
            "from": {"data": "values"},
            "encode": {
                "enter": {
                    "x": {"scale": "along", "value": max(0.0, chart.low)},
                    "x2": {"scale": "along", "field": "value"},
                    "y": start,
                    "height": {"value": _BAR - 3},
                    "fill": {"scale": "line", "field": "series"},
                }
            },
        },
        {
            "type": "text",
            "aria": False,
            "from": {"data": "values"},
            "encode": {
                "enter": {
                    "x": {"scale": "along", "field": "value", "offset": 5},
                    "y": {
                        **start,
                        "offset": {"scale": "in_row", "field": "series", "offset": -series * _BAR / 2 + 6},
                    },
                    "text": {"field": "text"},
                    "baseline": {"value": "middle"},
                    "fill": {"value": palette.ink},
                    "font": {"value": _FONT},
                    "fontSize": {"value": 11},
                }
            },
        },
        {
            "type": "text",
            "aria": False,
            "from": {"data": "labels"},
            "encode": {
                "enter": {
                    "x": {"value": -10},
                    "y": middle,
                    "dy": {"signal": "-(length(datum.text) - 1) * 7"},
                    "text": {"field": "text"},
                    "align": {"value": "right"},
                    "baseline": {"value": "middle"},
                    "fill": {"value": palette.ink},
                    "font": {"value": _FONT},
                    "fontSize": {"value": 12},
                    "lineHeight": {"value": 14},
                }
            },
        },
    ]
    return spec
