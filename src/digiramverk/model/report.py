"""Report definitions: which measures, charts and texts a report has. They live with the framework."""

from typing import Final, Literal, get_args

import attrs

from digiramverk.model.text import Text

ReportKind = Literal["assessment", "comparison", "municipality", "plan"]

REPORT_KINDS: Final[tuple[ReportKind, ...]] = get_args(ReportKind)

MEASURE_PARTS: Final = frozenset({"chart", "table", "reached"})
"""Parts that name one measure."""

COUNT_PARTS: Final = frozenset({"first", "differences"})
"""Parts that say how many lines they have at most."""

WORD_PARTS: Final = (
    "areas",
    "comments",
    "coverage",
    "grid",
    "indicators",
    "plan",
    "pooled",
    "targets",
    "unpublished",
)
"""Parts that need nothing said."""


@attrs.frozen
class ReportPart:
    """One part of a report.

    Attributes:
        kind: what it is: a key of the file format.
        measures: the measures that it shows.
        text: what it says, for headings and texts.
        most: how many lines it has at most.
    """

    kind: str
    measures: tuple[str, ...] = ()
    text: Text | None = None
    most: int | None = None


@attrs.frozen
class Report:
    """What one kind of report consists of.

    Attributes:
        kind: which report this is.
        parts: in reading order.
        title: what stands at the top instead of the usual heading.
    """

    kind: ReportKind
    parts: tuple[ReportPart, ...]
    title: Text | None = None


@attrs.frozen
class PlanMeasures:
    """Which measures the action plan is made of. Of several, the one that belongs to what the plan is about.

    A plan has no logic of its own: where no measure is named for something, it is left out.

    Attributes:
        step: gives the step to aim for.
        first: says per indicator what to do first: yes or no, or a number, largest first.
        ahead: says per indicator what comes after that, likewise.
        state: says per indicator how it stands, where several forms make one result.
        most: how many indicators are shown per area; None for all.
    """

    step: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    most: int | None = None


PLAN_PARTS: Final = ("step", "first", "ahead", "state")
"""What a plan takes from measures."""
