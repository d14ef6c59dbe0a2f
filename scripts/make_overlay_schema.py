"""Writes what follows from the schema of a framework: the schema of an overlay, and of texts in one language.

    python scripts/make_overlay_schema.py

A test fails when the written files are not what this gives.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

SCHEMAS: Final = Path(__file__).parents[1] / "src" / "digiramverk" / "definitions" / "schema"

KINDS: Final = (
    *(
        "sources",
        "params",
        "scale",
        "scales",
        "steps",
        "areas",
        "indicators",
        "roles",
        "groups",
        "school_forms",
    ),
    *("goals", "responsibilities", "rules", "bands", "tables", "facets", "attributes", "numbers"),
)
NAMED: Final = tuple(kind for kind in KINDS if kind != "scale")
# What an overlay says at its top, as a framework does.
SET_AT_THE_TOP: Final = frozenset(
    {"note", "valid", "sources", "params", "targets", "texts", "counts", "plan", "reports", "laws"}
)
PUT_AT_THE_TOP: Final = (*("valid", "sources", "params", "targets", "texts", "laws", "plan", "reports"),)
# What a part must have is seen when the overlay has been put on its parent, not before.
NEEDS: Final = ("required", "minProperties", "minItems")
# Where members are renamed inside a thing.
INSIDE: Final = {"scales": "levels", "facets": "members", "attributes": "members"}
# These are written as a whole, also where an overlay changes them.
WHOLE: Final = frozenset(
    {
        *("name", "ids", "level_name", "level_ids", "text", "names", "source", "references", "formula"),
        *("unanswered", "not_relevant", "names_or_name"),
    }
)


def overlay_schema(framework: dict[str, Any]) -> dict[str, Any]:
    """The schema of overlays, out of that of frameworks."""
    definitions = framework["$defs"]
    properties = framework["properties"]
    partial = {
        f"part_{name}": _partial(value)
        for name, value in definitions.items()
        if name not in WHOLE and not name.startswith(("said_", "texts"))
    }
    own = ("digiramverk", "id", "edition", "title", "description", "languages", "publisher", "licence")
    parts = {kind: _partial(properties.get(kind, {"$ref": f"#/$defs/{kind}"})) for kind in KINDS}
    about = framework["x-overlay"]
    removal = {
        "type": ["array", "object"],
        "items": {"$ref": "#/$defs/name"},
        "additionalProperties": {"$ref": "#/$defs/removal"},
    }
    place = {
        "type": ["string", "integer", "number", "object"],
        "properties": {key: {"$ref": "#/$defs/name"} for key in ("to", "before", "after")},
        "additionalProperties": False,
    }
    new_names = {"type": "object", "additionalProperties": {"$ref": "#/$defs/name"}}
    renaming = {
        f"renamed_{field}": {
            "type": ["string", "integer", "number", "object"],
            "properties": {field: new_names},
            "additionalProperties": False,
        }
        for field in dict.fromkeys(INSIDE.values())
    }
    # What an overlay says of these is added to what is there, so that an empty part changes nothing.
    put: dict[str, Any] = {}
    empty: dict[str, Any] = {}
    for key in PUT_AT_THE_TOP:
        name = str(properties[key].get("$ref", "")).rpartition("/")[2]
        if name:
            empty[f"empty_{name}"] = _emptied(definitions[name], definitions)
            put[key] = {**properties[key], "$ref": f"#/$defs/empty_{name}"}
        else:
            put[key] = _emptied(properties[key], definitions)
    return {
        "$schema": framework["$schema"],
        "title": "digiramverk overlay: a framework that extends another",
        "type": "object",
        "properties": {
            **{key: properties[key] for key in own},
            "note": properties["note"],
            "extends": {"type": "string", "minLength": 1, **about["extends"]},
            "overrides": {"$ref": "#/$defs/names", **about["overrides"]},
            "add": _object({**parts, "targets": put["targets"]}, about["add"]),
            "change": _object({**parts, "scoring": _partial(properties["scoring"])}, about["change"]),
            "remove": _object(
                {
                    **{kind: {"$ref": "#/$defs/removal"} for kind in NAMED},
                    "targets": {"$ref": "#/$defs/names"},
                },
                about["remove"],
            ),
            "move": _object(
                {
                    kind: {"type": "object", "additionalProperties": {"$ref": "#/$defs/place"}}
                    for kind in NAMED
                },
                about["move"],
            ),
            "rename": _object(
                {
                    kind: {
                        "type": "object",
                        "additionalProperties": {
                            "$ref": f"#/$defs/renamed_{INSIDE[kind]}" if kind in INSIDE else "#/$defs/name"
                        },
                    }
                    for kind in NAMED
                },
                about["rename"],
            ),
            **put,
            "counts": properties["counts"],
        },
        "required": ["digiramverk", "id", "edition", "extends"],
        # What a whole framework has at its top stands further in here.
        "x-unknown": {key: "DR253" for key in properties if key not in {*own, *SET_AT_THE_TOP}},
        "additionalProperties": False,
        "$defs": {**definitions, **partial, **empty, "removal": removal, "place": place, **renaming},
    }


def _object(properties: dict[str, Any], about: dict[str, str]) -> dict[str, Any]:
    return {"type": "object", **about, "properties": properties, "additionalProperties": False}


def _emptied(value: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema that may be empty, and what holds laws by measure in it."""
    kept = {key: each for key, each in value.items() if key not in NEEDS}
    if value is definitions.get("laws"):
        kept["additionalProperties"] = _emptied(kept["additionalProperties"], definitions)
    return kept


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


