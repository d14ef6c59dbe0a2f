"""What reading a YAML text gives: data, and where each part of it stands."""

from typing import Any

import attrs

from digiramverk.core.diagnostic import Path
from digiramverk.core.place import Source, Span, whole


@attrs.frozen
class Places:
    """The side table: path → places of the key and of the value found there.

    Asked for a path that it does not know (something inside an alias, or a missing key), it answers with
    the nearest known place around it.
    """

    source: Source
    keys: dict[Path, Span] = attrs.field(factory=dict)
    values: dict[Path, Span] = attrs.field(factory=dict)

    def value(self, path: Path) -> Span:
        """Where the value at `path` stands."""
        while path not in self.values:
            if not path:
                return whole(self.source)
            path = path[:-1]
        return self.values[path]

    def key(self, path: Path) -> Span:
        """Where the key stands that leads to `path`; the value itself for members of a list."""
        return self.keys.get(path) or self.value(path)


@attrs.frozen
class Document:
    """One read YAML text.

    Attributes:
        data: dict, list, str, int, Decimal, bool or None. To be treated as read-only.
        places: where each part of `data` stands.
    """

    data: Any
    places: Places
