"""Report definitions: which measures, charts and texts a report has. They live with the framework."""

from collections.abc import Mapping
from typing import Final, Literal

import attrs

from digiramverk.model.declarations import Key, Notation, fields, key
from digiramverk.model.text import Text

ReportKind = Literal["assessment", "comparison", "municipality", "plan"]

REPORT_KINDS: Final[Mapping[ReportKind, Key]] = {
    "assessment": Key("Rapporten om ett enda resultat.", "The report of one result."),
    "comparison": Key("Rapporten som jämför flera resultat.", "The report that compares several results."),
    "municipality": Key("Rapporten om alla enheter.", "The report of all units."),
    "plan": Key("Handlingsplanen.", "The action plan."),
}

REPORT_PARTS: Final[Mapping[str, Key]] = {
    "heading": Key("En rubrik.", "A heading.", notation=Notation.TEXT),
    "text": Key("Ett stycke text.", "A paragraph of text.", notation=Notation.TEXT),
    "figures": Key(
        "Regler vars enskilda värden står främst.",
        "Rules whose single values stand first.",
        notation=Notation.NAMES,
        refers_to="rules",
        least=1,
    ),
    "chart": Key(
        "En regel med tal, som diagram med sin tabell.",
        "A rule with numbers, as a chart with its table.",
        notation=Notation.NAME,
        refers_to="rules",
    ),
    "table": Key(
        "En regel vars värden visas som tabell.",
        "A rule whose values are shown as a table.",
        notation=Notation.NAME,
        refers_to="rules",
    ),
    "reached": Key(
        "En regel som säger ja eller nej per steg.",
        "A rule that says yes or no per step.",
        notation=Notation.NAME,
        refers_to="rules",
    ),
    "first": Key(
        "Hur många indikatorer listan över det första att göra har.",
        "How many indicators the list of what to do first has.",
        notation=Notation.WHOLE,
        least=1,
        most=100,
    ),
    "differences": Key(
        "Hur många indikatorer listan över de största skillnaderna har.",
        "How many indicators the list of the largest differences has.",
        notation=Notation.WHOLE,
        least=1,
        most=100,
    ),
}
"""The parts of a report that have a value: a text, measures, or the greatest number of lines."""

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
"""Parts without a value."""


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
        title: the heading at the top, instead of the usual one.
        parts: in reading order.
    """

    kind: ReportKind
    title: Text | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=key("Rubriken, i stället för den vanliga.", "The heading, instead of the usual one."),
    )
    parts: tuple[ReportPart, ...] = attrs.field(
        metadata=key(
            "Rapportens delar, i läsordning.",
            "The parts of the report, in reading order.",
            notation=Notation.OWN,
        )
    )


@attrs.frozen
class PlanMeasures:
    """The measures that the action plan uses. Of several, the one whose results the plan is about.

    A plan has no logic of its own: where no measure is named for something, it is left out.

    Attributes:
        step: gives the step to aim for.
        first: says per indicator what to do first: yes or no, or a number, largest first.
        ahead: says per indicator what comes after that, likewise.
        state: gives the state of each indicator, where several forms make one result.
        most: how many indicators are shown per area; None for all.
    """

    step: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key(
            "Måttet som ger steget att sikta på.",
            "The measure that gives the step to aim for.",
            refers_to="rules",
            alone=True,
        ),
    )
    first: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key(
            "Måttet som säger vad som ska göras först.",
            "The measure that says what to do first.",
            refers_to="rules",
            alone=True,
        ),
    )
    ahead: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key(
            "Måttet som säger vad som kommer sedan.",
            "The measure that says what comes after that.",
            refers_to="rules",
            alone=True,
        ),
    )
    state: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key(
            "Måttet som säger hur varje indikator står.",
            "The measure that says how every indicator stands.",
            refers_to="rules",
            alone=True,
        ),
    )
    most: int | None = attrs.field(
        default=None, metadata=key("Hur många som visas per område.", "How many are shown per area.", least=1)
    )

    def parts(self) -> dict[str, tuple[str, ...]]:
        """The measures by the key that names them, in the order of a file."""
        return {field.key: field.value_in(self) for field in fields(PlanMeasures) if field.declared.refers_to}
