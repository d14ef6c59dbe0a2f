"""The tables of groups that scoring a frame returns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs


@attrs.frozen(eq=False)
class Groups(Mapping[tuple[str, ...], Any]):
    """Tables by the population dimensions that their groups share.

    Dimensions may be named in any order, and a single one without a tuple: ``groups["district", "round"]``,
    ``groups["round"]``. The keys themselves are in the order of the framework.
    """

    tables: Mapping[tuple[str, ...], Any]

    def __getitem__(self, population: str | Iterable[str]) -> Any:  # noqa: ANN401 - the caller's kind of frame
        """The table of one kind of group.

        Raises:
            KeyError: no measure has such groups; the message lists those that exist.
        """
        wanted = frozenset([population] if isinstance(population, str) else population)
        for key, table in self.tables.items():
            if frozenset(key) == wanted:
                return table
        raise KeyError(population, *self.tables)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The sets of dimensions that have a table."""
        return iter(self.tables)

    def __len__(self) -> int:
        """The number of tables."""
        return len(self.tables)
