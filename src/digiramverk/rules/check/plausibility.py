"""Finds what is well-formed but cannot be intended: constant comparisons, thresholds out of reach."""

from fractions import Fraction
from typing import Final

from digiramverk.core import nearest_float
from digiramverk.rules import nodes
from digiramverk.rules.check.check_context import CheckContext
from digiramverk.rules.functions import Band
from digiramverk.rules.intervals import Interval
from digiramverk.rules.ranges import Ranges, meets
from digiramverk.rules.types import Number

_HUNDRED: Final = 100
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def check_plausible(node: nodes.Node, context: CheckContext, ranges: Ranges) -> None:
    """Report what in an expression can never hold, always holds, or may divide by zero."""
    parts = list(nodes.walk(node))
    # A condition that consists of one impossible comparison is reported as a condition.
    conditions = {id(part.where) for part in parts if isinstance(part, nodes.Aggregate)}
    for part in parts:
        match part:
            case nodes.Comparison() if id(part) in conditions and not ranges.truth(part).can_be_true:
                pass
            case nodes.Comparison() if isinstance(part.left.type, Number):
                _check_comparison(part, context, ranges)
            case nodes.Arithmetic(operator="/", right=right):
                divisor = ranges.interval(right)
                if divisor.holds(Fraction(0)) and divisor != Interval():
                    context.report("DR345", right)
            case nodes.InBand():
                _check_bands(part, context, ranges)
            case nodes.Logic(operator="and"):
                _check_together(part, context)
            case nodes.Apply() if part.operation.picks:
                _check_needed(part, context, ranges)
            case nodes.Aggregate(where=where) if where is not None and not ranges.truth(where).can_be_true:
                context.report("DR344", where, name=part.function)
            case _:
                pass


def _check_comparison(node: nodes.Comparison, context: CheckContext, ranges: Ranges) -> None:
    if isinstance(node.left, nodes.Constant) and isinstance(node.right, nodes.Constant):
        # A parameter that switches something on or off.
        return
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if not isinstance(other, nodes.Constant) or not isinstance(other.value, Fraction):
            continue
        possible = ranges.interval(side)
        if possible != Interval() and not possible.holds(other.value):
            _report_out_of_reach(other, side, possible, context)
            return
    truth = ranges.truth(node)
    if not truth.can_be_true:
        context.report("DR343", node)
    elif not truth.can_be_false:
        context.report("DR342", node)


def _check_together(node: nodes.Logic, context: CheckContext) -> None:
    """Bounds on the same number that no number satisfies."""
    left: dict[nodes.Node, list[tuple[str, Fraction]]] = {}
    for part in node.operands:
        match part:
            case nodes.Comparison(
                operator=sign, left=number, right=nodes.Constant(value=Fraction() as bound)
            ):
                left.setdefault(number, []).append((sign, bound))
            case nodes.Comparison(
                operator=sign, left=nodes.Constant(value=Fraction() as bound), right=number
            ):
                left.setdefault(number, []).append((_TURNED[sign], bound))
            case _:
                pass
    if any(_empty(bounds) for bounds in left.values()):
        context.report("DR622", node)


def _empty(bounds: list[tuple[str, Fraction]]) -> bool:
    """Whether no number satisfies all of some bounds."""
    lows = [(bound, sign == ">") for sign, bound in bounds if sign in {">", ">=", "=="}]
    highs = [(bound, sign == "<") for sign, bound in bounds if sign in {"<", "<=", "=="}]
    return any(
        low > high or (low == high and (above or below)) for low, above in lows for high, below in highs
    )


def _check_needed(node: nodes.Apply, context: CheckContext, ranges: Ranges) -> None:
    """An argument of min or max that is never the result, whatever the others are."""
    if all(isinstance(part, nodes.Constant) for part in node.arguments):
        return
    intervals = [ranges.interval(part) for part in node.arguments]
    for part, own in zip(node.arguments, intervals, strict=True):
        others = [each for each in intervals if each is not own]
        if node.operation.picks > 0:
            idle = any(
                own.high is not None and each.low is not None and own.high <= each.low for each in others
            )
        else:
            idle = any(
                own.low is not None and each.high is not None and own.low >= each.high for each in others
            )
        # A municipality that sets the parameter differently may need this argument.
        if idle and not (isinstance(part, nodes.Constant) and part.param is not None):
            context.report("DR623", part, name=node.function)
            return


def _check_bands(node: nodes.InBand, context: CheckContext, ranges: Ranges) -> None:
    """Bands that no value can be in, and values that are in no band."""
    possible = ranges.interval(node.operand)
    if possible == Interval():
        return
    for band in node.bands:
        low = None if band.low is None else band.low.at
        high = None if band.high is None else band.high.at
        if not (meets(possible, Interval(low, high)) and _touches(band, possible)):
            context.report(
                "DR347", node, name=band.id, low=_end(possible.low, "-∞"), high=_end(possible.high, "∞")
            )
    ends = [end for end in (possible.low, possible.high) if end is not None]
    for end in ends:
        if not any(band.holds(end) for band in node.bands):
            context.report("DR348", node, value=_written(end))


def _touches(band: Band, possible: Interval) -> bool:
    """Whether a band that shares only one end with the possible values includes that end."""
    if band.low is not None and band.low.at == possible.high and not band.low.included:
        return False
    return band.high is None or band.high.at != possible.low or band.high.included


def _end(value: Fraction | None, otherwise: str) -> str:
    return otherwise if value is None else _written(value)


def _report_out_of_reach(
    threshold: nodes.Constant, side: nodes.Node, possible: Interval, context: CheckContext
) -> None:
    value = Fraction(str(threshold.value))
    low, high = _end(possible.low, "-∞"), _end(possible.high, "∞")
    if not (isinstance(side.type, Number) and side.type.unit == "fraction"):
        context.report("DR284", threshold, value=_written(value), low=low, high=high)
        return
    # A share compared with a number above 1 nearly always means a percentage.
    smaller = value / _HUNDRED
    fixed = _written(smaller) if possible.holds(smaller) and value > 1 else None
    context.report(
        "DR346",
        threshold,
        value=_written(value),
        low=low,
        high=high,
        near=(fixed,) if fixed is not None else (),
        replacement=None if threshold.param is not None else fixed,
    )


def _written(value: Fraction) -> str:
    """A number with its decimals if they end, else as a fraction."""
    number = nearest_float(value)
    return f"{number:g}" if Fraction(f"{number:g}") == value else str(value)
