"""Things read as their fields are declared: see `digiramverk.model.declarations`.

The inverse is `digiramverk.definitions.plain_data`. Each has one branch per notation, and `assert_never`
makes a new notation an error of the type checker in both. Methods of the enum would need the model to know
readers and places, which are on a higher floor.
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, assert_never

from digiramverk.core import Path, Word
from digiramverk.definitions.declared_kinds import KINDS, WORDS
from digiramverk.definitions.sections.reader import Reader, name_of, number
from digiramverk.model import Absence, FormatField, Notation, fields, is_one_value, short_field
from digiramverk.rules import Enough, Formula

_T = TypeVar("_T")


def read_things(field: FormatField, written: Any, path: Path, reader: Reader) -> tuple[Any, ...]:  # noqa: ANN401 - YAML data is of any kind
    """The things under a key, in their order.

    Args:
        field: what the key is declared to be.
        written: things by id, or a list of ids; it has passed the schema.
        path: where it is.
        reader: texts, and what may be referred to; collects DR212.
    """
    return tuple(
        read_thing(field.of, name, value, (*path, name), reader)
        for name, value in by_id(field, written).items()
    )


def by_id(field: FormatField, written: Any) -> Mapping[str, Any]:  # noqa: ANN401 - YAML data is of any kind
    """Things by id, also where the file only lists ids: an id is then the title too."""
    if not isinstance(written, list):
        things: Mapping[str, Any] = written
        return things
    names = [name_of(each) for each in written]
    titled = any(each.key == "title" and each.required for each in fields(field.of))
    return {name: name if titled else {} for name in names}


def read_thing(
    cls: type[_T],
    name: str,
    written: Any,  # noqa: ANN401 - YAML data is of any kind
    path: Path,
    reader: Reader,
    **worked_out: Any,  # noqa: ANN401 - whatever the class has
) -> _T:
    """One thing.

    Args:
        cls: its class.
        name: its id.
        written: all of it, or the one value that its short form is about.
        path: where it is.
        reader: as above.
        worked_out: values by attribute that the caller supplies, instead of reading them.
    """
    return cls(**{"id": name, **worked_out, **read_fields(cls, name, written, path, reader, worked_out)})


def read_fields(
    cls: type[Any],
    name: str,
    written: Any,  # noqa: ANN401 - YAML data is of any kind
    path: Path,
    reader: Reader,
    but: Collection[str] = (),
    under: str | None = None,
) -> dict[str, Any]:
    """The values of the fields that are written, by attribute.

    Args:
        cls: the class that declares them.
        name: the id of the thing.
        written: all of it, or the one value that its short form is about.
        path: where it is.
        reader: as above.
        but: attributes that are not read.
        under: reads the fields that are written below this key, and `written` is what is below it.
    """
    whole, found = long_form(cls, written), dict[str, Any]()
    for field in fields(cls, under):
        if field.attribute in but:
            continue
        if field.key in whole:
            # The value of a short form has the place of the thing itself.
            place = (*path, field.key) if whole is written else path
            found[field.attribute] = read_value(field, whole[field.key], place, reader)
        elif field.declared.absent is Absence.ID:
            found[field.attribute] = reader.text(name)
    return found


def long_form(cls: type[Any], written: Any) -> Mapping[str, Any]:  # noqa: ANN401 - YAML data is of any kind
    """What is written of a thing by key, whether it was written so or as one value."""
    short = short_field(cls)
    if short is not None and (is_one_value(cls) or not isinstance(written, Mapping)):
        return {short.key: written}
    whole: Mapping[str, Any] = written
    return whole


def read_value(field: FormatField, written: Any, path: Path, reader: Reader) -> Any:  # noqa: ANN401 - a value per notation
    """The value of one field, of the type that its class has for it."""
    match field.notation:
        case Notation.TEXT:
            return reader.text(written)
        case Notation.PLAIN | Notation.WHOLE | Notation.FLAG:
            return written
        case Notation.DATE:
            return _date(written, path, reader)
        case Notation.NUMBER:
            return number(written)
        case Notation.WORD:
            return written if field.of is None else field.of(written)
        case Notation.FORMULA:
            return Formula(str(written), reader.places.value(path))
        case Notation.ENOUGH:
            return _enough(written, path, reader)
        case Notation.COUNTS_AS:
            level = None if isinstance(written, str) else name_of(written["as"])
            return level if field.of is None else field.of(level)
        case Notation.NAME:
            return _names(field, [written], path, reader)[0]
        case Notation.NAMES:
            return _names(field, written if isinstance(written, list) else [written], path, reader)
        case Notation.MEMBER:
            return tuple((name, name_of(member)) for name, member in written.items())
        case Notation.NUMBERS:
            return tuple((name, number(each)) for name, each in written.items())
        case Notation.MEMBERS:
            return _members(written, path, reader)
        case Notation.PART:
            return read_part(field.of, written, path, reader)
        case Notation.PARTS:
            return tuple(
                read_part(field.of, each, (*path, index), reader) for index, each in enumerate(written)
            )
        case Notation.THINGS:
            return read_things(field, written, path, reader)
        case Notation.OWN:
            raise NotImplementedError(field.key)
        case _:
            assert_never(field.notation)


def read_part(cls: type[_T], written: Any, path: Path, reader: Reader, **worked_out: Any) -> _T:  # noqa: ANN401 - YAML data is of any kind
    """A thing without an id of its own."""
    return cls(**worked_out, **read_fields(cls, "", written, path, reader, worked_out))


def _date(written: str, path: Path, reader: Reader) -> date | None:
    """A day. DR360 for one that no calendar has."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        reader.findings.add("DR360", reader.places.value(path), path=path, value=written)
        return None


def _enough(written: int | Decimal, path: Path, reader: Reader) -> Enough:
    """How much must be answered: 0.8 is a share, 5 a count."""
    share = isinstance(written, Decimal)
    if share and written > 1:
        args = {"value": str(written), "limit": Word("maximum"), "bound": 1}
        reader.findings.add("DR208", reader.places.value(path), path=path, **args)
    return Enough(number(written), share)


def _names(field: FormatField, written: Collection[Any], path: Path, reader: Reader) -> tuple[str, ...]:
    names = tuple(name_of(each) for each in written)
    kind = field.declared.refers_to
    if kind is not None:
        reader.refer(kind, KINDS[kind].referred or WORDS[kind], names, reader.known[kind], path)
    return names


def _members(
    written: Mapping[str, Any], path: Path, reader: Reader
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Members by facet, one or a list for each. What is not defined is reported and left out."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for name, value in written.items():
        members = tuple(name_of(each) for each in (value if isinstance(value, list) else [value]))
        where = (*path, name)
        known = reader.known["facets"]
        reader.refer("facets", WORDS["facets"], [name], known, where)
        if name in known:
            reader.refer("facets", WORDS["facets"], members, known[name], where)
            found.append((name, members))
    return tuple(found)
