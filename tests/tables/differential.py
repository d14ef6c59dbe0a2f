"""Both engines against the oracle, on as many drawn frameworks as one likes.

`make differential DRAWN=3000` draws so many, runs each on the scalar engine and on the table engine, and
compares every value with what the oracle makes of the same forms. A framework is drawn from its number
alone, so that one that differs can be looked at again: `python -m tests.tables.differential --first 17 1`.
"""

# ruff: noqa: T201 - it is for its lines that this is run
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from random import Random
from typing import Any, Final

import attrs
from tests.rules.oracle import Absent, Named, Oracle, Sheet, Value
from tests.rules.running import compiled
from tests.rules.strategies import draw_case
from tests.tables.frames import Found, run_frames, run_scalar

from digiramverk.rules.definition import Ruleset
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan
from digiramverk.rules.space import NO_RUNG, RESPONSE
from digiramverk.testing.dice import Dice

SCALAR: Final = "scalar"
TABLES: Final = "polars"
ALL: Final = (SCALAR, TABLES)
_AT_ONCE: Final = 20
_WITHHELD: Final = int(Missing.WITHHELD)


@attrs.frozen
class Thrown(Dice):
    """Dice that a number decides."""

    random: Random

    def below(self, bound: int) -> int:
        """A number from 0 and below `bound`."""
        return self.random.randrange(bound)


@attrs.define
class Tally:
    """What has been compared.

    Attributes:
        frameworks: how many, and how many of them have each of the :func:`kinds`.
        cells, with_value: by engine, how many cells, and in how many of these there is a value.
        different: what differs, in words.
    """

    frameworks: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)
    cells: Counter[str] = attrs.field(factory=Counter)
    with_value: Counter[str] = attrs.field(factory=Counter)
    different: list[str] = attrs.field(factory=list)

    def add(self, other: "Tally") -> None:
        """Put another's numbers to these."""
        self.frameworks += other.frameworks
        self.different += other.different
        for own, its in (
            (self.kinds, other.kinds),
            (self.cells, other.cells),
            (self.with_value, other.with_value),
        ):
            own.update(its)

    def lines(self) -> Iterator[str]:
        """The numbers as a table."""
        yield f"{self.frameworks} frameworks: {', '.join(f'{n} {kind}' for kind, n in self.kinds.items())}"
        yield f"{'engine':12} {'cells':>9} {'with value':>10}"
        for engine, cells in self.cells.items():
            yield f"{engine:12} {cells:9} {self.with_value[engine]:10}"
        yield f"{len(self.different)} differences"
        yield from self.different


def drawn(number: int) -> tuple[Ruleset, list[Sheet], Plan] | None:
    """The framework of a number, with forms; None where the rules pick cells that do not exist."""
    dice = Thrown(_nobody_draws, Random(number))  # noqa: S311 - to draw examples
    ruleset, sheets = draw_case(dice, most=6, forms=6, looking_back=number % 2 == 1)
    plan, _ = compiled(ruleset)
    return None if plan is None else (ruleset, sheets, plan)


def _nobody_draws(strategy: object) -> Any:  # noqa: ANN401 - as dice are given
    raise TypeError(strategy)


def compare(number: int, engines: Sequence[str] = ALL) -> Tally:
    """What each engine makes of the framework of a number, compared with the oracle."""
    tally = Tally()
    case = drawn(number)
    if case is None:
        return tally
    ruleset, sheets, plan = case
    tally.frameworks = 1
    tally.kinds.update(kinds(ruleset))
    expected = told(ruleset, sheets, plan)
    for engine in engines:
        try:
            found = run_scalar(plan, sheets)[0] if engine == SCALAR else _of_frames(plan, sheets)
        except Exception as error:  # noqa: BLE001 - whatever an engine raises is a difference
            tally.different.append(f"framework {number}, {engine}: {type(error).__name__}: {error}")
            continue
        if engine == SCALAR:
            expected = withheld_further(expected, found)
        tally.cells[engine] += len(expected)
        tally.with_value[engine] += sum(kind == 0 for _, kind in expected.values())
        tally.different += [
            f"framework {number}, {engine}: {key} is {found.get(key)}, by the oracle {expected.get(key)}"
            for key in sorted({*expected, *found}, key=repr)
            if differ(found.get(key), expected.get(key))
        ]
    return tally


