"""Random rulesets that are meant to be right, and forms for them.

Expressions are drawn as text, by type and by what they may name: a rule's own dimensions outside a fold,
anything inside one. A drawn ruleset loads, but for measures that pick cells which do not exist.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs
from hypothesis import strategies as st
from tests.rules.oracle import FIRST_LEVEL, Sheet

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source, Span
from digiramverk.rules.check.compiler import compile_rules
from digiramverk.rules.definition import Formula, MeasureText, NotRelevant, Ruleset, Unanswered
from digiramverk.rules.functions import Band, Bound
from digiramverk.rules.space import ITEM, RESPONSE, Dimension, Item, ItemLevel, Space
from digiramverk.testing.dice import Dice, Draw
from digiramverk.testing.expressions import (
    MEMBER,
    NUMBER,
    RUNG,
    TRUTH,
    DrawnMeasure,
    Piece,
    PieceWriter,
    draw_value,
    facts,
    picks,
)

UNITS: Final[Mapping[str, str | None]] = {"u1": "gr", "u2": "gy", "u3": None}
POPULATION: Final[Mapping[str, tuple[str, ...]]] = {
    RESPONSE: ("r1", "r2"),
    "unit": tuple(UNITS),
    "round": ("2020", "2021"),
    "group": ("ledning", "larare"),
    "school_form": ("gr", "gy"),
}
NUMBER_OF_FORMS: Final = "invited"
"""A number that forms state."""
POPULATION_DIMENSIONS: Final = (
    Dimension(RESPONSE, population=True),
    Dimension("unit", population=True, determined_by=(RESPONSE,)),
    Dimension("round", population=True, determined_by=(RESPONSE,)),
    Dimension("group", population=True, members=POPULATION["group"], determined_by=(RESPONSE,)),
    Dimension(
        "school_form", population=True, members=POPULATION["school_form"], determined_by=("unit", RESPONSE)
    ),
)

ACROSS: Final[tuple[tuple[str, ...], ...]] = (
    ("round",),
    ("school_form",),
    ("unit",),
    ("group",),
    ("round", "school_form"),
    (),
)
BANDS: Final = (
    Band("low", None, Bound(Fraction(1, 2), included=False)),
    Band("middle", Bound(Fraction(1, 2), included=True), Bound(Fraction(2), included=True)),
    Band("top", Bound(Fraction(2), included=False), Bound(Fraction(5), included=False)),
)
"""Of what is five or more there is none."""
NUMBERS: Final = {"0": Fraction(3), "0.5": Fraction(1, 3), "1": Fraction(-2), "2": Fraction(0)}


# --- spaces ------------------------------------------------------------------------------------------


STEPS: Final = tuple(
    map(Fraction, ("1", "-1", "1/2", "-30", "100", "-1/3", "-42", "40000", "-25", "-1000000007"))
)
"""The distances between levels of an even scale: the last ones need 16, 32 and 64 bits, alone or summed."""
PARTS: Final = (1, 2, 1, 2, 3, 11, 127, 32_749)
"""What points are parts of: the products of these pass what 8, 16 and 32 bits hold."""


def draw_scale(dice: Dice) -> tuple[ItemLevel, ...]:
    """Two to four levels, not all of the same points.

    Points may be negative, large, uneven, repeated or parts of anything; or at even distances, up or down,
    from 0 on or from elsewhere, as nearly all scales have them.
    """
    number = dice.between(2, 4)
    if not dice.one_in(3):
        first, step = Fraction(dice.pick(("0", "0", "0", "0", "0", "1", "-2", "2/3"))), dice.pick(STEPS)
        points = [first + place * step for place in range(number)]
    else:
        points = [Fraction(dice.between(-4, 8), dice.pick(PARTS)) for _ in range(number)]
        if len(set(points)) == 1:
            points[-1] += 1
    low, high = min(points), max(points)
    return tuple(
        ItemLevel(f"l{index}", value, (value - low) / (high - low)) for index, value in enumerate(points)
    )


def draw_space(dice: Dice) -> Space:
    """One to three areas below one or two others, up to three steps, goals and roles, one to six items."""
    areas = ["a1", "a2", "a3"][: dice.between(1, 3)]
    steps = ["1", "2", "3"][: dice.between(0, 3)]
    goals = ["g1", "g2"][: dice.between(0, 2)]
    roles = ["rektor", "larare"][: dice.between(0, 2)]
    above = {"a1": "f1", "a2": dice.pick(["f1", "f2"]), "a3": "f2"}
    scales = [draw_scale(dice) for _ in range(dice.between(1, 2))]
    everywhere = dice.below(2)
    items: list[Item] = []
    for number in range(dice.between(1, 6)):
        area = dice.pick(areas)
        members: dict[str, tuple[str, ...]] = {"focus": (above[area],), "area": (area,)}
        # The first belongs everywhere, so that every combination of dimensions has a cell.
        whole = number == 0
        if steps:
            step = dice.pick(steps if everywhere or whole else [*steps, None])
            members["step"] = () if step is None else (step,)
        for name, declared in (("goal", goals), ("role", roles)):
            if declared:
                members[name] = tuple(declared if whole else dice.some(declared))
        weight = Fraction(dice.pick(["1", "2", "1/3", "0", "2/127", "400"]))
        items.append(Item(f"i{number + 1}", dice.pick(scales), weight, members))
    return Space(tuple(items), dimensions(items, areas, steps, roles, goals), numbers=(NUMBER_OF_FORMS,))


def dimensions(
    items: Sequence[Item],
    areas: Sequence[str],
    steps: Sequence[str],
    roles: Sequence[str],
    goals: Sequence[str],
) -> tuple[Dimension, ...]:
    """All dimensions, as a framework would declare them."""
    found = [
        Dimension("focus", members=("f1", "f2"), determined_by=(ITEM, "area")),
        Dimension("area", members=tuple(areas), determined_by=(ITEM,)),
    ]
    if steps:
        total = all(item.members["step"] for item in items)
        fixed = (ITEM,) if total else ()
        found.append(Dimension("step", members=tuple(steps), ordered=True, determined_by=fixed))
    if roles:
        found.append(Dimension("role", members=tuple(roles)))
    if goals:
        found.append(Dimension("goal", members=tuple(goals)))
    return (*found, *POPULATION_DIMENSIONS)


# --- forms -------------------------------------------------------------------------------------------


def draw_sheet(dice: Dice, space: Space) -> Sheet:
    """A form: every item in some state, some members missing; a unit has one school form always."""
    sparse = dice.one_in(3)
    states = tuple(
        dice.below(FIRST_LEVEL + len(item.levels))
        if not sparse or dice.one_in(4)
        else dice.below(FIRST_LEVEL)
        for item in space.items
    )
    members: dict[str, str | None] = {
        name: dice.pick([*known, *known, None]) for name, known in POPULATION.items() if name != "school_form"
    }
    unit = members["unit"]
    members["school_form"] = dice.pick(["gr", "gy", None]) if unit is None else UNITS[unit]
    numbers = {} if dice.one_in(3) else {NUMBER_OF_FORMS: Fraction(dice.between(-1, 12), dice.pick([1, 3]))}
    return Sheet(states, members, not dice.below(2), numbers)


# --- rulesets ----------------------------------------------------------------------------------------


def draw_measure(
    dice: Dice,
    space: Space,
    earlier: Sequence[DrawnMeasure],
    params: Sequence[str],
    results_per: tuple[str, ...],
) -> tuple[MeasureText, DrawnMeasure]:
    """A measure that may refer to earlier ones."""
    name = f"m{len(earlier)}"
    framework = [ITEM, *(each.name for each in space.dimensions if not each.population)]
    across = dice.pick([None, None, None, None, *ACROSS])
    per = list(dict.fromkeys(dice.pick(framework) for _ in range(dice.below(3))))
    kind = dice.pick([NUMBER, NUMBER, TRUTH, TRUTH, MEMBER, RUNG])
    if kind == RUNG and "step" in framework:
        per = ["step"]
    if dice.one_in(12):
        per.append(dice.pick(["unit", "round", "group"]))
    own = frozenset({*(results_per if across is None else across), *per})
    leaves = [*facts(space), *(Piece(param, NUMBER) for param in params)]
    for known in earlier:
        leaves += [Piece(known.name, known.kind, known.grain)] * 3
        leaves += picks(dice, space, known)
    bands = {"heights": tuple(band.id for band in BANDS)}
    writer = PieceWriter(dice, space, own, tuple(leaves), own, tables=("numbers",), bands=bands)
    value = draw_value(writer, kind)
    shown = Formula(writer.truth(1).text) if dice.one_in(8) else None
    unanswered = dice.pick([None, *Unanswered]) if value.reads else None
    not_relevant = NotRelevant(dice.pick([None, "l0", "l1"])) if value.reads and dice.one_in(5) else None
    measure = MeasureText(
        name,
        written(value.text),
        tuple(per),
        across,
        unanswered,
        not_relevant,
        show_if=shown,
        path=("rules", name),
    )
    return measure, DrawnMeasure(name, value.kind, own)


def draw_change(
    dice: Dice, name: str, measure: MeasureText, known: DrawnMeasure
) -> tuple[MeasureText, DrawnMeasure]:
    """A measure that says how another one was in the round before, or how it has changed since."""
    was, now = f"previous({known.name})", known.name
    ways = [was, f"{was} if known({was}) else {now}", f"coalesce({was}, {now})"]
    kind = known.kind
    if kind == NUMBER:
        ways = [*ways, f"{now} - {was}", f"{was} / {now}"]
    text = dice.pick([way for way in ways if kind in {NUMBER, TRUTH} or "coalesce" not in way])
    if kind in {NUMBER, TRUTH} and dice.one_in(4):
        text, kind = f"{now} == {was}", TRUTH
    shown = Formula(f"known({was})") if dice.one_in(5) else None
    change = MeasureText(
        name, written(text), measure.per, measure.across, show_if=shown, path=("rules", name)
    )
    return change, DrawnMeasure(name, kind, known.grain)


def draw_apart(dice: Dice, number: int) -> list[tuple[MeasureText, DrawnMeasure]]:
    """What all answers of a form come to, and how far each indicator is from that: columns, and no tables."""
    whole, each = f"m{number}", f"m{number + 1}"
    fact = dice.pick(["points", "points", "fraction", "max_points"])
    fold = dice.pick(["mean({})", "sum({})", "mean({}, weight=weight)", "max({})"]).format(fact)
    ways = [f"{fact} - {whole}", f"{whole} - {fact}", f"{fact} * {whole}", f"-{fact} / ({whole} - 1)"]
    of_form = MeasureText(whole, written(fold), path=("rules", whole))
    of_item = MeasureText(each, written(dice.pick(ways)), (ITEM,), path=("rules", each))
    grain = frozenset({RESPONSE})
    return [
        (of_form, DrawnMeasure(whole, NUMBER, grain)),
        (of_item, DrawnMeasure(each, NUMBER, grain | {ITEM})),
    ]


def draw_ruleset(dice: Dice, most: int, *, looking_back: bool = False) -> Ruleset:
    """A definition with one to `most` measures."""
    space = draw_space(dice)
    params = {name: Fraction(dice.pick(["0.8", "0.5", "2", "1/3"])) for name in ("p", "q")[: dice.below(3)]}
    results_per = dice.pick([(RESPONSE,), (RESPONSE,), ("unit", "round")])
    found: list[MeasureText] = []
    known: list[DrawnMeasure] = []
    if results_per == (RESPONSE,) and dice.one_in(3):
        apart = draw_apart(dice, len(known))
        found += [measure for measure, _ in apart]
        known += [one for _, one in apart]
    for _ in range(dice.between(1, most)):
        of_rounds = [number for number, each in enumerate(known) if space.determines(each.grain, "round")]
        if looking_back and of_rounds and not dice.one_in(3):
            number = dice.pick(of_rounds)
            measure, one = draw_change(dice, f"m{len(known)}", found[number], known[number])
        else:
            measure, one = draw_measure(dice, space, known, tuple(params), results_per)
        found.append(measure)
        known.append(one)
    drawn = Ruleset(
        attrs.evolve(space, orders={"heights": tuple(band.id for band in BANDS)}),
        tuple(found),
        dice.pick(list(Unanswered)),
        dice.pick([None, None, None, "l0"]),
        params=params,
        bands={"heights": BANDS},
        tables={"numbers": NUMBERS},
        results_per=results_per,
    )
    return within_reach(drawn)


def written(text: str) -> Formula:
    """A formula with a place, so that findings can say where in it they are."""
    return Formula(text, Span(Source("drawn", text), 1, 1, 1, len(text) + 1))


MOST_ROUNDS: Final = 20


def within_reach(ruleset: Ruleset) -> Ruleset:
    """The same rules; bounds that no value reaches are written such that they may stand there."""
    for _ in range(MOST_ROUNDS):
        findings = Findings()
        compile_rules(ruleset, findings)
        far = {
            each.path[-1]: each.span for each in findings if each.code == "DR346" and each.span and each.path
        }
        if not far:
            break
        measures = tuple(
            _moved(each, far[each.name]) if each.name in far else each for each in ruleset.measures
        )
        ruleset = attrs.evolve(ruleset, measures=measures)
    return ruleset


def _moved(measure: MeasureText, span: Span) -> MeasureText:
    text = measure.value.text
    start, end = span.column - 1, span.end_column - 1
    return attrs.evolve(measure, value=written(f"{text[:start]}(0 + {text[start:end]}){text[end:]}"))


@st.composite
def rulesets(draw: Draw, most: int = 5) -> Ruleset:
    """Definitions with one to `most` measures."""
    return draw_ruleset(Dice(draw), most)


def draw_case(dice: Dice, most: int, forms: int, *, looking_back: bool) -> tuple[Ruleset, list[Sheet]]:
    """A definition with forms; of the same members in other rounds too where rules may look back."""
    ruleset = draw_ruleset(dice, most, looking_back=looking_back)
    most_forms = forms + 2 * looking_back
    sheets = [draw_sheet(dice, ruleset.space) for _ in range(dice.pick([*range(1, most_forms + 1), 0]))]
    if looking_back:
        for number, sheet in enumerate(sheets[1:], 1):
            if not dice.one_in(3):
                members = {**dice.pick(sheets[:number]).members, "round": dice.pick(POPULATION["round"])}
                sheets[number] = attrs.evolve(sheet, members=members)
    return ruleset, sheets


@st.composite
def cases(
    draw: Draw, most: int = 5, forms: int = 4, *, looking_back: bool = False
) -> tuple[Ruleset, list[Sheet]]:
    """Definitions with forms for them."""
    return draw_case(Dice(draw), most, forms, looking_back=looking_back)
