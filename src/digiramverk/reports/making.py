"""From material to the content of a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError, NotFoundError
from digiramverk.core.language import Names
from digiramverk.core.suggest import near
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.model.report import ReportKind
from digiramverk.reports.charts.drawer import Drawer, Here
from digiramverk.reports.compose import companions, report
from digiramverk.reports.material import Material
from digiramverk.reports.renderer import Options, Renderer

_MOST_NAMED = 12


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


def chosen(
    framework: Framework, forms: Sequence[Assessment], only: Mapping[str, str]
) -> tuple[Assessment, ...]:
    """The forms that have all the given members.

    Raises:
        NotFoundError: DR813, no form has them.
    """
    kept = tuple(forms)
    for name, member in only.items():
        there = dict.fromkeys(value for form in kept if (value := _member(form, name)) is not None)
        kept = tuple(form for form in kept if _member(form, name) == member)
        if not kept:
            known = tuple(there) if there else _dimensions(framework)
            args = {"wanted": f"{name}={member}", "known": Names(known[:_MOST_NAMED])}
            raise NotFoundError([Diagnostic("DR813", args, near=near(member, known))])
    return kept


def _member(form: Assessment, name: str) -> str | None:
    if name in {"response", "unit", "round", "group", "school_form"}:
        value: str | None = getattr(form, name)
        return value
    return dict(form.attributes).get(name)


def _dimensions(framework: Framework) -> tuple[str, ...]:
    return tuple(each.name for each in framework.plan.space.dimensions if each.population)
