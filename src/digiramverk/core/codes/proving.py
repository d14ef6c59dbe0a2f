"""DR61 and DR62: the cases and laws of a framework."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

PROVING: Final[Mapping[str, Code]] = {
    "DR611": code(
        sv=("Fallet {name} behöver svar.", "Skriv antingen forms med formulär, eller answers med en fil."),
        en=(
            "The case {name} needs answers.",
            "Write either forms with one or more forms, or answers with a file.",
        ),
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
        en=("{name} is not a dimension of the framework.", "Dimensions: {known}."),
    ),
    "DR614": code(
        sv=("{name} är inget skäl till att ett värde saknas.", "Skälen är {known}."),
        en=("{name} is not a reason for a missing value.", "The reasons are {known}."),
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
    "DR616": code(
        sv=(
            "Ramverket {name} är laddat någon annanstans, så det går inte att veta var dess fall finns.",
            "Ge ramverkets id eller sökväg, eller pröva bara lagarna med Workspace.proving.prove.",
        ),
        en=(
            "The framework {name} was loaded elsewhere, so it is unknown where its cases are.",
            "Give the id or path of the framework, or check the laws alone with Workspace.proving.prove.",
        ),
    ),
    "DR620": code(
        sv=(
            "{value} kan inte anges för en lag.",
            "Skriv rising, falling eller holds, eller waived med skälet till att lagen inte ska gälla.",
        ),
        en=(
            "{value} cannot be stated for a law.",
            "Write rising, falling or holds, or waived with the reason why the law need not hold.",
        ),
    ),
    "DR621": code(
        sv=(
            "Det som anges för lagen {law} hör inte till den.",
            "rising och falling hör till monotone, at_least och at_most till within_range, och waived ska stå ensamt.",
        ),
        en=(
            "What is stated for the law {law} does not belong to it.",
            "rising and falling belong to monotone, at_least and at_most to within_range, and waived must be alone.",
        ),
    ),
    "DR622": code(
        sv=(
            "Villkoren kan aldrig vara uppfyllda samtidigt.",
            "Kontrollera gränserna: de utesluter varandra.",
        ),
        en=(
            "The conditions can never be true at the same time.",
            "Check the bounds: they exclude each other.",
        ),
        severity=Severity.WARNING,
    ),
    "DR623": code(
        sv=(
            "Den här delen av {name} väljs aldrig, vad man än svarar.",
            "Ta bort den, eller kontrollera att det är rätt funktion: min eller max.",
        ),
        en=(
            "This part of {name} is never chosen, whatever the answers are.",
            "Remove it, or check that the function is the right one: min or max.",
        ),
        severity=Severity.WARNING,
    ),
}
