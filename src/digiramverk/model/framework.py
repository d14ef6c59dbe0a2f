"""A framework as a whole."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import Language, word
from digiramverk.model.declarations import Absence, Key, Notation, ThingKind, key, keys, under
from digiramverk.model.law import LawChoice
from digiramverk.model.report import PlanMeasures, Report, ReportKind
from digiramverk.model.scale import Scale
from digiramverk.model.structure import (
    Area,
    Attribute,
    Facet,
    Goal,
    Indicator,
    Named,
    Responsibility,
    Role,
    SourceDocument,
    StatedNumber,
)
from digiramverk.model.text import Text
from digiramverk.rules import INTERVAL, Enough, MeasureText, Plan, Unanswered
from digiramverk.rules.functions import Band, Bands, Bound

_NOTE: Final = key("Vad en läsare behöver veta.", "What a reader should know.")
_UNANSWERED: Final = Key(
    "Vad en obesvarad indikator betyder: exclude, zero eller blocks.",
    "What an unanswered indicator means: exclude, zero or blocks.",
)
_NOT_RELEVANT: Final = Key(
    "Vad svaret ej relevant räknas som: exclude eller en nivå.",
    "What the answer not relevant counts as: exclude or a level.",
)
_MIN_ANSWERED: Final = Key(
    "Hur mycket som måste vara besvarat: 0.8 är en andel, 5 ett antal.",
    "How much must be answered: 0.8 is a share, 5 a count.",
)


@attrs.frozen
class Param:
    """A number that rules use by name, so that it can be changed without touching them."""

    id: str
    value: Fraction = attrs.field(metadata=key("Talet.", "The number.", short=True))
    title: Text | None = attrs.field(default=None, metadata=key("Vad talet är.", "What the number is."))
    note: Text | None = attrs.field(default=None, metadata=_NOTE)


@attrs.frozen(kw_only=True)
class NamedBand:
    """A stretch of numbers with a name. Each side has at most one bound; a side without one is open."""

    id: str
    title: Text = attrs.field(
        metadata=key(
            "Vad intervallet heter; id:t om inget står.",
            "What the range is called; the id if not stated.",
            absent=Absence.ID,
        )
    )
    at_least: Fraction | None = attrs.field(
        default=None,
        metadata=key(
            "Gräns nedåt, som själv räknas med. 80 % skrivs 0.8.",
            "Lower bound, itself included. 80% is written 0.8.",
        ),
    )
    above: Fraction | None = attrs.field(
        default=None,
        metadata=key("Gräns nedåt, som själv inte räknas med.", "Lower bound, itself not included."),
    )
    below: Fraction | None = attrs.field(
        default=None,
        metadata=key("Gräns uppåt, som själv inte räknas med.", "Upper bound, itself not included."),
    )
    at_most: Fraction | None = attrs.field(
        default=None, metadata=key("Gräns uppåt, som själv räknas med.", "Upper bound, itself included.")
    )


def _bound(included: Fraction | None, excluded: Fraction | None) -> Bound | None:
    if included is not None:
        return Bound(included, included=True)
    return None if excluded is None else Bound(excluded, included=False)


@attrs.frozen
class BandNames:
    """A named set of bands, lowest first."""

    id: str
    ranges: tuple[NamedBand, ...] = attrs.field(
        metadata=key("Intervallen, lägst först.", "The ranges, lowest first.", short=True, least=2)
    )

    @property
    def bands(self) -> Bands:
        """The bands as rules see them."""
        return tuple(
            Band(each.id, _bound(each.at_least, each.above), _bound(each.at_most, each.below))
            for each in self.ranges
        )


@attrs.frozen
class LookupTable:
    """A named table of numbers."""

    id: str
    rows: tuple[tuple[str, Fraction], ...] = attrs.field(
        metadata=key("Talen efter namn.", "The numbers by name.", short=True, least=1)
    )


@attrs.frozen
class Rule:
    """A measure's rule, and what people read about it."""

    title: Text | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=key("Vad måttet heter för människor.", "What people call the measure."),
    )
    note: Text | None = attrs.field(default=None, kw_only=True, metadata=_NOTE)
    measure: MeasureText = attrs.field(
        metadata=keys(
            per=Key(
                "Vad ett värde gäller, t.ex. område och steg.",
                "What one value is for, such as area and step.",
            ),
            across=Key(
                "Det som flera formulär räknas ihop per, t.ex. omgång och skolform.",
                "What several forms are put together by, such as round and school form.",
            ),
            value=Key("Hur värdet räknas ut.", "How the value is computed.", short=True),
            unanswered=_UNANSWERED,
            not_relevant=_NOT_RELEVANT,
            min_answered=_MIN_ANSWERED,
            round=Key(
                "Antalet decimaler som värdet avrundas till.",
                "The number of decimals that the value is rounded to.",
                least=-3,
                most=12,
            ),
            show_if=Key(
                "När värdet får visas; annars hålls det inne.",
                "When the value may be shown; otherwise it is withheld.",
            ),
            format=Key(
                "Hur värden visas, t.ex. percent.",
                "How values are shown, such as percent.",
                words=("percent", "points", "count", "decimals", "stars", "label"),
            ),
        )
    )

    @property
    def id(self) -> str:
        """The name of the measure."""
        return self.measure.name


