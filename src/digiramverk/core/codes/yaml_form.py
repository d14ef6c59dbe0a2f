"""DR1: the form of YAML."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.kinds import Code, code

YAML_FORM: Final[Mapping[str, Code]] = {
    "DR101": code(
        sv=(
            "Texten följer inte YAML:s skrivregler här.",
            "Jämför med raderna ovanför: indrag, kolon och citattecken.",
        ),
        en=(
            "The text breaks YAML's rules of writing here.",
            "Compare with the lines above: indentation, colons, quotes.",
        ),
    ),
    "DR102": code(
        sv=(
            "Raden är indragen med tabb.",
            "Byt tabben mot blanksteg; YAML räknar bara blanksteg som indrag.",
        ),
        en=(
            "The line is indented with a tab.",
            "Replace the tab by spaces; YAML counts only spaces as indentation.",
        ),
    ),
    "DR103": code(
        sv=(
            "Nyckeln {key} står två gånger på samma ställe.",
            "Ta bort den ena, eller ge den ett annat namn.",
        ),
        en=("The key {key} stands twice in the same place.", "Remove one of them, or give it another name."),
    ),
    "DR104": code(
        sv=(
            "Taggen {tag} är inte tillåten.",
            "Skriv värdet utan utropstecken framför, eller sätt citattecken om det.",
        ),
        en=(
            "The tag {tag} is not allowed.",
            "Write the value without the exclamation mark, or put it in quotes.",
        ),
    ),
    "DR105": code(
        sv=("Här är mer än {most} nivåer inuti varandra.", "Gör strukturen grundare."),
        en=("More than {most} levels stand inside one another here.", "Make the structure shallower."),
    ),
    "DR106": code(
        sv=(
            "Filen har fler än {most} värden, återanvända delar inräknade.",
            "Dela upp filen och undvik &-ankare.",
        ),
        en=(
            "The file has more than {most} values, reused parts counted.",
            "Split the file and avoid & anchors.",
        ),
    ),
    "DR107": code(
        sv=("Ett nytt dokument börjar här (---), men en fil får bara ha ett.", "Lägg resten i en egen fil."),
        en=(
            "A new document begins here (---), but a file may have only one.",
            "Put the rest in a file of its own.",
        ),
    ),
    "DR108": code(
        sv=("En nyckel måste vara en enkel text.", "Skriv nyckeln som ett ord före kolonet."),
        en=("A key must be a simple text.", "Write the key as one word before the colon."),
    ),
    "DR109": code(
        sv=(
            "Tecknet {character} får inte finnas i filen.",
            "Ta bort det; det är osynligt men står vid markeringen.",
        ),
        en=(
            "The character {character} may not be in the file.",
            "Remove it; it is invisible but stands at the mark.",
        ),
    ),
    "DR110": code(
        sv=(
            "Ett kolon som inte väntades: texten innehåller ett kolon, eller indraget är fel.",
            "Sätt citattecken om texten, eller rätta indraget så att raden står under rätt nyckel.",
        ),
        en=(
            "A colon that was not expected: the text contains one, or the indentation is wrong.",
            "Put the text in quotes, or mend the indentation so that the line stands under the right key.",
        ),
    ),
    "DR111": code(
        sv=("Det saknas ett kolon efter nyckeln.", "Skriv ”nyckel: värde” med kolon och ett blanksteg."),
        en=("A colon is missing after the key.", "Write “key: value” with a colon and one space."),
    ),
    "DR112": code(
        sv=("Indraget stämmer inte med raderna ovanför.", "Låt rader på samma nivå börja i samma kolumn."),
        en=(
            "The indentation does not match the lines above.",
            "Let lines of one level begin in the same column.",
        ),
    ),
    "DR113": code(
        sv=(
            "Ett citattecken öppnas men stängs aldrig.",
            "Avsluta texten med samma slags citattecken som den började med.",
        ),
        en=(
            "A quotation mark is opened but never closed.",
            "End the text with the same kind of mark as it began with.",
        ),
    ),
    "DR114": code(
        sv=("En text kan inte börja med det här tecknet.", "Sätt citattecken om hela texten."),
        en=("A text cannot begin with this character.", "Put the whole text in quotes."),
    ),
    "DR115": code(
        sv=(
            "En lista eller grupp inom [ ] eller { } är inte rätt avslutad.".replace("{", "{{").replace(
                "}", "}}"
            ),
            "Kontrollera kommatecken och slutparentes; texter med komma eller kolon behöver citattecken.",
        ),
        en=(
            "A list or group in [ ] or { } is not properly closed.".replace("{", "{{").replace("}", "}}"),
            "Check commas and the closing bracket; texts with a comma or colon need quotes.",
        ),
    ),
    "DR116": code(
        sv=("Ankaret {name} finns inte.", "Skriv ut värdet i stället för att hänvisa med *."),
        en=("The anchor {name} does not exist.", "Write out the value instead of referring to it with *."),
    ),
    "DR118": code(
        sv=(
            "Ett omvänt snedstreck i en text med dubbla citattecken betyder något annat än du tänkt.",
            "Skriv \\\\ i stället för \\, eller byt till enkla citattecken: 'C:\\skola'.",
        ),
        en=(
            "A backslash in a text in double quotes means something else than intended.",
            "Write \\\\ instead of \\, or use single quotes: 'C:\\school'.",
        ),
    ),
    "DR119": code(
        sv=(
            "Här fortsätter raden fast värdet redan är avslutat.",
            "Sätt citattecken om hela texten, eller lägg fortsättningen på en egen rad.",
        ),
        en=(
            "The line goes on here although the value is complete.",
            "Put the whole text in quotes, or put the rest on a line of its own.",
        ),
    ),
    "DR120": code(
        sv=(
            "En lista med bindestreck kan inte börja här, på samma rad som något annat.",
            "Lägg varje ”- ” på en egen rad under nyckeln, eller skriv listan som [a, b].",
        ),
        en=(
            "A list with hyphens cannot begin here, on the same line as something else.",
            "Put every “- ” on a line of its own below the key, or write the list as [a, b].",
        ),
    ),
    "DR117": code(
        sv=("Filen är tom.", "Fyll i den, eller ange en annan fil."),
        en=("The file is empty.", "Fill it in, or name another file."),
    ),
}
