"""The input of the checker: formulas as written, with their places."""

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
"""The default width of the interval that shown figures must leave a withheld value."""


class Unanswered(Enum):
    """How an item without an answer counts in a rule."""

    EXCLUDE = "exclude"
    ZERO = "zero"
    BLOCKS = "blocks"


@attrs.frozen
class Policy:
    """How answers without a level count in a rule.

    Attributes:
        unanswered: an item without an answer.
        not_relevant: the id of the level that *not relevant* counts as; None excludes it.
    """

    unanswered: Unanswered
    not_relevant: str | None = None


@attrs.frozen
class Aim:
    """A target as rules see it: the bound for one cell of a measure.

    Attributes:
        measure: the measure's name.
        members: picks the cell, dimension → member, including the round.
        bound: the number to reach.
    """

    measure: str
    members: Mapping[str, str]
    bound: Fraction


@attrs.frozen
class NotRelevant:
    """A rule's own policy for *not relevant*: the level it counts as, None to exclude it."""

    counts_as: str | None


@attrs.frozen
class Enough:
    """The least that must be answered: a share of the relevant items, or a number of them."""

    least: Fraction
    share: bool


@attrs.frozen
class Formula:
    """An expression as written. Formulas are equal when their texts are; the place is only for messages."""

    text: str
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def place(self, start: int, end: int) -> Span | None:
        """The place in the file of the characters `start` to `end` of the text."""
        if self.span is None or (start <= 0 and end >= len(self.text)):
            return self.span
        return span_within(self.span, self.text, start, end)


@attrs.frozen
class MeasureText:
    """One rule as written.

    Attributes:
        name: the name that other rules use.
        value: the expression.
        per: dimensions added to those that one result belongs to.
        across: population dimensions that replace those that one result belongs to; None keeps them.
        unanswered: overrides the framework's policy for the facts that this rule reads itself.
        not_relevant: likewise.
        min_answered: how many of the relevant items of a cell must be answered; with fewer the value is
            undecided.
        round: decimals to round the value itself to, half up.
        show_if: a yes/no expression; where it is not true, the value is withheld.
        format: how to display values; None takes it from the unit.
        path: the path of the rule in its file.
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
    """All rules of a definition with the items and dimensions they refer to.

    Attributes:
        space: items and dimensions.
        measures: the rules as written.
        unanswered: how an item without an answer counts, unless a rule says otherwise.
        not_relevant: the level that *not relevant* counts as, unless a rule says otherwise; None excludes it.
        min_answered: the least that must be answered in rules that read answers, unless a rule says
            otherwise.
        params: numbers that rules use by name.
        bands: named sets of bands.
        tables: named tables of numbers.
        aims: targets that rules can read.
        functions: folds that plugins register.
        results_per: the population dimensions that one result belongs to.
        broken: names of rules and params that are wrong in themselves and have been reported.
        interval: the width of the interval that shown figures must leave a withheld value, see :class:`Plan`.
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

    # Cached: every name in every rule looks these up.

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
        """All names that can be called."""
        folds = (function.name for function in self.functions)
        return (*FUNCTIONS, *folds, *(measure.name for measure in self.measures))
