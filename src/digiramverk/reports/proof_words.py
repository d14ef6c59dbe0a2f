"""The texts about laws, in both languages: names, verdicts, and what happens if a law is broken."""

from typing import Final

from digiramverk.core import Language
from digiramverk.proving import Verdict
from digiramverk.scoring import ABSENT

TITLES: Final[dict[str, dict[Language, str]]] = {
    "deterministic": {"sv": "samma svar, samma värde", "en": "same answers, same value"},
    "within_range": {"sv": "inom sitt intervall", "en": "within its range"},
    "order_of_forms": {"sv": "formulärens ordning betyder inget", "en": "the order of forms says nothing"},
    "order_of_indicators": {
        "sv": "indikatorernas ordning betyder inget",
        "en": "the order of indicators says nothing",
    },
    "monotone": {"sv": "vart ett höjt svar flyttar det", "en": "where a raised answer moves it"},
    "ends": {"sv": "ändarna nås", "en": "the ends are reached"},
    "equal_answers": {"sv": "lika svar ger nivån", "en": "equal answers give the level"},
    "missing_not_zero": {"sv": "obesvarat är inte noll", "en": "unanswered is not zero"},
    "not_relevant_neutral": {"sv": "ej relevant räknas bort", "en": "not relevant is left out"},
    "optional_item": {
        "sv": "en obesvarad indikator till ändrar inget",
        "en": "one more, unanswered, changes nothing",
    },
    "locality": {"sv": "bara det berörda flyttas", "en": "only what depends moves"},
    "weights": {"sv": "vikter är proportioner", "en": "weights are proportions"},
    "ladder": {"sv": "inget steg hoppas över", "en": "no step is skipped"},
    "bands": {"sv": "band täcker allt", "en": "bands cover everything"},
    "one_unit": {"sv": "en enhet är enheten", "en": "one unit is the unit"},
    "parts_and_whole": {"sv": "delar och helhet", "en": "parts and whole"},
    "withheld": {"sv": "dolt förblir dolt", "en": "withheld stays withheld"},
    "follows": {"sv": "dolt följer inte", "en": "withheld does not follow"},
    "overlay": {"sv": "tillägg utom räckhåll ändrar inget", "en": "additions out of reach change nothing"},
    "trace": {"sv": "förklaringen stämmer", "en": "the explanation agrees"},
    "engines": {"sv": "alla motorer lika", "en": "all engines agree"},
    "dump_and_load": {"sv": "skrivs och läses lika", "en": "written and read alike"},
}
"""The titles of laws, without a measure."""

CLAIMS: Final[dict[str, dict[Language, str]]] = {
    "never_lowers": {"sv": "ett höjt svar sänker det aldrig", "en": "a raised answer never lowers it"},
    "never_raises": {"sv": "ett höjt svar höjer det aldrig", "en": "a raised answer never raises it"},
    "never_moves": {"sv": "ett höjt svar ändrar det aldrig", "en": "a raised answer never changes it"},
    "both_ways": {
        "sv": "ett höjt svar kan både höja och sänka det",
        "en": "a raised answer can raise it and can lower it",
    },
    "within_range": {"sv": "alltid {range}", "en": "always {range}"},
    "ends": {
        "sv": "lägsta svar ger dess lägsta värde, högsta dess högsta",
        "en": "lowest answers give its lowest value, highest its highest",
    },
    "ends_turned": {
        "sv": "lägsta svar ger dess högsta värde, högsta dess lägsta",
        "en": "lowest answers give its highest value, highest its lowest",
    },
    "adds_up": {"sv": "delarna ger ihop helheten", "en": "the parts add up to the whole"},
    "between": {"sv": "helheten ligger bland delarna", "en": "the whole lies among its parts"},
}
"""The sentences of laws about a measure. A law without one here uses its title."""

