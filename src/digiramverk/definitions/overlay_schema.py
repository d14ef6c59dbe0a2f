"""The JSON Schema of overlays: it follows from that of frameworks."""

from typing import Any, Final

from digiramverk.definitions.declared_kinds import ABOUT, MEMBERS
from digiramverk.definitions.framework_schema import SchemaPart, kinds, of_kind, reference
from digiramverk.model import Framework, fields

# What an overlay states at its top, like a framework.
SET_AT_THE_TOP: Final = ("valid", "texts", *(each.key for each in fields(Framework) if each.declared.at_top))
# Whether a part is complete shows only once the overlay is applied to its parent.
NEEDS: Final = ("required", "minProperties", "minItems")
# An overlay replaces these as a whole.
WHOLE: Final = frozenset(
    {
        *("name", "ids", "level_name", "level_ids", "text", "names", "source_reference", "formula"),
        *("not_relevant", "names_or_name"),
    }
)


def overlay_schema(framework: SchemaPart) -> SchemaPart:
    """The schema of overlays, out of that of frameworks."""
    definitions = framework["$defs"]
    properties = framework["properties"]
    partial = {
        f"part_{name}": _partial(value)
        for name, value in definitions.items()
        if name not in WHOLE and not name.startswith(("said_", "texts"))
    }
    named = kinds(properties)
    own = [key for key in properties if key in {"digiramverk", "id", "edition", "languages", *ABOUT}]
    parts = {kind: _partial(of_kind(kind, properties)) for kind in _with_scale(named)}
    removal = {
        "type": ["array", "object"],
        "items": reference("name"),
        "additionalProperties": reference("removal"),
    }
    place = {
        "type": ["string", "integer", "number", "object"],
        "properties": {key: reference("name") for key in ("to", "before", "after")},
        "additionalProperties": False,
    }
    new_names = {"type": "object", "additionalProperties": reference("name")}
    renaming = {
        f"renamed_{field}": {
            "type": ["string", "integer", "number", "object"],
            "properties": {field: new_names},
            "additionalProperties": False,
        }
        for field in dict.fromkeys(MEMBERS.values())
    }
    # These extend what the parent has, so an empty part is allowed and changes nothing.
    put = {key: _emptied(properties[key]) for key in SET_AT_THE_TOP}
    put["laws"]["additionalProperties"] = _emptied(put["laws"]["additionalProperties"])
    return {
        "$schema": framework["$schema"],
        "title": "digiramverk overlay: a framework that extends another",
        "type": "object",
        "properties": {
            **{key: properties[key] for key in own},
            "extends": {"type": "string", "minLength": 1},
            "overrides": reference("names"),
            "add": _object({**parts, "targets": put["targets"]}),
            "change": _object({**parts, "scoring": _partial(properties["scoring"])}),
            "remove": _object(
                {
                    **{kind: reference("removal") for kind in named},
                    "targets": reference("names"),
                },
            ),
            "move": _object(
                {kind: {"type": "object", "additionalProperties": reference("place")} for kind in named},
            ),
            "rename": _object(
                {
                    kind: {
                        "type": "object",
                        "additionalProperties": {
                            "$ref": f"#/$defs/renamed_{MEMBERS[kind]}" if kind in MEMBERS else "#/$defs/name"
                        },
                    }
                    for kind in named
                },
            ),
            **put,
        },
        "required": ["digiramverk", "id", "edition", "extends"],
        # The top-level keys of a framework are nested one level deeper here.
        "x-unknown": {key: "DR253" for key in properties if key not in {*own, *SET_AT_THE_TOP}},
        "additionalProperties": False,
        "$defs": {**definitions, **partial, "removal": removal, "place": place, **renaming},
    }


def _object(properties: SchemaPart) -> SchemaPart:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _with_scale(kinds: tuple[str, ...]) -> list[str]:
    """The kinds with `scale`, the only one of a framework, before the others of its kind."""
    return [key for kind in kinds for key in (("scale", kind) if kind == "scales" else (kind,))]


def _emptied(value: SchemaPart) -> SchemaPart:
    """A part of the schema that may be empty."""
    return {key: each for key, each in value.items() if key not in NEEDS}


def _partial(value: Any) -> Any:  # noqa: ANN401 - JSON is of any kind
    """A definition in which nothing has to be there."""
    if isinstance(value, list):
        return [_partial(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _partial(part) for key, part in value.items() if key not in NEEDS or not _is_keyword(value, key)
    }
    name = str(kept.get("$ref", "")).rpartition("/")[2]
    if name and name not in WHOLE:
        kept["$ref"] = f"#/$defs/part_{name}"
    return kept


def _is_keyword(value: SchemaPart, key: str) -> bool:
    """Whether a key such as `required` is a keyword, next to a `type`, and not a key of `properties`."""
    return "type" in value and isinstance(value[key], int | list)
