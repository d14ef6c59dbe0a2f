"""The host finds plugins, keeps the usable ones, and reports the problems of the others."""

import keyword
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, TypeVar, cast

import attrs

from digiramverk.core import Diagnostic, cause_of, from_keyboard
from digiramverk.definitions import Registered
from digiramverk.model import DIMENSIONS
from digiramverk.plugins import builtin
from digiramverk.plugins.distributions import Offer, Unreadable, installed
from digiramverk.plugins.offers import NoPluginError, StrangeError, UnusableError, offered
from digiramverk.reports import OURS, Renderer
from digiramverk.rules import RESERVED
from digiramverk.rules.functions import FUNCTIONS, RegisteredFold

Around = Callable[[], AbstractContextManager[Any]]
"""Makes the context in which code of plugins runs."""

_WAY: Final[ContextVar[tuple[Offer, ...]]] = ContextVar("_WAY", default=())
"""The plugins that this call is loading, outermost first.

A context variable, since a module that is being imported takes no arguments: it may make a host of its own.
"""

Function = TypeVar("Function", bound=Callable[..., Any])


@attrs.frozen
class Plugin:
    """A plugin as commands show it.

    Attributes:
        name: the name of its entry point; "-" for a package that cannot be read.
        distribution, version: of its package.
        frameworks: the frameworks that it offers.
        folds: the functions that it offers.
        renderers: the kinds of files that it offers for reports.
        problem: why it cannot be used; None if it can.
    """

    name: str
    distribution: str
    version: str
    frameworks: tuple[Registered, ...] = ()
    folds: tuple[RegisteredFold, ...] = ()
    renderers: tuple[Renderer, ...] = ()
    problem: Diagnostic | None = None


class PluginHost:
    """All plugins of one process or one test.

    Args:
        discover: whether to look for installed plugins in the entry-point group `digiramverk`.
        around: the context in which all code of plugins runs: their modules, hooks, functions and
            renderers. The command line redirects what they print; a library must leave that to its caller.
    """

    def __init__(self, *, discover: bool = True, around: Around = nullcontext) -> None:
        """Find and load plugins now. Nothing is kept outside this object."""
        # The built-in renderers print nothing.
        self._around: Around = nullcontext
        self.plugins: tuple[Plugin, ...] = ()
        self.builtin: Plugin | None = None
        self.builtin = self._taken(builtin, OURS, OURS, "-")
        self._around = around
        if discover:
            found = list(installed())
            for each in found:
                if isinstance(each, Unreadable):
                    broken = Plugin("-", each.distribution, each.version, problem=each.problem)
                    self.plugins = (*self.plugins, broken)
            offers = (each for each in found if isinstance(each, Offer))
            for offer in sorted(offers, key=lambda each: (each.entry_point.name, each.distribution)):
                self._load(offer)

    def register(self, plugin: object, name: str, *, distribution: str = "-", version: str = "-") -> Plugin:
        """Add a module or object that has hook functions.

        Returns:
            The plugin, with its problem if it cannot be used.
        """
        taken = self._taken(plugin, name, distribution, version)
        self.plugins = (*self.plugins, taken)
        return taken

    def _taken(self, plugin: object, name: str, distribution: str, version: str) -> Plugin:
        args: dict[str, object] = {"name": name, "distribution": distribution, "version": version}

        def refused(code: str, **more: object) -> Plugin:
            return Plugin(name, distribution, version, problem=Diagnostic(code, {**args, **more}))

        try:
            with self._around():
                found = offered(plugin, name, distribution)
        except NoPluginError:
            return refused("DR914", found=type(plugin).__name__)
        except StrangeError as error:
            return refused("DR505", found=error.found)
        except UnusableError as error:
            return refused("DR910", field=error.field, found=error.found, expected=error.expected)
        except BaseException as error:
            # Hooks are code of others, so any exception is possible.
            if from_keyboard(error):
                raise
            return refused("DR501", cause=cause_of(error))
        clash = self._clash(found.folds)
        if clash is not None:
            return refused("DR508", **clash)
        double = self._double(found.renderers)
        if double is not None:
            return refused("DR821", **double)
        folds = tuple(
            attrs.evolve(
                each,
                compute=self._within(each.compute),
                frame=None if each.frame is None else self._within(each.frame),
            )
            for each in found.folds
        )
        renderers = tuple(attrs.evolve(each, render=self._within(each.render)) for each in found.renderers)
        return Plugin(name, distribution, version, found.frameworks, folds, renderers)

    def _within(self, function: Function) -> Function:
        """A function of a plugin, wrapped so that it runs in the context for plugins."""
        if self._around is nullcontext:
            return function

        @wraps(function)
        def called(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any function
            with self._around():
                return function(*args, **kwargs)

        return cast("Function", called)

    def _double(self, renderers: Iterable[Renderer]) -> dict[str, object] | None:
        """The first renderer whose name is taken, with the package that has it; None if all are free."""
        owners = {renderer.name: renderer.distribution for renderer in self.renderers}
        for renderer in renderers:
            if renderer.name in owners:
                return {"format": renderer.name, "other": owners[renderer.name]}
            owners[renderer.name] = "-"
        return None

    def _clash(self, folds: Sequence[RegisteredFold]) -> dict[str, object] | None:
        """The first function whose name is taken or unusable, with the owner; None if all are free."""
        owners: dict[str, str] = dict.fromkeys((*FUNCTIONS, *RESERVED, *DIMENSIONS), "digiramverk")
        owners |= {fold.name: plugin.distribution for plugin in self.plugins for fold in plugin.folds}
        for index, fold in enumerate(folds):
            twice = fold.name in (other.name for other in folds[:index])
            if fold.name in owners or twice or keyword.iskeyword(fold.name) or not fold.name.isidentifier():
                return {"function": fold.name, "other": owners.get(fold.name, "-")}
        return None

    @property
    def frameworks(self) -> tuple[Registered, ...]:
        """The frameworks that usable plugins offer."""
        return tuple(each for plugin in self.plugins for each in plugin.frameworks)

    @property
    def folds(self) -> tuple[RegisteredFold, ...]:
        """The functions that usable plugins offer."""
        return tuple(each for plugin in self.plugins for each in plugin.folds)

    @property
    def renderers(self) -> tuple[Renderer, ...]:
        """The renderers of reports: the built-in ones, then those of usable plugins."""
        own = () if self.builtin is None else self.builtin.renderers
        return (*own, *(each for plugin in self.plugins for each in plugin.renderers))

    @property
    def problems(self) -> Iterable[Diagnostic]:
        """The problems of the plugins that cannot be used."""
        return tuple(plugin.problem for plugin in self.plugins if plugin.problem is not None)

    def _load(self, offer: Offer) -> None:
        name, way = offer.entry_point.name, _WAY.get()
        if offer in way:
            # The plugin makes a host while it is imported, which would load it again without end.
            return
        token = _WAY.set((*way, offer))
        try:
            with self._around():
                loaded = offer.entry_point.load()
            self.register(loaded, name, distribution=offer.distribution, version=offer.version)
        except BaseException as error:
            # Even a plugin that calls exit() must not stop the others.
            if from_keyboard(error):
                raise
            args = {"name": name, "distribution": offer.distribution, "version": offer.version}
            problem = Diagnostic("DR501", {**args, "cause": cause_of(error)})
            self.plugins = (*self.plugins, Plugin(name, offer.distribution, offer.version, problem=problem))
        finally:
            _WAY.reset(token)
