"""The status of each indicator: the answer of a single form, or the cells of a measure over many forms."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from digiramverk.core import LANGUAGES, Language
from digiramverk.model import DECLINED, NOT_RELEVANT, Area, Assessment, Framework, Indicator, Level
from digiramverk.rules import Missing
from digiramverk.scoring import Cell, Results


@attrs.frozen
class Standing:
    """The status of one indicator.

    Attributes:
        indicator: the indicator.
        areas: the path of areas to it, outermost first.
        share: how much of the scale is reached, 0 to 1; None if there is no single value.
        missing: why there is no value.
        level: the answered level, if the status is that of one form.
        display: the value as text by language, if a measure gives it or the answer was declined.
        comment: the comment on the answer.
    """

    indicator: Indicator
    areas: tuple[Area, ...]
    share: Fraction | None
    missing: Missing | None = None
    level: Level | None = None
    display: Mapping[Language, str] | None = None
    comment: str | None = None


def asked(indicator: Indicator, form: Assessment) -> bool:
    """Whether the group and the school form of a form are asked about an indicator."""
    for allowed, stated in (
        (indicator.groups, form.group),
        (indicator.school_forms, form.school_form),
    ):
        if allowed and stated is not None and stated not in allowed:
            return False
    return True


def standings_of_form(framework: Framework, form: Assessment) -> tuple[Standing, ...]:
    """Return the status of every indicator that a form is asked about."""
    answers = {answer.indicator: answer for answer in form.answers}
    found: list[Standing] = []
    for path in framework.area_paths():
        for indicator in path[-1].indicators:
            if not asked(indicator, form):
                continue
            answer = answers.get(indicator.id)
            comment = None if answer is None else answer.comment
            level_id = None if answer is None else answer.level
            if level_id is None or level_id == NOT_RELEVANT:
                missing = Missing.UNANSWERED if level_id is None else Missing.NOT_RELEVANT
                found.append(Standing(indicator, path, None, missing, comment=comment))
                continue
            scale = framework.scale_of(indicator)
            if level_id == DECLINED and scale.declined is not None:
                words: dict[Language, str] = {each: scale.declined.to(each) for each in LANGUAGES}
                found.append(
                    Standing(indicator, path, None, Missing.UNANSWERED, display=words, comment=comment)
                )
                continue
            level = next(each for each in scale.levels if each.id == level_id)
            found.append(Standing(indicator, path, scale.fraction(level), None, level, comment=comment))
    return tuple(found)


def standings_withheld(framework: Framework, form: Assessment) -> tuple[Standing, ...]:
    """Return the same indicators as `standings_of_form`, all with the status *withheld*."""
    return tuple(
        Standing(indicator, path, None, Missing.WITHHELD)
        for path in framework.area_paths()
        for indicator in path[-1].indicators
        if asked(indicator, form)
    )


def standings_of_cells(results: Results, cells: Sequence[Cell]) -> tuple[Standing, ...]:
    """Return the status of every indicator over many forms, from the cells of a measure per indicator.

    If the measure has several cells per indicator, such as one per group, `display` shows all of them and
    `share` is None: no one of them is the status of the whole. A withheld value has no share either.
    """
    framework = results.framework
    by_indicator: dict[str, list[Cell]] = {}
    for cell in cells:
        by_indicator.setdefault(cell.members["indicator"], []).append(cell)
    found: list[Standing] = []
    for path in framework.area_paths():
        for indicator in path[-1].indicators:
            own = by_indicator.get(indicator.id, [])
            if not own:
                continue
            share = _share(framework, indicator, own[0]) if len(own) == 1 else None
            known = any(each.missing is None for each in own)
            why = None if known else max((each.missing for each in own if each.missing), default=None)
            display: dict[Language, str] = {
                language: _display(results, own, language) for language in LANGUAGES
            }
            found.append(Standing(indicator, path, share, why, display=display))
    return tuple(found)


def _share(framework: Framework, indicator: Indicator, cell: Cell) -> Fraction | None:
    if not isinstance(cell.value, Fraction):
        return None
    if getattr(cell.measure.type, "unit", None) == "fraction":
        return cell.value
    points = [level.points for level in framework.scale_of(indicator).levels]
    return (cell.value - min(points)) / (max(points) - min(points))


def _display(results: Results, cells: Sequence[Cell], language: Language) -> str:
    shown: list[str] = []
    for cell in cells:
        group = cell.members.get("group")
        value = results.display(cell, language)
        shown.append(value if group is None else f"{_title(results, group, language)} {value}")
    return ", ".join(shown)


def _title(results: Results, group: str, language: Language) -> str:
    return results.framework.title_of("group", group, language)
