"""Scores drawn answers with two frameworks, to see whether values really differ."""

from random import Random
from typing import Final

import attrs

from digiramverk.model import NOT_RELEVANT, Answer, Assessment, Framework
from digiramverk.scoring.engine import Scorer
from digiramverk.scoring.measure_results import Cell
from digiramverk.scoring.results import Results

_SEED: Final = 2026


@attrs.frozen
class Sampled:
    """What drawn answers showed about one measure.

    Attributes:
        name: the measure.
        differing: the number of drawn forms in which some value differed.
        of: the number of forms drawn.
        largest: the largest difference between two numbers; None if no two numbers differed.
    """

    name: str
    differing: int
    of: int
    largest: float | None = None


def sample(first: Framework, second: Framework, count: int) -> tuple[Sampled, ...]:
    """Draw forms and score each with both frameworks.

    Both forms of a pair have the same answers to what both frameworks ask on equal scales, a mixture of
    levels, not relevant and unanswered; what only one of them asks is answered at random. The same call draws
    the same forms.

    Args:
        first: one framework.
        second: the other.
        count: the number of forms to draw.

    Returns:
        An entry for each measure that both have.
    """
    random = Random(_SEED)  # noqa: S311 - drawn answers are no secret
    names = [rule.measure.name for rule in first.rules]
    common = [rule.measure.name for rule in second.rules if rule.measure.name in names]
    scorers = Scorer(first), Scorer(second)
    counted = dict.fromkeys(common, 0)
    largest: dict[str, float] = {}
    for number in range(count):
        one, other = _form(first, second, random, number)
        results = scorers[0].score((one,)), scorers[1].score((other,))
        for name in common:
            differing = list(_differing(name, *results))
            counted[name] += bool(differing)
            numbers = [size for size in differing if size is not None]
            if numbers:
                largest[name] = max([largest.get(name, 0.0), *numbers])
    return tuple(Sampled(name, counted[name], count, largest.get(name)) for name in common)


def _form(first: Framework, second: Framework, random: Random, number: int) -> tuple[Assessment, Assessment]:
    """One form for each framework, equal where both ask the same."""
    leaning = random.random()
    drawn: dict[tuple[str, tuple[str, ...]], str | None] = {}
    forms: list[Assessment] = []
    group, school_form = (
        _common(random, getattr(first, key), getattr(second, key)) for key in ("groups", "school_forms")
    )
    for framework in (first, second):
        answers: list[Answer] = []
        for indicator in framework.indicators:
            levels = tuple(level.id for level in framework.scale_of(indicator).levels)
            key = indicator.id, levels
            # What both frameworks ask on equal scales gets the same answer in both forms.
            if key not in drawn:
                drawn[key] = _level(levels, leaning, random)
            answers.append(Answer(indicator.id, drawn[key]))
        # Drafts too, since rules may leave them out.
        published = number % 4 != 0
        forms.append(Assessment("1", tuple(answers), "Enheten", school_form, "1", group, published=published))
    return forms[0], forms[1]


def _common(random: Random, first: tuple[object, ...], second: tuple[object, ...]) -> str | None:
    ids = [str(getattr(each, "id", "")) for each in second]
    both = [str(getattr(each, "id", "")) for each in first if str(getattr(each, "id", "")) in ids]
    return random.choice(both) if both else None


def _level(levels: tuple[str, ...], leaning: float, random: Random) -> str | None:
    """Mostly a level, higher or lower as the form leans, so that thresholds are crossed now and then."""
    chance = random.random()
    if chance < 0.05:  # noqa: PLR2004 - one in twenty
        return None
    if chance < 0.1:  # noqa: PLR2004 - and one in twenty
        return NOT_RELEVANT
    position = min(int((random.random() + leaning) / 2 * len(levels)), len(levels) - 1)
    return levels[position]


def _differing(name: str, one: Results, other: Results) -> list[float | None]:
    """The sizes of the differences of one measure; None for one that is no number."""
    before = {tuple(sorted(cell.members.items())): cell for cell in one[name]}
    after = {tuple(sorted(cell.members.items())): cell for cell in other[name]}
    found: list[float | None] = []
    for key in before.keys() | after.keys():
        found += _difference(before.get(key), after.get(key))
    return found


def _difference(before: Cell | None, after: Cell | None) -> list[float | None]:
    if before is None or after is None:
        return [None]
    if (before.value, before.missing) == (after.value, after.missing):
        return []
    if before.number is None or after.number is None:
        return [None]
    return [abs(float(after.number) - float(before.number))]
