"""Findings of a JSON Schema, each at its place in the YAML text and in our own words."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final
from unicodedata import normalize

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.language import AnyOf, Names, Word
from digiramverk.core.place import Span
from digiramverk.core.suggest import near
from digiramverk.yamlsource.document import Document


def check_schema(document: Document, schema: Mapping[str, Any], findings: Findings) -> list[Path]:
    """Check a document against a JSON Schema (2020-12).

    Args:
        document: what was read.
        schema: a schema that keeps to properties, additionalProperties, propertyNames, required, type,
            enum, pattern, items, bounds and ``$ref``: each of these has words of its own here.
        findings: takes one diagnostic per problem.

    Returns:
        The paths of the parts that cannot be used, to be left out by whoever works on with the rest. A key
        too much spoils nothing and is not among them.
    """
    # jsonschema takes a tenth of a second to import: only those who check something pay for it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    # What reading has complained about already needs no second complaint.
    unusable: list[Path] = [finding.path for finding in findings if finding.code in _NOTED_BY_READING]
    settled = set(unusable)
    for error in Draft202012Validator(schema).iter_errors(document.data):
        path: Path = tuple(error.absolute_path)
        if path in settled:
            continue
        if error.validator == "type":
            settled.add(path)
        report = _REPORTS.get(str(error.validator), _other)
        unusable += report(document, path, error, findings)
    return unusable


_NOTED_BY_READING: Final = frozenset({"DR104", "DR116"})


def kind_of(value: object) -> Word:
    """The vocabulary's word for the kind of a value read from YAML."""
    match value:
        case None:
            return Word("null")
        case bool():
            return Word("boolean")
        case int():
            return Word("integer")
        case Decimal():
            return Word("number")
        case str():
            return Word("string")
        case list():
            return Word("array")
        case _:
            return Word("object")


def _place(document: Document, path: Path) -> Span:
    """A scalar is shown itself; for a whole block the key above it says more."""
    data = document.data
    for part in path:
        data = data[part]
    return document.places.key(path) if isinstance(data, dict | list | None) else document.places.value(path)


def _unknown_key(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - jsonschema has no public type for it
    known = list(error.schema.get("properties", {}))
    extra = [key for key in error.instance if key not in known]
    for key in extra:
        if any(character in key for character in "()=") or key.isdecimal():
            # `{value: mean(x, where=y)}` or `{value: x >= 0,8}`: YAML took the comma for its own.
            findings.add("DR228", document.places.key((*path, key)), path=(*path, key), key=key)
            continue
        place = document.places.key((*path, key))
        misplaced = error.schema.get("x-unknown", {}).get(key)
        if misplaced is not None:
            findings.add(misplaced, place, path=(*path, key), key=key)
            continue
        alike = near(key, known)
        findings.add(
            "DR201",
            place,
            path=(*path, key),
            key=key,
            known=Names(tuple(known)),
            near=alike,
            replacement=alike[0] if alike else None,
        )
    return []


def _missing_key(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    known = list(error.schema.get("properties", {}))
    misspelt = {alike for key in error.instance if key not in known for alike in near(key, known)}
    for key in error.validator_value:
        if key not in error.instance and key not in misspelt:
            code = error.schema.get("x-missing", {}).get(key, "DR202")
            findings.add(code, _place(document, path), path=path, key=key)
    return [path]


def _wrong_kind(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    expected = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    words = tuple(Word(kind) for kind in expected if kind != "integer" or "number" not in expected)
    if "number" in expected and isinstance(error.instance, str) and _decimal_comma(error.instance):
        fixed = error.instance.replace(",", ".")
        findings.add(
            "DR209", _place(document, path), path=path, value=error.instance, fixed=fixed, replacement=fixed
        )
    else:
        found = kind_of(error.instance)
        findings.add("DR203", _place(document, path), path=path, expected=AnyOf(words), found=found)
    return [path]


def _decimal_comma(text: str) -> bool:
    whole, comma, decimals = text.partition(",")
    return bool(comma) and whole.strip("-").isdecimal() and decimals.isdecimal()


def _not_among(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    known = [str(value) for value in error.validator_value]
    alike = near(str(error.instance), known)
    findings.add(
        error.schema.get("x-not-among", "DR204"),
        _place(document, path),
        path=path,
        value=str(error.instance),
        known=Names(tuple(known)),
        near=alike,
    )
    return [path]


def _bad_form(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    code = error.schema.get("x-not-matching", "DR205")
    key_path = (*path, error.instance)
    whole = normalize("NFC", str(error.instance))
    if whole != error.instance and re.search(error.validator_value, whole):
        is_key = key_path in document.places.keys
        place = document.places.key(key_path) if is_key else _place(document, path)
        findings.add("DR254", place, path=path, value=str(error.instance), whole=whole, replacement=whole)
        return [key_path if is_key else path]
    if key_path in document.places.keys:
        findings.add(code, document.places.key(key_path), path=key_path, value=error.instance)
        return [key_path]
    findings.add(code, _place(document, path), path=path, value=str(error.instance))
    return [path]


def _empty(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add("DR206", _place(document, path), path=path, least=error.validator_value)
    return [path]


def _too_long(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add("DR207", _place(document, path), path=path, most=error.validator_value)
    return [path]


def _out_of_bounds(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add(
        "DR208", _place(document, path), path=path, value=str(error.instance), bound=error.validator_value
    )
    return [path]


def _other(document: Document, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add("DR210", _place(document, path), path=path, keyword=str(error.validator))
    return [path]


_REPORTS: Final[Mapping[str, Callable[[Document, Path, Any, Findings], list[Path]]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "type": _wrong_kind,
    "enum": _not_among,
    "const": lambda document, path, error, findings: _not_among(document, path, _as_enum(error), findings),
    "pattern": _bad_form,
    "minItems": _empty,
    "minProperties": _empty,
    "minLength": _empty,
    "maxItems": _too_long,
    "maxProperties": _too_long,
    "maxLength": _too_long,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
    "exclusiveMinimum": _out_of_bounds,
    "exclusiveMaximum": _out_of_bounds,
}


def _as_enum(error: Any) -> Any:  # noqa: ANN401 - as above
    error.validator_value = [error.validator_value]
    return error
