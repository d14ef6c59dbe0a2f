"""What can go wrong between an overlay and its parents: every problem names both places."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.definitions.definitions import STEPS
from tests.definitions.overlay_files import extended, problems, stacked

from digiramverk.core.errors import DefinitionError
from digiramverk.workspace import Workspace

if TYPE_CHECKING:
    from digiramverk.core.diagnostic import Diagnostic

GOAL = STEPS + "goals: {g1: {title: Mål, area: kompetens}}\n"
NAMING = STEPS + "  led: {value: 'share(area=\"ledning\", step=1)'}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("change: {indicators: {L0: {text: x}}}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("change: {areas: {ledning: {indicators: {L0: x}}}}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("remove: {areas: [ledningen]}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("move: {indicators: {L1: nowhere}}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("move: {indicators: {L1: {to: kompetens, before: L2}}}\n", "DR212 o1.yaml:5"),
        ("rename: {steps: {3: tre}}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("rename: {indicators: {L1: K1}}\n", "DR286 o1.yaml:5 (steg.yaml:25)"),
        ("texts: {fi: {indicators: {L0: x}}}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("texts: {fi: {scales: {scale: {levels: {kanske: x}}}}}\n", "DR248 o1.yaml:5"),
        ("remove: {indicators: {L1: [help]}}\n", "DR248 o1.yaml:5"),
        ("add: {indicators: {L0: {text: x}}}\n", "DR246 o1.yaml:5"),
        ("add: {areas: {ledning: {indicators: {K1: x}}}}\n", "DR244 o1.yaml:5 (steg.yaml:25)"),
        ("add: {rules: {share: mean(points)}}\n", "DR244 o1.yaml:5 (steg.yaml:27)"),
        ("add: {areas: {ledning: {title: Annat}}}\n", "DR247 o1.yaml:5 (steg.yaml:18)"),
        ("id: steg\nedition: '1'\n", "DR103"),
        ("overrides: [annat]\n", "DR252 o1.yaml:5"),
        ("add: {rules: {ny: mean(poänger)}}\n", "DR306 o1.yaml:5"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(tmp_path: Path, text: str, expected: str) -> None:
    assert any(each.startswith(expected) for each in problems(tmp_path, text)), problems(tmp_path, text)


@pytest.mark.parametrize(
    ("remove", "other"),
    [
        ("{indicators: [L2]}", "change: {indicators: {L2: {text: ny}}}"),
        ("{indicators: [L2]}", "change: {areas: {ledning: {indicators: {L2: {weight: 2}}}}}"),
        ("{indicators: [L2]}", "add: {indicators: {L2: {help: x}}}"),
        ("{indicators: [L2]}", "move: {indicators: {L2: kompetens}}"),
        ("{indicators: [L2]}", "texts: {fi: {indicators: {L2: Seuranta}}}"),
        ("{indicators: {L2: [step]}}", "change: {indicators: {L2: {step: 1}}}"),
        ("{areas: [kompetens]}", "change: {indicators: {K1: {text: ny}}}"),
        ("{areas: [kompetens]}", "move: {indicators: {L2: kompetens}}"),
        ("{areas: [kompetens]}", "add: {areas: {kompetens: {indicators: {K2: {text: ny, step: 1}}}}}"),
        ("{rules: [highest_step]}", "change: {rules: {highest_step: {title: Ny}}}"),
        ("{groups: [larare]}", "texts: {fi: {groups: {larare: Opettajat}}}"),
        ("{params: [reached_at], rules: [reached, step_reached, highest_step]}", "params: {reached_at: 0.5}"),
    ],
)
def test_what_is_removed_cannot_be_written_in_as_well(tmp_path: Path, remove: str, other: str) -> None:
    assert problems(tmp_path, f"remove: {remove}\n{other}\n")[:1] == ["DR285 o1.yaml:5 (o1.yaml:6)"]


def test_what_is_moved_out_of_an_area_that_is_removed_stays(tmp_path: Path) -> None:
    framework = extended(tmp_path, "move: {indicators: {K1: ledning}}\nremove: {areas: [kompetens]}\n")
    assert [each.id for each in framework.indicators] == ["L1", "L2", "K1"]


def test_targets_of_a_measure_can_be_put_in_the_place_of_those_below(tmp_path: Path) -> None:
    where = "measure: share, where: {response: r, area: ledning, step: 1}"
    base = STEPS + f"targets: [{{{where}, at_least: 0.8}}]\n"
    own = f"remove: {{targets: [share]}}\ntargets: [{{{where}, at_least: 0.9}}]\n"
    assert [each.bound for each in extended(tmp_path, own, base=base).targets] == [Fraction(9, 10)]


def test_removing_what_rules_name_lists_the_rules(tmp_path: Path) -> None:
    base = (
        STEPS
        + "  one: {value: 'mean(fraction, where=indicator == \"K1\")'}\n"
        + '  two: {value: \'one + count(answered, where=area in ("kompetens", "ledning"))\'}\n'
    )
    with pytest.raises(DefinitionError) as caught:
        extended(tmp_path, "remove: {areas: [kompetens]}\n", base=base)
    (found,) = caught.value.diagnostics
    assert (found.code, [span.line for span in found.related]) == ("DR243", [31, 32])
    assert "”one”, ”two”" in found.message("sv")
    # Together with the rules, or with rules that no longer mention it, it may go.
    assert extended(tmp_path, "remove: {areas: [kompetens], rules: [one, two]}\n", base=base).areas[1:] == ()
    changed = "remove: {areas: [kompetens]}\nchange: {rules: {one: mean(fraction), two: one}}\n"
    assert extended(tmp_path, changed, base=base).areas[1:] == ()


def test_a_removed_measure_or_step_is_named_by_rules_too(tmp_path: Path) -> None:
    assert problems(tmp_path, "remove: {rules: [reached]}\n") == ["DR243 o1.yaml:5 (steg.yaml:29)"]
    assert problems(tmp_path, "remove: {params: [reached_at]}\n") == ["DR243 o1.yaml:5 (steg.yaml:28)"]
    assert problems(tmp_path, "remove: {steps: ['1']}\n", base=NAMING)[0] == "DR243 o1.yaml:5 (steg.yaml:31)"


def test_what_still_refers_to_something_removed_is_shown_with_the_removal(tmp_path: Path) -> None:
    assert problems(tmp_path, "remove: {areas: [kompetens]}\n", base=GOAL) == [
        "DR212 steg.yaml:31 (o1.yaml:5)"
    ]


def test_nothing_is_added_and_removed_in_one_file(tmp_path: Path) -> None:
    text = "add: {areas: {ledning: {indicators: {L9: x}}}}\nremove: {indicators: [L9]}\n"
    assert problems(tmp_path, text) == ["DR242 o1.yaml:6 (o1.yaml:5)"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("params: {reached_at: 0.7}\n", "params: {reached_at: 0.6}\n", "DR241 o2.yaml:5 (o1.yaml:5)"),
        (
            "change: {indicators: {L1: {step: 2}}}\n",
            "change: {indicators: {L1: {step: 1}}}\n",
            "DR241 o2.yaml:5 (o1.yaml:5)",
        ),
        (
            "change: {indicators: {L1: {text: Ett}}}\n",
            "texts: {sv: {indicators: {L1: Två}}}\n",
            "DR241 o2.yaml:5 (o1.yaml:5)",
        ),
        (
            "change: {indicators: {L1: {step: 2}}}\n",
            "remove: {indicators: [L1]}\n",
            "DR241 o2.yaml:5 (o1.yaml:5)",
        ),
        (
            "move: {indicators: {L1: kompetens}}\n",
            "move: {indicators: {L1: ledning}}\n",
            "DR241 o2.yaml:5 (o1.yaml:5)",
        ),
        ("remove: {indicators: [L1]}\n", "change: {indicators: {L1: x}}\n", "DR250 o2.yaml:5 (o1.yaml:5)"),
        ("rename: {indicators: {L1: plan}}\n", "remove: {indicators: [L1]}\n", "DR251 o2.yaml:5 (o1.yaml:5)"),
        (
            "add: {areas: {ny: {indicators: {N1: {text: x, step: 1}}}}}\n",
            "add: {areas: {ledning: {indicators: {N1: {text: y, step: 1}}}}}\n",
            "DR244 o2.yaml:5 (o1.yaml:5)",
        ),
    ],
)
def test_two_overlays_that_disagree_are_both_named(
    tmp_path: Path, first: str, second: str, expected: str
) -> None:
    assert problems(tmp_path, first, second) == [expected]


def test_an_overlay_may_say_that_it_overrides_another(tmp_path: Path) -> None:
    first, second = "params: {reached_at: 0.7}\n", "params: {reached_at: 0.6}\n"
    own = extended(tmp_path, first, "overrides: [o1]\n" + second)
    assert own.params[0].value == Fraction(6, 10)
    # What is one's own to begin with needs no such word.
    added = "add: {params: {gräns: 0.5}, rules: {bra: share_of(fraction >= gräns)}}\n"
    assert extended(tmp_path, added, "params: {gräns: 0.6}\n").params[1].value == Fraction(6, 10)


def test_a_newer_parent_that_lacks_what_is_changed(tmp_path: Path) -> None:
    text = "change: {indicators: {L2: {text: Vår text}}}\n"
    assert extended(tmp_path, text).indicators[1].text.to("sv") == "Vår text"
    newer = STEPS.replace("      L2: {text: Planen följs upp, step: 2}\n", "").replace(
        'edition: "1"', 'edition: "2"'
    )
    newer = newer.replace(
        "K1: {text: Alla kan grunderna, step: 1}", "K1: {text: Alla kan grunderna, step: 2}"
    )
    assert problems(tmp_path, text, base=newer) == ["DR240 o1.yaml:5 (o1.yaml:4)"]


def test_an_area_cannot_lie_in_itself(tmp_path: Path) -> None:
    base = STEPS.replace("areas:\n", "area_levels: [area, part]\nareas:\n", 1)
    assert problems(tmp_path, "move: {areas: {ledning: ledning}}\n", base=base) == ["DR249 o1.yaml:5"]


def test_an_overlay_needs_a_name_of_its_own(tmp_path: Path) -> None:
    path = stacked(tmp_path, "", "")
    path.write_text(path.read_text(encoding="utf-8").replace("id: o2", "id: o1"), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        Workspace().framework(path)
    assert [each.code for each in caught.value.diagnostics] == ["DR245"]


def test_warnings_about_the_parent_are_given_once(tmp_path: Path) -> None:
    base = STEPS + "tables: {unused: {a: 1}}\n"
    workspace = Workspace()
    warned: tuple[Diagnostic, ...] = workspace.warnings(stacked(tmp_path, "", "", base=base))
    assert [each.code for each in warned] == ["DR329"]
