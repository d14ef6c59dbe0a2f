"""From material to the content of a file."""

from collections.abc import Sequence
from pathlib import Path

from digiramverk.core import (
    Diagnostic,
    DigiramverkError,
    EvaluationError,
    Findings,
    InputError,
    cause_of,
    from_keyboard,
)
from digiramverk.model import ReportKind
from digiramverk.reports.charts.drawer import Drawer, Here
from digiramverk.reports.composition import companions, report
from digiramverk.reports.document_tree import Document
from digiramverk.reports.material import Material
from digiramverk.reports.renderer import OURS, Options, Renderer


def rendered(
    material: Material,
    kind: ReportKind,
    renderer: Renderer,
    template: Path | None,
    drawer: Drawer | None = None,
    notes: Findings | None = None,
) -> bytes:
    """A report as a renderer writes it, its charts drawn by this process where nobody else is named.

    Args:
        material: what the report is about.
        kind: which report.
        renderer: writes it.
        template: a file to start from.
        drawer: draws charts.
        notes: takes what is to be said of the template (DR823, DR827, DR829).

    Raises:
        InputError: DR819, the renderer takes no template.
        EvaluationError: DR822, a renderer of somebody else's went wrong.
    """
    if template is not None and not renderer.template:
        raise InputError([Diagnostic("DR819", {"name": renderer.name})])
    documents = [report(material, kind)]
    if renderer.workbook:
        documents += companions(material, kind)
    options = Options(template, drawer or Here(), Findings() if notes is None else notes)
    if renderer.distribution == OURS:
        return renderer.render(documents, options)
    return _of_others(renderer, documents, options)


def _of_others(renderer: Renderer, documents: Sequence[Document], options: Options) -> bytes:
    """The content of a file as somebody else's renderer writes it; what it does wrong is told as its own."""
    try:
        content: object = renderer.render(documents, options)
        if not isinstance(content, bytes):
            raise TypeError(type(content).__name__)  # noqa: TRY301 - told as any other fault of it
        if renderer.text:
            content.decode()
    except DigiramverkError:
        # It says in our way what is wrong with what it was given, as a missing extra is.
        raise
    except BaseException as error:
        if from_keyboard(error):
            raise
        args = {"name": renderer.name, "distribution": renderer.distribution, "cause": cause_of(error)}
        raise EvaluationError([Diagnostic("DR822", args)]) from error
    return content
