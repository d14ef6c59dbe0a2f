"""The functions that a checked rule represents by their own kind of node. The node defines the meaning."""

from enum import Enum


class Construct(Enum):
    """A function with its own kind of node. Back ends match on the node, not on the name."""

    KNOWN = "known"
    LOOKUP = "lookup"
    BAND = "band"
    PREVIOUS = "previous"
    TARGET = "target"
