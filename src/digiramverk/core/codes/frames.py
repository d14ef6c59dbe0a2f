"""DR446 to DR453: tables in memory, and the columns of any table."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

FRAMES: Final[Mapping[str, Code]] = {
    "DR446": code(
        sv=(
            "Det här är ingen tabell som går att räkna: {kind}.",
            "Ge en tabell i Polars, pandas, PyArrow, DuckDB eller Spark. Filer, och formulär som är data i Python, ges till Workspace.score.",
        ),
        en=(
            "This is not a table that can be scored: {kind}.",
            "Pass a table of Polars, pandas, PyArrow, DuckDB or Spark. Pass files, and forms that are plain data, to Workspace.score.",
        ),
    ),
    "DR447": code(
        sv=(
            "Kolumnen {column} har värden av slaget {kind}, som inte går att läsa.",
            "Gör om dem till text eller tal.",
        ),
        en=(
            "The column {column} has values of the type {kind}, which cannot be read.",
            "Convert them to text or numbers.",
        ),
    ),
    "DR448": code(
        sv=(
            "Kolumner har namn som resultatet eller beräkningen använder: {columns}.",
            "Byt namn på dem eller ta bort dem, så att inget skrivs över.",
        ),
        en=(
            "Columns have names that the result or the computation uses: {columns}.",
            "Rename or remove them, so that nothing is overwritten.",
        ),
    ),
    "DR449": code(
        sv=(
            "Ingen kolumn är en indikator i {framework}. Kolumnerna är: {columns}.",
            "Kontrollera att det är rätt tabell. Rubrikerna ska stå i tabellens första rad och vara indikatorernas id eller frågetext: {known}.",
        ),
        en=(
            "No column is an indicator of {framework}. The columns are: {columns}.",
            "Check that it is the right table. Headings must be in the first row of the table and be the ids or texts of the indicators: {known}.",
        ),
    ),
    "DR450": code(
        sv=(
            "Tabellformen av funktionen {function} från {distribution} gick fel i måttet {measure}: {cause:bare}.",
            "Värdena räknas i stället med funktionens vanliga form, som tar längre tid. Anmäl felet till den som ger ut {distribution}.",
        ),
        en=(
            "The table form of the function {function} from {distribution} failed in the measure {measure}: {cause:bare}.",
            "The function's ordinary form computes the values instead, which takes longer. Report this to the publisher of {distribution}.",
        ),
        severity=Severity.WARNING,
    ),
    "DR451": code(
        sv=(
            "Tabellen läses från rad {row} på bladet {sheet}. Det som står ovanför och på andra blad räknas inte.",
            "Kontrollera att alla svar står där.",
        ),
        en=(
            "The table is read from row {row} of the sheet {sheet}. Content above it and on other sheets is not scored.",
            "Check that all answers are there.",
        ),
        severity=Severity.WARNING,
    ),
    "DR452": code(
        sv=(
            "Namnen {names} skiljer sig bara i stora bokstäver, bindestreck eller mellanrum, men räknas var för sig ({dimension}).",
            "Menade du samma? Skriv då namnet likadant överallt.",
        ),
        en=(
            "The names {names} differ only in capital letters, hyphens or blanks, but count separately ({dimension}).",
            "Did you mean the same? Then spell the name the same way everywhere.",
        ),
        severity=Severity.WARNING,
    ),
    "DR453": code(
        sv=(
            "Omgångarnas ordning är okänd: {rounds}.",
            "Skriv dem i ordning i ramverket (i ett som bygger på ett annat: under add), den äldsta först: rounds: [före, efter]. Eller ge dem namn som säger när de är, alla på samma sätt: 2026, HT26, 2026/27, 2026-Q3, 2026-03 eller 2026-03-31.",
        ),
        en=(
            "The order of the rounds is unknown: {rounds}.",
            "List them in order in the framework (in one that extends another: under add), the oldest first: rounds: [before, after]. Or give them names that say when they are, all in the same way: 2026, HT26, 2026/27, 2026-Q3, 2026-03 or 2026-03-31.",
        ),
    ),
    "DR458": code(
        sv=(
            "{count} av {total} formulär räknas inte över enheter: {reasons}.",
            "Ändra i de formulär som ska räknas. Ramverkets regel {rule:bare} är: {text:bare}.",
        ),
        en=(
            "{count} of {total} forms do not count across units: {reasons}.",
            "Change the forms that should count. The framework's rule {rule:bare} is: {text:bare}.",
        ),
        severity=Severity.NOTE,
    ),
    "DR459": code(
        sv=(
            "Inget av {total} formulär räknas över enheter: {reasons}.",
            "Ändra i formulären. De räknas när ramverkets regel {rule:bare} stämmer: {text:bare}.",
        ),
        en=(
            "None of {total} forms counts across units: {reasons}.",
            "Change the forms. They count where the framework's rule {rule:bare} holds: {text:bare}.",
        ),
        severity=Severity.WARNING,
    ),
}
