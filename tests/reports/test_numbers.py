"""The numbers in every format are those of `score --format json`, read back from the files."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from tests.reports.examples import READERS, Read, example, made, scored

from digiramverk.model.report import ReportKind

# Which measures each report shows, and which members of a cell its labels say.
SHOWN: list[tuple[str, ReportKind, str, tuple[str, ...]]] = [
    ("lika", "assessment", "share", ("area", "step")),
    ("lika", "assessment", "area_share", ("area",)),
    ("lika", "assessment", "reached", ("area", "step")),
    ("lika", "comparison", "area_share", ("area", "round")),
    ("lika", "plan", "share", ("area", "step")),
    ("mittkoping", "municipality", "units_at_step", ("round", "school_form", "step")),
    ("mittkoping", "comparison", "share", ("area", "step", "round", "group")),
    ("selfie", "assessment", "area_mean", ("area", "group")),
    ("selfie", "comparison", "area_mean", ("area", "group")),
    ("goteborg", "assessment", "area_state", ("area",)),
    ("goteborg", "comparison", "area_state", ("area", "round", "unit")),
]


def labels_and_cells(
    name: str, kind: ReportKind, measure: str, dimensions: tuple[str, ...]
) -> Iterator[tuple[set[str], dict[str, Any]]]:
    framework = example(name, kind).framework
    for cell in scored(name, kind)["measures"][measure]:
        titles = {framework.title_of(d, cell[d], "sv") for d in dimensions if d in cell}
        yield titles, cell


@cache
def tables_in(name: str, kind: ReportKind, to: str) -> list[Read]:
    """The tables of a report, read back once for all measures."""
    return READERS[to](made(name, kind, to))


def found_in(tables: list[Read], title: str, labels: set[str]) -> list[object]:
    """The values under a caption and beside all of some labels, which may be parts of longer ones."""
    found = []
    for table in tables:
        if table.caption.startswith(title):
            for heads, value in table.values:
                # In the heads word for word, or as one of several in a head.
                if labels <= heads or labels <= {
                    part for head in heads for part in (head, *head.split(", "))
                }:
                    found.append(value)
    return [value for value in found if str(value) not in labels]


@pytest.mark.parametrize("to", sorted(READERS))
@pytest.mark.parametrize(("name", "kind", "measure", "dimensions"), SHOWN)
def test_figures_equal_those_of_score(
    name: str, kind: ReportKind, measure: str, dimensions: tuple[str, ...], to: str
) -> None:
    framework = example(name, kind).framework
    text = framework.rule(measure).title
    title = measure if text is None else text.to("sv")
    tables = tables_in(name, kind, to)
    compared = 0
    for labels, cell in labels_and_cells(name, kind, measure, dimensions):
        values = found_in(tables, title, labels)
        if cell["value"] is None and not values:
            continue  # a line with no value at all is not drawn
        assert values, (labels, cell)
        if to == "xlsx" and isinstance(cell["value"], float):
            assert any(
                isinstance(value, int | float) and abs(value - cell["value"]) < 1e-12 for value in values
            )
        else:
            assert cell["display"] in values, (labels, cell, values)
        compared += 1
    assert compared > 1


def test_a_wrong_number_would_be_seen() -> None:
    """The comparison itself can fail: a number changed in the file is not found."""
    content = made("lika", "assessment", "html")
    changed = content.replace(b"79,2 %", b"79,3 %")
    title, labels = "Andel av vägen till uppnådd", {"Ledning", "Steg 1"}
    assert found_in(READERS["html"](content), title, labels).count("79,2 %") == 1
    assert "79,2 %" not in found_in(READERS["html"](changed), title, labels)


@pytest.mark.parametrize("to", sorted(READERS))
def test_units_and_areas_equal_those_of_score(to: str) -> None:
    framework = example("mittkoping", "municipality").framework
    title = framework.rule("area_share").title
    assert title is not None
    tables = tables_in("mittkoping", "municipality", to)
    # As the framework counts them: the others are in no table of units.
    counted = {
        (form.unit, form.round, form.group)
        for form in example("mittkoping", "municipality").forms
        if form.published and form.group == "ledning"
    }
    compared = 0
    for cell in scored("mittkoping", "municipality")["measures"]["area_share"][::29]:
        if (cell["unit"], cell["round"], cell["group"]) not in counted:
            continue
        caption = f"{title.to('sv')}, {cell['round']}"
        labels = {cell["unit"], framework.title_of("area", cell["area"], "sv")}
        values = found_in(tables, caption, labels)
        group = framework.title_of("group", cell["group"], "sv")
        values += found_in(tables, caption, {*labels, group})
        if to == "xlsx":
            assert any(
                isinstance(value, int | float) and abs(value - cell["value"]) < 1e-12 for value in values
            )
        else:
            assert cell["display"] in values
        compared += 1
    assert compared > 10
