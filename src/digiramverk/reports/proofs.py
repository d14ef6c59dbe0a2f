"""Laws held to a framework, as a table and in sentences that an officer would say."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from digiramverk.core.language import Language
from digiramverk.core.vocabulary import word
from digiramverk.model.assessment import Assessment
from digiramverk.proving.files import answer_files
from digiramverk.proving.prove import Counterexample, Finding, Proof, Verdict
from digiramverk.proving.reasons import Reason, Why, levels_of, reason_of
from digiramverk.proving.subject import Subject
from digiramverk.reports.measures import measure_title
from digiramverk.reports.tree import Block, Heading, Note, Paragraph, Table
from digiramverk.rules.space import RESPONSE
from digiramverk.rules.types import Member
from digiramverk.scoring.display import ABSENT, decimal, show
from digiramverk.scoring.results import NONE, Value

_MOST_OTHERS: Final = 6
"""How many answers of an example are listed in a sentence."""

MOST_COLUMNS: Final = 6
"""How many measures stand side by side before the table is cut."""

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
    "overlay": {"sv": "tillägg utom räckhåll ändrar inget", "en": "additions out of reach change nothing"},
    "trace": {"sv": "förklaringen stämmer", "en": "the explanation agrees"},
    "engines": {"sv": "alla motorer lika", "en": "all engines agree"},
    "dump_and_load": {"sv": "skrivs och läses lika", "en": "written and read alike"},
}
"""What the laws are called, where it is not said of a measure."""

_CLAIMS: Final[dict[str, dict[Language, str]]] = {
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
"""The sentences that laws say of single measures; where there is none here, the title is the sentence."""

_VERDICTS: Final[dict[Verdict, dict[Language, str]]] = {
    Verdict.PROVED: {"sv": "bevisad", "en": "proved"},
    Verdict.TESTED: {"sv": "prövad {count}", "en": "tested {count}"},
    Verdict.WAIVED: {"sv": "undantag", "en": "waived"},
    Verdict.BROKEN: {"sv": "BRUTEN", "en": "BROKEN"},
    Verdict.NOT_MEANT: {"sv": ABSENT, "en": ABSENT},
    Verdict.NOT_TESTED: {"sv": "ej prövad", "en": "not tested"},
    Verdict.BOTH_WAYS: {"sv": "visat", "en": "shown"},
    Verdict.UNKNOWN: {"sv": "okänt", "en": "unknown"},
}
_TEXTS: Final[dict[str, dict[Language, str]]] = {
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


def proof_blocks(subject: Subject, proof: Proof, language: Language) -> list[Block]:
    """The table of measures and laws, what is waived, and every counterexample."""
    blocks: list[Block] = [Heading(_TEXTS["laws"][language], 2)]
    names = [rule.measure.name for rule in subject.framework.rules]
    starts = range(0, len(names), MOST_COLUMNS)
    blocks += (_table(subject, proof, names[start : start + MOST_COLUMNS], language) for start in starts)
    blocks.append(Note(_TEXTS["caption"][language].format(seed=proof.seed)))
    blocks += _waived(proof, language)
    blocks += (Note(text) for text in not_tested(proof, language).values())
    blocks += (Note(text) for text in _unknown(proof, language))
    blocks += (Paragraph(both_ways(subject, each, language)) for each in proof.findings if each.ways)
    for found in proof.counterexamples:
        blocks += counterexample_blocks(subject, found, language)
    return [*blocks, Paragraph(_summary(proof, language))]


def _summary(proof: Proof, language: Language) -> str:
    """One line for all: broken laws, or what could not be decided, or that all laws hold."""
    broken, unknown = len(proof.counterexamples), len(proof.undecided)
    if broken:
        return _TEXTS["broken_one" if broken == 1 else "broken"][language].format(count=broken)
    return _TEXTS["none_broken" if unknown else "all_hold"][language].format(count=unknown)


def _unknown(proof: Proof, language: Language) -> Iterator[str]:
    """What could not be decided, and why not: a line per law, and one for what cannot be relied on."""
    silent: dict[str, list[str]] = {}
    impure: dict[str, None] = {}
    for each in proof.undecided:
        if each.impure:
            impure[each.measure] = None
        else:
            silent.setdefault(each.law, []).append(each.measure)
    for law, names in silent.items():
        yield _TEXTS["unknown"][language].format(law=TITLES[law][language], names=", ".join(names))
    if impure:
        yield _TEXTS["impure"][language].format(names=", ".join(impure))


def unknown(finding: Finding, language: Language) -> str:
    """Why a law of a measure could not be decided."""
    key = "impure" if finding.impure else "unknown"
    return _TEXTS[key][language].format(law=TITLES[finding.law][language], names=finding.measure)


def both_ways(subject: Subject, finding: Finding, language: Language) -> str:
    """A measure that goes both ways, with the smallest example of each."""
    rise, fall = (_with_others(subject, each, language) for each in finding.ways)
    return _TEXTS["both_ways"][language].format(measure=finding.measure, rise=rise, fall=fall)


def _with_others(subject: Subject, found: Counterexample, language: Language) -> str:
    """What happens in an example, and which other answers there are in it."""
    twist = found.example.twist
    several = len(found.example.forms) > 1
    others = [
        f"{answer.indicator} {subject.framework.title_of('level', answer.level, language).lower()}"
        + (f" ({_whose(form)})" if several else "")
        for form in found.example.forms
        for answer in form.answers
        if answer.level is not None and (twist is None or answer.indicator != twist.indicator)
    ]
    told = sentence(subject, found, language, reasons=False)
    if len(others) > _MOST_OTHERS:
        more = _TEXTS["more"][language].format(count=len(others) - _MOST_OTHERS)
        others = [*others[:_MOST_OTHERS], more]
    if not others:
        return told
    return f"{told} {_TEXTS['others'][language].format(answers=', '.join(others))}"


def _whose(form: Assessment) -> str:
    """A form by unit, round and group, as far as it says them, or by its own name."""
    return ", ".join(each for each in (form.unit, form.round, form.group) if each) or form.response


def claim_text(subject: Subject, finding: Finding | Counterexample, language: Language) -> str:
    """The sentence that a verdict is about."""
    claim = finding.claim
    if claim.key not in _CLAIMS:
        law = finding.law if isinstance(finding, Finding) else finding.law.id
        return TITLES[law][language]
    name = finding.measure if isinstance(finding, Finding) else finding.found.measure
    measure = subject.framework.plan.measure(name)
    bounds = {
        key: show(bound, measure.type, measure.format, language)
        for key, bound in (("low", claim.low), ("high", claim.high))
        if bound is not None
    }
    range_ = _between(bounds, language) if bounds else ""
    return _CLAIMS[claim.key][language].format(range=range_)


def _table(subject: Subject, proof: Proof, names: Sequence[str], language: Language) -> Table:
    rows: list[tuple[str, ...]] = []
    by_law: dict[str, dict[str, dict[str, Finding]]] = {}
    for each in proof.findings:
        if each.verdict is not Verdict.NOT_MEANT and each.measure in names:
            said = claim_text(subject, each, language)
            by_law.setdefault(each.law, {}).setdefault(said, {})[each.measure] = each
    for claims in by_law.values():
        for said, findings in claims.items():
            rows.append((said, *(_verdict(findings.get(name), language) for name in names)))
    return Table((_TEXTS["law"][language], *names), tuple(rows))


def _verdict(finding: Finding | None, language: Language) -> str:
    """What came of a law; nothing where it is not meant, or says another sentence of the measure."""
    if finding is None:
        return ABSENT
    return _VERDICTS[finding.verdict][language].format(count=finding.examples)


def _waived(proof: Proof, language: Language) -> Iterator[Note]:
    for each in proof.findings:
        if each.verdict is Verdict.WAIVED and each.choice is not None and each.choice.waived is not None:
            yield Note(
                _TEXTS["waived"][language].format(
                    measure=each.measure,
                    law=TITLES[each.law][language],
                    reason=each.choice.waived.to(language),
                )
            )


def not_tested(proof: Proof, language: Language) -> dict[str, str]:
    """The laws that could not be tested, and what would have to be installed."""
    return {
        each.law: _TEXTS["not_tested"][language].format(law=TITLES[each.law][language], extra=each.lacking)
        for each in proof.findings
        if each.verdict is Verdict.NOT_TESTED
    }


def counterexample_blocks(subject: Subject, found: Counterexample, language: Language) -> list[Block]:
    """One counterexample: the law, what happens, and the answers that show it."""
    told = found.law.statement[language].rstrip(".")
    if found.claim.key in _CLAIMS:
        told = claim_text(subject, found, language)
        told = told[:1].upper() + told[1:]
    law = f"”{told}.”" if language == "sv" else f'"{told}."'
    heading = _TEXTS["law_broken"][language].format(measure=found.found.measure, law=law)
    blocks: list[Block] = [Heading(heading, 3), Paragraph(sentence(subject, found, language))]
    if found.also:
        blocks.append(Note(_TEXTS["also"][language].format(names=", ".join(found.also))))
    if found.example.forms:
        for name, text in answer_files(subject.framework, found):
            key = "file" if name == "answers" else f"file_{name}"
            lines = tuple((line,) for line in text.splitlines())
            blocks.append(Table((_TEXTS[key][language],), lines))
    return blocks


def sentence(subject: Subject, found: Counterexample, language: Language, *, reasons: bool = True) -> str:
    """What happens, as an officer would say it, and why, where it should not."""
    what = _what(subject, found.found.measure, found, language)
    twist = found.example.twist
    low, high = levels_of(subject, found)
    args: dict[str, object] = {
        "what": what,
        "What": what[:1].upper() + what[1:],
        "indicator": "" if twist is None else twist.indicator,
        "low": "" if low is None else low.title.to(language).lower(),
        "high": "" if high is None else high.title.to(language).lower(),
        "before": _value(subject, found, found.found.before, language),
        "after": _value(subject, found, found.found.after, language),
    }
    kind = found.found.kind
    if kind in {"falls", "rises"}:
        args["reason"] = _reason(subject, found, reason_of(subject, found), language) if reasons else ""
    if kind == "range":
        args["range"] = _range(subject, found, language)
    if kind == "leaks":
        args["hidden"] = _what(subject, str(found.found.args["measure"]), found, language)
    if kind == "raises":
        args["cause"] = found.found.args.get("cause", "")
    if kind == "skips":
        args["step"] = _member(subject, found, str(found.found.args["step"]), language)
    for part in ("one", "other"):
        if part in found.found.args:
            args[part] = _value(subject, found, found.found.args[part], language)
    return _TEXTS[kind][language].format(**args)


def _what(subject: Subject, measure: str, found: Counterexample, language: Language) -> str:
    """A measure with the place that the value is for, in people's words."""
    framework = subject.framework
    planned = framework.plan.measure(measure)
    title = measure_title(framework, measure, language)
    kept = [name for name in (*planned.per, *planned.population) if name not in {RESPONSE, "unit", "round"}]
    members = [
        framework.title_of(name, found.found.members[name], language)
        for name in kept
        if name in found.found.members
    ]
    return f"{title} ({', '.join(members)})" if members else title


