"""Findings of a JSON Schema, each at its place in the YAML text and in our own words.

One cause gives one diagnostic: a part of the wrong type settles its path, and what the reader has reported is
not reported again. jsonschema's own messages are never shown. They speak of schemas to people who write YAML,
and in English only. So each keyword that a schema may use has a function here that knows the place,
the nearest allowed word and what the author probably meant. A keyword without one ends in
DR210, so a schema keeps to those that are here.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final
from unicodedata import normalize

import attrs

from digiramverk.core import AnyOf, Findings, Names, Path, Span, Word
from digiramverk.yamlsource.document import YamlDocument
from digiramverk.yamlsource.intended_values import as_name, decimal_comma, rewritten, straightened
from digiramverk.yamlsource.scalars import MOST_DIGITS, too_many_digits
from digiramverk.yamlsource.syntax_slips import HARD, comment, hard_space


def check_schema(document: YamlDocument, schema: Mapping[str, Any], findings: Findings) -> list[Path]:
    """Check a document against a JSON Schema (2020-12).

    Args:
        document: what was read.
        schema: a schema that keeps to properties, additionalProperties, propertyNames, required, type,
            enum, pattern, items, bounds and ``$ref``: each of these has words of its own here.
        findings: collects one diagnostic per problem.

    Returns:
        The paths of the parts that are unusable; a caller that continues with the rest leaves them out. An
        unknown key makes nothing unusable and is not among them.
    """
    # jsonschema takes a tenth of a second to import: only those who check something pay for it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    # What the reader has reported already is not reported again.
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


_NEAR: Final = 100
_AFTER: Final = re.compile(r"\s*(\S)")
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


def _place(document: YamlDocument, path: Path) -> Span:
    """Points at a scalar itself, and at the key above a whole block."""
    data = document.data
    for part in path:
        data = data[part]
    return document.places.key(path) if isinstance(data, dict | list | None) else document.places.value(path)


def _unknown_key(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - jsonschema has no public type for it
    known = list(error.schema.get("properties", {}))
    extra = [key for key in error.instance if key not in known]
    divided = False
    for key in extra:
        place = document.places.key((*path, key))
        if _no_colon(place):
            # `{value: mean(x, where=y)}` or `{at_least: 0,8}`: YAML took the comma for its own.
            divided = True
            _divided(place, (*path, key), key, findings)
            continue
        hard = hard_space(place.source, place.line) if any(sign in key for sign in HARD) else None
        if hard is not None:
            findings.extend([attrs.evolve(hard, path=(*path, key))])
            continue
        if key == "<<":
            findings.add("DR126", place, path=(*path, key), key=key)
            continue
        misplaced = error.schema.get("x-unknown", {}).get(key)
        if misplaced is not None:
            findings.add(misplaced, place, path=(*path, key), key=key)
            continue
        alike = findings.near(key, known)
        findings.add(
            "DR201",
            place,
            path=(*path, key),
            key=key,
            known=Names(tuple(known)),
            near=alike,
            replacement=alike[0] if alike else None,
        )
    # A part that was torn in two is not checked further.
    return [path] if divided and len(path) > 1 else []


def _no_colon(key: Span) -> bool:
    """Whether what was read as a key in braces has no colon after it."""
    # Matching at an index avoids a copy of the rest of the line, which may be a whole file.
    found = _AFTER.match(key.source.line(key.end_line), key.end_column - 1)
    return found is not None and found[1] in {",", "}"}


def _divided(place: Span, path: Path, key: str, findings: Findings) -> None:
    line = place.source.line(place.line)
    before = re.search(r"(?<![\w.,])(-?\d+),$", line[max(0, place.column - 1 - _NEAR) : place.column - 1])
    decimals = re.match(r"\d+", key)
    if before is None or decimals is None:
        findings.add("DR228", place, path=path, key=key)
        return
    fixed = f"{before[1]}.{decimals[0]}"
    start, end = place.column - 1 - len(before[0]) + 1, place.column + len(decimals[0])
    span = attrs.evolve(place, column=start, end_column=end, end_line=place.line)
    findings.add("DR209", span, path=path, value=span.text, fixed=fixed, replacement=fixed)


def _missing_key(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    known = list(error.schema.get("properties", {}))
    misspelt = {alike for key in error.instance if key not in known for alike in findings.near(key, known)}
    # After the beginning of a second document the reader stopped, so the key may be there.
    cut = any(each.code == "DR107" for each in findings)
    for key in error.validator_value:
        if key not in error.instance and key not in misspelt and not cut:
            code = error.schema.get("x-missing", {}).get(key, "DR202")
            about = error.schema.get("properties", {}).get(key)
            choices: list[Any] = about.get("enum", []) if isinstance(about, dict) else []
            line = f"{key}: {choices[0] if len(choices) == 1 else '…'}"
            findings.add(code, _place(document, path), path=path, key=key, line=line)
    return [path]


def _wrong_kind(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    expected = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    words = tuple(Word(kind) for kind in expected if kind != "integer" or "number" not in expected)
    place, value, wanted = _place(document, path), error.instance, AnyOf(words)
    # Where one word or number is enough, the message leaves out the long form.
    plain = AnyOf(tuple(word for word in words if word.key != "object") or words)
    if "number" in expected and isinstance(value, str) and decimal_comma(value):
        fixed = value.replace(",", ".")
        findings.add("DR209", place, path=path, value=value, fixed=fixed, replacement=fixed)
    elif {"number", "integer"} & {*expected} and isinstance(value, str) and too_many_digits(value):
        findings.add("DR288", place, path=path, value=value, most=MOST_DIGITS)
    elif (right := rewritten(value, expected, place.text)) is not None:
        args = {"value": str(value), "fixed": right, "expected": plain, "replacement": right}
        findings.add("DR236", place, path=path, **args)
    elif value is None and path and isinstance(path[-1], str):
        _nothing_there(place, path, plain, findings)
    elif isinstance(value, dict) and value and "x-keys" in error.schema:
        _keys_in_list(error.schema["x-keys"], place, path, value, findings)
    elif isinstance(value, list) and "object" in expected and "string" not in expected:
        findings.add("DR238", place, path=path)
    else:
        findings.add("DR203", place, path=path, expected=wanted, found=kind_of(value))
    return [path]


def _keys_in_list(code: str, place: Span, path: Path, value: Mapping[str, Any], findings: Findings) -> None:
    """A thing with its keys in a list that holds ids alone: once for the list, with the line to write."""
    if any(each.code == code and each.path[:-1] == path[:-1] for each in findings):
        return
    ((first, inner), *_) = value.items()
    name = value.get("id", first)
    whole = inner if isinstance(inner, dict) else {key: each for key, each in value.items() if key != "id"}
    # A value that would need quotation marks is left for the reader to write.
    shown = {key: each if re.fullmatch(r"[\w .\-]+", str(each)) else "…" for key, each in whole.items()}
    keys = ", ".join(f"{key}: {each}" for key, each in shown.items())
    findings.add(code, place, path=path, fixed=f"{name}: {{{keys}}}")


def _nothing_there(key: Span, path: Path, expected: AnyOf, findings: Findings) -> None:
    """A key without a value: its text became a comment, a comma cut it off, or the author forgot it."""
    swallowed = comment(key.source, key.end_line, key.end_column, _NEAR)
    if swallowed is not None:
        findings.add("DR124", swallowed, path=path)
    elif _no_colon(key):
        _divided(key, path, str(path[-1]), findings)
    else:
        findings.add("DR237", key, path=path, key=path[-1], expected=expected)


def _not_among(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    known = [str(value) for value in error.validator_value]
    alike = findings.near(str(error.instance), known)
    findings.add(
        error.schema.get("x-not-among", "DR204"),
        _place(document, path),
        path=path,
        value=str(error.instance),
        known=Names(tuple(known)),
        near=alike,
    )
    return [path]


def _bad_form(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    code = error.schema.get("x-not-matching", "DR205")
    key_path = (*path, error.instance)
    whole = normalize("NFC", str(error.instance))
    if whole != error.instance and re.search(error.validator_value, whole):
        is_key = key_path in document.places.keys
        place = document.places.key(key_path) if is_key else _place(document, path)
        findings.add("DR254", place, path=path, value=str(error.instance), whole=whole, replacement=whole)
        return [key_path if is_key else path]
    at = key_path if key_path in document.places.keys else path
    place = document.places.key(at) if at == key_path else _place(document, path)
    written = str(error.instance)
    straight = straightened(written) if code == "DR205" else None
    if straight is not None:
        args = {"written": written, "fixed": straight, "replacement": straight}
        findings.add("DR125", place, path=at, **args)
    else:
        more = {"fixed": as_name(written)} if code == "DR205" else {}
        findings.add(code, place, path=at, value=written, **more)
    return [at]


def _empty(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add("DR206", _place(document, path), path=path, least=error.validator_value)
    return [path]


def _too_long(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add("DR207", _place(document, path), path=path, most=error.validator_value)
    return [path]


def _out_of_bounds(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    args = {"value": str(error.instance), "limit": Word(error.validator), "bound": error.validator_value}
    findings.add("DR208", _place(document, path), path=path, **args)
    return [path]


def _other(document: YamlDocument, path: Path, error: Any, findings: Findings) -> list[Path]:  # noqa: ANN401 - as above
    findings.add("DR210", _place(document, path), path=path, keyword=str(error.validator))
    return [path]


_REPORTS: Final[Mapping[str, Callable[[YamlDocument, Path, Any, Findings], list[Path]]]] = {
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
