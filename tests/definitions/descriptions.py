"""What editors are told of the keys of a file format."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from digiramverk.core.language import Language
from digiramverk.definitions.schemas import SchemaName, schema_for_editors


def meanings(name: SchemaName, language: Language) -> Mapping[str, set[str]]:
    """Every key that a schema knows, with what it means in each of its places; "" where nothing is said."""
    found: dict[str, set[str]] = defaultdict(set)
    _collect(schema_for_editors(name, language), found)
    return found


def _collect(part: Any, found: dict[str, set[str]]) -> None:  # noqa: ANN401 - JSON is of any kind
    if isinstance(part, list):
        for each in part:
            _collect(each, found)
    elif isinstance(part, dict):
        if isinstance(part.get("type"), str | list):
            for key, value in part.get("properties", {}).items():
                found[key].add(value.get("description", ""))
        for value in part.values():
            _collect(value, found)
