"""Checks what the hooks of a plugin return, before anything uses it."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs
import pluggy

from digiramverk.definitions import Registered
from digiramverk.plugins.spec import PROJECT, Hooks
from digiramverk.reports import Renderer
from digiramverk.rules.functions import RegisteredFold

MOST: Final = 1000
"""How many values a hook may return; a bound, since an iterator may never end."""
_HOOKS: Final = ("digiramverk_frameworks", "digiramverk_folds", "digiramverk_renderers")


class StrangeError(Exception):
    """A hook has returned a value of the wrong type.

    Attributes:
        found: the name of the type.
    """

    def __init__(self, found: object) -> None:
        """Keep the type of `found`."""
        super().__init__(type(found).__name__)
        self.found = type(found).__name__


class NoPluginError(Exception):
    """An object that an entry point names has no hook functions."""


class UnusableError(Exception):
    """A hook has returned a value of the right type with a field of the wrong type.

    Attributes:
        field: the field, as in `Registered.id`.
        found: its type and value.
        expected: the right type, as Python writes it.
    """

    def __init__(self, kind: type[Any], field: str, found: object, expected: str) -> None:
        """Keep the names of the types."""
        super().__init__(field)
        self.field, self.expected = f"{kind.__name__}.{field}", expected
        self.found = f"{type(found).__name__}: {found!r}"


@attrs.frozen
class Offered:
    """The values that the hooks of a plugin return, all of them usable."""

    frameworks: tuple[Registered, ...]
    folds: tuple[RegisteredFold, ...]
    renderers: tuple[Renderer, ...]


def offered(plugin: object, name: str, distribution: str) -> Offered:
    """Call the hooks of a plugin, and mark what they return with its distribution.

    Raises:
        NoPluginError, StrangeError, UnusableError: the plugin cannot be used.
        BaseException: any exception of the plugin itself.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    for hook in _HOOKS:
        own = getattr(plugin, hook, None)
        if callable(own) and not hasattr(own, f"{PROJECT}_impl"):
            message = f"{hook} is not marked with hookimpl"
            raise TypeError(message)
    manager.register(plugin, name)
    manager.check_pending()
    if not manager.get_hookcallers(plugin):
        raise NoPluginError
    return Offered(
        tuple(
            attrs.evolve(each, origin=distribution)
            for each in _all(manager.hook.digiramverk_frameworks(), Registered, _FRAMEWORK)
        ),
        tuple(
            attrs.evolve(each, distribution=distribution)
            for each in _all(manager.hook.digiramverk_folds(), RegisteredFold, _FOLD)
        ),
        tuple(
            attrs.evolve(each, distribution=distribution)
            for each in _all(manager.hook.digiramverk_renderers(), Renderer, _RENDERER)
        ),
    )


Fields = dict[str, tuple[str, Callable[[Any], bool]]]
"""For each field its type, as Python writes it, and the test of a value."""


def _all(given: Iterable[Iterable[Any]], kind: type[Any], fields: Fields) -> Iterator[Any]:
    """The values that the hooks have returned, each one checked."""
    found = list(islice((each for some in given for each in some), MOST + 1))
    if len(found) > MOST:
        message = f"more than {MOST} of {kind.__name__}"
        raise ValueError(message)
    for each in found:
        if not isinstance(each, kind):
            raise StrangeError(each)
        for field, (expected, holds) in fields.items():
            value = getattr(each, field)
            if not holds(value):
                raise UnusableError(kind, field, value, expected)
        yield each


def _is_name(value: object) -> bool:
    return type(value) is str and bool(value.strip()) and value.isprintable()


def _is_number(value: object) -> bool:
    return value is None or isinstance(value, Fraction)


def _are_names(value: object) -> bool:
    return isinstance(value, tuple) and all(map(_is_name, value))


def _are_examples(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(each, tuple)
        and [type(part) is str for part in each] == [True, False]
        and _is_path(each[1])
        for each in value
    )


def _is_path(value: object) -> bool:
    return isinstance(value, Path)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


_FRAMEWORK: Final[Fields] = {
    "id": ("str", _is_name),
    "path": ("pathlib.Path", _is_path),
    "examples": ("tuple[tuple[str, pathlib.Path], ...]", _are_examples),
}
_FOLD: Final[Fields] = {
    # The host checks whether the name is free.
    "name": ("str", lambda value: type(value) is str),
    "compute": ("callable", callable),
    "unit": ("str | None", lambda value: value is None or _is_name(value)),
    "low": ("Fraction | None", _is_number),
    "high": ("Fraction | None", _is_number),
    "monotone": ("bool", _is_truth),
    "frame": ("callable | None", lambda value: value is None or callable(value)),
}
_RENDERER: Final[Fields] = {
    "name": ("str", _is_name),
    "render": ("callable", callable),
    "suffixes": ("tuple[str, ...]", _are_names),
    **dict.fromkeys(("text", "workbook", "template", "draws"), ("bool", _is_truth)),
}