def _is_keyword(value: dict[str, Any], key: str) -> bool:
    """`required` and its like stand beside a type; under `properties` they would be names."""
    return "type" in value and isinstance(value[key], int | list)


def texts_schema(framework: dict[str, Any]) -> dict[str, Any]:
    """What may be said in one more language: every text of a framework, as plain text, where it stands."""
    definitions = framework["$defs"]
    texts = {f"said_{name}": _said(definitions[name], definitions) for name in definitions}
    return {name: value for name, value in texts.items() if value is not None}


SAID: Final = {"type": "string", "minLength": 1}


def _said(value: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any] | None:
    """A part of the schema with texts only; None where there are none."""
    name = str(value.get("$ref", "")).rpartition("/")[2]
    if name == "text":
        return SAID
    if name:
        return {"$ref": f"#/$defs/said_{name}"} if _has_texts(name, definitions, ()) else None
    if not isinstance(value.get("properties", value.get("additionalProperties")), dict):
        return None
    made: dict[str, Any] = {"type": "object"}
    fields = {key: _said(part, definitions) for key, part in value.get("properties", {}).items()}
    kept = {key: part for key, part in fields.items() if part is not None}
    if kept:
        made |= {"properties": kept, "additionalProperties": False}
        if {"title", "text"} & kept.keys():
            made |= {"type": ["string", "object"], "minLength": 1}
        return made
    each = value.get("additionalProperties")
    said = _said(each, definitions) if isinstance(each, dict) else None
    return None if said is None else {**made, "additionalProperties": said}


def _has_texts(name: str, definitions: dict[str, Any], above: tuple[str, ...]) -> bool:
    if name == "text":
        return True
    if name in above:
        return False
    inner = set(_references(definitions[name]))
    return any(_has_texts(each, definitions, (*above, name)) for each in inner)


def _references(value: Any) -> list[str]:  # noqa: ANN401 - JSON is of any kind
    if isinstance(value, list):
        return [name for each in value for name in _references(each)]
    if not isinstance(value, dict):
        return []
    own = [str(value["$ref"]).rpartition("/")[2]] if isinstance(value.get("$ref"), str) else []
    return own + [name for key, part in value.items() if key != "propertyNames" for name in _references(part)]


def with_texts(framework: dict[str, Any]) -> dict[str, Any]:
    """The schema of frameworks with what `texts` may hold."""
    made = deepcopy(framework)
    made["$defs"] = {name: value for name, value in made["$defs"].items() if not name.startswith("said_")}
    made["$defs"].pop("texts", None)
    said = texts_schema(made)
    properties = framework["properties"]
    parts = {kind: properties.get(kind, {"$ref": f"#/$defs/{kind}"}) for kind in NAMED}
    fields = {kind: _said(part, made["$defs"]) for kind, part in parts.items()}
    fields |= dict.fromkeys(("title", "description", "note"), SAID)
    made["$defs"] |= {
        **said,
        "texts": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}$(?!\\n)", "x-not-matching": "DR227"},
            "additionalProperties": {
                "type": "object",
                "properties": {key: field for key, field in fields.items() if field is not None},
                "additionalProperties": False,
            },
        },
    }
    made["properties"]["texts"] = {"$ref": "#/$defs/texts", **framework["x-texts"]}
    return made


def schemas() -> dict[str, str]:
    """The content of the files by name."""
    framework = with_texts(json.loads((SCHEMAS / "framework.schema.json").read_text(encoding="utf-8")))
    made = {"framework": framework, "overlay": overlay_schema(framework)}
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in made.items()}


if __name__ == "__main__":
    for name, text in schemas().items():
        (SCHEMAS / f"{name}.schema.json").write_text(text, encoding="utf-8")
