"""What an overlay can name, and the expansion of short forms."""

from collections.abc import Iterator
from typing import Any

from digiramverk.core import Path
from digiramverk.definitions.declared_kinds import INSIDE, LISTED, MEMBERS, ONE_VALUE, SHORT, WHOLE, WORDS
from digiramverk.definitions.overlay.definition_tree import DefinitionNode


def is_whole(path: Path) -> bool:
    """Whether an overlay replaces the value at a path as a whole."""
    return path[-1] in WHOLE or (len(path) > 1 and path[-2] in ONE_VALUE)


def spell_out(node: DefinitionNode, path: Path) -> None:
    """Expand the short forms at a path and below it, in place."""
    # The path decides, since a key can occur at several depths: a list under `roles` declares roles at the
    # top, and refers to them in an indicator.
    kind = path[-1] if path else None
    if isinstance(node.value, list) and kind in LISTED and (len(path) == 1 or kind in INSIDE):
        node.value = {
            str(each.value): DefinitionNode({}, each.mark, each.place, each.place) for each in node.value
        }
        for name, each in node.value.items():
            title = DefinitionNode(name, each.mark, each.key, each.place)
            each.value = name if kind in ONE_VALUE else {"title": title}
    if len(path) > 1 and not isinstance(node.value, dict):
        above = path[-2]
        if isinstance(node.value, list) and len(path) == 2 and above in MEMBERS:  # noqa: PLR2004 - kind and id
            node.value = {MEMBERS[str(above)]: DefinitionNode(node.value, node.mark, node.key, node.place)}
        elif above in SHORT and (len(path) == 2 or above in INSIDE) and not isinstance(node.value, list):  # noqa: PLR2004 - kind and id
            node.value = {SHORT[str(above)]: DefinitionNode(node.value, node.mark, node.key, node.place)}
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
    """The node that holds each thing with an id. A step that moves or removes things makes a new index."""

    def __init__(self, root: DefinitionNode) -> None:
        """Index the tree as it is now."""
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
