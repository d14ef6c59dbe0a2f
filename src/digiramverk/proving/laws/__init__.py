"""The laws, each a function with a one-line statement, and the measures that each applies to."""

from digiramverk.proving.laws.table import BY_NAME, TABLE

__all__ = ["BY_NAME", "TABLE"]
