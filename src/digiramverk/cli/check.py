"""`digiramverk check`: whether a framework gives what its cases say."""

import click

from digiramverk.cli.options import Speaker, echo_json
from digiramverk.core.errors import EXIT_COUNTEREXAMPLE, EXIT_FINE
from digiramverk.core.language import Language
from digiramverk.proving.cases import CaseOutcome, Difference, TargetDifference
from digiramverk.reports.cases import cases_blocks
from digiramverk.reports.terminal import print_document
from digiramverk.reports.tree import Document
from digiramverk.workspace import Workspace

_ABOUT: dict[Language, str] = {
    "sv": "Pröva om ett ramverk ger det som dess fall säger. FRAMEWORK är ett id, id@utgåva eller en sökväg.",
    "en": "Try whether a framework gives what its cases say. FRAMEWORK is an id, id@edition or a path.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(framework: str, format_: str) -> int:
        workspace = Workspace()
        loaded = workspace.framework(framework)
        outcomes = workspace.check(framework)
        speaker.warn(workspace.catalogue.warnings)
        holds = all(outcome.holds for outcome in outcomes)
        if format_ == "json":
            shown = {"id": loaded.id, "edition": loaded.edition, "fingerprint": loaded.plan.fingerprint}
            echo_json({"framework": shown, "ok": holds, "cases": [_case(each) for each in outcomes]})
        else:
            print_document(Document(tuple(cases_blocks(loaded, outcomes, speaker.language))))
        return EXIT_FINE if holds else EXIT_COUNTEREXAMPLE

    return speaker.command("check", run, _ABOUT, [click.Argument(["framework"])])


def _case(outcome: CaseOutcome) -> dict[str, object]:
    return {
        "id": outcome.case.id,
        "ok": outcome.holds,
        "differences": [
            *(_difference(each) for each in outcome.differences),
            *(_target(each) for each in outcome.targets),
        ],
    }


def _difference(each: Difference) -> dict[str, object]:
    expected, found = each.expected, each.found
    members = dict(expected.members) if expected is not None else dict(found.members) if found else {}
    wanted = None if expected is None else expected.missing or _exact(expected.value)
    came = None if found is None else _exact(found.value if found.missing is None else found.missing.key)
    return {"measure": each.measure, "cell": members, "expected": wanted, "found": came}


def _target(each: TargetDifference) -> dict[str, object]:
    expected, found = each.expected, each.found
    came = None if found is None else {"outcome": _exact(found.outcome), "met": found.met}
    return {
        "measure": expected.measure,
        "cell": dict(expected.where) | ({} if expected.round is None else {"round": expected.round}),
        "expected": {"outcome": _exact(expected.outcome), "met": expected.met},
        "found": came,
    }


def _exact(value: object) -> object:
    """A value as JSON has it, numbers exactly: as a whole number or a fraction in text."""
    return value if value is None or isinstance(value, bool) else str(value)
