"""Laws about answers: raised, at the ends, equal, missing, not relevant."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Final

import attrs

from digiramverk.model import NOT_RELEVANT, Assessment
from digiramverk.proving.law import (
    NOT_MEANT,
    OPEN,
    PROVED,
    TESTED,
    WAYS,
    Break,
    Checked,
    Claim,
    Example,
    Forms,
    Law,
    LawStanding,
    Twist,
    note,
)
from digiramverk.proving.laws.shares import is_share
from digiramverk.proving.random_forms import asked, everywhere, with_all, with_answer
from digiramverk.proving.shapes import Shape, reads_levels, shape_of
from digiramverk.proving.subject import Subject
from digiramverk.proving.variants import without
from digiramverk.rules import Direction, Number, PlannedMeasure, Unanswered, Value, nodes

_MOST_REMOVED: Final = 12
_RAISES: Final = 12
"""The number of answers of one population to change, one at a time."""
_MOVING: Final = (Direction.RISING, Direction.FALLING)


# --- raising an answer -------------------------------------------------------------------------------


def monotone(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """Raising an answer never moves a value the wrong way."""
    checked: Checked = {}
    before, after = subject.score(example.forms), subject.score(twisted(example))
    for key, cell in before.items():
        other = after.get(key)
        if key[0] not in wanted or other is None or cell.value is None or other.value is None:
            continue
        moved = subject.rank(cell.measure, other.value) - subject.rank(cell.measure, cell.value)
        wrong = _WRONG[subject.intent(key[0])](moved)
        kind = "falls" if moved < 0 else "rises"
        note(checked, key, Break.at(key, kind, cell.value, other.value) if wrong else None)
    return checked


_WRONG: Final[Mapping[Direction, Callable[[Fraction], bool]]] = {
    Direction.RISING: lambda moved: moved < 0,
    Direction.FALLING: lambda moved: moved > 0,
    Direction.STILL: lambda moved: moved != 0,
}
"""Which moves break the intended direction. A measure without one has no requirement."""


def _monotone(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    if not subject.ordered(measure):
        return NOT_MEANT
    intent, shown = subject.intent(measure.name), subject.directions.direction(measure.name)
    if intent is Direction.EITHER:
        return OPEN
    return PROVED if shown in {intent, Direction.STILL} else TESTED


def _way(subject: Subject, measure: PlannedMeasure) -> Claim:
    return Claim(WAYS[subject.intent(measure.name)])


def _raises(subject: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    choices = [
        (form.response, indicator, position)
        for form in forms
        for indicator in asked(subject.framework, form)
        if (position := _position(subject, form, indicator.id)) is not None
    ]
    # Several for each population, so that every indicator is tried.
    for response, indicator, position in dice.sample(choices, min(_RAISES, len(choices))):
        levels = subject.framework.scale_of(indicator).levels
        yield Example(forms, Twist(response, indicator.id, levels[position + 1].id))


def _position(subject: Subject, form: Assessment, indicator: str) -> int | None:
    """The position of an answer on its scale; None if it is no level or the highest one."""
    level = form.levels.get(indicator)
    ids = subject.levels[indicator]
    return ids.index(level) if level in ids[:-1] else None


def twisted(example: Example) -> Forms:
    """The forms with the changed answer of the twist."""
    twist = example.twist
    if twist is None or twist.indicator is None:
        return example.forms
    return tuple(
        with_answer(form, twist.indicator, twist.level) if form.response == twist.response else form
        for form in example.forms
    )


def _top_first(subject: Subject, measure: PlannedMeasure) -> Claim:
    falls = subject.intent(measure.name) is Direction.FALLING
    return Claim("ends_turned" if falls else "ends")


# --- the ends ----------------------------------------------------------------------------------------


def ends(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """All answers at the lowest level give one end of what there is, all at the highest the other."""
    checked: Checked = {}
    high = example.twist is not None and example.twist.level == "high"
    for key, cell in subject.score(example.forms).items():
        if key[0] not in wanted or cell.value is None:
            continue
        end = end_of(subject, cell.measure, high=high)
        found = subject.rank(cell.measure, cell.value)
        kind = "end_high" if high else "end_low"
        note(
            checked,
            key,
            None if found == subject.rank(cell.measure, end) else Break.at(key, kind, end, cell.value),
        )
    return checked


def end_of(subject: Subject, measure: PlannedMeasure, *, high: bool) -> Value:
    """The value that all answers at one end should give."""
    top = high == (subject.intent(measure.name) is Direction.RISING)
    order = subject.order(measure)
    if order:
        ladder = getattr(measure.type, "ladder", False)
        return order[-1] if top else "none" if ladder else order[0]
    if isinstance(measure.type, Number):
        return Fraction(1 if top else 0)
    return top


def _ends(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    if subject.intent(measure.name) not in _MOVING or not reads_levels(subject, measure):
        return NOT_MEANT
    falls = subject.intent(measure.name) is Direction.FALLING
    if isinstance(measure.type, Number) and (falls or not is_share(subject, measure)):
        return NOT_MEANT
    share = isinstance(measure.type, Number) and measure.type.unit == "fraction"
    whole = all(item.levels[0].fraction == 0 and item.levels[-1].fraction == 1 for item in subject.items)
    return PROVED if share and whole and shape_of(subject, measure) is Shape.AVERAGE else TESTED


def at_ends(subject: Subject, _: Forms, __: Random) -> Iterator[Example]:
    """Forms with all answers at one end, for every group and school form."""
    for name, position in (("low", 0), ("high", -1)):
        for forms in everywhere(subject.framework):
            yield Example(tuple(with_all(subject.framework, f, position) for f in forms), Twist(level=name))


# --- equal answers -----------------------------------------------------------------------------------


def equal_answers(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """Where all answers are of one level, the value is that level's."""
    checked: Checked = {}
    if example.twist is None or example.twist.level is None:
        return checked
    share = Fraction(example.twist.level)
    for key, cell in subject.score(example.forms).items():
        if key[0] in wanted and cell.value is not None:
            found = Fraction(cell.value)
            note(checked, key, None if found == share else Break.at(key, "equal", share, cell.value))
    return checked