VERDICTS: Final[dict[Verdict, dict[Language, str]]] = {
    Verdict.PROVED: {"sv": "bevisad", "en": "proved"},
    Verdict.TESTED: {"sv": "prövad {count}", "en": "tested {count}"},
    Verdict.WAIVED: {"sv": "undantag", "en": "waived"},
    Verdict.BROKEN: {"sv": "BRUTEN", "en": "BROKEN"},
    Verdict.NOT_MEANT: {"sv": ABSENT, "en": ABSENT},
    Verdict.NOT_TESTED: {"sv": "ej prövad", "en": "not tested"},
    Verdict.BOTH_WAYS: {"sv": "visat", "en": "shown"},
    Verdict.UNKNOWN: {"sv": "okänt", "en": "unknown"},
}
TEXTS: Final[dict[str, dict[Language, str]]] = {
    "laws": {"sv": "Lagar", "en": "Laws"},
    "law": {"sv": "Lag", "en": "Law"},
    "caption": {
        "sv": "Bevisad: regelns byggnad visar det. Prövad: med så många slumpade svar (frö {seed}).",
        "en": "Proved: the rule's structure shows it. Tested: with so many random answers (seed {seed}).",
    },
    "all_hold": {"sv": "Alla lagar håller.", "en": "All laws hold."},
    "none_broken": {
        "sv": "Ingen lag bryts, men {count} gick inte att pröva.",
        "en": "No law is broken, but {count} could not be tested.",
    },
    "unknown": {
        "sv": "Okänt, {law}: inget prövat svar gav {names} ett värde att jämföra.",
        "en": "Unknown, {law}: no answers that were tried gave {names} a value to compare.",
    },
    "impure": {
        "sv": "Övriga lagar kan inte avgöras för {names}: samma svar ger inte samma värde.",
        "en": "The other laws cannot be judged for {names}: the same answers do not give the same value.",
    },
    "both_ways": {
        "sv": "{measure} kan gå åt båda hållen. {rise} {fall}",
        "en": "{measure} can go both ways. {rise} {fall}",
    },
    "more": {"sv": "och {count} till", "en": "and {count} more"},
    "others": {"sv": "Övriga svar i exemplet: {answers}.", "en": "Other answers in the example: {answers}."},
    "broken": {"sv": "{count} lagar bryts.", "en": "{count} laws are broken."},
    "broken_one": {"sv": "En lag bryts.", "en": "One law is broken."},
    "waived": {"sv": "Undantag, {measure}: {law}. {reason}", "en": "Waived, {measure}: {law}. {reason}"},
    "not_tested": {
        "sv": "Ej prövad, {law}: det kräver ett tillägg. Installera det med pip install "
        "'digiramverk[{extra}]'.",
        "en": "Not tested, {law}: that takes an extra. Install it with pip install 'digiramverk[{extra}]'.",
    },
    "law_broken": {"sv": "{measure} bryter lagen {law}", "en": "{measure} breaks the law {law}"},
    "also": {
        "sv": "Det gör då också {names}, som bygger på måttet.",
        "en": "So do {names}, which build on the measure.",
    },
    "file": {"sv": "Svar som visar det", "en": "Answers that show it"},
    "file_before": {"sv": "Svar före", "en": "Answers before"},
    "file_after": {"sv": "Svar efter", "en": "Answers after"},
    # sentences
    "falls": {
        "sv": "Höjs {indicator} från {low} till {high} sjunker {what} från {before} till {after}{reason}.",
        "en": "If {indicator} is raised from {low} to {high}, {what} falls from {before} to {after}{reason}.",
    },
    "rises": {
        "sv": "Höjs {indicator} från {low} till {high} stiger {what} från {before} till {after}{reason}.",
        "en": "If {indicator} is raised from {low} to {high}, {what} rises from {before} to {after}{reason}.",
    },
    "range": {
        "sv": "{What} blir {after}, utanför {range}.",
        "en": "{What} becomes {after}, outside {range}.",
    },
    "end_high": {
        "sv": "Står alla svar på högsta nivån blir {what} {after}, inte {before}.",
        "en": "With all answers at the highest level, {what} becomes {after}, not {before}.",
    },
    "end_low": {
        "sv": "Står alla svar på lägsta nivån blir {what} {after}, inte {before}.",
        "en": "With all answers at the lowest level, {what} becomes {after}, not {before}.",
    },
    "equal": {
        "sv": "Är alla svar lika och på {before} av skalan blir {what} {after}.",
        "en": "With all answers alike and at {before} of the scale, {what} becomes {after}.",
    },
    "missing": {
        "sv": "Lämnas {indicator} obesvarad medan alla andra svar står på högsta nivån sjunker {what} "
        "från {before} till {after}: det obesvarade räknas som om det vore lägst.",
        "en": "If {indicator} is left unanswered while all others are at the highest level, {what} falls "
        "from {before} to {after}: what is unanswered counts as if it were lowest.",
    },
    "not_relevant": {
        "sv": "Är {indicator} ej relevant blir {what} {after}; fanns indikatorn inte vore det {before}.",
        "en": "If {indicator} is not relevant, {what} becomes {after}; without the indicator it would be "
        "{before}.",
    },
    "extra": {
        "sv": "Läggs en indikator till bredvid {indicator} och ingen svarar på den går {what} från {before} "
        "till {after}.",
        "en": "If an indicator is added beside {indicator} and nobody answers it, {what} goes from "
        "{before} to {after}.",
    },
    "overlay": {
        "sv": "Läggs en indikator till utom regelns räckhåll går {what} från {before} till {after}.",
        "en": "If an indicator is added out of the rule's reach, {what} goes from {before} to {after}.",
    },
    "moves": {
        "sv": "Ändras {indicator}, som inte ingår, går {what} från {before} till {after}.",
        "en": "If {indicator}, which is no part of it, is changed, {what} goes from {before} to {after}.",
    },
    "weights": {
        "sv": "Tredubblas alla vikter går {what} från {before} till {after}, fast förhållandena är desamma.",
        "en": "If all weights are tripled, {what} goes from {before} to {after}, though the proportions "
        "are the same.",
    },
    "skips": {
        "sv": "{What} blir {after} fast {step} inte är nått.",
        "en": "{What} becomes {after} though {step} is not reached.",
    },
    "no_band": {
        "sv": "Värdet {before} ligger inte i något band, så {what} blir obestämt.",
        "en": "The value {before} lies in no band, so {what} is undecided.",
    },
    "one_unit": {
        "sv": "För ett enda formulär med {before} blir {what} {after}.",
        "en": "For one single form with {before}, {what} becomes {after}.",
    },
    "not_the_sum": {
        "sv": "Delarna ger {one} och {other}, men {what} blir {after}.",
        "en": "The parts give {one} and {other}, but {what} becomes {after}.",
    },
    "not_between": {
        "sv": "Delarna ger {one} och {other}, men för alla tillsammans blir {what} {after}.",
        "en": "The parts give {one} and {other}, but for all together {what} becomes {after}.",
    },
    "follows": {
        "sv": "{what} döljs, men följer av det som visas tillsammans: det är {after}.",
        "en": "{what} is withheld, but follows from all that is shown together: it is {after}.",
    },
    "leaks": {
        "sv": "{hidden} döljs för att få har svarat, men {what} visas och är {after}.",
        "en": "{hidden} is withheld since few have answered, but {what} is shown and is {after}.",
    },
    "deterministic": {
        "sv": "Samma svar gav först {before} och sedan {after} för {what}.",
        "en": "The same answers gave first {before} and then {after} for {what}.",
    },
    "raises": {
        "sv": "{What} får inget värde: funktionen gick fel ({cause}).",
        "en": "{What} gets no value: the function failed ({cause}).",
    },
    "order_of_forms": {
        "sv": "I annan ordning ger samma formulär {after} i stället för {before} för {what}.",
        "en": "In another order the same forms give {after} instead of {before} for {what}.",
    },
    "order_of_indicators": {
        "sv": "Med indikatorerna i annan ordning går {what} från {before} till {after}.",
        "en": "With the indicators in another order, {what} goes from {before} to {after}.",
    },
    "trace": {
        "sv": "{What} är {before}, men förklaringen kommer fram till {after}.",
        "en": "{What} is {before}, but the explanation comes to {after}.",
    },
    "dump": {
        "sv": "Ramverket ger annat när det har skrivits ut och lästs igen.",
        "en": "The framework gives something else when it has been written out and read again.",
    },
    "engines": {
        "sv": "{What} är {before}, men en annan motor ger {after}.",
        "en": "{What} is {before}, but another engine gives {after}.",
    },
    # reasons
    "because_weight": {"sv": ", eftersom vikten är {weight}", "en": ", since its weight is {weight}"},
    "because_points": {
        "sv": ", eftersom {low} ger {more} poäng och {high} bara {less}",
        "en": ", since {low} gives {more} points and {high} only {less}",
    },
    "because_rule": {"sv": ". Regeln är {rule}", "en": ". The rule is {rule}"},
    "to": {"sv": "{low} till {high}", "en": "{low} to {high}"},
    "at_least": {"sv": "minst {low}", "en": "at least {low}"},
    "at_most": {"sv": "högst {high}", "en": "at most {high}"},
}
