"""The survey of :mod:`bench.selfie_sized` as somebody who knows Polars writes it for this survey alone.

The same rows with the same columns: each mean divided once, exactly, and displayed half up from whole
numbers, never as whole where it is not. The query knows that answers are points from 1 to 5 and that nothing
but an answer can be missing.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import polars as pl

from bench.peak import peak
from digiramverk.scoring.display import readable

_GROUPED: Final = ("unit", "group")
_HIGHEST: Final = 5
_SHOWN: Final = pl.Series([readable(Fraction(n, 100), 2, "sv") for n in range(_HIGHEST * 100 + 1)])
"""Every display of two decimals that a mean can have."""
_KINDS: Final = pl.Enum(["not_relevant", "unanswered", "undecided", "withheld"])


def write(table: Path, out: Path, areas: Mapping[str, Sequence[str]]) -> None:
    """Write all figures of all groups, a row per value.

    Args:
        table: a row per respondent.
        out: the result.
        areas: the columns of the items of each area.
    """
    items = [name for own in areas.values() for name in own]
    sums = (
        pl.scan_parquet(table)
        .group_by(*_GROUPED)
        .agg(pl.col(items).cast(pl.Int64).sum().name.prefix("s_"), pl.col(items).count().name.prefix("n_"))
        .collect()
    )
    pl.concat(_parts(sums, areas)).write_parquet(out)


def _parts(sums: pl.DataFrame, areas: Mapping[str, Sequence[str]]) -> Iterator[pl.DataFrame]:
    for item in (name for own in areas.values() for name in own):
        yield _means(sums, "item_mean", item, None, [item])
    for area, own in areas.items():
        yield _means(sums, "area_mean", None, area, own)
    items = [name for own in areas.values() for name in own]
    count = sums.select(pl.sum_horizontal(f"n_{name}" for name in items)).to_series()
    shown = count.cast(pl.String)
    yield _rows(
        sums, "answers", (None, None), (count.cast(pl.Float64), shown, pl.repeat(None, len(sums), eager=True))
    )


def _means(
    sums: pl.DataFrame, measure: str, indicator: str | None, area: str | None, items: Sequence[str]
) -> pl.DataFrame:
    found = sums.select(
        s=pl.sum_horizontal(f"s_{name}" for name in items).cast(pl.Int64),
        n=pl.sum_horizontal(f"n_{name}" for name in items).cast(pl.Int64),
    )
    answered = pl.col("n") > 0
    hundredths = pl.when(answered).then((200 * pl.col("s") + pl.col("n")) // (2 * pl.col("n")))
    found = found.with_columns(
        value=pl.when(answered).then(pl.col("s") / pl.col("n")),
        hundredths=hundredths,
        missing=pl.when(~answered).then(pl.lit("unanswered")),
    )
    shown = _SHOWN.gather(found["hundredths"])
    looks_whole = found.select(
        (pl.col("hundredths") % 100 == 0) & (pl.col("s") % pl.col("n") != 0)
    ).to_series()
    if looks_whole.any():
        longer = [
            readable(Fraction(s, n), 2, "sv") if odd else None
            for s, n, odd in zip(found["s"], found["n"], looks_whole, strict=True)
        ]
        shown = pl.select(pl.coalesce(pl.Series(longer, dtype=pl.String), shown)).to_series()
    return _rows(sums, measure, (indicator, area), (found["value"], shown.fill_null("–"), found["missing"]))


def _rows(
    sums: pl.DataFrame,
    measure: str,
    members: tuple[str | None, str | None],
    values: tuple[pl.Series, pl.Series, pl.Series],
) -> pl.DataFrame:
    value, display, missing = values
    indicator, area = (pl.lit(each, pl.String) for each in members)
    return sums.select(
        pl.lit(measure).alias("measure"),
        indicator.alias("indicator"),
        area.alias("area"),
        *_GROUPED,
        value.alias("value"),
        pl.lit(None, pl.String).alias("text"),
        display.alias("display"),
        missing.cast(_KINDS).alias("missing"),
    )


if __name__ == "__main__":
    _table, _out, *_areas = sys.argv[1:]
    write(
        Path(_table), Path(_out), {name: own.split(",") for name, own in (each.split("=") for each in _areas)}
    )
    print(peak(), file=sys.stderr)
