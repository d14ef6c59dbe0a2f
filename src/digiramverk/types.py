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

from typing import TYPE_CHECKING

from digiramverk.core.door import opening as _opening

if TYPE_CHECKING:
    from digiramverk.core import DefinitionError as DefinitionError
    from digiramverk.core import Diagnostic as Diagnostic
    from digiramverk.core import DigiramverkError as DigiramverkError
    from digiramverk.core import EvaluationError as EvaluationError
    from digiramverk.core import Findings as Findings
    from digiramverk.core import InputError as InputError
    from digiramverk.core import InternalError as InternalError
    from digiramverk.core import Language as Language
    from digiramverk.core import MissingExtraError as MissingExtraError
    from digiramverk.core import NotFoundError as NotFoundError
    from digiramverk.core import Path as Path
    from digiramverk.core import PluginConflictError as PluginConflictError
    from digiramverk.core import Severity as Severity
    from digiramverk.core import Source as Source
    from digiramverk.core import Span as Span
    from digiramverk.definitions import Registered as Registered
    from digiramverk.files import Located as Located
    from digiramverk.model import Answer as Answer
    from digiramverk.model import Area as Area
    from digiramverk.model import Assessment as Assessment
    from digiramverk.model import Attribute as Attribute
    from digiramverk.model import BandNames as BandNames
    from digiramverk.model import Case as Case
    from digiramverk.model import Crosswalk as Crosswalk
    from digiramverk.model import ExpectedCell as ExpectedCell
    from digiramverk.model import ExpectedTarget as ExpectedTarget
    from digiramverk.model import Facet as Facet
    from digiramverk.model import Framework as Framework
    from digiramverk.model import Goal as Goal
    from digiramverk.model import Indicator as Indicator
    from digiramverk.model import LawChoice as LawChoice
    from digiramverk.model import Level as Level
    from digiramverk.model import LevelNames as LevelNames
    from digiramverk.model import Link as Link
    from digiramverk.model import LookupTable as LookupTable
    from digiramverk.model import Named as Named
    from digiramverk.model import NamedBand as NamedBand
    from digiramverk.model import Origin as Origin
    from digiramverk.model import Param as Param
    from digiramverk.model import PlanMeasures as PlanMeasures
    from digiramverk.model import Proposal as Proposal
    from digiramverk.model import Relation as Relation
    from digiramverk.model import Report as Report
    from digiramverk.model import ReportKind as ReportKind
    from digiramverk.model import ReportPart as ReportPart
    from digiramverk.model import Responsibility as Responsibility
    from digiramverk.model import Role as Role
    from digiramverk.model import Round as Round
    from digiramverk.model import Rule as Rule
    from digiramverk.model import Scale as Scale
    from digiramverk.model import SourceDocument as SourceDocument
    from digiramverk.model import SourceReference as SourceReference
    from digiramverk.model import StatedNumber as StatedNumber
    from digiramverk.model import Target as Target
    from digiramverk.model import Text as Text
    from digiramverk.model import Written as Written
    from digiramverk.planning import Scored as Scored
    from digiramverk.planning import Standing as Standing
    from digiramverk.planning import TargetOutcome as TargetOutcome
    from digiramverk.plugins import Around as Around
    from digiramverk.plugins import Plugin as Plugin
    from digiramverk.plugins import PluginHost as PluginHost
    from digiramverk.proving import Break as Break
    from digiramverk.proving import CaseOutcome as CaseOutcome
    from digiramverk.proving import CellName as CellName
    from digiramverk.proving import CheckResult as CheckResult
    from digiramverk.proving import Claim as Claim
    from digiramverk.proving import Counterexample as Counterexample
    from digiramverk.proving import Difference as Difference
    from digiramverk.proving import Example as Example
    from digiramverk.proving import Fate as Fate
    from digiramverk.proving import Finding as Finding
    from digiramverk.proving import Forms as Forms
    from digiramverk.proving import Law as Law
    from digiramverk.proving import Mutant as Mutant
    from digiramverk.proving import Proof as Proof
    from digiramverk.proving import Score as Score
    from digiramverk.proving import Subject as Subject
    from digiramverk.proving import TargetDifference as TargetDifference
    from digiramverk.proving import Trial as Trial
    from digiramverk.proving import Twist as Twist
    from digiramverk.proving import Undecided as Undecided
    from digiramverk.proving import Verdict as Verdict
    from digiramverk.reports import Block as Block
    from digiramverk.reports import Chart as Chart
    from digiramverk.reports import Document as Document
    from digiramverk.reports import Drawer as Drawer
    from digiramverk.reports import FieldGroup as FieldGroup
    from digiramverk.reports import Figure as Figure
    from digiramverk.reports import FormField as FormField
    from digiramverk.reports import Grid as Grid
    from digiramverk.reports import GridLine as GridLine
    from digiramverk.reports import Heading as Heading
    from digiramverk.reports import Items as Items
    from digiramverk.reports import Mark as Mark
    from digiramverk.reports import Material as Material
    from digiramverk.reports import Note as Note
    from digiramverk.reports import Options as Options
    from digiramverk.reports import Paragraph as Paragraph
    from digiramverk.reports import Render as Render
    from digiramverk.reports import Renderer as Renderer
    from digiramverk.reports import ReportSubject as ReportSubject
    from digiramverk.reports import Series as Series
    from digiramverk.reports import SheetName as SheetName
    from digiramverk.reports import TableBlock as TableBlock
    from digiramverk.reports import TableCell as TableCell
    from digiramverk.rules import CellKey as CellKey
    from digiramverk.rules import Enough as Enough
    from digiramverk.rules import ExactNumber as ExactNumber
    from digiramverk.rules import Form as Form
    from digiramverk.rules import MeasureText as MeasureText
    from digiramverk.rules import Missing as Missing
    from digiramverk.rules import Plan as Plan
    from digiramverk.rules import PlannedMeasure as PlannedMeasure
    from digiramverk.rules import Unanswered as Unanswered
    from digiramverk.rules import Value as Value
    from digiramverk.rules.functions import Bands as Bands
    from digiramverk.rules.functions import RegisteredFold as RegisteredFold
    from digiramverk.rules.functions import Table as Table
    from digiramverk.rules.scalar import Group as Group
    from digiramverk.rules.scalar import Program as Program
    from digiramverk.rules.trace import Trace as Trace
    from digiramverk.scoring import Cause as Cause
    from digiramverk.scoring import Cell as Cell
    from digiramverk.scoring import Change as Change
    from digiramverk.scoring import ChangedAnswer as ChangedAnswer
    from digiramverk.scoring import ChangeKind as ChangeKind
    from digiramverk.scoring import Coverage as Coverage
    from digiramverk.scoring import CoverageColumns as CoverageColumns
    from digiramverk.scoring import Explanation as Explanation
    from digiramverk.scoring import FrameResults as FrameResults
    from digiramverk.scoring import FrameScorer as FrameScorer
    from digiramverk.scoring import FrameworkComparison as FrameworkComparison
    from digiramverk.scoring import Groups as Groups
    from digiramverk.scoring import MeasureChange as MeasureChange
    from digiramverk.scoring import MeasureResults as MeasureResults
    from digiramverk.scoring import MemberChoice as MemberChoice
    from digiramverk.scoring import MemberColumns as MemberColumns
    from digiramverk.scoring import Migrated as Migrated
    from digiramverk.scoring import Migration as Migration
    from digiramverk.scoring import PlainValues as PlainValues
    from digiramverk.scoring import Provenance as Provenance
    from digiramverk.scoring import Results as Results
    from digiramverk.scoring import Sampled as Sampled
    from digiramverk.scoring import Scorer as Scorer
    from digiramverk.scoring import Search as Search
    from digiramverk.scoring import Selection as Selection
    from digiramverk.tables import Column as Column
    from digiramverk.tables import Columns as Columns
    from digiramverk.tables import Condition as Condition
    from digiramverk.tables import Num as Num
    from digiramverk.tables import Truth as Truth
    from digiramverk.workspace import AnswerReader as AnswerReader
    from digiramverk.workspace import Answers as Answers
    from digiramverk.workspace import Frameworks as Frameworks
    from digiramverk.workspace import Proving as Proving
    from digiramverk.workspace import Reference as Reference
    from digiramverk.workspace import Reports as Reports
    from digiramverk.workspace import Scoring as Scoring
    from digiramverk.workspace import Workspace as Workspace
else:
    __getattr__, __dir__ = _opening(__name__)
