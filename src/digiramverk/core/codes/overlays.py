"""DR24, DR25 and DR285: overlays. DR27: what is legal but hardly intended."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

OVERLAYS: Final[Mapping[str, Code]] = {
    "DR240": code(
        sv=("{kind} {name} finns inte i {parent}.", "Där finns: {known}."),
        en=("There is no {kind} {name} in {parent}.", "There are: {known}."),
    ),
    "DR241": code(
        sv=(
            "{what} ändras både här och i {by}.",
            "Behåll ett av ställena, eller skriv ”overrides: [{name:bare}]” högst upp om det här ska gälla i stället.",
        ),
        en=(
            "{what} is changed both here and in {by}.",
            "Keep one of the changes, or write “overrides: [{name:bare}]” at the top if this one should apply instead.",
        ),
    ),
    "DR242": code(
        sv=("{what} läggs till och tas bort i samma fil.", "Ta bort båda raderna."),
        en=("{what} is added and removed in the same file.", "Delete both lines."),
    ),
    "DR243": code(
        sv=(
            "{kind} {name} går inte att ta bort, eftersom regler nämner det: {rules}.",
            "Ändra dessa regler under change, eller ta bort dem under remove.",
        ),
        en=(
            "The {kind} {name} cannot be removed, because rules mention it: {rules}.",
            "Change these rules under change, or remove them under remove.",
        ),
    ),
    "DR244": code(
        sv=(
            "{kind} {name} finns redan i {by}.",
            "Flytta raden till change om den ska ändras, eller välj ett annat namn.",
        ),
        en=(
            "The {kind} {name} already exists in {by}.",
            "Move the line to change if you want to change it, or choose another name.",
        ),
    ),
    "DR245": code(
        sv=(
            "Ramverket heter {name}, precis som ett ramverk som det bygger på.",
            "Ge det ett eget id eller en egen utgåva.",
        ),
        en=(
            "The framework has the same name as one that it builds on: {name}.",
            "Give it an id or an edition of its own.",
        ),
    ),
    "DR246": code(
        sv=(
            "Indikatorn {name} är ny, men har inget område.",
            "Skriv den under add, areas, områdets beteckning, indicators.",
        ),
        en=(
            "The indicator {name} is new, but has no area.",
            "Write it under add, areas, the area's id, indicators.",
        ),
    ),
    "DR247": code(
        sv=("{what} är redan ifyllt i {by}.", "Flytta raden till change om den ska ändras."),
        en=("{what} is already filled in by {by}.", "Move the line to change if you want to change it."),
    ),
    "DR248": code(
        sv=("{what} har inget som heter {name}.", "Där finns: {known}."),
        en=("{what} has nothing called {name}.", "There are: {known}."),
    ),
    "DR249": code(
        sv=(
            "Området {name} kan inte flyttas till {to}, som är en del av det.",
            "Välj ett annat område under move.",
        ),
        en=(
            "The area {name} cannot be moved to {to}, which is part of it.",
            "Choose another area under move.",
        ),
    ),
    "DR250": code(
        sv=("{by} har tagit bort {kind} {name}.", "Ta bort raden här, eller den som tar bort det."),
        en=("{by} has removed the {kind} {name}.", "Delete this line, or the one that removes it."),
    ),
    "DR251": code(
        sv=("{kind} {name} heter nu {became}: {by} har bytt namnet.", "Skriv {became:bare} i stället."),
        en=("The {kind} {name} is now {became}: {by} has renamed it.", "Write {became:bare} instead."),
    ),
    "DR253": code(
        sv=(
            "{key} kan inte stå högst upp i ett ramverk som bygger på ett annat.",
            "Skriv det nya under ”add:” och det ändrade under ”change:”, med {key:bare} indraget därunder.",
        ),
        en=(
            "{key} cannot be at the top of a framework that builds on another.",
            "Write new content under “add:” and changes under “change:”, with {key:bare} indented below it.",
        ),
    ),
    "DR254": code(
        sv=(
            "Namnet {value} har prickar eller ringar som egna tecken: det ser ut som {whole} men är ett annat namn.",
            "Radera namnet och skriv det igen för hand, eller kör validate med --fix.",
        ),
        en=(
            "The name {value} has accents as separate characters: it looks like {whole} but is another name.",
            "Delete the name and type it again, or run validate with --fix.",
        ),
    ),
    "DR255": code(
        sv=(
            "Nivån {name} finns på flera skalor ({scales}), och det som nämner den gäller alla: {rules}.",
            "Byt namnet likadant på alla skalorna, eller skriv om det som nämner nivån under change.",
        ),
        en=(
            "The level {name} is on several scales ({scales}), and what mentions it applies to all of them: {rules}.",
            "Rename it in the same way on all scales, or rewrite under change what mentions it.",
        ),
    ),
    "DR270": code(
        sv=(
            "Indikatorn {name} hör inte till något steg, så stegen räknar inte med den.",
            "Lägg till step, om det inte är meningen.",
        ),
        en=(
            "The indicator {name} belongs to no step, so the steps do not count it.",
            "Add step, unless this is intended.",
        ),
        severity=Severity.WARNING,
    ),
    "DR271": code(
        sv=(
            "Området {name} har en enda indikator, {indicator}, så områdets värde är det svaret.",
            "Lägg till fler, eller slå ihop området med ett annat.",
        ),
        en=(
            "The area {name} has only one indicator, {indicator}, so the value of the area is that answer.",
            "Add more, or merge the area with another.",
        ),
        severity=Severity.WARNING,
    ),
    "DR272": code(
        sv=(
            "Texter på språket {language} saknas i {name}: {lacking}.",
            "Lägg till dem under texts, eller ta bort språket ur languages.",
        ),
        en=(
            "Texts in the language {language} are missing in {name}: {lacking}.",
            "Add them under texts, or remove the language from languages.",
        ),
        severity=Severity.WARNING,
    ),
    "DR273": code(
        sv=(
            "Indikatorerna {name} och {other} frågar samma sak med samma ord, eller nästan.",
            "Ta bort den ena, eller skriv det som skiljer dem åt.",
        ),
        en=(
            "The indicators {name} and {other} ask the same thing in the same words, or nearly.",
            "Remove one of them, or write what tells them apart.",
        ),
        severity=Severity.WARNING,
    ),
    "DR274": code(
        sv=(
            "Ansvaret {name} har ingen roll, så ingen bär det.",
            "Lägg till roles med den som svarar för det.",
        ),
        en=(
            "The responsibility {name} has no role, so nobody is responsible for it.",
            "Add roles with the role that is.",
        ),
        severity=Severity.WARNING,
    ),
    "DR275": code(
        sv=(
            "Alla indikatorer i området {name} har vikten {weight:bare}, så vikterna gör ingen skillnad där.",
            "Ta bort dem, eller ge dem olika vikt.",
        ),
        en=(
            "All indicators in the area {name} have the weight {weight:bare}, so the weights make no difference there.",
            "Remove them, or give them different weights.",
        ),
        severity=Severity.WARNING,
    ),
    "DR252": code(
        sv=("Ramverket bygger inte på något som heter {name}.", "Det bygger på: {known}."),
        en=("The framework does not build on anything called {name}.", "It builds on: {known}."),
    ),
    "DR285": code(
        sv=(
            "{what} tas bort här, men samma tillägg ändrar, flyttar eller lägger till något i det.",
            "Ta bort den ena av de två raderna.",
        ),
        en=(
            "{what} is removed here, but the same overlay changes, moves or adds something in it.",
            "Remove one of the two lines.",
        ),
    ),
    "DR286": code(
        sv=(
            "Namnet är upptaget: {kind} {name} finns redan i {by}.",
            "Välj ett annat nytt namn, eller byt namn på eller ta bort den som har det.",
        ),
        en=(
            "The name is taken: the {kind} {name} already exists in {by}.",
            "Choose another new name, or rename or remove the one that has it.",
        ),
    ),
}
