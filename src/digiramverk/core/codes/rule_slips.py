"""DR355–DR359: what people write in rules who are used to other formulas."""

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
            "Write it as “1 if share > 0.8 else 0”: first the value if it holds, last the value otherwise.",
        ),
    ),
    "DR358": code(
        sv=(
            "Den här parentesen har ingen motsvarighet.",
            "Lägg till den som saknas eller ta bort den som är för mycket: varje ( behöver ett ).",
        ),
        en=(
            "This bracket has no counterpart.",
            "Add the one that is missing or remove the one too many: every ( needs a ).",
        ),
    ),
    "DR359": code(
        sv=(
            "Namn i regler står inom raka citattecken, och {written:bare} har böjda.",
            "Skriv {fixed:bare}, eller kör validate med --fix.",
        ),
        en=(
            "Names in rules stand in straight quotation marks, and {written:bare} has curly ones.",
            "Write {fixed:bare}, or run validate with --fix.",
        ),
    ),
}
