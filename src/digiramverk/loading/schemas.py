"""The published JSON Schemas, read when they are needed."""

import json
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

from digiramverk.core.language import Language

SchemaName = Literal["framework", "overlay", "answers", "cases", "crosswalk"]
SCHEMAS: Final[tuple[SchemaName, ...]] = get_args(SchemaName)

_WORD: Final = "A-Za-z0-9_\u00aa-\uffff"
"""What an id may hold, near enough: the loader is exact."""


def _read(name: str) -> dict[str, Any]:
    text = files("digiramverk.loading").joinpath("schema", name).read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """One of the schemas (JSON Schema 2020-12) of the file formats. To be treated as read-only."""
    return _read(f"{name}.schema.json")


@cache
def descriptions() -> dict[str, dict[Language, str]]:
    """What every key of the file formats means, in each language."""
    return _read("descriptions.json")


def schema_for_editors(name: SchemaName, language: Language) -> dict[str, Any]:
    """A schema with a description of each key in one language, without what only our own checker reads."""
    described: dict[str, Any] = _described(deepcopy(schema(name)), language)
    return described


def _described(part: Any, language: Language) -> Any:  # noqa: ANN401 - JSON is of any kind
    if isinstance(part, list):
        return [_described(each, language) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _described(value, language) for key, value in part.items() if not key.startswith("x-")}
    fields = made.get("properties")
    if isinstance(fields, dict) and isinstance(made.get("type"), str | list):
        for key, value in fields.items():
            value["description"] = descriptions()[key][language]
    if isinstance(made.get("pattern"), str):
        # Editors read patterns as JavaScript does: no end of a whole text, and letters beyond a to z by name.
        made["pattern"] = made["pattern"].replace("(?!\\n)", "").replace("\\w[\\w", f"[{_WORD}][{_WORD}")
    return made
