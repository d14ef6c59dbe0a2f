"""`Workspace.reports`: writes results as documents."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import attrs

from digiramverk import planning, reports, scoring
from digiramverk.core import DEFAULT_LANGUAGE, Diagnostic, Findings, Language, Names, NotFoundError, near
from digiramverk.model import Assessment, Framework, ReportKind
from digiramverk.plugins import PluginHost
from digiramverk.workspace.answers import AnswerReader, Answers
from digiramverk.workspace.frameworks import Reference
from digiramverk.workspace.scoring import Scoring


@attrs.frozen
class Reports:
    """Writes reports. A :class:`Workspace` makes it."""

    _plugins: PluginHost
    _answers: AnswerReader
    _scoring: Scoring

    def report(  # noqa: PLR0913 - one argument per choice
        self,
        framework: Framework | Reference,
        answers: Answers | Sequence[Answers],
        kind: ReportKind = "assessment",
        *,
        to: str = "html",
        only: "scoring.MemberChoice | None" = None,
        template: str | PathLike[str] | None = None,
        language: Language = DEFAULT_LANGUAGE,
        notes: Findings | None = None,
    ) -> bytes:
        """A report as the content of a file.

        Args:
            framework: the framework that the forms answer; its `reports` choose the parts of the report.
            answers: all forms.
            kind: `assessment` (one result), `comparison`, `municipality` or `plan`.
            to: the name of a renderer: text, md, html, xlsx, docx, svg, png, or one that a plugin offers.
            only: dimension → member or members to show. It never changes which forms count.
            template: a Word document to start from, for docx.
            language: the language of the report.
            notes: collects the warnings about tables of answers, and about the template (DR823, DR827,
                DR829).

        Raises:
            NotFoundError: DR810 no such renderer, DR812 more than one result, DR813 no form is in `only`.
            InputError: DR814, DR817, DR819, DR820 nothing to show; or answers that do not fit.
            MissingExtraError: DR901, a package that the renderer needs is not installed.
        """
        renderer = self.renderer(to)
        forms = self._answers.assessments(framework, answers, notes=notes)
        material = self.material(framework, forms, only, language)
        start = None if template is None else Path(template)
        return reports.rendered(material, kind, renderer, start, notes=notes)

    def material(
        self,
        framework: Framework | Reference,
        forms: Sequence[Assessment],
        only: "scoring.MemberChoice | None" = None,
        language: Language = DEFAULT_LANGUAGE,
    ) -> "reports.Material":
        """Results with their forms, from which all reports are made.

        Raises:
            NotFoundError: DR813, no form is in `only`.
        """
        results = self._scoring.scorer(framework).score(forms)
        shown = scoring.selection(results, only or {})
        targets = tuple(each for each in planning.outcomes(results) if shown.shows(each.target))
        return reports.Material.of(results, shown, forms, targets, language)

    def renderer(self, name: str) -> "reports.Renderer":
        """The renderer with this name.

        Raises:
            NotFoundError: DR810.
        """
        renderers = {renderer.name: renderer for renderer in self._plugins.renderers}
        if name not in renderers:
            args = {"name": name, "known": Names(tuple(renderers))}
            raise NotFoundError([Diagnostic("DR810", args, near=near(name, renderers))])
        return renderers[name]
