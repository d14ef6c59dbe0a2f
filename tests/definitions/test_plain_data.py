"""Packing a framework and loading it again gives the same framework."""

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import PLAN, STEPS, loaded

from digiramverk.definitions.plain_data import to_yaml
from digiramverk.definitions.sections.scales import level_number

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
TEXTS = TEXT | st.dictionaries(st.sampled_from(["sv", "en", "fi"]), TEXT, min_size=1)
IDS = st.from_regex(r"[\wåäö][\w.\-]{0,6}", fullmatch=True)
NUMBER = st.decimals(-1000, 1000, places=3) | st.integers(-5, 5)
WEIGHT = st.decimals(0, 10, places=2)
SHARE = st.decimals(0, 1, places=3)


def lines(values: st.SearchStrategy[Any], most: int, least: int = 1) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings from ids to values."""
    return st.dictionaries(IDS, values, min_size=least, max_size=most)


def number_or_name(level: str) -> object:
    """What two levels of a scale must not share."""
    number = level_number(level)
    return level if number is None else number


@st.composite
def definitions(draw: st.DrawFn) -> str:
    """Small frameworks with a little of most things."""
    steps = draw(st.lists(IDS, unique=True, min_size=1, max_size=3))
    sources = draw(lines(TEXTS.map(lambda title: {"title": title, "year": 2020}), 2))
    indicator = st.fixed_dictionaries(
        {"text": TEXTS},
        optional={
            "step": st.sampled_from(steps),
            "weight": WEIGHT,
            "help": TEXTS,
            "source": st.sampled_from(list(sources))
            | st.sampled_from(list(sources)).map(lambda name: {"id": name, "place": "s. 3"}),
        },
    )
    indicators = draw(lines(indicator, 4))
    level = st.fixed_dictionaries({"points": NUMBER}, optional={"title": TEXTS})
    # 0 and 00 are one number, so two such levels in one scale are an error (DR282).
    levels = draw(lines(level, 4, 2).filter(lambda drawn: len({*map(number_or_name, drawn)}) == len(drawn)))
    first, second, *_ = levels
    levels[second]["points"] = levels[first]["points"] + 1
    return to_text(
        {
            "digiramverk": 1,
            "id": draw(IDS),
            "edition": draw(IDS),
            "title": draw(TEXTS),
            "sources": sources,
            "steps": draw(st.sampled_from([steps, {step: {"title": step} for step in steps}])),
            "scale": {"levels": levels, "not_relevant": draw(TEXTS)},
            "scoring": {
                "use": "area_means",
                "unanswered": draw(st.sampled_from(["exclude", "zero", "blocks"])),
            },
            "areas": {draw(IDS): {"title": draw(TEXTS), "indicators": indicators}},
            "params": {"limit": draw(SHARE)},
            "rules": {"above": {"value": "total >= limit", "title": draw(TEXTS)}},
            "targets": [{"measure": "total", "where": {"response": "r"}, "at_most": draw(NUMBER)}],
        }
    )


EVERYTHING = """\
digiramverk: 1
id: allt
edition: "1"
title: {sv: Allt, en: Everything}
scale: [nej, delvis, ja]
steps: [1, 2]
groups: {larare: Lärare, elever: Elever}
roles: {rektor: Rektor, lärare: Lärare}
scoring: {unanswered: exclude, not_relevant: {as: nej}, min_answered: 0.5, results_per: [response]}
facets:
  theme: {title: {sv: Tema, en: Theme}, members: {teknik: Teknik, lärande: Lärande}}
  depth: {title: Djup, ordered: true, members: {a: A, b: B}}
attributes:
  size: {title: Storlek, members: {liten: Liten, stor: Stor}}
params:
  limit: {value: 0.80, title: Gräns, note: {sv: Varför, en: Why}}
bands:
  colour:
    red: {below: 0.2, title: {sv: Röd, en: Red}}
    yellow: {at_most: 0.75}
    green: {above: 0.75}
tables:
  worth: {nej: 0, delvis: 1.5, ja: 4}
  steps_worth: {"1": 2, "2": -0.5, "0": 3}
areas:
  ledning:
    title: Ledning
    indicators:
      L1: {text: Det finns en plan, step: 1, roles: [rektor], facets: {theme: teknik, depth: a}}
      L2: {text: Planen följs upp, step: 2, facets: {theme: lärande, depth: b}}
rules:
  share: {per: [area], value: mean(fraction), min_answered: 2, not_relevant: exclude, round: 2}
  strict: {per: [area], value: mean(fraction), not_relevant: {as: delvis}, min_answered: 1.0}
  per_theme: {per: [theme], value: "mean(lookup(answer, worth), default=0)"}
  looked_up: {per: [area], value: "lookup(count(answered), steps_worth, default=1)"}
  shade: {per: [area], value: "band(share, colour)"}
  good: {per: [area], value: shade >= "yellow" and share >= limit}
  deep: {value: highest(all_deep)}
  all_deep: {per: [depth], value: all(fraction > 0)}
  sized: {across: [size], value: mean(fraction), show_if: count(answered) >= 5}
"""


class Dumper(yaml.CSafeDumper):
    """PyYAML's own, with exact decimals."""


Dumper.add_representer(
    Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
)


def to_text(data: dict[str, Any]) -> str:
    """Plain data as YAML."""
    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False))


@given(definitions())
def test_loading_what_was_packed_gives_the_same_framework(text: str) -> None:
    framework = loaded(text)
    again = loaded(to_yaml(framework))
    assert again == framework
    assert again.plan.fingerprint == framework.plan.fingerprint


def test_small_definitions_come_back() -> None:
    for text in (PLAN, STEPS, EVERYTHING):
        framework = loaded(text)
        again = loaded(to_yaml(framework))
        assert again == framework
        assert again.plan.fingerprint == framework.plan.fingerprint
        assert to_yaml(again) == to_yaml(framework)


@pytest.mark.parametrize(
    "preset", ["area_means", "steps", "likert_by_group", "responsibility_coverage", "gates"]
)
def test_every_preset_comes_back(preset: str) -> None:
    text = EVERYTHING[: EVERYTHING.index("rules:")].replace("scoring: {", f"scoring: {{use: {preset}, ")
    text = text.replace("not_relevant: {as: nej}, min_answered: 0.5, ", "")
    framework = loaded(text)
    again = loaded(to_yaml(framework))
    assert again == framework
    assert again.plan.fingerprint == framework.plan.fingerprint


def test_numbers_come_back_with_all_their_digits() -> None:
    long = "0.123456789012345678901234567891"
    framework = loaded(STEPS.replace("reached_at: 0.8", f"reached_at: {long}"))
    assert long in to_yaml(framework)
    assert loaded(to_yaml(framework)) == framework


def test_what_packing_writes_is_complete() -> None:
    data = yaml.safe_load(to_yaml(loaded(PLAN)))
    assert data["scales"]["scale"]["levels"]["delvis"] == {"title": {"sv": "delvis"}, "points": 1}
    assert data["areas"]["ledning"]["indicators"]["L1"]["scale"] == "scale"
    assert set(data["rules"]) == {"area_mean", "total"}
