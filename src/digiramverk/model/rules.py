"""What a framework computes with and towards: parameters, bands, tables, rules and targets."""

from fractions import Fraction
from typing import Final

import attrs

from digiramverk.model.declarations import Absence, Key, Notation, key, keys
from digiramverk.model.text import Text
from digiramverk.rules import MeasureText
from digiramverk.rules.functions import Band, Bands, Bound

NOTE: Final = key("Vad en läsare behöver veta.", "What a reader should know.")
UNANSWERED_KEY: Final = Key(
    "Vad en obesvarad indikator betyder: exclude, zero eller blocks.",
    "What an unanswered indicator means: exclude, zero or blocks.",
)
NOT_RELEVANT_KEY: Final = Key(
    "Vad svaret ej relevant räknas som: exclude eller en nivå.",
    "What the answer not relevant counts as: exclude or a level.",
)
MIN_ANSWERED_KEY: Final = Key(
    "Hur mycket som måste vara besvarat: 0.8 är en andel, 5 ett antal.",
    "How much must be answered: 0.8 is a share, 5 a count.",
)


@attrs.frozen
class Param:
    """A number that rules use by name, so that it can be changed without touching them."""

    id: str
    value: Fraction = attrs.field(metadata=key("Talet.", "The number.", short=True))
    title: Text | None = attrs.field(default=None, metadata=key("Vad talet är.", "What the number is."))
    note: Text | None = attrs.field(default=None, metadata=NOTE)


@attrs.frozen(kw_only=True)
class NamedBand:
    """A stretch of numbers with a name. Each side has at most one bound; a side without one is open."""

    id: str
    title: Text = attrs.field(
        metadata=key(
            "Vad intervallet heter; id:t om inget står.",
            "What the range is called; the id if not stated.",
            absent=Absence.ID,
        )
    )
    at_least: Fraction | None = attrs.field(
        default=None,
        metadata=key(
            "Gräns nedåt, som själv räknas med. 80 % skrivs 0.8.",
            "Lower bound, itself included. 80% is written 0.8.",
        ),
    )
    above: Fraction | None = attrs.field(
        default=None,
        metadata=key("Gräns nedåt, som själv inte räknas med.", "Lower bound, itself not included."),
    )
    below: Fraction | None = attrs.field(
        default=None,
        metadata=key("Gräns uppåt, som själv inte räknas med.", "Upper bound, itself not included."),
    )
    at_most: Fraction | None = attrs.field(
        default=None, metadata=key("Gräns uppåt, som själv räknas med.", "Upper bound, itself included.")
    )


def _bound(included: Fraction | None, excluded: Fraction | None) -> Bound | None:
    if included is not None:
        return Bound(included, included=True)
    return None if excluded is None else Bound(excluded, included=False)


@attrs.frozen
class BandNames:
    """A named set of bands, lowest first."""

    id: str
    ranges: tuple[NamedBand, ...] = attrs.field(
        metadata=key("Intervallen, lägst först.", "The ranges, lowest first.", short=True, least=2)
    )

    @property
    def bands(self) -> Bands:
        """The bands as rules see them."""
        return tuple(
            Band(each.id, _bound(each.at_least, each.above), _bound(each.at_most, each.below))
            for each in self.ranges
        )


@attrs.frozen
class LookupTable:
    """A named table of numbers."""

    id: str
    rows: tuple[tuple[str, Fraction], ...] = attrs.field(
        metadata=key("Talen efter namn.", "The numbers by name.", short=True, least=1)
    )


@attrs.frozen
class Rule:
    """A measure's rule, and what people read about it."""

    title: Text | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=key("Vad måttet heter för människor.", "What people call the measure."),
    )
    note: Text | None = attrs.field(default=None, kw_only=True, metadata=NOTE)
    measure: MeasureText = attrs.field(
        metadata=keys(
            per=Key(
                "Vad ett värde gäller, t.ex. område och steg.",
                "What one value is for, such as area and step.",
            ),
            across=Key(
                "Det som flera formulär räknas ihop per, t.ex. omgång och skolform.",
                "What several forms are put together by, such as round and school form.",
            ),
            value=Key("Hur värdet räknas ut.", "How the value is computed.", short=True),
            unanswered=UNANSWERED_KEY,
            not_relevant=NOT_RELEVANT_KEY,
            min_answered=MIN_ANSWERED_KEY,
            round=Key(
                "Antalet decimaler som värdet avrundas till.",
                "The number of decimals that the value is rounded to.",
                least=-3,
                most=12,
            ),
            show_if=Key(
                "När värdet får visas; annars hålls det inne.",
                "When the value may be shown; otherwise it is withheld.",
            ),
            format=Key(
                "Hur värden visas, t.ex. percent.",
                "How values are shown, such as percent.",
                words=("percent", "points", "count", "decimals", "stars", "label"),
            ),
        )
    )

    @property
    def id(self) -> str:
        """The name of the measure."""
        return self.measure.name


@attrs.frozen(kw_only=True)
class Target:
    """A goal made measurable: a bound for one value of a measure, in a round.

    Attributes:
        measure: the measure's name.
        where: (dimension, member) pairs that pick the value.
        round: the round it is for; None for any.
        at_least, at_most: the bound; exactly one of them is not None.
    """

    measure: str = attrs.field(
        metadata=key(
            "Måttets namn, så som regeln heter.",
            "The measure's name, as the rule is called.",
            refers_to="rules",
        )
    )
    where: tuple[tuple[str, str], ...] = attrs.field(
        default=(), metadata=key("Vilken cell det gäller.", "Which cell it is for.")
    )
    round: str | None = attrs.field(
        default=None,
        metadata=key("Omgången, t.ex. året.", "The round, such as the year.", notation=Notation.NAME),
    )
    at_least: Fraction | None = attrs.field(
        default=None,
        metadata=key(
            "Talet som värdet minst ska vara. 80 % skrivs 0.8.",
            "The number that the value should at least be. 80% is written 0.8.",
        ),
    )
    at_most: Fraction | None = attrs.field(
        default=None,
        metadata=key("Talet som värdet högst ska vara.", "The number that the value should at most be."),
    )

    @property
    def bound(self) -> Fraction:
        """The bound, whichever side it is on."""
        return next(each for each in (self.at_least, self.at_most) if each is not None)
