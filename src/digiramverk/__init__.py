"""digiramverk: self-assessment frameworks as files that can be run, explained, proven, extended and swapped.

Start with :class:`Workspace`. Frameworks come from installed plugins, folders or single files.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening as _opening

if TYPE_CHECKING:
    from digiramverk.errors import DigiramverkError as DigiramverkError
    from digiramverk.model import Answer as Answer
    from digiramverk.model import Assessment as Assessment
    from digiramverk.model import Framework as Framework
    from digiramverk.planning import Scored as Scored
    from digiramverk.plugins import PluginHost as PluginHost
    from digiramverk.scoring import Cell as Cell
    from digiramverk.scoring import Results as Results
    from digiramverk.workspace import Workspace as Workspace
else:
    __getattr__, __dir__ = _opening(__name__)
