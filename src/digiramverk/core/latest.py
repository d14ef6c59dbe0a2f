"""A bounded cache of the latest objects, safe to share between threads."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Latest(Generic[Key, Value]):
    """A cache that drops the least recently used entry when it is full.

    A service that runs for months sees new keys all the time, so an unbounded cache would fill its memory.

    Example:
        >>> kept = Latest[str, int](2)
        >>> for name in "aba":
        ...     kept.put(name, ord(name))
        >>> kept.put("c", 99)
        >>> kept.get("a"), kept.get("b"), kept.get("c")
        (97, None, 99)
    """

    def __init__(self, most: int) -> None:
        """Create an empty cache for at most `most` entries."""
        self._most = most
        self._lock = Lock()
        self._values: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """Return the value of a key, or None."""
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
            return value

    def known_keys(self) -> tuple[Key, ...]:
        """Return the keys, the most recently used last."""
        with self._lock:
            return tuple(self._values)

    def put(self, key: Key, value: Value) -> None:
        """Set the value of a key."""
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = value
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key, and make it if there is none. All threads get the same object.

        The lock is not held while `make` runs, so a slow value does not block threads that want another. The
        cost: two threads may both make a value, and one of the two is dropped.
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
        """Return the number of entries."""
        return len(self._values)
