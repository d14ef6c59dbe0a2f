"""The façade: plugins, catalogue, answers, scoring and reports wired together, here and only here."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from digiramverk import answers as reading
from digiramverk import definitions, proving
from digiramverk.core import Diagnostic, DigiramverkError, Findings, Source, in_order, whole_span
from digiramverk.definitions import Catalogue
from digiramverk.model import Framework
from digiramverk.plugins import PluginHost
from digiramverk.workspace.answers import AnswerReader
from digiramverk.workspace.everyday import Everyday
from digiramverk.workspace.frameworks import Frameworks, Reference
from digiramverk.workspace.proving import Proving
from digiramverk.workspace.reports import Reports
from digiramverk.workspace.scoring import Scoring


class Workspace:
    """Everything that can be done with frameworks and answers.

    It has a part for each noun, and offers the everyday methods of its parts itself.

    A workspace keeps what it has loaded and compiles a framework once, until its files change. Several
    workspaces in one process share nothing; many threads may use one workspace.

    Args:
        plugins: the plugins that offer frameworks; the installed ones if not given.
        roots: folders of the caller. Files in them may refer to all of them, other files to their own folder.

    Attributes:
        plugins: as given.
        frameworks: finds, loads and compares frameworks.
        answers: reads answers.
        scoring: scores answers, explains the results, and carries answers over.
        reports: writes reports.
        proving: checks frameworks.

    Example:
        >>> workspace = Workspace(PluginHost(discover=False))
        >>> workspace.frameworks.list()
        ()
    """

    plugins: PluginHost
    frameworks: Frameworks
    answers: AnswerReader
    scoring: Scoring
    reports: Reports
    proving: Proving

    def __init__(
        self, plugins: PluginHost | None = None, *, roots: Iterable[str | PathLike[str]] = ()
    ) -> None:
        """Find plugins; load nothing yet."""
        self.plugins = PluginHost() if plugins is None else plugins
        self.catalogue = Catalogue.of(self.plugins.frameworks, self.plugins.folds, map(Path, roots))
        self.frameworks = Frameworks(self.plugins, self.catalogue)
        self.answers = AnswerReader(self.frameworks)
        self.scoring = Scoring(self.catalogue, self.frameworks, self.answers)
        self.reports = Reports(self.plugins, self.answers, self.scoring)
        self.proving = Proving(self.plugins, self.catalogue, self.frameworks, self.scoring)

    framework = Everyday("frameworks", Frameworks.load)
    warnings = Everyday("frameworks", Frameworks.warnings)
    example = Everyday("frameworks", Frameworks.example)
    pack = Everyday("frameworks", Frameworks.pack)
    compare = Everyday("frameworks", Frameworks.compare)
    read = Everyday("answers", AnswerReader.read)
    scorer = Everyday("scoring", Scoring.scorer)
    score = Everyday("scoring", Scoring.score)
    score_with_targets = Everyday("scoring", Scoring.score_with_targets)
    score_frame = Everyday("scoring", Scoring.score_frame)
    explain = Everyday("scoring", Scoring.explain)
    migrate = Everyday("scoring", Scoring.migrate)
    report = Everyday("reports", Reports.report)
    check = Everyday("proving", Proving.check)

    def validate(
        self, path: str | PathLike[str], framework: Framework | Reference | None = None
    ) -> tuple[Diagnostic, ...]:
        """All problems of a definition, an answer file or a crosswalk.

        Args:
            path: a definition (folder, file, or the id of an installed one), a file of answers (a table, or
                YAML with `answers`), or a crosswalk (YAML with `from` and `to`).
            framework: the framework of the answers; if not given, the one that they name themselves.

        Returns:
            The problems of the files as they are now; earlier calls change nothing. The warnings about the
            frameworks that answers and crosswalks refer to are among them.
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
                self.read(framework, [path], notes=found)
            elif named:
                # A file names a framework by id; only the caller names paths.
                answered = self.catalogue.installed(named)
                found.extend(answered.warnings)
                self.read(answered.framework, [path], notes=found)
            else:
                found.add("DR414", whole_span(Source(Path(path).as_posix())))
        except DigiramverkError as error:
            found.extend(error.diagnostics)
        return in_order(found)
