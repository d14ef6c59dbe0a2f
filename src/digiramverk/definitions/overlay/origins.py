"""Where every part of a framework comes from, read off the tree."""

from collections.abc import Iterable

from digiramverk.core import Path, Span, whole_span
from digiramverk.definitions.overlay.definition_tree import DefinitionNode
from digiramverk.definitions.overlay.kinds import elements
from digiramverk.definitions.overlay.layer import Layer
from digiramverk.model import Origin, Written


def origins(layer: Layer) -> tuple[Origin, ...]:
    """The origin of everything that has an id, indicators with their area."""
    start = whole_span(layer.document.places.source)
    return tuple(_origin(kind, name, node, start) for kind, name, node in elements(layer.tree()))


def _origin(kind: str, name: str, node: DefinitionNode, start: Span) -> Origin:
    # A thing that was overwritten as a whole (the title of a number) is itself the change.
    changed: dict[tuple[str, Span], list[str]] = {}
    for path, each in node.walk():
        if kind == "areas" and path[:1] in {("areas",), ("indicators",)}:
            continue
        # The children of an overwritten value are part of the same change.
        if (each.mark.over or each.mark.by != node.mark.by) and not _within(path, changed.values()):
            field = ".".join(map(str, path))
            changed.setdefault((each.mark.by, each.where(start)), []).append(field)
    if node.mark.moved is not None:
        changed.setdefault(node.mark.moved, []).append("move")
    changes = tuple(_written(by, place, tuple(fields)) for (by, place), fields in changed.items())
    return Origin(kind, name, _written(node.mark.by, node.where(start), ()), changes)


def _within(path: Path, found: Iterable[list[str]]) -> bool:
    text = ".".join(map(str, path))
    return any(text.startswith(f"{field}.") for fields in found for field in fields)


def _written(by: str, place: Span, fields: tuple[str, ...]) -> Written:
    return Written(by, place.source.name, place.line, place.column, fields)
