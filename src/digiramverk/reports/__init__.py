"""Reports: results as a neutral document tree, and renderers that turn the tree into files.

Builders turn results into headings, paragraphs, tables and charts in the reader's language. Renderers turn
that tree into text, Markdown, HTML, Excel, Word and pictures, and know nothing of frameworks. Nothing here
computes figures: every value comes from a cell of the results.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.reports.cases import cases_blocks
    from digiramverk.reports.charts.drawer import Beside, Drawer, Here
    from digiramverk.reports.check_results import case_data, junit, law_data
    from digiramverk.reports.comparison import comparison_document
    from digiramverk.reports.composition import report
    from digiramverk.reports.document_tree import (
        Block,
        Chart,
        Document,
        FieldGroup,
        Figure,
        FormField,
        Grid,
        GridLine,
        Heading,
        Items,
        Mark,
        Note,
        Paragraph,
        Series,
        SheetName,
        TableBlock,
        TableCell,
    )
    from digiramverk.reports.excel import workbook
    from digiramverk.reports.explain import explanation_document
    from digiramverk.reports.file_content import rendered
    from digiramverk.reports.html_pages import html
    from digiramverk.reports.markdown_text import markdown, markdown_file
    from digiramverk.reports.material import Material, ReportSubject
    from digiramverk.reports.measures import measure_blocks, results_document
    from digiramverk.reports.migration import answer_data, migration_document
    from digiramverk.reports.mutation import mutation_blocks, mutation_data
    from digiramverk.reports.proofs import claim_text, proof_blocks, sentence
    from digiramverk.reports.renderer import OURS, Options, Render, Renderer
    from digiramverk.reports.stamp import stamped, untouched
    from digiramverk.reports.targets import targets_blocks
    from digiramverk.reports.terminal_text import as_printed, console, print_document, terminal
    from digiramverk.reports.word_documents import word
else:
    __getattr__, __dir__ = opening(__name__)