def _value(subject: Subject, found: Counterexample, value: object, language: Language) -> str:
    if value is None:
        return ABSENT
    measure = subject.framework.plan.measure(found.found.measure)
    if isinstance(measure.type, Member) and isinstance(value, str):
        return _member(subject, found, value, language)
    if isinstance(value, Fraction) and found.found.kind in {"equal", "no_band", "one_unit"}:
        return (
            show(value, measure.type, measure.format, language, measure.decimals)
            if value.denominator
            else str(value)
        )
    shown = show(value, measure.type, measure.format, language, measure.decimals)
    return _exactly(found, value, shown, language)


def _exactly(found: Counterexample, value: object, shown: str, language: Language) -> str:
    """A number with more decimals where rounding would make two different values look the same."""
    others = [found.found.before, found.found.after]
    numbers = [each for each in others if isinstance(each, Fraction)]
    if isinstance(value, Fraction) and len(numbers) > 1 and abs(numbers[0] - numbers[1]) < Fraction(1, 1000):
        return decimal(value, 6, language)
    return shown


def _member(subject: Subject, found: Counterexample, value: Value, language: Language) -> str:
    measure = subject.framework.plan.measure(found.found.measure)
    if value == NONE:
        return word("none", language)
    dimension = measure.type.dimension if isinstance(measure.type, Member) else ""
    return subject.framework.title_of(dimension, str(value), language)


