"""What a finding says that one should do helps: after it, nothing is wrong any more."""

from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone, loaded
from tests.golden.cases import HERE, cases

from digiramverk.core.errors import DefinitionError

GOLDEN = cases(HERE)

REMEDIES = {
    "name-taken-by-all": [("  step: {members", "  theme: {members")],
    "bands-two-bounds": [("above: 0.2, at_least: 0.3, ", "")],
    "bands-empty": [("at_least: 0.8, below: 0.4", "below: 0.8")],
    "bands-overlap": [("at_least: 0.7", "at_least: 0.8")],
    "bands-hole": [("below: 0.7", "below: 0.8")],
    "bands-unknown": [("frg", "farg")],
    "bands-out-of-reach": [(", below: 2", ""), ("    bla: {at_least: 2}\n", "")],
    "bands-not-all": [("at_least: 0.2, ", "")],
    "table-unknown": [("vikter", "vikt")],
    "table-not-numbers": [("points, vikt", "answer, vikt")],
    "rule-round": [(", 1.5", ", 1"), (", 20", ", 1"), ("uppat", "up")],
    "rule-default-not-number": [("default=share", "default=0")],
    "rule-previous": [("previous(mean(fraction))", "previous(share)")],
    "rule-target": [
        ("target(fraction)", "target(share)"),
        (
            "rules:",
            'targets:\n  - {measure: share, where: {area: ledning, response: "1"}, at_least: 0.8}\nrules:',
        ),
    ],
    "rule-round-not-number": [(", round: 1", "")],
    "rule-always-true": [("share >= 0", "share >= 0.8"), ("share > 1", "share > 0.9")],
    "rule-where-never": [("points < 0", "points > 0"), ("points > 2", "points > 1")],
    "rule-may-be-zero": [("1 / share", '"1 / max(share, 0.1)"')],
    "rule-mixed-units": [
        ("share >= score", "share >= score / max_score"),
        ("share + score", "share + score / max_score"),
    ],
    "rule-out-of-reach": [("share >= 80", "share >= 0.8"), ("limit: 75", "limit: 0.75")],
    "rule-revealing": [
        (
            "across: [], value: mean(fraction)",
            "across: [], value: mean(fraction), show_if: count(answered) >= 5",
        )
    ],
    "rule-min-answered": [(", min_answered: 0.8", "")],
    "rule-no-branch-value": [("else undecided", "else share")],
    "rule-param-unused": [("params: {reached_at: 0.8}\n", "")],
}


# Legal but suspicious: so small are these frameworks that an area has one indicator.
SUSPICIOUS = {"DR271"}


@pytest.mark.parametrize("case", REMEDIES)
def test_the_remedy_helps(case: str, tmp_path: Path) -> None:
    text = GOLDEN[case].given["plan.yaml"].decode()
    for wrong, right in REMEDIES[case]:
        assert wrong in text
        text = text.replace(wrong, right)
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    left = [found for found in alone().validate(path) if found.code not in SUSPICIOUS]
    assert [str(found) for found in left] == []


def test_what_stands_after_a_broken_part_of_a_list_is_pointed_at() -> None:
    text = STEPS + (
        "reports:\n  assessment:\n    parts:\n"
        "    - {tabel: share}\n    - {table: [a, b]}\n    - {table: shares}\n"
    )
    with pytest.raises(DefinitionError) as caught:
        loaded(text)
    first = text[: text.index("    - {tabel")].count("\n") + 1
    found = [
        (each.code, each.span.line - first) for each in caught.value.diagnostics if each.span is not None
    ]
    assert found == [("DR201", 0), ("DR203", 1), ("DR212", 2)]
