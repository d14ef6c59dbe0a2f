"""digiramverk: self-assessment frameworks as files that can be run, explained, proven, extended and swapped.

Start with :class:`Workspace`. Frameworks come from installed plugins, folders or single files.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening as _opening

if TYPE_CHECKING:
    from digiramverk.errors import DigiramverkError
    from digiramverk.model import Answer, Assessment, Framework
    from digiramverk.planning import Scored
    from digiramverk.plugins import PluginHost
    from digiramverk.scoring import Cell, Results
    from digiramverk.workspace import Workspace
else:
    offered = {
        "errors": "DigiramverkError",
        "model": "Answer Assessment Framework",
        "planning": "Scored",
        "plugins": "PluginHost",
        "scoring": "Cell Results",
        "workspace": "Workspace",
    }
    __getattr__ = _opening(__name__, offered)

__all__ = [
    "Answer",
    "Assessment",
    "Cell",
    "DigiramverkError",
    "Framework",
    "PluginHost",
    "Results",
    "Scored",
    "Workspace",
]


def __dir__() -> list[str]:
    """The public names, for whoever completes them."""
    return __all__
