"""Turns material into the content of a file."""

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
    """Return a report as the content of a file.

    Args:
        material: the results and their forms.
        kind: the kind of report.
        renderer: writes the content.
        template: a file of the user's own to fill in, if any.
        drawer: draws charts; this process by default.
        notes: collects warnings about the template (DR823, DR827, DR829).

    Raises:
        InputError: DR819, the renderer does not take a template.
        EvaluationError: DR822, a plugin's renderer failed.
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
    """Return what a plugin's renderer writes, and report any exception as a fault of its distribution."""
    try:
        content: object = renderer.render(documents, options)
        if not isinstance(content, bytes):
            raise TypeError(type(content).__name__)  # noqa: TRY301 - told as any other fault of it
        if renderer.text:
            content.decode()
    except DigiramverkError:
        # A renderer may raise our errors for faults in its input, such as a missing extra.
        raise
    except BaseException as error:
        if from_keyboard(error):
            raise
        args = {"name": renderer.name, "distribution": renderer.distribution, "cause": cause_of(error)}
        raise EvaluationError([Diagnostic("DR822", args)]) from error
    return content
