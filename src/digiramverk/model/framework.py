"""A framework as a whole."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property

import attrs

from digiramverk.core import Language, word
from digiramverk.model.declarations import Notation, ThingKind, key, under
from digiramverk.model.law import LawChoice
from digiramverk.model.report import PlanMeasures, Report, ReportKind
from digiramverk.model.rules import (
    MIN_ANSWERED_KEY,
    NOT_RELEVANT_KEY,
    NOTE,
    UNANSWERED_KEY,
    BandNames,
    LookupTable,
    Param,
    Rule,
    Target,
)
from digiramverk.model.scale import Scale
from digiramverk.model.spellings import LevelNames, member_names
from digiramverk.model.structure import (
    Area,
    Attribute,
    Facet,
    Goal,
    Indicator,
    Named,
    Responsibility,
    Role,
    Round,
    SourceDocument,
    StatedNumber,
)
from digiramverk.model.text import Text
from digiramverk.rules import INTERVAL, Enough, Plan, Unanswered, rounds_in_order


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
    note: Text | None = attrs.field(default=None, metadata=NOTE)
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
    rounds: tuple[Round, ...] = attrs.field(
        default=(),
        metadata=key(
            "Omgångar i ordning, äldst först. Utan dem måste namnen säga när omgångarna är.",
            "Rounds in order, oldest first. Without them, the names must say when the rounds are.",
            listed=True,
            least=1,
            kind=ThingKind("round", dimension="round"),
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
    unanswered: Unanswered = attrs.field(metadata=under("scoring", UNANSWERED_KEY))
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
        default=None, metadata=under("scoring", attrs.evolve(NOT_RELEVANT_KEY, notation=Notation.COUNTS_AS))
    )
    min_answered: Enough | None = attrs.field(default=None, metadata=under("scoring", MIN_ANSWERED_KEY))
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
    def listed_members(self) -> dict[str, tuple[Named, ...]]:
        """The members of groups of answers that the framework lists, by dimension. Others can be any text."""
        kinds: dict[str, tuple[Named, ...]] = {
            "group": self.groups,
            "school_form": self.school_forms,
            "round": self.rounds,
            **{each.id: each.members for each in self.attributes},
        }
        return {kind: members for kind, members in kinds.items() if members}

    @cached_property
    def level_names(self) -> dict[str, LevelNames]:
        """How the levels of each indicator may be written."""
        by_scale = {scale.id: LevelNames.of(scale) for scale in self.scales}
        return {indicator.id: by_scale[indicator.scale] for indicator in self.indicators}

    @cached_property
    def member_names(self) -> dict[str, dict[str, str]]:
        """How listed members may be written, by dimension: by id and by title in any language."""
        return {kind: member_names(members) for kind, members in self.listed_members.items()}

    @cached_property
    def asked_of(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The indicators that are not asked of everybody, with the groups and school forms that are asked."""
        return {
            each.id: {"group": each.groups, "school_form": each.school_forms}
            for each in self.indicators
            if each.groups or each.school_forms
        }

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
            "round": self.rounds,
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

    def rounds_in_order(self, rounds: Iterable[str]) -> tuple[str, ...]:
        """The distinct names of rounds, oldest first.

        Raises:
            InputError: DR453, there are several, and neither the framework nor their names say their order.
        """
        return rounds_in_order(rounds, self.plan.space.rounds)

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
