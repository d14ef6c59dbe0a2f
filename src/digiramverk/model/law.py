"""What a framework declares about the laws of its measures, beyond what the rules show, or waives."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from digiramverk.model.declarations import Key, key
from digiramverk.model.text import Text

LAWS: Final[Mapping[str, Key]] = {
    "deterministic": Key("Samma svar ger samma värden.", "The same answers give the same values."),
    "within_range": Key("Ett värde ligger där det sägs ligga.", "A value lies where it is said to lie."),
    "order_of_forms": Key("Ordningen mellan formulär betyder ingenting.", "The order of forms says nothing."),
    "order_of_indicators": Key(
        "Ordningen mellan indikatorerna betyder ingenting.", "The order of the indicators says nothing."
    ),
    "monotone": Key(
        "Ett höjt svar flyttar aldrig ett värde åt fel håll; rising eller falling säger vilket som är rätt.",
        "A raised answer never moves a value the wrong way; rising or falling says which way is right.",
    ),
    "ends": Key(
        "Alla svar på lägsta nivån ger det lägsta värdet, alla på högsta det högsta.",
        "All answers at the lowest level give the lowest value, all at the highest the highest.",
    ),
    "equal_answers": Key(
        "Är alla svar på samma nivå är värdet den nivåns.",
        "Where all answers are of one level, the value is that level's.",
    ),
    "missing_not_zero": Key(
        "Det obesvarade räknas inte med, och aldrig som lägsta nivån.",
        "What is not answered is left out, and never counted as the lowest level.",
    ),
    "not_relevant_neutral": Key(
        "Det som är ej relevant räknas som om det inte fanns.",
        "What is not relevant counts as if it were not there.",
    ),
    "optional_item": Key(
        "En indikator till som ingen svarar på ändrar ingenting.",
        "One more indicator that nobody answers changes nothing.",
    ),
    "locality": Key(
        "Ett svar flyttar bara det som beror på det.", "An answer moves only what depends on it."
    ),
    "weights": Key(
        "En gemensam faktor för alla vikter ändrar ingenting.",
        "A common factor of all weights changes nothing.",
    ),
    "ladder": Key(
        "Ett steg är nått bara när alla steg under det är det.",
        "A step is reached only where all steps below it are.",
    ),
    "bands": Key(
        "Varje värde som kan förekomma ligger i ett band.", "Every value that can occur lies in one band."
    ),
    "one_unit": Key(
        "Siffran för ett enda formulär är formulärets egen.",
        "The figure of one single form is that form's own.",
    ),
    "parts_and_whole": Key(
        "En siffra för alla ligger mellan delarnas, eller är deras summa.",
        "A figure for all lies among those of its parts, or is their sum.",
    ),
    "withheld": Key(
        "Det som döljs för få visas inte av någon annan siffra.",
        "What is withheld of few is shown by no other figure.",
    ),
    "follows": Key(
        "Det som döljs följer inte av det som visas.", "What is withheld does not follow from what is shown."
    ),
    "overlay": Key(
        "Det som läggs till utom räckhåll för en regel rör inte dess värden.",
        "What is added out of a rule's reach leaves its values alone.",
    ),
    "trace": Key("Förklaringen till ett värde ger värdet.", "What explains a value gives the value."),
    "engines": Key("Alla motorer ger samma värden.", "All engines give the same values."),
    "dump_and_load": Key(
        "Ett ramverk som skrivs ut och läses igen är detsamma.",
        "A framework written out and read again is the same.",
    ),
}
"""The laws by name, in the order in which they are shown, with what they say."""

RISING: Final = "rising"
FALLING: Final = "falling"


@attrs.frozen
class LawChoice:
    """What a framework declares about one law of one measure.

    Attributes:
        measure, law: which.
        waived: the reason why it need not hold; None where it is declared.
        direction: for `monotone` and `ends`: `rising` or `falling`.
        at_least, at_most: for `within_range`: the least and the greatest value that there may be.
    """

    measure: str
    law: str
    waived: Text | None = attrs.field(
        default=None,
        metadata=key("Skälet till att lagen inte ska gälla.", "The reason why the law need not hold."),
    )
    direction: str | None = None
    at_least: Fraction | None = attrs.field(
        default=None, metadata=key("Det minsta värde som får finnas.", "The least value that there may be.")
    )
    at_most: Fraction | None = attrs.field(
        default=None,
        metadata=key("Det största värde som får finnas.", "The greatest value that there may be."),
    )
