"""`Workspace.answers`: reads answers in any form that the library takes."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from digiramverk import answers as reading
from digiramverk.core import Findings
from digiramverk.model import Assessment, Framework
from digiramverk.workspace.frameworks import Frameworks, Reference

Answers = Assessment | Mapping[str, Any] | str | PathLike[str]
"""Answers as an assessment, as plain data in the shape of an answer file, or as the path of such a file."""


def each_of(answers: Answers | Sequence[Answers]) -> list[Answers]:
    """Answers as a list, also where the caller gives one form alone."""
    return [answers] if isinstance(answers, Assessment | Mapping | str | PathLike) else list(answers)


@attrs.frozen
class AnswerReader:
    """Reads answers. A :class:`Workspace` makes it."""

    _frameworks: Frameworks

    def read(
        self,
        framework: Framework | Reference,
        paths: Iterable[str | PathLike[str]],
        *,
        notes: Findings | None = None,
        strict: bool = False,
    ) -> tuple[Assessment, ...]:
        """Read answer files (YAML, JSON, CSV, Excel, Parquet).

        Args:
            framework: the framework that they answer.
            paths: the files.
            notes: collects warnings about tables, such as unknown columns (DR422).
            strict: whether warnings about columns are errors.

        Raises:
            InputError: with all problems of all files.
        """
        loaded = self._frameworks.load(framework)
        return reading.read_answers([Path(path) for path in paths], loaded, notes, strict=strict)

    def assessments(
        self,
        framework: Framework | Reference,
        answers: Answers | Sequence[Answers],
        *,
        notes: Findings | None = None,
    ) -> tuple[Assessment, ...]:
        """Answers of any kind as assessments: first those from files, then the others.

        Args:
            framework: the framework that they answer.
            answers: assessments, plain data, or paths of answer files.
            notes: collects warnings about tables, such as unknown columns (DR422).

        Raises:
            InputError: answers that do not fit the framework.
        """
        loaded, given = self._frameworks.load(framework), each_of(answers)
        paths = [each for each in given if isinstance(each, str | PathLike)]
        data = [each for each in given if isinstance(each, Assessment | Mapping)]
        read = self.read(loaded, paths, notes=notes) if paths else ()
        return reading.assessments_of((*read, *data), loaded) if data else read
