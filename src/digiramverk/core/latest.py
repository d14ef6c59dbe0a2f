"""What was made last, kept so that it need not be made again: bounded, and shared by threads."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Latest(Generic[Key, Value]):
    """The latest things by key; of many that were kept, the one that was asked for longest ago goes.

    A process that runs for months is asked for ever new things, so that nothing may be kept for ever.

    Example:
        >>> kept = Latest[str, int](2)
        >>> for name in "aba":
        ...     kept.put(name, ord(name))
        >>> kept.put("c", 99)
        >>> kept.get("a"), kept.get("b"), kept.get("c")
        (97, None, 99)
    """

    def __init__(self, most: int) -> None:
        """Keep nothing yet, and never more than `most`."""
        self._most = most
        self._lock = Lock()
        self._values: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """What is kept under a key; None where nothing is."""
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
            return value

    def known_keys(self) -> tuple[Key, ...]:
        """What something is kept under, the one that was asked for last at the end."""
        with self._lock:
            return tuple(self._values)

    def put(self, key: Key, value: Value) -> None:
        """Keep something, in place of what was kept under the same key."""
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = value
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        """What is kept under a key, made now where nothing is. Threads that make it at once get one thing.

        Nothing is locked while it is made: whoever makes something slow holds up nobody who wants another.
        """
        value = self.get(key)
        if value is not None:
            return value
        made = make()
        with self._lock:
            first = self._values.setdefault(key, made)
        self.put(key, first)
        return first

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._values)
