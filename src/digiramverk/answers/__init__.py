"""Reads all that becomes forms: YAML, JSON, CSV, Excel, Parquet and frames, checked against a framework."""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.answers.answer_files import (
        DOCUMENTS,
        TABLES,
        answered_framework,
        assessments_of,
        assessments_of_forms,
        read_answers,
    )
    from digiramverk.answers.column_notes import header_notes
    from digiramverk.answers.columns.caller_frames import (
        fit,
        out_of_the_way,
        readable,
        refuse_hidden,
        refuse_names,
        refuse_twice,
    )
    from digiramverk.answers.columns.contradictions import WholeTable
    from digiramverk.answers.columns.export_headings import Headers, read_headers
    from digiramverk.answers.columns.frame_problems import (
        looked_at,
        settled,
        without,
    )
    from digiramverk.answers.columns.state_columns import MEMBER, StateReader
    from digiramverk.answers.columns.survey import FormProgress, Survey, survey
    from digiramverk.answers.columns.table_forms import known_table
    from digiramverk.answers.documents import form_at, form_schema
    from digiramverk.answers.headings import ColumnNames
    from digiramverk.answers.table_problems import Stray, gathered, told_values
    from digiramverk.answers.tabular_files.guarded_cells import guard
    from digiramverk.answers.tabular_files.table_files import open_table, text_first
else:
    __getattr__, __dir__ = opening(__name__)