def _of_frames(plan: Plan, sheets: Sequence[Sheet]) -> Found:
    return run_frames(plan, sheets, parts=1 + len(sheets) % 2)[0]


def withheld_further(expected: Found, by_scalar: Found) -> Found:
    """What the oracle expects, less what is withheld so that nothing withheld follows from it.

    The oracle knows when a rule withholds its own value. Which others have to be withheld with it is no
    matter of the language: the table engine must withhold the same ones as the scalar engine.
    """
    if all(kind != _WITHHELD for _, kind in expected.values()):
        return expected
    further = {key: value for key, value in by_scalar.items() if value == (None, _WITHHELD)}
    return {key: further.get(key, value) for key, value in expected.items()}


def differ(found: tuple[object, int] | None, expected: tuple[object, int] | None) -> bool:
    """Whether a value is not what the oracle says."""
    return found != expected or (found is not None and isinstance(found[0], bool) is not _is_truth(expected))


def _is_truth(value: tuple[object, int] | None) -> bool:
    return value is not None and isinstance(value[0], bool)


def told(ruleset: Ruleset, sheets: Sequence[Sheet], plan: Plan) -> Found:
    """What the oracle says, as engines hand it out."""
    found: Found = {}
    for name, outcome in Oracle(ruleset, sheets).outcomes().items():
        population = plan.measure(name).population
        for rows, cells in outcome.groups.items():
            whose: object = rows[0]
            if population != (RESPONSE,):
                whose = tuple(_member(sheets[rows[0]], each, rows) for each in population)
            found.update({(name, cell, whose): _handed_out(value) for cell, value in cells.items()})
    return found


def _member(sheet: Sheet, dimension: str, rows: Sequence[int]) -> object:
    return rows[0] if dimension == RESPONSE else sheet.members[dimension]


def _handed_out(value: Value) -> tuple[object, int]:
    match value:
        case Absent(kind=kind):
            return None, int(next(each for each in Missing if each.key == kind))
        case Named(member=member):
            return NO_RUNG if member is None else member, 0
        case Fraction():
            return float(value), 0
        case _:
            return value, 0


def kinds(ruleset: Ruleset) -> Iterator[str]:
    """What a drawn framework has of what is easily got wrong."""
    rules = ruleset.measures
    texts = [each.value.text for each in rules]
    scales = [[level.points for level in item.levels] for item in ruleset.space.items]
    found: Mapping[str, bool] = {
        "with negative points": any(min(points) < 0 for points in scales),
        "with descending scales": any(points == sorted(points, reverse=True) for points in scales),
        "with weights": any("weight" in text for text in texts),
        "with facets": any(name in each.per for each in rules for name in ("goal", "role")),
        "over forms": any(each.across is not None for each in rules),
        "with groups": any("group" in (each.across or ()) for each in rules),
        "with show_if": any(each.show_if is not None for each in rules),
        "looking back": any("previous(" in text for text in texts),
    }
    return (kind for kind, has in found.items() if has)


def several(numbers: Sequence[int], engines: Sequence[str] = ALL) -> Tally:
    """Compare several."""
    tally = Tally()
    for number in numbers:
        tally.add(compare(number, engines))
    return tally


def main() -> int:
    """Compare until so many frameworks have been, and print how it went."""
    parser = ArgumentParser(prog="python -m tests.tables.differential", description=__doc__)
    parser.add_argument("frameworks", type=int, nargs="?", default=3000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first framework")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--engines", default=",".join(ALL))
    given = parser.parse_args()
    tally = Tally()
    engines = given.engines.split(",")
    with ProcessPoolExecutor(given.processes) as pool:
        start = given.first
        while tally.frameworks < given.frameworks:
            # Some numbers give no framework: go on until there are enough.
            numbers = range(start, start + given.frameworks - tally.frameworks)
            start = numbers.stop
            several_at_once = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)]
            for part in pool.map(several, several_at_once, [engines] * len(several_at_once)):
                tally.add(part)
                if part.different or tally.frameworks % 200 < _AT_ONCE:
                    print("so far", *tally.lines(), sep="\n", file=sys.stderr, flush=True)
    print(*tally.lines(), sep="\n")
    return 3 if tally.different else 0


if __name__ == "__main__":
    sys.exit(main())
