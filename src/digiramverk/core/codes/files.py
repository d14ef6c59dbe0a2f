"""DR0: files."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

FILES: Final[Mapping[str, Code]] = {
    "DR001": code(
        sv=("{file} finns inte.", "Kontrollera stavningen och vilken mapp du står i."),
        en=("{file} does not exist.", "Check the spelling and which folder you are in."),
    ),
    "DR002": code(
        sv=(
            "Filen är inte sparad som UTF-8.",
            "Öppna den i en textredigerare och spara om den med kodningen UTF-8 (i Excel: ”CSV UTF-8”).",
        ),
        en=(
            "The file is not saved as UTF-8.",
            "Open it in a text editor and save it again with the encoding UTF-8 (in Excel: “CSV UTF-8”).",
        ),
    ),
    "DR003": code(
        sv=(
            "Mappen {file} saknar filen framework.yaml.",
            "Ange mappen som innehåller framework.yaml, eller skapa filen där.",
        ),
        en=(
            "The folder {file} has no file framework.yaml.",
            "Give the folder that contains framework.yaml, or create the file there.",
        ),
    ),
    "DR004": code(
        sv=("Filen är för stor: högst {most} tecken läses.", "Dela upp innehållet i flera filer."),
        en=(
            "The file is too large: at most {most} characters are read.",
            "Split the content into several files.",
        ),
    ),
    "DR005": code(
        sv=("{file} går inte att läsa: {reason}.", "Kontrollera att du har rätt att öppna filen."),
        en=("{file} cannot be read: {reason}.", "Check that you are allowed to open the file."),
    ),
    "DR006": code(
        sv=(
            "{file} är av en filtyp som inte kan läsas här.",
            "Spara som en av dessa filtyper: {known}.",
        ),
        en=(
            "{file} is of a file type that cannot be read here.",
            "Save it as one of these file types: {known}.",
        ),
    ),
    "DR008": code(
        sv=("{file} är en mapp, men här behövs en fil.", "Ange en fil i mappen."),
        en=("{file} is a folder, but a file is needed here.", "Give a file in the folder."),
    ),
    "DR007": code(
        sv=(
            "{file} hör inte till något ramverk: en definitionsmapp har framework.yaml, rules.yaml och areas/*.yaml.",
            "Byt namn på filen eller flytta den från mappen.",
        ),
        en=(
            "{file} is not part of a framework: a definition folder has framework.yaml, rules.yaml and areas/*.yaml.",
            "Rename the file or move it out of the folder.",
        ),
        severity=Severity.WARNING,
    ),
    "DR010": code(
        sv=(
            "Hänvisningen {reference} leder ut ur mappen {root} och följs inte.",
            "Skriv id på ett installerat ramverk, eller en fil i mappen. Är flera mappar dina egna, ange den de ligger i med --root.",
        ),
        en=(
            "The reference {reference} points outside the folder {root} and is not followed.",
            "Write the id of an installed framework, or a file in the folder. If several folders are yours, give the folder that contains them with --root.",
        ),
    ),
    "DR011": code(
        sv=(
            "Fler än {most} ramverk bygger på varandra.",
            "Slå ihop några av dem, till exempel med digiramverk show --format yaml.",
        ),
        en=(
            "More than {most} frameworks build on one another.",
            "Merge some of them, for example with digiramverk show --format yaml.",
        ),
    ),
    "DR012": code(
        sv=(
            "{file} är ingen vanlig fil utan ett rör, en enhet eller något annat.",
            "Spara innehållet i en fil och ange den.",
        ),
        en=(
            "{file} is not an ordinary file but a pipe, a device or something similar.",
            "Save its content in a file and give that file.",
        ),
    ),
    "DR013": code(
        sv=(
            "Mappen {file} har fler än {most} filer och mappar.",
            "Ange en mapp som bara har ramverkets filer.",
        ),
        en=(
            "The folder {file} has more than {most} files and folders.",
            "Give a folder that contains only the framework's files.",
        ),
    ),
    "DR014": code(
        sv=(
            "{file} är inte vad namnet säger: innehållet är {kind}.",
            "Ge filen ett namn med rätt ändelse, eller spara om den som en av dessa filtyper: {known}.",
        ),
        en=(
            "{file} is not what its name says: its content is {kind}.",
            "Rename the file with the right ending, or save it again as one of these file types: {known}.",
        ),
    ),
}
