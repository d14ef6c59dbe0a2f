"""DR37: how large rules may be."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

RULE_BOUNDS: Final[Mapping[str, Code]] = {
    "DR375": code(
        sv=(
            "Ett värde här kan behöva ett tal med {digits} siffror, och högst {most} får det vara.",
            "Avrunda på vägen, till exempel med round(…, 6), eller multiplicera färre tal med varandra.",
        ),
        en=(
            "A value here could need a number of {digits} digits, and {most} is the most allowed.",
            "Round on the way, as with round(…, 6), or multiply fewer numbers with one another.",
        ),
    ),
    "DR376": code(
        sv=(
            "Ett värde här kan bli ett tal med {digits} siffror före decimaltecknet, och högst {most} får det vara.",
            "Multiplicera färre stora tal med varandra, eller håll dem inom gränser med clamp(…, 0, 100).",
        ),
        en=(
            "A value here could have {digits} digits before the decimal point, and {most} is the most allowed.",
            "Multiply fewer large numbers with one another, or keep them within bounds with clamp(…, 0, 100).",
        ),
    ),
    "DR377": code(
        sv=(
            "Måttet {name} bygger på andra mått i mer än {most} led.",
            "Räkna ut det på kortare väg, till exempel ur svaren i stället för ur måttet före.",
        ),
        en=(
            "The measure {name} builds on other measures more than {most} levels deep.",
            "Compute it in fewer steps, for instance from the answers and not from the measure before.",
        ),
    ),
    "DR378": code(
        sv=(
            "Här kommer reglerna upp i {count} celler, och högst {most} får de ha tillsammans.",
            "Ta bort något av det som måttet är uppdelat på, eller låt indikatorer höra till färre medlemmar.",
        ),
        en=(
            "Here the rules come to {count} cells, and {most} together is the most allowed.",
            "Divide the measure by fewer things, or let indicators belong to fewer members.",
        ),
    ),
    "DR379": code(
        sv=(
            "Måttet {name} bygger på svaren på {count} olika vägar genom andra mått, och högst {most} får det vara.",
            "Låt regler längs vägen nämna samma mått färre gånger; 2 * x i stället för x + x.",
        ),
        en=(
            "The measure {name} builds on the answers in {count} ways through other measures, and {most} is the most.",
            "Let the rules on the way name a measure fewer times; 2 * x instead of x + x.",
        ),
    ),
}
