"""DR8: reports."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

REPORTS: Final[Mapping[str, Code]] = {
    "DR801": code(
        sv=("Ingen del av en rapport heter {name}.", "Delar utan värde: {known}."),
        en=("A report has no part {name}.", "Parts without a value: {known}."),
    ),
    "DR802": code(
        sv=(
            "Måttet {name} går inte att rita: det är inga tal, eller bara ett.",
            "Välj ett mått som har tal per område eller liknande, eller visa det med figures eller table.",
        ),
        en=(
            "The measure {name} cannot be drawn: it has no numbers, or only one.",
            "Choose a measure with numbers per area, for example, or show it with figures or table.",
        ),
    ),
    "DR803": code(
        sv=(
            "Måttet {name} säger inte ja eller nej för varje steg.",
            "Delen reached behöver ett sådant mått, med step under per.",
        ),
        en=(
            "The measure {name} does not say yes or no for each step.",
            "The part reached needs such a measure, with step under per.",
        ),
    ),
    "DR810": code(
        sv=("Rapporter kan inte skrivas som {name}.", "Möjliga format: {known}."),
        en=("Reports cannot be written as {name}.", "Possible formats: {known}."),
    ),
    "DR811": code(
        sv=(
            "Formatet {name} kan inte visas i en terminal.",
            "Ange med --out vilken fil rapporten ska skrivas till.",
        ),
        en=(
            "The format {name} cannot be shown in a terminal.",
            "Give a file to write the report to, with --out.",
        ),
    ),
    "DR812": code(
        sv=(
            "Svaren gäller {count} resultat, men rapporten visar ett.",
            "Välj med --only, till exempel {example:bare}.",
        ),
        en=(
            "The answers hold {count} results, but the report shows one.",
            "Choose with --only, as in {example:bare}.",
        ),
    ),
    "DR813": code(
        sv=("Inga svar passar {wanted}.", "Det som finns: {known}."),
        en=("No answers match {wanted}.", "There are: {known}."),
    ),
    "DR814": code(
        sv=(
            "Det finns bara ett resultat, så det finns inget att jämföra.",
            "Ge svar från flera omgångar, svarande eller grupper för samma enhet.",
        ),
        en=(
            "There is only one result, so there is nothing to compare.",
            "Give answers of several rounds, respondents or groups of the same unit.",
        ),
    ),
    "DR816": code(
        sv=(
            "Mallen {file} är inget Word-dokument som går att läsa.",
            "Spara den som .docx i Word och försök igen.",
        ),
        en=(
            "The template {file} is not a readable Word document.",
            "Save it as .docx in Word and try again.",
        ),
    ),
    "DR817": code(
        sv=(
            "Den här rapporten har inget diagram.",
            "Välj ett annat format, eller lägg till en del chart i ramverkets rapport.",
        ),
        en=(
            "This report has no chart.",
            "Choose another format, or add a part chart to the framework's report.",
        ),
    ),
    "DR818": code(
        sv=(
            "Villkoret {written} är inte rätt skrivet.",
            "Skriv det som dimension=medlem, till exempel unit=Exempelskolan.",
        ),
        en=(
            "The condition {written} is not valid.",
            "Write it as dimension=member, as in unit=Exempelskolan.",
        ),
    ),
    "DR821": code(
        sv=(
            "Insticksmodulen {name} ({distribution:bare} {version:bare}) registrerar rapportformatet {format}, men det gör {other} redan.",
            "Be den som ger ut modulen att välja ett annat namn. Allt annat fungerar.",
        ),
        en=(
            "The plugin {name} ({distribution:bare} {version:bare}) registers the report format {format}, but {other} already has.",
            "Ask the publisher of the plugin to choose another name. Everything else works.",
        ),
    ),
    "DR822": code(
        sv=(
            "Rapporten kunde inte skrivas som {name}: formatet från {distribution} gick fel: {cause:bare}.",
            "Välj ett annat format, eller anmäl felet till den som ger ut {distribution}.",
        ),
        en=(
            "The report could not be written as {name}: the format from {distribution} failed: {cause:bare}.",
            "Choose another format, or report this to the publisher of {distribution}.",
        ),
    ),
    "DR823": code(
        sv=(
            "Märket {written:bare} i mallen {file} är okänt och står kvar i rapporten.",
            "Skriv {{{{report}}}} ensamt i ett stycke där rapporten ska stå; utan det står den sist.",
        ),
        en=(
            "The mark {written:bare} in the template {file} is unknown and stays in the report.",
            "Write {{{{report}}}} alone in a paragraph where the report should be; without it, the report comes last.",
        ),
        severity=Severity.WARNING,
    ),
    "DR827": code(
        sv=(
            "Märket {written:bare} i mallen {file} står {where}, där ingen rapport får plats, och står kvar.",
            "Skriv {{{{report}}}} ensamt i ett eget stycke; utan ett sådant står rapporten sist.",
        ),
        en=(
            "The mark {written:bare} in the template {file} is {where}, where a report does not fit, and stays there.",
            "Write {{{{report}}}} alone in a paragraph of its own; without one, the report comes last.",
        ),
        severity=Severity.WARNING,
    ),
    "DR828": code(
        sv=(
            "Mallen {file} går inte att fylla i: den är {kind}.",
            "Öppna den i programmet som den gjordes i, spara den som ett vanligt Word-dokument (.docx) och ange den filen.",
        ),
        en=(
            "The template {file} cannot be filled in: it is {kind}.",
            "Open it in the program it was made in, save it as an ordinary Word document (.docx) and give that file.",
        ),
    ),
    "DR829": code(
        sv=(
            "Märket {written:bare} finns {count} gånger i mallen {file}. Rapporten ersätter det första.",
            "Ta bort de andra, som står kvar i rapporten.",
        ),
        en=(
            "The mark {written:bare} occurs {count} times in the template {file}. The report replaces the first one.",
            "Remove the others, which stay in the report.",
        ),
        severity=Severity.WARNING,
    ),
    "DR820": code(
        sv=(
            "{count} resultat är för många att jämföra; högst {most} får plats.",
            "Välj med --only, till exempel {example:bare}.",
        ),
        en=(
            "{count} results are too many to compare; at most {most} fit.",
            "Choose with --only, as in {example:bare}.",
        ),
    ),
    "DR819": code(
        sv=("Formatet {name} tar ingen mall.", "Ta bort --template, eller skriv rapporten som docx."),
        en=("The format {name} takes no template.", "Remove --template, or write the report as docx."),
    ),
}
