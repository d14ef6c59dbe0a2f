"""The grid: the status of every indicator in every unit, at a glance."""

from collections.abc import Mapping, Sequence
from typing import Final

from digiramverk.planning import Standing
from digiramverk.reports.document_tree import SHADES, Grid, GridLine, Mark
from digiramverk.reports.material import Material, ReportSubject, shade
from digiramverk.reports.measures import dimension_title, measure_title
from digiramverk.reports.words import say
from digiramverk.rules import ITEM, Missing
from digiramverk.scoring import ABSENT

_SIGNS: Final[Mapping[Missing, str]] = {
    Missing.NOT_RELEVANT: "·",
    Missing.UNANSWERED: "?",
    Missing.UNDECIDED: ABSENT,
    Missing.WITHHELD: "×",
}


def counted_note(material: Material) -> str:
    """Return a sentence on which forms are shown for many units, and how many are left out."""
    language = material.language
    left_out = material.counting.count(False)
    name = material.framework.counts
    if name is not None:
        title = measure_title(material.framework, name, language)
        return say("counted_only", language, title=title, count=left_out)
    if not any(form.published for form in material.forms):
        return say("drafts_too", language)
    return say("published_only", language, count=left_out)


def by_round(
    material: Material, subjects: Sequence[ReportSubject]
) -> list[tuple[str | None, list[ReportSubject]]]:
    """Group results by round, the newest round first, and those without a round last.

    Raises:
        InputError: DR453, the order of the rounds is unknown.
    """
    rounds = material.rounds(subject.members for subject in subjects)
    found: list[tuple[str | None, list[ReportSubject]]] = [
        (name, [s for s in subjects if s.members.get("round") == name]) for name in reversed(rounds)
    ]
    rest = [subject for subject in subjects if "round" not in subject.members]
    return [*found, (None, rest)] if rest else found


def column_titles(material: Material, subjects: Sequence[ReportSubject]) -> list[str]:
    """Return the titles of units, with whatever tells two of the same name apart."""
    names = [subject.members.get("unit") or subject.title for subject in subjects]
    return [
        name if names.count(name) == 1 else _told_apart(material, name, subject)
        for name, subject in zip(names, subjects, strict=True)
    ]


def _told_apart(material: Material, name: str, subject: ReportSubject) -> str:
    group = subject.members.get("group")
    return subject.title if group is None else f"{name}, {material.member('group', group)}"


def status_grid(material: Material, subjects: Sequence[ReportSubject], round_: str | None) -> Grid | None:
    """Return the grid of one round; None if no indicator may be shown."""
    language, framework = material.language, material.framework
    measure = material.item_measure
    if not material.single and (measure is None or measure.per != (ITEM,)):
        # A mark can show only one value per indicator, and no measure says which one.
        return None
    ordered = sorted(subjects, key=lambda subject: (subject.members.get("school_form", ""), subject.title))
    standings = [{each.indicator.id: each for each in material.standings(s)} for s in ordered]
    if not any(standings):
        return None
    columns = [
        GridLine(title, _tags(material, subject))
        for title, subject in zip(column_titles(material, ordered), ordered, strict=True)
    ]
    known = _known_marks(material)
    rows: list[GridLine] = []
    marks: list[tuple[Mark, ...]] = []
    for path in framework.area_paths():
        for indicator in path[-1].indicators:
            area = " / ".join(each.title.to(language) for each in path)
            tags = [(dimension_title(framework, "area", language), area)]
            if indicator.step is not None:
                tags.append((say("step", language), material.member("step", indicator.step)))
            rows.append(GridLine(f"{indicator.id} {indicator.text.to(language)}", tuple(tags)))
            marks.append(tuple(_mark(material, those.get(indicator.id), known) for those in standings))
    caption = say("grid", language)
    if round_ is not None:
        caption += f", {material.member('round', round_)}"
    used = {mark.meaning: mark for line in marks for mark in line}
    legend = tuple(mark for meaning, mark in known.items() if meaning in used) or tuple(known.values())
    return Grid(caption, say("indicator", language), tuple(rows), tuple(columns), tuple(marks), legend)


def _tags(material: Material, subject: ReportSubject) -> tuple[tuple[str, str], ...]:
    form = subject.members.get("school_form")
    if form is None:
        return ()
    return ((say("school_form", material.language), material.member("school_form", form)),)


def _known_marks(material: Material) -> dict[str, Mark]:
    """Return the possible marks by meaning: levels or fifths of the scale, then kinds of missing."""
    language = material.language
    found: dict[str, Mark] = {}
    if material.single:
        for scale in material.framework.scales:
            for index, level in enumerate(scale.levels):
                title = level.title.to(language)
                share = scale.fraction(level)
                found.setdefault(title, Mark(str(index), int(share * (SHADES - 1)), title, float(index)))
    else:
        for number in range(SHADES):
            low, high = number * 25, min(100, number * 25 + 24)
            meaning = say("shade_of", language, low=low, high=f"{high} %")
            found[meaning] = Mark(str(number), number, meaning)
    for kind, sign in _SIGNS.items():
        title = say(kind.key, language)
        found[title] = Mark(sign, None, title)
    found[say("not_asked", language)] = Mark("", None, say("not_asked", language))
    return found


def _mark(material: Material, standing: Standing | None, known: Mapping[str, Mark]) -> Mark:
    language = material.language
    if standing is None:
        return known[say("not_asked", language)]
    if standing.level is not None:
        return known[standing.level.title.to(language)]
    if standing.share is not None:
        number = shade(standing)
        return next(mark for mark in known.values() if mark.shade == number)
    return known[say((standing.missing or Missing.UNDECIDED).key, language)]
