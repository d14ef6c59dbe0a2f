"""digiramverk: self-assessment frameworks as files that can be run, explained, proven, extended and swapped.

Start with :class:`Workspace`. Frameworks come from installed plugins, folders or single files.
"""

from digiramverk.errors import DigiramverkError
from digiramverk.model import Answer, Assessment, Framework
from digiramverk.planning import Scored
from digiramverk.plugins import PluginHost
from digiramverk.scoring import Cell, Results
from digiramverk.workspace import Workspace

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
