"""Every type that a public function takes or returns, for annotations of one's own.

>>> from digiramverk.types import Cell, Missing, Results
>>> def withheld(results: Results, measure: str) -> list[Cell]:
...     return [cell for cell in results.select(measure) if cell.missing is Missing.WITHHELD]

What is here:

- the types in the signatures of what `digiramverk`, `digiramverk.plugin`, `digiramverk.testing` and
  `digiramverk.errors` offer, the aliases among them too (:data:`Answers`, :data:`Reference`, :data:`Value`);
- the types of the public attributes and methods of all these, and so on.

That ends where the engine begins. A :class:`Plan`, a :class:`Trace`, a :class:`Column`, a :class:`Subject`, a
:class:`FrameScorer` and a :class:`Law` can be named, what they are made of cannot: it changes without notice.

Nothing is loaded before it is asked for. Some types need an extra, as what imports them does.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from digiramverk.core import (
        DefinitionError,
        Diagnostic,
        DigiramverkError,
        EvaluationError,
        Findings,
        InputError,
        InternalError,
        Language,
        MissingExtraError,
        NotFoundError,
        Path,
        PluginConflictError,
        Severity,
        Source,
        Span,
    )
    from digiramverk.definitions import Registered
    from digiramverk.files import Located
    from digiramverk.model import (
        Answer,
        Area,
        Assessment,
        Attribute,
        BandNames,
        Case,
        Crosswalk,
        ExpectedCell,
        ExpectedTarget,
        Facet,
        Framework,
        Goal,
        Indicator,
        LawChoice,
        Level,
        Link,
        Named,
        Origin,
        Param,
        PlanMeasures,
        Proposal,
        Relation,
        Report,
        ReportKind,
        ReportPart,
        Responsibility,
        Role,
        Rule,
        Scale,
        SourceDocument,
        SourceReference,
        StatedNumber,
        Target,
        Text,
        Written,
    )
    from digiramverk.planning import Scored, Standing, TargetOutcome
    from digiramverk.plugins import Around, Plugin, PluginHost
    from digiramverk.proving import (
        Break,
        CaseOutcome,
        CellName,
        CheckResult,
        Claim,
        Counterexample,
        Difference,
        Example,
        Fate,
        Finding,
        Forms,
        Law,
        Mutant,
        Proof,
        Score,
        Subject,
        TargetDifference,
        Trial,
        Twist,
        Undecided,
        Verdict,
    )
    from digiramverk.reports import (
        Block,
        Chart,
        Document,
        Drawer,
        FieldGroup,
        Figure,
        FormField,
        Grid,
        GridLine,
        Heading,
        Items,
        Mark,
        Material,
        Note,
        Options,
        Paragraph,
        Render,
        Renderer,
        ReportSubject,
        Series,
        SheetName,
        TableBlock,
        TableCell,
    )
    from digiramverk.rules import (
        CellKey,
        Enough,
        ExactNumber,
        Form,
        MeasureText,
        Missing,
        Plan,
        PlannedMeasure,
        Unanswered,
        Value,
    )
    from digiramverk.rules.functions import Bands, RegisteredFold, Table
    from digiramverk.rules.scalar import Group, Program
    from digiramverk.rules.trace import Trace
    from digiramverk.scoring import (
        Cause,
        Cell,
        Change,
        ChangedAnswer,
        ChangeKind,
        Coverage,
        Explanation,
        FrameResults,
        FrameScorer,
        FrameworkComparison,
        Groups,
        MeasureChange,
        MemberChoice,
        Migrated,
        Migration,
        PlainValues,
        Provenance,
        Results,
        Sampled,
        Scorer,
        Search,
        Selection,
    )
    from digiramverk.tables import Column, Columns, Condition, Num, Truth
    from digiramverk.workspace import Answers, Reference, Workspace
else:

    def __getattr__(name: str) -> object:
        """The type of that name, from the first door that offers it: no two types are called the same."""
        if name in __all__:
            for door in _DOORS.split():
                room = import_module(f"digiramverk.{door}")
                if hasattr(room, name):
                    globals()[name] = found = getattr(room, name)
                    return found
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def __dir__() -> list[str]:
    """All of them, for whoever completes names."""
    return __all__


_DOORS: Final = (
    "core definitions files model planning plugins proving reports "
    "rules rules.functions rules.scalar rules.trace scoring tables workspace"
)

__all__ = [
    "Answer",
    "Answers",
    "Area",
    "Around",
    "Assessment",
    "Attribute",
    "BandNames",
    "Bands",
    "Block",
    "Break",
    "Case",
    "CaseOutcome",
    "Cause",
    "Cell",
    "CellKey",
    "CellName",
    "Change",
    "ChangeKind",
    "ChangedAnswer",
    "Chart",
    "CheckResult",
    "Claim",
    "Column",
    "Columns",
    "Condition",
    "Counterexample",
    "Coverage",
    "Crosswalk",
    "DefinitionError",
    "Diagnostic",
    "Difference",
    "DigiramverkError",
    "Document",
    "Drawer",
    "Enough",
    "EvaluationError",
    "ExactNumber",
    "Example",
    "ExpectedCell",
    "ExpectedTarget",
    "Explanation",
    "Facet",
    "Fate",
    "FieldGroup",
    "Figure",
    "Finding",
    "Findings",
    "Form",
    "FormField",
    "Forms",
    "FrameResults",
    "FrameScorer",
    "Framework",
    "FrameworkComparison",
    "Goal",
    "Grid",
    "GridLine",
    "Group",
    "Groups",
    "Heading",
    "Indicator",
    "InputError",
    "InternalError",
    "Items",
    "Language",
    "Law",
    "LawChoice",
    "Level",
    "Link",
    "Located",
    "Mark",
    "Material",
    "MeasureChange",
    "MeasureText",
    "MemberChoice",
    "Migrated",
    "Migration",
    "Missing",
    "MissingExtraError",
    "Mutant",
    "Named",
    "NotFoundError",
    "Note",
    "Num",
    "Options",
    "Origin",
    "Paragraph",
    "Param",
    "Path",
    "PlainValues",
    "Plan",
    "PlanMeasures",
    "PlannedMeasure",
    "Plugin",
    "PluginConflictError",
    "PluginHost",
    "Program",
    "Proof",
    "Proposal",
    "Provenance",
    "Reference",
    "Registered",
    "RegisteredFold",
    "Relation",
    "Render",
    "Renderer",
    "Report",
    "ReportKind",
    "ReportPart",
    "ReportSubject",
    "Responsibility",
    "Results",
    "Role",
    "Rule",
    "Sampled",
    "Scale",
    "Score",
    "Scored",
    "Scorer",
    "Search",
    "Selection",
    "Series",
    "Severity",
    "SheetName",
    "Source",
    "SourceDocument",
    "SourceReference",
    "Span",
    "Standing",
    "StatedNumber",
    "Subject",
    "Table",
    "TableBlock",
    "TableCell",
    "Target",
    "TargetDifference",
    "TargetOutcome",
    "Text",
    "Trace",
    "Trial",
    "Truth",
    "Twist",
    "Unanswered",
    "Undecided",
    "Value",
    "Verdict",
    "Workspace",
    "Written",
]
