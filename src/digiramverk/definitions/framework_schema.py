"""The JSON Schema of frameworks, derived from the declarations on the model.

`schema/framework.schema.json` keeps what is no field of a class: the form of ids and texts, the order of
the keys at the top in messages, and a few keys. `use` names rules that the framework then holds as its own.
`scale` is another way to write one of `scales`. `area_levels` fills two fields, `valid` is a pair, and
every text needs `languages` before it can be read. Laws, reports and parts of reports are rows of tables in
the model, so three functions here nest them.

The schema is built when it is first used. That takes a few thousandths of a second, and no file can be out
of date.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from digiramverk.definitions.declared_kinds import KINDS, THINGS
from digiramverk.model import (
    LAWS,
    REPORT_KINDS,
    REPORT_PARTS,
    FormatField,
    Framework,
    Key,
    LawChoice,
    Notation,
    Report,
    fields,
    is_one_value,
    lone_field,
    short_field,
)

SchemaPart = dict[str, Any]


def framework_schema(own: SchemaPart) -> SchemaPart:
    """The whole schema, including what `texts` may hold.

    Args:
        own: the parts with a form of their own.
    """
    properties = {**own["properties"], **{field.key: _described(field) for field in fields(Framework)}}
    definitions = {**own["$defs"], **_definitions()}
    definitions["law_choice"] |= own["$defs"]["law_choice"]
    scoring = {field.key: _described(field) for field in fields(Framework, "scoring")}
    definitions["scoring"] = {**own["$defs"]["scoring"]}
    definitions["scoring"]["properties"] = {**own["$defs"]["scoring"]["properties"], **scoring}
    texts = _texts(properties, definitions)
    properties["texts"] = reference("texts")
    return {**own, "properties": properties, "$defs": {**definitions, **texts}}


def kinds(properties: SchemaPart) -> tuple[str, ...]:
    """The kinds of things, in the order of the top-level keys; indicators are declared in areas."""
    keys = [key for key in properties if key in KINDS]
    keys.insert(keys.index("areas") + 1, "indicators")
    return tuple(keys)


def of_kind(kind: str, properties: SchemaPart) -> SchemaPart:
    """What may be written of the things of a kind."""
    found: SchemaPart = properties[kind] if kind in properties else _described(THINGS[kind])
    return found


def reference(name: str) -> SchemaPart:
    """A reference to another definition of the schema."""
    return {"$ref": f"#/$defs/{name}"}


def name_of_class(cls: type[object]) -> str:
    """What a class is called among the definitions: `SourceReference` is `source_reference`."""
    return re.sub("(?<=.)(?=[A-Z])", "_", cls.__name__).lower()


def _definitions() -> SchemaPart:
    """Every class that things, and parts of things, are of."""
    found: SchemaPart = {}
    waiting: list[Any] = [
        LawChoice,
        Report,
        *(field.of for field in fields(Framework) if _holds_things(field)),
    ]
    while waiting:
        cls = waiting.pop()
        if name_of_class(cls) not in found:
            found[name_of_class(cls)] = {} if is_one_value(cls) else _thing(cls)
            waiting += [field.of for field in fields(cls) if _holds_things(field)]
    return {name: part for name, part in found.items() if part}


def _holds_things(field: FormatField) -> bool:
    """Whether a field holds things of a class that has a definition of its own."""
    own = field.notation is Notation.PART and field.declared.least is None
    return own or field.notation in {Notation.PARTS, Notation.THINGS}


def _thing(cls: type[object]) -> SchemaPart:
    short = short_field(cls)
    made: SchemaPart = {"type": "object"} if short is None else _short(short)
    made["properties"] = {field.key: _described(field) for field in fields(cls)}
    required = [field.key for field in fields(cls) if field.required]
    return {**made, **({"required": required} if required else {}), "additionalProperties": False}


def _short(field: FormatField) -> SchemaPart:
    """The types of a thing that may be written as one value alone."""
    match field.notation:
        case Notation.TEXT:
            return {"type": ["string", "object"], "minLength": 1}
        case Notation.NAME:
            return {"type": ["string", "object"]}
        case Notation.NUMBER:
            return {"type": ["number", "object"]}
        case Notation.FORMULA:
            return {"type": ["string", "object"]}
        case _:
            whole = _value(field)
            return {key: whole[key] for key in ("type", "items", "minItems") if key in whole}


def _described(field: FormatField) -> SchemaPart:
    return {**_value(field), **_about(field.declared)}


def _about(declared: Key) -> SchemaPart:
    return {"x-about": {"sv": declared.sv, "en": declared.en}}


_PLAIN: Final[Mapping[Notation, SchemaPart]] = {
    Notation.TEXT: reference("text"),
    Notation.PLAIN: {"type": "string"},
    Notation.FLAG: {"type": "boolean"},
    Notation.DATE: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "x-not-matching": "DR360"},
    Notation.FORMULA: reference("formula"),
    Notation.ENOUGH: {"type": "number", "exclusiveMinimum": 0},
    Notation.COUNTS_AS: reference("not_relevant"),
    Notation.NAME: reference("name"),
    Notation.MEMBER: {"type": "object", "additionalProperties": reference("name")},
    Notation.MEMBERS: {"type": "object", "additionalProperties": reference("names_or_name")},
}
"""The notations whose declarations hold nothing more."""


def _value(field: FormatField) -> SchemaPart:
    declared = field.declared
    match field.notation:
        case Notation.NUMBER:
            return {"type": "number", **_limits(minimum=declared.least, maximum=declared.most)}
        case Notation.WHOLE:
            return {"type": "integer", **_limits(minimum=declared.least, maximum=declared.most)}
        case Notation.WORD:
            return {"type": "string", "enum": list(declared.words or [each.value for each in field.of])}
        case Notation.NAMES if declared.least is None and not declared.signed:
            return reference("names_or_name" if declared.alone else "names")
        case Notation.NAMES:
            items = reference("level_name" if declared.signed else "name")
            return {"type": "array", **_limits(minItems=declared.least), "items": items}
        case Notation.NUMBERS:
            numbers = {"additionalProperties": {"type": "number"}}
            return {"type": "object", **_limits(minProperties=declared.least), **numbers}
        case Notation.PART if declared.least is None:
            return reference(name_of_class(field.of))
        case Notation.PART:
            return {**_thing(field.of), "minProperties": declared.least}
        case Notation.PARTS:
            items = reference(name_of_class(field.of))
            return {"type": "array", **_limits(minItems=declared.least), "items": items}
        case Notation.THINGS:
            return _things(field)
        case Notation.OWN:
            return _OWN[field.key]()
        case _:
            return _PLAIN[field.notation]


def _limits(**limits: int | None) -> SchemaPart:
    return {key: limit for key, limit in limits.items() if limit is not None}


def _laws() -> SchemaPart:
    laws = {name: {**reference("law_choice"), **_about(law)} for name, law in LAWS.items()}
    of_measure = {"type": "object", "minProperties": 1, "properties": laws, "additionalProperties": False}
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": reference("ids"),
        "additionalProperties": of_measure,
    }


def _reports() -> SchemaPart:
    reports = {kind: {**reference("report"), **_about(report)} for kind, report in REPORT_KINDS.items()}
    return {"type": "object", "minProperties": 1, "properties": reports, "additionalProperties": False}


def _report_parts() -> SchemaPart:
    parts = {name: _described(lone_field(name, part)) for name, part in REPORT_PARTS.items()}
    one = {"minProperties": 1, "maxProperties": 1, "properties": parts, "additionalProperties": False}
    return {"type": "array", "minItems": 1, "items": {"type": ["string", "object"], **one}}


_OWN: Final[Mapping[str, Callable[[], SchemaPart]]] = {
    "laws": _laws,
    "reports": _reports,
    "parts": _report_parts,
}


def _things(field: FormatField) -> SchemaPart:
    least, of = field.declared.least, field.of
    prefix = "level_" if field.declared.signed else ""
    inner = _value(fields(of)[0]) if is_one_value(of) else reference(name_of_class(of))
    made = {"minProperties": least, "additionalProperties": inner}
    if not field.declared.any_id:
        made["propertyNames"] = reference(f"{prefix}ids")
    if field.declared.listed:
        names = {**reference(f"{prefix}name"), "x-keys": "DR289"}
        return {"type": ["array", "object"], "items": names, "minItems": least, **made}
    return {"type": "object", **made}


def _texts(properties: SchemaPart, definitions: SchemaPart) -> SchemaPart:
    """The schema of texts in another language: every text, as plain text, under the keys that it has."""
    told = _with_texts(definitions)
    said = {f"said_{name}": _said(definitions[name], told) for name in definitions}
    of_kinds = {kind: _said(of_kind(kind, properties), told) for kind in kinds(properties)}
    own = {
        field.key: _said(_described(field), told)
        for field in fields(Framework)
        if field.notation is Notation.TEXT
    }
    texts = {
        "type": "object",
        "propertyNames": definitions["text"]["propertyNames"],
        "additionalProperties": {
            "type": "object",
            "properties": {key: each for key, each in {**of_kinds, **own}.items() if each is not None},
            "additionalProperties": False,
        },
    }
    return {**{name: each for name, each in said.items() if each is not None}, "texts": texts}


_SAID = {"type": "string", "minLength": 1}


def _said(value: SchemaPart, told: Collection[str]) -> SchemaPart | None:
    """A part of the schema with texts only; None where there are none.

    Args:
        value: the part.
        told: the names of the definitions with texts.
    """
    name = str(value.get("$ref", "")).rpartition("/")[2]
    about = {"x-about": value["x-about"]} if "x-about" in value else {}
    if name == "text":
        return {**_SAID, **about}
    if name:
        return {**reference(f"said_{name}"), **about} if name in told else None
    if not isinstance(value.get("properties", value.get("additionalProperties")), dict):
        return None
    made: SchemaPart = {"type": "object", **about}
    parts = {key: _said(part, told) for key, part in value.get("properties", {}).items()}
    kept = {key: part for key, part in parts.items() if part is not None}
    if kept:
        made |= {"properties": kept, "additionalProperties": False}
        if {"title", "text"} & kept.keys():
            made |= {"type": ["string", "object"], "minLength": 1}
        return made
    each = value.get("additionalProperties")
    said = _said(each, told) if isinstance(each, dict) else None
    return None if said is None else {**made, "additionalProperties": said}


def _with_texts(definitions: SchemaPart) -> set[str]:
    """The definitions that hold texts, or refer to others that do."""
    inner = {name: set(_references(part)) for name, part in definitions.items()}
    found = {"text"}
    while more := {name for name, names in inner.items() if names & found} - found:
        found |= more
    return found


def _references(value: Any) -> list[str]:  # noqa: ANN401 - JSON is of any kind
    if isinstance(value, list):
        return [name for each in value for name in _references(each)]
    if not isinstance(value, dict):
        return []
    own = [str(value["$ref"]).rpartition("/")[2]] if isinstance(value.get("$ref"), str) else []
    return own + [name for key, part in value.items() if key != "propertyNames" for name in _references(part)]
