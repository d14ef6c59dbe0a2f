"""Random rulesets that are meant to be right, and forms for them.

Expressions are drawn as text, by type and by what they may name: a rule's own dimensions outside a fold,
anything inside one. A drawn ruleset loads, but for measures that pick cells which do not exist.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st
from tests.rules.oracle import FIRST_LEVEL, Sheet

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source, Span
from digiramverk.rules.check.compiling import compile_rules
from digiramverk.rules.definition import Formula, MeasureText, NotRelevant, Ruleset, Unanswered
from digiramverk.rules.functions import DEFAULTED, NUMBER_FOLDS, WEIGHTED, Band, Bound
from digiramverk.rules.space import ITEM, RESPONSE, Dimension, Item, Level, Space

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

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

NUMBER: Final = "a number"
TRUTH: Final = "a truth value"
MEMBER: Final = "a member"
RUNG: Final = "a truth value per step"
"""Kinds of values; the others are members, of the kind of their dimension."""

LITERALS: Final = ("0", "1", "2", "0.1", "0.5", "0.8", "0.7", "3.25", "100")
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
ORDERINGS: Final = ("==", "!=", "<", "<=", ">", ">=")


# --- dice --------------------------------------------------------------------------------------------


@cache
def _below(bound: int) -> st.SearchStrategy[int]:
    return st.integers(0, bound - 1)


@attrs.frozen
class Dice:
    """Draws small numbers and nothing else, which is quick; the smallest choices come first."""

    draw: Draw

    def below(self, bound: int) -> int:
        found: int = self.draw(_below(bound)) if bound > 1 else 0
        return found

    def between(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def one_in(self, number: int) -> bool:
        return self.below(number) == number - 1

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], most: int | None = None) -> list[T]:
        """Some of several, in their order."""
        chosen = [choice for choice in choices if self.below(2)]
        return chosen[:most]


# --- spaces ------------------------------------------------------------------------------------------


def draw_scale(dice: Dice) -> tuple[Level, ...]:
    """Two to four levels, not all of the same points; points may be negative, uneven or repeated."""
    points = [Fraction(dice.between(-4, 8), 2) for _ in range(dice.between(2, 4))]
    if len(set(points)) == 1:
        points[-1] += 1
    low, high = min(points), max(points)
    return tuple(
        Level(f"l{index}", value, (value - low) / (high - low)) for index, value in enumerate(points)
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
        weight = Fraction(dice.pick(["1", "2", "1/3", "0"]))
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


# --- expressions -------------------------------------------------------------------------------------


@attrs.frozen
class Piece:
    """A piece of a formula: its text, kind, the dimensions it names, and whether it reads answers."""

    text: str
    kind: str
    grain: frozenset[str] = frozenset()
    reads: bool = False

    def __str__(self) -> str:
        return self.text


def joined(template: str, kind: str, *pieces: Piece) -> Piece:
    """A piece made of others."""
    return Piece(
        template.format(*pieces),
        kind,
        frozenset[str]().union(*(piece.grain for piece in pieces)),
        any(piece.reads for piece in pieces),
    )


@attrs.frozen
class Known:
    """A measure that is drawn already: its kind and what it is given for."""

    name: str
    kind: str
    grain: frozenset[str]


@attrs.frozen
class Writer:
    """Draws pieces for one measure.

    Attributes:
        dice: what decides.
        space: what rules are about.
        own: the dimensions that the measure is given for.
        leaves: all that stands alone and can be named somewhere.
        reach: what may be named here; None for everything, as inside a fold.
        folding: whether this is the inside of a fold.
    """

    dice: Dice
    space: Space
    own: frozenset[str]
    leaves: tuple[Piece, ...]
    reach: frozenset[str] | None
    folding: bool = False

    def chance(self, one_in: int) -> bool:
        return self.dice.one_in(one_in)

    def pick(self, choices: Sequence[T]) -> T:
        return self.dice.pick(choices)

    def fixed(self, piece: Piece, given: frozenset[str]) -> bool:
        return all(self.space.determines(given, name) for name in piece.grain)

    def reachable(self, kinds: Sequence[str] | None = None) -> list[Piece]:
        return [
            leaf
            for leaf in self.leaves
            if (kinds is None or leaf.kind in kinds) and (self.reach is None or self.fixed(leaf, self.reach))
        ]

    def value(self, kind: str, depth: int) -> Piece:
        return self.number(depth) if kind == NUMBER else self.truth(depth)

    def number(self, depth: int) -> Piece:
        """Any number."""
        leaves = self.reachable([NUMBER])
        ways = ["literal", *["leaf"] * 4] if leaves else ["literal"]
        if depth > 0:
            ways += [
                "sum",
                "sum",
                "product",
                "ratio",
                "negative",
                "choice",
                "function",
                "function",
                "function",
            ]
        if not self.folding:
            ways += ["fold"] * 4
        match self.pick(ways):
            case "literal":
                return self.literal()
            case "leaf":
                return self.pick(leaves)
            case "negative":
                return joined("-{}", NUMBER, self.closed(self.number(depth - 1)))
            case "choice":
                return self.choice(NUMBER, depth)
            case "fold":
                return self.fold(NUMBER, depth) or self.literal()
            case "function":
                return self.function(depth)
            case "ratio":
                below = self.pick([*leaves, self.pick([Piece(text, NUMBER) for text in ("2", "3", "0.1")])])
                return joined("({} / {})", NUMBER, self.number(depth - 1), below)
            case way:
                sign = self.pick("+-") if way == "sum" else "*"
                return joined(f"({{}} {sign} {{}})", NUMBER, self.number(depth - 1), self.number(depth - 1))

    def function(self, depth: int) -> Piece:
        """A function of numbers."""
        one, other = self.number(depth - 1), self.number(depth - 1)
        match self.pick(["abs", "clamp", "round", "min", "max", "coalesce", "coalesce", "lookup"]):
            case "abs":
                return joined("abs({})", NUMBER, one)
            case "clamp":
                return joined("clamp({}, {}, {})", NUMBER, one, *[self.pick([self.literal(), other])] * 2)
            case "round":
                options = self.pick(["", ", 1", ", -1", ', 0, "half_even"', ', 1, "up"', ', 0, "down"'])
                return joined(f"round({{}}{options})", NUMBER, one)
            case "lookup":
                default = self.pick(["", ", default=7", ", default=-1"])
                return joined(f"lookup({{}}, numbers{default})", NUMBER, one)
            case name:
                several = [one, other, self.number(0)][: self.pick([2, 3])]
                return joined(f"{name}({', '.join(['{}'] * len(several))})", NUMBER, *several)

    def in_band(self, depth: int) -> Piece:
        """The band of a number, held against one by name."""
        band, sign = self.pick(["low", "middle", "top"]), self.pick(ORDERINGS)
        return joined(f'(band({{}}, heights) {sign} "{band}")', TRUTH, self.number(depth))

    def literal(self) -> Piece:
        return Piece(self.pick(LITERALS), NUMBER)

    def closed(self, piece: Piece) -> Piece:
        return attrs.evolve(piece, text=f"({piece.text})")

    def truth(self, depth: int) -> Piece:
        """Any yes or no."""
        leaves = self.reachable([TRUTH])
        ways = ["compare", "compare", "member"] + ["leaf"] * 3 * bool(leaves)
        if depth > 0:
            ways += [
                "logic",
                "logic",
                "not",
                "known",
                "choice",
                "equal",
                "chain",
                "within",
                "band",
                "coalesce",
            ]
        if not self.folding:
            ways += ["fold"] * 3
        match self.pick(ways):
            case "leaf":
                return self.pick(leaves)
            case "member":
                return self.member_test()
            case "logic":
                word = self.pick(["and", "or"])
                several = [self.truth(depth - 1) for _ in range(self.pick([2, 2, 3]))]
                return joined("(" + f" {word} ".join(["{}"] * len(several)) + ")", TRUTH, *several)
            case "within":
                options = [self.number(0) for _ in range(self.pick([1, 2, 3]))]
                return joined(f"({{}} in ({'{}, ' * len(options)}))", TRUTH, self.number(depth - 1), *options)
            case "band":
                return self.in_band(depth - 1)
            case "coalesce":
                return joined("coalesce({}, {})", TRUTH, self.truth(depth - 1), self.truth(depth - 1))
            case "not":
                return joined("(not {})", TRUTH, self.truth(depth - 1))
            case "known":
                asked = self.pick([self.number(depth - 1), *self.reachable()])
                return joined("known({})", TRUTH, asked)
            case "choice":
                return self.choice(TRUTH, depth)
            case "fold":
                return self.fold(TRUTH, depth) or self.member_test()
            case "equal":
                sign = self.pick(["==", "!="])
                return joined(f"({{}} {sign} {{}})", TRUTH, self.truth(depth - 1), self.truth(depth - 1))
            case "chain":
                below, above = self.number(0), self.number(0)
                anchors = [] if self.folding else [one for one in self.leaves if one.kind == NUMBER]
                finer = [one for one in anchors if not self.fixed(one, self.own)]
                folds = [outside(joined("mean({})", NUMBER, one)) for one in finer]
                middle = self.pick([*self.reachable([NUMBER]), self.literal(), *folds])
                first, second = self.pick(ORDERINGS), self.pick(ORDERINGS)
                return joined(f"({{}} {first} {{}} {second} {{}})", TRUTH, below, middle, above)
            case _:
                return self.comparison(self.number(max(depth - 1, 0)), depth)

    def comparison(self, number: Piece, depth: int) -> Piece:
        sides = [number, self.number(depth - 1) if depth > 0 else self.literal()]
        if self.chance(3):
            sides.reverse()
        return joined(f"({{}} {self.pick(ORDERINGS)} {{}})", TRUTH, *sides)

    def choice(self, kind: str, depth: int) -> Piece:
        then, otherwise = self.value(kind, depth - 1), self.value(kind, depth - 1)
        if self.chance(3):
            otherwise = Piece(self.pick(["not_relevant", "undecided"]), kind)
        return joined("({} if {} else {})", kind, then, self.truth(depth - 1), otherwise)

    def member_test(self, leaf: Piece | None = None) -> Piece:
        """A member held against a literal, or against another member of its dimension."""
        members = [each for each in self.reachable() if each.kind not in {NUMBER, TRUTH}]
        if leaf is None and not members:
            return Piece(self.pick(["True", "False"]), TRUTH)
        one = leaf or self.pick(members)
        alike = [each for each in members if each.kind == one.kind]
        ordered = one.kind in self.space.by_name and self.space.by_name[one.kind].ordered
        sign = self.pick(ORDERINGS) if ordered else self.pick(["==", "!="])
        if alike and self.chance(4):
            return joined(f"({{}} {sign} {{}})", TRUTH, one, self.pick(alike))
        literal = Piece(self.member_literal(one.kind), NUMBER)
        sides = (one, literal) if not self.chance(4) else (literal, one)
        return joined(f"({{}} {sign} {{}})", TRUTH, *sides)

    def member_literal(self, dimension: str) -> str:
        member = self.pick(members_of(self.space, dimension))
        return member if member.isdecimal() and self.chance(2) else f'"{member}"'

    # --- folds

    def fold(self, kind: str, depth: int) -> Piece | None:
        """An aggregate of something finer than the measure; None where nothing is."""
        if kind == TRUTH and "step" in self.space.by_name and self.chance(3):
            return self.ladder_test(depth)
        inside = attrs.evolve(self, reach=None, folding=True)
        anchors = [leaf for leaf in self.leaves if not self.fixed(leaf, self.own)]
        if not anchors:
            return None
        function = self.pick(
            ["mean", "mean", "sum", "count", "share_of", "min", "max", "median"]
            if kind == NUMBER
            else ["all", "any"]
        )
        folded = NUMBER if function in NUMBER_FOLDS else TRUTH
        pieces = [inside.anchored(folded, self.pick(anchors), depth)]
        keywords = ""
        if self.chance(3):
            keywords += ", where={}"
            pieces.append(inside.truth(max(depth - 1, 0)))
        if function in WEIGHTED and self.chance(3):
            keywords += ", weight={}"
            pieces.append(inside.number(max(depth - 1, 0)))
        if function in DEFAULTED and self.chance(4):
            keywords += ", default=" + self.pick(["0", "-1", "0.5"])
        return outside(joined(f"{function}({{}}{keywords})", kind, *pieces))

    def anchored(self, kind: str, anchor: Piece, depth: int) -> Piece:
        """A value of a kind that names a given leaf."""
        truth = anchor if anchor.kind == TRUTH else None
        if kind == NUMBER:
            if anchor.kind != NUMBER:
                test = truth or self.member_test(anchor)
                return joined("({} if {} else {})", NUMBER, self.literal(), test, self.number(0))
            if depth > 0 and self.chance(3):
                sign = self.pick("+-*")
                return joined(f"({{}} {sign} {{}})", NUMBER, anchor, self.number(depth - 1))
            return anchor
        if truth is None:
            truth = self.comparison(anchor, 0) if anchor.kind == NUMBER else self.member_test(anchor)
        if depth > 0 and self.chance(3):
            word = self.pick(["and", "or"])
            return joined(f"({{}} {word} {{}})", TRUTH, truth, self.truth(depth - 1))
        return truth

    def ladder(self, depth: int) -> Piece | None:
        """The highest step up to which all hold, or the lowest that holds; None without a ladder."""
        function = self.pick(["highest", "highest", "lowest"])
        if self.fixed(Piece("step", "step", frozenset({"step"})), self.own):
            return None
        inside = attrs.evolve(self, reach=self.own | {"step"}, folding=True)
        anchors = [leaf for leaf in inside.reachable() if not self.fixed(leaf, self.own)]
        rungs = [leaf for leaf in anchors if leaf.kind == TRUTH]
        if rungs and not self.chance(4):
            return outside(joined(f"{function}({{}})", "step", self.pick(rungs)))
        return outside(joined(f"{function}({{}})", "step", inside.anchored(TRUTH, self.pick(anchors), depth)))

    def ladder_test(self, depth: int) -> Piece | None:
        ladder = self.ladder(depth)
        return None if ladder is None else self.member_test(ladder)


def outside(piece: Piece) -> Piece:
    """A fold as it is seen from outside: it names nothing more."""
    return attrs.evolve(piece, grain=frozenset())


def members_of(space: Space, dimension: str) -> Sequence[str]:
    """Members that rules can name."""
    if dimension == "level":
        return tuple(dict.fromkeys(level.id for item in space.items for level in item.levels))
    return space.by_name[dimension].members or POPULATION[dimension]


# --- rulesets ----------------------------------------------------------------------------------------


def facts(space: Space) -> list[Piece]:
    """The built-in facts, and every dimension as a name."""
    item, form = frozenset({RESPONSE, ITEM}), frozenset({RESPONSE})
    return [
        Piece("points", NUMBER, item, reads=True),
        Piece("fraction", NUMBER, item, reads=True),
        Piece("weight", NUMBER, frozenset({ITEM})),
        Piece("min_points", NUMBER, frozenset({ITEM})),
        Piece("max_points", NUMBER, frozenset({ITEM})),
        Piece("answered", TRUTH, item),
        Piece("declined", TRUTH, item),
        Piece("relevant", TRUTH, item),
        Piece("published", TRUTH, form),
        Piece(NUMBER_OF_FORMS, NUMBER, form),
        Piece("answer", "level", item, reads=True),
        *(Piece(name, name, frozenset({name})) for name in space.by_name),
    ]


def draw_measure(
    dice: Dice, space: Space, earlier: Sequence[Known], params: Sequence[str], results_per: tuple[str, ...]
) -> tuple[MeasureText, Known]:
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
    writer = Writer(dice, space, own, tuple(leaves), own)
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
    return measure, Known(name, value.kind, own)


def draw_value(writer: Writer, kind: str) -> Piece:
    """A whole expression of a kind; a member where there is one to be had."""
    if kind == RUNG:
        figure = writer.fold(NUMBER, 0) or writer.number(1)
        return writer.comparison(figure, 0) if writer.chance(2) else writer.fold(TRUTH, 1) or writer.truth(1)
    if kind == MEMBER:
        ladder = writer.ladder(1) if "step" in writer.space.by_name else None
        members = [each for each in writer.reachable() if each.kind not in {NUMBER, TRUTH}]
        if ladder is not None and not writer.chance(3):
            return ladder
        if members:
            one = writer.pick(members)
            other = writer.pick([each for each in members if each.kind == one.kind])
            chosen = joined("{} if {} else {}", one.kind, one, writer.truth(1), other)
            return one if writer.chance(2) else chosen
        kind = TRUTH
    return writer.value(kind, writer.pick([1, 1, 2]))


def picks(dice: Dice, space: Space, known: Known) -> list[Piece]:
    """A cell of a measure picked by name: members of one item, so that something is there."""
    item = dice.pick(space.items)
    chosen: dict[str, str] = {}
    for name in dice.some(sorted(name for name in known.grain if not space.by_name[name].population)):
        members = (item.id,) if name == ITEM else item.members[name]
        if members:
            chosen[name] = dice.pick(members)
    if not chosen:
        return []
    named = ", ".join(
        f"{name}={member}" if member.isdecimal() else f'{name}="{member}"' for name, member in chosen.items()
    )
    return [Piece(f"{known.name}({named})", known.kind, known.grain - set(chosen))]


def draw_ruleset(dice: Dice, most: int) -> Ruleset:
    """A definition with one to `most` measures."""
    space = draw_space(dice)
    params = {name: Fraction(dice.pick(["0.8", "0.5", "2", "1/3"])) for name in ("p", "q")[: dice.below(3)]}
    results_per = dice.pick([(RESPONSE,), (RESPONSE,), ("unit", "round")])
    found: list[MeasureText] = []
    known: list[Known] = []
    for _ in range(dice.between(1, most)):
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


@st.composite
def cases(draw: Draw, most: int = 5, forms: int = 4) -> tuple[Ruleset, list[Sheet]]:
    """Definitions with forms for them."""
    dice = Dice(draw)
    ruleset = draw_ruleset(dice, most)
    return ruleset, [draw_sheet(dice, ruleset.space) for _ in range(dice.pick([*range(1, forms + 1), 0]))]
