"""DR1: YAML syntax."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

YAML_FORM: Final[Mapping[str, Code]] = {
    "DR101": code(
        sv=(
            "Texten följer inte YAML:s skrivregler här.",
            "Jämför indrag, kolon och citattecken med raderna ovanför.",
        ),
        en=(
            "The text is not valid YAML here.",
            "Compare the indentation, colons and quotation marks with the lines above.",
        ),
    ),
    "DR102": code(
        sv=(
            "Raden är indragen med tabb.",
            "Byt tabben mot blanksteg; YAML räknar bara blanksteg som indrag.",
        ),
        en=(
            "The line is indented with a tab.",
            "Replace the tab with spaces; YAML counts only spaces as indentation.",
        ),
    ),
    "DR103": code(
        sv=(
            "Nyckeln {key} finns två gånger på samma ställe.",
            "Ta bort den ena, eller ge den ett annat namn.",
        ),
        en=("The key {key} occurs twice in the same place.", "Remove one of them, or give it another name."),
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
        en=("More than {most} levels are nested here.", "Make the structure shallower."),
    ),
    "DR106": code(
        sv=(
            "Filen har fler än {most} värden, återanvända delar inräknade.",
            "Dela upp filen och undvik &-ankare.",
        ),
        en=(
            "The file has more than {most} values, including reused parts.",
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
            "The character {character} is not allowed in the file.",
            "Remove it; it is invisible, but it is at the mark.",
        ),
    ),
    "DR110": code(
        sv=(
            "Här finns ett oväntat kolon: texten innehåller ett kolon, eller indraget är fel.",
            "Sätt citattecken om texten, eller rätta indraget så att raden står under rätt nyckel.",
        ),
        en=(
            "There is an unexpected colon: the text contains one, or the indentation is wrong.",
            "Put the text in quotes, or correct the indentation so that the line is under the right key.",
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
            "Begin lines of the same level in the same column.",
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
        sv=(
            "En text som börjar med * hänvisar till ett annat ställe i filen, och inget där heter {name}.",
            "Sätt citattecken om texten, eller skriv ut värdet utan *.",
        ),
        en=(
            "A text that begins with * refers to another place in the file, and nothing there is called {name}.",
            "Put the text in quotes, or write out the value without *.",
        ),
    ),
    "DR118": code(
        sv=(
            "Inom dubbla citattecken har omvänt snedstreck en särskild betydelse.",
            "Skriv \\\\ i stället för \\, eller byt till enkla citattecken: 'C:\\skola'.",
        ),
        en=(
            "In double quotes, a backslash has a special meaning.",
            "Write \\\\ instead of \\, or use single quotes: 'C:\\school'.",
        ),
    ),
    "DR119": code(
        sv=(
            "Här fortsätter raden fast värdet redan är avslutat.",
            "Sätt dubbla citattecken om hela texten, om den t.ex. har en apostrof; eller lägg resten på en egen rad.",
        ),
        en=(
            "The line goes on here although the value is complete.",
            "Put the whole text in double quotes, for example if it has an apostrophe, or put the rest on a line of its own.",
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
    "DR121": code(
        sv=(
            "Här står ett hårt blanksteg, som YAML inte räknar som ett blanksteg.",
            "Radera det och skriv ett vanligt, eller kör validate med --fix. Det följer ofta med från Word och webben.",
        ),
        en=(
            "There is a non-breaking space here, which YAML does not count as a space.",
            "Delete it and type an ordinary space, or run validate with --fix. It often comes from Word or web pages.",
        ),
    ),
    "DR122": code(
        sv=("Det saknas ett blanksteg efter kolonet.", "Skriv ”{key:bare}: ” med ett blanksteg före resten."),
        en=("A space is missing after the colon.", "Write “{key:bare}: ” with a space before the rest."),
    ),
    "DR123": code(
        sv=(
            "Mitt på raden står en tabb, som när kolumner klistras in från Excel.",
            "Skriv ”nyckel: text” med kolon och blanksteg i stället för tabben, och dra in som raderna runt om.",
        ),
        en=(
            "There is a tab within the line, as when columns are pasted from Excel.",
            "Write “key: text” with a colon and a space instead of the tab, indented like the lines around it.",
        ),
    ),
    "DR124": code(
        sv=(
            "Från # till radens slut är en kommentar, som inte läses.",
            "Sätt citattecken om texten om # hör till den, eller ta bort #.",
        ),
        en=(
            "From # to the end of the line is a comment, which is ignored.",
            "Put the text in quotes if # belongs to it, or remove the #.",
        ),
    ),
    "DR125": code(
        sv=(
            "{written:bare} står inom böjda citattecken, som inte är citattecken i YAML.",
            "Skriv {fixed:bare} med raka citattecken, eller kör validate med --fix.",
        ),
        en=(
            "{written:bare} is in curly quotation marks, which are not quotation marks in YAML.",
            "Write {fixed:bare} with straight ones, or run validate with --fix.",
        ),
    ),
    "DR126": code(
        sv=(
            "Rader kan inte kopieras från ett annat ställe med {key:bare}.",
            "Skriv raderna här i stället.",
        ),
        en=(
            "Lines cannot be copied from another place with {key:bare}.",
            "Write the lines here instead.",
        ),
    ),
    "DR117": code(
        sv=("Filen är tom.", "Fyll i den, eller ange en annan fil."),
        en=("The file is empty.", "Fill it in, or give another file."),
    ),
    "DR127": code(
        sv=(
            "Texten slutar före {cut}: det som kommer efter ett blanksteg och # är en kommentar.",
            "Sätt citattecken om hela texten om {cut:bare} hör till den; skriv annars ett blanksteg efter #.",
        ),
        en=(
            "The text ends before {cut}: what comes after a space and # is a comment.",
            "Put the whole text in quotes if {cut:bare} belongs to it; if not, write a space after the #.",
        ),
        severity=Severity.WARNING,
    ),
    "DR128": code(
        sv=(
            "{written} räknas inte till texten utan är ett ankare, som inget hänvisar till.",
            "Sätt citattecken om hela texten om {written:bare} hör till den, annars ta bort det.",
        ),
        en=(
            "{written} is not part of the text: it is an anchor, and nothing refers to it.",
            "Put the whole text in quotes if {written:bare} belongs to it; if not, remove it.",
        ),
        severity=Severity.WARNING,
    ),
    "DR129": code(
        sv=(
            "Inom dubbla citattecken blir {written} ett tecken som inte syns.",
            "Skriv {fixed:bare} om omvänt snedstreck hör till texten, eller sätt enkla citattecken om den.",
        ),
        en=(
            "In double quotes, {written} becomes an invisible character.",
            "Write {fixed:bare} if the backslash belongs to the text, or put the text in single quotes.",
        ),
        severity=Severity.WARNING,
    ),
}
