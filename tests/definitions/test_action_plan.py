"""`counts` and `plan` name measures: what is wrong is told, and what is right survives being written out."""

from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone, codes_of, loaded

from digiramverk.definitions.plain_data import to_data, to_yaml
from digiramverk.model.report import PlanMeasures

RULES = """\
  counted: {value: published and group == "ledning"}
  begun: {per: [indicator], value: points == 1}
"""
GOOD = STEPS + RULES + "counts: counted\nplan: {step: highest_step, first: [begun], most: 2}\n"


def test_what_is_named_is_read_and_written_again() -> None:
    framework = loaded(GOOD)
    assert framework.counts == "counted"
    assert framework.planning == PlanMeasures(step=("highest_step",), first=("begun",), most=2)
    again = loaded(to_yaml(framework))
    assert (again.counts, again.planning) == (framework.counts, framework.planning)
    plain = to_data(loaded(STEPS))
    assert not {"counts", "plan"} & set(plain)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("counts: counte\n", "DR212"),
        ("counts: share\n", "DR380"),
        ("counts: step_reached\n", "DR380"),
        ("plan: {step: highest_stepp}\n", "DR212"),
        ("plan: {step: share}\n", "DR381"),
        ("plan: {first: highest_step}\n", "DR382"),
        ("plan: {ahead: [begun, share]}\n", "DR382"),
        ("plan: {state: reached}\n", "DR382"),
        ("plan: {frist: begun}\n", "DR201"),
        ("plan: {most: 0}\n", "DR208"),
    ],
)
def test_what_is_wrong_is_told(written: str, code: str) -> None:
    assert code in codes_of(STEPS + RULES + written)


def test_an_overlay_names_other_measures_and_none(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "under.yaml").write_text(GOOD, encoding="utf-8")
    over = 'digiramverk: 1\nid: over\nedition: "1"\ntitle: Över\nextends: under.yaml\n'
    (folder / "same.yaml").write_text(over, encoding="utf-8")
    (folder / "over.yaml").write_text(over + "plan: {first: [], ahead: begun}\n", encoding="utf-8")
    (folder / "counts.yaml").write_text(
        over + 'counts: team\nadd: {rules: {team: group == "larare"}}\n', encoding="utf-8"
    )
    under = alone().framework(folder / "under.yaml")
    same = alone().framework(folder / "same.yaml")
    assert (same.counts, same.planning) == (under.counts, under.planning)
    found = alone().framework(folder / "over.yaml").planning
    assert found == PlanMeasures(step=("highest_step",), first=(), ahead=("begun",), most=2)
    assert alone().framework(folder / "counts.yaml").counts == "team"
