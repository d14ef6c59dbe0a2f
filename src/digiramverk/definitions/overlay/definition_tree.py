"""Plain data as a tree in which each value knows its places and its author.

The side table of places is keyed by path, and an overlay changes paths: it moves, renames and inserts. Nodes
carry their places with them, so that no step has to update a table, and `harvest` writes a new table at the
end. The tree is mutable and belongs to one overlay: `Layer.tree` plants a new one for each.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from digiramverk.core import Path, Span
from digiramverk.yamlsource import Places, YamlDocument


@attrs.frozen
class Authorship:
    """Who wrote a value.

    Attributes:
        by: `id@edition` of the definition that has it.
        over: whether it replaced a value of another definition.
        moved: who moved it, and the place of that `move`; None if nobody has.
    """

    by: str
    over: bool = False
    moved: tuple[str, Span] | None = None


@attrs.define(eq=False)
class DefinitionNode:
    """One value of a definition.

    Attributes:
        value: what is there: nodes by key, a list of nodes, or a scalar.
        mark: who wrote it.
        key: the place of its key.
        place: the place of the value itself.
        holder: whether it exists only for its members: an overlay created it to insert one, or removed one
            from it. Such a node is dropped once it is empty. What an author *wrote* as empty stays.
    """

    value: Any
    mark: Authorship
    key: Span | None = None
    place: Span | None = None
    holder: bool = False

    @property
    def fields(self) -> dict[str, "DefinitionNode"]:
        """The nodes below by key; none where there are no keys."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def data(self) -> Any:  # noqa: ANN401 - YAML data is of any kind
        """The plain data from here on."""
        if isinstance(self.value, dict):
            return {key: node.data for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data for node in self.value]
        return self.value

    def take(self, name: str) -> "DefinitionNode":
        """Take a member out."""
        self.holder = True
        node: DefinitionNode = self.value.pop(name)
        return node

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, "DefinitionNode"]]:
        """This node and all below it, each with the way to it."""
        yield path, self
        if isinstance(self.value, dict):
            for key, node in self.value.items():
                yield from node.walk((*path, key))
        elif isinstance(self.value, list):
            for index, node in enumerate(self.value):
                yield from node.walk((*path, index))

    def where(self, fallback: Span) -> Span:
        """The place that messages point at: the key, else the value."""
        return self.key or self.place or fallback


def plant(data: Any, places: Places, marks: Mapping[Path, Authorship], path: Path = ()) -> DefinitionNode:  # noqa: ANN401 - YAML data is of any kind
    """The tree of some data.

    Args:
        data: plain data.
        places: the places of its parts; a part without one gets the nearest above it.
        marks: the author of the value at a path and below it; the root must have one.
        path: the path of `data` in the whole document.
    """
    return _plant(
        data, places, marks, path, DefinitionNode(None, marks[()], places.key(path), places.value(path))
    )


def _plant(
    data: Any,  # noqa: ANN401 - as above
    places: Places,
    marks: Mapping[Path, Authorship],
    path: Path,
    above: DefinitionNode,
) -> DefinitionNode:
    key = places.keys.get(path)
    place = places.values.get(path)
    # A value without a place of its own (a default) is shown at the part that it belongs to.
    node = DefinitionNode(None, marks.get(path, above.mark), key or above.key, place or key or above.place)
    if isinstance(data, dict):
        node.value = {name: _plant(part, places, marks, (*path, name), node) for name, part in data.items()}
    elif isinstance(data, list):
        node.value = [_plant(part, places, marks, (*path, index), node) for index, part in enumerate(data)]
    else:
        node.value = data
    return node


def harvest(root: DefinitionNode, places: Places) -> tuple[YamlDocument, dict[Path, Authorship]]:
    """The tree as a document again, with the authors: an entry for the root and wherever the author changes.

    Args:
        root: the tree.
        places: those of the overlay; a part without any place is shown in its file.
    """
    found = Places(places.source)
    marks: dict[Path, Authorship] = {}
    for path, node in root.walk():
        if node.key is not None:
            found.keys[path] = node.key
        if node.place is not None:
            found.values[path] = node.place
        if not path or node.mark != _above(root, path).mark:
            marks[path] = node.mark
    return YamlDocument(root.data, found), marks


def _above(root: DefinitionNode, path: Path) -> DefinitionNode:
    node = root
    for part in path[:-1]:
        node = node.value[part]
    return node
