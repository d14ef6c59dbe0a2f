"""What a loaded definition keeps for overlays that extend it."""

from collections.abc import Iterator
from typing import Any

import attrs

from digiramverk.core import Diagnostic, Path, Span
from digiramverk.definitions.declared_kinds import INSIDE, LISTED, MEMBERS
from digiramverk.definitions.overlay.definition_tree import Authorship, DefinitionNode, plant
from digiramverk.definitions.plain_data import to_data
from digiramverk.definitions.sections.scales import DEFAULT_SCALE
from digiramverk.model import Framework
from digiramverk.yamlsource import Places, YamlDocument


@attrs.frozen
class Gone:
    """Something that an overlay removed or renamed.

    Attributes:
        by: `id@edition` of the overlay.
        place: the place in the overlay.
        became: its new id, None if it was removed.
    """

    by: str
    place: Span
    became: str | None = None


@attrs.frozen
class Layer:
    """A framework with what is known of the files that it came from.

    Attributes:
        framework: what was built.
        document: the data that it was built from.
        marks: the author of each part, by path.
        gone: by kind and id what overlays removed or renamed.
        warnings: the warnings of building it; an overlay on it does not repeat them.
    """

    framework: Framework
    document: YamlDocument
    marks: dict[Path, Authorship] = attrs.field(factory=dict)
    gone: dict[tuple[str, str], Gone] = attrs.field(factory=dict)
    warnings: tuple[Diagnostic, ...] = ()

    def tree(self) -> DefinitionNode:
        """The resolved definition as a tree: every default filled in, nothing left in short form."""
        places = self.document.places
        # Copies: the layer may be shared by threads, and each overlay on it plants a tree of its own.
        keys, values = dict(places.keys), dict(places.values)
        marks = {(): Authorship(self.framework.reference), **self.marks}
        for short, full in _moves(self.document.data):
            for path in [path for path in values if path[: len(short)] == short]:
                values[(*full, *path[len(short) :])] = values[path]
                if path in keys:
                    keys[(*full, *path[len(short) :])] = keys[path]
            keys.setdefault(full, places.key(short))
        if "use" in self.document.data.get("scoring", {}):
            # A preset's rules have no place of their own: they are shown where the preset is named.
            keys.setdefault(("rules",), places.key(("scoring", "use")))
        return plant(to_data(self.framework), Places(places.source, keys, values), marks)


def _moves(data: Any) -> Iterator[tuple[Path, Path]]:  # noqa: ANN401 - YAML data is of any kind
    """The paths that expanding short forms changes: in the file, and expanded."""
    for kind in LISTED - INSIDE:
        yield from _listed(data.get(kind), (kind,), (kind,))
    things: dict[Path, tuple[str, str, Any]] = {
        (kind, name): (kind, name, value)
        for kind in MEMBERS
        for name, value in (data[kind].items() if isinstance(data.get(kind), dict) else ())
    }
    if "scale" in data:
        yield ("scale",), ("scales", DEFAULT_SCALE)
        things["scale",] = ("scales", DEFAULT_SCALE, data["scale"])
    for path, (kind, name, value) in things.items():
        key = MEMBERS[kind]
        members = value.get(key) if isinstance(value, dict) else value
        inner: Path = (key,) if isinstance(value, dict) else ()
        yield from _listed(members, (*path, *inner), (kind, name, key))


def _listed(written: Any, short: Path, full: Path) -> Iterator[tuple[Path, Path]]:  # noqa: ANN401 - YAML data is of any kind
    if isinstance(written, list):
        for index, name in enumerate(written):
            yield (*short, index), (*full, str(name))
