"""Random forms for a framework: the populations that laws are tested on.

Answers are drawn so that rules are decided both ways: some forms are nearly all high, some nearly all low,
some mixed; some are complete and some have gaps.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Final

import attrs

from digiramverk.model import NOT_RELEVANT, Answer, Assessment, Framework, Indicator

UNITS: Final = ("Askskolan", "Björkskolan", "Cederskolan")
_ROUNDS: Final = ("2025", "2026")
_MOST_INVITED: Final = 12
_COPIES: Final = 6
"""The number of equal forms: enough that rules for small groups withhold nothing."""


@attrs.frozen
class FormDrawer:
    """Draws forms for one framework.

    Attributes:
        framework: the framework.
        dice: the random numbers; the same seed gives the same forms.
        most: the greatest number of forms.
    """

    framework: Framework
    dice: Random
    most: int = 4

    def population(self) -> tuple[Assessment, ...]:
        """One to `most` forms that are scored together."""
        dice = self.dice
        count = 1 if dice.random() < 0.3 else dice.randint(1, self.most)  # noqa: PLR2004 - often a single one
        schools = {unit: self._school(unit) for unit in UNITS}
        alike = dice.random() < 0.6  # noqa: PLR2004 - often, all are of one unit, round and group
        first, manner = self._belongs(schools), self._manner()
        if dice.random() < 0.15:  # noqa: PLR2004 - seldom, all that can count across forms does
            alike, manner, first = True, ("high", 0), attrs.evolve(first, published=True)
        return tuple(
            self._form(str(number + 1), first, manner)
            if alike
            else self._form(str(number + 1), self._belongs(schools), self._manner())
            for number in range(count)
        )

    def _form(self, response: str, belongs: Assessment, manner: tuple[str, float]) -> Assessment:
        return attrs.evolve(belongs, response=response, answers=self.answers(belongs, *manner))

    def _manner(self) -> tuple[str, float]:
        """How to draw answers: at which end, and with how many gaps."""
        return self.dice.choice(("high", "high", "low", "mixed")), self.dice.choice((0, 0, 0, 0.1, 0.5))

    def answers(self, belongs: Assessment, style: str, gaps: float) -> tuple[Answer, ...]:
        """Answers to what such a form is asked; gaps are unanswered or, rarely, not relevant."""
        found: list[Answer] = []
        for indicator in asked(self.framework, belongs):
            if self.dice.random() < gaps:
                if self.dice.random() < 0.3:  # noqa: PLR2004 - fewer are not relevant than unanswered
                    found.append(Answer(indicator.id, NOT_RELEVANT))
                continue
            found.append(Answer(indicator.id, self._level(indicator, style)))
        return tuple(found)

    def _level(self, indicator: Indicator, style: str) -> str:
        levels = self.framework.scale_of(indicator).levels
        ends = {"high": len(levels) - 1, "low": 0}
        if style in ends and self.dice.random() < 0.9:  # noqa: PLR2004 - nearly all
            return levels[ends[style]].id
        return self.dice.choice(levels).id

    def _school(self, unit: str) -> Assessment:
        """The attributes that all forms of a unit share."""
        framework, dice = self.framework, self.dice
        form = dice.choice(framework.school_forms).id if framework.school_forms else None
        attributes = tuple(
            (facet.id, dice.choice([each.id for each in facet.members] or ["norr", "söder"]))
            for facet in framework.attributes
        )
        return Assessment("", (), unit=unit, school_form=form, attributes=attributes)

    def _belongs(self, schools: dict[str, Assessment]) -> Assessment:
        framework, dice = self.framework, self.dice
        return attrs.evolve(
            schools[dice.choice(UNITS)],
            round=dice.choice(rounds_of(framework)),
            group=dice.choice(framework.groups).id if framework.groups else None,
            published=dice.random() < 0.8,  # noqa: PLR2004 - most count across units
            numbers=tuple((each.id, Fraction(dice.randint(0, _MOST_INVITED))) for each in framework.numbers),
        )


def rounds_of(framework: Framework) -> tuple[str, ...]:
    """The rounds that a framework declares, or two whose names say their order."""
    return tuple(each.id for each in framework.rounds) or _ROUNDS


def asked(framework: Framework, form: Assessment) -> Sequence[Indicator]:
    """The indicators that a form of this group and school form is asked."""
    return [
        each
        for each in framework.indicators
        if (not each.groups or form.group is None or form.group in each.groups)
        and (not each.school_forms or form.school_form is None or form.school_form in each.school_forms)
    ]


def with_answer(form: Assessment, indicator: str, level: str | None) -> Assessment:
    """A form with one answer changed; None leaves the indicator unanswered."""
    if level is None:
        return attrs.evolve(form, answers=tuple(a for a in form.answers if a.indicator != indicator))
    if indicator in form.levels:
        answers = tuple(Answer(indicator, level) if a.indicator == indicator else a for a in form.answers)
        return attrs.evolve(form, answers=answers)
    return attrs.evolve(form, answers=(*form.answers, Answer(indicator, level)))


def with_all(framework: Framework, form: Assessment, position: int) -> Assessment:
    """A form with all that it is asked answered at one position of the scale; -1 is the highest."""
    answers = tuple(
        Answer(each.id, framework.scale_of(each).levels[position].id) for each in asked(framework, form)
    )
    return attrs.evolve(form, answers=answers)


def everywhere(framework: Framework) -> Iterator[tuple[Assessment, ...]]:
    """Published forms without answers: one, and several equal ones, for every group and school form."""
    attributes = tuple(
        (facet.id, facet.members[0].id if facet.members else "norr") for facet in framework.attributes
    )
    schools: list[str | None] = [each.id for each in framework.school_forms] or [None]
    groups: list[str | None] = [each.id for each in framework.groups] or [None]
    for school in schools:
        for group in groups:
            form = Assessment(
                "1",
                (),
                unit="Askskolan",
                school_form=school,
                round=rounds_of(framework)[-1],
                group=group,
                published=True,
                attributes=attributes,
                numbers=tuple((each.id, Fraction(1)) for each in framework.numbers),
            )
            yield (form,)
            yield tuple(attrs.evolve(form, response=str(number + 1)) for number in range(_COPIES))
