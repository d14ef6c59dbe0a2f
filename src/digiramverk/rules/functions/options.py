"""What is fixed when a framework is loaded: choices that are no values and never missing."""

import attrs

CallOptions = tuple[str | int, ...]
"""What a call has chosen, as the digits and the way of `round`."""


@attrs.frozen
class Option:
    """A choice that every call of a fold states, as in `ties="lower"`: there is none that nobody made.

    Attributes:
        name: the keyword.
        words: what can be chosen.
    """

    name: str
    words: tuple[str, ...]
