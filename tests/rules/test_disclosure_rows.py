"""A value of a group is read as a sum of answers, which says what the value does when answers change."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, Final

import attrs
import pytest
from tests.rules.oracle import Sheet
from tests.rules.running import compiled, form, withheld
from tests.rules.small import DELVIS, EMPTY, JA, NEJ, NOT_RELEVANT, ruleset, sheet, space

from digiramverk.rules.disclosure.crowd import value_of
from digiramverk.rules.disclosure.readings import FoldReader
from digiramverk.rules.disclosure.rows import GroupValue, GroupValues
from digiramverk.rules.disclosure.suppression import Suppression, Withheld
from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.scalar.program import Program

SPACE: Final = attrs.evolve(space(), numbers=("pupils",))
FORMS: Final = 7
POPULATIONS: Final = 4
"""So many sets of answers to the same questions."""
BESIDE: Final[Mapping[str, Any]] = {
    "share": "mean(fraction)",
    "late": 'mean(fraction, where=step == "3")',
    "group_mean": {"across": ["unit", "group"], "value": "mean(share)"},
    "group_size": {"across": ["unit", "group"], "value": "count(known(share))"},
    "group_best": {"across": ["unit", "group"], "value": "max(share)"},
    "unit_mean": {"across": ["unit"], "value": "mean(share)"},
    "unit_size": {"across": ["unit"], "value": "count(known(share))"},
    "unit_steps": {"across": ["unit"], "per": ["step"], "value": "mean(fraction)"},
    "unit_answers": {"across": ["unit"], "per": ["step"], "value": "count(answered)"},
}
OF_UNITS: Final = (
    "mean(share)",
    "-mean(share)",
    "sum(share)",
    "mean(share) + 1",
    "1 - mean(share)",
    "2 * mean(share)",
    "mean(share) * -3",
    "mean(share) / 4",
    "(1 + 2) * (mean(share) - 2)",
    "(mean(share) + 1) * 2 / 3",
    "mean(share) + 2 * sum(share)",
    "sum(share) - 3 * mean(share)",
    "round(mean(share), 12)",
    "round(1 - mean(share), 12)",
    "mean(share) * count(known(share))",
    "(mean(share) + 1) * sum(2, where=known(late))",
    "mean(share) * mean(pupils)",
    "mean(share) / unit_size",
    "unit_size * unit_mean",
    "unit_mean - mean(points)",
    "mean(fraction)",
    "sum(points)",
    "mean(points, weight=weight)",
    'sum(points, where=area == "ledning")',
    'sum(2 * share, where=group != "larare")',
    "sum(share, where=late >= 0)",
    "sum(share, weight=pupils)",
    "mean(share * pupils)",
    "mean(group_mean)",
    "sum(group_mean)",
    "mean(group_mean, weight=group_size)",
    "sum(group_mean, weight=group_size / 2)",
    'mean(group_mean, where=group == "larare")',
    "sum(group_mean, where=group_size > 2)",
    "sum(group_mean, where=group_size > 2 if group_size > 2 else not_relevant)",
    "(mean(group_size) + 1) * mean(group_mean)",
    "mean(unit_steps)",
    "sum(unit_steps, weight=unit_answers)",
    'mean(unit_steps, where=step != "2")',
    'sum(unit_steps, where=step > "1")',
    "unit_steps(step=1) - 2 * unit_steps(step=3)",
)
"""Values of a unit that are sums of answers, in any spelling."""
OF_FORMS: Final = (
    "mean(fraction)",
    "-sum(points)",
    "sum(points) * 2 - mean(fraction) / 3 + 1",
    "(2 - share) * (3 + 1)",
    "share / count(answered)",
    "share * count(relevant)",
    "share * pupils",
    "round(sum(points), 1)",
    "share_of(points > 0)",
    'count(answer == "ja", where=answered)',
    "sum(points * weight - 1)",
    "mean(points, weight=weight)",
    'sum(points, where=step > "1")',
    "steps(step=1) + steps(step=2)",
)
"""The same of a form."""
OF_PARTS: Final[Mapping[str, Sequence[str]]] = {
    "mean(share) * mean(points)": ("mean(share)", "mean(points)"),
    "mean(share) / sum(points)": ("mean(share)", "sum(points)"),
    "2 / sum(points)": ("sum(points)",),
    "abs(mean(share) - 1)": ("mean(share)",),
    "mean(share) if sum(points) > 9 else 0": ("sum(points)", "mean(share)"),
    "max(share)": ("sum(share)",),
    "median(share) + 1": ("sum(share)",),
    "mean(share) * sum(1, weight=points)": ("mean(share)",),
    "mean(share, where=unit_mean > 0) * unit_mean": ("mean(share)",),
}
"""Values of a unit that are no sums, with the sums in them, which count as known where they are shown."""
RULES: Final[Mapping[str, Mapping[str, Any]]] = {
    **{value: {"across": ["unit"], "value": value} for value in (*OF_UNITS, *OF_PARTS, "mean(points)")},
    **{
        f"mean({name})": {"across": ["unit"], "value": f"mean(own_{number})"}
        for number, name in enumerate(OF_FORMS)
    },
}


def populations() -> list[list[Sheet]]:
    """Forms that answer the same questions, and give other answers each time."""
    dice = Random(7)  # noqa: S311 - the same forms each time
    asked = [[dice.choice((EMPTY, NOT_RELEVANT, JA, JA, JA, JA)) for _ in range(6)] for _ in range(FORMS)]
    return [
        [
            attrs.evolve(
                sheet(
                    *(dice.randint(NEJ, JA) if state == JA else state for state in states),
                    response=str(number),
                    group="ledning" if number % 3 else "larare",
                ),
                numbers={"pupils": Fraction(number + 1)},
            )
            for number, states in enumerate(asked)
        ]
        for _ in range(POPULATIONS)
    ]


@attrs.frozen
class Read:
    """A value, the rows that it is read as where it is withheld, and what each row adds up to."""

    value: Fraction
    rows: Sequence[GroupValue]
    sums: Sequence[Fraction]


@pytest.fixture(scope="module")
def read() -> Mapping[str, Sequence[Read]]:
    """How each rule is read, for each set of answers."""
    rules: dict[str, Any] = {
        **BESIDE,
        "steps": {"per": ["step"], "value": "mean(fraction)", "unanswered": "zero"},
        **{f"own_{number}": value for number, value in enumerate(OF_FORMS)},
    }
    for number, rule in enumerate(RULES.values()):
        rules[f"told_{number}"] = rule
        rules[f"kept_{number}"] = {**rule, "show_if": "unit_size > 100"}
    plan, findings = compiled(ruleset(rules, about=SPACE))
    assert plan is not None, [each.message("en") for each in findings]
    program = Program(plan)
    found: dict[str, list[Read]] = {name: [] for name in RULES}
    asked: list[Suppression] = []

    def chosen(each: Suppression) -> Withheld:
        asked.append(each)
        return Withheld()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Suppression, "chosen", chosen)
        for sheets in populations():
            program.run([form(each, program) for each in sheets])
    for one in asked:
        reader = FoldReader(one.crowd)
        rows = list(GroupValues(one.secrets, reader, one.groups).rows())
        for number, name in enumerate(RULES):
            (group,) = [each for each in one.groups if (f"told_{number}", ()) in each.slots]
            slot = group.slots[f"told_{number}", ()]
            value = value_of(plan.measure(f"told_{number}"), group.outputs, slot, plan.space)
            assert isinstance(value, Fraction)
            own = [each for each in rows if each.where[0] == f"kept_{number}"]
            found[name].append(Read(value, own, [summed(each, reader) for each in own]))
    return found


def summed(each: GroupValue, reader: FoldReader) -> Fraction:
    """What a row adds up to, from the levels that the forms have."""
    total = Fraction(0)
    for column, factor in each.row.items():
        place, name = reader.columns[column]
        kind, item, _ = name
        if kind == "own":
            continue
        assert isinstance(item, int)
        vector = reader.quantities.vectors[name]
        for (states, _), times in reader.crowd.classes[place].forms.items():
            total += factor * vector[states[item] - FIRST_LEVEL] * times
    return total


@pytest.mark.parametrize("name", [name for name in RULES if name not in OF_PARTS])
def test_a_value_changes_with_the_answers_as_its_sum_does(
    name: str, read: Mapping[str, Sequence[Read]]
) -> None:
    found = read[name]
    assert [[each.is_whole for each in one.rows] for one in found] == [[True]] * POPULATIONS
    assert all(each.rows[0].row == found[0].rows[0].row for each in found)
    moves = [(each.value - found[0].value, each.sums[0] - found[0].sums[0]) for each in found[1:]]
    times = next(value / total for value, total in moves if total)
    assert times > 0
    # Rules may round, and are read as if they did not.
    assert [round(value, 9) for value, _ in moves] == [round(times * total, 9) for _, total in moves]


@pytest.mark.parametrize("name", OF_PARTS)
def test_what_is_no_sum_is_read_as_the_sums_in_it(name: str, read: Mapping[str, Sequence[Read]]) -> None:
    for found, *parts in zip(read[name], *(read[part] for part in OF_PARTS[name]), strict=True):
        own = [each for each in found.rows if each.row]
        assert [each.row for each in own] == [each.rows[0].row for each in parts]
        assert not any(each.is_whole for each in own)


@pytest.mark.parametrize(
    "total",
    [
        "mean(share)",
        "1 - mean(share)",
        "mean(share) * count(known(share))",
        "(mean(share) + 1) * unit_size",
        "mean(share) * sum(pupils)",
        "sum(fraction) / count(answered)",
        "mean(points) / 3",
        "abs(mean(share))",
        "median(share)",
        "mean(share) * mean(share)",
    ],
)
def test_a_total_in_any_spelling_is_not_shown_beside_all_parts_but_one(total: str) -> None:
    rules: dict[str, Any] = {
        "share": "mean(fraction)",
        "unit_size": {"across": ["unit"], "value": "count(known(share))"},
        "own": {"across": ["unit", "group"], "value": "mean(share)", "show_if": "count(known(share)) >= 3"},
        "total": {"across": ["unit"], "value": total},
    }
    plan, _ = compiled(ruleset(rules, about=SPACE))
    assert plan is not None
    groups = ["ledning"] * 2 + ["larare"] * 3
    sheets = [
        attrs.evolve(
            sheet(JA if number % 2 else DELVIS, response=str(number), group=group),
            numbers={"pupils": Fraction(number + 1)},
        )
        for number, group in enumerate(groups)
    ]
    # `show_if` withholds the two of ledning.
    assert {name for name, _, _ in withheld(plan, sheets)} & {"own", "total"}
