"""The charts of a report as one picture."""

from collections.abc import Sequence

from digiramverk.core import Diagnostic, InputError
from digiramverk.reports.charts import drawing
from digiramverk.reports.document_tree import Chart, Document
from digiramverk.reports.renderer import Options


def svg(documents: Sequence[Document], options: Options) -> bytes:
    """Return all charts below one another as SVG.

    Raises:
        InputError: DR817, there is no chart.
        MissingExtraError: DR901, vl-convert is not installed.
    """
    return drawing.picture(_charts(documents), options.drawer).encode()


def png(documents: Sequence[Document], options: Options) -> bytes:
    """Return the same as PNG."""
    return drawing.png(_charts(documents), options.drawer)


def _charts(documents: Sequence[Document]) -> list[Chart]:
    charts = [block for document in documents for block in document.blocks if isinstance(block, Chart)]
    if not charts:
        raise InputError([Diagnostic("DR817", {})])
    return charts
