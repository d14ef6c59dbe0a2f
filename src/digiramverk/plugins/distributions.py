"""The packages around us: which of them offer something, and which cannot be read.

None of them is ours. `importlib.metadata.entry_points` gives up altogether where one package's list cannot be
read, whether or not it has anything to do with us; here each is read by itself.
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
        entry_point: what is to be loaded.
        distribution, version: what it was installed as; "-" where that cannot be read.
    """

    entry_point: metadata.EntryPoint
    distribution: str
    version: str


@attrs.frozen
class Unreadable:
    """A package that cannot be read, or not in one way.

    Attributes:
        distribution, version: as above.
        problem: DR909 or DR911.
    """

    distribution: str
    version: str
    problem: Diagnostic


def installed() -> Iterator[Offer | Unreadable]:
    """What is offered by all packages, and what is wrong with some.

    Of a package that is there twice the first counts, which is the one that Python imports.
    """
    seen: dict[str, tuple[str, str, set[tuple[str, str]]]] = {}
    for distribution in _distributions():
        if isinstance(distribution, Unreadable):
            yield distribution
            continue
        place = _place(distribution)
        try:
            if place.endswith(".dist-info") and not _is_folder(distribution):
                raise NotADirectoryError(place)  # noqa: TRY301 - told as any other fault of it
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
    """Packages that offer nothing here and do not say what they are: DR909.

    All descriptions are read for it, which is work for who asks about packages and for no other command.
    Packages that offer something, or whose list of entry points cannot be read, come from :func:`installed`.
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
    """All packages of everybody who can find some."""
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
    """Where the description of a package is."""
    # Not every kind of package lies in a folder, so there is no public name for it.
    return str(getattr(distribution, "_path", None) or type(distribution).__name__)


def _is_folder(distribution: metadata.Distribution) -> bool:
    path = getattr(distribution, "_path", None)
    return path is None or bool(path.is_dir())


def _called(distribution: metadata.Distribution) -> tuple[str, str, str | None]:
    """Name and version of a package, and why they are those of its folder, where it does not say."""
    name = version = cause = None
    try:
        found = distribution.metadata
        name, version = _text(found["Name"]), _text(found["Version"])
        if name is None or version is None:
            cause = "METADATA: Name, Version"
    except BaseException as error:
        # Damaged metadata fail in many ways.
        if from_keyboard(error):
            raise
        cause = cause_of(error)
    stem = PurePath(_place(distribution)).stem
    folder, _, number = stem.partition("-")
    return name or folder or _UNKNOWN, version or number or _UNKNOWN, cause


def _text(value: object) -> str | None:
    """A name as others write it, if it is one; letters that no text can have are shown."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-8", "backslashreplace").decode()
