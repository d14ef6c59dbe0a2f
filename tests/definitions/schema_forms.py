"""What the published schema allows: every key, and each kind, empty form and extreme of it, by name.

`possible` lists all of it and `met` what a definition has of it, so that a law can show that it saw all: what
is new in the schema and in no drawn definition is missing from what was met.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from digiramverk.definitions.schemas import schema_for_editors

Path = tuple[str, ...]
Schema = Mapping[str, Any]

SCHEMA: Final[Schema] = schema_for_editors("framework", "en")
_PLAIN: Final = frozenset({"text", "name", "names", "formula", "unanswered", "not_relevant", "ids"})
"""What many keys hold: told apart by the key. All other parts of the schema go by their own names."""

UNWRITABLE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            "area_levels.*:number",
            "numbers.*:number",
            "attributes.*:number",
            "rule.per.*:number",
            "rule.across.*:number",
            "scoring.results_per.*:number",
            "target.measure:number",
            "counts:number",
            "names_or_name:number",
            "names_or_name.*:number",
            "report.parts.*.figures.*:number",
            "report.parts.*.chart:number",
            "report.parts.*.table:number",
            "report.parts.*.reached:number",
        ),
        "rules name it, so it is a word",
    ),
    **dict.fromkeys(("law=''", "report.parts.*=''"), "one of few words"),
    **dict.fromkeys(("source_reference=''",), "the id of something"),
    **dict.fromkeys(("names_or_name=''", "names_or_name=0"), "the id of something"),
    **dict.fromkeys(("rule.show_if:number", "rule.show_if=0"), "not a truth"),
    **dict.fromkeys(("rule=''",), "not a formula"),
    **dict.fromkeys(("rule.not_relevant={}",), "says as what"),
}
"""What the schema allows and the loader refuses, with the reason."""


def possible() -> frozenset[str]:
    """All that the format has: `area.help`, `rules.*.across=[]`, `indicator:string`, `indicator.weight=0`."""
    found = set(_possible(SCHEMA, ()))
    waiting, seen = [SCHEMA], set[str]()
    while waiting:
        for name in _named(waiting.pop()) - seen:
            seen.add(name)
            waiting.append(SCHEMA["$defs"][name])
            found |= set(_possible(SCHEMA["$defs"][name], (name,)))
    return frozenset(found) - UNWRITABLE.keys()


def _named(part: Any) -> set[str]:  # noqa: ANN401 - JSON is of any kind
    """The parts that go by their own names, in a part."""
    if isinstance(part, list):
        return set().union(*map(_named, part))
    if not isinstance(part, dict):
        return set()
    name = part.get("$ref", "").removeprefix("#/$defs/") if isinstance(part.get("$ref"), str) else ""
    inner = (each for key, each in part.items() if key != "$defs")
    return ({name} - {"", *_PLAIN}).union(*map(_named, inner))


def met(data: Mapping[str, Any]) -> frozenset[str]:
    """What a definition has of it."""
    return frozenset(_met(data, SCHEMA, ()))


def _possible(part: Schema, path: Path) -> Iterator[str]:
    name, kinds = ".".join(path), kinds_of(part)
    if path and len(kinds) > 1:
        yield from (f"{name}:{kind}" for kind in kinds)
    yield from (f"{name}={value}" for value in part.get("enum", ()))
    closed = {"pattern", "enum"} & part.keys()
    for kind in kinds:
        if kind == "array" and not part.get("minItems"):
            yield f"{name}=[]"
        if kind == "object" and path and not part.get("minProperties") and not part.get("required"):
            yield f"{name}={{}}"
        if kind == "string" and not part.get("minLength") and not closed:
            yield f"{name}=''"
        if kind in {"number", "integer"} and not closed and _may_be(0, part):
            yield f"{name}=0"
        if kind == "boolean":
            yield from (f"{name}=True", f"{name}=False")
    for key, inner, here in _inside(part, path):
        if key:
            yield ".".join((*path, key))
        if not _goes_by_name(inner):
            yield from _possible(followed(inner), here)


def _met(data: Any, part: Schema, path: Path) -> Iterator[str]:  # noqa: ANN401 - YAML data is of any kind
    name = ".".join(path)
    yield f"{name}:{_kind(data)}"
    yield f"{name}={data!r}" if data in ([], {}, "") else f"{name}={data}"
    if isinstance(data, list):
        inner, here = _at(part["items"], (*path, "*"))
        for each in data:
            yield from _met(each, inner, here)
    for key, value in data.items() if isinstance(data, dict) else ():
        known = part.get("properties", {}).get(key)
        if known is not None:
            yield ".".join((*path, key))
        yield from _met(value, *_at(known or part["additionalProperties"], (*path, key if known else "*")))


def _inside(part: Schema, path: Path) -> Iterator[tuple[str, Schema, Path]]:
    for key, inner in part.get("properties", {}).items():
        yield key, inner, (*path, key)
    for key in ("additionalProperties", "items"):
        if isinstance(part.get(key), Mapping):
            yield "", part[key], (*path, "*")


def _goes_by_name(part: Schema) -> bool:
    return part.get("$ref", "").removeprefix("#/$defs/") not in {"", *_PLAIN}


def followed(part: Schema) -> Schema:
    """A part of the schema, or what it refers to."""
    name = part.get("$ref", "").removeprefix("#/$defs/")
    return SCHEMA["$defs"][name] if name else part


def _at(part: Schema, path: Path) -> tuple[Schema, Path]:
    """What stands at a path of data, and the path that it is known by."""
    name = part.get("$ref", "").removeprefix("#/$defs/")
    return followed(part), (name,) if _goes_by_name(part) else path


def kinds_of(part: Schema) -> list[str]:
    """The kinds of data that a part may be; a whole number is one way to write a number."""
    kinds = part.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return [kind for kind in kinds if kind != "integer" or "number" not in kinds]


def _kind(data: Any) -> str:  # noqa: ANN401 - YAML data is of any kind
    kinds = {bool: "boolean", str: "string", list: "array", dict: "object"}
    return kinds.get(type(data), "number")


def _may_be(number: int | Decimal, part: Schema) -> bool:
    low, over, high = part.get("minimum"), part.get("exclusiveMinimum"), part.get("maximum")
    at_least = (low is None or number >= low) and (over is None or number > over)
    return at_least and (high is None or number <= high)
