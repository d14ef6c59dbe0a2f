"""Strategies for Hypothesis: frameworks, answers, populations and formulas."""

from fractions import Fraction
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from digiramverk.core import Findings, Source
from digiramverk.definitions import build_framework
from digiramverk.model import NOT_RELEVANT, Answer, Assessment, Framework
from digiramverk.proving import UNITS, asked, rounds_of, ruleset_of
from digiramverk.rules import Formula, MeasureText, Unanswered
from digiramverk.rules.check import compile_rules
from digiramverk.testing.dice import Dice, Draw
from digiramverk.testing.expressions import NUMBER, TRUTH, Piece, PieceWriter, facts
from digiramverk.yamlsource import Places, YamlDocument

_KINDS: Final = {"number": NUMBER, "truth": TRUTH}
_TRIES: Final = 4
_PLAIN: Final = {"number": "mean(fraction)", "truth": "mean(fraction) >= 0.5"}
_ATTRIBUTES: Final = ("norr", "söder")
_MOST_INVITED: Final = 12


@st.composite
def frameworks(draw: Draw, *, rules: int = 3) -> Framework:
    """Small frameworks: up to three areas, six indicators and three steps, with rules that load.

    Args:
        draw: passed by Hypothesis.
        rules: how many random rules to add to the plain ones that every such framework has.

    Shrinks to one area with one indicator on a scale of two levels.
    """
    dice = Dice(draw)
    levels = ["nej", "delvis", "nästan", "ja"]
    chosen = [levels[0], *levels[1 : dice.between(2, 4) - 1], levels[-1]]
    steps = ["1", "2", "3"][: dice.below(4)]
    areas: dict[str, Any] = {}
    number = 0
    for area in ["ledning", "teknik", "kompetens"][: dice.between(1, 3)]:
        indicators: dict[str, Any] = {}
        for _ in range(dice.between(1, 2)):
            number += 1
            indicators[f"I{number}"] = {"text": f"Fråga {number}", **_belongs(dice, steps, number)}
        areas[area] = {"indicators": indicators}
    data: dict[str, Any] = {
        "digiramverk": 1,
        "id": "draget",
        "edition": "1",
        "title": "Ett draget ramverk",
        "scale": chosen,
        "areas": areas,
        "scoring": {"unanswered": dice.pick([each.value for each in Unanswered])},
        "rules": {"share": {"per": ["area"], "value": "mean(fraction)"}, "total": "mean(points)"},
    }
    if steps:
        data["steps"] = steps
        data["rules"]["reached"] = {"per": ["step"], "value": "mean(fraction) >= 0.8"}
        data["rules"]["highest_step"] = "highest(reached)"
    framework = _built(data)
    if framework is None:
        raise RuntimeError(data)
    for index in range(dice.below(rules + 1)):
        kind = dice.pick(["number", "truth"])
        data["rules"][f"drawn_{index}"] = _expression(dice, framework, kind, ())
    return _built(data) or framework


def _belongs(dice: Dice, steps: list[str], number: int) -> dict[str, Any]:
    step = {"step": dice.pick(steps)} if steps and number > 1 else {"step": steps[0]} if steps else {}
    return step | ({"weight": 2} if dice.one_in(4) else {})


def _built(data: dict[str, Any]) -> Framework | None:
    return build_framework(data, YamlDocument(data, Places(Source("drawn.yaml"))), (), Findings())


@st.composite
def answers_for(draw: Draw, framework: Framework, *, like: Assessment | None = None) -> Assessment:
    """One form: every indicator unanswered, not relevant or at some level.

    Args:
        draw: passed by Hypothesis.
        framework: the framework that the form answers.
        like: a form with the unit, round and group of the new one; random ones if not given.

    Shrinks to a form without answers.
    """
    dice = Dice(draw)
    form = _belonging(dice, framework, {}) if like is None else like
    answers: list[Answer] = []
    for indicator in asked(framework, form):
        levels = [level.id for level in framework.scale_of(indicator).levels]
        chosen = dice.pick([None, *levels, NOT_RELEVANT])
        if chosen is not None:
            answers.append(Answer(indicator.id, chosen))
    return attrs.evolve(form, answers=tuple(answers))


@st.composite
def populations_for(draw: Draw, framework: Framework, *, most: int = 6) -> tuple[Assessment, ...]:
    """One to `most` forms that are scored together: several units, respondents, groups and rounds.

    A unit has one school form and one of each attribute in all its forms. Shrinks to one form without
    answers.
    """
    dice = Dice(draw)
    schools: dict[str, Assessment] = {}
    return tuple(
        draw(
            answers_for(
                framework,
                like=attrs.evolve(_belonging(dice, framework, schools), response=str(number + 1)),
            )
        )
        for number in range(dice.between(1, most))
    )


def _belonging(dice: Dice, framework: Framework, schools: dict[str, Assessment]) -> Assessment:
    unit = dice.pick(UNITS)
    if unit not in schools:
        attributes = tuple(
            (facet.id, dice.pick([each.id for each in facet.members] or _ATTRIBUTES))
            for facet in framework.attributes
        )
        school = dice.pick(framework.school_forms).id if framework.school_forms else None
        schools[unit] = Assessment("1", (), unit=unit, school_form=school, attributes=attributes)
    return attrs.evolve(
        schools[unit],
        round=dice.pick(rounds_of(framework)),
        group=dice.pick(framework.groups).id if framework.groups else None,
        published=not dice.below(2),
        numbers=tuple((each.id, Fraction(dice.below(_MOST_INVITED))) for each in framework.numbers),
    )


@st.composite
def expressions(draw: Draw, framework: Framework, kind: str = "number", *, per: tuple[str, ...] = ()) -> str:
    """Formulas that a rule of a framework can have: of the right types and grains, with names that exist.

    Args:
        draw: passed by Hypothesis.
        framework: the framework that could have the rule.
        kind: `number` or `truth`.
        per: the dimensions of the rule.

    Shrinks to a short formula.
    """
    return _expression(Dice(draw), framework, kind, per)


def _expression(dice: Dice, framework: Framework, kind: str, per: tuple[str, ...]) -> str:
    space = framework.plan.space
    leaves = [*facts(space), *(Piece(param.id, NUMBER) for param in framework.params)]
    own = frozenset({*framework.results_per, *per})
    bands = {named.id: tuple(band.id for band in named.bands) for named in framework.bands}
    writer = PieceWriter(dice, space, own, tuple(leaves), own, bands=bands)
    for depth in range(_TRIES):
        text = writer.value(_KINDS[kind], 1 if depth < _TRIES - 1 else 0).text
        if _compiles(framework, text, per):
            return text
    return _PLAIN[kind]


def _compiles(framework: Framework, text: str, per: tuple[str, ...]) -> bool:
    ruleset = ruleset_of(framework, framework.plan.space)
    measure = MeasureText("drawn", Formula(text), per)
    return compile_rules(attrs.evolve(ruleset, measures=(*ruleset.measures, measure)), Findings()) is not None
