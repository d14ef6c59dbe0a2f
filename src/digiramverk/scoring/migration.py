"""Carries answers over to another framework: drafts, each with its origin and coverage."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core import Diagnostic, Names, NotFoundError
from digiramverk.model import NOT_RELEVANT, Answer, Assessment, Crosswalk, Framework, Link, Relation
from digiramverk.scoring.results import Results


@attrs.frozen
class Provenance:
    """The origin of one draft answer.

    Attributes:
        indicator: the indicator that got a draft.
        level: the draft, a level or `not_relevant`.
        sources: (indicator, level) of the answers that it rests on.
        relation: the weakest relation on the way.
        coverage: how much of the question the answers cover, 0..1; along a chain never more than its weakest
            link.
        reasons: the crosswalk's explanations, in the order of the sources.
    """

    indicator: str
    level: str
    sources: tuple[tuple[str, str], ...]
    relation: Relation
    coverage: Fraction
    reasons: tuple[str, ...] = ()


@attrs.frozen
class Migrated:
    """One form carried over.

    Attributes:
        assessment: the draft, never published.
        provenance: an entry for each draft answer.
        left: indicators of the first framework that were answered and led to no draft.
        open: indicators of the second framework without a draft.
        coverage: how much of the second framework is covered: the mean over all indicators, where those
            without a draft count as 0; what is not relevant is excluded.
        by_area: the same for each area.
    """

    assessment: Assessment
    provenance: tuple[Provenance, ...]
    left: tuple[str, ...]
    open: tuple[str, ...]
    coverage: Fraction | None
    by_area: tuple[tuple[str, Fraction | None], ...]

    def to_dict(self) -> dict[str, Any]:
        """The machine-readable shape of one form of `migrate --format json`."""
        return {
            "response": self.assessment.response,
            "unit": self.assessment.unit,
            "round": self.assessment.round,
            "answers": {
                each.indicator: {
                    "level": each.level,
                    "from": [{"indicator": name, "level": level} for name, level in each.sources],
                    "relation": each.relation.value,
                    "coverage": float(each.coverage),
                    "reasons": list(each.reasons),
                }
                for each in self.provenance
            },
            "left": list(self.left),
            "open": list(self.open),
            "coverage": None if self.coverage is None else float(self.coverage),
            "by_area": {name: None if share is None else float(share) for name, share in self.by_area},
        }


def chain(crosswalks: Sequence[Crosswalk], first: Framework, second: Framework) -> tuple[Crosswalk, ...]:
    """The shortest way from one framework to another, also backwards where links of a crosswalk allow it.

    Raises:
        NotFoundError: DR268, there is no way.
    """
    # Breadth first, so that the first way found is a shortest one.
    ways: list[tuple[Crosswalk, ...]] = [()]
    seen = {first.reference}
    back = (each.inverse() for each in crosswalks)
    # A crosswalk without links leads nowhere, even if it is declared.
    steps = tuple(each for each in (*crosswalks, *back) if each.links)
    while ways:
        longer: list[tuple[Crosswalk, ...]] = []
        for way in ways:
            end = way[-1].second if way else first
            if way and end.reference == second.reference:
                return way
            longer += [
                (*way, step)
                for step in steps
                if step.first.reference == end.reference and step.second.reference not in seen
            ]
        seen |= {way[-1].second.reference for way in longer}
        ways = longer
    known = Names(tuple(each.second.reference for each in steps if each.first.reference == first.reference))
    raise NotFoundError(
        [Diagnostic("DR268", {"one": first.reference, "other": second.reference, "known": known})]
    )


def migrate(assessment: Assessment, way: Sequence[Crosswalk], language: str) -> Migrated:
    """Carry one form over along a chain of crosswalks.

    A draft is never above what the answers support: what no answer covers counts as 0, and the draft is the
    highest level that is not above the sum of the parts.

    Args:
        assessment: answers to the first framework of the chain.
        way: crosswalks, each beginning where the one before ends; at least one.
        language: of the reasons.
    """
    held = {
        answer.indicator: Provenance(
            answer.indicator,
            answer.level,
            ((answer.indicator, answer.level),),
            Relation.EQUAL,
            Fraction(1),
        )
        for answer in assessment.answers
        if answer.level is not None
    }
    answered = tuple(held)
    group, school_form = assessment.group, assessment.school_form
    for crosswalk in way:
        held = _step(held, crosswalk, language)
        group, school_form = crosswalk.group(group), crosswalk.school_form(school_form)
    framework = way[-1].second
    asked = _asked(framework, group, school_form)
    held = {name: each for name, each in held.items() if name in asked}
    used = {name for each in held.values() for name, _ in each.sources}
    draft = attrs.evolve(
        assessment,
        answers=tuple(Answer(each.indicator, each.level) for each in held.values()),
        published=False,
        attributes=_kept(assessment, framework),
        # No crosswalk tells what a number means in the other framework.
        numbers=(),
        group=group,
        school_form=school_form,
    )
    areas = [
        (path[-1].id, [each.id for each in path[-1].indicators if each.id in asked])
        for path in framework.area_paths()
    ]
    everything = [each.id for each in framework.indicators if each.id in asked]
    return Migrated(
        draft,
        tuple(held[name] for name in everything if name in held),
        tuple(name for name in answered if name not in used),
        tuple(name for name in everything if name not in held),
        _covered(everything, held),
        tuple((name, _covered(members, held)) for name, members in areas if members),
    )


def _kept(assessment: Assessment, framework: Framework) -> tuple[tuple[str, str], ...]:
    known = {attribute.id: {member.id for member in attribute.members} for attribute in framework.attributes}
    return tuple(
        (name, value)
        for name, value in assessment.attributes
        if name in known and (not known[name] or value in known[name])
    )


def _asked(framework: Framework, group: str | None, school_form: str | None) -> set[str]:
    """The indicators that a form of this group and school form answers."""
    whose = ((group, "groups"), (school_form, "school_forms"))
    return {
        each.id
        for each in framework.indicators
        if all(name is None or not getattr(each, key) or name in getattr(each, key) for name, key in whose)
    }


def _step(held: Mapping[str, Provenance], crosswalk: Crosswalk, language: str) -> dict[str, Provenance]:
    links: dict[str, list[Link]] = {}
    for link in crosswalk.links:
        links.setdefault(link.target, []).append(link)
    found: dict[str, Provenance] = {}
    for indicator in crosswalk.second.indicators:
        pairs = [(link, held[link.source]) for link in links.get(indicator.id, ()) if link.source in held]
        known = [(link, draft) for link, draft in pairs if _supports(link, draft)]
        draft = _draft(indicator.id, known, crosswalk.second, language)
        if draft is not None:
            found[indicator.id] = draft
    return found


def _supports(link: Link, draft: Provenance) -> bool:
    """Whether a link may use a draft: one that covers a part tells nothing about another part."""
    return link.relation is not Relation.SUPERSET or draft.coverage == 1


def _draft(
    name: str, known: list[tuple[Link, Provenance]], framework: Framework, language: str
) -> Provenance | None:
    """The draft of one indicator. Answers that cover all of it decide alone, the lowest of several."""
    whole = [pair for pair in known if pair[0].relation in {Relation.EQUAL, Relation.SUPERSET}]
    equal = [pair for pair in whole if pair[0].relation is Relation.EQUAL]
    relevant = [pair for pair in known if pair[1].level != NOT_RELEVANT]
    if not relevant:
        # Only an equal question can tell that the indicator is not relevant.
        return _made(name, NOT_RELEVANT, equal, Fraction(1), language) if equal else None
    indicator = next(each for each in framework.indicators if each.id == name)
    scale = framework.scale_of(indicator)
    fractions = {level.id: scale.fraction(level) for level in scale.levels}
    deciding = [pair for pair in relevant if pair in whole]
    if deciding:
        pairs = [(link, held) for link, held in deciding if held.level in link.levels]
        if not pairs:
            return None
        reached = min(fractions[link.levels[held.level]] for link, held in pairs)
        coverage = min(held.coverage for _, held in pairs)
    else:
        pairs = [(link, held) for link, held in relevant if held.level in link.levels]
        reached = sum(
            (link.coverage * fractions[link.levels[held.level]] for link, held in pairs), Fraction(0)
        )
        coverage = sum((link.coverage * held.coverage for link, held in pairs), Fraction(0))
    supported = [level.id for level in scale.levels if fractions[level.id] <= reached]
    if not supported or not pairs:
        return None
    best = max(supported, key=lambda level: fractions[level])
    return _made(name, best, pairs, coverage, language)


def _made(
    name: str, level: str, pairs: list[tuple[Link, Provenance]], coverage: Fraction, language: str
) -> Provenance:
    sources = dict.fromkeys(source for _, held in pairs for source in held.sources)
    relations = [relation for link, held in pairs for relation in (link.relation, held.relation)]
    own = [link.reason.to(language) for link, _ in pairs if link.reason is not None]
    reasons = dict.fromkeys([*(reason for _, held in pairs for reason in held.reasons), *own])
    weakest = min(relations, key=lambda relation: relation.strength)
    return Provenance(name, level, tuple(sources), weakest, coverage, tuple(reasons))


def _covered(names: Sequence[str], held: Mapping[str, Provenance]) -> Fraction | None:
    relevant = [name for name in names if name not in held or held[name].level != NOT_RELEVANT]
    if not relevant:
        return None
    total = sum((held[name].coverage for name in relevant if name in held), Fraction(0))
    return total / len(relevant)


@attrs.frozen
class Migration:
    """Answers carried over to another framework.

    Attributes:
        first, second: the frameworks.
        way: the crosswalks on the way.
        forms: a draft for each form.
        results: the scored drafts; read them with each form's coverage.
        notes: findings about the two definitions, and about tables of answers.
    """

    first: Framework
    second: Framework
    way: tuple[Crosswalk, ...]
    forms: tuple[Migrated, ...]
    results: Results
    notes: tuple[Diagnostic, ...] = ()
