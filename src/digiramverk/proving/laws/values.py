"""Laws about values: within their range, in a band, on a rung with all rungs below it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from digiramverk.proving.law import (
    NOT_MEANT,
    PROVED,
    TESTED,
    Break,
    Checked,
    Claim,
    Example,
    Law,
    LawStanding,
    note,
    only_forms,
)
from digiramverk.proving.laws.shares import is_share, within
from digiramverk.proving.shapes import reads_levels
from digiramverk.proving.subject import CellsByName, Subject
from digiramverk.rules import (
    EVERYTHING,
    SHARE,
    Boolean,
    Interval,
    Member,
    Missing,
    Number,
    PlannedMeasure,
    nodes,
)
from digiramverk.rules.functions import Ladder
from digiramverk.scoring import NONE, Cell

# --- ranges ------------------------------------------------------------------------------------------


def within_range(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """A value lies within its declared range: a share from 0 to 1, a plugin's fold as the plugin declares."""
    checked: Checked = {}
    for key, cell in subject.score(example.forms).items():
        if key[0] in wanted and isinstance(cell.value, Fraction):
            range_ = declared(subject, cell.measure)
            outside = not range_.holds(cell.value)
            found = Break.at(key, "range", None, cell.value, low=range_.low, high=range_.high)
            note(checked, key, found if outside else None)
    return checked


def declared(subject: Subject, measure: PlannedMeasure) -> Interval:
    """The range that a measure has or declares; everything if nothing is known.

    A declaration of the framework or a plugin comes first. A share lies from 0 to 1; anything else as its
    rule implies.
    """
    choice = subject.choice(measure.name, "within_range")
    if choice is not None and choice.waived is None:
        return Interval(choice.at_least, choice.at_most)
    if isinstance(measure.node, nodes.Aggregate):
        for each in subject.framework.plan.functions:
            if each.name == measure.node.function:
                return Interval(each.low, each.high)
    if is_share(subject, measure):
        return SHARE if reads_levels(subject, measure) else EVERYTHING
    known = subject.directions.range(measure.name)
    return known if isinstance(known, Interval) and None not in {known.low, known.high} else EVERYTHING


def _within_range(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    if not isinstance(measure.type, Number):
        return NOT_MEANT
    said, known = declared(subject, measure), subject.directions.range(measure.name)
    if said == EVERYTHING:
        return NOT_MEANT
    return PROVED if within(known, said) else TESTED


def _stretch(subject: Subject, measure: PlannedMeasure) -> Claim:
    said = declared(subject, measure)
    return Claim("within_range", said.low, said.high)


# --- bands -------------------------------------------------------------------------------------------


def bands(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """Every value that can occur lies in one band."""
    checked: Checked = {}
    scored = subject.score(example.forms)
    for key, cell in scored.items():
        if key[0] not in wanted:
            continue
        below = _operand(subject, scored, cell)
        if below is not None and below.value is not None:
            lost = cell.missing is Missing.UNDECIDED
            note(checked, key, Break.at(key, "no_band", below.value, None) if lost else None)
    return checked


def _operand(subject: Subject, scored: CellsByName, cell: Cell) -> Cell | None:
    """The value of the measure that is sorted into bands."""
    node = cell.measure.node
    if not isinstance(node, nodes.InBand) or not isinstance(node.operand, nodes.MeasureValue):
        return None
    members = dict(cell.members)
    name = node.operand.measure
    measure = subject.framework.plan.measure(name)
    picked = {**members, **dict(node.operand.picks)}
    wanted = {each: picked[each] for each in (*measure.population, *measure.per) if each in picked}
    return next(
        (
            other
            for (own, _), other in scored.items()
            if own == name and wanted.items() <= other.members.items()
        ),
        None,
    )


def _bands(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    found = [piece for piece in nodes.walk(measure.node) if isinstance(piece, nodes.InBand)]
    if not found:
        return NOT_MEANT
    if all(_covered(subject, measure, piece) for piece in found):
        return PROVED
    simple = isinstance(measure.node, nodes.InBand) and isinstance(measure.node.operand, nodes.MeasureValue)
    return TESTED if simple else NOT_MEANT


def _covered(subject: Subject, measure: PlannedMeasure, node: nodes.InBand) -> bool:
    known = subject.directions.range_within(measure, node.operand)
    low, high = node.bands[0], node.bands[-1]
    if not isinstance(known, Interval):
        return False
    above = low.low is None or (known.low is not None and low.holds(known.low))
    return above and (high.high is None or (known.high is not None and high.holds(known.high)))


# --- ladders -----------------------------------------------------------------------------------------


def ladder(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """A step is reached only where all steps below it are."""
    checked: Checked = {}
    scored = subject.score(example.forms)
    for key, cell in scored.items():
        rungs = _rungs(subject, cell.measure) if key[0] in wanted else None
        if rungs is None or not isinstance(cell.value, str):
            continue
        skipped = next(_skipped(subject, scored, cell, rungs), None)
        found = Break.at(key, "skips", None, cell.value, step=skipped)
        note(checked, key, found if skipped is not None else None)
    return checked


def _skipped(subject: Subject, scored: CellsByName, cell: Cell, rungs: PlannedMeasure) -> Iterator[str]:
    order = subject.order(cell.measure)
    if cell.value == NONE or not isinstance(cell.value, str):
        return
    dimension = rungs.per[0]
    own = {name: member for name, member in cell.members.items() if name in rungs.population}
    for step in order[: order.index(cell.value) + 1]:
        wanted = {**own, dimension: step}
        for (name, _), other in scored.items():
            if name == rungs.name and wanted.items() <= other.members.items() and other.value is False:
                yield step


def _rungs(subject: Subject, measure: PlannedMeasure) -> PlannedMeasure | None:
    """The yes/no measure per step that a step is chosen by, if there is exactly one."""
    if not isinstance(measure.type, Member):
        return None
    dimension = measure.type.dimension
    found = [
        other
        for name in subject.reach.built_on(measure.name)
        if (other := subject.framework.plan.measure(name)).per == (dimension,)
        and isinstance(other.type, Boolean)
        and set(other.population) <= set(measure.population)
    ]
    return found[0] if len(found) == 1 else None


def _ladder(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    space = subject.framework.plan.space
    if not isinstance(measure.type, Member) or measure.type.dimension in space.orders:
        return NOT_MEANT
    if isinstance(measure.node, nodes.Aggregate):
        fold = measure.node.fold
        return PROVED if isinstance(fold, Ladder) and fold.climbs else NOT_MEANT
    return TESTED if _rungs(subject, measure) is not None else NOT_MEANT


VALUES: Final = (
    Law(
        "within_range",
        {"sv": "Ett värde ligger där det sägs ligga.", "en": "A value lies where it is said to lie."},
        _within_range,
        only_forms,
        within_range,
        claim=_stretch,
    ),
    Law(
        "ladder",
        {"sv": "Ett steg är nått bara när alla steg under det är det.", "en": ladder.__doc__ or ""},
        _ladder,
        only_forms,
        ladder,
    ),
    Law(
        "bands",
        {"sv": "Varje värde som kan förekomma ligger i ett band.", "en": bands.__doc__ or ""},
        _bands,
        only_forms,
        bands,
    ),
)
