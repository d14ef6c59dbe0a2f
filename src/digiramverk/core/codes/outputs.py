"""DR02: files that are written, and what is printed."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

OUTPUTS: Final[Mapping[str, Code]] = {
    "DR020": code(
        sv=(
            "{file} kan inte skrivas: samma fil läses som {other}.",
            "Välj ett annat filnamn att skriva till.",
        ),
        en=(
            "{file} cannot be written: the same file is read as {other}.",
            "Choose another file name to write to.",
        ),
    ),
    "DR021": code(
        sv=(
            "Det finns inte plats för {file} på disken.",
            "Frigör utrymme, eller skriv filen någon annanstans. Det som fanns där förut är kvar.",
        ),
        en=(
            "There is no room on the disk for {file}.",
            "Free some space, or write the file somewhere else. What was there before is kept.",
        ),
    ),
    "DR022": code(
        sv=(
            "{file} får inte skrivas: filen eller mappen är skrivskyddad.",
            "Stäng filen om den är öppen i ett annat program, eller skriv till en mapp där du har rätt att skriva.",
        ),
        en=(
            "{file} may not be written: the file or its folder is read-only.",
            "Close the file if another program has it open, or write to a folder where you are allowed to.",
        ),
    ),
    "DR023": code(
        sv=("{file} är en mapp och kan inte skrivas som fil.", "Ange ett filnamn i mappen."),
        en=("{file} is a folder and cannot be written as a file.", "Give a file name in the folder."),
    ),
    "DR024": code(
        sv=(
            "{file} kan inte skrivas, eftersom mappen {folder} inte finns.",
            "Skapa mappen först, eller kontrollera stavningen.",
        ),
        en=(
            "{file} cannot be written, since there is no folder {folder}.",
            "Make the folder first, or check the spelling.",
        ),
    ),
    "DR025": code(
        sv=(
            "Ingen fil kan heta {file}: namnet är för långt eller har tecken som inte är tillåtna.",
            "Välj ett kortare namn av bokstäver, siffror, punkt och bindestreck.",
        ),
        en=(
            "No file can be called {file}: the name is too long or has characters that are not allowed.",
            "Choose a shorter name of letters, digits, dots and hyphens.",
        ),
    ),
    "DR026": code(
        sv=(
            "{file} finns redan och kan innehålla något som någon har skrivit.",
            "Välj ett annat filnamn, eller skriv över filen med --force.",
        ),
        en=(
            "{file} is there already and may hold something that somebody has written.",
            "Choose another file name, or overwrite the file with --force.",
        ),
    ),
    "DR027": code(
        sv=(
            "Det gick inte att skriva ut resultatet: {cause}.",
            "Kontrollera vart utskriften skickas och att det finns plats där.",
        ),
        en=(
            "The output could not be written: {cause}.",
            "Check where the output is sent and that there is room for it.",
        ),
    ),
    "DR028": code(
        sv=("{file} kan inte skrivas: {cause}.", "Skriv till en annan fil eller mapp."),
        en=("{file} cannot be written: {cause}.", "Write to another file or folder."),
    ),
    "DR029": code(
        sv=(
            "Texter som börjar som en formel, till exempel {example}, har fått en apostrof framför sig.",
            "Inget behövs: kalkylprogram visar dem som text, och digiramverk läser dem utan apostrofen. För andra program finns --raw.",
        ),
        en=(
            "Texts that begin like a formula, such as {example}, have got an apostrophe before them.",
            "Nothing needs to be done: spreadsheets show them as text, and digiramverk reads them without it. For other programs there is --raw.",
        ),
        severity=Severity.NOTE,
    ),
    "DR913": code(
        sv=(
            "Styrtecken i texter, till exempel i {example}, har skrivits ut så att de syns.",
            "Rätta texterna där de kommer ifrån om tecknen hamnat där av misstag. För program finns --raw, som skriver dem som de är.",
        ),
        en=(
            "Control characters in texts, as in {example}, have been written out so that they can be seen.",
            "Correct the texts where they come from if the characters got there by mistake. For programs there is --raw, which writes them as they are.",
        ),
        severity=Severity.NOTE,
    ),
}
