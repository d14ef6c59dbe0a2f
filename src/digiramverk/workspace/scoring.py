"""`Workspace.scoring`: turns answers into results, explains them, and carries answers over."""

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from digiramverk import answers as reading
from digiramverk import definitions, planning, scoring
from digiramverk.core import (
    DEFAULT_LANGUAGE,
    Diagnostic,
    Findings,
    InputError,
    Language,
    Latest,
    Source,
    in_order,
    needing,
    whole_span,
)
from digiramverk.model import Framework
from digiramverk.workspace.answers import AnswerReader, Answers, each_of
from digiramverk.workspace.frameworks import Frameworks, Reference

if TYPE_CHECKING:
    from digiramverk.definitions import Catalogue

MOST_SCORERS: Final = 16  # of forms, and as many of tables


@attrs.frozen
class Scoring:
    """Scores answers. A :class:`Workspace` makes it."""

    _catalogue: "Catalogue"
    _frameworks: Frameworks
    _answers: AnswerReader
    # By identity: comparing two frameworks would cost more than scoring a form. A scorer keeps its framework,
    # so no other framework can get the same identity meanwhile.
    _scorers: "Latest[tuple[int, tuple[str, ...]], scoring.Scorer]" = attrs.field(
        factory=lambda: Latest(MOST_SCORERS), init=False, eq=False, repr=False
    )
    _frame_scorers: "Latest[tuple[int, tuple[str, ...], bool], scoring.FrameScorer]" = attrs.field(
        factory=lambda: Latest(MOST_SCORERS), init=False, eq=False, repr=False
    )

    def scorer(self, framework: Framework | Reference, *, measures: Sequence[str] = ()) -> "scoring.Scorer":
        """The scorer of a framework. The workspace keeps the latest ones and compiles each of them once.

        Args:
            framework: the framework.
            measures: the measures to compute, and no others; all if none is named.

        Raises:
            NotFoundError: DR601, a measure that the framework lacks.
        """
        loaded = self._frameworks.load(framework)
        key = id(loaded), tuple(measures)
        return self._scorers.get_or_make(key, lambda: scoring.Scorer(loaded, key[1]))

    def frame_scorer(
        self, framework: Framework | Reference, *, measures: Sequence[str] = (), reasons: bool = True
    ) -> "scoring.FrameScorer":
        """The scorer of tables for a framework. Raises MissingExtraError DR901 without the extra `frames`."""
        with needing():
            make = scoring.FrameScorer
        loaded = self._frameworks.load(framework)
        key = id(loaded), tuple(measures), reasons
        return self._frame_scorers.get_or_make(key, lambda: make(loaded, *key[1:]))

    def score(
        self,
        framework: Framework | Reference,
        answers: Answers | Sequence[Answers],
        *,
        measures: Sequence[str] = (),
    ) -> "scoring.Results":
        """Score one or several forms.

        Args:
            framework: the framework that the forms answer.
            answers: assessments, plain data, or paths of answer files.
            measures: the measures to compute, and no others; all if none is named.

        Returns:
            The values of every measure. Missing values are None with their kind, never 0.

        Raises:
            InputError: answers that do not fit the framework.
            NotFoundError: DR601, a measure that the framework lacks.
        """
        loaded = self._frameworks.load(framework)
        scorer = self.scorer(loaded, measures=measures)
        notes = Findings()
        results = scorer.score(self._answers.assessments(loaded, answers, notes=notes))
        return attrs.evolve(results, notes=(*notes, *results.notes))

    def score_with_targets(
        self,
        framework: Framework | Reference,
        answers: Answers | Sequence[Answers],
        *,
        measures: Sequence[str] = (),
    ) -> "planning.Scored":
        """As :meth:`score`, with whether the results meet the targets of the framework."""
        results = self.score(framework, answers, measures=measures)
        return planning.Scored(results, planning.outcomes(results))

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
            framework: the framework that the forms answer.
            answers: all forms that are scored together.
            measure: the name of the measure.
            members: dimension=member, as many as it takes to name one value.

        Raises:
            NotFoundError: DR601–DR603, the names fit no value, or more than one.
            InputError: answers that do not fit the framework.
        """
        loaded = self._frameworks.load(framework)
        notes = Findings()
        forms = self._answers.assessments(loaded, answers, notes=notes)
        explanation = scoring.explain(self.scorer(loaded), forms, measure, members)
        return attrs.evolve(explanation, notes=(*notes, *explanation.notes))

    def migrate(
        self,
        answers: Answers | Sequence[Answers],
        to: Framework | Reference,
        *,
        first: Framework | Reference | None = None,
        crosswalks: Iterable[str | PathLike[str]] = (),
        language: Language = DEFAULT_LANGUAGE,
    ) -> "scoring.Migration":
        """Carry answers over to another framework, as drafts that say where each answer comes from.

        Args:
            answers: assessments, plain data, or paths of answer files.
            to: the framework that gets the drafts.
            first: the framework of the answers; if not given, the one that the answer files name.
            crosswalks: crosswalk files, in addition to those in `crosswalks/` of installed frameworks.
            language: of the reasons that crosswalks give.

        Raises:
            NotFoundError: no crosswalk leads there (DR268), or there is no such framework.
            InputError: answers that do not fit the framework, or do not name one (DR269).
            DefinitionError: a crosswalk has errors.
        """
        given = each_of(answers)
        paths = [Path(each) for each in given if isinstance(each, str | PathLike)]
        named = next(filter(None, map(reading.answered_framework, paths)), None) if first is None else first
        if named is None:
            raise InputError(
                [Diagnostic("DR269", span=whole_span(Source(path.as_posix()))) for path in paths[:1]]
            )
        load = self._frameworks.load
        # A file names a framework by id; only the caller names paths.
        one = self._catalogue.installed(str(named)).framework if first is None else load(first)
        other = load(to)
        found = Findings()
        assessments = self._answers.assessments(one, given, notes=found)
        own = [definitions.read_crosswalk(Path(path), self._catalogue) for path in crosswalks]
        installed = definitions.installed_crosswalks(self._catalogue, {each.id for each in own})
        way = scoring.chain((*own, *installed), one, other)
        forms = tuple(scoring.migrate(each, way, language) for each in assessments)
        results = self.scorer(other).score(tuple(form.assessment for form in forms))
        ends = (end for end in (named, to) if not isinstance(end, Framework))
        notes = in_order(each for end in ends for each in self._frameworks.warnings(end))
        return scoring.Migration(one, other, way, forms, results, (*notes, *found))
