"""What people script with, by noun: frameworks, answers, scoring, reports and proving.

A :class:`Workspace` holds one of each. All rooms below are wired together here, and nowhere else.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.workspace.answers import AnswerReader, Answers
    from digiramverk.workspace.frameworks import Frameworks, Reference
    from digiramverk.workspace.proving import Proving
    from digiramverk.workspace.reports import Reports
    from digiramverk.workspace.scoring import Scoring
    from digiramverk.workspace.workspace import Workspace
else:
    __getattr__, __dir__ = opening(__name__)
