"""Write docs/reference/codes.md out of the table of codes. A test says when it has to be run again."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from digiramverk.core.codes import CODES
from digiramverk.core.vocabulary import word

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "codes.md"

_ROOMS = {
    "DR0": ("Filer", "Files"),
    "DR1": ("YAML-syntax", "YAML syntax"),
    "DR2": ("Ramverkets uppbyggnad", "The structure of a framework"),
    "DR3": ("Regler", "Rules"),
    "DR4": ("Svar", "Answers"),
    "DR5": ("Ramverk och insticksmoduler", "Frameworks and plugins"),
    "DR6": ("Förklaringar", "Explanations"),
    "DR8": ("Rapporter", "Reports"),
    "DR9": ("Kommandoraden och programmet", "The command line and the program"),
}

_TOP = """\
<!-- lang: en -->
<!-- Written by scripts/make_codes_page.py out of the table of codes: change that, not this page. -->
# Felkoder / Codes

Varje problem har en kod, en mening och ett råd. Det som står inom ‹ › byts mot det som gäller just din fil.
Bara ett **fel** stoppar kommandot; en **varning** gör det inte.

Every problem has a code, a sentence and a remedy. Text inside ‹ › is replaced by the values in your file.
Only an **error** stops a command; a **warning** does not.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_TOP, *_sections()])


def _sections() -> Iterator[str]:
    for prefix, titles in _ROOMS.items():
        yield f"## {prefix}: {' / '.join(titles)}\n"
        for code in sorted(name for name in CODES if name.startswith(prefix)):
            entry = CODES[code]
            severity = entry.severity.value
            yield f"### `{code}`\n"
            yield f"*{word(severity, 'sv')} / {word(severity, 'en')}*\n"
            for language in ("sv", "en"):
                message, hint = _shown(entry.message[language]), _shown(entry.hint[language])
                yield f"- **{language}:** {message} → {hint}"
            yield ""


def _shown(sentence: str) -> str:
    """A sentence with its placeholders by name."""
    parts = (text + ("" if name is None else f"‹{name}›") for text, name, _, _ in Formatter().parse(sentence))
    # Markdown would take these for its own.
    return "".join(parts).replace("*", r"\*").replace("_", r"\_").replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.name)
