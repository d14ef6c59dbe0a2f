"""Names of rounds that say when they are: years, school years, terms, halves, quarters, months, weeks, days.

A name that can be read in two ways is none of them: 16 alone, winter, 11/12 with months in mind. Terms are
those of schools, spring before autumn of the same year, and a school year begins with the autumn.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

import attrs

from digiramverk.core import folded

_YEARS: Final = range(1900, 2200)
_MONTHS: Final = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augusti", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBERS: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_JULY: Final = 7
_SPRING: Final = "vt|vår|våren|vårtermin|vårterminen|spring|spring term|spring semester"
_AUTUMN: Final = "ht|höst|hösten|hösttermin|höstterminen|autumn|autumn term|fall|fall term|fall semester"
_TERM: Final = rf"(?:(?P<spring>{_SPRING})|(?P<autumn>{_AUTUMN}))"
_YEAR: Final = r"(?P<year>\d{4})"
_SHORT: Final = r"(?P<year>\d{4}|\d\d)"
_NEXT: Final = r"(?:/(?P<next>\d{4}|\d\d))?"
_GAP: Final = r"[ .,_/-]*"
_PART: Final = (
    r"(?:h(?P<half>[12])|(?:q|k|kv|kvartal) ?(?P<quarter>[1-4])|(?:w|v|vecka|week)\.? ?(?P<week>\d\d?))"
)
_NAME: Final = rf"(?P<name>{'|'.join(_NUMBERS)})\.?"
_TIME: Final = r"(?:[ t](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?"


@attrs.frozen
class Period:
    """A time from `start` up to `end`, which is not in it."""

    start: datetime
    end: datetime


@cache
def period_of(name: str) -> Period | None:
    """The time that the name of a round says; None if it says none, or none for sure.

    >>> period_of("HT16") == period_of("hösten 2016") == period_of("2016 ht")
    True
    >>> period_of("2016/17").start, period_of("Omgång 3")
    (datetime.datetime(2016, 7, 1, 0, 0), None)
    """
    text = folded(name)
    for pattern, read in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            try:
                return read(found)
            except ValueError:
                # No such day, month or year.
                return None
    return None


def _year(found: re.Match[str]) -> int:
    """The year of a name, the first one of a school year."""
    year = int(found["year"])
    year += 0 if len(found["year"]) > 2 else 2000  # noqa: PLR2004 - two digits
    after = found.groupdict().get("next")
    if year not in _YEARS or (after is not None and (year + 1) % 10 ** len(after) != int(after)):
        raise ValueError(found[0])
    return year


def _months(year: int, first: int, count: int) -> Period:
    end = first + count
    return Period(datetime(year, first, 1), datetime(year + (end - 1) // 12, (end - 1) % 12 + 1, 1))  # noqa: DTZ001 - rounds have no zones


def _of_year(found: re.Match[str]) -> Period:
    return _months(_year(found), 1, 12)


def _of_school_year(found: re.Match[str]) -> Period:
    return _months(_year(found), _JULY, 12)


def _of_term(found: re.Match[str]) -> Period:
    """A term of a year, or of a school year, whose spring is in its second year."""
    year = _year(found)
    if found["autumn"]:
        return _months(year, _JULY, 6)
    return _months(year + (found["next"] is not None), 1, 6)


def _of_part(found: re.Match[str]) -> Period:
    """A half, a quarter or a week of a year."""
    year = _year(found)
    if found["half"]:
        return _months(year, 6 * int(found["half"]) - 5, 6)
    if found["quarter"]:
        return _months(year, 3 * int(found["quarter"]) - 2, 3)
    monday = datetime.combine(date.fromisocalendar(year, int(found["week"]), 1), datetime.min.time())
    return Period(monday, monday + timedelta(weeks=1))


def _of_month(found: re.Match[str]) -> Period:
    number = _NUMBERS[found["name"]] if "name" in found.groupdict() else int(found["month"])
    return _months(_year(found), number, 1)


def _of_day(found: re.Match[str]) -> Period:
    number = _NUMBERS[found["name"]] if "name" in found.groupdict() else int(found["month"])
    day = datetime(_year(found), number, int(found["day"]))  # noqa: DTZ001 - rounds have no zones
    if found.groupdict().get("hour") is None:
        return Period(day, day + timedelta(days=1))
    time = timedelta(
        hours=int(found["hour"]), minutes=int(found["minute"]), seconds=int(found["second"] or 0)
    )
    return Period(day + time, day + time + timedelta(seconds=1))


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (_YEAR, _of_year),
        (rf"{_TERM}{_GAP}{_SHORT}{_NEXT}", _of_term),
        (rf"{_SHORT}{_NEXT}{_GAP}{_TERM}", _of_term),
        (rf"{_PART}{_GAP}{_YEAR}", _of_part),
        (rf"{_YEAR}{_GAP}{_PART}", _of_part),
        (rf"{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?){_TIME}", _of_day),
        (rf"(?P<day>\d\d?) {_NAME} {_YEAR}", _of_day),
        (rf"{_YEAR}-(?P<month>0?[1-9]|1[0-2])", _of_month),
        (rf"{_NAME}{_GAP}{_YEAR}", _of_month),
        (rf"{_YEAR}{_GAP}{_NAME}", _of_month),
        (
            rf"(?:(?:läsåret|läsår|lå|school year|academic year) ?)?{_SHORT} ?/ ?(?P<next>\d{{4}}|\d\d)",
            _of_school_year,
        ),
        (
            rf"(?:(?:läsåret|läsår|lå|school year|academic year) ?)?{_YEAR} ?[-–] ?(?P<next>\d{{4}}|\d\d)",
            _of_school_year,
        ),
    )
)
