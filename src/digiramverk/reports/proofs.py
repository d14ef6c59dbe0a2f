"""Verdicts on the laws of a framework, as a table and in everyday sentences.

The invariant: the sentence that is shown is the one that was decided. A fixed title per law would not be: for
a falling rule *a raised answer never lowers it* is refuted, although *it never raises it* is proved.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from digiramverk.core import Language, word
from digiramverk.model import Assessment
from digiramverk.proving import (
    Counterexample,
    Finding,
    Proof,
    Reason,
    Subject,
    Verdict,
    Why,
    answer_files,
    levels_of,
    reason_of,
)
from digiramverk.reports.document_tree import Block, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.measures import measure_title
from digiramverk.reports.proof_words import CLAIMS, TEXTS, TITLES, VERDICTS
from digiramverk.rules import RESPONSE, Member, Value
from digiramverk.scoring import ABSENT, NONE, decimal, show

_MOST_OTHERS: Final = 6
"""The greatest number of answers of an example to list in a sentence."""

MOST_COLUMNS: Final = 6
"""The greatest number of measures side by side in a table."""


def proof_blocks(subject: Subject, proof: Proof, language: Language) -> list[Block]:
    """Return the table of measures and laws, the waived laws, and every counterexample."""
    blocks: list[Block] = [Heading(TEXTS["laws"][language], 2)]
    names = [rule.measure.name for rule in subject.framework.rules]
    starts = range(0, len(names), MOST_COLUMNS)
    blocks += (_table(subject, proof, names[start : start + MOST_COLUMNS], language) for start in starts)
    blocks.append(Note(TEXTS["caption"][language].format(seed=proof.seed)))
    blocks += _waived(proof, language)
    blocks += (Note(text) for text in not_tested(proof, language).values())
    blocks += (Note(text) for text in _unknown(proof, language))
    blocks += (Paragraph(both_ways(subject, each, language)) for each in proof.findings if each.ways)
    for found in proof.counterexamples:
        blocks += counterexample_blocks(subject, found, language)
    return [*blocks, Paragraph(_summary(proof, language))]


def _summary(proof: Proof, language: Language) -> str:
    """Return one line: the number of broken laws, or what is undecided, or that all laws hold."""
    broken, unknown = len(proof.counterexamples), len(proof.undecided)
    if broken:
        return TEXTS["broken_one" if broken == 1 else "broken"][language].format(count=broken)
    return TEXTS["none_broken" if unknown else "all_hold"][language].format(count=unknown)


def _unknown(proof: Proof, language: Language) -> Iterator[str]:
    """Return what is undecided and why: a line per law, and one for what cannot be relied on."""
    silent: dict[str, list[str]] = {}
    impure: dict[str, None] = {}
    for each in proof.undecided:
        if each.impure:
            impure[each.measure] = None
        else:
            silent.setdefault(each.law, []).append(each.measure)
    for law, names in silent.items():
        yield TEXTS["unknown"][language].format(law=TITLES[law][language], names=", ".join(names))
    if impure:
        yield TEXTS["impure"][language].format(names=", ".join(impure))


def unknown(finding: Finding, language: Language) -> str:
    """Return why a law of a measure is undecided."""
    key = "impure" if finding.impure else "unknown"
    return TEXTS[key][language].format(law=TITLES[finding.law][language], names=finding.measure)


def both_ways(subject: Subject, finding: Finding, language: Language) -> str:
    """Return a measure that can both rise and fall, with the smallest example of each."""
    rise, fall = (_with_others(subject, each, language) for each in finding.ways)
    return TEXTS["both_ways"][language].format(measure=finding.measure, rise=rise, fall=fall)


def _with_others(subject: Subject, found: Counterexample, language: Language) -> str:
    """Return what happens in an example, and the other answers in it."""
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
        more = TEXTS["more"][language].format(count=len(others) - _MOST_OTHERS)
        others = [*others[:_MOST_OTHERS], more]
    if not others:
        return told
    return f"{told} {TEXTS['others'][language].format(answers=', '.join(others))}"


def _whose(form: Assessment) -> str:
    """Return a form's unit, round and group, if it states any, or else its name."""
    return ", ".join(each for each in (form.unit, form.round, form.group) if each) or form.response


