"""The façade: plugins, catalogue, answers, scoring and targets wired together, here and only here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digiramverk import answers as reading
from digiramverk import definitions, planning, proving, reports, scoring
from digiramverk.core import (
    DEFAULT_LANGUAGE,
    Diagnostic,
    DigiramverkError,
    Findings,
    InputError,
    Language,
    Latest,
    Names,
    NotFoundError,
    Source,
    in_order,
    near,
    needing,
    whole_span,
)
from digiramverk.definitions import Catalogue, Registered
from digiramverk.model import Assessment, Framework, ReportKind
from digiramverk.plugins import PluginHost
from digiramverk.scoring import Results

# A door loads nothing until somebody asks for what is behind it: importing the library stays quick.
if TYPE_CHECKING:
    from digiramverk.core import Span
    from digiramverk.model import Case, Origin

Reference = str | PathLike[str]
"""A framework by id, `id@edition` or path."""

MOST_SCORERS = 16  # of forms, and as many of tables
_TableKey = tuple[int, tuple[str, ...], bool]

Answers = Assessment | Mapping[str, Any] | str | PathLike[str]
"""Answers as an assessment, as plain data in the shape of an answer file, or as the path of such a file."""


class Workspace:
    """Everything that can be done with frameworks and answers.

    Keeps what it has loaded, so that a framework is compiled once for as long as its files stay as they are.
    Several workspaces in one process know nothing of one another; one workspace may be used by many threads.

    Args:
        plugins: who offers frameworks; the installed ones if not given.
        roots: folders of one's own: files in them may refer to all of them, others to their own folder.

    Example:
        >>> workspace = Workspace(PluginHost(discover=False))
        >>> workspace.registered()
        ()
    """

    def __init__(
        self, plugins: PluginHost | None = None, *, roots: Iterable[str | PathLike[str]] = ()
    ) -> None:
        """Find plugins; load nothing yet."""
        self.plugins = PluginHost() if plugins is None else plugins
        self.catalogue = Catalogue.of(self.plugins.frameworks, self.plugins.folds, map(Path, roots))
        self._scorers: Latest[int, scoring.Scorer] = Latest(MOST_SCORERS)
        self._frame_scorers: Latest[_TableKey, scoring.FrameScorer] = Latest(MOST_SCORERS)

    def registered(self) -> tuple[Registered, ...]:
        """The installed frameworks."""
        return tuple(self.catalogue)

    def framework(self, reference: Reference) -> Framework:
        """The framework of an id, `id@edition` or path.

        Raises:
            NotFoundError: nothing is called that (DR503, DR504).
            DefinitionError: its definition has errors, all of which are in the error.
        """
        return self.catalogue.load(str(reference))

    def warnings(self, reference: Reference) -> tuple[Diagnostic, ...]:
        """What is to be said of a framework's definition, and of those that it extends; errors as above."""
        return self.catalogue.layer(str(reference)).warnings

    def compare(
        self, first: Framework | Reference, second: Framework | Reference, *, sample: int = 0
    ) -> "scoring.FrameworkComparison":
        """What differs between two frameworks, and which measures can give other values.

        Args:
            first: one framework: the older edition, or what an overlay extends.
            second: the other.
            sample: how many drawn forms to score with both; 0 for none.

        Raises:
            NotFoundError, DefinitionError: as for :meth:`framework`.
        """
        one, other = self._framework(first), self._framework(second)
        sampled = scoring.sample(one, other, sample) if sample else ()
        changed = scoring.changes(one, other), scoring.measure_changes(one.plan, other.plan)
        return scoring.FrameworkComparison(one, other, *changed, sampled)

    def migrate(
        self,
        answers: Answers | Sequence[Answers],
        to: Framework | Reference,
        *,
        first: Framework | Reference | None = None,
        crosswalks: Iterable[str | PathLike[str]] = (),
        language: Language = DEFAULT_LANGUAGE,
    ) -> "scoring.Migration":
        """Carry answers over to another framework, as drafts with where each comes from.

        Args:
            answers: assessments, plain data, or paths of answer files.
            to: the framework that gets the drafts.
            first: the framework that was answered; where not given, the one that the answer files name.
            crosswalks: crosswalk files, besides those that installed frameworks bring in `crosswalks/`.
            language: of the reasons that crosswalks give.

        Raises:
            NotFoundError: no crosswalk leads there (DR268), or a framework is not there.
            InputError: answers that do not fit the framework, or do not name one (DR269).
            DefinitionError: a crosswalk has errors.
        """
        given = [answers] if isinstance(answers, Assessment | Mapping | str | PathLike) else list(answers)
        paths = [Path(each) for each in given if isinstance(each, str | PathLike)]
        named = next(filter(None, map(reading.answered_framework, paths)), None) if first is None else first
        if named is None:
            raise InputError(
                [Diagnostic("DR269", span=whole_span(Source(path.as_posix()))) for path in paths[:1]]
            )
        # A file names a framework by id; only the caller names paths.
        one = self.catalogue.installed(str(named)).framework if first is None else self._framework(first)
        other = self._framework(to)
        assessments = self._assessments(one, given)
        own = [definitions.read_crosswalk(Path(path), self.catalogue) for path in crosswalks]
        installed = definitions.installed_crosswalks(self.catalogue, {each.id for each in own})
        way = scoring.chain((*own, *installed), one, other)
        forms = tuple(scoring.migrate(each, way, language) for each in assessments)
        results = self.scorer(other).score(tuple(form.assessment for form in forms))
        notes = in_order(
            each for end in (named, to) if not isinstance(end, Framework) for each in self.warnings(end)
        )
        return scoring.Migration(one, other, way, forms, results, notes)

    def origins(self, reference: Reference) -> "tuple[Origin, ...]":
        """Where every part of a framework comes from: which definition, where in it, and who has changed it.

        Args:
            reference: an id, `id@edition` or path.

        Returns:
            One entry for everything with an id, in the order of a framework file.

        Raises:
            NotFoundError, DefinitionError: as for :meth:`framework`.
        """
        return definitions.origins(self.catalogue.layer(str(reference)))

    def read(
        self, framework: Framework | Reference, paths: Iterable[str | PathLike[str]]
    ) -> tuple[Assessment, ...]:
        """Read answer files (YAML, JSON, CSV).

        Raises:
            InputError: with all problems of all files.
        """
        return reading.read_answers([Path(path) for path in paths], self._framework(framework))

    def score(self, framework: Framework | Reference, answers: Answers | Sequence[Answers]) -> Results:
        """Score one or several forms.

        Args:
            framework: what to score against.
            answers: assessments, plain data, or paths of answer files.

        Returns:
            Cells for every measure. Missing values are None with their kind, never 0.

        Raises:
            InputError: answers that do not fit the framework.
        """
        loaded = self._framework(framework)
        return self.scorer(loaded).score(self._assessments(loaded, answers))

    def score_frame(
        self,
        framework: Framework | Reference,
        frame: Any,  # noqa: ANN401 - any kind
        *,
        measures: Sequence[str] = (),
        reasons: bool = True,
    ) -> "scoring.FrameResults":
        """As :meth:`score`, for a table with a row per form: see `FrameScorer` and its `score`."""
        scorer = self.frame_scorer(framework, measures=measures, reasons=reasons)
        return scoring.score_native(scorer, frame)

    def frame_scorer(
        self, framework: Framework | Reference, *, measures: Sequence[str] = (), reasons: bool = True
    ) -> "scoring.FrameScorer":
        """The scorer of tables for a framework. Raises MissingExtraError DR901 without the extra `frames`."""
        with needing():
            make = scoring.FrameScorer
        loaded, kept = self._framework(framework), self._frame_scorers
        key = id(loaded), tuple(measures), reasons
        return kept.get_or_make(key, lambda: make(loaded, *key[1:]))

    def score_with_targets(
        self, framework: Framework | Reference, answers: Answers | Sequence[Answers]
    ) -> "planning.Scored":
        """As :meth:`score`, with the framework's targets held against the outcome."""
        results = self.score(framework, answers)
        return planning.Scored(results, planning.outcomes(results))

    def explain(
        self,
        framework: Framework | Reference,
        answers: Answers | Sequence[Answers],
        measure: str,
        /,
        **members: str,
    ) -> "scoring.Explanation":
        """Why one value of a measure is what it is.

        Args:
            framework: what to score against.
            answers: all forms that are scored together.
            measure: the measure's name.
            members: dimension=member, as many as it takes to name one value.

        Raises:
            NotFoundError: DR601–DR603, nothing or more than one thing is meant.
            InputError: answers that do not fit the framework.
        """
        loaded = self._framework(framework)
        return scoring.explain(self.scorer(loaded), self._assessments(loaded, answers), measure, members)

    def check(
        self,
        reference: Reference,
        trial: "proving.Trial | None" = None,
        progress: Callable[[int, int], None] = lambda _, __: None,
    ) -> "proving.CheckResult":
        """What the command `check` does: the cases of a framework, and the laws of its rules.

        Args:
            reference: id, `id@edition` or path, not the framework itself: its cases are files beside it. A
                single file has no cases.
            trial: how much is tested; see :meth:`prove`.
            progress: is called with the number of laws that are done, and of all.

        Raises:
            DefinitionError, NotFoundError: as for :meth:`cases`.
        """
        return proving.CheckResult(self.run_cases(reference), self.prove(reference, trial, progress))

    def run_cases(self, reference: Reference) -> "tuple[proving.CaseOutcome, ...]":
        """The cases of a framework, run: answers held to what should come of them.

        Args:
            reference: id, `id@edition` or path of the framework. A single file has no cases.

        Raises:
            DefinitionError, NotFoundError: as for :meth:`cases`.
        """
        scorer = self.scorer(reference)
        return tuple(proving.run_case(case, scorer) for case in self.cases(reference))

    def subject(self, framework: Framework | Reference) -> "proving.Subject":
        """A framework with all that can be known of its rules without an answer."""
        return proving.Subject(self._framework(framework), tuple(self.plugins.folds))

    def prove(
        self,
        framework: Framework | Reference,
        trial: "proving.Trial | None" = None,
        progress: Callable[[int, int], None] = lambda _, __: None,
    ) -> "proving.Proof":
        """Hold the laws to a framework.

        Args:
            framework: whose rules are tried.
            trial: how much is tested; the default is a hundred random populations per law.
            progress: told how many laws are done, of how many.

        Returns:
            For every law and measure whether it is proved, tested, waived or broken, and a counterexample
            for what is broken. No error is raised for a broken law.
        """
        return proving.prove(self.subject(framework), trial, progress)

    def cases(self, reference: Reference) -> "tuple[Case, ...]":
        """The cases of a framework, not yet run; none for a single file.

        Raises:
            DefinitionError: the framework, or a case, has errors.
            NotFoundError: nothing is called that.
        """
        framework = self.framework(reference)
        return proving.load_cases(self.catalogue.path(str(reference)), framework)

    def mutate(
        self,
        reference: Reference,
        progress: Callable[[int, int], None] = lambda _, __: None,
        *,
        examples: int | None = None,
        seed: int = 0,
    ) -> "proving.Score":
        """Try whether a framework's cases and laws would notice mistakes in it.

        Args:
            reference: id, `id@edition` or path of the framework.
            progress: told how many faulty variants are done, of how many.
            examples: how many random populations each law is tested on per variant.
            seed: decides which.

        Returns:
            For every faulty variant what noticed it, and what no case decides.
        """
        subject, cases = self.subject(reference), self.cases(reference)
        examples = proving.MUTATION_EXAMPLES if examples is None else examples
        return proving.mutate(subject, cases, progress, examples, seed)

    def place_in(self, reference: Reference, name: str) -> "Span | None":
        """Where something is defined by name in a framework's files; None where nothing is called that."""
        document = definitions.read_definition(self.catalogue.path(str(reference)), Findings())
        if document is None:
            return None
        keys = document.places.keys.items()
        return next((span for path, span in keys if path and path[-1] == name), None)

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
            framework: what to score against; its `reports` say what stands in the report.
            answers: all forms.
            kind: `assessment` (one result), `comparison`, `municipality` or `plan`.
            to: the name of a renderer: text, md, html, xlsx, docx, svg, png, or a plugin's.
            only: dimension → member or members: what is shown. What is counted never changes with it.
            template: a Word document of your own to start from, for docx.
            language: which language the report speaks.
            notes: takes what is to be said of the template (DR823, DR827, DR829).

        Raises:
            NotFoundError: DR810 no such renderer, DR812 more than one result, DR813 no form has what
                `only` asks for.
            InputError: DR814, DR817, DR819, DR820 nothing to show; or answers that do not fit.
            MissingExtraError: DR901, what the renderer needs is not installed.
        """
        loaded = self._framework(framework)
        renderer = self.renderer(to)
        forms = self._assessments(loaded, answers)
        made = self.material(loaded, forms, only, language)
        start = None if template is None else Path(template)
        return reports.rendered(made, kind, renderer, start, notes=notes)

    def material(
        self,
        framework: Framework,
        forms: Sequence[Assessment],
        only: "scoring.MemberChoice | None" = None,
        language: Language = DEFAULT_LANGUAGE,
    ) -> "reports.Material":
        """Results with their forms, as reports are made of.

        Raises:
            NotFoundError: DR813, no form has what `only` asks for.
        """
        results = self.scorer(framework).score(forms)
        shown = scoring.selection(results, only or {})
        targets = tuple(each for each in planning.outcomes(results) if shown.shows(each.target))
        return reports.Material.of(results, shown, forms, targets, language)

    def renderer(self, name: str) -> "reports.Renderer":
        """A renderer by name.

        Raises:
            NotFoundError: DR810.
        """
        renderers = {renderer.name: renderer for renderer in self.plugins.renderers}
        if name not in renderers:
            args = {"name": name, "known": Names(tuple(renderers))}
            raise NotFoundError([Diagnostic("DR810", args, near=near(name, renderers))])
        return renderers[name]

    def scorer(self, framework: Framework | Reference) -> "scoring.Scorer":
        """The scorer of a framework, made once for as long as it is among the latest."""
        loaded = self._framework(framework)
        # By identity: comparing two frameworks would cost more than scoring a form. A scorer keeps its
        # framework, so that its identity is not given to another one.
        return self._scorers.get_or_make(id(loaded), lambda: scoring.Scorer(loaded))

    def validate(
        self, path: str | PathLike[str], framework: Framework | Reference | None = None
    ) -> tuple[Diagnostic, ...]:
        """All problems of a definition, an answer file or a crosswalk.

        Args:
            path: a definition (folder, file, or the id of an installed one), a file of answers (a table, or
                YAML with `answers`), or a crosswalk (YAML with `from` and `to`).
            framework: what answers are for; without it, the framework that they name themselves.

        Returns:
            What is so now: the files are read anew, and what was asked before changes nothing. What is to be
            said of the frameworks that answers and crosswalks are for is said here too.
        """
        found = Findings()
        try:
            named = reading.answered_framework(Path(path))
            if named is None and definitions.crosswalk_ends(Path(path)) is not None:
                definitions.read_crosswalk(Path(path), self.catalogue, found)
            elif named is None:
                found.extend(proving.problems_of(self.catalogue.reference(Path(path)), self.catalogue))
            elif framework is not None:
                found.extend(() if isinstance(framework, Framework) else self.warnings(framework))
                self.read(framework, [path])
            elif named:
                # A file names a framework by id; only the caller names paths.
                answered = self.catalogue.installed(named)
                found.extend(answered.warnings)
                self.read(answered.framework, [path])
            else:
                found.add("DR414", whole_span(Source(Path(path).as_posix())))
        except DigiramverkError as error:
            found.extend(error.diagnostics)
        return in_order(found)

    def pack(self, framework: Framework | Reference) -> str:
        """A framework as the text of one file, resolved; loading it gives an equal framework."""
        return definitions.to_yaml(self._framework(framework))

    def example(self, framework: str, name: str) -> Path:
        """The path of a bundled example. Raises NotFoundError, DR503 or DR506."""
        examples = dict(self.catalogue.entry(framework).examples)
        if name not in examples:
            raise NotFoundError([Diagnostic("DR506", {"name": framework})])
        return examples[name]

    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with installed plugins: broken ones, and names that two of them give."""
        return (*self.plugins.problems, *self.catalogue.conflicts())

    def _assessments(
        self, framework: Framework, answers: Answers | Sequence[Answers]
    ) -> tuple[Assessment, ...]:
        given = [answers] if isinstance(answers, Assessment | Mapping | str | PathLike) else list(answers)
        paths = [Path(each) for each in given if isinstance(each, str | PathLike)]
        data = [each for each in given if isinstance(each, Assessment | Mapping)]
        read = reading.read_answers(paths, framework) if paths else ()
        return reading.assessments_of((*read, *data), framework) if data else read

    def _framework(self, framework: Framework | Reference) -> Framework:
        return framework if isinstance(framework, Framework) else self.framework(framework)
