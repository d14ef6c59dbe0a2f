"""The hooks. Each exists because a framework in this repository uses it."""

from collections.abc import Iterable
from typing import Final

import pluggy

from digiramverk.definitions import Registered
from digiramverk.reports import Renderer
from digiramverk.rules.functions import RegisteredFold

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

    @hookspec
    def digiramverk_folds(self) -> Iterable[RegisteredFold]:  # type: ignore[empty-body]
        """Offer functions that fold a table of values into a number. Used by digiramverk-selfie.

        For what the rule language rightly lacks: statistics over many answers at once. Returns what
        :func:`digiramverk.plugin.fold` makes. Called once per host; a function itself is called only when a
        rule of a loaded framework names it. Two of one name are an error, and so is the name of a function
        of the language.
        """

    @hookspec
    def digiramverk_renderers(self) -> Iterable[Renderer]:  # type: ignore[empty-body]
        """Offer kinds of files that reports are written as. Used by digiramverk itself, for all of its own.

        Returns what :func:`digiramverk.plugin.renderer` makes. Called once per host; a renderer is called
        only when somebody asks for a report by its name. Two of one name are an error.
        """
