"""DR38 and DR625: the forms that count, and the measures of an action plan."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

PLANS: Final[Mapping[str, Code]] = {
    "DR380": code(
        sv=(
            "Måttet {name} säger inte ja eller nej för varje formulär.",
            'counts behöver ett sådant mått, utan per, till exempel published and group == "ledning".',
        ),
        en=(
            "The measure {name} does not say yes or no for each form.",
            'counts needs such a measure, without per, as in published and group == "leader".',
        ),
    ),
    "DR381": code(
        sv=(
            "Värdet av måttet {name} är inget steg.",
            "step under plan behöver ett mått vars värde är ett steg, som highest(…) eller lowest(…), utan per.",
        ),
        en=(
            "The value of the measure {name} is not a step.",
            "step in plan needs a measure whose value is a step, such as highest(…) or lowest(…), without per.",
        ),
    ),
    "DR382": code(
        sv=(
            "Måttet {name} har inget värde per indikator.",
            "{part} under plan behöver ett mått med indicator under per, som är ja eller nej eller ett tal.",
        ),
        en=(
            "The measure {name} has no value per indicator.",
            "{part} in plan needs a measure with indicator in per that is yes or no, or a number.",
        ),
    ),
    "DR625": code(
        sv=(
            "Inget av de {count} formulären räknas, så det finns inget att bygga en plan på.",
            "Publicera skattningarna (published: true), eller kontrollera måttet som ramverket anger under counts.",
        ),
        en=(
            "None of the {count} forms counts, so there is nothing to base a plan on.",
            "Publish the assessments (published: true), or check the measure that the framework names under counts.",
        ),
    ),
}
