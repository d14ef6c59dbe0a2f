"""What turns documents into files: a renderer has a name and is chosen by it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import attrs

from digiramverk.core import Findings
from digiramverk.reports.charts.drawer import Drawer, Here
from digiramverk.reports.document_tree import Document


@attrs.frozen
class Options:
    """What can be asked of a renderer.

    Attributes:
        template: a file of the user's own to start from, for renderers that take one.
        drawer: who draws charts.
        notes: takes what is to be said of the template.
    """

    template: Path | None = None
    drawer: Drawer = attrs.field(factory=Here, eq=False, repr=False)
    notes: Findings = attrs.field(factory=Findings, eq=False, repr=False)


OURS: Final = "digiramverk"
"""The distribution that registers our own renderers."""

Render = Callable[[Sequence[Document], Options], bytes]
"""Documents in, the content of one file out. Only a workbook gets more than one document."""


@attrs.frozen
class Renderer:
    """A kind of file that reports can be written as.

    Attributes:
        name: how it is asked for.
        render: does it.
        text: whether the result is text that can be shown in a terminal.
        workbook: whether it takes what belongs to a report (plan, comparison) as further sheets.
        template: whether it takes a template.
        draws: whether it draws charts as pictures, so that it is worth getting ready for that early.
        suffixes: the endings of file names that mean it.
        distribution: who registered it.
    """

    name: str
    render: Render = attrs.field(eq=False)
    text: bool = False
    workbook: bool = False
    template: bool = False
    draws: bool = False
    suffixes: tuple[str, ...] = ()
    distribution: str = "-"
