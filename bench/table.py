"""The table that a run prints."""

from bench.timing import Comparison

WIDTH = 62


def head() -> None:
    """The table's first line."""
    print(f"{'what':{WIDTH}} {'ours':>12} {'theirs':>12} {'ratio':>8} {'middle half':>17}  wanted")


def report(what: str, times: Comparison, *, at_most: float | None = None) -> None:
    """One line: median times, the median and quartiles of the repetitions' ratios, and what was wanted."""
    ours, theirs = (f"{seconds * 1e6:,.1f} µs" for seconds in times[:2])
    low, high = times.spread
    met = "" if at_most is None else f"  at most {at_most:.2f}: {_met(times.ratio, at_most)}"
    spread = f"{_ratio(low)} – {_ratio(high)}"
    print(f"{what:{WIDTH}} {ours:>12} {theirs:>12} {_ratio(times.ratio):>8} {spread:>17}{met}", flush=True)


def report_within(what: str, seconds: float, limit: float) -> None:
    """One line for a time that has a limit of its own."""
    times = f"{seconds * 1e3:,.2f} ms"
    print(f"{what:{WIDTH}} {times:>12} {'':39}  under {limit * 1e3:.0f} ms: {_met(seconds, limit)}")


def report_absent(what: str, package: str) -> None:
    """One line for what cannot be measured here."""
    print(f"{what:{WIDTH}} not installed (pip install {package})")


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"  # noqa: PLR2004 - two digits that say something


def _met(found: float, limit: float) -> str:
    return "yes" if found <= limit else "NO"
