"""Answers and a framework become results: exact values, kinds of missing, and how to display them.

Forms become the states that generated functions read; the outputs of those become cells that name their
dimensions. No figure leaves this room without its kind of missing or its exact value.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.scoring.csv_text import csv_table
    from digiramverk.scoring.display import ABSENT, NONE, decimal, percent, show
    from digiramverk.scoring.engine import PlainValues, Scorer
    from digiramverk.scoring.explanation import ChangedAnswer, Explanation, Search, explain, tracer_of
    from digiramverk.scoring.framework_comparison.changes import HOW, Change, ChangeKind, changes
    from digiramverk.scoring.framework_comparison.comparison import FrameworkComparison
    from digiramverk.scoring.framework_comparison.measure_changes import Cause, MeasureChange, measure_changes
    from digiramverk.scoring.framework_comparison.sampling import Sampled, sample
    from digiramverk.scoring.json_entries import indented
    from digiramverk.scoring.measure_results import Cell, MeasureResults
    from digiramverk.scoring.member_columns import MemberColumns
    from digiramverk.scoring.migration import Migrated, Migration, Provenance, chain, migrate
    from digiramverk.scoring.result_selection import MemberChoice, Selection, selection
    from digiramverk.scoring.results import Coverage, CoverageColumns, Results
    from digiramverk.scoring.single_answers import withheld_forms, without_answers
    from digiramverk.scoring.tables.bulk import BulkOptions, score_file, score_table
    from digiramverk.scoring.tables.engines import ENGINES, POLARS, SCALAR, few_forms, require, there
    from digiramverk.scoring.tables.form_frames import score_as_table
    from digiramverk.scoring.tables.frames import FrameResults, FrameScorer
    from digiramverk.scoring.tables.group_tables import Groups
    from digiramverk.scoring.tables.spark import score_native
    from digiramverk.scoring.uncounted_forms import UNCOUNTED
else:
    __getattr__, __dir__ = opening(__name__)
