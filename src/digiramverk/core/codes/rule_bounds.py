"""DR37: the sizes that rules may have."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

RULE_BOUNDS: Final[Mapping[str, Code]] = {
    "DR375": code(
        sv=(
            "Ett värde här kan behöva ett tal med {digits} siffror; högst {most} är tillåtet.",
            "Avrunda mellanled, till exempel med round(…, 6), eller multiplicera färre tal med varandra.",
        ),
        en=(
            "A value here could need {digits} digits; at most {most} are allowed.",
            "Round intermediate values, as with round(…, 6), or multiply fewer numbers with one another.",
        ),
    ),
    "DR376": code(
        sv=(
            "Ett värde här kan bli ett tal med {digits} siffror före decimaltecknet; högst {most} är tillåtet.",
            "Multiplicera färre stora tal med varandra, eller håll dem inom gränser med clamp(…, 0, 100).",
        ),
        en=(
            "A value here could have {digits} digits before the decimal point; at most {most} are allowed.",
            "Multiply fewer large numbers with one another, or keep them within bounds with clamp(…, 0, 100).",
        ),
    ),
    "DR377": code(
        sv=(
            "Måttet {name} bygger på andra mått i mer än {most} led.",
            "Räkna ut det i färre led, till exempel ur svaren i stället för ur föregående mått.",
        ),
        en=(
            "The measure {name} builds on other measures more than {most} levels deep.",
            "Compute it in fewer steps, for example from the answers instead of the previous measure.",
        ),
    ),
    "DR378": code(
        sv=(
            "Med det här måttet har reglerna {count} celler; högst {most} är tillåtet.",
            "Dela upp måttet på färre dimensioner, eller låt indikatorer höra till färre medlemmar.",
        ),
        en=(
            "With this measure, the rules have {count} cells; at most {most} are allowed.",
            "Give the measure fewer dimensions, or let indicators belong to fewer members.",
        ),
    ),
    "DR379": code(
        sv=(
            "Måttet {name} bygger på svaren på {count} olika vägar genom andra mått; högst {most} är tillåtet.",
            "Låt regler längs vägen nämna samma mått färre gånger: 2 * x i stället för x + x.",
        ),
        en=(
            "The measure {name} depends on the answers along {count} paths through other measures; at most {most} are allowed.",
            "Let the rules along the paths mention a measure fewer times: 2 * x instead of x + x.",
        ),
    ),
}
