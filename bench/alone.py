"""One way of computing all measures for tables of several sizes, measured in a process of its own.

`python -m bench.alone CASE WAY N…` prints JSON: seconds to get ready, seconds per size, peak of memory.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from math import isclose
from statistics import median
from time import perf_counter
from typing import Any

import attrs
import numpy as np
import polars as pl

from bench import measures
from bench.engines.others import ENGINES
from bench.forms import SEED, indicators_of
from bench.formulas import Formulas
from bench.handwritten import POINTS
from bench.handwritten_numpy import Codes
from bench.handwritten_polars import ENUM, Placing, query
from bench.ninety import ninety
from bench.one_form import OF_LIKA
from bench.peak import peak
from digiramverk.model.framework import Framework
from digiramverk.scoring.engine import Scorer
from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.workspace import Workspace

CASES = ("lika", "ninety")
LEVELS: tuple[str | None, ...] = (*POINTS, "not_relevant", None)
CHECKED = 300
SECONDS = 1.0
LEAST, MOST = 3, 99
"""How long and how often each is run."""
CHANCES = (0.18,) * len(POINTS) + (0.05, 0.05)
"""How often each level, *not relevant* and nothing is answered."""

Way = Callable[[], object]


@attrs.frozen
class Case:
    """A framework and what other ways of computing the same need to know of it."""

    name: str

    @cached_property
    def framework(self) -> Framework:
        """The framework, with measures of forms only."""
        if self.name == "ninety":
            return ninety()
        lika = Workspace().framework("lika")
        plan = lika.plan.only(OF_LIKA)
        names = {measure.name for measure in plan.measures}
        rules = tuple(rule for rule in lika.rules if rule.measure.name in names)
        return attrs.evolve(lika, plan=plan, rules=rules)

    @cached_property
    def ids(self) -> list[str]:
        """The indicators."""
        return [each.id for each in self.framework.indicators]

    @cached_property
    def placing(self) -> Placing:
        """Where they belong; roles matter where there are measures of these."""
        pairs = zip(indicators_of(self.framework), self.framework.indicators, strict=True)
        return Placing.of([(*place, each.roles if self.name == "ninety" else ()) for place, each in pairs])

    @cached_property
    def formulas(self) -> Formulas:
        """All measures as formulas."""
        return getattr(measures, self.name)(self.framework)  # type: ignore[no-any-return]

    @cached_property
    def columns(self) -> dict[str, str]:
        """The formula of every measure's cell, by the name that its column has."""
        return {
            f"{name}[{','.join(cell)}]" if cell else name: formula
            for (name, cell), formula in self.formulas.keys.items()
        }

    def codes(self, count: int) -> dict[str, Codes]:
        """Answers drawn at random, the same ones in every process."""
        draw = np.random.default_rng(SEED)
        return {name: draw.choice(len(LEVELS), count, p=CHANCES).astype(np.uint8) for name in self.ids}

    def table(self, codes: Mapping[str, Codes]) -> pl.DataFrame:
        """The same as a table: enumerations, null for nothing."""
        code = pl.all()
        return pl.DataFrame(dict(codes)).select(pl.when(code < len(ENUM.categories)).then(code).cat.to(ENUM))

    def forms(self, codes: Mapping[str, Codes], count: int) -> list[dict[str, str | None]]:
        """The first of them as forms."""
        return [{name: LEVELS[codes[name][row]] for name in self.ids} for row in range(count)]

    def query(self, table: pl.DataFrame, *, reasons: bool) -> pl.LazyFrame:
        """The query by hand, for what this framework has."""
        lazy = query(table.lazy(), self.placing, reasons=reasons)
        names = [name for column in self.columns for name in (column, f"{column}:missing")[: 1 + reasons]]
        return lazy.select(*names, *(("answered", "relevant") if reasons else ()))


@attrs.frozen
class Ready:
    """A way of computing, ready for one table.

    Attributes:
        run: computes everything.
        values: what that gave for the first forms, by column: None for missing, steps by name.
    """

    run: Way
    values: Callable[[Any, int], Mapping[str, Sequence[Any]]]


def ready(case: Case, way: str) -> Callable[[Mapping[str, Codes]], Ready]:
    """Do what is done once: load, compile, put together."""
    if way in {"table", "table_values"}:
        scorer = FrameScorer(case.framework, reasons=way == "table")
        # The query for such tables is kept; the first table puts it together.
        scorer.score(case.table(case.codes(1)))
        return lambda codes: _of_frame(case, lambda table: scorer.score(table).forms, codes)
    if way == "polars":
        return lambda codes: _of_frame(case, lambda table: case.query(table, reasons=True).collect(), codes)
    if way == "polars_values":
        return lambda codes: _of_frame(case, lambda table: case.query(table, reasons=False).collect(), codes)
    if way == "numpy":
        from bench.handwritten_numpy import score  # noqa: PLC0415 - each process loads its own way only

        return lambda codes: Ready(lambda: score(codes, case.placing), partial(_of_arrays, case, by=None))
    if way == "openfisca":
        from bench.engines.openfisca import build  # noqa: PLC0415 - likewise

        compute = build(case.formulas, case.ids)
        return lambda codes: Ready(lambda: compute(codes), partial(_of_arrays, case, by=case.columns))
    if way == "zen_batch":
        from bench.engines.zen_graph import batch  # noqa: PLC0415 - likewise

        return partial(_of_forms, case, batch(case.formulas, case.ids))
    if way == "forms":
        of_form = Scorer(case.framework).score_form
        of_form({})
        return lambda codes: _by_key(case, of_form, codes)
    one = next(engine for engine in ENGINES if engine.module == way).build(case.formulas, case.ids)
    return partial(_of_forms, case, lambda forms: [one(form) for form in forms])


