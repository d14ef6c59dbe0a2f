"""Installed packages: those that offer plugins, and those that cannot be read.

This reads each package separately. `importlib.metadata.entry_points` would raise an exception if the entry
points of any package are damaged, although that package may have nothing to do with us.
"""

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import PurePath

import attrs

from digiramverk.core import Diagnostic, cause_of, from_keyboard
from digiramverk.plugins.spec import GROUP

_UNKNOWN = "-"


@attrs.frozen
class Offer:
    """An entry point of our group.

    Attributes:
        entry_point: loads the plugin.
        distribution, version: of its package; "-" if unreadable.
    """

    entry_point: metadata.EntryPoint
    distribution: str
    version: str


@attrs.frozen
class Unreadable:
    """A package that cannot be read, or that two folders describe differently.

    Attributes:
        distribution, version: as above.
        problem: DR909 or DR911.
    """

    distribution: str
    version: str
    problem: Diagnostic


def installed() -> Iterator[Offer | Unreadable]:
    """The entry points of all packages, and the packages that cannot be read.

    If a package is installed twice, only the first copy counts, since Python imports that one.
    """
    seen: dict[str, tuple[str, str, set[tuple[str, str]]]] = {}
    for distribution in _distributions():
        if isinstance(distribution, Unreadable):
            yield distribution
            continue
        place = _place(distribution)
        try:
            if place.endswith(".dist-info") and not _is_folder(distribution):
                raise NotADirectoryError(place)  # noqa: TRY301 - reported as any other fault of the package
            offered = [each for each in distribution.entry_points if each.group == GROUP]
            names = {(each.name, each.value) for each in offered}
        except BaseException as error:
            if from_keyboard(error):
                raise
            name, version, _ = _called(distribution)
            yield Unreadable(name, version, _unreadable(name, place, cause_of(error)))
            continue
        if not offered:
            continue
        name, version, cause = _called(distribution)
        if cause is not None:
            yield Unreadable(name, version, _unreadable(name, place, cause))
        key = name.lower().replace("_", "-").replace(".", "-")
        if key in seen and name != _UNKNOWN:
            first_version, first_place, first_names = seen[key]
            if (version, names) != (first_version, first_names):
                args = {"name": name, "one": first_place, "other": place}
                yield Unreadable(name, version, Diagnostic("DR911", args))
            continue
        seen[key] = version, place, names
        yield from (Offer(each, name, version) for each in offered)


def unreadable_descriptions() -> Iterator[Unreadable]:
    """Packages without plugins whose name or version cannot be read: DR909.

    This reads the metadata of every package, so only the command `plugins` calls it. :func:`installed` finds
    the packages that have plugins, or whose entry points cannot be read.
    """
    for distribution in _distributions():
        if isinstance(distribution, Unreadable):
            continue
        try:
            offers = any(each.group == GROUP for each in distribution.entry_points)
        except BaseException as error:
            if from_keyboard(error):
                raise
            continue
        name, version, cause = _called(distribution)
        if cause is not None and not offers:
            yield Unreadable(name, version, _unreadable(name, _place(distribution), cause))


def _distributions() -> Iterator[metadata.Distribution | Unreadable]:
    """All packages that any finder on `sys.meta_path` finds."""
    for finder in sys.meta_path:
        try:
            find = getattr(finder, "find_distributions", None)
            yield from () if find is None else find(metadata.DistributionFinder.Context())
        except BaseException as error:
            if from_keyboard(error):
                raise
            name = getattr(finder, "__name__", type(finder).__name__)
            yield Unreadable(_UNKNOWN, _UNKNOWN, _unreadable(_UNKNOWN, name, cause_of(error)))


def _unreadable(name: str, place: str, cause: str) -> Diagnostic:
    return Diagnostic("DR909", {"name": name, "place": place, "cause": cause})


def _place(distribution: metadata.Distribution) -> str:
    """The folder with the metadata of a package, for messages."""
    # There is no public attribute, since not every kind of distribution has a folder.
    return str(getattr(distribution, "_path", None) or type(distribution).__name__)


def _is_folder(distribution: metadata.Distribution) -> bool:
    path = getattr(distribution, "_path", None)
    return path is None or bool(path.is_dir())


def _called(distribution: metadata.Distribution) -> tuple[str, str, str | None]:
    """Name and version of a package; the third is why they had to be taken from its folder's name."""
    name = version = cause = None
    try:
        found = distribution.metadata
        name, version = _text(found["Name"]), _text(found["Version"])
        if name is None or version is None:
            cause = "METADATA: Name, Version"
    except BaseException as error:
        # Damaged metadata raise exceptions of many types.
        if from_keyboard(error):
            raise
        cause = cause_of(error)
    stem = PurePath(_place(distribution)).stem
    folder, _, number = stem.partition("-")
    return name or folder or _UNKNOWN, version or number or _UNKNOWN, cause


def _text(value: object) -> str | None:
    """A value if it is text that is not blank, with surrogates escaped; else None."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-8", "backslashreplace").decode()
