"""The functions that have a node of their own in a checked rule, which says what they mean."""

from enum import Enum


class Construct(Enum):
    """A function that is its own kind of node; back ends match on the node."""

    KNOWN = "known"
    LOOKUP = "lookup"
    BAND = "band"
    PREVIOUS = "previous"
    TARGET = "target"
