"""digiramverk: self-assessment frameworks as files that can be run, explained, proven, extended and swapped.

Start with :class:`Workspace`. Frameworks come from installed plugins, folders or single files.
"""

from digiramverk.errors import DigiramverkError
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.framework import Framework
from digiramverk.planning.scored import Scored
from digiramverk.plugins.host import PluginHost
from digiramverk.scoring.results import Cell, Results
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
