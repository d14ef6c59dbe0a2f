"""A plugin of pytest: collects `cases/*.yaml` beside a `framework.yaml`, each case as a test.

It imports nothing of the library until there is a case to read, so that it costs nothing where there is none.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from digiramverk.model import Case
    from digiramverk.proving import CaseOutcome
    from digiramverk.workspace import Workspace


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the case files of framework definitions."""
    definition = file_path.parent.parent
    in_cases = file_path.parent.name == "cases" and file_path.suffix in {".yaml", ".yml"}
    if not in_cases or not (definition / "framework.yaml").is_file():
        return None
    collector: pytest.Collector = CaseFile.from_parent(parent, path=file_path)
    return collector


class Definitions:
    """The definitions whose cases one run collects: each is read once, however many files it has."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        from digiramverk.workspace import Workspace  # noqa: PLC0415 - only where there are cases

        self.workspace = Workspace()
        self._cases: dict[Path, tuple[Case, ...]] = {}

    def cases(self, definition: Path, file: str) -> "Iterator[Case]":
        """The cases in one file of a definition."""
        if definition not in self._cases:
            self._cases[definition] = self.workspace.proving.cases(definition)
        for case in self._cases[definition]:
            if case.span is None or Path(case.span.source.name).name == file:
                yield case


_DEFINITIONS = pytest.StashKey[Definitions]()


class CaseFile(pytest.File):
    """One file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test per case in the file."""
        stash = self.config.stash
        if _DEFINITIONS not in stash:
            stash[_DEFINITIONS] = Definitions()
        definitions, definition = stash[_DEFINITIONS], self.path.parent.parent
        for case in definitions.cases(definition, self.path.name):
            item: pytest.Item = CaseItem.from_parent(
                self, name=case.id, case=case, workspace=definitions.workspace, definition=definition
            )
            yield item


class CaseFailedError(Exception):
    """A case does not hold."""

    def __init__(self, outcome: "CaseOutcome") -> None:
        """Keep what came out."""
        super().__init__(outcome.case.id)
        self.outcome = outcome


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: "Case", workspace: "Workspace", definition: Path, **rest: Any) -> None:  # noqa: ANN401 - pytest's own arguments
        """Keep what is run."""
        super().__init__(**rest)
        self.case, self.workspace, self.definition = case, workspace, definition

    def runtest(self) -> None:
        """Score the forms and hold the results to what is expected."""
        from digiramverk.proving import run_case  # noqa: PLC0415 - as above

        outcome = run_case(self.case, self.workspace.scorer(self.definition))
        if not outcome.holds:
            raise CaseFailedError(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's own signature
        """What was expected, what came out, and why."""
        if not isinstance(excinfo.value, CaseFailedError):
            return super().repr_failure(excinfo, style)
        from digiramverk.core import choose_language  # noqa: PLC0415 - as above
        from digiramverk.reports import (  # noqa: PLC0415 - as above
            Document,
            cases_blocks,
            explanation_document,
            print_document,
        )

        outcome, language, out = excinfo.value.outcome, choose_language(None), StringIO()
        framework = self.workspace.framework(self.definition)
        print_document(Document(tuple(cases_blocks(framework, [outcome], language))), out)
        for each in outcome.differences:
            if each.found is not None:
                explanation = self.workspace.explain(
                    framework, self.case.assessments, each.measure, **each.found.members
                )
                print_document(explanation_document(explanation, language), out)
        return out.getvalue()

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case is written."""
        line = None if self.case.span is None else self.case.span.line - 1
        return self.path, line, self.case.id
