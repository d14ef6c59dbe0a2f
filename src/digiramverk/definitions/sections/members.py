"""What is checked of declared things beyond their fields: numbers, facets, attributes, responsibilities."""

from collections.abc import Mapping
from typing import Any, TypeVar

from digiramverk.definitions.declared_kinds import THINGS
from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import by_id, read_thing, read_things
from digiramverk.model import DIMENSIONS, Attribute, Responsibility, StatedNumber
from digiramverk.rules import FACTS

_A = TypeVar("_A", bound=Attribute)


def build_numbers(written: Any, reader: Reader) -> tuple[StatedNumber, ...]:  # noqa: ANN401 - YAML data is of any kind
    """The numbers that forms state in addition to answers. DR230 for a name that rules cannot use."""
    numbers: tuple[StatedNumber, ...] = read_things(THINGS["numbers"], written, ("numbers",), reader)
    for each in numbers:
        if each.id in DIMENSIONS or each.id in FACTS or not each.id.isidentifier():
            path = ("numbers", each.id)
            place = reader.places.key(path if isinstance(written, Mapping) else ("numbers",))
            reader.findings.add("DR230", place, path=path, name=each.id)
    return numbers


def build_groupings(
    cls: type[_A],
    key: str,
    written: Any,  # noqa: ANN401 - YAML data is of any kind
    reader: Reader,
) -> tuple[_A, ...]:
    """Extra dimensions of indicators (`facets`) or of units (`attributes`): DR230 where the name is taken."""
    found: list[_A] = []
    for name, value in by_id(THINGS[key], written).items():
        path = (key, name)
        if name in DIMENSIONS or name in FACTS:
            reader.findings.add("DR230", reader.places.key(path), path=path, name=name)
        else:
            found.append(read_thing(cls, name, value, path, reader))
    return tuple(found)


def build_responsibilities(written: Mapping[str, Any], reader: Reader) -> tuple[Responsibility, ...]:
    """Responsibilities. One that is rated belongs to an area: DR235."""
    built: tuple[Responsibility, ...] = read_things(
        THINGS["responsibilities"], written, ("responsibilities",), reader
    )
    for each in built:
        if each.scale is not None and each.area is None:
            path = ("responsibilities", each.id)
            reader.findings.add("DR235", reader.places.key(path), path=path, name=each.id)
    return built
