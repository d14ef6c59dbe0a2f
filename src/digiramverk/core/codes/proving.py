"""DR61: the cases of a framework."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.kinds import Code, code

PROVING: Final[Mapping[str, Code]] = {
    "DR611": code(
        sv=("Fallet {name} behöver svar.", "Skriv antingen forms med formulär, eller answers med en fil."),
        en=("The case {name} needs answers.", "Write either forms with forms in it, or answers with a file."),
    ),
    "DR612": code(
        sv=(
            "En rad under {measure} säger inte vad som väntas.",
            "Skriv antingen value med värdet, eller missing med skälet till att det saknas.",
        ),
        en=(
            "A row below {measure} does not say what is expected.",
            "Write either value with the value, or missing with the reason why there is none.",
        ),
    ),
    "DR613": code(
        sv=("{name} är ingen dimension i ramverket.", "Dimensioner: {known}."),
        en=("{name} is no dimension of the framework.", "Dimensions: {known}."),
    ),
    "DR614": code(
        sv=("{name} är inget skäl till att ett värde saknas.", "Skälen är {known}."),
        en=("{name} is no reason why a value is missing.", "The reasons are {known}."),
    ),
    "DR615": code(
        sv=(
            "Måttet {measure} ger {wanted}, men fallet väntar sig {value}.",
            "Skriv värdet i rätt form: ett tal eller ett bråk som 19/24, true eller false, eller en beteckning.",
        ),
        en=(
            "The measure {measure} gives {wanted}, but the case expects {value}.",
            "Write the value in the right form: a number or a fraction such as 19/24, true or false, or an id.",
        ),
    ),
}
