"""The styles of a document by what they are for, whatever the program that wrote it calls them.

Word stores the names of its own styles in English. Other programs store them as they show them, leave out
those that nobody has used, and have some of their own. Where a document has no style, text is formatted
directly.
"""

from typing import Any, Final

_PARAGRAPH: Final = 1
_TABLE: Final = 3
_NAMES: Final = {
    "body": ("Body Text", "Text body", "Brödtext"),
    "bullets": ("List Bullet", "Punktlista"),
    "numbers": ("List Number", "Numrerad lista"),
    "caption": ("Caption", "Beskrivning", "Bildtext"),
    "grid": ("Table Grid", "Tabellrutnät", "Tabellgaller"),
    **{f"heading {level}": (f"Heading {level}", f"Rubrik {level}") for level in range(1, 10)},
}


class Styles:
    """The styles of one document."""

    def __init__(self, made: Any) -> None:  # noqa: ANN401 - the library has no public type for it
        """Look through a document."""
        self._styles: dict[tuple[int, str], Any] = {}
        for style in made.styles:
            if style.name:
                self._styles.setdefault((int(style.type), style.name.casefold()), style)

    def paragraph(self, purpose: str) -> Any:  # noqa: ANN401 - as above
        """The style for paragraphs of a purpose, a key of the names; None where the document has none."""
        return self._found(_PARAGRAPH, purpose)

    def table(self, purpose: str) -> str | None:
        """The id of the style for tables of a purpose; None where the document has none."""
        found = self._found(_TABLE, purpose)
        return None if found is None else str(found.style_id)

    def _found(self, kind: int, purpose: str) -> Any:  # noqa: ANN401 - as above
        keys = ((kind, name.casefold()) for name in _NAMES[purpose])
        return next((self._styles[key] for key in keys if key in self._styles), None)
