"""Plain data as a tree in which each value knows its places and who wrote it."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from digiramverk.core import Path, Span
from digiramverk.yamlsource import Places, YamlDocument


@attrs.frozen
class Authorship:
    """Who wrote a value.

    Attributes:
        by: `id@edition` of the definition that it stands in.
        over: whether it was written over something that another definition had.
        moved: who moved it and where that is said; None where it stands in its first place.
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
        key: where its key stands.
        place: where the value itself stands.
        holder: whether it is there for what is in it alone: it was made to put something in, or something
            was taken out of it. Empty, such a one goes. What was *written* as empty stays.
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
        """The place to point at: the key, else the value."""
        return self.key or self.place or fallback


def plant(data: Any, places: Places, marks: Mapping[Path, Authorship], path: Path = ()) -> DefinitionNode:  # noqa: ANN401 - YAML data is of any kind
    """The tree of some data.

    Args:
        data: plain data.
        places: where its parts stand; a part without a place gets the nearest one above it.
        marks: who wrote what stands at a path and below it; the root has to have one.
        path: where in the whole `data` stands.
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
    # What has no place of its own (a default filled in) is shown where the part stands that it belongs to.
    node = DefinitionNode(None, marks.get(path, above.mark), key or above.key, place or key or above.place)
    if isinstance(data, dict):
        node.value = {name: _plant(part, places, marks, (*path, name), node) for name, part in data.items()}
    elif isinstance(data, list):
        node.value = [_plant(part, places, marks, (*path, index), node) for index, part in enumerate(data)]
    else:
        node.value = data
    return node


def harvest(root: DefinitionNode, places: Places) -> tuple[YamlDocument, dict[Path, Authorship]]:
    """The tree as a document again, and who wrote what: an entry for the root and wherever it changes.

    Args:
        root: the tree.
        places: of the definition that was put in last; what has no place at all is shown in its file.
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
