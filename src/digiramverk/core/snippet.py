"""Diagnostics as plain text: code and sentence, place, the line with a caret, and the remedy."""

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
    """Return one diagnostic as a few lines of text, without colours and control characters."""
    lines = [f"{word(diagnostic.severity.value, language)} {diagnostic.code}: {diagnostic.message(language)}"]
    if diagnostic.span is not None:
        lines += _excerpt(diagnostic.span, language)
    lines += [f"  {_SEE[language]} {_place(span, language)}" for span in diagnostic.related]
    lines.append(f"  {_DO[language]} {diagnostic.hint(language)}")
    return "\n".join(lines)


def render_all(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """Return several diagnostics with empty lines between them.

    Shows the first :data:`MOST_OF_A_CODE` of each code, then the number of the others: ten thousand findings
    of one kind usually have one cause.
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
    """Return the place: `file:line:column` in a text, the number of the row in another table."""
    if not span.source.rows:
        return visible(span.place)
    # The headings of some tables are not a row.
    name = visible(span.source.name)
    return f"{name}, {word('row', language)} {span.line}" if span.line else name


def _excerpt(span: Span, language: Language) -> list[str]:
    line = span.source.line(span.line)
    if not line:
        return [f"  --> {_place(span, language)}"]
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(max(span.end_column - 1, start + 1), len(line) + 1)
    # Cut the line before anything else: it may be a whole file with a finding in every word. Keep one
    # character more than is shown, so that the code below can see that something was cut.
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
    """Return the width of a text in a terminal: 2 for a wide character, 0 for a combining one."""
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text
    )


def _shown(text: str) -> str:
    return visible(text.replace("\t", "→   "))
