"""What a plugin hands over, looked at before anybody relies on it."""

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
"""A plugin offers no more things than this of one kind: a list without end must not be waited for."""
_HOOKS: Final = ("digiramverk_frameworks", "digiramverk_folds", "digiramverk_renderers")


class StrangeError(Exception):
    """A plugin has given something of another kind.

    Attributes:
        found: what kind.
    """

    def __init__(self, found: object) -> None:
        """Remember what."""
        super().__init__(type(found).__name__)
        self.found = type(found).__name__


class NoPluginError(Exception):
    """What is offered as a plugin has no hooks of ours."""


class UnusableError(Exception):
    """What a plugin has given is of the right kind, but a field of it is not.

    Attributes:
        field: which, as in `Registered.id`.
        found: what it is.
        expected: what it should be.
    """

    def __init__(self, kind: type[Any], field: str, found: object, expected: str) -> None:
        """Remember what."""
        super().__init__(field)
        self.field, self.expected = f"{kind.__name__}.{field}", expected
        self.found = f"{type(found).__name__}: {found!r}"


@attrs.frozen
class Offered:
    """What a plugin offers, all of it usable."""

    frameworks: tuple[Registered, ...]
    folds: tuple[RegisteredFold, ...]
    renderers: tuple[Renderer, ...]


def offered(plugin: object, name: str, distribution: str) -> Offered:
    """Ask a plugin what it offers, in the name of its distribution.

    Raises:
        NoPluginError, StrangeError, UnusableError: see there.
        BaseException: whatever else the plugin raises.
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
"""By field what it should be, in words of Python, and whether it is."""


def _all(given: Iterable[Iterable[Any]], kind: type[Any], fields: Fields) -> Iterator[Any]:
    """All that hooks have given, each looked at."""
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
    # Which names are free is another question, which the host answers.
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
