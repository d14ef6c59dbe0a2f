"""Targets and outcomes as tables."""

from collections.abc import Sequence
from typing import Final

from digiramverk.core import Language, word
from digiramverk.model import Framework
from digiramverk.planning import TargetOutcome
from digiramverk.reports.document_tree import Block, TableBlock
from digiramverk.reports.measures import measure_title
from digiramverk.scoring import ABSENT, show

_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Målvärde", "Utfall", "Målet nått"),
    "en": ("Target", "Outcome", "Target met"),
}
_BOUND: Final[dict[Language, tuple[str, str]]] = {"sv": ("minst", "högst"), "en": ("at least", "at most")}


def targets_blocks(
    framework: Framework, outcomes: Sequence[TargetOutcome], language: Language, round_: str | None = None
) -> list[Block]:
    """Return a table per measure that has targets; for one round only, if `round_` is given."""
    chosen = [each for each in outcomes if round_ is None or each.target.round == round_]
    measures = dict.fromkeys(each.target.measure for each in chosen)
    by_measure = [[each for each in chosen if each.target.measure == name] for name in measures]
    return [_table(framework, those, language, rounds=round_ is None) for those in by_measure]


def _table(
    framework: Framework, outcomes: Sequence[TargetOutcome], language: Language, *, rounds: bool
) -> TableBlock:
    dimensions = list(dict.fromkeys(dimension for each in outcomes for dimension, _ in each.target.where))
    rounds = rounds and any(each.target.round is not None for each in outcomes)
    heads = [*(["round"] if rounds else []), *dimensions]
    rows = tuple(
        (
            *([each.target.round or ""] if rounds else []),
            *(_member(framework, each, dimension, language) for dimension in dimensions),
            *_values(framework, each, language),
        )
        for each in outcomes
    )
    title = measure_title(framework, outcomes[0].target.measure, language)
    columns = (*(word(head, language).capitalize() for head in heads), *_HEADS[language])
    return TableBlock(columns, rows, title, len(heads))


def _member(framework: Framework, each: TargetOutcome, dimension: str, language: Language) -> str:
    member = dict(each.target.where).get(dimension)
    return "" if member is None else framework.title_of(dimension, member, language)


def _values(framework: Framework, each: TargetOutcome, language: Language) -> tuple[str, str, str]:
    measure = framework.plan.measure(each.target.measure)
    bound = _BOUND[language][each.target.at_least is None]
    target = show(each.target.bound, measure.type, measure.format, language, measure.decimals)
    outcome = (
        ABSENT
        if each.outcome is None
        else show(each.outcome, measure.type, measure.format, language, measure.decimals)
    )
    met = ABSENT if each.met is None else word("yes" if each.met else "no", language)
    return f"{bound} {target}", outcome, met
