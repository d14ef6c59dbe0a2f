"""DR2: the structure of a framework."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

STRUCTURE: Final[Mapping[str, Code]] = {
    "DR201": code(
        sv=("Nyckeln {key} är okänd här.", "Möjliga nycklar: {known}."),
        en=("The key {key} is unknown here.", "Possible keys: {known}."),
    ),
    "DR202": code(
        sv=("Nyckeln {key} saknas.", "Lägg till ”{line:bare}”."),
        en=("The key {key} is missing.", "Add “{line:bare}”."),
    ),
    "DR203": code(
        sv=(
            "Här ska stå {expected}, men det är {found}.",
            "Skriv {expected} i stället, eller kontrollera indraget på raderna under.",
        ),
        en=(
            "This should be {expected}, but it is {found}.",
            "Write {expected} instead, or check the indentation of the lines below.",
        ),
    ),
    "DR204": code(
        sv=("Värdet {value} är inte tillåtet här.", "Välj ett av: {known}."),
        en=("The value {value} is not allowed here.", "Choose one of: {known}."),
    ),
    "DR205": code(
        sv=(
            "{value} kan inte vara ett namn: använd bara bokstäver, siffror, punkt, bindestreck och understreck.",
            "Skriv t.ex. {fixed:bare}.",
        ),
        en=(
            "{value} is not a valid name: use only letters, digits, full stops, hyphens and underscores.",
            "Write for example {fixed:bare}.",
        ),
    ),
    "DR206": code(
        sv=("Här är för lite: minst {least} behövs.", "Fyll på, eller ta bort nyckeln."),
        en=("There is too little here: at least {least} is needed.", "Add to it, or remove the key."),
    ),
    "DR207": code(
        sv=("Här är för mycket: högst {most} är tillåtet.", "Korta, eller dela upp."),
        en=("There is too much here: at most {most} is allowed.", "Shorten it, or split it."),
    ),
    "DR208": code(
        sv=("Talet {value:bare} är inte tillåtet här.", "Skriv ett tal som är {limit} {bound}."),
        en=("The number {value:bare} is not allowed here.", "Write a number that is {limit} {bound}."),
    ),
    "DR209": code(
        sv=("{value} är skrivet med decimalkomma.", "Skriv {fixed:bare}, med punkt."),
        en=("{value} is written with a decimal comma.", "Write {fixed:bare}, with a full stop."),
    ),
    "DR210": code(
        sv=("Värdet följer inte formatet ({keyword}).", "Jämför med beskrivningen av filformatet."),
        en=(
            "The value does not follow the format ({keyword}).",
            "Compare with the description of the file format.",
        ),
    ),
    "DR211": code(
        sv=(
            "Ramverket säger inte vad en obesvarad indikator betyder.",
            (
                "Skriv under scoring: ”unanswered: exclude” (räknas inte med), ”zero” (räknas som noll) "
                "eller ”blocks” (inget resultat förrän allt är besvarat)."
            ),
        ),
        en=(
            "The framework does not say what an unanswered indicator means.",
            (
                "Write under scoring: “unanswered: exclude” (left out), “zero” (counts as zero) "
                "or “blocks” (no result until everything is answered)."
            ),
        ),
    ),
    "DR212": code(
        sv=("{kind} {name} finns inte.", "Definierade: {known}."),
        en=("There is no {kind} {name}.", "Defined: {known}."),
    ),
    "DR213": code(
        sv=("{kind} {name} förekommer två gånger.", "Ge den ena ett annat namn, eller slå ihop dem."),
        en=("The {kind} {name} is defined twice.", "Give one of them another name, or merge them."),
    ),
    "DR214": code(
        sv=(
            "Alla nivåer i skalan {name} har samma poäng, så inget svar är bättre än ett annat.",
            "Ge nivåerna olika poäng.",
        ),
        en=(
            "All levels of the scale {name} have the same points, so no answer is better than another.",
            "Give the levels different points.",
        ),
    ),
    "DR215": code(
        sv=(
            "Områdena har {depth} nivåer, men area_levels namnger {named}.",
            "Lägg till area_levels med ett namn per nivå, t.ex. area_levels: [focus_area, objective].",
        ),
        en=(
            "Areas have {depth} levels, but area_levels names {named}.",
            "Add area_levels with one name per level, for example area_levels: [focus_area, objective].",
        ),
    ),
    "DR216": code(
        sv=(
            "Ramverket har flera skalor, så indikatorn {name} måste säga vilken den använder.",
            "Lägg till ”scale:” med en av: {known}.",
        ),
        en=(
            "The framework has several scales, so the indicator {name} must say which one it uses.",
            "Add “scale:” with one of: {known}.",
        ),
    ),
    "DR217": code(
        sv=(
            "Ramverket har ingen skala, så ingen indikator kan besvaras.",
            "Lägg till t.ex. ”scale: [nej, delvis, ja]”.",
        ),
        en=(
            "The framework has no scale, so no indicator can be answered.",
            "Add for example “scale: [no, partly, yes]”.",
        ),
    ),
    "DR218": code(
        sv=(
            "Ett mål behöver precis en gräns: at_least eller at_most.",
            "Skriv en av dem, inte båda eller ingen.",
        ),
        en=(
            "A target needs exactly one bound: at_least or at_most.",
            "Write one of them, not both or neither.",
        ),
    ),
    "DR219": code(
        sv=(
            "Måttet {name} är inget tal, så det kan inte jämföras med ett målvärde.",
            "Välj ett mått som ger ett tal.",
        ),
        en=(
            "The measure {name} is not a number, so it cannot be compared with a target.",
            "Choose a measure that gives a number.",
        ),
    ),
    "DR220": code(
        sv=(
            "Målet pekar inte ut ett enda värde: {missing} saknas i where.",
            "Lägg till {missing:bare} i where, eller välj ett annat mått.",
        ),
        en=(
            "The target does not select a single value: {missing} is missing in where.",
            "Add {missing:bare} to where, or choose another measure.",
        ),
    ),
    "DR221": code(
        sv=("Ramverket bygger på sig självt: {ring}.", "Ta bort extends på ett av ställena."),
        en=("The framework builds on itself: {ring}.", "Remove extends in one of the places."),
    ),
    "DR222": code(
        sv=("Dimensionen {name} finns inte i måttet {measure}.", "Måttet har: {known}."),
        en=("The measure {measure} has no dimension {name}.", "It has: {known}."),
    ),
    "DR223": code(
        sv=(
            "Ramverket har inga indikatorer.",
            "Lägg till minst ett område med minst en indikator under areas.",
        ),
        en=(
            "The framework has no indicators.",
            "Add at least one area with at least one indicator under areas.",
        ),
    ),
    "DR224": code(
        sv=(
            "Ramverket har varken rules eller scoring: use, så inget räknas ut.",
            "Lägg till ”use: area_means” under scoring, eller egna regler under rules.",
        ),
        en=(
            "The framework has neither rules nor scoring: use, so nothing is computed.",
            "Add “use: area_means” under scoring, or rules of your own under rules.",
        ),
        severity=Severity.WARNING,
    ),
    "DR225": code(
        sv=("Formatversion {value} är okänd.", "Skriv ”digiramverk: 1”."),
        en=("Format version {value} is unknown.", "Write “digiramverk: 1”."),
    ),
    "DR227": code(
        sv=("{value} är ingen språkkod.", "Skriv koden med två eller tre små bokstäver, t.ex. sv eller en."),
        en=(
            "{value} is not a language code.",
            "Write the code with two or three lower-case letters, such as sv or en.",
        ),
    ),
    "DR229": code(
        sv=(
            "Namnet {name} är upptaget: skalan har redan ett svar som heter så.",
            "Ge nivån ett annat id.",
        ),
        en=(
            "The name {name} is reserved: the scale already has an answer with that name.",
            "Give the level another id.",
        ),
    ),
    "DR228": code(
        sv=(
            "{key} är ingen nyckel: ett komma har delat det som står inom klamrar.",
            "Sätt citattecken om hela texten eller regeln med kommat i.",
        ),
        en=(
            "{key} is not a key: a comma has split the content of the braces.",
            "Put the whole text or rule with the comma in it in quotes.",
        ),
    ),
    "DR226": code(
        sv=(
            "{name} kan inte vara namn på en områdesnivå: ordet är upptaget.",
            "Välj ett annat namn i area_levels.",
        ),
        en=(
            "{name} cannot be the name of a level of areas: the word is reserved.",
            "Choose another name in area_levels.",
        ),
    ),
    "DR230": code(
        sv=("{name} är upptaget: alla ramverk har något som heter så.", "Välj ett annat namn."),
        en=("{name} is reserved: every framework has something with that name.", "Choose another name."),
    ),
    "DR231": code(
        sv=(
            "Ett band kan inte ha både {one} och {other}.",
            "Behåll det ena: at_least och at_most räknar in talet, above och below gör det inte.",
        ),
        en=(
            "A band cannot have both {one} and {other}.",
            "Keep one of them: at_least and at_most include the number, above and below do not.",
        ),
    ),
    "DR235": code(
        sv=(
            "Ansvaret {name} har en skala men inget område.",
            "Lägg till area med områdets beteckning, eller ta bort scale om det inte ska värderas.",
        ),
        en=(
            "The responsibility {name} has a scale but no area.",
            "Add area with the area's id, or remove scale if it should not be rated.",
        ),
    ),
    "DR232": code(
        sv=("Inget tal kan ligga i bandet {name}: det slutar innan det börjar.", "Ändra en av gränserna."),
        en=("No number can be in the band {name}: it ends before it begins.", "Change one of the bounds."),
    ),
    "DR233": code(
        sv=(
            "Banden {one} och {other} överlappar varandra.",
            "Låt det ena sluta (below) där det andra börjar (at_least), med det lägsta bandet först.",
        ),
        en=(
            "The bands {one} and {other} overlap.",
            "Let one end (below) where the other begins (at_least), the lowest band first.",
        ),
    ),
    "DR234": code(
        sv=(
            "Mellan banden {one} och {other} finns ett glapp.",
            "Låt det ena sluta (below) precis där det andra börjar (at_least).",
        ),
        en=(
            "There is a gap between the bands {one} and {other}.",
            "Let one end (below) exactly where the other begins (at_least).",
        ),
    ),
    "DR236": code(
        sv=(
            "{value} är inte skrivet som filformatet kräver: här behövs {expected}.",
            "Skriv {fixed:bare}, eller kör validate med --fix.",
        ),
        en=(
            "{value} is not written as the file format requires: this should be {expected}.",
            "Write {fixed:bare}, or run validate with --fix.",
        ),
    ),
    "DR237": code(
        sv=(
            "Efter {key:bare}: ska stå {expected}, men där står inget.",
            "Fyll i det, eller ta bort raden om den inte behövs.",
        ),
        en=(
            "After {key:bare}: there should be {expected}, but nothing is there.",
            "Fill it in, or remove the line if it is not needed.",
        ),
    ),
    "DR238": code(
        sv=(
            "Här ska stå rader på formen nyckel: värde, men det är en lista.",
            "Ta bort bindestrecken (eller hakparenteserna) och börja varje rad med ett eget namn och kolon.",
        ),
        en=(
            "This should be lines of the form key: value, but it is a list.",
            "Remove the hyphens (or square brackets) and begin each line with a name of its own and a colon.",
        ),
    ),
    "DR281": code(
        sv=(
            "Nivån {name} har inga poäng, men andra nivåer har egna: {others}.",
            "Skriv dess poäng: ”{name:bare}: {{points: …}}”. Är det ett sätt att avstå: ”declined:” eller ”not_relevant:”.",
        ),
        en=(
            "The level {name} has no points, but other levels have points of their own: {others}.",
            "Write its points: “{name:bare}: {{points: …}}”. If it is a way not to answer: “declined:” or “not_relevant:”.",
        ),
    ),
    "DR360": code(
        sv=("{value} är inget datum.", "Skriv år, månad och dag med siffror, t.ex. 2026-03-31."),
        en=("{value} is not a date.", "Write the year, month and day in digits, such as 2026-03-31."),
    ),
    "DR282": code(
        sv=("Nivåerna {other} och {name} är samma tal.", "Behåll en av dem."),
        en=("The levels {other} and {name} are the same number.", "Keep one of them."),
    ),
    "DR283": code(
        severity=Severity.WARNING,
        sv=(
            "Nivån {name} heter ”{title:bare}” men ger {points:bare} poäng.",
            'Skriv poängen: ”{name:bare}: {{title: "{title:bare}", points: {title:bare}}}”.',
        ),
        en=(
            "The level {name} is called “{title:bare}” but gives {points:bare} points.",
            'Write the points: “{name:bare}: {{title: "{title:bare}", points: {title:bare}}}”.',
        ),
    ),
    "DR284": code(
        severity=Severity.WARNING,
        sv=(
            "Gränsen {value} nås aldrig: värdet som jämförs ligger mellan {low} och {high}, så svaret är alltid detsamma.",
            "Skriv en gräns däremellan.",
        ),
        en=(
            "The bound {value} is never reached: the value compared with it is between {low} and {high}, so the answer is always the same.",
            "Write a bound between these.",
        ),
    ),
    "DR287": code(
        severity=Severity.WARNING,
        sv=(
            "{kind} {name} har etiketten {title}, men ett svar {title} läses som {other}, som också heter så.",
            "Ge den ena en annan etikett eller ett annat id.",
        ),
        en=(
            "The {kind} {name} has the label {title}, but an answer {title} is read as {other}, which has the same name.",
            "Give one of them another label or another id.",
        ),
    ),
    "DR288": code(
        sv=(
            "Talet {value} har för många siffror: högst {most} får stå på var sida om decimaltecknet.",
            "Skriv det kortare.",
        ),
        en=(
            "The number {value} has too many digits: at most {most} are allowed on either side of the decimal point.",
            "Write a shorter number.",
        ),
    ),
    "DR289": code(
        sv=(
            "I en lista är varje rad bara ett id, men här är det rader på formen nyckel: värde.",
            "Skriv utan bindestreck och hakparenteser, med id:t som nyckel: ”{fixed:bare}”.",
        ),
        en=(
            "In a list each line is an id alone, but these are lines of the form key: value.",
            "Write them without hyphens and square brackets, each with its id as the key: “{fixed:bare}”.",
        ),
    ),
    "DR290": code(
        sv=("Nyckeln parent leder runt i en cirkel: {ring:bare}.", "Ta bort parent på ett av ställena."),
        en=("The key parent leads around in a circle: {ring:bare}.", "Remove parent in one of the places."),
    ),
}
