"""DR3: rules."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

RULES: Final[Mapping[str, Code]] = {
    "DR301": code(
        sv=(
            "Regeln {text} går inte att läsa.",
            "En regel byggs av namn, tal, + - * /, jämförelser som >=, orden and, or, not och funktioner som mean(…).",
        ),
        en=(
            "The rule {text} cannot be read.",
            "A rule consists of names, numbers, + - * /, comparisons such as >=, the words and, or, not, and functions such as mean(…).",
        ),
    ),
    "DR302": code(
        sv=(
            "{text} kan inte användas i en regel.",
            "Tillåtet är namn, tal (80 % skrivs 0.8), + - * /, jämförelser, and, or, not, x if c else y och funktioner.",
        ),
        en=(
            "{text} cannot be used in a rule.",
            "Allowed are names, numbers (80 % is written 0.8), + - * /, comparisons, and, or, not, x if c else y, and functions.",
        ),
    ),
    "DR303": code(
        sv=(
            "Regeln är för lång eller för djup: högst {most} tecken och {depth} nivåer.",
            "Dela upp den i flera mått.",
        ),
        en=(
            "The rule is too long or too deep: at most {most} characters and {depth} levels.",
            "Split it into several measures.",
        ),
    ),
    "DR304": code(
        sv=(
            "{written} är skrivet med decimalkomma.",
            "Skriv {fixed:bare}; i en regel skiljer komma argument åt.",
        ),
        en=(
            "{written} is written with a decimal comma.",
            "Write {fixed:bare}; in a rule, a comma separates arguments.",
        ),
    ),
    "DR305": code(
        sv=("Ett ensamt likhetstecken jämför inte.", "Skriv == för ”är lika med”."),
        en=("A single equals sign does not compare.", "Write == for “is equal to”."),
    ),
    "DR306": code(
        sv=("Inget mått och ingen parameter heter {name}.", "Namn som kan användas här: {known}."),
        en=("There is no measure or parameter {name}.", "Names that can be used here: {known}."),
    ),
    "DR307": code(
        sv=("Ingen funktion heter {name}.", "Funktioner: {known}."),
        en=("There is no function {name}.", "Functions: {known}."),
    ),
    "DR308": code(
        sv=("{key} kan inte gruppera efter {name}.", "Möjliga: {known}."),
        en=("{key} cannot group by {name}.", "Possible: {known}."),
    ),
    "DR309": code(
        sv=(
            "{name} finns per {has}, men måttet {measure} gäller {wants}.",
            "Sammanfatta med en funktion, t.ex. mean({name:bare}) för ett tal eller all({name:bare}) för ja/nej.",
        ),
        en=(
            "{name} exists per {has}, but the measure {measure} is for {wants}.",
            "Fold it with a function, such as mean({name:bare}) for a number or all({name:bare}) for yes/no.",
        ),
    ),
    "DR310": code(
        sv=(
            "Måttet {name} finns per {has}, men {measure} gäller {wants}, så {missing} måste sammanfattas.",
            (
                "Sammanfatta det (t.ex. med mean, all eller share_of), välj en cell genom att namnge den, "
                "eller lägg till {missing:bare} i per."
            ),
        ),
        en=(
            "The measure {name} exists per {has}, but {measure} is for {wants}, so {missing} must be folded.",
            "Fold it (for example with mean, all or share_of), pick one cell by naming it, or add {missing:bare} to per.",
        ),
    ),
    "DR311": code(
        sv=(
            "{name} har inget att sammanfatta: allt inom parentesen gäller redan {wants}.",
            "Ta bort funktionen, eller sammanfatta något finare.",
        ),
        en=(
            "{name} has nothing to fold: everything in the brackets is already for {wants}.",
            "Remove the function, or fold something finer.",
        ),
    ),
    "DR312": code(
        sv=(
            "Med {operator} kan {left} inte jämföras med {right}.",
            "Jämför tal med tal (utan citattecken) och namn med namn (med citattecken).",
        ),
        en=(
            "With {operator}, {left} cannot be compared with {right}.",
            "Compare numbers with numbers (without quotes) and names with names (in quotes).",
        ),
    ),
    "DR313": code(
        sv=(
            "{role} behöver {wanted}, men här står {found}.",
            "Byt uttrycket, eller jämför det med något för att få ja eller nej.",
        ),
        en=(
            "{role} needs {wanted}, but this is {found}.",
            "Change the expression, or compare it with something to get yes or no.",
        ),
    ),
    "DR314": code(
        sv=("{value} finns inte som {dimension}.", "Möjliga: {known}."),
        en=("There is no {dimension} {value}.", "Possible: {known}."),
    ),
    "DR315": code(
        sv=(
            "Texten {text} jämförs inte med något.",
            'Texter används för att jämföra, t.ex. group == "ledning".',
        ),
        en=(
            "The text {text} is not compared with anything.",
            'Use texts in comparisons, as in group == "ledning".',
        ),
    ),
    "DR316": code(
        sv=(
            "{role} räknar på tal, men här står {found}.",
            "Använd share_of för andelen ja, eller count för antalet.",
        ),
        en=(
            "{role} works on numbers, but this is {found}.",
            "Use share_of for the share of yes, or count for how many.",
        ),
    ),
    "DR317": code(
        sv=(
            "{operator} kräver en ordning, men detta har ingen.",
            "Använd == eller !=, eller jämför poäng (points).",
        ),
        en=("{operator} needs an order, but this has none.", "Use == or !=, or compare points."),
    ),
    "DR318": code(
        sv=("Här delas med noll.", "Dela med något annat."),
        en=("This divides by zero.", "Divide by something else."),
    ),
    "DR319": code(
        sv=(
            "{function} är ett mått, inte en funktion.",
            "Välj en cell genom att namnge den, t.ex. {function:bare}(step=1).",
        ),
        en=(
            "{function} is a measure, not a function.",
            "Pick a cell by naming it, such as {function:bare}(step=1).",
        ),
    ),
    "DR320": code(
        sv=("Måttet {measure} kan inte väljas efter {name}.", "Det kan väljas efter: {known}."),
        en=("The measure {measure} cannot be picked by {name}.", "It can be picked by: {known}."),
    ),
    "DR321": code(
        sv=(
            "Måttet {name} har inget att räknas ur: det som pekas ut har inga indikatorer.",
            "Välj något som har indikatorer.",
        ),
        en=(
            "The measure {name} has nothing to compute from: what it picks has no indicators.",
            "Pick something that has indicators.",
        ),
    ),
    "DR322": code(
        sv=("Anropet av {name} är inte rätt skrivet.", "Inom parentesen får stå: {allowed}."),
        en=("The call of {name} is not valid.", "The brackets may contain: {allowed}."),
    ),
    "DR323": code(
        sv=(
            "{name} står inuti en annan sammanfattning.",
            "Gör den inre till ett eget mått. Då syns det i reglerna vad som väger lika.",
        ),
        en=(
            "{name} is inside another fold.",
            "Make the inner one a measure of its own. Then the rules show what has equal weight.",
        ),
    ),
    "DR324": code(
        sv=(
            "Funktionen {name:bare} behöver ett ja/nej-mått per en enda ordnad dimension (t.ex. step), inte per {extra}.",
            "Sammanfatta först till per: [step].",
        ),
        en=(
            "The function {name:bare} needs a yes/no measure per a single ordered dimension (such as step), not per {extra}.",
            "Fold to per: [step] first.",
        ),
    ),
    "DR325": code(
        sv=(
            "Måttet {name} läser inga svar själv, så {key:bare} har ingen verkan.",
            "Ta bort raden, eller skriv regeln med t.ex. mean(fraction) i stället för ett annat mått.",
        ),
        en=(
            "The measure {name} does not read answers itself, so {key:bare} has no effect.",
            "Remove the line, or write the rule with, for example, mean(fraction) instead of another measure.",
        ),
    ),
    "DR326": code(
        sv=("Måtten beror på varandra i en cirkel: {ring}.", "Låt ett av dem räknas ur svaren i stället."),
        en=(
            "The measures depend on each other in a circle: {ring}.",
            "Compute one of them from the answers instead.",
        ),
    ),
    "DR327": code(
        sv=(
            "{name} kan inte vara namn på ett mått: det är upptaget eller inget enkelt ord.",
            "Välj ett annat namn av bokstäver, siffror och understreck.",
        ),
        en=(
            "{name} cannot be the name of a measure: the word is reserved or is not a simple word.",
            "Choose another name of letters, digits and underscores.",
        ),
    ),
    "DR328": code(
        sv=(
            "Här ska stå ett namn för {dimension}.",
            "Skriv namnet inom citattecken, eller ett heltal, t.ex. step=1.",
        ),
        en=(
            "A name for {dimension} is needed here.",
            "Write the name in quotes, or a whole number, as in step=1.",
        ),
    ),
    "DR330": code(
        sv=(
            "{name} kan inte vara namn på en parameter: det är upptaget eller inget enkelt ord.",
            "Välj ett annat namn av bokstäver, siffror och understreck.",
        ),
        en=(
            "{name} cannot be the name of a parameter: the word is reserved or is not a simple word.",
            "Choose another name of letters, digits and underscores.",
        ),
    ),
    "DR331": code(
        sv=(
            "En jämförelse står mitt i en kedja av jämförelser.",
            "Dela upp kedjan med and, t.ex. a < b and b < c.",
        ),
        en=(
            "A comparison is in the middle of a chain of comparisons.",
            "Split the chain with and, as in a < b and b < c.",
        ),
    ),
    "DR332": code(
        sv=("{name} finns två gånger i anropet av {function}.", "Behåll en av dem."),
        en=("{name} occurs twice in the call of {function}.", "Keep one of them."),
    ),
    "DR329": code(
        sv=("Ingen regel använder {kind} {name}.", "Ta bort raden, eller använd den i en regel."),
        en=("No rule uses the {kind} {name}.", "Remove the line, or use it in a rule."),
        severity=Severity.WARNING,
    ),
    "DR333": code(
        sv=(
            "Antalet decimaler i round ska vara ett heltal från {least} till {most}.",
            "Skriv t.ex. round(x, 1).",
        ),
        en=(
            "The number of decimals in round must be a whole number from {least} to {most}.",
            "Write for example round(x, 1).",
        ),
    ),
    "DR334": code(
        sv=("{name} har inte det valet.", "Välj ett av: {known}."),
        en=("{name} has no such choice.", "Choose one of: {known}."),
    ),
    "DR366": code(
        sv=("Anropet av {name} måste ange {option}.", "Lägg till ett av: {known}. Inget av dem är förvalt."),
        en=("The call of {name} must state {option}.", "Add one of: {known}. None of them is the default."),
    ),
    "DR335": code(
        sv=("Inga band heter {name}.", "Definierade under bands: {known}."),
        en=("There are no bands {name}.", "Defined under bands: {known}."),
    ),
    "DR336": code(
        sv=("Ingen tabell heter {name}.", "Definierade under tables: {known}."),
        en=("There is no table {name}.", "Defined under tables: {known}."),
    ),
    "DR337": code(
        sv=(
            "Tabellen {name} har raden {key}, som inte är ett tal.",
            "Slå upp ett tal i en tabell med tal, och en svarsnivå i en tabell med nivåer.",
        ),
        en=(
            "The table {name} has the row {key}, which is not a number.",
            "Look up numbers in a table of numbers, and levels in a table of levels.",
        ),
    ),
    "DR338": code(
        sv=("Efter {key:bare}= ska det stå ett tal.", "Skriv ett tal eller en parameter."),
        en=("A number must follow {key:bare}=.", "Write a number or a parameter."),
    ),
    "DR339": code(
        sv=(
            "previous behöver namnet på ett mått som hör till en omgång.",
            "Skriv previous(måttets namn) i ett mått som gäller ett svar, eller lägg till round i across.",
        ),
        en=(
            "previous needs the name of a measure that belongs to a round.",
            "Write previous(name of the measure) in a measure of one response, or add round to across.",
        ),
    ),
    "DR340": code(
        sv=("target behöver namnet på ett mått, och {name} är inget sådant.", "Skriv target(måttets namn)."),
        en=(
            "target needs the name of a measure, and {name} is not a measure.",
            "Write target(name of the measure).",
        ),
    ),
    "DR341": code(
        sv=("Måttet {name} är inget tal, så det kan inte avrundas.", "Ta bort raden round."),
        en=("The measure {name} is not a number, so it cannot be rounded.", "Remove the line round."),
    ),
    "DR342": code(
        sv=("Jämförelsen är alltid sann, vad man än svarar.", "Ändra gränsen, eller ta bort jämförelsen."),
        en=(
            "The comparison is always true, whatever the answers are.",
            "Change the bound, or remove the comparison.",
        ),
        severity=Severity.WARNING,
    ),
    "DR343": code(
        sv=(
            "Jämförelsen kan aldrig bli sann, vad man än svarar.",
            "Ändra gränsen, eller ta bort jämförelsen.",
        ),
        en=(
            "The comparison can never be true, whatever the answers are.",
            "Change the bound, or remove the comparison.",
        ),
        severity=Severity.WARNING,
    ),
    "DR344": code(
        sv=(
            "Villkoret where kan aldrig vara uppfyllt, så {name} har aldrig något att sammanfatta.",
            "Ändra villkoret.",
        ),
        en=(
            "The condition where can never be true, so {name} never has anything to fold.",
            "Change the condition.",
        ),
        severity=Severity.WARNING,
    ),
    "DR345": code(
        sv=(
            "Det här kan bli noll, och då blir resultatet obestämt.",
            "Dela med något som inte kan bli noll, t.ex. max(x, 0.1).",
        ),
        en=(
            "This can be zero, and then the result is undecided.",
            "Divide by something that cannot be zero, such as max(x, 0.1).",
        ),
        severity=Severity.WARNING,
    ),
    "DR346": code(
        sv=(
            "Gränsen {value} kan aldrig nås: värdet som jämförs ligger mellan {low} och {high}.",
            "Skriv en gräns däremellan; 80 % skrivs 0.8.",
        ),
        en=(
            "The bound {value} cannot be reached: the value compared with it is between {low} and {high}.",
            "Write a bound between these; 80 % is written 0.8.",
        ),
    ),
    "DR347": code(
        sv=(
            "Inget värde kan hamna i bandet {name}: alla värden ligger mellan {low} och {high}.",
            "Ändra bandets gränser, eller ta bort det.",
        ),
        en=(
            "No value can be in the band {name}: all values are between {low} and {high}.",
            "Change the bounds of the band, or remove it.",
        ),
        severity=Severity.WARNING,
    ),
    "DR348": code(
        sv=(
            "Värdet {value} är möjligt men hamnar inte i något band, så resultatet blir obestämt.",
            "Ta bort den yttersta gränsen (below, at_least …) från första eller sista bandet.",
        ),
        en=(
            "The value {value} is possible but is in no band, so the result is undecided.",
            "Remove the outermost bound (below, at_least …) of the first or last band.",
        ),
        severity=Severity.WARNING,
    ),
    "DR349": code(
        sv=(
            "Måttet {name} har inget show_if, men {other} hålls inne för små grupper. Där {name} skulle avslöja en sådan grupp hålls det inne också.",
            "Lägg till show_if på {name}, så att ramverket anger när det visas.",
        ),
        en=(
            "The measure {name} has no show_if, but {other} is withheld for small groups. Where {name} would reveal such a group, it is withheld too.",
            "Add show_if to {name}, so that the framework states when it is shown.",
        ),
        severity=Severity.WARNING,
    ),
    "DR350": code(
        sv=(
            "Inget målvärde är satt för {name}, så target saknar alltid värde.",
            "Lägg till ett mål under targets, eller ta bort target.",
        ),
        en=(
            "No target is set for {name}, so target never has a value.",
            "Add one under targets, or remove target.",
        ),
        severity=Severity.WARNING,
    ),
    "DR351": code(
        sv=(
            "min_answered gäller flera indikatorer tillsammans, men {name} gäller en i taget.",
            "Ta bort raden min_answered.",
        ),
        en=(
            "min_answered is for several indicators together, but {name} is for one at a time.",
            "Remove the line min_answered.",
        ),
    ),
    "DR352": code(
        sv=(
            "Ingen av grenarna har något värde.",
            "Låt den ena vara ett tal, ett ja/nej-värde eller ett mått.",
        ),
        en=("Neither branch has a value.", "Let one of them be a number, a yes/no value or a measure."),
    ),
    "DR353": code(
        sv=(
            "Med {operator} blandas {left} och {right}.",
            "Använd samma slag på båda sidor, t.ex. genom att dela med det högsta möjliga värdet.",
        ),
        en=(
            "{operator} mixes {left} and {right}.",
            "Use the same kind on both sides, for example by dividing by the highest possible value.",
        ),
        severity=Severity.WARNING,
    ),
    "DR365": code(
        sv=(
            "show_if för {name} räknar något annat än svaren som värdet bygger på, så ett värde som bygger på färre svar kan visas.",
            "Räkna svaren som värdet bygger på: skriv {count:bare} >= och det minsta antalet.",
        ),
        en=(
            "show_if of {name} does not count the answers that the value is based on, so a value based on fewer answers may be shown.",
            "Count the answers that the value is based on: write {count:bare} >= and the smallest number.",
        ),
        severity=Severity.WARNING,
    ),
}