def _of_frame(
    case: Case, compute: Callable[[pl.DataFrame], pl.DataFrame], codes: Mapping[str, Codes]
) -> Ready:
    table = case.table(codes)

    def values(found: pl.DataFrame, count: int) -> Mapping[str, Sequence[Any]]:
        return {column: found[column].head(count).to_list() for column in case.columns}

    return Ready(lambda: compute(table), values)


def _of_arrays(
    case: Case, found: Mapping[str, Any], count: int, *, by: Mapping[str, str] | None
) -> Mapping[str, Sequence[Any]]:
    names = ("none", *case.placing.steps)

    def plain(column: str, value: float) -> object:
        if np.isnan(value):
            return None
        return names[int(value)] if column == "highest_step" else float(value)

    return {
        column: [plain(column, each) for each in found[by[column] if by else column][:count]]
        for column in case.columns
    }


def _of_forms(
    case: Case, compute: Callable[[Sequence[Any]], Sequence[Mapping[str, Any]]], codes: Mapping[str, Codes]
) -> Ready:
    forms = case.forms(codes, len(codes[case.ids[0]]))

    def values(found: Sequence[Mapping[str, Any]], count: int) -> Mapping[str, Sequence[Any]]:
        return {column: [each.get(name) for each in found[:count]] for column, name in case.columns.items()}

    return Ready(lambda: compute(forms), values)


def _by_key(case: Case, compute: Callable[[Any], Mapping[Any, Any]], codes: Mapping[str, Codes]) -> Ready:
    forms = case.forms(codes, len(codes[case.ids[0]]))
    keys = dict(zip(case.columns, case.formulas.keys, strict=True))

    def values(found: Sequence[Mapping[Any, Any]], count: int) -> Mapping[str, Sequence[Any]]:
        return {column: [each[key] for each in found[:count]] for column, key in keys.items()}

    return Ready(lambda: [compute(form) for form in forms], values)


def check(
    case: Case, way: str, found: Mapping[str, Sequence[Any]], codes: Mapping[str, Codes], count: int
) -> None:
    """Stop where a way gives something else than scoring one form after the other."""
    ours = ready(case, "forms")({name: each[:count] for name, each in codes.items()})
    expected = ours.values(ours.run(), count)
    # openfisca-core keeps numbers in 32 bits.
    digits = 1e-6 if way == "openfisca" else 1e-12
    for column, values in expected.items():
        for row, (one, other) in enumerate(zip(values, found[column], strict=True)):
            if not _equal(one, other, digits):
                sys.exit(f"{way}: {column} of form {row} is {other!r} and not {one!r}")


def _equal(one: object, other: Any, digits: float) -> bool:  # noqa: ANN401 - ways have types of their own
    if one is None or other is None or isinstance(one, str):
        return bool(one == other)
    return isclose(float(one), float(other), rel_tol=digits)  # type: ignore[arg-type]


def timed(run: Way) -> float:
    """The median of several runs."""
    taken: list[float] = []
    while len(taken) < LEAST or (sum(taken) < SECONDS and len(taken) < MOST):
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return median(taken)


def in_turns(
    case: Case, codes: Mapping[str, Codes], ways: Sequence[str], turns: int
) -> dict[str, list[float]]:
    """Two or more ways in turns, so that what slows the machine down slows all."""
    made = {way: ready(case, way)(codes) for way in ways}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(turns + 1):
        for way, each in made.items():
            start = perf_counter()
            each.run()
            if turn:
                taken[way].append(perf_counter() - start)
    return taken


def main() -> None:
    """Measure what the command line asks for."""
    name, way, *sizes = sys.argv[1:]
    case = Case(name)
    case.framework.plan  # noqa: B018 - loaded before the clock starts
    if "," in way:
        turns = in_turns(case, case.codes(int(sizes[0])), way.split(","), int(sizes[1]))
        print(json.dumps(turns))
        return
    found: dict[str, Any] = {"seconds": {}}
    start = perf_counter()
    prepared = ready(case, way)
    found["compile"] = perf_counter() - start
    for size in map(int, sizes):
        codes = case.codes(size)
        made = prepared(codes)
        count = min(size, CHECKED)
        check(case, way, made.values(made.run(), count), codes, count)
        found["seconds"][size] = timed(made.run)
    found["peak"] = peak()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
