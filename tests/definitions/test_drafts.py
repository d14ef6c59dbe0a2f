"""Drafts: a framework from which pieces are gone loads or is refused with words; nothing else happens."""

import json
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone
from tests.definitions.test_fuzz import FULL, paths

from digiramverk.core.diagnostic import Findings
from digiramverk.core.language import LANGUAGES
from digiramverk.core.place import Source
from digiramverk.definitions.plain_data import to_yaml
from digiramverk.testing.strategies import frameworks
from digiramverk.yamlsource.read import read_yaml

DIVIDING = (
    "1 / max(-0.1, sum(1, weight=weight))",
    "sum(points) / sum(max_points)",
    "mean(fraction) / (count(answered) - 1)",
    "clamp(sum(points, default=0) / count(relevant), 0, 1)",
    "round(median(points) / min(min_points), 2)",
    "mean(points, weight=weight - 1) if any(answered) else 1 / count(declined)",
)


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """A drawn or a full framework with rules that divide, from which up to six pieces are taken."""
    if draw(st.booleans()):
        document = read_yaml(Source("drawn.yaml", to_yaml(draw(frameworks()))), Findings())
        assert document is not None
        data: Any = deepcopy(document.data)
    else:
        data = deepcopy(FULL)
    data.setdefault("rules", {})
    per = [each for each in ("area", "step") if each == "area" or "steps" in data]
    for number, value in enumerate(draw(st.lists(st.sampled_from(DIVIDING), max_size=3))):
        data["rules"][f"divided_{number}"] = {
            "per": draw(st.lists(st.sampled_from(per), unique=True)),
            "value": value,
        }
    for _ in range(draw(st.integers(0, 6))):
        known = list(paths(data))
        if not known:
            break
        path = draw(st.sampled_from(known))
        holder = data
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]
    return json.dumps(data, default=str)


@given(drafts())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_draft_is_told_what_it_lacks(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(text, encoding="utf-8")
        found = alone().validate(path)
    assert "DR970" not in {each.code for each in found}
    assert all(each.message(language) and each.hint(language) for each in found for language in LANGUAGES)


def test_steps_that_no_indicator_has_yet_are_no_crash() -> None:
    text = STEPS.replace(", step: 1", "").replace(", step: 2", "")
    text += "".join(
        f"  d{number}: {{per: [step], value: '{value}'}}\n" for number, value in enumerate(DIVIDING)
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(text, encoding="utf-8")
        errors = {each.code for each in alone().validate(path) if each.is_error}
    assert errors == {"DR321"}
