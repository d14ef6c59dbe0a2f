"""Random formulas of the right types, drawn as text.

Outside a fold, a formula may name only the dimensions of its rule; inside a fold, any dimension. The formulas
compile, except those with a threshold that no value reaches, or with a cell that does not exist.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import attrs

from digiramverk.rules import ITEM, RESPONSE, Boolean, Number, Space
from digiramverk.rules.functions import FOLDS, Fold
from digiramverk.testing.dice import Dice

T = TypeVar("T")

SAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    RESPONSE: ("r1", "r2"),
    "unit": ("u1", "u2", "u3"),
    "round": ("2020", "2021"),
    "group": ("ledning", "larare"),
    "school_form": ("gr", "gy"),
}
"""Members of dimensions that a definition does not list."""

NUMBER: Final = "a number"
TRUTH: Final = "a truth value"
MEMBER: Final = "a member"
RUNG: Final = "a truth value per step"
"""Kinds of values. The kind of a member is its dimension."""

LITERALS: Final = ("0", "1", "2", "0.1", "0.5", "0.8", "0.7", "3.25", "100")
ORDERINGS: Final = ("==", "!=", "<", "<=", ">", ">=")

_OF_VALUES: Final = [each for each in FOLDS.values() if isinstance(each, Fold)]
_FOLDS: Final = {
    NUMBER: [each for each in _OF_VALUES if not isinstance(each.gives, Boolean)],
    TRUTH: [each for each in _OF_VALUES if isinstance(each.gives, Boolean)],
}


@attrs.frozen
class Piece:
    """A piece of a formula: its text, kind, the dimensions it names, and whether it reads answers."""

    text: str
    kind: str
    grain: frozenset[str] = frozenset()
    reads: bool = False

    def __str__(self) -> str:
        """The text of the piece."""
        return self.text


def joined(template: str, kind: str, *pieces: Piece) -> Piece:
    """A piece that consists of other pieces."""
    return Piece(
        template.format(*pieces),
        kind,
        frozenset[str]().union(*(piece.grain for piece in pieces)),
        any(piece.reads for piece in pieces),
    )


@attrs.frozen
class DrawnMeasure:
    """A measure drawn earlier: its kind and its dimensions."""

    name: str
    kind: str
    grain: frozenset[str]


@attrs.frozen
class PieceWriter:
    """Draws pieces for one measure.

    Attributes:
        dice: makes the choices.
        space: the items and dimensions of the framework.
        own: the dimensions of the measure.
        leaves: the pieces without parts, such as facts and params.
        reach: the dimensions that the formula may name here; None for all, as inside a fold.
        folding: whether the piece is inside a fold.
        tables: the names of the tables of numbers.
        bands: the sets of bands, with their members.
    """

    dice: Dice
    space: Space
    own: frozenset[str]
    leaves: tuple[Piece, ...]
    reach: frozenset[str] | None
    folding: bool = False
    tables: tuple[str, ...] = ()
    bands: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    def chance(self, one_in: int) -> bool:
        """True once in `one_in` times on average."""
        return self.dice.one_in(one_in)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices; shrinks to the first."""
        return self.dice.pick(choices)

    def fixed(self, piece: Piece, given: frozenset[str]) -> bool:
        """Whether all dimensions that a piece names are given."""
        return all(self.space.determines(given, name) for name in piece.grain)

    def reachable(self, kinds: Sequence[str] | None = None) -> list[Piece]:
        """The leaves that a formula may name here, of these kinds or of any."""
        return [
            leaf
            for leaf in self.leaves
            if (kinds is None or leaf.kind in kinds) and (self.reach is None or self.fixed(leaf, self.reach))
        ]

    def value(self, kind: str, depth: int) -> Piece:
        """Any value of a kind."""
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
        ways = ["abs", "clamp", "round", "min", "max", "coalesce", "coalesce"]
        match self.pick([*ways, "lookup"] if self.tables else ways):
            case "abs":
                return joined("abs({})", NUMBER, one)
            case "clamp":
                return joined("clamp({}, {}, {})", NUMBER, one, *[self.pick([self.literal(), other])] * 2)
            case "round":
                options = self.pick(["", ", 1", ", -1", ', 0, "half_even"', ', 1, "up"', ', 0, "down"'])
                return joined(f"round({{}}{options})", NUMBER, one)
            case "lookup":
                default = self.pick(["", ", default=7", ", default=-1"])
                return joined(f"lookup({{}}, {self.pick(self.tables)}{default})", NUMBER, one)
            case name:
                several = [one, other, self.number(0)][: self.pick([2, 3])]
                return joined(f"{name}({', '.join(['{}'] * len(several))})", NUMBER, *several)

    def in_band(self, depth: int) -> Piece:
        """The band of a number, compared with a band by name."""
        name = self.pick(list(self.bands))
        band, sign = self.pick(self.bands[name]), self.pick(ORDERINGS)
        return joined(f'(band({{}}, {name}) {sign} "{band}")', TRUTH, self.number(depth))

    def literal(self) -> Piece:
        """A literal number."""
        return Piece(self.pick(LITERALS), NUMBER)

    def closed(self, piece: Piece) -> Piece:
        """A piece in brackets."""
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
                *(["band"] if self.bands else []),
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
        """A comparison of two numbers."""
        sides = [number, self.number(depth - 1) if depth > 0 else self.literal()]
        if self.chance(3):
            sides.reverse()
        return joined(f"({{}} {self.pick(ORDERINGS)} {{}})", TRUTH, *sides)

    def choice(self, kind: str, depth: int) -> Piece:
        """A conditional value."""
        then, otherwise = self.value(kind, depth - 1), self.value(kind, depth - 1)
        if self.chance(3):
            otherwise = Piece(self.pick(["not_relevant", "undecided"]), kind)
        return joined("({} if {} else {})", kind, then, self.truth(depth - 1), otherwise)

    def member_test(self, leaf: Piece | None = None) -> Piece:
        """A comparison of a member with a literal or with another member of its dimension."""
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
        """A member as a rule writes it."""
        member = self.pick(members_of(self.space, dimension))
        return member if member.isdecimal() and self.chance(2) else f'"{member}"'

    # --- folds

    def fold(self, kind: str, depth: int) -> Piece | None:
        """A fold over a finer grain than the measure has; None if there is none."""
        if kind == TRUTH and "step" in self.space.by_name and self.chance(3):
            return self.ladder_test(depth)
        inside = attrs.evolve(self, reach=None, folding=True)
        anchors = [leaf for leaf in self.leaves if not self.fixed(leaf, self.own)]
        if not anchors:
            return None
        fold = self.pick(_FOLDS[kind])
        folded = NUMBER if fold.takes is Number else TRUTH
        pieces = [inside.anchored(folded, self.pick(anchors), depth)]
        keywords = "".join(f', {each.name}="{self.pick(each.words)}"' for each in fold.options)
        if self.chance(3):
            keywords += ", where={}"
            pieces.append(inside.truth(max(depth - 1, 0)))
        if fold.takes_weight and self.chance(3):
            keywords += ", weight={}"
            pieces.append(inside.number(max(depth - 1, 0)))
        if fold.takes_default and self.chance(4):
            keywords += ", default=" + self.pick(["0", "-1", "0.5"])
        return outside(joined(f"{fold.name}({{}}{keywords})", kind, *pieces))

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
        """A comparison of two steps; None without a ladder."""
        ladder = self.ladder(depth)
        return None if ladder is None else self.member_test(ladder)


def outside(piece: Piece) -> Piece:
    """A fold as the formula around it sees it: its dimensions are folded away."""
    return attrs.evolve(piece, grain=frozenset())


def members_of(space: Space, dimension: str) -> Sequence[str]:
    """The members that rules can name."""
    if dimension == "level":
        return tuple(dict.fromkeys(level.id for item in space.items for level in item.levels))
    return space.by_name[dimension].members or SAMPLES.get(dimension, ("a", "b"))


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
        *(Piece(name, NUMBER, form) for name in space.numbers),
        Piece("answer", "level", item, reads=True),
        *(Piece(name, name, frozenset({name})) for name in space.by_name),
    ]


def draw_value(writer: PieceWriter, kind: str) -> Piece:
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


def picks(dice: Dice, space: Space, known: DrawnMeasure) -> list[Piece]:
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
