"""DR355 to DR359: spreadsheet habits in rules."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

RULE_SLIPS: Final[Mapping[str, Code]] = {
    "DR355": code(
        sv=(
            "{written} finns inte i regler.",
            "Skriv ”{fixed:bare}” i stället, eller kör validate med --fix.",
        ),
        en=(
            "There is no {written} in rules.",
            "Write “{fixed:bare}” instead, or run validate with --fix.",
        ),
    ),
    "DR356": code(
        sv=(
            "Regeln börjar med ett likhetstecken, som en formel i Excel.",
            "Ta bort likhetstecknet, eller kör validate med --fix.",
        ),
        en=(
            "The rule begins with an equals sign, like a formula in Excel.",
            "Remove the equals sign, or run validate with --fix.",
        ),
    ),
    "DR357": code(
        sv=(
            "Ett villkor skrivs inte som en funktion i regler.",
            "Skriv det som ”1 if share > 0.8 else 0”: först värdet om det stämmer, sist värdet annars.",
        ),
        en=(
            "A condition is not written as a function in rules.",
            "Write it as “1 if share > 0.8 else 0”: first the value if the condition is true, last the value otherwise.",
        ),
    ),
    "DR358": code(
        sv=(
            "Den här parentesen har ingen motsvarighet.",
            "Lägg till den parentes som saknas eller ta bort den här: varje ( behöver ett ).",
        ),
        en=(
            "This bracket has no counterpart.",
            "Add the missing bracket or remove this one: every ( needs a ).",
        ),
    ),
    "DR359": code(
        sv=(
            "Namn i regler ska stå inom raka citattecken, men {written:bare} har böjda.",
            "Skriv {fixed:bare}, eller kör validate med --fix.",
        ),
        en=(
            "Names in rules need straight quotation marks, but {written:bare} has curly ones.",
            "Write {fixed:bare}, or run validate with --fix.",
        ),
    ),
}
