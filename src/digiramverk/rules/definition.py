"""What the checker is given: formulas as written, with their places."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import Path, Span, span_within
from digiramverk.rules.facts import FACTS
from digiramverk.rules.functions import FUNCTIONS, Bands, Lookup, RegisteredFold
from digiramverk.rules.space import RESPONSE, Space

INTERVAL: Final = Fraction(1, 10)
"""How wide an interval must be that what is shown leaves a withheld value, unless a framework says so."""


class Unanswered(Enum):
    """What an item without an answer does to a rule."""

    EXCLUDE = "exclude"
    ZERO = "zero"
    BLOCKS = "blocks"


@attrs.frozen
class Policy:
    """What answers that are no level do to a rule.

    Attributes:
        unanswered: an item without an answer.
        not_relevant: the id of the level that *not relevant* counts as; None leaves it out.
    """

    unanswered: Unanswered
    not_relevant: str | None = None


@attrs.frozen
class Aim:
    """A target as rules can ask for it: the bound for one cell of a measure.

    Attributes:
        measure: the measure's name.
        members: what picks the cell, dimension → member, the round among them.
        bound: the number aimed for.
    """

    measure: str
    members: Mapping[str, str]
    bound: Fraction


@attrs.frozen
class NotRelevant:
    """A rule's own choice about *not relevant*: the level it counts as, None to leave it out."""

    counts_as: str | None


@attrs.frozen
class Enough:
    """How much must be answered: a share of the relevant items, or a count of them."""

    least: Fraction
    share: bool


@attrs.frozen
class Formula:
    """An expression as written. Formulas are equal when their texts are; the place is only for messages."""

    text: str
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def place(self, start: int, end: int) -> Span | None:
        """Where the characters `start` to `end` of the text stand in the file."""
        if self.span is None or (start <= 0 and end >= len(self.text)):
            return self.span
        return span_within(self.span, self.text, start, end)


@attrs.frozen
class MeasureText:
    """One rule as written.

    Attributes:
        name: how other rules call the measure.
        value: the expression.
        per: dimensions added to what one result belongs to.
        across: population dimensions that replace what one result belongs to; None where they do not.
        unanswered: overrides the framework's choice for the facts that this rule reads itself.
        not_relevant: likewise.
        min_answered: how many of the relevant items of a cell must be answered; where fewer are, the value is
            undecided.
        round: decimals that the value itself is rounded to, half up.
        show_if: a yes/no expression; where it is not true, the value is withheld.
        format: how values are displayed, from the unit where None.
        path: the way to the rule in its file.
        places: places of the name and of the parts `per`, `across` and `unanswered`.
    """

    name: str
    value: Formula
    per: tuple[str, ...] = ()
    across: tuple[str, ...] | None = None
    unanswered: Unanswered | None = None
    not_relevant: NotRelevant | None = None
    min_answered: Enough | None = None
    round: int | None = None
    show_if: Formula | None = None
    format: str | None = None
    path: Path = attrs.field(default=(), eq=False, repr=False)
    places: Mapping[str, Span] = attrs.field(factory=dict, eq=False, repr=False)


@attrs.frozen
class Ruleset:
    """All rules of a definition with what they are about.

    Attributes:
        space: items and dimensions.
        measures: the rules as written.
        unanswered: what an item without an answer does, unless a rule says otherwise.
        not_relevant: the level that *not relevant* counts as, unless a rule says otherwise; None: left out.
        min_answered: how much must be answered for rules that read answers, unless a rule says otherwise.
        params: numbers that rules use by name.
        bands: named sets of bands.
        tables: named tables of numbers.
        aims: targets that rules can ask for.
        functions: folds that plugins register.
        results_per: the population dimensions that one result belongs to.
        broken: names of rules and params that are wrong in themselves and reported already.
        interval: how wide the interval must be that what is shown leaves a withheld value, see :class:`Plan`.
    """

    space: Space
    measures: tuple[MeasureText, ...]
    unanswered: Unanswered
    not_relevant: str | None = None
    min_answered: Enough | None = None
    params: Mapping[str, Fraction] = attrs.field(factory=dict)
    bands: Mapping[str, Bands] = attrs.field(factory=dict)
    tables: Mapping[str, Lookup] = attrs.field(factory=dict)
    aims: tuple[Aim, ...] = ()
    functions: tuple[RegisteredFold, ...] = ()
    param_places: Mapping[str, Span] = attrs.field(factory=dict, eq=False, repr=False)
    results_per: tuple[str, ...] = (RESPONSE,)
    broken: frozenset[str] = frozenset()
    interval: Fraction = INTERVAL

    # Each is asked for by every name in every rule.

    @cached_property
    def named(self) -> frozenset[str]:
        """The names of all measures."""
        return frozenset(measure.name for measure in self.measures)

    @cached_property
    def readable(self) -> tuple[str, ...]:
        """All names that can be read in a rule."""
        measures = (measure.name for measure in self.measures)
        return (*measures, *self.params, *FACTS, *self.space.by_name, *self.space.numbers)

    @cached_property
    def callable(self) -> tuple[str, ...]:
        """All names that can have brackets behind them."""
        folds = (function.name for function in self.functions)
        return (*FUNCTIONS, *folds, *(measure.name for measure in self.measures))
