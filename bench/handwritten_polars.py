"""The measures of `ninety` for a table of forms as somebody who knows Polars writes them: one wide query.

Answers stand as enum codes: the levels in order, then *not relevant*; null is unanswered. Counts are kept in
the narrowest integers and thresholds are decided on whole numbers, so that the query is as quick as it can
be and right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import add, and_

import attrs
import polars as pl

from bench.handwritten import POINTS
from bench.handwritten_ninety import MOST, Placed

ENUM = pl.Enum([*POINTS, "not_relevant"])
"""How answers stand in a table."""

_NARROW = 127
_ONE, _ZERO = pl.lit(1, pl.Int8), pl.lit(0, pl.Int8)
_WIDE_ZERO = pl.lit(0, pl.Int16)
_REACHED_AT, _TOTAL_AT, _WEAKEST_AT = (4, 5), (3, 5), (2, 5)

Groups = Mapping[str, Sequence[str]]


@attrs.frozen
class Placing:
    """Which indicators each cell and role has, and which cells each area and step."""

    cells: Groups
    areas: Groups
    steps: Groups
    roles: Groups

    @classmethod
    def of(cls, indicators: Sequence[Placed]) -> "Placing":
        """Out of what is known of each indicator."""
        cells, areas, steps, roles = ({}, {}, {}, {})  # type: tuple[dict[str, list[str]], ...]
        for name, area, step, own in indicators:
            cell = f"{area},{step}"
            if cell not in cells:
                areas.setdefault(area, []).append(cell)
                steps.setdefault(step, []).append(cell)
            cells.setdefault(cell, []).append(name)
            for role in own:
                roles.setdefault(role, []).append(name)
        return cls(cells, areas, steps, roles)


def query(forms: pl.LazyFrame, placing: Placing, *, reasons: bool = True) -> pl.LazyFrame:
    """All 82 values of every form, called what the library calls them.

    Args:
        forms: a column for every indicator.
        placing: where these belong.
        reasons: whether also, as the library does, why a value is missing, and how many are answered.
    """
    names = [name for own in placing.cells.values() for name in own]
    return (
        forms.with_columns(*_items(names))
        .with_columns(
            *_summed({**placing.cells, **placing.roles}), *_open(placing.cells), *_full(placing.roles)
        )
        .with_columns(*_added(placing.areas), *_added(placing.steps), *_added({"": [*placing.cells]}))
        .with_columns(*(_decided(cell) for cell in placing.cells))
        .with_columns(
            *_together(placing.steps), *(_share(area).alias(f"a[{area}]") for area in placing.areas)
        )
        .select(*_values(placing), *(_reasons(placing) if reasons else ()))
    )


def _items(names: Iterable[str]) -> Iterator[pl.Expr]:
    for name in names:
        code = pl.col(name).to_physical().reinterpret(signed=True)
        answered = code < len(POINTS)
        yield pl.when(answered).then(code).otherwise(_ZERO).alias(f"p_{name}")
        yield pl.when(answered).then(_ONE).otherwise(_ZERO).alias(f"n_{name}")


def _summed(groups: Groups) -> Iterator[pl.Expr]:
    for group, names in groups.items():
        points = [pl.col(f"p_{name}") for name in names]
        if len(names) * MOST > _NARROW:
            points[0] = points[0].cast(pl.Int16)
        yield reduce(add, points).alias(f"p[{group}]")
        yield reduce(add, (pl.col(f"n_{name}") for name in names)).alias(f"n[{group}]")


def _open(cells: Groups) -> Iterator[pl.Expr]:
    for cell, names in cells.items():
        yield pl.any_horizontal(pl.col(name).is_null() for name in names).alias(f"o[{cell}]")


def _full(roles: Groups) -> Iterator[pl.Expr]:
    for role, names in roles.items():
        full = (pl.when(pl.col(f"p_{name}") == MOST).then(_ONE).otherwise(_ZERO) for name in names)
        yield reduce(add, full).alias(f"f[{role}]")


def _added(groups: Groups) -> Iterator[pl.Expr]:
    """The sums of several cells, in 16 bits."""
    for group, cells in groups.items():
        for letter in "pn":
            yield reduce(add, (pl.col(f"{letter}[{cell}]") for cell in cells), _WIDE_ZERO).alias(
                f"{letter}[{group}]"
            )


def _reaches(group: str, at: tuple[int, int]) -> pl.Expr:
    points, answers = (pl.col(f"{letter}[{group}]").cast(pl.Int16) for letter in "pn")
    return points * at[1] >= answers * (at[0] * MOST)


def _decided(cell: str) -> pl.Expr:
    """Whether a cell reaches its step: null where something is unanswered, true where nothing is relevant."""
    return pl.when(~pl.col(f"o[{cell}]")).then(_reaches(cell, _REACHED_AT)).alias(f"r[{cell}]")


def _all(cells: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(f"r[{cell}]") for cell in cells)


def _together(steps: Groups) -> Iterator[pl.Expr]:
    for step, cells in steps.items():
        yield _all(cells).alias(f"r[{step}]")


def _share(group: str, letter: str = "p", most: int = MOST) -> pl.Expr:
    answers = pl.col(f"n[{group}]")
    return pl.when(answers > 0).then(
        pl.col(f"{letter}[{group}]").cast(pl.Float64) / (answers.cast(pl.Float64) * most)
    )


def _values(placing: Placing) -> Iterator[pl.Expr]:
    answers, points = pl.col("n[]"), pl.col("p[]")
    for cell in placing.cells:
        yield _share(cell).alias(f"share[{cell}]")
        yield pl.when(pl.col(f"n[{cell}]") > 0).then(pl.col(f"r[{cell}]")).alias(f"reached[{cell}]")
    for area, cells in placing.areas.items():
        yield pl.col(f"a[{area}]").alias(f"area_share[{area}]")
        yield pl.when(pl.col(f"n[{area}]") > 0).then(_all(cells)).alias(f"area_reached[{area}]")
    for step in placing.steps:
        yield _share(step).alias(f"step_share[{step}]")
        yield pl.when(pl.col(f"n[{step}]") > 0).then(pl.col(f"r[{step}]")).alias(f"step_reached[{step}]")
    for role in placing.roles:
        yield _share(role).alias(f"role_share[{role}]")
        yield _share(role, "f", 1).alias(f"role_carried[{role}]")
    yield _share("").alias("total")
    yield pl.when(answers > 0).then(points.cast(pl.Float64)).alias("all_points")
    yield answers.cast(pl.Float64).alias("answers")
    yield pl.min_horizontal(pl.col(f"a[{area}]") for area in placing.areas).alias("weakest")
    yield _highest(list(placing.steps)).alias("highest_step")
    enough = reduce(and_, (_reaches(area, _WEAKEST_AT) for area in placing.areas), _reaches("", _TOTAL_AT))
    yield pl.when(answers > 0).then(enough).alias("passes")


def _highest(steps: Sequence[str]) -> pl.Expr:
    found = pl.when(~pl.col(f"r[{steps[0]}]")).then(pl.lit("none"))
    below = pl.col(f"r[{steps[0]}]")
    for lower, upper in pairwise(steps):
        found = found.when(below & ~pl.col(f"r[{upper}]")).then(pl.lit(lower))
        below &= pl.col(f"r[{upper}]")
    return found.when(below).then(pl.lit(steps[-1]))


_UNANSWERED, _IRRELEVANT, _UNDECIDED = (pl.lit(kind, pl.Int8) for kind in (2, 1, 3))


def _kind(group: str, unanswered: pl.Expr) -> pl.Expr:
    """Why a mean is missing; 0 where it is not."""
    return (
        pl.when(pl.col(f"n[{group}]") > 0)
        .then(_ZERO)
        .when(unanswered)
        .then(_UNANSWERED)
        .otherwise(_IRRELEVANT)
    )


def _reasons(placing: Placing) -> Iterator[pl.Expr]:
    """Why each value is missing, and of how many relevant indicators how many are answered."""
    opened = {cell: pl.col(f"o[{cell}]") for cell in placing.cells}
    for cell, unanswered in opened.items():
        yield _kind(cell, unanswered).alias(f"share[{cell}]:missing")
        decided = pl.when(pl.col(f"n[{cell}]") > 0).then(_ZERO).otherwise(_IRRELEVANT)
        yield pl.when(unanswered).then(_UNDECIDED).otherwise(decided).alias(f"reached[{cell}]:missing")
    for name, groups in (("area", placing.areas), ("step", placing.steps)):
        for group, cells in groups.items():
            unanswered = pl.any_horizontal(opened[cell] for cell in cells)
            yield _kind(group, unanswered).alias(f"{name}_share[{group}]:missing")
            reached = _all(cells) if name == "area" else pl.col(f"r[{group}]")
            decided = pl.when(pl.col(f"n[{group}]") > 0).then(_ZERO).otherwise(_IRRELEVANT)
            kind = pl.when(reached.is_null()).then(_UNDECIDED).when(reached).then(decided).otherwise(_ZERO)
            yield kind.alias(f"{name}_reached[{group}]:missing")
    for role, names in placing.roles.items():
        kind = _kind(role, pl.any_horizontal(pl.col(name).is_null() for name in names))
        yield kind.alias(f"role_share[{role}]:missing")
        yield kind.alias(f"role_carried[{role}]:missing")
    of_all = _kind("", pl.any_horizontal(opened.values()))
    for name in ("total", "all_points", "weakest", "passes"):
        yield of_all.alias(f"{name}:missing")
    yield pl.lit(0, pl.Int8).alias("answers:missing")
    none_reached = pl.any_horizontal(~pl.col(f"r[{step}]") for step in placing.steps)
    some = (pl.col("n[]") > 0) | none_reached
    stopped = _highest(list(placing.steps)).is_null()
    yield (
        pl.when(stopped)
        .then(_UNDECIDED)
        .when(some)
        .then(_ZERO)
        .otherwise(_IRRELEVANT)
        .alias("highest_step:missing")
    )
    yield pl.col("n[]").cast(pl.Int32).alias("answered")
    names = [name for own in placing.cells.values() for name in own]
    unanswered = (pl.when(pl.col(name).is_null()).then(_ONE).otherwise(_ZERO) for name in names)
    yield (pl.col("n[]") + reduce(add, unanswered)).cast(pl.Int32).alias("relevant")
