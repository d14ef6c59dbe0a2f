"""Results of `check` in machine-readable form: JSON and JUnit XML."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from digiramverk.core import Language
from digiramverk.proving import (
    CaseOutcome,
    Counterexample,
    Difference,
    Finding,
    Proof,
    Subject,
    TargetDifference,
    Verdict,
    answer_files,
)
from digiramverk.reports.proofs import claim_text, not_tested, sentence, unknown

_SKIPPED: Final = frozenset({Verdict.WAIVED, Verdict.NOT_TESTED, Verdict.UNKNOWN})


def case_data(outcome: CaseOutcome) -> dict[str, Any]:
    """Return the outcome of one case."""
    return {
        "id": outcome.case.id,
        "ok": outcome.holds,
        "differences": [
            *(_difference(each) for each in outcome.differences),
            *(_target(each) for each in outcome.targets),
        ],
    }


def law_data(subject: Subject, finding: Finding, language: Language) -> dict[str, Any]:
    """Return the verdict on one law of one measure."""
    data: dict[str, Any] = {
        "measure": finding.measure,
        "law": finding.law,
        "statement": claim_text(subject, finding, language),
        "verdict": finding.verdict.value,
        "examples": finding.examples,
    }
    if finding.verdict is Verdict.WAIVED and finding.choice is not None and finding.choice.waived is not None:
        data["reason"] = finding.choice.waived.to(language)
    if finding.lacking is not None:
        data["lacking"] = finding.lacking
    if finding.counterexample is not None:
        data["counterexample"] = _example(subject, finding.counterexample, language)
    if finding.ways:
        data["ways"] = [_example(subject, each, language) for each in finding.ways]
    return data


def _example(subject: Subject, found: Counterexample, language: Language) -> dict[str, Any]:
    return {
        "text": sentence(subject, found, language),
        "cell": dict(found.found.members),
        "before": _exact(found.found.before),
        "after": _exact(found.found.after),
        "also": list(found.also),
        "files": dict(answer_files(subject.framework, found)) if found.example.forms else {},
    }


def junit(subject: Subject, outcomes: Sequence[CaseOutcome], proof: Proof | None, language: Language) -> str:
    """Return cases and laws as JUnit XML, one test each, without laws that do not apply to a measure."""
    root = Element("testsuites", name=subject.framework.reference)
    cases = SubElement(root, "testsuite", name="cases", tests=str(len(outcomes)))
    failed = 0
    for outcome in outcomes:
        test = SubElement(cases, "testcase", classname=subject.framework.id, name=outcome.case.id)
        if not outcome.holds:
            failed += 1
            lines = (
                f"{each['measure']} {each['cell']}: {each['expected']} != {each['found']}"
                for each in case_data(outcome)["differences"]
            )
            SubElement(test, "failure", message=outcome.case.id).text = "\n".join(lines)
    cases.set("failures", str(failed))
    if proof is not None:
        _laws(root, subject, proof, language)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _laws(root: Element, subject: Subject, proof: Proof, language: Language) -> None:
    found = [each for each in proof.findings if each.verdict is not Verdict.NOT_MEANT]
    broken = [each for each in found if each.verdict is Verdict.BROKEN]
    skipped = [each for each in found if each.verdict in _SKIPPED]
    reasons = not_tested(proof, language)
    suite = SubElement(
        root,
        "testsuite",
        name="laws",
        tests=str(len(found)),
        failures=str(len(broken)),
        skipped=str(len(skipped)),
    )
    for each in found:
        test = SubElement(
            suite, "testcase", classname=f"{subject.framework.id}.{each.measure}", name=each.law
        )
        if each.verdict is Verdict.WAIVED and each.choice is not None and each.choice.waived is not None:
            SubElement(test, "skipped", message=each.choice.waived.to(language))
        if each.verdict is Verdict.NOT_TESTED:
            SubElement(test, "skipped", message=reasons[each.law])
        if each.verdict is Verdict.UNKNOWN:
            SubElement(test, "skipped", message=unknown(each, language))
        if each.verdict is Verdict.BROKEN:
            SubElement(test, "failure", message=each.law).text = "\n".join(_words(subject, each, language))


def _words(subject: Subject, finding: Finding, language: Language) -> Iterator[str]:
    found = finding.counterexample
    if found is not None:
        yield sentence(subject, found, language)
        for _, text in answer_files(subject.framework, found) if found.example.forms else ():
            yield text


def _difference(each: Difference) -> dict[str, Any]:
    expected, found = each.expected, each.found
    members = dict(expected.members) if expected is not None else dict(found.members) if found else {}
    wanted = None if expected is None else expected.missing or _exact(expected.value)
    came = None if found is None else _exact(found.value if found.missing is None else found.missing.key)
    return {"measure": each.measure, "cell": members, "expected": wanted, "found": came}


def _target(each: TargetDifference) -> dict[str, Any]:
    expected, found = each.expected, each.found
    came = None if found is None else {"outcome": _exact(found.outcome), "met": found.met}
    return {
        "measure": expected.measure,
        "cell": dict(expected.where) | ({} if expected.round is None else {"round": expected.round}),
        "expected": {"outcome": _exact(expected.outcome), "met": expected.met},
        "found": came,
    }


def _exact(value: object) -> object:
    """Return a value for JSON. Numbers are exact: a whole number, or a fraction as text."""
    return value if value is None or isinstance(value, bool) else str(value)
