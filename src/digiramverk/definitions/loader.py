"""The one loader: a path becomes a framework, or a list of everything that is wrong.

A mistake never hides another one. What the schema rejects is removed with everything that depends on it,
until the rest follows the schema, and the builder then checks that rest. Stopping at the schema would be
simpler, and an author would see the mistakes in rules only after those in texts. The price
is a second check of the schema for files with mistakes. The invariant: what is removed has been reported, and
what the builder reports does not follow from the removal.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from digiramverk.core import DefinitionError, Findings, Path, Span
from digiramverk.definitions.definition_files import read_definition
from digiramverk.definitions.label_clashes import label_clashes
from digiramverk.definitions.overlay.application import apply_overlay, both_places, with_texts
from digiramverk.definitions.overlay.layer import Layer
from digiramverk.definitions.schemas import schema
from digiramverk.definitions.sections.framework import build_framework
from digiramverk.definitions.sections.reader import UNKNOWN_KEY
from digiramverk.files import Located, located
from digiramverk.rules.functions import RegisteredFold
from digiramverk.yamlsource import YamlDocument, check_schema

FindParent = Callable[[str, Located, Span], Layer]
"""Finds what `extends` names: (reference as written, the file that says so, its place) → what is extended."""

_SCORING: Final[Path] = ("scoring",)
_STAND_INS: Final[Mapping[str, Any]] = {
    "id": "_",
    "edition": "_",
    "title": "_",
}
"""Placeholders for required keys whose absence has been reported. They follow the schema."""


def load_layer(
    path: FilePath | Located,
    find_parent: FindParent,
    findings: Findings,
    functions: tuple[RegisteredFold, ...] = (),
) -> Layer:
    """Load a framework from a folder or a file.

    Args:
        path: a definition folder (of an installed package or not) or a single YAML file.
        find_parent: asked when the definition says `extends`.
        findings: takes the warnings, and the errors too.
        functions: folds that plugins register, for rules that name them.

    Returns:
        The framework, with what overlays on it need.

    Raises:
        DefinitionError: with all problems, DR0xx–DR3xx. Nothing half-built is returned.
    """
    document = read_definition(path, findings)
    layer = None if document is None else _load(document, located(path), find_parent, findings, functions)
    if layer is None or findings.has_errors:
        raise DefinitionError(findings)
    return layer


def _load(
    document: YamlDocument,
    path: Located,
    find_parent: FindParent,
    findings: Findings,
    functions: tuple[RegisteredFold, ...],
) -> Layer | None:
    if isinstance(document.data, dict) and "extends" in document.data:
        return _extend(document, path, find_parent, findings, functions)
    unusable = check_schema(document, schema("framework"), findings)
    if not isinstance(document.data, dict):
        return None
    document, data, broken = _usable(document, unusable, findings)
    if "texts" in data:
        document = with_texts(attrs.evolve(document, data=data), findings)
        data = document.data
    framework = build_framework(data, document, broken, findings, functions)
    findings.extend(() if framework is None else label_clashes(framework, document))
    return None if framework is None else Layer(framework, document, warnings=tuple(findings))


def _extend(
    document: YamlDocument,
    path: Located,
    find_parent: FindParent,
    findings: Findings,
    functions: tuple[RegisteredFold, ...],
) -> Layer | None:
    check_schema(document, schema("overlay"), findings)
    if findings.has_errors:
        return None
    parent = find_parent(document.data["extends"], path, document.places.value(("extends",)))
    merged = apply_overlay(parent, document, findings)
    built = Findings()
    unusable = check_schema(merged.document, schema("framework"), built)
    left, data, broken = _usable(merged.document, unusable, built)
    framework = build_framework(data, left, broken, built, functions)
    built.extend(() if framework is None else label_clashes(framework, left))
    # Loading the parent has given the warnings about it.
    said = {(each.code, each.span) for each in parent.warnings}
    built.items = [each for each in built if each.is_error or (each.code, each.span) not in said]
    own = frozenset(span.source.name for span in document.places.values.values())
    findings.extend(both_places(built, own, document))
    if framework is None:
        return None
    base = parent.framework
    framework = attrs.evolve(framework, lineage=(base.reference, *base.lineage))
    warnings = (*parent.warnings, *findings)
    return Layer(framework, merged.document, merged.marks, merged.gone, warnings)


_DECIDING: Final = frozenset({("per",), ("across",)})


def _usable(
    document: YamlDocument, unusable: Collection[Path], findings: Findings
) -> tuple[YamlDocument, dict[str, Any], set[str]]:
    """The rest of a document without its unusable parts.

    A part that has lost something required is removed too, until the rest follows the schema. Unknown keys
    are among the findings. They are removed first, and their absence makes nothing unusable.

    Returns:
        The document with the places of the rest, the rest itself, and the top-level keys below which
        something was removed.
    """
    extra = [each.path for each in findings if each.code in UNKNOWN_KEY]
    data = without(document.data, extra)
    if extra:
        unusable = {*unusable, *_again(data, document)}
    broken: set[str] = set()
    if () in unusable and "areas" not in data:
        broken.add("areas")
    while True:
        # Rules can be checked without knowing what an unanswered indicator means: a placeholder is enough.
        parts = [
            part for part in unusable if part and (part != _SCORING or not isinstance(data["scoring"], dict))
        ]
        # Without its `per` a rule means something else, and without its bound a target means nothing.
        parts = [
            part[:2] if part[0] == "targets" or (part[0] == "rules" and part[2:3] in _DECIDING) else part
            for part in parts
        ]
        broken |= {str(part[0]) for part in parts if part != (*_SCORING, "unanswered")}
        data = {**_STAND_INS, **without(data, parts)}
        document = attrs.evolve(document, places=document.places.without(parts))
        data["scoring"] = {"unanswered": "exclude", **data.get("scoring", {})}
        if not parts:
            return document, data, broken
        unusable = _again(data, document)


def _again(data: Any, document: YamlDocument) -> list[Path]:  # noqa: ANN401 - YAML data is of any kind
    """The unusable parts of the rest of a document."""
    return check_schema(YamlDocument(data, document.places), schema("framework"), Findings())


def without(data: Any, paths: Collection[Path]) -> Any:  # noqa: ANN401 - YAML data is of any kind
    """`data` without the values at `paths`, as a copy if anything is removed. The root itself is kept."""
    if not any(paths):
        return data
    kept = deepcopy(data)
    # Longest and last first, so that positions in lists stay true while parts are taken out.
    for path in sorted(
        {path for path in paths if path}, key=lambda path: [str(part).zfill(9) for part in path], reverse=True
    ):
        holder: Any = kept
        for part in path[:-1]:
            holder = _child(holder, part)
        if isinstance(holder, dict):
            holder.pop(path[-1], None)
        elif isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
            del holder[path[-1]]
    return kept


def _child(holder: Any, part: str | int) -> Any:  # noqa: ANN401 - YAML data is of any kind
    """The value under a key or position; None if it has been removed already."""
    if isinstance(holder, dict):
        return holder.get(part)
    if isinstance(holder, list) and isinstance(part, int) and part < len(holder):
        return holder[part]
    return None
