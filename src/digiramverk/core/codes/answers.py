"""DR4: answers."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

ANSWERS: Final[Mapping[str, Code]] = {
    "DR401": code(
        sv=("Indikatorn {name} finns inte i {framework}.", "Rätta beteckningen, eller ta bort svaret."),
        en=("{framework} has no indicator {name}.", "Correct the id, or remove the answer."),
    ),
    "DR402": code(
        sv=("{value} är ingen nivå i skalan för {indicator}.", "Välj en av: {known}, eller not_relevant."),
        en=(
            "{value} is not a level of the scale of {indicator}.",
            "Choose one of: {known}, or not_relevant.",
        ),
    ),
    "DR403": code(
        sv=("Indikatorn {name} är besvarad två gånger.", "Behåll ett av svaren."),
        en=("The indicator {name} is answered twice.", "Keep one of the answers."),
    ),
    "DR404": code(
        sv=(
            "Svaret {name} finns två gånger.",
            "Ge varje formulär en egen beteckning i response, eller ta bort det ena.",
        ),
        en=(
            "The response {name} occurs twice.",
            "Give every form a response id of its own, or remove one of them.",
        ),
    ),
    "DR405": code(
        sv=(
            "Svaren gäller ramverket {found}, men räknas mot {framework}.",
            "Välj rätt fil eller rätt ramverk.",
        ),
        en=(
            "The answers are for the framework {found}, but are scored against {framework}.",
            "Choose the right file or framework.",
        ),
    ),
    "DR407": code(
        sv=("{kind} {value} finns inte i ramverket.", "Välj en av: {known}."),
        en=("The framework has no {kind} {value}.", "Choose one of: {known}."),
    ),
    "DR408": code(
        sv=(
            "{count} av {total} formulär saknar {dimension} och räknas därför inte i {measures}.",
            "Fyll i {dimension:bare} om de ska räknas.",
        ),
        en=(
            "{count} of {total} forms have no {dimension}, so they do not count in {measures}.",
            "Fill in {dimension:bare} if they should count.",
        ),
        severity=Severity.WARNING,
    ),
    "DR409": code(
        sv=(
            "Enheten {unit} har två olika värden för {dimension}: {one} och {other}.",
            "Rätta det ena. Om det är två enheter med samma namn: lägg till något i unit, t.ex. kommunen.",
        ),
        en=(
            "The unit {unit} has two different values for {dimension}: {one} and {other}.",
            "Correct one of them. If they are two units with the same name, add something to unit, such as the municipality.",
        ),
    ),
    "DR411": code(
        sv=(
            "Några rader har färre celler än rubrikraden, som har {expected}; den första har {found}. Antal rader: {count}. De första: {rows}.",
            "Fyll på med tomma celler, och kontrollera att citattecken stängs. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "Some rows have fewer cells than the header, which has {expected}; the first has {found}. Number of rows: {count}. The first ones: {rows}.",
            "Add empty cells, and check that quotation marks are closed. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR412": code(
        sv=("Filen innehåller inga formulär.", "Lägg till minst ett formulär."),
        en=("The file contains no forms.", "Add at least one form."),
    ),
    "DR416": code(
        sv=(
            "{indicator} är besvarad för {kind} {value}, men ställs till andra.",
            "Ta bort svaret, eller lägg till {value} för indikatorn i ramverket.",
        ),
        en=(
            "{indicator} is answered for the {kind} {value}, but is asked of others.",
            "Remove the answer, or add {value} to the indicator in the framework.",
        ),
    ),
    "DR417": code(
        sv=("{value} är inget tal.", "Skriv {name} med siffror, t.ex. 21."),
        en=("{value} is not a number.", "Write {name} in digits, such as 21."),
    ),
    "DR418": code(
        sv=(
            "Några rader har fler celler än rubrikraden, som har {expected}; den första har {found}. Antal rader: {count}. De första: {rows}.",
            "Sätt citattecken runt celler som innehåller skiljetecknet, eller ge varje kolumn en rubrik. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "Some rows have more cells than the header, which has {expected}; the first has {found}. Number of rows: {count}. The first ones: {rows}.",
            "Put quotation marks around cells that contain the separator, or give every column a heading. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR415": code(
        sv=(
            "Tabellen går inte att läsa från den här raden: citattecknen går inte ihop.",
            'Stäng varje citattecken där cellen slutar, och skriv dem dubbelt inuti en cell: "Skola ""Norr""". Eller spara om tabellen som CSV från kalkylprogrammet.',
        ),
        en=(
            "The table cannot be read from this row on: its quotation marks do not match.",
            'Close every quotation mark where its cell ends, and write those inside a cell twice: "School ""North""". Or save the table as CSV again from the spreadsheet.',
        ),
    ),
    "DR414": code(
        sv=(
            "Filen säger inte vilket ramverk svaren gäller.",
            "Lägg till framework med ramverkets id (en rad, eller en kolumn i en tabell), eller använd --framework.",
        ),
        en=(
            "The file does not say which framework the answers are for.",
            "Add framework with the framework's id (a line, or a column of a table), or use --framework.",
        ),
    ),
    "DR413": code(
        sv=(
            "Kolumnen {name} förekommer två gånger.",
            "Behåll en av dem, eller rätta rubriken: Excel gör 1.10 till 1.1 där celler inte är text.",
        ),
        en=(
            "The column {name} occurs twice.",
            "Keep one of them, or correct the heading: Excel turns 1.10 into 1.1 in cells that are not text.",
        ),
    ),
    "DR420": code(
        sv=(
            "{value} i kolumnen {column} går inte att tolka. Antal rader: {count}. De första: {rows}.",
            "Välj en av: {known}. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "{value} in the column {column} cannot be read. Number of rows: {count}. The first ones: {rows}.",
            "Choose one of: {known}. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR422": code(
        sv=(
            "Kolumner som inte hör till ramverket räknas inte ({count}): {columns}.",
            "Kontrollera stavningen om någon av dem är en indikator.",
        ),
        en=(
            "Columns that do not belong to the framework are not scored ({count}): {columns}.",
            "Check the spelling if any of them is an indicator.",
        ),
        severity=Severity.WARNING,
    ),
    "DR423": code(
        sv=(
            "Indikatorer utan kolumn räknas som obesvarade ({count}): {indicators}.",
            "Lägg till kolumnerna om det finns svar.",
        ),
        en=(
            "Indicators without a column count as unanswered ({count}): {indicators}.",
            "Add the columns if there are answers.",
        ),
        severity=Severity.WARNING,
    ),
    "DR424": code(
        sv=(
            "{count} av {total} rader räknas inte. {file} innehåller dem och skälen.",
            "Rätta dem där och räkna om.",
        ),
        en=(
            "{count} of {total} rows are not scored. {file} contains them and the reasons.",
            "Correct them there and score again.",
        ),
        severity=Severity.WARNING,
    ),
    "DR425": code(
        sv=(
            "Resultatet kan inte skrivas till {file}.",
            "Namnge en fil som slutar på .parquet eller .csv, i en mapp som finns.",
        ),
        en=(
            "The result cannot be written to {file}.",
            "Name a file that ends in .parquet or .csv, in a folder that exists.",
        ),
    ),
    "DR426": code(
        sv=(
            "Med --out, --skip-bad-rows eller en motor för tabeller räknas en tabell åt gången.",
            "Ge en fil som slutar på .csv, .parquet eller .xlsx. Lägg först ihop flera filer till en, med samma kolumner.",
        ),
        en=(
            "With --out, --skip-bad-rows or an engine for tables, one table is scored at a time.",
            "Give one file that ends in .csv, .parquet or .xlsx. Combine several files into one first, with the same columns.",
        ),
    ),
    "DR430": code(
        sv=(
            "Samma svar (response) finns två gånger i samma enhet och omgång, t.ex. {name}. Antal rader: {count}. De första: {rows}.",
            "Ge varje formulär en egen beteckning i response, eller ta bort det ena. Eller räkna bara den första raden med score --skip-bad-rows.",
        ),
        en=(
            "Responses occur twice in the same unit and round, such as {name}. Number of rows: {count}. The first ones: {rows}.",
            "Give every form a response id of its own, or remove one of them. Or count only the first row with score --skip-bad-rows.",
        ),
    ),
    "DR431": code(
        sv=(
            "Rader gäller ramverket {found}, men räknas mot {framework}. Antal rader: {count}. De första: {rows}.",
            "Välj rätt fil eller rätt ramverk. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "Rows are for the framework {found}, but are scored against {framework}. Number of rows: {count}. The first ones: {rows}.",
            "Choose the right file or framework. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR432": code(
        sv=(
            "Enheter har två olika värden för {dimension}, t.ex. {name}: {one} och {other}. Antal rader: {count}. De första: {rows}.",
            "Rätta det ena. Om det är två enheter med samma namn: lägg till något i unit, t.ex. kommunen. Eller lägg de senare raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "Units have two different values for {dimension}, such as {name}: {one} and {other}. Number of rows: {count}. The first ones: {rows}.",
            "Correct one of them. If they are two units with the same name, add something to unit, such as the municipality. Or set the later rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR433": code(
        sv=(
            "{indicator} är besvarad för {kind} {value}, men ställs till andra. Antal rader: {count}. De första: {rows}.",
            "Ta bort svaren, eller lägg till {value} för indikatorn i ramverket. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "{indicator} is answered for the {kind} {value}, but is asked of others. Number of rows: {count}. The first ones: {rows}.",
            "Remove the answers, or add {value} to the indicator in the framework. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR434": code(
        sv=(
            "Omgångar ser ut som Excels dagnummer: {days}. De används som de är.",
            "Är det datum, ge kolumnen datumformat i Excel och spara igen.",
        ),
        en=(
            "Rounds look like Excel's day numbers: {days}. They are used as they are.",
            "If they are dates, format the column as dates in Excel and save again.",
        ),
        severity=Severity.WARNING,
    ),
    "DR436": code(
        sv=(
            "{value} i kolumnen {column} är inget giltigt tal. Antal rader: {count}. De första: {rows}.",
            "Skriv talet med siffror, högst en miljard och med högst tre decimaler, t.ex. 21 eller 21,5. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "{value} in the column {column} is not a valid number. Number of rows: {count}. The first ones: {rows}.",
            "Write the number in digits, at most one billion and with at most three decimals, such as 21 or 21.5. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
    "DR437": code(
        sv=(
            "Kolumner utan rubrik räknas inte: {columns}. Antal rader med innehåll där: {count}. De första: {rows}.",
            "Ge kolumnerna rubriker om de är svar; töm dem annars.",
        ),
        en=(
            "Columns without a heading are not scored: {columns}. Number of rows with content there: {count}. The first ones: {rows}.",
            "Give the columns headings if they are answers; otherwise empty them.",
        ),
        severity=Severity.WARNING,
    ),
    "DR435": code(
        sv=(
            "{option} gäller bara tillsammans med --out.",
            "Lägg till --out FIL, eller ta bort {option:bare}.",
        ),
        en=("{option} can only be used with --out.", "Add --out FILE, or remove {option:bare}."),
    ),
    "DR439": code(
        sv=(
            "I kolumnen {column} finns {values} värden till som inte går att tolka, t.ex. {example}. Antal rader: {count}. De första: {rows}.",
            "Är det kommentarer eller något annat, ge kolumnen en annan rubrik. Eller lägg raderna åt sidan med score --skip-bad-rows.",
        ),
        en=(
            "{values} more values in the column {column} cannot be read, such as {example}. Number of rows: {count}. The first ones: {rows}.",
            "If they are comments or something else, give the column another heading. Or set the rows aside with score --skip-bad-rows.",
        ),
    ),
}
