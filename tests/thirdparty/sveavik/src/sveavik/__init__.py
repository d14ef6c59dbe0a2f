"""Sveavik's own plan, with a scoring function of its own."""

from fractions import Fraction

from digiramverk.plugin import Registered, RegisteredFold, Table, fold, framework, hookimpl


def even_progress(table: Table) -> Fraction | None:
    """The mean, less half the gap between the highest and the lowest: who is uneven gets less."""
    values = [value for row in table for value in row if value is not None]
    if not values:
        return None
    return sum(values, Fraction(0)) / len(values) - (max(values) - min(values)) / 2


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer the plan."""
    return [framework("sveavik", package=__name__)]


@hookimpl
def digiramverk_folds() -> list[RegisteredFold]:
    """Offer the function, which its author believes never to fall when an answer is raised."""
    return [fold("even_progress", even_progress, unit="fraction", monotone=True)]