def _equal_answers(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    shape = shape_of(subject, measure)
    if shape is Shape.AVERAGE:
        return PROVED
    rising = subject.intent(measure.name) is Direction.RISING
    return (
        TESTED
        if shape is Shape.RATIO and rising and is_share(subject, measure) and _one_scale(subject)
        else NOT_MEANT
    )


def _one_scale(subject: Subject) -> bool:
    scales = {tuple(level.fraction for level in item.levels) for item in subject.items}
    return len(scales) == 1


def _alike(subject: Subject, _: Forms, __: Random) -> Iterator[Example]:
    first = subject.framework.indicators[0]
    scale = subject.framework.scale_of(first)
    for position, level in enumerate(scale.levels):
        for forms in everywhere(subject.framework):
            twist = Twist(level=str(scale.fraction(level)))
            yield Example(tuple(with_all(subject.framework, form, position) for form in forms), twist)


# --- missing answers ---------------------------------------------------------------------------------


def missing_not_zero(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """What is not answered is left out, and not counted as the lowest level."""
    checked: Checked = {}
    before, after = subject.score(example.forms), subject.score(twisted(example))
    for key, cell in after.items():
        if key[0] not in wanted or key not in before or cell.value is None:
            continue
        whole = before[key].value
        if whole is None:
            continue
        # With all others at the highest level, leaving one out cannot lower a share of all.
        lower = subject.rank(cell.measure, cell.value) < subject.rank(cell.measure, whole)
        note(checked, key, Break.at(key, "missing", whole, cell.value) if lower else None)
    return checked


def _missing_not_zero(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    policies = {p.policy.unanswered for p, _ in subject.reach.pieces(measure.name)}
    if not reads_levels(subject, measure) or policies != {Unanswered.EXCLUDE}:
        return NOT_MEANT
    shape = shape_of(subject, measure)
    if shape is Shape.AVERAGE:
        return PROVED
    rising = subject.intent(measure.name) is Direction.RISING
    return TESTED if shape is Shape.RATIO and rising and is_share(subject, measure) else NOT_MEANT


def _left_open(subject: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    whole = with_all(subject.framework, forms[0], -1)
    open_forms = (attrs.evolve(whole, published=True),)
    for answer in dice.sample(whole.answers, min(_RAISES, len(whole.answers))):
        yield Example(open_forms, Twist(whole.response, answer.indicator, None))


# --- not relevant ------------------------------------------------------------------------------------


def not_relevant_neutral(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """What is not relevant counts as if it were not there."""
    checked: Checked = {}
    twist = example.twist
    if twist is None or twist.indicator is None:
        return checked
    gone = twist.indicator
    other = subject.variant(f"without {gone}", lambda own: without(own, gone))
    if other is None:
        return checked
    before = other.score(tuple(_dropped(form, gone) for form in example.forms))
    after = subject.score(tuple(with_answer(form, gone, NOT_RELEVANT) for form in example.forms))
    for key, cell in after.items():
        if key[0] in wanted and key in before and None not in {cell.value, before[key].value}:
            # If nothing is left, the cell is missing here and does not exist in the other framework.
            alike = cell.value == before[key].value
            found = Break.at(key, "not_relevant", before[key].value, cell.value, indicator=gone)
            note(checked, key, None if alike else found)
    return checked


def _dropped(form: Assessment, indicator: str) -> Assessment:
    return attrs.evolve(form, answers=tuple(a for a in form.answers if a.indicator != indicator))


def _not_relevant(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    counted = any(p.policy.not_relevant is not None for p, _ in subject.reach.pieces(measure.name))
    if counted or not reads_levels(subject, measure):
        return NOT_MEANT
    shape = shape_of(subject, measure)
    if not (shape is Shape.RATIO and is_share(subject, measure)) and _says_itself(subject, measure):
        return NOT_MEANT
    return PROVED if shape is Shape.AVERAGE and _plain(subject, measure) else TESTED


def _says_itself(subject: Subject, measure: PlannedMeasure) -> bool:
    """Whether a rule decides itself how not relevant counts: it asks for it, or chooses."""
    asks = any(
        isinstance(piece, nodes.Known | nodes.Choice) for _, piece in subject.reach.pieces(measure.name)
    )
    return asks or bool(subject.reach.facts(measure.name) & {"relevant", "weight"})


def _plain(subject: Subject, measure: PlannedMeasure) -> bool:
    """Whether the measure folds everything, without weights and choices."""
    for _, piece in subject.reach.pieces(measure.name):
        if isinstance(piece, nodes.Choice | nodes.Apply) or getattr(piece, "where", None) is not None:
            return False
        if getattr(piece, "weight", None) is not None:
            return False
    return True


def _removals(subject: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    # Each removal needs a new framework, so a few serve for all examples.
    pool = subject.pool("removed", _MOST_REMOVED)
    gone = dice.choice(pool)
    if all(any(each.id == gone for each in asked(subject.framework, form)) for form in forms):
        yield Example(forms, Twist(indicator=gone))


def _marked(example: Example) -> Forms | None:
    gone = example.twist.indicator if example.twist else None
    return None if gone is None else tuple(with_answer(f, gone, NOT_RELEVANT) for f in example.forms)


ANSWERS: Final = (
    Law(
        "monotone",
        {"sv": "Ett höjt svar flyttar aldrig ett värde åt fel håll.", "en": monotone.__doc__ or ""},
        _monotone,
        _raises,
        monotone,
        twisted,
        claim=_way,
    ),
    Law(
        "ends",
        {
            "sv": "Alla svar på lägsta nivån ger värdets ena ände, alla på högsta den andra.",
            "en": ends.__doc__ or "",
        },
        _ends,
        at_ends,
        ends,
        fixed=True,
        claim=_top_first,
    ),
    Law(
        "equal_answers",
        {"sv": "Är alla svar på samma nivå är värdet den nivåns.", "en": equal_answers.__doc__ or ""},
        _equal_answers,
        _alike,
        equal_answers,
        fixed=True,
    ),
    Law(
        "missing_not_zero",
        {
            "sv": "Det obesvarade räknas inte med, och aldrig som lägsta nivån.",
            "en": missing_not_zero.__doc__ or "",
        },
        _missing_not_zero,
        _left_open,
        missing_not_zero,
        twisted,
        rigid=True,
    ),
    Law(
        "not_relevant_neutral",
        {
            "sv": "Det som är ej relevant räknas som om det inte fanns.",
            "en": not_relevant_neutral.__doc__ or "",
        },
        _not_relevant,
        _removals,
        not_relevant_neutral,
        _marked,
    ),
)
