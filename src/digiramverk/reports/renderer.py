"""Renderers, which turn documents into files. Users choose one by its name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import attrs

from digiramverk.core import Findings
from digiramverk.reports.charts.drawer import Drawer, Here
from digiramverk.reports.document_tree import Document


@attrs.frozen
class Options:
    """The options of a rendering.

    Attributes:
        template: a file of the user's own to fill in, for renderers that take one.
        drawer: draws charts.
        notes: collects warnings about the template.
    """

    template: Path | None = None
    drawer: Drawer = attrs.field(factory=Here, eq=False, repr=False)
    notes: Findings = attrs.field(factory=Findings, eq=False, repr=False)


OURS: Final = "digiramverk"
"""The distribution that registers our own renderers."""

Render = Callable[[Sequence[Document], Options], bytes]
"""(documents, options) → the content of one file. Only a workbook gets more than one document."""


@attrs.frozen
class Renderer:
    """A file format of reports.

    Attributes:
        name: the name that users choose it by.
        render: makes the content of the file.
        text: whether the content is text that a terminal can show.
        workbook: whether it also takes the plan and the comparison, as further sheets.
        template: whether it takes a template.
        draws: whether it draws charts as pictures, so that it pays to start a drawer early.
        suffixes: the file name endings that select it.
        distribution: the distribution that registers it.
    """

    name: str
    render: Render = attrs.field(eq=False)
    text: bool = False
    workbook: bool = False
    template: bool = False
    draws: bool = False
    suffixes: tuple[str, ...] = ()
    distribution: str = "-"
