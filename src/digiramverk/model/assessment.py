"""Answers: what one unit says in one round."""

from fractions import Fraction
from functools import cached_property

import attrs


@attrs.frozen
class Answer:
    """The answer to one indicator: the id of a level, `not_relevant` or `declined`; and perhaps a comment."""

    indicator: str
    level: str | None
    comment: str | None = None


@attrs.frozen
class Assessment:
    """One filled-in form.

    Attributes:
        response: tells forms apart; unique within its unit and round.
        answers: at most one per indicator; what is not here, or has no level, is unanswered.
        unit, school_form, round, group: what it belongs to, None where unknown.
        attributes: (name, value) of the unit's further attributes that the framework declares.
        numbers: (name, number) of the numbers that the framework asks for and the form states.
        published: whether it counts in figures across units. A draft until somebody says otherwise.
    """

    response: str
    answers: tuple[Answer, ...]
    unit: str | None = None
    school_form: str | None = None
    round: str | None = None
    group: str | None = None
    published: bool = False
    attributes: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, Fraction], ...] = ()

    @property
    def members(self) -> dict[str, str | None]:
        """What the form belongs to, by dimension; None where unknown."""
        return {
            "response": self.response,
            "unit": self.unit,
            "round": self.round,
            "group": self.group,
            "school_form": self.school_form,
            **dict(self.attributes),
        }

    @cached_property
    def levels(self) -> dict[str, str | None]:
        """Level ids by indicator id."""
        return {answer.indicator: answer.level for answer in self.answers}