def _reason(subject: Subject, found: Counterexample, reason: Reason, language: Language) -> str:
    match reason.why:
        case Why.WEIGHT if reason.weight is not None:
            weight = decimal(reason.weight, 2, language).replace("-", "−")
            return _TEXTS["because_weight"][language].format(weight=weight)
        case Why.POINTS if reason.before is not None and reason.after is not None:
            return _TEXTS["because_points"][language].format(
                low=reason.before.title.to(language).lower(),
                high=reason.after.title.to(language).lower(),
                more=decimal(reason.before.points, 2, language),
                less=decimal(reason.after.points, 2, language),
            )
        case _:
            rule = subject.framework.rule(found.found.measure).measure.value.text
            return _TEXTS["because_rule"][language].format(rule=" ".join(rule.split()))


def _range(subject: Subject, found: Counterexample, language: Language) -> str:
    low, high = found.found.args.get("low"), found.found.args.get("high")
    shown = {
        key: _value(subject, found, value, language)
        for key, value in (("low", low), ("high", high))
        if value is not None
    }
    return _between(shown, language)


def _between(shown: Mapping[str, str], language: Language) -> str:
    """Bounds in words, of which one may be lacking."""
    key = "to" if len(shown) > 1 else "at_least" if "low" in shown else "at_most"
    return _TEXTS[key][language].format(**shown)
