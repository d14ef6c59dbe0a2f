"""Places inside a YAML scalar: the position in the file of each character of a value.

PyYAML gives the place of a whole scalar only, and a mistake in a long rule needs the place of one name. A
scanner of our own would know every position, but would have to agree with PyYAML about every kind of scalar.
Matching visible characters in order needs no such knowledge, and falls back to the whole scalar.
"""

from digiramverk.core.place import Source, Span


def span_within(span: Span, value: str, start: int, end: int) -> Span:
    """Return the place of ``value[start:end]``, where `value` is the scalar read from `span`.

    Works for plain, quoted, literal and folded scalars: reading changes only white space and quotes, so the
    visible characters occur in the file in the same order. If they do not (an escape in double quotes), the
    result is the place of the whole scalar.
    """
    positions = _positions(span, value)
    if positions is None or not value:
        return span
    start = min(start, len(value) - 1)
    last = max(start, min(end, len(value)) - 1)
    line, column = positions[start]
    end_line, end_column = positions[last]
    return Span(span.source, line, column, end_line, end_column + 1)


def _positions(span: Span, value: str) -> list[tuple[int, int]] | None:
    characters = _visible(span)
    if span.source.slice(span)[:1] in ("|", ">"):
        characters = [place for place in characters if place[0] > span.line]
    found: list[tuple[int, int]] = []
    index = 0
    for character in value:
        if character.isspace():
            line, column = found[-1] if found else (span.line, span.column)
            found.append((line, column + 1 if found else column))
            continue
        while index < len(characters) and characters[index][2] != character:
            if found and characters[index][2] not in "'\"":
                return None
            index += 1
        if index == len(characters):
            return None
        found.append(characters[index][:2])
        index += 1
    return found


def _visible(span: Span) -> list[tuple[int, int, str]]:
    source: Source = span.source
    places: list[tuple[int, int, str]] = []
    for number in range(span.line, span.end_line + 1):
        text = source.line(number)
        first = span.column - 1 if number == span.line else 0
        last = span.end_column - 1 if number == span.end_line else len(text)
        places += [
            (number, i + 1, text[i]) for i in range(first, min(last, len(text))) if not text[i].isspace()
        ]
    return places
