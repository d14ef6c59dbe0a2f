"""Tables that are handed over in memory, and what columns of any table may be."""

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
            "This is no table that can be scored: {kind}.",
            "Give a table of Polars, pandas, PyArrow, DuckDB or Spark. Files, and forms that are plain data, are given to Workspace.score.",
        ),
    ),
    "DR447": code(
        sv=(
            "Kolumnen {column} har värden av slaget {kind}, som inte går att läsa.",
            "Gör om dem till text eller tal.",
        ),
        en=(
            "The column {column} has values of the kind {kind}, which cannot be read.",
            "Make them text or numbers.",
        ),
    ),
    "DR448": code(
        sv=(
            "Kolumner heter som kolumner i resultatet eller på vägen dit: {columns}.",
            "Byt namn på dem eller ta bort dem, så att inget skrivs över.",
        ),
        en=(
            "Columns are called as columns of the result or on the way there: {columns}.",
            "Rename them or leave them out, so that nothing is written over.",
        ),
    ),
    "DR449": code(
        sv=(
            "Ingen kolumn är en indikator i {framework}. Kolumnerna är: {columns}.",
            "Kontrollera att det är rätt tabell. Rubrikerna står i tabellens första rad och är indikatorernas id eller frågetext: {known}.",
        ),
        en=(
            "No column is an indicator of {framework}. The columns are: {columns}.",
            "Check that it is the right table. Headings stand in the first row of a table and are the ids or texts of the indicators: {known}.",
        ),
    ),
    "DR450": code(
        sv=(
            "Tabellformen av funktionen {function} från {distribution} gick fel i måttet {measure}: {cause:bare}.",
            "Värdena ges av funktionens första form, som tar längre tid. Anmäl felet till den som ger ut {distribution}.",
        ),
        en=(
            "The form for tables of the function {function} of {distribution} went wrong in the measure {measure}: {cause:bare}.",
            "The values are given by its first form, which takes longer. Report this to the publisher of {distribution}.",
        ),
        severity=Severity.WARNING,
    ),
    "DR451": code(
        sv=(
            "Tabellen läses på bladet {sheet} från rad {row}. Det som står ovanför och på andra blad räknas inte.",
            "Kontrollera att alla svar står där.",
        ),
        en=(
            "The table is read on the sheet {sheet} from row {row}. What stands above and on other sheets is not scored.",
            "Check that all answers stand there.",
        ),
        severity=Severity.WARNING,
    ),
}
