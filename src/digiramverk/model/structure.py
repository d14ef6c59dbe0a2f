"""The parts of a framework: areas, indicators, steps, goals, responsibilities and what they refer to."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from digiramverk.model.declarations import Absence, ThingKind, key
from digiramverk.model.text import Text

DIMENSIONS: Final = frozenset(
    {
        *("indicator", "area", "step", "role", "goal", "scale", "level"),
        *("response", "unit", "round", "group", "school_form"),
    }
)
"""What every framework may group by. No facet, attribute, level of areas or function can have these names."""


_TITLE: Final = key("Vad det heter för människor.", "What people call it.", short=True)
_TITLE_OR_ID: Final = key(
    "Vad det heter för människor; id:t om inget står.",
    "What people call it; the id if not stated.",
    absent=Absence.ID,
)
_ABOUT: Final = key("Vad det handlar om.", "What it is about.")
_HELP: Final = key("Fler ord för den som svarar.", "More words for the one who answers.")
_NOTE: Final = key("Vad en läsare behöver veta.", "What a reader should know.")
_SOURCE: Final = key(
    "Varifrån det kommer: källans id, gärna med plats.",
    "Where it comes from: the source's id, perhaps with a place.",
)
_GOALS: Final = key("De mål som det tjänar.", "The goals that it serves.", refers_to="goals")
_GROUPS: Final = key(
    "De grupper som det ställs till; alla om inget står.",
    "The groups that it is asked of; all if not stated.",
    refers_to="groups",
)
_SCHOOL_FORMS: Final = key(
    "De skolformer som det gäller; alla om inget står.",
    "The school forms that it is for; all if not stated.",
    refers_to="school_forms",
)
_FACETS: Final = key(
    "Vad det hör till i extra indelningar.",
    "What it belongs to in extra groupings.",
    refers_to="facets",
)


@attrs.frozen(kw_only=True)
class SourceDocument:
    """A document that facts come from."""

    id: str
    title: Text = attrs.field(metadata=_TITLE)
    year: int | None = attrs.field(
        default=None, metadata=key("Året då dokumentet gavs ut.", "The year of the document.")
    )
    where: Text | None = attrs.field(
        default=None, metadata=key("Var dokumentet finns.", "Where the document is.")
    )


@attrs.frozen(kw_only=True)
class SourceReference:
    """Where in a source document something comes from.

    Attributes:
        id: the id of the document.
        place: section, question, page.
        unverified: whether it is remembered and nobody has looked it up.
    """

    id: str = attrs.field(
        metadata=key("Källans id.", "The id of the source.", refers_to="sources", short=True)
    )
    place: str | None = attrs.field(
        default=None,
        metadata=key("Avsnitt, fråga eller sida i källan.", "Section, question or page of the source."),
    )
    unverified: bool = attrs.field(
        default=False,
        metadata=key(
            "Om ingen har kontrollerat hänvisningen.", "Whether nobody has looked the reference up."
        ),
    )


@attrs.frozen(kw_only=True)
class Proposal:
    """Something that a framework proposes for an indicator: an activity, or a measurable goal to set.

    Attributes:
        id: unique among those of the indicator.
        text: what is proposed.
        answers: the levels of the indicator's scale that it is meant for; empty for whatever was answered.
        addressee: `unit` or `organiser`; None for both.
        school_forms: the school forms that it is meant for, by id; empty for all.
    """

    id: str
    text: Text = attrs.field(metadata=key("Vad som föreslås.", "What is proposed.", short=True))
    answers: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key(
            "De svar som det är tänkt för: nivåer på indikatorns skala; alla om inget står.",
            "The answers that it is meant for: levels of the indicator's scale; all if not stated.",
            signed=True,
        ),
    )
    addressee: str | None = attrs.field(
        default=None,
        metadata=key(
            "Vem det är tänkt för: unit (enheten) eller organiser (huvudmannen); båda om inget står.",
            "Who it is meant for: unit or organiser; both if not stated.",
            words=("unit", "organiser"),
        ),
    )
    school_forms: tuple[str, ...] = attrs.field(default=(), metadata=_SCHOOL_FORMS)


@attrs.frozen(kw_only=True)
class Named:
    """Something with an id and a title: a step, group, school form or member of a facet."""

    id: str
    title: Text = attrs.field(metadata=_TITLE)
    description: Text | None = attrs.field(default=None, metadata=_ABOUT)


@attrs.frozen(kw_only=True)
class Role(Named):
    """Somebody with tasks of their own; `parent` is the role that it is part of."""

    parent: str | None = attrs.field(
        default=None,
        metadata=key("Id för rollen som den är en del av.", "The id of the role above.", refers_to="roles"),
    )


@attrs.frozen(kw_only=True)
class Round(Named):
    """A period that forms belong to. The order of rounds is that in the file, oldest first.

    Attributes:
        opens: the first day on which forms are answered.
        publish_by: the last day on which forms are published.
        follow_up_by: the last day on which what was decided is followed up.
    """

    opens: date | None = attrs.field(
        default=None, metadata=key("Första dagen för svar.", "The first day for answers.")
    )
    publish_by: date | None = attrs.field(
        default=None,
        metadata=key("Sista dagen att publicera svaren.", "The last day to publish the answers."),
    )
    follow_up_by: date | None = attrs.field(
        default=None,
        metadata=key(
            "Sista dagen att följa upp det som beslutades.",
            "The last day to follow up what was decided.",
        ),
    )


@attrs.frozen(kw_only=True)
class StatedNumber:
    """A number that forms state in addition to their answers."""

    id: str
    title: Text = attrs.field(metadata=_TITLE)


@attrs.frozen(kw_only=True)
class Attribute:
    """An extra dimension of units, such as their district.

    Attributes:
        id: its name in rules.
        title: what people call it.
        members: the declared members; empty where any may turn up.
    """

    id: str
    title: Text = attrs.field(
        metadata=key(
            "Vad det heter för människor; id:t om inget står.",
            "What people call it; the id if not stated.",
            short=True,
            absent=Absence.ID,
        )
    )
    members: tuple[Named, ...] = attrs.field(
        default=(),
        metadata=key(
            "Vad som kan anges; utan dem vad som helst.",
            "What may be stated; anything if not listed.",
            listed=True,
            least=1,
        ),
    )


@attrs.frozen(kw_only=True)
class Facet(Attribute):
    """An extra dimension of indicators, such as tags.

    Attributes:
        members: what indicators can belong to.
        ordered: whether the order of members means more and less.
    """

    title: Text = attrs.field(metadata=_TITLE_OR_ID)
    members: tuple[Named, ...] = attrs.field(
        metadata=key(
            "Vad indelningen består av.", "What there is to belong to.", short=True, listed=True, least=1
        )
    )
    ordered: bool = attrs.field(
        default=False,
        metadata=key("Om ordningen betyder mer och mindre.", "Whether the order means more and less."),
    )


@attrs.frozen(kw_only=True)
class Goal:
    """What the framework strives for; `parent` is the goal that it is part of."""

    id: str
    title: Text = attrs.field(metadata=_TITLE)
    description: Text | None = attrs.field(default=None, metadata=_ABOUT)
    parent: str | None = attrs.field(
        default=None,
        metadata=key("Id för målet som det är en del av.", "The id of the goal above.", refers_to="goals"),
    )
    area: str | None = attrs.field(
        default=None,
        metadata=key(
            "Id för området som det hör till.", "The id of the area that it belongs to.", refers_to="areas"
        ),
    )
    source: SourceReference | None = attrs.field(default=None, metadata=_SOURCE)


@attrs.frozen(kw_only=True)
class Responsibility:
    """What a role answers for.

    Attributes:
        id: unique among responsibilities; among indicators too where it is rated.
        text: what is answered for.
        roles: who answers for it, by id.
        area: where it belongs; None for the whole framework. A rated one has an area.
        scale: the scale that it is rated on. Rules then see it as one more item of its area; None: it is only
            listed.
        goals, facets, groups, school_forms: as for indicators.
        note: what a reader should know about it.
        source: where it comes from.
    """

    id: str
    text: Text = attrs.field(metadata=key("Vad någon svarar för.", "What somebody answers for.", short=True))
    roles: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key("Rollerna som svarar för det.", "The roles that answer for it.", refers_to="roles"),
    )
    area: str | None = attrs.field(
        default=None,
        metadata=key(
            "Id för området som det hör till.", "The id of the area that it belongs to.", refers_to="areas"
        ),
    )
    scale: str | None = attrs.field(
        default=None,
        metadata=key(
            "Skalan som det skattas på; utan den bara står det med.",
            "The scale that it is rated on; without one it is only listed.",
            refers_to="scales",
        ),
    )
    goals: tuple[str, ...] = attrs.field(default=(), metadata=_GOALS)
    facets: tuple[tuple[str, tuple[str, ...]], ...] = attrs.field(default=(), metadata=_FACETS)
    groups: tuple[str, ...] = attrs.field(default=(), metadata=_GROUPS)
    school_forms: tuple[str, ...] = attrs.field(default=(), metadata=_SCHOOL_FORMS)
    note: Text | None = attrs.field(default=None, metadata=_NOTE)
    source: SourceReference | None = attrs.field(default=None, metadata=_SOURCE)


@attrs.frozen(kw_only=True)
class Indicator:
    """One thing to be rated.

    Attributes:
        id: unique in the framework.
        text: what is rated.
        help: more words for the one who answers.
        evidence: what can show how it is: documents, figures, what has been seen.
        step: the id of its step, if the framework has steps.
        weight: what rules may weigh it by; 1 unless stated.
        scale: the id of its scale.
        roles, goals: what it belongs to, by id.
        groups, school_forms: whom it is asked of; empty for all. Forms that state another are not asked.
        facets: (facet, members) for the extra dimensions that the framework declares.
        suggestions: activities that the framework proposes.
        measurable_goals: goals to choose from, worded so that they can be followed up.
        note: what a reader should know about it.
        source: where it comes from.
        responsibility: whether it represents a responsibility that is rated.
    """

    id: str
    text: Text = attrs.field(metadata=key("Det som ska skattas.", "What is to be rated.", short=True))
    help: Text | None = attrs.field(default=None, metadata=_HELP)
    evidence: Text | None = attrs.field(
        default=None,
        metadata=key(
            "Vad som kan visa hur det är: dokument, siffror, iakttagelser.",
            "What can show how it is: documents, figures, what has been seen.",
        ),
    )
    step: str | None = attrs.field(
        default=None,
        metadata=key(
            "Steget som indikatorn hör till.", "The step that the indicator belongs to.", refers_to="steps"
        ),
    )
    weight: Fraction = attrs.field(
        default=Fraction(1),
        metadata=key(
            "Vad regler får väga indikatorn med; 1 om inget står.",
            "What rules may weigh the indicator by; 1 if not stated.",
            least=0,
        ),
    )
    scale: str = attrs.field(
        metadata=key(
            "Id för skalan, när det finns flera.",
            "The id of the scale, where there are several.",
            refers_to="scales",
            absent=Absence.WORKED_OUT,
        )
    )
    roles: tuple[str, ...] = attrs.field(
        default=(),
        metadata=key("Rollerna som den hör till.", "The roles that it belongs to.", refers_to="roles"),
    )
    groups: tuple[str, ...] = attrs.field(default=(), metadata=_GROUPS)
    goals: tuple[str, ...] = attrs.field(default=(), metadata=_GOALS)
    school_forms: tuple[str, ...] = attrs.field(default=(), metadata=_SCHOOL_FORMS)
    facets: tuple[tuple[str, tuple[str, ...]], ...] = attrs.field(default=(), metadata=_FACETS)
    suggestions: tuple[Proposal, ...] = attrs.field(
        default=(),
        metadata=key(
            "Aktiviteter som ramverket föreslår.", "Activities that the framework suggests.", least=1
        ),
    )
    measurable_goals: tuple[Proposal, ...] = attrs.field(
        default=(),
        metadata=key(
            "Mål att välja bland, uttryckta så att de går att följa upp.",
            "Goals to choose from, worded so that they can be followed up.",
            least=1,
        ),
    )
    note: Text | None = attrs.field(default=None, metadata=_NOTE)
    source: SourceReference | None = attrs.field(default=None, metadata=_SOURCE)
    responsibility: bool = False


@attrs.frozen(kw_only=True)
class Area:
    """A node of the area tree: areas below it, indicators directly in it, or both.

    Attributes:
        id: unique among areas.
        title: what people call it.
        description: what it is about.
        help: more words for the one who answers.
        note: what a reader should know about it.
        source: where it comes from.
        references: where to read on.
        areas: the nodes below it.
        indicators: what is rated in it, its rated responsibilities last.
    """

    id: str
    title: Text = attrs.field(metadata=_TITLE_OR_ID)
    description: Text | None = attrs.field(default=None, metadata=_ABOUT)
    help: Text | None = attrs.field(default=None, metadata=_HELP)
    note: Text | None = attrs.field(default=None, metadata=_NOTE)
    source: SourceReference | None = attrs.field(default=None, metadata=_SOURCE)
    references: tuple[SourceReference, ...] = attrs.field(
        default=(), metadata=key("Källor att läsa vidare i.", "Sources to read on in.")
    )
    areas: tuple["Area", ...] = attrs.field(
        default=(), metadata=key("Områden under det här, efter id.", "Areas below this one, by id.", least=1)
    )
    indicators: tuple[Indicator, ...] = attrs.field(
        default=(),
        metadata=key(
            "Indikatorer efter id: det som ska skattas.",
            "Indicators by id: what is to be rated.",
            least=1,
            kind=ThingKind("indicator", dimension="indicator", file=False),
        ),
    )

    def walk(self, above: tuple["Area", ...] = ()) -> Iterator[tuple["Area", ...]]:
        """This node and all below it, each with the nodes above it, outermost first and itself last."""
        path = (*above, self)
        yield path
        for area in self.areas:
            yield from area.walk(path)
