"""The laws, each a function with a one-line statement, and which measures each is meant for."""

from digiramverk.proving.laws.table import BY_NAME, TABLE

__all__ = ["BY_NAME", "TABLE"]
