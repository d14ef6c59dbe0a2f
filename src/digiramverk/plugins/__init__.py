"""Hook specifications, and the host that finds and loads plugins.

The host is an object, never a global. It loads plugins one by one. A plugin that fails becomes a problem that
commands show, and does not stop the others. Hooks only register values: scoring never calls all plugins.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.plugins.distributions import unreadable_descriptions
    from digiramverk.plugins.host import Around, Plugin, PluginHost
    from digiramverk.plugins.spec import hookimpl
else:
    __getattr__, __dir__ = opening(__name__)
