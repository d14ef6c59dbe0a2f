"""The hooks. Each exists because a framework in this repository uses it."""

from collections.abc import Iterable
from typing import Final

import pluggy

from digiramverk.loading.catalogue import Registered

PROJECT: Final = "digiramverk"
GROUP: Final = "digiramverk"
"""The entry-point group in which plugins are found."""

hookspec: Final = pluggy.HookspecMarker(PROJECT)
hookimpl: Final = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """What a plugin can implement, as functions of these names marked with `hookimpl`."""

    @hookspec
    def digiramverk_frameworks(self) -> Iterable[Registered]:  # type: ignore[empty-body]
        """Offer frameworks: their ids and where their definitions lie. Used by digiramverk-lika.

        Called once per host. Returns what :func:`digiramverk.plugin.framework` makes; nothing is loaded
        until somebody asks for it.
        """
