"""The published JSON Schemas, read when they are needed."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

SchemaName = Literal["framework", "overlay", "answers", "cases"]


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """One of the schemas (JSON Schema 2020-12) of the file formats. To be treated as read-only."""
    text = files("digiramverk.loading").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    definitions = content.get("$defs", {})
    return {
        key: value if key == "$defs" else _spelt_out(value, definitions, ()) for key, value in content.items()
    }


def _spelt_out(part: Any, definitions: dict[str, Any], within: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON data is of any kind
    """A schema with what it refers to in place of references, save where something contains itself.

    Following references takes a third of the time that checking a framework takes.
    """
    if isinstance(part, list):
        return [_spelt_out(each, definitions, within) for each in part]
    if not isinstance(part, dict):
        return part
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    if name in definitions and name not in within:
        return _spelt_out(definitions[name], definitions, (*within, name))
    return {key: _spelt_out(value, definitions, within) for key, value in part.items()}