@attrs.frozen(kw_only=True)
class Target:
    """A goal made measurable: a bound for one value of a measure, in a round.

    Attributes:
        measure: the measure's name.
        where: (dimension, member) pairs that pick the value.
        round: the round it is for; None for any.
        at_least, at_most: the bound; exactly one of them is not None.
    """

    measure: str = attrs.field(
        metadata=key(
            "Måttets namn, så som regeln heter.",
            "The measure's name, as the rule is called.",
            refers_to="rules",
        )
    )
    where: tuple[tuple[str, str], ...] = attrs.field(
        default=(), metadata=key("Vilken cell det gäller.", "Which cell it is for.")
    )
    round: str | None = attrs.field(
        default=None,
        metadata=key("Omgången, t.ex. året.", "The round, such as the year.", notation=Notation.NAME),
    )
    at_least: Fraction | None = attrs.field(
        default=None,
        metadata=key(
            "Talet som värdet minst ska vara. 80 % skrivs 0.8.",
            "The number that the value should at least be. 80% is written 0.8.",
        ),
    )
    at_most: Fraction | None = attrs.field(
        default=None,
        metadata=key("Talet som värdet högst ska vara.", "The number that the value should at most be."),
    )

    @property
    def bound(self) -> Fraction:
        """The bound, whichever side it is on."""
        return next(each for each in (self.at_least, self.at_most) if each is not None)


