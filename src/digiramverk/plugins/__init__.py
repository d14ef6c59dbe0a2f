"""Who offers frameworks: hook specifications, and the host that finds and keeps plugins.

The host is an object: make one, ask it, throw it away. Plugins are loaded one by one; one that is broken
is kept as a problem that people are shown, and never stops the others. Hooks register values. Nothing is
ever scored by broadcasting to plugins.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.plugins.distributions import unreadable_descriptions
    from digiramverk.plugins.host import Around, Plugin, PluginHost
    from digiramverk.plugins.spec import hookimpl
else:
    __getattr__, __dir__ = opening(__name__)
