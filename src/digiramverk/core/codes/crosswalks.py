"""DR26: crosswalks between frameworks, and migrated answers."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

CROSSWALKS: Final[Mapping[str, Code]] = {
    "DR260": code(
        sv=(
            "Översättningsnyckeln leder från {name} till samma ramverk.",
            "Ange ett annat ramverk eller en annan utgåva.",
        ),
        en=("The crosswalk leads from {name} to the same framework.", "Give another framework or edition."),
    ),
    "DR261": code(
        sv=("Nivåer på skalan {scale} saknar motsvarighet: {missing}.", "Lägg till en rad för varje nivå."),
        en=("Levels of the scale {scale} have no counterpart: {missing}.", "Add a line for each level."),
    ),
    "DR262": code(
        sv=(
            "En högre nivå på {one} leder till en lägre på {other}.",
            "Skriv nivåerna så att de stiger på båda skalorna.",
        ),
        en=(
            "A higher level of {one} corresponds to a lower level of {other}.",
            "Order the levels so that they rise on both scales.",
        ),
    ),
    "DR263": code(
        sv=(
            "Relationen {relation} täcker bara en del, så storleken på delen behövs.",
            "Lägg till coverage med ett tal mellan 0 och 1, t.ex. 0.5 för hälften.",
        ),
        en=(
            "The relation {relation} covers only a part, so the size of the part is needed.",
            "Add coverage with a number between 0 and 1, such as 0.5 for half of it.",
        ),
    ),
    "DR264": code(
        sv=(
            "Relationen {relation} täcker allt, så coverage kan bara vara 1.",
            "Ta bort coverage, eller välj subset.",
        ),
        en=(
            "The relation {relation} covers everything, so coverage can only be 1.",
            "Remove coverage, or choose subset.",
        ),
    ),
    "DR265": code(
        sv=(
            "Översättningsnyckeln säger inte vilka nivåer på skalan {other} som nivåerna på {one} motsvarar.",
            "Lägg till dem under levels: from, to och map.",
        ),
        en=(
            "The crosswalk does not say which levels of the scale {other} the levels of {one} correspond to.",
            "Add them under levels: from, to and map.",
        ),
    ),
    "DR266": code(
        sv=("Paret {one} och {other} finns två gånger.", "Ta bort den ena raden."),
        en=("The pair {one} and {other} occurs twice.", "Delete one of the lines."),
    ),
    "DR267": code(
        sv=(
            "Delarna av {name} täcker tillsammans {total:bare}, alltså mer än allt.",
            "Minska coverage så att summan blir högst 1.",
        ),
        en=(
            "Together, the parts of {name} cover {total:bare}, which is more than all of it.",
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
            "Give one of your own with --crosswalk. Known crosswalks from there lead to: {known}.",
        ),
    ),
    "DR269": code(
        sv=(
            "Svaren säger inte vilket ramverk de gäller.",
            "Ange det med --from, eller skriv ”framework: …” först i filen.",
        ),
        en=(
            "The answers do not say which framework they are for.",
            "Give it with --from, or write “framework: …” first in the file.",
        ),
    ),
}
