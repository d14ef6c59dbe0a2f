"""Scales: their levels, and how many points each level has."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from digiramverk.core import Names, Path, Span
from digiramverk.definitions.sections.reader import Reader, name_of, number
from digiramverk.definitions.sections.things import by_id, long_form, read_thing
from digiramverk.model import DECLINED, NOT_RELEVANT, Level, Scale, Text, field_of
from digiramverk.yamlsource import MOST_DIGITS, too_many_digits

DEFAULT_SCALE: Final = "scale"
_NOT_RELEVANT: Final = Text((("sv", "Ej relevant"), ("en", "Not relevant")))
_NUMBER: Final = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DIGITS}}})?")


def level_number(text: str) -> Fraction | None:
    """The number that a level is called; None where it is called anything else.

    >>> level_number("-2"), level_number("1.5"), level_number("no")
    (Fraction(-2, 1), Fraction(3, 2), None)
    """
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def build_scales(data: Mapping[str, Any], reader: Reader) -> tuple[Scale, ...]:
    """All scales: the one under `scale`, which is called "scale", and those under `scales`."""
    written = {**({DEFAULT_SCALE: data["scale"]} if "scale" in data else {}), **data.get("scales", {})}
    default: dict[str, Path] = {DEFAULT_SCALE: ("scale",)} if "scale" in data else {}
    scales: list[Scale] = []
    unclear: set[str] = set()
    for name, value in written.items():
        scale, clear = _scale(name, value, reader, default.get(name, ("scales", name)))
        scales.append(scale)
        if not clear:
            unclear.add(name)
    for scale in scales:
        path = default.get(scale.id, ("scales", scale.id))
        taken = (NOT_RELEVANT,) if scale.declined is None else (NOT_RELEVANT, DECLINED)
        for level in scale.levels:
            if level.id in taken:
                place = _level_place(written[scale.id], level.id, path, reader)
                reader.findings.add("DR229", place, path=path, name=level.id)
        # Points that are wrong or unclear have been reported. That the others are equal then follows from it.
        reported = scale.id in unclear or path[0] in {*reader.unusable, *reader.unclear}
        if len({level.points for level in scale.levels}) == 1 and not reported:
            reader.findings.add("DR214", reader.places.key(path), path=path, name=scale.id)
    return tuple(scale for scale in scales if len({level.points for level in scale.levels}) > 1)


def _level_place(scale: Any, level: str, path: Path, reader: Reader) -> Span:  # noqa: ANN401 - YAML data is of any kind
    """Where a level is named: in a list, or as a key."""
    short = isinstance(scale, list)
    levels, inside = (scale, path) if short else (scale["levels"], (*path, "levels"))
    if not isinstance(levels, list):
        return reader.places.key((*inside, level))
    return reader.places.value((*inside, [name_of(each) for each in levels].index(level)))


def _scale(name: str, written: Any, reader: Reader, path: Path) -> tuple[Scale, bool]:  # noqa: ANN401 - YAML data is of any kind
    """A scale, and whether its points are unambiguous."""
    whole = long_form(Scale, written)
    listed = by_id(field_of(Scale, "levels"), whole["levels"])
    levels = {level: long_form(Level, each) for level, each in listed.items()}
    points = _points(levels)
    clear = _check_points(
        levels, points, lambda level: _level_place(written, level, path, reader), path, reader
    )
    built = (
        read_thing(Level, level, each, (*path, "levels", level), reader, points=points[level])
        for level, each in levels.items()
    )
    default = {} if "not_relevant" in whole else {"not_relevant": _NOT_RELEVANT}
    return read_thing(Scale, name, whole, path, reader, levels=tuple(built), **default), clear


def _points(levels: Mapping[str, Mapping[str, Any]]) -> dict[str, Fraction]:
    """The points of every level: as written, else the number that it is, else its position from 0."""
    found: dict[str, Fraction] = {}
    for position, (level, written) in enumerate(levels.items()):
        own = level_number(level)
        stated = number(written["points"]) if "points" in written else own
        found[level] = Fraction(position) if stated is None else stated
    return found


def _check_points(
    levels: Mapping[str, Mapping[str, Any]],
    points: Mapping[str, Fraction],
    place: Callable[[str], Span],
    path: Path,
    reader: Reader,
) -> bool:
    """Report levels whose points a reader would have to guess: DR281, DR282 and DR288, DR283 as a warning.

    Returns:
        Whether there was no error.
    """
    silent = [level for level, written in levels.items() if "points" not in written]
    too_long = [level for level in silent if too_many_digits(level)]
    for level in too_long:
        reader.findings.add("DR288", place(level), path=path, value=level, most=MOST_DIGITS)
    if too_long:
        return False
    by_position = [level for level in silent if level_number(level) is None]
    others = tuple(level for level in levels if level not in by_position)
    # A level may lack its points only because they were wrong and left out, which has been reported.
    if by_position and others and path[0] not in {*reader.unusable, *reader.unclear}:
        args = {"name": by_position[0], "others": Names(others)}
        reader.findings.add("DR281", place(by_position[0]), path=path, **args)
        return False
    numbers: dict[Fraction, str] = {}
    clear = True
    for level in levels:
        own = level_number(level)
        if own is not None and numbers.setdefault(own, level) != level:
            clear = False
            reader.findings.add("DR282", place(level), path=path, name=level, other=numbers[own])
    for level in by_position:
        title = levels[level].get("title", "")
        for text in [title] if isinstance(title, str) else title.values():
            called = level_number(text.strip())
            if called is not None and called != points[level]:
                args = {"name": level, "title": text.strip(), "points": str(points[level])}
                reader.findings.add("DR283", place(level), path=path, **args)
    return clear
