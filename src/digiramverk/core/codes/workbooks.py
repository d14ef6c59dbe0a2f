"""DR361 to DR364 and DR440 to DR443: workbooks, and files that are made to do harm."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

WORKBOOKS: Final[Mapping[str, Code]] = {
    "DR361": code(
        sv=(
            "På bladet {sheet} i {file} finns formler utan sparat resultat, så det går inte att se vad som är svarat. Antal celler: {count}. De första: {cells}.",
            "Öppna arbetsboken i Excel eller LibreOffice och spara den, så räknas formlerna. Eller klistra in svaren som värden.",
        ),
        en=(
            "The sheet {sheet} of {file} has formulas without a saved result, so the answers there are unknown. Number of cells: {count}. The first ones: {cells}.",
            "Open the workbook in Excel or LibreOffice and save it, which computes the formulas. Or paste the answers as values.",
        ),
    ),
    "DR362": code(
        sv=(
            "På bladet {sheet} i {file} visar celler ett fel, t.ex. #N/A, i stället för ett svar. Antal celler: {count}. De första: {cells}.",
            "Rätta formlerna, eller töm cellerna om frågorna är obesvarade.",
        ),
        en=(
            "On the sheet {sheet} of {file}, cells show an error such as #N/A instead of an answer. Number of cells: {count}. The first ones: {cells}.",
            "Correct the formulas, or empty the cells if the questions are unanswered.",
        ),
    ),
    "DR363": code(
        sv=(
            "Dolda eller bortfiltrerade rader på bladet {sheet} räknas ({count}): {rows}.",
            "Ta bort raderna om de inte ska räknas. Visa dem annars, så att alla ser vad som räknas.",
        ),
        en=(
            "Rows of the sheet {sheet} that are hidden or filtered away are scored ({count}): {rows}.",
            "Delete the rows if they should not be scored. Otherwise show them, so that everybody sees what is scored.",
        ),
        severity=Severity.WARNING,
    ),
    "DR364": code(
        sv=(
            "Dolda kolumner på bladet {sheet} räknas: {columns}.",
            "Ta bort kolumnerna om de inte ska räknas. Visa dem annars, så att alla ser vad som räknas.",
        ),
        en=(
            "Hidden columns of the sheet {sheet} are scored: {columns}.",
            "Delete the columns if they should not be scored. Otherwise show them, so that everybody sees what is scored.",
        ),
        severity=Severity.WARNING,
    ),
    "DR440": code(
        sv=(
            "Arbetsboken {file} har ett lösenord eller en känslighetsetikett, så innehållet är krypterat.",
            "Öppna den i Excel, ta bort lösenordet eller etiketten (Arkiv > Info) och spara om den.",
        ),
        en=(
            "The workbook {file} has a password or a sensitivity label, so its content is encrypted.",
            "Open it in Excel, remove the password or the label (File > Info) and save it again.",
        ),
    ),
    "DR441": code(
        sv=(
            "{file} är för stor: högst {most} {what} läses.",
            "Ta bort det som inte är svar, dela upp filen, eller spara tabellen som CSV.",
        ),
        en=(
            "{file} is too large: at most {most} {what} are read.",
            "Remove everything that is not answers, split the file, or save the table as CSV.",
        ),
    ),
    "DR442": code(
        sv=(
            "{file} är skadad och går inte att läsa som {kind}.",
            "Öppna filen i programmet som den kommer från, spara om den, och försök igen.",
        ),
        en=(
            "{file} is damaged and cannot be read as {kind}.",
            "Open the file in the program that it comes from, save it again, and try again.",
        ),
    ),
    "DR443": code(
        sv=(
            "Arbetsboken {file} har en del, {part}, av ett slag som inga kalkylprogram skriver.",
            "Öppna den inte om du inte vet vem som har gjort den. Spara annars om den i Excel eller LibreOffice.",
        ),
        en=(
            "The workbook {file} has a part, {part}, of a kind that no spreadsheet program writes.",
            "Do not open it unless you know who made it. If you do, save it again in Excel or LibreOffice.",
        ),
    ),
}
