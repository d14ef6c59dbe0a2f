"""What plugin authors import.

A plugin is a package with an entry point in the group `digiramverk` and functions marked with `hookimpl`::

    from digiramverk.plugin import framework, hookimpl

    @hookimpl
    def digiramverk_frameworks():
        return [framework("lika", package=__name__, definition="definition")]
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from digiramverk.loading.catalogue import Registered
from digiramverk.plugins.spec import hookimpl

__all__ = ["Registered", "framework", "hookimpl"]


def framework(
    id: str,  # noqa: A002 - the word of the file format
    *,
    package: str,
    definition: str = "definition",
    examples: Mapping[str, str] | None = None,
) -> Registered:
    """A framework that lies in a package.

    Args:
        id: the id in its definition.
        package: the importable name of the package.
        definition: the definition's folder or file, relative to the package.
        examples: bundled example answers, name → path relative to the package.
    """
    root = Path(str(files(package)))
    found = tuple((name, root / path) for name, path in (examples or {}).items())
    return Registered(id, root / definition, package, found)
