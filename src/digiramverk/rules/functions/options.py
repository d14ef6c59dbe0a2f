"""Options of a call: constants that are fixed when a framework is loaded, and so are never missing."""

import attrs

CallOptions = tuple[str | int, ...]
"""The options that a call states, such as the digits and the mode of `round`."""


@attrs.frozen
class Option:
    """A keyword that every call of a fold must state, such as `ties="lower"`. There is no default.

    Attributes:
        name: the keyword.
        words: the allowed words.
    """

    name: str
    words: tuple[str, ...]
