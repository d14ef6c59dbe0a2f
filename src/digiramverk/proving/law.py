"""A law: the measures that it applies to, how it is tested, and what breaks it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Final

import attrs

from digiramverk.core import Language
from digiramverk.model import Assessment
from digiramverk.proving.subject import CellName, Subject
from digiramverk.rules import Direction, PlannedMeasure, Value

Forms = tuple[Assessment, ...]


class LawStanding(Enum):
    """How to treat a law for a measure."""

    PROVED = "proved"
    TESTED = "tested"
    NOT_MEANT = "not_meant"
    OPEN = "open"
    """Nothing is required: the direction is searched for."""


@attrs.frozen
class Example:
    """What a law is tested on.

    Attributes:
        forms: the forms that are scored together.
        twist: the change that the law makes to them: an answer raised, a form left out … None for no change.
    """

    forms: Forms
    twist: "Twist | None" = None


@attrs.frozen
class Twist:
    """The change that a law makes to the forms or to the framework.

    Attributes:
        response: the form that is changed, by its position in the example as drawn.
        indicator: the indicator that is changed.
        level: the new level of the answer; None leaves it unanswered.
        split: for parts and whole: the responses of one part.
    """

    response: str | None = None
    indicator: str | None = None
    level: str | None = None
    split: frozenset[str] = frozenset()


@attrs.frozen
class Break:
    """One value that breaks a law.

    Attributes:
        measure, members: the value.
        kind: what went wrong, the key of the sentence that says so.
        before: the value before, or what it should be.
        after: the value after, or what it is.
        args: the other arguments of the sentence.
    """

    measure: str
    members: Mapping[str, str]
    kind: str
    before: Value | None
    after: Value | None
    args: Mapping[str, object] = attrs.field(factory=dict)

    @classmethod
    def at(
        cls, key: CellName, kind: str, before: Value | None, after: Value | None, **args: object
    ) -> "Break":
        """A break of the value at a key."""
        return cls(key[0], dict(key[1]), kind, before, after, args)


Checked = dict[str, dict[CellName, Break | None]]
"""For every measure with comparable values: these values, and what is wrong with them."""


def breaks_of(checked: Checked, measure: str) -> list[Break]:
    """The broken values of a measure."""
    return [each for each in checked.get(measure, {}).values() if each is not None]


@attrs.frozen
class Claim:
    """The sentence in which a law makes a claim about one measure, and to which its verdict refers.

    Attributes:
        key: the key of the sentence.
        low, high: for ranges, the bounds in it.
    """

    key: str
    low: Fraction | None = None
    high: Fraction | None = None


@attrs.frozen
class Law:
    """One law.

    Attributes:
        id: its name in files and tables.
        statement: one line for people.
        standing: whether it is proved, tested or does not apply to a measure.
        draw: (subject, forms, dice) → the examples from these forms, possibly none.
        check: (subject, example, measures) → what was compared and what is broken.
        after: the forms as the law changes them, to show both; None if it changes the framework.
        fixed: the examples are the same each time, and one that holds is enough for a measure.
        most: the number of examples that is enough, however many are asked for; None for all.
        rigid: the law fixes the other answers, so that an example cannot be made smaller.
        beside: other measures matter, and not only those that a measure builds on.
        tries: the number of smaller examples to try.
        lacking: the extra that has to be installed to test the law; None if nothing is missing.
        claim: its claim about a measure; None if it is the same for all.
        impure: whether a measure that breaks it has unreliable values, so that other laws cannot judge it.
        of_values: whether it is about the values of measures; otherwise it holds whatever functions do.
    """

    id: str
    statement: Mapping[Language, str]
    standing: Callable[[Subject, PlannedMeasure], LawStanding]
    draw: Callable[[Subject, Forms, Random], Iterable[Example]]
    check: Callable[[Subject, Example, frozenset[str]], Checked]
    after: Callable[[Example], Forms | None] = lambda _: None
    fixed: bool = False
    most: int | None = None
    beside: bool = False
    rigid: bool = False
    tries: int = 600
    lacking: Callable[[], str | None] = lambda: None
    claim: Callable[[Subject, PlannedMeasure], Claim] | None = None
    impure: bool = False
    of_values: bool = True

    def said_of(self, subject: Subject, measure: PlannedMeasure) -> Claim:
        """The claim of the law about a measure."""
        return Claim(self.id) if self.claim is None else self.claim(subject, measure)


def only_forms(_: Subject, forms: Forms, __: Random) -> Iterator[Example]:
    """Draw nothing beyond the forms."""
    yield Example(forms)


def always_tested(_: Subject, __: PlannedMeasure) -> LawStanding:
    """No structure proves it for any measure."""
    return LawStanding.TESTED


def note(checked: Checked, key: CellName, found: Break | None) -> None:
    """Record that a value was compared, and what is wrong with it, if anything."""
    checked.setdefault(key[0], {})[key] = found


PROVED: Final = LawStanding.PROVED
TESTED: Final = LawStanding.TESTED
NOT_MEANT: Final = LawStanding.NOT_MEANT
OPEN: Final = LawStanding.OPEN

WAYS: Final[Mapping[Direction, str]] = {
    Direction.RISING: "never_lowers",
    Direction.FALLING: "never_raises",
    Direction.STILL: "never_moves",
    Direction.EITHER: "monotone",
}
"""The claim about a measure by its direction when an answer is raised; general if that is unknown."""
