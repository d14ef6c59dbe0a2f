"""The published JSON Schemas, read when they are needed."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

from digiramverk.core import Language
from digiramverk.definitions.framework_schema import framework_schema
from digiramverk.definitions.overlay_schema import overlay_schema

SchemaName = Literal["framework", "overlay", "answers", "cases", "crosswalk"]
SCHEMAS: Final[tuple[SchemaName, ...]] = get_args(SchemaName)

_WORD: Final = (
    "A-Za-z0-9_\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1"
    "\u0370-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff"
)
"""What an id may hold: letters of Latin script exactly, others near enough; the loader is exact."""


def _read(name: str) -> dict[str, Any]:
    text = files("digiramverk.definitions").joinpath("schema", name).read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@cache
def _content(name: SchemaName) -> dict[str, Any]:
    match name:
        case "framework":
            return framework_schema(_read("framework.schema.json"))
        case "overlay":
            return overlay_schema(_content("framework"))
        case _:
            return _read(f"{name}.schema.json")


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """One of the schemas (JSON Schema 2020-12) of the file formats. To be treated as read-only."""
    content = _content(name)
    definitions = content.get("$defs", {})
    return {
        key: value if key == "$defs" else _spelt_out(value, definitions, ()) for key, value in content.items()
    }


def _spelt_out(part: Any, definitions: dict[str, Any], within: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON data is of any kind
    """A schema with definitions in place of the references to them, except where one contains itself.

    jsonschema resolves a reference each time it meets one, a third of the time for checking a framework.
    """
    if isinstance(part, list):
        return [_spelt_out(each, definitions, within) for each in part]
    if not isinstance(part, dict):
        return part
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    if name in definitions and name not in within:
        # Keywords next to a reference refine it, such as a code of its own for a wrong type.
        beside = {key: value for key, value in part.items() if key != "$ref"}
        return {**_spelt_out(definitions[name], definitions, (*within, name)), **beside}
    return {key: _spelt_out(value, definitions, within) for key, value in part.items()}


@cache
def descriptions() -> dict[str, dict[Language, str]]:
    """What every key of the file formats means, in each language."""
    return _read("descriptions.json")


def schema_for_editors(name: SchemaName, language: Language) -> dict[str, Any]:
    """A schema with a description of each key in one language, without what only our own checker reads.

    It is for files of any framework, so that forms may say of units whatever some framework has a name for.
    """
    made: dict[str, Any] = _described(_content(name), language)
    if name == "answers":
        form = _of_any_framework(made)
        return {**form, "type": ["object", "array"], "minItems": 1, "items": _inner(form)}
    if name == "cases":
        form = _of_any_framework(_described(_content("answers"), language))
        made["$defs"] |= {**form["$defs"], "form": _inner(form)}
    return made


def _of_any_framework(form: dict[str, Any]) -> dict[str, Any]:
    unit = form["properties"]["unit"]["type"]
    return {**form, "additionalProperties": {"type": unit}}


def _inner(form: dict[str, Any]) -> dict[str, Any]:
    """A form's schema as a part of another."""
    return {key: value for key, value in form.items() if key not in {"$schema", "title", "$defs"}}


def _described(part: Any, language: Language) -> Any:  # noqa: ANN401 - JSON is of any kind
    if isinstance(part, list):
        return [_described(each, language) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _described(value, language) for key, value in part.items() if not key.startswith("x-")}
    fields = made.get("properties")
    if isinstance(fields, dict) and isinstance(made.get("type"), str | list):
        for key, value in fields.items():
            about = part["properties"][key].get("x-about") or descriptions()[key]
            value["description"] = about[language]
    if isinstance(made.get("pattern"), str):
        # Editors read JavaScript's patterns, in which `$` is the end of the text alone and `\w` is ASCII.
        made["pattern"] = made["pattern"].replace("(?!\\n)", "").replace("\\w[\\w", f"[{_WORD}][{_WORD}")
    return made
