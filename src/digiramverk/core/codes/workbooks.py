"""DR440 to DR443: workbooks, and files that are made to do harm."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, code

WORKBOOKS: Final[Mapping[str, Code]] = {
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
