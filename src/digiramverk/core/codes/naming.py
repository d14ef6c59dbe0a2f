"""DR5: frameworks and plugins by name. DR60: explanations, and the selection of results. DR9: the program."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.code import Code, Severity, code

NAMING: Final[Mapping[str, Code]] = {
    "DR501": code(
        sv=(
            "Insticksmodulen {name} ({distribution} {version}) kunde inte laddas: {cause:bare}.",
            "Uppdatera eller avinstallera {distribution}; allt annat fungerar.",
        ),
        en=(
            "The plugin {name} ({distribution} {version}) could not be loaded: {cause:bare}.",
            "Update or uninstall {distribution}; everything else works.",
        ),
    ),
    "DR502": code(
        sv=("Två insticksmoduler erbjuder ramverket {name}: {one} och {other}.", "Avinstallera den ena."),
        en=("Two plugins offer the framework {name}: {one} and {other}.", "Uninstall one of them."),
    ),
    "DR503": code(
        sv=(
            "Inget installerat ramverk heter {name}, och det är ingen fil eller mapp.",
            "Installerade ramverk: {known}. För ett eget ramverk: ange sökvägen.",
        ),
        en=(
            "There is no installed framework {name}, and no such file or folder.",
            "Installed frameworks: {known}. For a framework of your own, give its path.",
        ),
    ),
    "DR504": code(
        sv=("Ramverket {name} finns inte i utgåva {edition}.", "Installerad utgåva: {known}."),
        en=("The framework {name} has no edition {edition}.", "Installed edition: {known}."),
    ),
    "DR505": code(
        sv=(
            "Insticksmodulen {name} ({distribution} {version}) gav något av fel slag: {found}.",
            "Anmäl felet till den som ger ut {distribution}.",
        ),
        en=(
            "The plugin {name} ({distribution} {version}) returned an object of the wrong type: {found}.",
            "Report this to the publisher of {distribution}.",
        ),
    ),
    "DR507": code(
        sv=(
            "{origin} erbjuder ramverket som {name}, men definitionen säger {found}.",
            "Anmäl felet till den som ger ut {origin}.",
        ),
        en=(
            "{origin} offers the framework as {name}, but its definition says {found}.",
            "Report this to the publisher of {origin}.",
        ),
    ),
    "DR508": code(
        sv=(
            "Insticksmodulen {name} ({distribution} {version}) registrerar funktionen {function}, men namnet är upptaget ({other}).",
            "Anmäl felet till den som ger ut {distribution}.",
        ),
        en=(
            "The plugin {name} ({distribution} {version}) registers the function {function}, but the name is taken ({other}).",
            "Report this to the publisher of {distribution}.",
        ),
    ),
    "DR509": code(
        sv=(
            "Funktionen {function} från {distribution} gick fel i måttet {measure}: {cause:bare}.",
            "Värdet visas som obestämt. Anmäl felet till den som ger ut {distribution}.",
        ),
        en=(
            "The function {function} from {distribution} failed in the measure {measure}: {cause:bare}.",
            "The value is shown as undecided. Report this to the publisher of {distribution}.",
        ),
    ),
    "DR506": code(
        sv=("Ramverket {name} har inga exempel.", "Ange en egen svarsfil."),
        en=("The framework {name} has no examples.", "Give an answer file of your own."),
    ),
    "DR601": code(
        sv=("Inget mått heter {name}.", "Måtten i ramverket: {known}."),
        en=("There is no measure {name}.", "The framework's measures: {known}."),
    ),
    "DR602": code(
        sv=(
            "Måttet {measure} har inget värde för {asked}.",
            "Skriv t.ex. area=ledning step=1, med beteckningar ur ramverket och svaren.",
        ),
        en=(
            "The measure {measure} has no value for {asked}.",
            "Write for example area=ledning step=1, with ids from the framework and the answers.",
        ),
    ),
    "DR603": code(
        sv=(
            "Måttet {measure} har {count} värden som passar.",
            "Välj ett genom att lägga till {dimension:bare}= följt av ett av: {choices}.",
        ),
        en=(
            "The measure {measure} has {count} values that match.",
            "Choose one by adding {dimension:bare}= followed by one of: {choices}.",
        ),
    ),
    "DR604": code(
        sv=("{written} pekar inte ut något.", "Skriv dimension=beteckning, t.ex. step=1."),
        en=("{written} does not select anything.", "Write dimension=id, such as step=1."),
    ),
    "DR605": code(
        sv=(
            "Ramverket {framework} har ingen indikator {name}.",
            "Visa alla: samma kommando utan indikator, med --format yaml.",
        ),
        en=(
            "The framework {framework} has no indicator {name}.",
            "To see all of them, leave it out and add --format yaml.",
        ),
    ),
    "DR606": code(
        sv=("{option} gäller hela ramverket.", "Ta bort indikatorn, eller ta bort {option:bare}."),
        en=("{option} is about the whole framework.", "Leave out the indicator, or {option:bare}."),
    ),
    "DR624": code(
        sv=(
            "Flaggan --only kan inte användas med --out, som skriver allt som har räknats.",
            "Ta bort --only, eller skriv ut urvalet med --format csv.",
        ),
        en=(
            "The option --only cannot be used with --out, which writes everything that was scored.",
            "Remove --only, or print the selection with --format csv.",
        ),
    ),
    "DR901": code(
        sv=("Detta kräver tillägget {extra}.", "Installera det med: pip install 'digiramverk[{extra}]'"),
        en=("This needs the extra {extra}.", "Install it with: pip install 'digiramverk[{extra}]'"),
    ),
    "DR902": code(
        sv=("Kommandot {name} finns inte.", "Kommandon: {known}."),
        en=("There is no command {name}.", "Commands: {known}."),
    ),
    "DR903": code(
        sv=("Flaggan {name} finns inte här.", "Flaggor: {known}."),
        en=("There is no option {name} here.", "Options: {known}."),
    ),
    "DR904": code(
        sv=("Kommandot behöver {name}.", "Så skrivs kommandot: {usage:bare}"),
        en=("The command needs {name}.", "Usage: {usage:bare}"),
    ),
    "DR905": code(
        sv=("{name} kan inte ha det värdet.", "Möjliga värden: {known}."),
        en=("{name} cannot have that value.", "Possible values: {known}."),
    ),
    "DR906": code(
        sv=("Kommandot är inte rätt skrivet: {cause:bare}.", "Så skrivs kommandot: {usage:bare}"),
        en=("The command is not valid: {cause:bare}.", "Usage: {usage:bare}"),
    ),
    "DR907": code(
        sv=(
            "På kommandoraden står något som kommandot inte tar: {extra}.",
            "Så skrivs kommandot: {usage:bare}",
        ),
        en=("The command line has arguments that the command does not take: {extra}.", "Usage: {usage:bare}"),
    ),
    "DR908": code(
        sv=(
            "Flaggan {name} saknar sitt värde, eller har ett fast den inte tar något.",
            "Kör kommandot med --help för att se hur den skrivs.",
        ),
        en=(
            "The option {name} needs a value and has none, or has one that it does not take.",
            "Run the command with --help to see how to write it.",
        ),
    ),
    "DR909": code(
        sv=(
            "Beskrivningen av det installerade paketet {name} går inte att läsa ({place:bare}): {cause:bare}.",
            "Installera om paketet eller ta bort det. Allt annat fungerar.",
        ),
        en=(
            "The description of the installed package {name} cannot be read ({place:bare}): {cause:bare}.",
            "Reinstall the package or remove it. Everything else works.",
        ),
        severity=Severity.WARNING,
    ),
    "DR910": code(
        sv=(
            "Insticksmodulen {name} ({distribution} {version}) ger {field:bare} ett värde som inte går att använda: {found:bare}.",
            "Det ska vara av slaget {expected:bare}. Anmäl felet till den som ger ut {distribution}; allt annat fungerar.",
        ),
        en=(
            "The plugin {name} ({distribution} {version}) gives {field:bare} a value that cannot be used: {found:bare}.",
            "It must be of the type {expected:bare}. Report this to the publisher of {distribution}; everything else works.",
        ),
        severity=Severity.WARNING,
    ),
    "DR914": code(
        sv=(
            "{distribution} {version} erbjuder insticksmodulen {name}, men den har inga krokar för digiramverk ({found}).",
            "Låt ingångspunkten peka på en modul med funktioner märkta med hookimpl, eller avinstallera {distribution}; allt annat fungerar.",
        ),
        en=(
            "{distribution} {version} offers the plugin {name}, but it has no hooks for digiramverk ({found}).",
            "Point the entry point to a module with functions marked with hookimpl, or uninstall {distribution}; everything else works.",
        ),
    ),
    "DR911": code(
        sv=(
            "Paketet {name} är installerat två gånger, och de två erbjuder olika saker: {one:bare} och {other:bare}.",
            "Den första används. Ta bort den andra.",
        ),
        en=(
            "The package {name} is installed twice, and the two offer different things: {one:bare} and {other:bare}.",
            "The first is used. Remove the other one.",
        ),
        severity=Severity.WARNING,
    ),
    "DR912": code(
        sv=(
            "Paketet {package} i {place:bare} går inte att använda: {cause:bare}.",
            "Flytta eller döp om den filen om den inte hör till paketet. Installera annars om det: pip install --force-reinstall {distribution:bare}",
        ),
        en=(
            "The package {package} in {place:bare} cannot be used: {cause:bare}.",
            "Move or rename that file if it does not belong to the package. Otherwise reinstall it: pip install --force-reinstall {distribution:bare}",
        ),
    ),
    "DR970": code(
        sv=(
            "Något gick fel i programmet: {cause:bare}.",
            "Det är inte ditt fel. Kör igen med --debug och anmäl det som skrivs ut.",
        ),
        en=(
            "Something went wrong in the program: {cause:bare}.",
            "It is not your fault. Run again with --debug and report what is printed.",
        ),
    ),
}
