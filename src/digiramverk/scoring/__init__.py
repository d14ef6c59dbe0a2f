"""Answers and a framework become results: exact values, kinds of missing, and how to display them.

Forms become the states that generated functions read; the outputs of those become cells that name their
dimensions. No figure leaves this room without its kind of missing or its exact value.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.scoring.display import ABSENT, decimal, percent, show
    from digiramverk.scoring.engine import PlainValues, Scorer
    from digiramverk.scoring.explanation import ChangedAnswer, Explanation, Search, explain, tracer_of
    from digiramverk.scoring.exports import csv_table
    from digiramverk.scoring.framework_comparison.changes import HOW, Change, ChangeKind, changes
    from digiramverk.scoring.framework_comparison.comparison import FrameworkComparison
    from digiramverk.scoring.framework_comparison.measure_changes import Cause, MeasureChange, measure_changes
    from digiramverk.scoring.framework_comparison.sampling import Sampled, sample
    from digiramverk.scoring.migration import Migrated, Migration, Provenance, chain, migrate
    from digiramverk.scoring.result_selection import MemberChoice, Selection, selection
    from digiramverk.scoring.results import NONE, Cell, Coverage, Results
    from digiramverk.scoring.single_answers import withheld_forms, without_answers
    from digiramverk.scoring.tables.bulk import BulkOptions, score_file, score_table
    from digiramverk.scoring.tables.engines import ENGINES, FEW_FORMS, POLARS, SCALAR, require, there
    from digiramverk.scoring.tables.form_frames import score_as_table
    from digiramverk.scoring.tables.frames import FrameResults, FrameScorer
    from digiramverk.scoring.tables.group_tables import Groups
    from digiramverk.scoring.tables.spark import score_native
else:
    offered = {
        "tables.bulk": "BulkOptions score_file score_table",
        "framework_comparison.changes": "Change ChangeKind HOW changes",
        "framework_comparison.comparison": "FrameworkComparison",
        "framework_comparison.measure_changes": "Cause MeasureChange measure_changes",
        "framework_comparison.sampling": "Sampled sample",
        "display": "ABSENT decimal percent show",
        "engine": "PlainValues Scorer",
        "tables.engines": "ENGINES FEW_FORMS POLARS SCALAR require there",
        "explanation": "ChangedAnswer Explanation Search explain tracer_of",
        "exports": "csv_table",
        "tables.form_frames": "score_as_table",
        "tables.frames": "FrameResults FrameScorer",
        "migration": "Migrated Migration Provenance chain migrate",
        "result_selection": "MemberChoice Selection selection",
        "results": "Cell Coverage NONE Results",
        "single_answers": "withheld_forms without_answers",
        "tables.group_tables": "Groups",
        "tables.spark": "score_native",
    }
    __getattr__ = opening(__name__, offered)
