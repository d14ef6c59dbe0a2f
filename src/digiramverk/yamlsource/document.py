"""What reading a YAML text gives: data, and the place of each part of it."""

from collections.abc import Collection, Mapping
from typing import Any

import attrs

from digiramverk.core import Path, Source, Span, whole_span


@attrs.frozen
class Places:
    """The side table: path → places of the key and of the value found there.

    For a path that has no place of its own (something inside an alias, or a missing key) it returns the
    place of the nearest part around it, so that every message can point somewhere.
    """

    source: Source
    keys: dict[Path, Span] = attrs.field(factory=dict)
    values: dict[Path, Span] = attrs.field(factory=dict)

    def value(self, path: Path) -> Span:
        """The place of the value at `path`."""
        while path not in self.values:
            if not path:
                return whole_span(self.source)
            path = path[:-1]
        return self.values[path]

    def key(self, path: Path) -> Span:
        """The place of the key that leads to `path`; that of the value itself for members of a list."""
        return self.keys.get(path) or self.value(path)

    def without(self, paths: Collection[Path]) -> "Places":
        """The places of what is left when items of lists are removed: later items move up."""
        # Only lists shift. A removed key leaves the paths of its neighbours as they are.
        gone: dict[Path, set[int]] = {}
        for path in paths:
            if path and isinstance(path[-1], int):
                gone.setdefault(path[:-1], set()).add(path[-1])
        if not gone:
            return self
        return Places(self.source, _moved_up(self.keys, gone), _moved_up(self.values, gone))


def _moved_up(spans: Mapping[Path, Span], gone: Mapping[Path, set[int]]) -> dict[Path, Span]:
    kept: dict[Path, Span] = {}
    for path, span in spans.items():
        moved: Path = ()
        for depth, part in enumerate(path):
            out = gone.get(path[:depth], set[int]()) if isinstance(part, int) else set[int]()
            if part in out:
                break
            moved = (*moved, part - sum(each < part for each in out) if isinstance(part, int) else part)
        else:
            kept[moved] = span
    return kept


@attrs.frozen
class YamlDocument:
    """One read YAML text.

    Attributes:
        data: dict, list, str, int, Decimal, bool or None. To be treated as read-only.
        places: the place of each part of `data`.
    """

    data: Any
    places: Places
