"""How many digits a value can need: worked out on the checked rules, before there is an answer.

The invariant: **no value has more digits than its size claims**, on the way to it too. Values are exact
fractions, so a rule that squares what the rule before squared doubles the digits. If the bound is too large
the rule is refused, and no back end ever computes the value. Rounding such values would be simpler, and would
make results depend on where it happens.

**The claim.** A value is ``n / (fixed · v₁ · v₂ …)`` with a whole number n. `fixed` is one whole number for
all cells and forms. Each vᵢ is a whole number that differs between them and has a known upper bound (the
number of items of a mean, the numerator of a divisor). Bounds of the vᵢ alone would not do: in a sum of means
over 75 items the least common denominator is that of 1 … 75, some 32 digits, and no product of 75
denominators. So a size counts how many vᵢ with one bound meet, and takes the lesser of *all multiplied* and
*the least common multiple of all numbers up to the bound*, which has at most 0.4513 · bound digits (Rosser
and Schoenfeld: ψ(x) < 1.03883 x).

**The assumption.** The number of forms, and of forms per unit, is unknown when a framework is loaded.
:data:`FORMS` forms bound how large a sum becomes. For their denominators (one mean for each unit, then a mean
over all units) :data:`DIGITS_OF_FORMS` digits are assumed: enough if no group that is averaged has more than
600 forms, and for any 40 000 forms in groups of any sizes (Landau's function). Two such figures that differ
are assumed to differ in the first :data:`APART` decimals, which bounds a quotient. With more forms, figures
may need more digits than claimed here, or be larger. They are exact all the same.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import floor, inf, lcm, log10
from typing import Final, assert_never

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.fold_calls import LONGEST, MOST_WHOLE
from digiramverk.rules.functions import CallOptions, Extreme, Ladder, SumReading, Sums, Values
from digiramverk.rules.ranges import Ranges
from digiramverk.rules.space import Space
from digiramverk.rules.types import Number

MOST_DIGITS: Final = 4_000
"""In a numerator or denominator. Python writes whole numbers of up to 4 300 digits."""
MOST_WHOLE_DIGITS: Final = 300
"""Before the decimal point: floats end at 308."""

FORMS: Final = 10**9
DIGITS_OF_FORMS: Final = 300
APART: Final = 30
_DIGITS_STATED: Final = 20
"""The digits of a number stated by a form, in all."""
_DIGITS_PER_NUMBER: Final = 0.4513
_SLACK: Final = 1e-6
"""More than the error of logarithms, so that no claim is too small."""


@attrs.frozen
class Varying:
    """The parts of a denominator with one bound.

    Attributes:
        meet: the greatest number of them in one value; `inf` if the number of forms decides.
        factors: the number of such parts whose product is the denominator.
    """

    meet: float
    factors: int

    def digits(self, bound: float) -> float:
        """The decimal logarithm of their greatest product, `bound` being that of each."""
        number = 10.0**bound if bound < MOST_WHOLE_DIGITS else inf
        together = min(self.meet * bound if bound else 0.0, _DIGITS_PER_NUMBER * number)
        return self.factors * (min(together, max(bound, DIGITS_OF_FORMS)) if self.meet == inf else together)


@attrs.frozen
class Size:
    """The size of the parts of a fraction.

    Attributes:
        whole: the decimal logarithm of the greatest absolute value; `-inf` for 0.
        fixed: the known part of the denominator.
        varying: by the decimal logarithm of their bound, the other parts.
        top: the decimal logarithm of the greatest numerator, if that is less than follows from the others:
            for 1/x it is the denominator of x.
        least: the decimal logarithm of the least absolute value other than 0, likewise.
    """

    whole: float
    fixed: int = 1
    varying: Mapping[float, Varying] = attrs.field(factory=dict)
    top: float = inf
    least: float = -inf

    @property
    def below(self) -> float:
        """The decimal logarithm of the greatest denominator."""
        return log10(self.fixed) + sum(each.digits(bound) for bound, each in self.varying.items())

    @property
    def near(self) -> float:
        """The decimal logarithm of the least absolute value other than 0.

        Two figures of a population may differ by as little as the product of all denominators allows. That is
        more than ever happens: parts that the number of forms decides count with :data:`APART`.
        """
        known = log10(self.fixed)
        for bound, each in self.varying.items():
            digits = each.digits(bound)
            known += min(digits, each.factors * APART) if each.meet == inf else digits
        return max(self.least, -known)

    @property
    def above(self) -> float:
        """The decimal logarithm of the greatest numerator."""
        return min(self.top, self.whole + self.below)

    @property
    def digits(self) -> int:
        """The greatest number of digits of numerator and denominator."""
        return _count(max(self.above, self.below))

    @property
    def whole_digits(self) -> int:
        """The greatest number of digits before the decimal point."""
        return _count(self.whole)


def _count(logarithm: float) -> int:
    return 1 if logarithm < 0 else floor(logarithm * (1 + _SLACK) + _SLACK) + 1


class TooLargeError(Exception):
    """A value can need more digits than allowed."""

    def __init__(self, node: nodes.Node, size: Size) -> None:
        """Store the part of the rule, and the arguments of the message."""
        super().__init__(node, size)
        self.node = node
        self.code, digits, most = (
            ("DR376", size.whole_digits, MOST_WHOLE_DIGITS)
            if size.whole_digits > MOST_WHOLE_DIGITS
            else ("DR375", size.digits, MOST_DIGITS)
        )
        self.told = {"digits": digits, "most": most}


@attrs.frozen
class Sizes:
    """Finds sizes.

    Attributes:
        space: for the points and weights of items, and their number.
        of_measure: the size of the values of another measure.
        ranges: tells how near to 0 a divisor can come.
    """

    space: Space
    of_measure: Callable[[str], Size]
    ranges: Ranges

    def of(self, node: nodes.Node) -> Size | None:
        """The size of an expression; None if it is no number.

        Raises:
            TooLargeError: it, or the first part of it that is, exceeds :data:`MOST_DIGITS` or
                :data:`MOST_WHOLE_DIGITS`.
        """
        # Every part is checked, also of a node that is no number: intermediate values need digits too.
        parts = [self.of(part) for part in nodes.parts(node)]
        if not isinstance(node.type, Number) or isinstance(node, nodes.Absent):
            return None
        size = self._number(node, [part for part in parts if part is not None])
        if size is not None and (size.digits > MOST_DIGITS or size.whole_digits > MOST_WHOLE_DIGITS):
            raise TooLargeError(node, size)
        return size

    def _number(self, node: nodes.Node, parts: list[Size]) -> Size | None:
        match node:
            case nodes.Constant(value=Fraction() as value):
                return exactly([value])
            case nodes.Fact(name=name):
                return exactly(self._values(name))
            case nodes.FormNumber():
                return Size(_DIGITS_STATED, 10**_DIGITS_STATED)
            case nodes.MeasureValue(measure=measure):
                return self.of_measure(measure)
            case nodes.TargetBound(rows=rows):
                return exactly(bound for _, bound in rows)
            case nodes.LookUp(rows=rows, default=default):
                return exactly([value for _, value in rows] + ([] if default is None else [default]))
            case nodes.Guard() | nodes.Previous() | nodes.Negation():
                return parts[0]
            case nodes.Choice():
                return either(parts) if parts else None
            case nodes.Arithmetic(operator="+" | "-" as sign, left=left, right=right):
                alike = self._sign(left) * self._sign(right) * (1 if sign == "+" else -1) > 0
                return added(parts, alike=alike)
            case nodes.Arithmetic(operator="*"):
                return multiplied(*parts)
            case nodes.Arithmetic(right=right):
                return self._quotient(parts[0], parts[1], right)
            case nodes.Apply(function=function, options=options):
                return SIZES[function](parts, options)
            case nodes.Aggregate():
                return self._folded(node, parts)
            case _:
                raise TypeError(node)

    def _values(self, name: str) -> Iterable[Fraction]:
        """All values of a fact on any item, and 0, which unanswered items may count as."""
        yield Fraction(0)
        # Items of one scale share their levels.
        scales = {id(item.levels): item.levels for item in self.space.items}.values()
        match name:
            case "weight":
                yield from {item.weight for item in self.space.items}
            case "fraction":
                yield from (level.fraction for levels in scales for level in levels)
            case "points" | "min_points" | "max_points":
                yield from (level.points for levels in scales for level in levels)
            case _:
                raise ValueError(name)

    def _quotient(self, left: Size, right: Size, divisor: nodes.Node) -> Size:
        if isinstance(divisor, nodes.Constant) and isinstance(divisor.value, Fraction):
            # Division by zero gives no value.
            return multiplied(left, exactly([1 / divisor.value])) if divisor.value else left
        possible = self.ranges.interval(divisor)
        one_sided = self._sign(divisor) != 0
        ends = [abs(end) for end in (possible.low, possible.high) if end is not None and one_sided]
        nearest = min(ends, default=Fraction(0))
        least = _logarithm(nearest) - _SLACK if nearest else -inf
        return divided(left, attrs.evolve(right, least=max(right.least, least)))

    def _sign(self, node: nodes.Node) -> int:
        """1 if a value is never below 0, -1 if it is never above 0, 0 if it may be both."""
        possible = self.ranges.interval(node)
        if possible.low is not None and possible.low >= 0:
            return 1
        return -1 if possible.high is not None and possible.high <= 0 else 0

    def _folded(self, node: nodes.Aggregate, parts: list[Size]) -> Size:
        value = parts[0] if isinstance(node.value.type, Number) else exactly([Fraction(1)])
        cells = max(1, len(self.space.cells(node.framework)))
        meet = inf if node.folds_population else float(cells)
        most = log10(cells * (FORMS if node.folds_population else 1))
        weight = None if node.weight is None else parts[-1]
        size = self._fold(node, value, weight, Many(meet, most, alike=self._sign(node.value) != 0))
        return size if node.default is None else either([size, exactly([node.default])])

    def _fold(self, node: nodes.Aggregate, value: Size, weight: Size | None, many: "Many") -> Size:
        fold = node.fold
        if fold is None:
            # Longer ones are refused when they occur. All floats have one common denominator; the fractions
            # of a plugin are assumed to have one that is no larger, as the denominators of forms are.
            return Size(MOST_WHOLE, 1, {LONGEST: Varying(inf, 1)})
        if isinstance(fold, Ladder):
            raise TypeError(node)
        match fold.follows_from:
            case Extreme():
                return value
            case Values(mean_of=number):
                together = reduce(lambda one, other: added([one, other], alike=many.alike), [value] * number)
                return multiplied(together, exactly([Fraction(1, number)]))
            case Sums(reading=reading):
                return self._of_sums(node, reading, value, weight, many)
            case _:
                assert_never(fold.follows_from)

    def _of_sums(
        self, node: nodes.Aggregate, reading: SumReading, value: Size, weight: Size | None, many: "Many"
    ) -> Size:
        match reading:
            case SumReading.COUNT:
                return Size(many.most)
            case SumReading.TOTAL:
                return many.sum(value if weight is None else multiplied(value, weight))
            case SumReading.QUOTIENT if weight is None:
                return attrs.evolve(divided(many.sum(value), Size(many.most)), whole=value.whole)
            case SumReading.QUOTIENT:
                return self._weighed(node, value, weight, many)
            case SumReading.ALL_TRUE | SumReading.ANY_TRUE:
                raise TypeError(node)
            case _:
                assert_never(reading)

    def _weighed(self, node: nodes.Aggregate, value: Size, weight: Size | None, many: "Many") -> Size:
        if weight is None or node.weight is None:
            raise TypeError(node)
        weights = attrs.evolve(many, alike=self._sign(node.weight) != 0)
        size = divided(many.sum(multiplied(value, weight)), weights.sum(weight))
        # Weights that are never negative leave a mean between the least and the greatest value.
        return attrs.evolve(size, whole=value.whole) if weights.alike else size


@attrs.frozen
class Many:
    """The elements of a fold.

    Attributes:
        meet: their greatest number; `inf` for forms.
        most: the decimal logarithm of that, with the assumed number of forms.
        alike: whether no two of them have different signs, so that a sum is no nearer to 0 than they are.
    """

    meet: float
    most: float
    alike: bool

    def sum(self, each: Size) -> Size:
        """The size of the sum of so many elements."""
        varying: dict[float, Varying] = {}
        for bound, one in each.varying.items():
            varying[bound] = Varying(one.meet * self.meet, one.factors)
        return Size(each.whole + self.most, each.fixed, varying, least=each.near if self.alike else -inf)


def exactly(values: Iterable[Fraction]) -> Size:
    """The size of one of some known numbers."""
    known = set(values)
    logarithms = [_logarithm(value) for value in known if value]
    fixed = 1
    for value in known:
        fixed = lcm(fixed, value.denominator)
        if log10(fixed) > MOST_DIGITS:
            # It is too large already, and the rest may take long to compute.
            break
    return Size(max(logarithms, default=-inf), fixed, least=min(logarithms, default=-inf))


def _logarithm(value: Fraction) -> float:
    return log10(abs(value.numerator)) - log10(value.denominator)


def _joined(
    one: Mapping[float, Varying],
    other: Mapping[float, Varying],
    join: Callable[[Varying, Varying], Varying],
) -> dict[float, Varying]:
    both = {bound: join(one[bound], other[bound]) for bound in one.keys() & other.keys()}
    return {**one, **other, **both}


def either(sizes: list[Size]) -> Size:
    """The size of any one of several."""
    return reduce(
        lambda one, other: Size(
            max(one.whole, other.whole),
            lcm(one.fixed, other.fixed),
            _joined(
                one.varying,
                other.varying,
                lambda a, b: Varying(max(a.meet, b.meet), max(a.factors, b.factors)),
            ),
            least=min(one.near, other.near),
        ),
        sizes,
    )


def added(sizes: list[Size], *, alike: bool = False) -> Size:
    """The size of the sum of two, of one sign or not: parts with one bound share a common multiple."""
    one, other = sizes
    high, low = max(one.whole, other.whole), min(one.whole, other.whole)
    whole = high if low == -inf else high + log10(1 + 10 ** (low - high))
    varying = _joined(
        one.varying, other.varying, lambda a, b: Varying(a.meet + b.meet, max(a.factors, b.factors))
    )
    least = min(one.near, other.near) if alike else -inf
    return Size(whole, lcm(one.fixed, other.fixed), varying, least=least)


def multiplied(one: Size, other: Size) -> Size:
    """The size of a product."""
    varying = _joined(
        one.varying, other.varying, lambda a, b: Varying(max(a.meet, b.meet), a.factors + b.factors)
    )
    top, least = one.above + other.above, one.near + other.near
    return Size(one.whole + other.whole, one.fixed * other.fixed, varying, top, least)


def divided(left: Size, right: Size) -> Size:
    """The size of a quotient."""
    # 1 / (n / d) is d / n: the denominator becomes the numerator, and n is one more varying part.
    varying = {max(right.above, 0.0): Varying(1, 1)}
    return multiplied(left, Size(-right.near, 1, varying, right.below, -right.whole))


def _rounded(parts: list[Size], options: CallOptions) -> Size:
    digits = int(options[0])
    step = Size(float(-digits), 10 ** max(digits, 0))
    return attrs.evolve(step, whole=added([parts[0], step]).whole)


def _clamped(parts: list[Size], options: CallOptions) -> Size:
    del options
    return attrs.evolve(either(parts), whole=max(parts[1].whole, parts[2].whole))


SIZES: Final[Mapping[str, Callable[[list[Size], CallOptions], Size]]] = {
    "abs": lambda parts, _: parts[0],
    "clamp": _clamped,
    "round": _rounded,
    "min": lambda parts, _: either(parts),
    "max": lambda parts, _: either(parts),
    "coalesce": lambda parts, _: either(parts),
}
"""The size of the result of each operation. A test compares the names with the operations."""
