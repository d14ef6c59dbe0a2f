"""The host: finds plugins, keeps the good ones and says what is wrong with the others."""

from collections.abc import Iterable
from importlib import metadata

import attrs
import pluggy

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.loading.catalogue import Registered
from digiramverk.plugins.spec import GROUP, PROJECT, Hooks


@attrs.frozen
class Plugin:
    """A plugin as people see it.

    Attributes:
        name: the name of its entry point.
        distribution, version: what was installed.
        frameworks: what it offers.
        problem: why it offers nothing, when it could not be used.
    """

    name: str
    distribution: str
    version: str
    frameworks: tuple[Registered, ...] = ()
    problem: Diagnostic | None = None


class PluginHost:
    """All plugins of one process or one test.

    Args:
        discover: whether to look for installed plugins in the entry-point group `digiramverk`.
    """

    def __init__(self, *, discover: bool = True) -> None:
        """Find plugins now; nothing is kept outside this object."""
        self.plugins: tuple[Plugin, ...] = ()
        if discover:
            for entry_point in sorted(metadata.entry_points(group=GROUP), key=lambda each: each.name):
                self._load(entry_point)

    def register(self, plugin: object, name: str, *, distribution: str = "-", version: str = "-") -> Plugin:
        """Take a plugin that is at hand: a module or object with hook functions.

        Returns:
            The plugin as it was taken, with its problem if it has one.
        """
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(Hooks)
        try:
            manager.register(plugin, name)
            manager.check_pending()
            offered = [each for given in manager.hook.digiramverk_frameworks() for each in given]
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a plugin does wrong is its problem, to be shown
            return self._keep(_broken(name, distribution, version, error))
        strange = [each for each in offered if not isinstance(each, Registered)]
        if strange:
            args = {
                "name": name,
                "distribution": distribution,
                "version": version,
                "found": type(strange[0]).__name__,
            }
            return self._keep(Plugin(name, distribution, version, (), Diagnostic("DR505", args)))
        named = tuple(attrs.evolve(each, origin=distribution) for each in offered)
        return self._keep(Plugin(name, distribution, version, named))

    @property
    def frameworks(self) -> tuple[Registered, ...]:
        """Everything that usable plugins offer."""
        return tuple(each for plugin in self.plugins for each in plugin.frameworks)

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
            self._keep(_broken(entry_point.name, distribution, version, error))
            return
        self.register(loaded, entry_point.name, distribution=distribution, version=version)

    def _keep(self, plugin: Plugin) -> Plugin:
        self.plugins = (*self.plugins, plugin)
        return plugin


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
    return Plugin(name, distribution, version, (), Diagnostic("DR501", args))
