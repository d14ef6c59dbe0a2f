"""A text for people, in one or more languages."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Text:
    """One text in one or more languages.

    Attributes:
        forms: (language, text) pairs; the first is the one to fall back on.

    Example:
        >>> Text((("sv", "Ledning"), ("en", "Leadership"))).to("en")
        'Leadership'
        >>> print(Text((("sv", "Ledning"), ("en", "Leadership"))))
        Ledning
    """

    forms: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, written: str | Mapping[str, str], language: str) -> "Text":
        """From what a file holds: a plain text in the framework's first language, or one per language."""
        if isinstance(written, str):
            return cls(((language, written),))
        return cls(tuple(written.items()))

    def to(self, language: str) -> str:
        """The text in `language`, or the first one there is."""
        return dict(self.forms).get(language, self.forms[0][1])

    def __str__(self) -> str:
        """The text to fall back on."""
        return self.forms[0][1]

    def to_data(self) -> dict[str, str]:
        """The texts by language."""
        return dict(self.forms)
