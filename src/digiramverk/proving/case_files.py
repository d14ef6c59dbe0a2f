"""Reads the cases of a definition and checks them against its framework, before any of them runs."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from digiramverk.answers import DOCUMENTS, TABLES, assessments_of_forms, form_at, form_schema, read_answers
from digiramverk.core import DefinitionError, Findings, InputError, Span, Word
from digiramverk.definitions import schema
from digiramverk.files import Located, located, read_source
from digiramverk.model import Assessment, Case, Framework, Text
from digiramverk.proving.expectations import ExpectedReader
from digiramverk.yamlsource import Places, YamlDocument, check_schema, read_yaml

FOLDER: Final = "cases"


def load_cases(path: FilePath | Located, framework: Framework) -> tuple[Case, ...]:
    """The cases of a definition.

    Args:
        path: the framework: `cases/*.yaml` in a folder; a single file has no cases.
        framework: the framework of the cases.

    Returns:
        All cases, in the order of file names and then of the files.

    Raises:
        DefinitionError: with all problems, DR0xx–DR2xx, DR4xx and DR611–DR615. What a case names must lie in
            the root of the definition (DR010).
    """
    findings = Findings()
    definition = located(path)
    try:
        files = definition.child(FOLDER).children((".yaml", ".yml")) if definition.is_folder else []
    except InputError as error:
        raise DefinitionError(error.diagnostics) from error
    reader = _CaseReader(framework, definition, findings)
    cases = [case for file in files for case in reader.read(file)]
    if findings.has_errors:
        raise DefinitionError(findings)
    return tuple(cases)


@attrs.define
class _CaseReader:
    """Reads case files one by one, and checks that no id is used twice."""

    framework: Framework
    folder: Located
    findings: Findings
    _seen: dict[str, Span] = attrs.field(factory=dict)

    @property
    def _expected(self) -> ExpectedReader:
        return ExpectedReader(self.framework, self.findings)

    def read(self, file: Located) -> Iterator[Case]:
        """The usable cases of one file."""
        source = read_source(file, self.findings)
        document = None if source is None else read_yaml(source, self.findings)
        if document is None:
            return
        broken = check_schema(document, self._schema(), self.findings)
        if not isinstance(document.data, dict):
            return
        for name, written in document.data.items():
            self._note_twice(name, document.places)
            if not any(path[:1] == (name,) for path in broken) and () not in broken:
                yield self._case(name, written, document)

    def _schema(self) -> dict[str, Any]:
        content = schema("cases")
        form = form_schema(self.framework)
        definitions = {**content["$defs"], **form["$defs"], "form": form}
        return {**content, "$defs": definitions}

    def _note_twice(self, name: str, places: Places) -> None:
        place = places.key((name,))
        if name in self._seen:
            related = (self._seen[name],)
            self.findings.add("DR213", place, path=(name,), kind=Word("case"), name=name, related=related)
        self._seen.setdefault(name, place)

    def _case(self, name: str, written: Mapping[str, Any], document: YamlDocument) -> Case:
        places = document.places
        title = written.get("title")
        expect = tuple(
            (measure, self._expected.cells(measure, cells, (name, "expect", measure), places))
            for measure, cells in written.get("expect", {}).items()
        )
        targets = tuple(
            self._expected.target(each, (name, "targets", index), places)
            for index, each in enumerate(written.get("targets", ()))
        )
        return Case(
            name,
            None if title is None else Text.of(title, self.framework.languages[0]),
            self._assessments(name, written, document),
            expect,
            targets,
            written.get("partial", False),
            places.key((name,)),
        )

    def _assessments(
        self, name: str, written: Mapping[str, Any], document: YamlDocument
    ) -> tuple[Assessment, ...]:
        forms = written.get("forms", ())
        if ("answers" in written) == bool(forms):
            self.findings.add("DR611", document.places.key((name,)), path=(name,), name=name)
            return ()
        try:
            if "answers" in written:
                file = self.folder.refer(written["answers"], (*DOCUMENTS, *TABLES))
                return read_answers([file], self.framework, self.findings)
            read = [
                form_at(form, document.places, (name, "forms", index)) for index, form in enumerate(forms)
            ]
            return assessments_of_forms(read, self.framework)
        except InputError as error:
            place = document.places.value((name, "answers"))
            self.findings.extend(attrs.evolve(each, span=each.span or place) for each in error.diagnostics)
            return ()
