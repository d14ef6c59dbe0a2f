"""What a law is: which measures it is meant for, how it is tested, and what a broken one looks like."""

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
    """What is to be done about a law of a measure."""

    PROVED = "proved"
    TESTED = "tested"
    NOT_MEANT = "not_meant"
    OPEN = "open"
    """Nothing is demanded: what holds is looked for."""


@attrs.frozen
class Example:
    """What a law is tested on.

    Attributes:
        forms: the forms that are scored together.
        twist: what the law does to them: an answer raised, a form left out … None where it does nothing.
    """

    forms: Forms
    twist: "Twist | None" = None


@attrs.frozen
class Twist:
    """What a law does to the forms or to the framework.

    Attributes:
        response: the form that is changed, by its position in the example as it was drawn.
        indicator: the indicator that is changed.
        level: the level that the answer gets; None leaves it unanswered.
        split: for parts and whole: the responses of one part.
    """

    response: str | None = None
    indicator: str | None = None
    level: str | None = None
    split: frozenset[str] = frozenset()


@attrs.frozen
class Break:
    """One value that is not as a law demands.

    Attributes:
        measure, members: which value.
        kind: what went wrong, the key of the sentence that says so.
        before: the value before, or what it should be.
        after: the value after, or what it is.
        args: what else the sentence names.
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
"""For every measure that something could be compared of: its values, and what is wrong with them."""


def breaks_of(checked: Checked, measure: str) -> list[Break]:
    """What is broken of a measure."""
    return [each for each in checked.get(measure, {}).values() if each is not None]


@attrs.frozen
class Claim:
    """The sentence that a law says of one measure, and that its verdict is about.

    Attributes:
        key: which sentence.
        low, high: for ranges, the bounds that it names.
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
        standing: whether it is proved, tested or not meant for a measure.
        draw: (subject, forms, dice) → the examples that these forms give, none where they give nothing.
        check: (subject, example, measures) → what was compared and what is broken.
        after: the forms as the law changes them, to show both; None where it changes the framework.
        fixed: the examples are the same each time, and one that holds is enough for a measure.
        most: how many examples are enough, however many are asked for; None for all.
        rigid: the law says what the other answers are, so that an example cannot be made smaller.
        beside: what is beside a measure counts, and not only what it builds on.
        tries: how often a smaller example is tried before what is left is taken.
        lacking: the extra that has to be installed before the law can be tested; None where all is there.
        claim: the sentence that it says of a measure; None where it is the same for all.
        impure: whether a measure that breaks it has values that cannot be relied on, so that other laws
            cannot judge it.
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
        """The sentence that the law says of a measure."""
        return Claim(self.id) if self.claim is None else self.claim(subject, measure)


def only_forms(_: Subject, forms: Forms, __: Random) -> Iterator[Example]:
    """Draws nothing beyond the forms."""
    yield Example(forms)


def always_tested(_: Subject, __: PlannedMeasure) -> LawStanding:
    """No structure proves it of any measure."""
    return LawStanding.TESTED


def note(checked: Checked, key: CellName, found: Break | None) -> None:
    """Note that a value was compared, and what is wrong with it if anything is."""
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
"""What is said of a measure by where it goes when an answer is raised; nothing where that is unknown."""
