"""Results are columns: whichever way one asks for a value, it is the same value."""

import json
import pickle
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.test_engines import NAMES, tabled

from digiramverk.core.language import LANGUAGES
from digiramverk.scoring.exports import OF_VALUES
from digiramverk.scoring.member_columns import MemberColumns
from digiramverk.scoring.results import Results

ROWS = st.lists(
    st.dictionaries(st.sampled_from(["unit", "round", "group"]), st.sampled_from("abc")), max_size=6
)


@pytest.mark.parametrize("name", NAMES)
def test_a_value_is_the_same_by_place_by_members_and_in_passing(name: str) -> None:
    _, results = tabled(name)
    for measure, own in results.measures.items():
        cells = list(own)
        assert len(cells) == len(own)
        for place in {0, len(own) // 3, len(own) - 1} if cells else ():
            cell = cells[place]
            assert own[place] == cell
            found = [each for each in cells if cell.members.items() <= each.members.items()]
            assert list(results.select(measure, **cell.members)) == found
            assert cell in found


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_json_is_that_of_its_data(name: str) -> None:
    _, results = tabled(name)
    for language in LANGUAGES:
        expected = json.dumps(results.to_dict(language), ensure_ascii=False, indent=2)
        assert results.to_json(language) == expected


@pytest.mark.parametrize("name", NAMES)
def test_measure_and_dimensions_identify_each_row_of_an_export(name: str) -> None:
    _, results = tabled(name)
    rows = results.to_dicts("sv", exact=True)
    assert len(rows) == sum(map(len, results.measures.values()))
    apart = {*OF_VALUES, "numerator", "denominator"} - {"measure"}
    keys = {tuple(value for name, value in row.items() if name not in apart) for row in rows}
    assert len(keys) == len(rows)
    for row, cell in zip(rows, results.cells, strict=True):
        assert row["measure"] == cell.measure.name
        assert {name: row[name] for name in cell.members} == cell.members
        assert row["missing"] == (None if cell.missing is None else cell.missing.key)
        if isinstance(cell.value, Fraction):
            assert Fraction(row["numerator"], row["denominator"]) == cell.value
            assert row["value"] == cell.number


@pytest.mark.parametrize("name", NAMES)
def test_results_go_into_tables_and_through_processes_unchanged(name: str) -> None:
    _, results = tabled(name)
    rows = results.to_dicts("en", exact=True)
    numbers = ("value", "numerator", "denominator")
    for found in (
        results.to_polars("en", exact=True).to_dicts(),
        results.to_arrow("en", exact=True).to_pylist(),
    ):
        assert [{k: v for k, v in row.items() if k not in numbers} for row in found] == [
            {k: v for k, v in row.items() if k not in numbers} for row in rows
        ]
        assert [row["value"] for row in found] == [row["value"] for row in rows]
        assert [str(row["numerator"]) for row in found] == [str(row["numerator"]) for row in rows]
    assert list(results.to_pandas("en")["display"]) == [row["display"] for row in rows]
    there = pickle.loads(pickle.dumps(results))  # noqa: S301 - our own
    assert (there.measures, there.coverage) == (results.measures, results.coverage)


def test_results_behave_like_a_mapping_of_measures_and_print_short() -> None:
    _, results = tabled("lika")
    assert "share" in results
    assert "shares" not in results
    assert list(results) == [rule.measure.name for rule in results.framework.rules]
    assert len(repr(results)) < 200


@given(ROWS, st.dictionaries(st.sampled_from(["unit", "round"]), st.sampled_from("abcd")))
def test_members_are_the_same_as_rows_and_as_columns(
    rows: list[dict[str, str]], wanted: Mapping[str, str]
) -> None:
    whose = MemberColumns.of(rows)
    assert list(whose.rows) == rows
    assert [list(whose.column("unit")), list(whose.column("x"))] == [
        [row.get("unit") for row in rows],
        [None] * len(rows),
    ]
    places = whose.places(wanted)
    assert [rows[place] for place in places] == [row for row in rows if wanted.items() <= row.items()]
    assert list(whose.taken(places).rows) == [rows[place] for place in places]


def test_results_without_forms_have_no_values() -> None:
    _, results = tabled("lika")
    nobody = Results(
        results.framework,
        {name: own.taken([]) for name, own in results.measures.items()},
        results.coverage.taken([]),
    )
    assert nobody.cells == ()
    assert json.loads(nobody.to_json())["measures"]["share"] == []
    assert nobody.to_columns()["measure"] == []
