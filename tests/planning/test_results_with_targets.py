"""Results together with what came of the targets: in part, and as data."""

import pytest
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.core.errors import NotFoundError
from digiramverk.core.language import LANGUAGES, Language
from digiramverk.planning.results_with_targets import Scored
from digiramverk.planning.targets import outcomes

FRAMEWORK = loaded(
    STEPS
    + "  whole: {across: [round], value: mean(fraction)}\n"
    + "targets:\n"
    + "  - {measure: whole, round: 1, at_least: 0.5}\n"
    + "  - {measure: whole, round: 2, at_least: 0.5}\n"
    + "  - {measure: share, where: {area: ledning, step: 1, response: a}, at_least: 0.5}\n"
)
FORMS = [
    {"response": "a", "round": "1", "answers": {"L1": "ja", "L2": "nej", "K1": "delvis"}},
    {"response": "b", "round": "2", "answers": {"L1": "nej", "L2": "nej", "K1": "nej"}},
]


def scored() -> Scored:
    results = alone().score(FRAMEWORK, FORMS)
    return Scored(results, outcomes(results))


def measures(of: Scored) -> list[str]:
    return [each.target.measure for each in of.targets]


def test_of_some_measures_only_their_targets_are_kept() -> None:
    assert measures(scored()) == ["whole", "whole", "share"]
    only = scored().only(["share"])
    assert (measures(only), list(only.results.measures)) == (["share"], ["share"])


def test_a_name_that_is_no_measure_is_an_error() -> None:
    with pytest.raises(NotFoundError) as caught:
        scored().only(["shaer"])
    assert [each.code for each in caught.value.diagnostics] == ["DR601"]


def test_of_some_forms_only_their_targets_are_shown() -> None:
    shown = scored().showing({"round": ["2"]})
    assert [each.target.round for each in shown.targets] == ["2"]
    assert {cell.members["round"] for cell in shown.results["whole"]} == {"2"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_data_it_is_the_results_with_the_targets_between(language: Language) -> None:
    of = scored()
    data = of.to_dict(language)
    whole = of.results.to_dict(language)
    assert list(data) == ["framework", "measures", "targets", "coverage"]
    assert {key: data[key] for key in ("framework", "measures", "coverage")} == {
        key: whole[key] for key in ("framework", "measures", "coverage")
    }
    assert data["targets"] == [each.to_dict() for each in of.targets]
    assert [each["met"] for each in data["targets"]] == [True, False, True]
