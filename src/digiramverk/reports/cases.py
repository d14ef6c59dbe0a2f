"""Outcomes of cases as tables: expected and computed values."""

from collections.abc import Sequence
from typing import Final

from digiramverk.core import Language, word
from digiramverk.model import ExpectedCell, ExpectedTarget, Framework
from digiramverk.planning import TargetOutcome
from digiramverk.proving import CaseOutcome, Difference, TargetDifference
from digiramverk.reports.document_tree import Block, Heading, Paragraph, TableBlock
from digiramverk.reports.measures import WHY
from digiramverk.rules import Missing
from digiramverk.scoring import Results

_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Mått", "Värde för", "Väntat", "Blev"),
    "en": ("Measure", "Value for", "Expected", "Came out as"),
}
_HOLD: Final[dict[Language, str]] = {
    "sv": "{holding} av {all} fall stämmer.",
    "en": "{holding} of {all} cases hold.",
}
_NONE: Final[dict[Language, str]] = {
    "sv": "Ramverket har inga fall. De skrivs i mappen cases bredvid framework.yaml.",
    "en": "The framework has no cases. They are written in the folder cases beside framework.yaml.",
}
_NO_CELL: Final[dict[Language, str]] = {"sv": "inget sådant värde", "en": "no such value"}
_NO_TARGET: Final[dict[Language, str]] = {"sv": "inget sådant målvärde", "en": "no such target"}
_SEVERAL: Final[dict[Language, str]] = {"sv": "{count} värden som passar", "en": "{count} values that match"}
_NOT_EXPECTED: Final[dict[Language, str]] = {"sv": "inget", "en": "nothing"}
_MET: Final[dict[Language, tuple[str, str]]] = {
    "sv": ("målet nått", "målet inte nått"),
    "en": ("target met", "target not met"),
}


def cases_blocks(framework: Framework, outcomes: Sequence[CaseOutcome], language: Language) -> list[Block]:
    """Return how many cases hold, and a table of differences for each that does not."""
    if not outcomes:
        return [Paragraph(_NONE[language])]
    blocks: list[Block] = []
    for outcome in outcomes:
        if outcome.holds:
            continue
        title = outcome.case.title
        heading = outcome.case.id if title is None else f"{outcome.case.id}: {title.to(language)}"
        rows = [_row(framework, each, outcome.results, language) for each in outcome.differences]
        rows += [_target_row(framework, each, language) for each in outcome.targets]
        blocks += [Heading(heading, 2), TableBlock(_HEADS[language], tuple(rows), None, 2)]
    holding = sum(outcome.holds for outcome in outcomes)
    blocks.append(Paragraph(_HOLD[language].format(holding=holding, all=len(outcomes))))
    return blocks


def _row(
    framework: Framework, difference: Difference, results: Results, language: Language
) -> tuple[str, ...]:
    expected, found = difference.expected, difference.found
    members = dict(expected.members) if expected is not None else dict(found.members) if found else {}
    if difference.fitting > 1:
        came = _SEVERAL[language].format(count=difference.fitting)
    elif found is None:
        came = _NO_CELL[language]
    elif found.missing is not None:
        came = WHY[found.missing][language]
    else:
        came = _value(found.value, language) if expected is not None else results.display(found, language)
    wanted = _NOT_EXPECTED[language] if expected is None else _expected(expected, language)
    return difference.measure, _members(framework, members, language), wanted, came


def _expected(expected: ExpectedCell, language: Language) -> str:
    if expected.missing is not None:
        return WHY[Missing[expected.missing.upper()]][language]
    off = f" ± {expected.tolerance}" if expected.tolerance else ""
    return _value(expected.value, language) + off


def _value(value: object, language: Language) -> str:
    """Return an exact value, since rounding could make two different values look the same."""
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    return str(value)


def _members(framework: Framework, members: dict[str, str], language: Language) -> str:
    named = (
        f"{word(name, language)} {framework.title_of(name, member, language)}"
        for name, member in members.items()
    )
    return ", ".join(named)


def _target_row(framework: Framework, difference: TargetDifference, language: Language) -> tuple[str, ...]:
    expected, found = difference.expected, difference.found
    members = dict(expected.where)
    if expected.round is not None:
        members["round"] = expected.round
    wanted = _reached(expected, language)
    came = _NO_TARGET[language] if found is None else _reached(found, language)
    return expected.measure, _members(framework, members, language), wanted, came


def _reached(what: ExpectedTarget | TargetOutcome, language: Language) -> str:
    if what.outcome is None or what.met is None:
        return _NO_CELL[language]
    return f"{what.outcome}, {_MET[language][0 if what.met else 1]}"
