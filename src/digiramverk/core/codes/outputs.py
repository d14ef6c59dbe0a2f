"""DR02 and DR913: files that are written, and text that is printed."""

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
            "Disken är full, så {file} kan inte skrivas.",
            "Frigör utrymme, eller skriv filen någon annanstans. Det som fanns där förut är oförändrat.",
        ),
        en=(
            "The disk is full, so {file} cannot be written.",
            "Free some space, or write the file somewhere else. What was there before is unchanged.",
        ),
    ),
    "DR022": code(
        sv=(
            "{file} får inte skrivas: filen eller mappen är skrivskyddad.",
            "Stäng filen om den är öppen i ett annat program, eller skriv till en mapp där du har rätt att skriva.",
        ),
        en=(
            "{file} may not be written: the file or its folder is read-only.",
            "Close the file if another program has it open, or write to a folder where you are allowed to write.",
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
            "{file} cannot be written, because the folder {folder} does not exist.",
            "Create the folder first, or check the spelling.",
        ),
    ),
    "DR025": code(
        sv=(
            "Ingen fil kan heta {file}: namnet är för långt eller har tecken som inte är tillåtna.",
            "Välj ett kortare namn av bokstäver, siffror, punkt och bindestreck.",
        ),
        en=(
            "A file cannot be named {file}: the name is too long or has characters that are not allowed.",
            "Choose a shorter name of letters, digits, dots and hyphens.",
        ),
    ),
    "DR026": code(
        sv=(
            "{file} finns redan och kan innehålla något som någon har skrivit.",
            "Välj ett annat filnamn, eller skriv över filen med --force.",
        ),
        en=(
            "{file} already exists and may contain something that somebody has written.",
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
            "Check where the output goes and that there is space for it.",
        ),
    ),
    "DR028": code(
        sv=("{file} kan inte skrivas: {cause}.", "Skriv till en annan fil eller mapp."),
        en=("{file} cannot be written: {cause}.", "Write to another file or folder."),
    ),
    "DR029": code(
        sv=(
            "Texter som börjar som en formel, till exempel {example}, har fått en apostrof framför sig.",
            "Du behöver inte göra något: kalkylprogram visar dem som text, och digiramverk läser dem utan apostrofen. Använd --raw för andra program.",
        ),
        en=(
            "Texts that begin like a formula, such as {example}, now begin with an apostrophe.",
            "You need not do anything: spreadsheets show them as text, and digiramverk reads them without the apostrophe. For other programs, use --raw.",
        ),
        severity=Severity.NOTE,
    ),
    "DR913": code(
        sv=(
            "Styrtecken i texter, till exempel i {example}, har bytts mot synliga tecken.",
            "Om de har hamnat där av misstag, rätta texterna där de kommer ifrån. Använd --raw för andra program: då skrivs tecknen oförändrade.",
        ),
        en=(
            "Control characters in texts, as in {example}, have been replaced by visible characters.",
            "If they got there by mistake, correct the texts at their source. For other programs, use --raw, which writes them unchanged.",
        ),
        severity=Severity.NOTE,
    ),
}
