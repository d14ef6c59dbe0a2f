"""Diagnostics as plain text: code and sentence, place, the line with a caret, what to do."""

from collections import Counter
from collections.abc import Iterable
from typing import Final
from unicodedata import combining, east_asian_width

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.language import Language, visible
from digiramverk.core.place import Span
from digiramverk.core.vocabulary import word

_WIDEST: Final = 100


def render(diagnostic: Diagnostic, language: Language) -> str:
    """One diagnostic as a few lines of text, without colour and without control characters."""
    lines = [f"{word(diagnostic.severity.value, language)} {diagnostic.code}: {diagnostic.message(language)}"]
    if diagnostic.span is not None:
        lines += _excerpt(diagnostic.span, language)
    lines += [f"  {_SEE[language]} {_place(span, language)}" for span in diagnostic.related]
    lines.append(f"  {_DO[language]} {diagnostic.hint(language)}")
    return "\n".join(lines)


def render_all(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """Several diagnostics, an empty line between each.

    Of one code the first :data:`MOST_OF_A_CODE` are shown, and last how many more there are: ten thousand
    mistakes of one kind are one mistake.
    """
    found: Counter[str] = Counter()
    shown: list[str] = []
    for each in diagnostics:
        found[each.code] += 1
        if found[each.code] <= MOST_OF_A_CODE:
            shown.append(render(each, language))
    further = [(code, count - MOST_OF_A_CODE) for code, count in found.items() if count > MOST_OF_A_CODE]
    shown += [_FURTHER[language].format(count=count, code=code) for code, count in further]
    return "\n\n".join(shown)


MOST_OF_A_CODE: Final = 50

_FURTHER: Final[dict[Language, str]] = {
    "sv": "… och {count} till av {code}.",
    "en": "… and {count} more of {code}.",
}
_DO: Final[dict[Language, str]] = {"sv": "Gör så här:", "en": "What to do:"}
_SEE: Final[dict[Language, str]] = {"sv": "se även", "en": "see also"}


def _place(span: Span, language: Language) -> str:
    """Where it is: as editors take it in a text, by the number of the row elsewhere."""
    if not span.source.rows:
        return visible(span.place)
    # Some tables have their headings in no row.
    name = visible(span.source.name)
    return f"{name}, {word('row', language)} {span.line}" if span.line else name


def _excerpt(span: Span, language: Language) -> list[str]:
    line = span.source.line(span.line)
    if not line:
        return [f"  --> {_place(span, language)}"]
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(max(span.end_column - 1, start + 1), len(line) + 1)
    # Cut before anything is drawn: a line may be a whole file, and have a finding in every word of it. One
    # sign more than is shown, for what is cut to be seen.
    first, last = max(0, start - _WIDEST), start + _WIDEST + 1
    before, covered, after = (
        _shown(part) for part in (line[first:start], line[start : min(end, last)], line[end : max(end, last)])
    )
    if len(before) > _WIDEST // 2:
        before = "…" + before[-_WIDEST // 2 :]
    text = (before + covered + after).rstrip()
    if len(text) > _WIDEST:
        text = text[: _WIDEST - 1] + "…"
    carets = "^" * max(1, _width(text[len(before) : len(before) + len(covered)]))
    margin = " " * len(str(span.line))
    return [
        f"  --> {visible(span.place)}",
        f"  {margin} |",
        f"  {span.line} | {text}",
        f"  {margin} | {' ' * _width(before)}{carets}",
    ]


def _width(text: str) -> int:
    """How many columns a terminal takes for a text: two for a wide character, none for a combining one."""
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text
    )


def _shown(text: str) -> str:
    return visible(text.replace("\t", "→   "))
