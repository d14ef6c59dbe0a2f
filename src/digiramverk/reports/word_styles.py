"""The styles of a document by their purpose, whatever the program that wrote it calls them.

Word stores the names of its built-in styles in English. Other programs store the names that they show, leave
out styles that nobody has used, and have styles of their own. So a style is looked up by several names, and a
text without a style is formatted directly.
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
        """Collect the styles of a document."""
        self._styles: dict[tuple[int, str], Any] = {}
        for style in made.styles:
            if style.name:
                self._styles.setdefault((int(style.type), style.name.casefold()), style)

    def paragraph(self, purpose: str) -> Any:  # noqa: ANN401 - as above
        """Return the paragraph style for a purpose, a key of the names; None if the document has none."""
        return self._found(_PARAGRAPH, purpose)

    def table(self, purpose: str) -> str | None:
        """Return the id of the table style for a purpose; None if the document has none."""
        found = self._found(_TABLE, purpose)
        return None if found is None else str(found.style_id)

    def _found(self, kind: int, purpose: str) -> Any:  # noqa: ANN401 - as above
        keys = ((kind, name.casefold()) for name in _NAMES[purpose])
        return next((self._styles[key] for key in keys if key in self._styles), None)
