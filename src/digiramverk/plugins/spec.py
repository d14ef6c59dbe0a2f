"""The hooks. Something in this repository uses each of them."""

from collections.abc import Iterable
from typing import Final

import pluggy

from digiramverk.definitions import Registered
from digiramverk.reports import Renderer
from digiramverk.rules.functions import RegisteredFold

PROJECT: Final = "digiramverk"
GROUP: Final = "digiramverk"
"""The entry-point group of plugins."""

hookspec: Final = pluggy.HookspecMarker(PROJECT)
hookimpl: Final = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """The hooks that a plugin can implement: functions with these names, marked with `hookimpl`."""

    @hookspec
    def digiramverk_frameworks(self) -> Iterable[Registered]:  # type: ignore[empty-body]
        """Offer frameworks: their ids and the paths of their definitions. digiramverk-lika uses it.

        A host calls it once. Return values of :func:`digiramverk.plugin.framework`. A framework is loaded
        when it is first used.
        """

    @hookspec
    def digiramverk_folds(self) -> Iterable[RegisteredFold]:  # type: ignore[empty-body]
        """Offer functions that fold a table of values into a number. digiramverk-selfie uses it.

        They are for statistics over many answers, which the rule language leaves out on purpose. A host
        calls the hook once. Return values of :func:`digiramverk.plugin.fold`. A function runs only where a
        rule names it. Its name must differ from those of other plugins and of the language.
        """

    @hookspec
    def digiramverk_renderers(self) -> Iterable[Renderer]:  # type: ignore[empty-body]
        """Offer renderers, which write reports as files. digiramverk itself uses it for the built-in ones.

        A host calls it once. Return values of :func:`digiramverk.plugin.renderer`. A renderer runs only when
        a report names it. Two renderers of one name are an error.
        """
