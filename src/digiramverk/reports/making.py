"""From material to the content of a file."""

from pathlib import Path

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.model.report import ReportKind
from digiramverk.reports.charts.drawer import Drawer, Here
from digiramverk.reports.compose import companions, report
from digiramverk.reports.material import Material
from digiramverk.reports.renderer import Options, Renderer


def rendered(
    material: Material,
    kind: ReportKind,
    renderer: Renderer,
    template: Path | None,
    drawer: Drawer | None = None,
) -> bytes:
    """A report as a renderer writes it, its charts drawn by this process where nobody else is named.

    Raises:
        InputError: DR819, the renderer takes no template.
    """
    if template is not None and not renderer.template:
        raise InputError([Diagnostic("DR819", {"name": renderer.name})])
    documents = [report(material, kind)]
    if renderer.workbook:
        documents += companions(material, kind)
    return renderer.render(documents, Options(template, drawer or Here()))
