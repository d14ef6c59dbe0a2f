"""The host: finds plugins, keeps the good ones and says what is wrong with the others."""

import keyword
from collections.abc import Iterable
from importlib import metadata

import attrs
import pluggy

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.loading.catalogue import Registered
from digiramverk.model.structure import DIMENSIONS
from digiramverk.plugins import builtin
from digiramverk.plugins.spec import GROUP, PROJECT, Hooks
from digiramverk.reports.renderer import Renderer
from digiramverk.rules.functions import RegisteredFold
from digiramverk.rules.names import RESERVED


@attrs.frozen
class Plugin:
    """A plugin as people see it.

    Attributes:
        name: the name of its entry point.
        distribution, version: what was installed.
        frameworks: the frameworks that it offers.
        folds: the functions that it offers.
        renderers: the kinds of files that it offers for reports.
        problem: why it offers nothing, when it could not be used.
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
    """

    def __init__(self, *, discover: bool = True) -> None:
        """Find plugins now; nothing is kept outside this object."""
        self.plugins: tuple[Plugin, ...] = ()
        self.builtin: Plugin | None = None
        self.builtin = self._taken(builtin, "digiramverk", "digiramverk", "-")
        if discover:
            for entry_point in sorted(metadata.entry_points(group=GROUP), key=lambda each: each.name):
                self._load(entry_point)

    def register(self, plugin: object, name: str, *, distribution: str = "-", version: str = "-") -> Plugin:
        """Take a plugin that is at hand: a module or object with hook functions.

        Returns:
            The plugin as it was taken, with its problem if it has one.
        """
        taken = self._taken(plugin, name, distribution, version)
        self.plugins = (*self.plugins, taken)
        return taken

    def _taken(self, plugin: object, name: str, distribution: str, version: str) -> Plugin:
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(Hooks)
        try:
            manager.register(plugin, name)
            manager.check_pending()
            offered = [each for given in manager.hook.digiramverk_frameworks() for each in given]
            folds = [each for given in manager.hook.digiramverk_folds() for each in given]
            renderers = [each for given in manager.hook.digiramverk_renderers() for each in given]
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a plugin does wrong is its problem, to be shown
            return _broken(name, distribution, version, error)
        args: dict[str, object] = {"name": name, "distribution": distribution, "version": version}
        strange = [each for each in offered if not isinstance(each, Registered)]
        strange += [each for each in folds if not isinstance(each, RegisteredFold)]
        strange += [each for each in renderers if not isinstance(each, Renderer)]
        if strange:
            found = {**args, "found": type(strange[0]).__name__}
            return Plugin(name, distribution, version, problem=Diagnostic("DR505", found))
        clash = self._clash(folds)
        if clash is not None:
            return Plugin(name, distribution, version, problem=Diagnostic("DR508", {**args, **clash}))
        double = self._double(renderers)
        if double is not None:
            return Plugin(name, distribution, version, problem=Diagnostic("DR821", {**args, **double}))
        return Plugin(
            name,
            distribution,
            version,
            tuple(attrs.evolve(each, origin=distribution) for each in offered),
            tuple(attrs.evolve(each, distribution=distribution) for each in folds),
            tuple(attrs.evolve(each, distribution=distribution) for each in renderers),
        )

    def _double(self, renderers: list[Renderer]) -> dict[str, object] | None:
        """The first kind of file that somebody offers already, and who does; None where all are new."""
        owners = {renderer.name: renderer.distribution for renderer in self.renderers}
        for renderer in renderers:
            if renderer.name in owners:
                return {"format": renderer.name, "other": owners[renderer.name]}
            owners[renderer.name] = "-"
        return None

    def _clash(self, folds: list[RegisteredFold]) -> dict[str, object] | None:
        """The first function whose name is taken, by whom; None where all are free."""
        owners: dict[str, str] = dict.fromkeys((*RESERVED, *DIMENSIONS), "digiramverk")
        owners |= {fold.name: plugin.distribution for plugin in self.plugins for fold in plugin.folds}
        for index, fold in enumerate(folds):
            twice = fold.name in (other.name for other in folds[:index])
            if fold.name in owners or twice or keyword.iskeyword(fold.name) or not fold.name.isidentifier():
                return {"function": fold.name, "other": owners.get(fold.name, "-")}
        return None

    @property
    def frameworks(self) -> tuple[Registered, ...]:
        """Everything that usable plugins offer."""
        return tuple(each for plugin in self.plugins for each in plugin.frameworks)

    @property
    def folds(self) -> tuple[RegisteredFold, ...]:
        """The functions that usable plugins offer."""
        return tuple(each for plugin in self.plugins for each in plugin.folds)

    @property
    def renderers(self) -> tuple[Renderer, ...]:
        """The kinds of files for reports: our own, then those of usable plugins."""
        own = () if self.builtin is None else self.builtin.renderers
        return (*own, *(each for plugin in self.plugins for each in plugin.renderers))

    @property
    def problems(self) -> Iterable[Diagnostic]:
        """What is wrong with the others."""
        return tuple(plugin.problem for plugin in self.plugins if plugin.problem is not None)

    def _load(self, entry_point: metadata.EntryPoint) -> None:
        distribution, version = _installed_as(entry_point)
        try:
            loaded = entry_point.load()
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - even a plugin that calls exit() must not stop the others
            self.plugins = (*self.plugins, _broken(entry_point.name, distribution, version, error))
            return
        self.register(loaded, entry_point.name, distribution=distribution, version=version)


def _installed_as(entry_point: metadata.EntryPoint) -> tuple[str, str]:
    """Name and version of the distribution that an entry point comes from, - where it does not say."""
    try:
        found = entry_point.dist.metadata if entry_point.dist else None
        return (found["Name"] or "-", found["Version"] or "-") if found else ("-", "-")
    except Exception:  # noqa: BLE001 - damaged metadata fail in many ways
        return "-", "-"


def _broken(name: str, distribution: str, version: str, error: BaseException) -> Plugin:
    cause = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    args = {"name": name, "distribution": distribution, "version": version, "cause": cause}
    return Plugin(name, distribution, version, problem=Diagnostic("DR501", args))
