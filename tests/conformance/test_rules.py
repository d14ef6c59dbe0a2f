"""Known scoring rules in YAML alone, held to values computed by hand.

Every folder of `tests/conformance/rules` has a framework (`framework.yaml`) and its cases (`cases.yaml`), a
list of::

    - title: nineteen points are below the first boundary
      forms:                          # as in a file of answers; scored together
        - {unit: A, answers: {K1: ja, K2: not_relevant, K3: null}}
      expect:                         # measure → its cells
        total: 3/4                    # the one cell of a measure
        level:
          - {area: ledning, value: A1}
          - {area: teknik, missing: not_relevant}

A cell is named by as many of its members as it takes. All cells of a measure that is named are listed, so
that one too many or too few is seen too; measures that are not named are not looked at. Numbers are whole,
decimal or a fraction in text, and always exact. Ladders of which nothing holds have the value `none`.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source
from digiramverk.model.framework import Framework
from digiramverk.plugins.host import PluginHost
from digiramverk.rules.functions import FUNCTIONS
from digiramverk.rules.types import Boolean, Number
from digiramverk.scoring.results import Cell
from digiramverk.workspace import Workspace
from digiramverk.yamlsource.read import read_yaml

RULES: Final = Path(__file__).parent / "rules"
NAMES: Final = sorted(path.parent.name for path in RULES.glob("*/framework.yaml"))
WORKSPACE: Final = Workspace(PluginHost(discover=False))

Case = Mapping[str, Any]
Outcome = Fraction | bool | str | None


def framework(name: str) -> Framework:
    """The framework of a folder, loaded once."""
    return WORKSPACE.framework(RULES / name / "framework.yaml")


def cases(name: str) -> list[Case]:
    """The cases of a folder. Read as frameworks are, so that 0.7 is exact and Nej is a text."""
    path, findings = RULES / name / "cases.yaml", Findings()
    document = read_yaml(Source(path.name, path.read_text(encoding="utf-8")), findings)
    assert document is not None, [each.message("en") for each in findings]
    return list(document.data)


def all_cases() -> list[Any]:
    """All cases of all folders, for pytest."""
    return [pytest.param(name, case, id=f"{name}: {case['title']}") for name in NAMES for case in cases(name)]


def rows(written: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - YAML data is of any kind
    """The expected cells of one measure, however short they are written."""
    if isinstance(written, list):
        return written
    return [written if isinstance(written, dict) else {"value": written}]


def expected(row: Mapping[str, Any], cell: Cell) -> tuple[Outcome, str | None]:
    """What a row says of a cell: value and kind of missing, the value read as the measure's type."""
    assert ("value" in row) != ("missing" in row), row
    if "missing" in row:
        return None, row["missing"]
    value = row["value"]
    match cell.measure.type:
        case Number():
            assert not isinstance(value, bool), row
            return Fraction(str(value)), None
        case Boolean():
            assert isinstance(value, bool), row
            return value, None
        case _:
            return str(value), None


def found(cell: Cell) -> tuple[Outcome, str | None]:
    """What was computed: value and kind of missing."""
    return cell.value, None if cell.missing is None else cell.missing.key


def check(measure: str, cells: Iterable[Cell], written: Any) -> None:  # noqa: ANN401 - YAML data is of any kind
    """Hold the cells of one measure to what is written of it."""
    left = list(cells)
    for row in rows(written):
        members = {key: str(member) for key, member in row.items() if key not in {"value", "missing"}}
        fitting = [cell for cell in left if members.items() <= cell.members.items()]
        named = (measure, members, [dict(cell.members) for cell in left])
        assert len(fitting) == 1, named
        left.remove(fitting[0])
        assert (measure, members, *found(fitting[0])) == (measure, members, *expected(row, fitting[0]))
    assert [(measure, dict(cell.members), *found(cell)) for cell in left] == []


@pytest.mark.parametrize(("name", "case"), all_cases())
def test_rules_give_what_was_computed_by_hand(name: str, case: Case) -> None:
    results = WORKSPACE.score(framework(name), list(case["forms"]))
    for measure, written in case["expect"].items():
        check(measure, results[measure], written)


@pytest.mark.parametrize("name", NAMES)
def test_rules_load_without_a_warning(name: str) -> None:
    fresh = Workspace(PluginHost(discover=False))
    warnings = fresh.warnings(RULES / name / "framework.yaml")
    # The framework about withholding has, on purpose, a total beside groups that may be withheld.
    expected = ["DR349"] if name == "withholding" else []
    assert [each.code for each in warnings] == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_is_in_some_case(name: str) -> None:
    asked = {measure for case in cases(name) for measure in case["expect"]}
    assert {rule.measure.name for rule in framework(name).rules} == asked


def test_every_function_is_in_some_rule() -> None:
    formulas = [rule.measure.value.text for name in NAMES for rule in framework(name).rules]
    called = {function for text in formulas for function in re.findall(r"\b(\w+)\(", text)}
    assert set(FUNCTIONS) - called == set()
