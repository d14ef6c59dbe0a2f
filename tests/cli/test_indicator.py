"""`show FRAMEWORK INDICATOR` as data."""

import pytest
from tests.cli.running import run

from digiramverk import Workspace


@pytest.mark.parametrize("name", [each.id for each in Workspace().frameworks.list()])
def test_an_indicator_is_shown_with_what_its_definition_says(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    framework = Workspace().framework(name)
    rated = [each for each in framework.indicators if each.responsibility]
    for indicator in (framework.indicators[0], framework.indicators[-1], *rated[:1]):
        shown = run(capsys, "show", name, indicator.id, "--format", "json").data
        assert list(shown["indicator"]) == [indicator.id]
        assert shown["framework"] == framework.reference
        assert {*shown["levels"]["levels"]} == {each.id for each in framework.scale_of(indicator).levels}
        assert shown["measures"]
