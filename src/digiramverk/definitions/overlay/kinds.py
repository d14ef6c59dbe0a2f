"""What can be named in an overlay, and how its short forms are spelled out."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from digiramverk.core import Path
from digiramverk.definitions.overlay.definition_tree import DefinitionNode

WORDS: Final[Mapping[str, str]] = {
    "areas": "area",
    "attributes": "attribute",
    "bands": "bands",
    "facets": "facet",
    "goals": "goal",
    "groups": "group",
    "indicators": "indicator",
    "numbers": "number_stated",
    "params": "param",
    "responsibilities": "responsibility",
    "roles": "role",
    "rules": "rule",
    "scales": "scale",
    "school_forms": "school_form",
    "sources": "source",
    "steps": "step",
    "tables": "table",
}
"""The kinds of things that have an id, with the word for one of each."""

WHOLE: Final = frozenset(
    {"title", "description", "text", "help", "note", "where", "source", "not_relevant", "use", "parent"}
)
"""Fields that are written anew as a whole: half an old text and half a new one say nothing together."""

TEXTS_BY_ID: Final = frozenset({"numbers", "suggestions", "measurable_goals"})
MAIN: Final[Mapping[str, str]] = {
    "indicators": "text",
    "responsibilities": "text",
    "params": "value",
    "rules": "value",
    **dict.fromkeys(("sources", "goals", "facets", "attributes"), "title"),
    **dict.fromkeys(("steps", "roles", "groups", "school_forms", "levels", "members"), "title"),
}
"""The field that a thing written as one short text or number is about."""

# At the top of a file `roles` and `facets` define; further in they say what something belongs to.
_INSIDE: Final = frozenset({"indicators", "levels", "members"})
_LISTS_OF_NAMES: Final = frozenset(
    {"steps", "roles", "groups", "school_forms", "numbers", "attributes", "levels", "members"}
)


def is_whole(path: Path) -> bool:
    """Whether what stands at a path is written anew as a whole."""
    return path[-1] in WHOLE or (len(path) > 1 and path[-2] in TEXTS_BY_ID)


def spell_out(node: DefinitionNode, path: Path) -> None:
    """Turn the short forms at a path and below it into the long ones, in place."""
    kind = path[-1] if path else None
    if isinstance(node.value, list) and kind in _LISTS_OF_NAMES and (len(path) == 1 or kind in _INSIDE):
        node.value = {
            str(each.value): DefinitionNode({}, each.mark, each.place, each.place) for each in node.value
        }
        for name, each in node.value.items():
            title = DefinitionNode(name, each.mark, each.key, each.place)
            each.value = name if kind == "numbers" else {} if kind == "attributes" else {"title": title}
    if len(path) > 1 and not isinstance(node.value, dict):
        above = path[-2]
        if isinstance(node.value, list) and len(path) == 2 and above in {"scales", "facets", "attributes"}:  # noqa: PLR2004 - kind and id
            inner = "levels" if above == "scales" else "members"
            node.value = {inner: DefinitionNode(node.value, node.mark, node.key, node.place)}
        elif above in MAIN and (len(path) == 2 or above in _INSIDE) and not isinstance(node.value, list):  # noqa: PLR2004 - kind and id
            node.value = {MAIN[str(above)]: DefinitionNode(node.value, node.mark, node.key, node.place)}
    for key, part in node.fields.items():
        spell_out(part, (*path, key))


def elements(root: DefinitionNode) -> Iterator[tuple[str, str, DefinitionNode]]:
    """Everything that has an id, with its kind: (kind, id, node), areas and indicators in their order."""
    for kind in WORDS:
        if kind not in {"areas", "indicators"} and kind in root.fields:
            yield from ((kind, name, node) for name, node in root.fields[kind].fields.items())
    yield from _below(root)


def _below(holder: DefinitionNode) -> Iterator[tuple[str, str, DefinitionNode]]:
    for kind in ("indicators", "areas"):
        for name, node in holder.fields.get(kind, DefinitionNode({}, holder.mark)).fields.items():
            yield kind, name, node
            if kind == "areas":
                yield from _below(node)


class Index:
    """Where everything with an id is kept, so that it can be found, taken out and put elsewhere."""

    def __init__(self, root: DefinitionNode) -> None:
        """Note where everything is now."""
        self.root = root
        self._holders: dict[tuple[str, str], DefinitionNode] = {}
        for kind in WORDS:
            if kind not in {"areas", "indicators"}:
                self._note(kind, root.fields.get(kind))
        self._descend(root)

    def _descend(self, holder: DefinitionNode) -> None:
        self._note("indicators", holder.fields.get("indicators"))
        self._note("areas", holder.fields.get("areas"))
        for area in holder.fields.get("areas", DefinitionNode({}, holder.mark)).fields.values():
            self._descend(area)

    def _note(self, kind: str, holder: DefinitionNode | None) -> None:
        if holder is not None:
            for name in holder.fields:
                self._holders.setdefault((kind, name), holder)

    def holder(self, kind: str, name: str) -> DefinitionNode:
        """The node whose keys are ids, the given one among them; KeyError where there is no such thing."""
        return self._holders[kind, name]

    def find(self, kind: str, name: str) -> DefinitionNode | None:
        """The thing itself."""
        holder = self._holders.get((kind, name))
        return None if holder is None else holder.fields[name]

    def known(self, kind: str) -> tuple[str, ...]:
        """All ids of a kind."""
        return tuple(name for each, name in self._holders if each == kind)


def collection(holder: DefinitionNode, kind: str) -> DefinitionNode:
    """The node of a kind below `holder`, made where there is none."""
    fields: dict[str, Any] = holder.fields
    if kind not in fields:
        fields[kind] = DefinitionNode({}, holder.mark, holder=True)
    node: DefinitionNode = fields[kind]
    return node