@attrs.frozen(kw_only=True)
class Framework:
    """One edition of a framework, checked and ready to score.

    Attributes:
        id, edition: together they name it; a published edition is never edited.
        lineage: `id@edition` of the frameworks it extends, nearest first.
        area_levels: the names of the levels of the area tree, outermost first.
        area_level_titles: what people call these; empty where the framework does not say.
        unanswered: what an unanswered indicator does, unless a rule says otherwise.
        results_per: the population dimensions that one result belongs to.
        facets: extra dimensions of indicators.
        attributes: extra attributes of units.
        tables: named tables of numbers, (name, (key, number) pairs).
        numbers: what forms state in numbers in addition to their answers.
        valid: (from, to) as the publisher says it, either of them None where it is open.
        note: what a reader should know about the framework.
        reports: what its reports consist of; what is not here has a default.
        not_relevant: the level that *not relevant* counts as; None leaves it out.
        min_answered: how much of a cell must be answered; None for any.
        interval: how wide an interval must be that what is shown leaves a withheld value.
        plan: the checked rules.
        laws: what the framework says itself about the laws of its measures.
        counts: the yes/no measure that says which forms count across units; None where it does not say.
        planning: which measures its action plan is made of.
    """

    id: str
    edition: str
    title: Text = attrs.field(
        metadata=key("Vad ramverket heter för människor.", "What people call the framework.")
    )
    description: Text | None = attrs.field(
        default=None, metadata=key("Vad det handlar om.", "What it is about.")
    )
    languages: tuple[str, ...]
    note: Text | None = attrs.field(default=None, metadata=_NOTE)
    publisher: str | None = attrs.field(
        default=None, metadata=key("Den som ger ut ramverket.", "Who publishes the framework.")
    )
    valid: tuple[str | None, str | None] | None = None
    licence: str | None = attrs.field(
        default=None,
        metadata=key(
            "Licensen som ramverket ges ut under.", "The licence that the framework is published under."
        ),
    )
    sources: tuple[SourceDocument, ...] = attrs.field(
        default=(),
        metadata=key(
            "Dokument som fakta kommer från.",
            "Documents that facts come from.",
            least=1,
            kind=ThingKind("source"),
            at_top=True,
        ),
    )
    params: tuple[Param, ...] = attrs.field(
        default=(),
        metadata=key(
            "Tal som regler använder vid namn, så att de kan ändras utan att röra reglerna.",
            "Numbers that rules use by name, so that they can be changed without touching the rules.",
            least=1,
            kind=ThingKind("param", called=True),
            at_top=True,
        ),
    )
    scales: tuple[Scale, ...] = attrs.field(
        metadata=key(
            "Skalor efter id, när det finns flera.",
            "Scales by id, where there are several.",
            least=1,
            kind=ThingKind("scale", dimension="scale"),
        )
    )
    steps: tuple[Named, ...] = attrs.field(
        default=(),
        metadata=key(
            "Steg i ordning, lägst först.",
            "Steps in order, lowest first.",
            listed=True,
            least=1,
            kind=ThingKind("step", dimension="step"),
        ),
    )
    roles: tuple[Role, ...] = attrs.field(
        default=(),
        metadata=key(
            "Roller efter id.", "Roles by id.", listed=True, least=1, kind=ThingKind("role", dimension="role")
        ),
    )
    groups: tuple[Named, ...] = attrs.field(
        default=(),
        metadata=key(
            "Grupper som svarar, efter id.",
            "Groups that answer, by id.",
            listed=True,
            least=1,
            kind=ThingKind("group", dimension="group"),
        ),
    )
    school_forms: tuple[Named, ...] = attrs.field(
        default=(),
        metadata=key(
            "Skolformer efter id.",
            "School forms by id.",
            listed=True,
            least=1,
            kind=ThingKind("school_form", dimension="school_form"),
        ),
    )
    facets: tuple[Facet, ...] = attrs.field(
        default=(),
        metadata=key(
            "Extra indelningar av indikatorer, t.ex. tema.",
            "Extra groupings of indicators, such as a theme.",
            least=1,
            kind=ThingKind("facet", called=True),
        ),
    )
    numbers: tuple[StatedNumber, ...] = attrs.field(
        default=(),
        metadata=key(
            "Tal som formulär anger utöver svaren.",
            "Numbers that forms state beside their answers.",
            listed=True,
            least=1,
            kind=ThingKind("number_stated", called=True, file=False),
        ),
    )
    attributes: tuple[Attribute, ...] = attrs.field(
        default=(),
        metadata=key(
            "Mer som sägs om enheter, t.ex. stadsdel.",
            "More that is said of units, such as their district.",
            listed=True,
            least=1,
            kind=ThingKind("attribute", called=True),
        ),
    )
    bands: tuple[BandNames, ...] = attrs.field(
        default=(),
        metadata=key(
            "Namngivna intervall, lägst först, som regler slår upp i med band().",
            "Named ranges, lowest first, that rules look up with band().",
            least=1,
            kind=ThingKind("bands", called=True),
        ),
    )
    tables: tuple[LookupTable, ...] = attrs.field(
        default=(),
        metadata=key(
            "Namngivna tabeller med tal, som regler slår upp i med lookup().",
            "Named tables of numbers that rules look up with lookup().",
            least=1,
            kind=ThingKind("table", called=True),
        ),
    )
    goals: tuple[Goal, ...] = attrs.field(
        default=(),
        metadata=key("Mål efter id.", "Goals by id.", least=1, kind=ThingKind("goal", dimension="goal")),
    )
    area_levels: tuple[str, ...] = ("area",)
    area_level_titles: tuple[Text, ...] = ()
    areas: tuple[Area, ...] = attrs.field(
        metadata=key(
            "Områden efter id; med indikatorer, områden under, eller båda.",
            "Areas by id; with indicators, areas below, or both.",
            least=1,
            kind=ThingKind("area", dimension="area"),
        )
    )
    responsibilities: tuple[Responsibility, ...] = attrs.field(
        default=(),
        metadata=key(
            "Ansvar efter id: vad en roll svarar för.",
            "Responsibilities by id: what a role answers for.",
            least=1,
            kind=ThingKind("responsibility", dimension="indicator"),
        ),
    )
    rules: tuple[Rule, ...] = attrs.field(
        metadata=key(
            "Regler efter måttets namn: hur det räknas ut.",
            "Rules by the measure's name: how it is computed.",
            least=1,
            any_id=True,
            kind=ThingKind("rule", referred="measure", called=True),
        )
    )
    plan: Plan = attrs.field(repr=False)
    unanswered: Unanswered = attrs.field(metadata=under("scoring", _UNANSWERED))
    results_per: tuple[str, ...] = attrs.field(
        default=("response",),
        metadata=key(
            "Vad ett resultat gäller, utan annat: ett formulär.",
            "What one result belongs to, a form if not stated.",
            least=1,
            under="scoring",
        ),
    )
    lineage: tuple[str, ...] = ()
    not_relevant: str | None = attrs.field(
        default=None, metadata=under("scoring", attrs.evolve(_NOT_RELEVANT, notation=Notation.COUNTS_AS))
    )
    min_answered: Enough | None = attrs.field(default=None, metadata=under("scoring", _MIN_ANSWERED))
    interval: Fraction = attrs.field(
        default=INTERVAL,
        metadata=key(
            "Hur brett det intervall minst måste vara som det visade lämnar åt ett dolt värde, "
            "som andel av där det kan ligga.",
            "How wide an interval must at least be that what is shown leaves a withheld value, "
            "as a share of where it can lie.",
            least=0,
            most=1,
            under="scoring",
        ),
    )
    targets: tuple[Target, ...] = attrs.field(
        default=(),
        metadata=key(
            "Målvärden: mått, var det gäller, gräns och omgång.",
            "Targets: a measure, where it holds, a bound and a round.",
            least=1,
            at_top=True,
        ),
    )
    laws: tuple[LawChoice, ...] = attrs.field(
        default=(),
        metadata=key(
            "Lagar som anges för ett mått, eller som det undantas från med ett skäl.",
            "Laws that are declared for a measure, or waived with a reason.",
            notation=Notation.OWN,
            at_top=True,
        ),
    )
    counts: str | None = attrs.field(
        default=None,
        metadata=key(
            "Ja/nej-måttet som säger vilka formulär som räknas över enheter.",
            "The yes/no measure that says which forms count across units.",
            refers_to="rules",
            at_top=True,
        ),
    )
    planning: PlanMeasures = attrs.field(
        factory=PlanMeasures,
        metadata=key("Handlingsplanen.", "The action plan.", least=1, name="plan", at_top=True),
    )
    reports: tuple[Report, ...] = attrs.field(
        default=(),
        metadata=key(
            "Vad rapporter består av: en nyckel per slags rapport.",
            "What reports consist of: a key per kind of report.",
            notation=Notation.OWN,
            at_top=True,
        ),
    )

    @property
    def reference(self) -> str:
        """`id@edition`."""
        return f"{self.id}@{self.edition}"

    def area_paths(self) -> Iterator[tuple[Area, ...]]:
        """Every area with the areas above it, outermost first and itself last, in order."""
        for area in self.areas:
            yield from area.walk()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All that is rated, in the order of the areas: indicators, and responsibilities with a scale."""
        return tuple(indicator for path in self.area_paths() for indicator in path[-1].indicators)

    @cached_property
    def _scales_by_id(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    def scale_of(self, indicator: Indicator) -> Scale:
        """The scale that an indicator is answered on."""
        return self._scales_by_id[indicator.scale]

    @cached_property
    def _titles(self) -> dict[tuple[str, str], Text]:
        titles: dict[tuple[str, str], Text] = {}
        for path in self.area_paths():
            titles["area", path[-1].id] = path[-1].title
            titles[self.area_levels[len(path) - 1], path[-1].id] = path[-1].title
        kinds: dict[
            str, tuple[Named, ...] | tuple[Role, ...] | tuple[Goal, ...] | tuple[StatedNumber, ...]
        ] = {
            "step": self.steps,
            "role": self.roles,
            "group": self.groups,
            "school_form": self.school_forms,
            "goal": self.goals,
            "number": self.numbers,
        }
        for dimension, members in kinds.items():
            titles.update({(dimension, member.id): member.title for member in members})
        titles.update({("indicator", indicator.id): indicator.text for indicator in self.indicators})
        for facet in (*self.facets, *self.attributes):
            titles.update({(facet.id, member.id): member.title for member in facet.members})
        for bands in self.bands:
            titles.update({(bands.id, band.id): band.title for band in bands.ranges})
        titles.update({("scale", scale.id): scale.title for scale in self.scales if scale.title is not None})
        titles.update({("level", level.id): level.title for scale in self.scales for level in scale.levels})
        return titles

    def title_of(self, dimension: str, member: str, language: str) -> str:
        """What people call a member of a dimension; its id where the framework gives it no title."""
        title = self._titles.get((dimension, member))
        return member if title is None else title.to(language)

    @cached_property
    def _dimension_titles(self) -> dict[str, Text]:
        titles = dict(zip(self.area_levels, self.area_level_titles, strict=False))
        return titles | {facet.id: facet.title for facet in (*self.facets, *self.attributes)}

    def dimension_title(self, dimension: str, language: Language) -> str:
        """What people call a dimension: by the framework's own title, else by the common word."""
        title = self._dimension_titles.get(dimension)
        return word(dimension, language) if title is None else title.to(language)

    def report(self, kind: ReportKind) -> Report | None:
        """The framework's own definition of a report, None where it has none."""
        return next((report for report in self.reports if report.kind == kind), None)

    def rule(self, name: str) -> Rule:
        """The rule of the measure called `name`; KeyError where there is none."""
        for rule in self.rules:
            if rule.measure.name == name:
                return rule
        raise KeyError(name)
