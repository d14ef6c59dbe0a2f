"""DR26: crosswalks between frameworks, and answers that are carried over."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

CROSSWALKS: Final[Mapping[str, Code]] = {
    "DR260": code(
        sv=(
            "Översättningsnyckeln leder från {name} till samma ramverk.",
            "Ange ett annat ramverk eller en annan utgåva.",
        ),
        en=("The crosswalk leads from {name} to the same framework.", "Name another framework or edition."),
    ),
    "DR261": code(
        sv=("Nivåer på skalan {scale} saknar motsvarighet: {missing}.", "Lägg till en rad för varje nivå."),
        en=("Levels of the scale {scale} lead nowhere: {missing}.", "Add a line for each level."),
    ),
    "DR262": code(
        sv=(
            "En högre nivå på {one} leder till en lägre på {other}.",
            "Skriv nivåerna så att de stiger på båda skalorna.",
        ),
        en=(
            "A higher level of {one} leads to a lower one of {other}.",
            "Write the levels so that they rise on both scales.",
        ),
    ),
    "DR263": code(
        sv=(
            "Relationen {relation} täcker bara en del, så det behöver stå hur stor del.",
            "Lägg till coverage med ett tal mellan 0 och 1, t.ex. 0.5 för hälften.",
        ),
        en=(
            "The relation {relation} covers a part only, so how large a part has to be said.",
            "Add coverage with a number between 0 and 1, such as 0.5 for half of it.",
        ),
    ),
    "DR264": code(
        sv=(
            "Relationen {relation} täcker allt, så coverage kan bara vara 1.",
            "Ta bort coverage, eller välj subset.",
        ),
        en=(
            "The relation {relation} covers all, so coverage can only be 1.",
            "Remove coverage, or choose subset.",
        ),
    ),
    "DR265": code(
        sv=(
            "Det står inte vilka nivåer på skalan {other} som nivåerna på {one} motsvarar.",
            "Lägg till dem under levels: from, to och map.",
        ),
        en=(
            "Which levels of the scale {other} the levels of {one} correspond to is not said.",
            "Add them under levels: from, to and map.",
        ),
    ),
    "DR266": code(
        sv=("{one} och {other} står bredvid varandra två gånger.", "Ta bort den ena raden."),
        en=("{one} and {other} stand beside each other twice.", "Delete one of the lines."),
    ),
    "DR267": code(
        sv=(
            "Delarna av {name} täcker tillsammans {total:bare}, alltså mer än allt.",
            "Minska coverage så att summan blir högst 1.",
        ),
        en=(
            "The parts of {name} cover {total:bare} together, which is more than all of it.",
            "Lower coverage so that the sum is at most 1.",
        ),
    ),
    "DR268": code(
        sv=(
            "Ingen översättningsnyckel leder från {one} till {other}.",
            "Ange en egen med --crosswalk. Kända översättningsnycklar därifrån leder till: {known}.",
        ),
        en=(
            "No crosswalk leads from {one} to {other}.",
            "Name one of your own with --crosswalk. Known crosswalks from there lead to: {known}.",
        ),
    ),
    "DR269": code(
        sv=(
            "Det står inte vilket ramverk svaren gäller.",
            "Ange det med --from, eller skriv ”framework: …” först i filen.",
        ),
        en=(
            "Which framework the answers are for is not said.",
            "Name it with --from, or write “framework: …” first in the file.",
        ),
    ),
}