def claim_text(subject: Subject, finding: Finding | Counterexample, language: Language) -> str:
    """Return the sentence that a verdict is about."""
    claim = finding.claim
    if claim.key not in CLAIMS:
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
    return CLAIMS[claim.key][language].format(range=range_)


def _table(subject: Subject, proof: Proof, names: Sequence[str], language: Language) -> TableBlock:
    rows: list[tuple[str, ...]] = []
    by_law: dict[str, dict[str, dict[str, Finding]]] = {}
    for each in proof.findings:
        if each.verdict is not Verdict.NOT_MEANT and each.measure in names:
            said = claim_text(subject, each, language)
            by_law.setdefault(each.law, {}).setdefault(said, {})[each.measure] = each
    for claims in by_law.values():
        for said, findings in claims.items():
            rows.append((said, *(_verdict(findings.get(name), language) for name in names)))
    return TableBlock((TEXTS["law"][language], *names), tuple(rows))


def _verdict(finding: Finding | None, language: Language) -> str:
    """Return the verdict on a law; nothing if the law does not apply or is about another sentence."""
    if finding is None:
        return ABSENT
    return VERDICTS[finding.verdict][language].format(count=finding.examples)


def _waived(proof: Proof, language: Language) -> Iterator[Note]:
    for each in proof.findings:
        if each.verdict is Verdict.WAIVED and each.choice is not None and each.choice.waived is not None:
            yield Note(
                TEXTS["waived"][language].format(
                    measure=each.measure,
                    law=TITLES[each.law][language],
                    reason=each.choice.waived.to(language),
                )
            )


def not_tested(proof: Proof, language: Language) -> dict[str, str]:
    """Return the laws that could not be tested, and the packages that they need."""
    return {
        each.law: TEXTS["not_tested"][language].format(law=TITLES[each.law][language], extra=each.lacking)
        for each in proof.findings
        if each.verdict is Verdict.NOT_TESTED
    }


def counterexample_blocks(subject: Subject, found: Counterexample, language: Language) -> list[Block]:
    """Return one counterexample: the law, what happens, and the answers that show it."""
    told = found.law.statement[language].rstrip(".")
    if found.claim.key in CLAIMS:
        told = claim_text(subject, found, language)
        told = told[:1].upper() + told[1:]
    law = f"”{told}.”" if language == "sv" else f'"{told}."'
    heading = TEXTS["law_broken"][language].format(measure=found.found.measure, law=law)
    blocks: list[Block] = [Heading(heading, 3), Paragraph(sentence(subject, found, language))]
    if found.also:
        blocks.append(Note(TEXTS["also"][language].format(names=", ".join(found.also))))
    if found.example.forms:
        for name, text in answer_files(subject.framework, found):
            key = "file" if name == "answers" else f"file_{name}"
            lines = tuple((line,) for line in text.splitlines())
            blocks.append(TableBlock((TEXTS[key][language],), lines))
    return blocks


def sentence(subject: Subject, found: Counterexample, language: Language, *, reasons: bool = True) -> str:
    """Return what happens in everyday words, and why it should not."""
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
    return TEXTS[kind][language].format(**args)


def _what(subject: Subject, measure: str, found: Counterexample, language: Language) -> str:
    """Return the title of a measure and of the members of a cell."""
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
    """Return a number with enough decimals to tell two different values apart."""
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
            return TEXTS["because_weight"][language].format(weight=weight)
        case Why.POINTS if reason.before is not None and reason.after is not None:
            return TEXTS["because_points"][language].format(
                low=reason.before.title.to(language).lower(),
                high=reason.after.title.to(language).lower(),
                more=decimal(reason.before.points, 2, language),
                less=decimal(reason.after.points, 2, language),
            )
        case _:
            rule = subject.framework.rule(found.found.measure).measure.value.text
            return TEXTS["because_rule"][language].format(rule=" ".join(rule.split()))


def _range(subject: Subject, found: Counterexample, language: Language) -> str:
    low, high = found.found.args.get("low"), found.found.args.get("high")
    shown = {
        key: _value(subject, found, value, language)
        for key, value in (("low", low), ("high", high))
        if value is not None
    }
    return _between(shown, language)


def _between(shown: Mapping[str, str], language: Language) -> str:
    """Return bounds in words; one of them may be missing."""
    key = "to" if len(shown) > 1 else "at_least" if "low" in shown else "at_most"
    return TEXTS[key][language].format(**shown)
