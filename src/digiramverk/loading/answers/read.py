"""Answer files and answer data → assessments, all problems at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.errors import InputError, MissingExtraError
from digiramverk.core.language import Names, Word
from digiramverk.core.place import Source, whole
from digiramverk.loading.answers.documents import read_data, read_document
from digiramverk.loading.answers.forms import FormReader, WrittenForm
from digiramverk.loading.answers.headers import Columns
from digiramverk.loading.answers.tables import read_table
from digiramverk.loading.definition import is_definition
from digiramverk.loading.files import is_file, read_source
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.yamlsource.read import read_yaml

DOCUMENTS: Final = (".yaml", ".yml", ".json")
WORKBOOKS: Final = (".xlsx", ".parquet")
"""Tables that are no text, which takes the extra `frames`."""
TABLES: Final = (".csv", *WORKBOOKS)


def read_answers(
    paths: Sequence[Path], framework: Framework, notes: Findings | None = None
) -> tuple[Assessment, ...]:
    """Read answer files.

    Args:
        paths: YAML, JSON, CSV, Excel or Parquet files, each with one form or many.
        framework: what they answer.
        notes: takes warnings about columns of tables (DR422, DR423); where it is not given, an unknown column
            is an error.

    Returns:
        One assessment per form, in order. Forms without a `response` of their own are numbered.

    Raises:
        InputError: with all problems of all files, DR0xx, DR1xx, DR4xx.
        MissingExtraError: DR901, a workbook without the extra `frames`.
    """
    findings = Findings()
    forms = [form for path in paths for form in _forms(path, framework, findings, notes)]
    return _assessments(forms, framework, findings)


def assessments_of_forms(forms: Sequence[WrittenForm], framework: Framework) -> tuple[Assessment, ...]:
    """Assessments out of forms that have been read from a document.

    Raises:
        InputError: with all problems, DR4xx.
    """
    return _assessments(forms, framework, Findings())


def assessments_of(
    data: Iterable[Mapping[str, Any] | Assessment], framework: Framework
) -> tuple[Assessment, ...]:
    """Assessments out of plain data in the shape of an answer file, or of assessments already made.

    Raises:
        InputError: with all problems, DR4xx.
    """
    findings = Findings()
    forms: list[WrittenForm] = []
    for form in data:
        forms += read_data(_data_of(form) if isinstance(form, Assessment) else form, framework, findings)
    return _assessments(forms, framework, findings)


def answered_framework(path: Path) -> str | None:
    """Which framework a file answers.

    Returns:
        None where the file holds no answers (a folder, a definition, or nothing readable); "" where it
        holds answers but does not say to what; else the framework's id. What names a framework holds
        answers, even if the word `answers` is misspelt.
    """
    if not is_file(path):
        return None
    suffix = path.suffix.lower()
    if suffix in TABLES:
        named = _named_in_table(path)
    elif suffix in DOCUMENTS:
        quiet = Findings()
        source = read_source(path, quiet)
        document = None if source is None or is_definition(source) else read_yaml(source, quiet)
        data = None if document is None else document.data
        first = data[0] if isinstance(data, list) and data else data
        if not isinstance(first, dict):
            return None
        if not (
            isinstance(data, list) or "answers" in first or ("framework" in first and "areas" not in first)
        ):
            return None
        named = str(first.get("framework") or "")
    else:
        return None
    return named


def _named_in_table(path: Path) -> str:
    source = _table(path, Findings())
    forms = [] if source is None else read_table(source, Columns(), Findings(), Findings())
    cell = forms[0].fields.get("framework") if forms else None
    return "" if cell is None or cell.value is None else str(cell.value)


def _data_of(form: Assessment) -> dict[str, Any]:
    names = ("response", "unit", "school_form", "round", "group", "published")
    fields = {name: getattr(form, name) for name in names if getattr(form, name) is not None}
    fields |= dict(form.attributes)
    answers = {each.indicator: {"level": each.level, "comment": each.comment} for each in form.answers}
    numbers = {"numbers": dict(form.numbers)} if form.numbers else {}
    return {**fields, **numbers, "answers": answers}


def _table(path: Path, findings: Findings) -> Source | None:
    """The text of a table; of a workbook that which it would have as CSV."""
    if path.suffix.lower() not in WORKBOOKS or not is_file(path):
        return read_source(path, findings)
    try:
        from digiramverk.loading.tables import open_table  # noqa: PLC0415 - needs the extra `frames`
    except ModuleNotFoundError as error:
        raise MissingExtraError([Diagnostic("DR901", {"extra": Word("frames")})]) from error
    try:
        return open_table(path).as_csv()
    except InputError as error:
        findings.extend(error.diagnostics)
        return None


def _forms(path: Path, framework: Framework, findings: Findings, notes: Findings | None) -> list[WrittenForm]:
    suffix = path.suffix.lower()
    if is_file(path) and suffix not in (*DOCUMENTS, *TABLES):
        findings.add("DR006", file=path.as_posix(), known=Names((*DOCUMENTS, *TABLES)))
        return []
    source = _table(path, findings) if suffix in TABLES else read_source(path, findings)
    if source is None:
        return []
    before = len(findings.items)
    if suffix in TABLES:
        forms = read_table(source, Columns.of(framework), findings, notes)
    else:
        forms = read_document(source, framework, findings)
    if not forms and len(findings.items) == before:
        findings.add("DR412", whole(source))
    return forms


def _assessments(
    forms: Sequence[WrittenForm], framework: Framework, findings: Findings
) -> tuple[Assessment, ...]:
    reader = FormReader(framework, findings)
    taken = {str(form.fields["response"].value) for form in forms if "response" in form.fields}
    free = (str(number) for number in count(1) if str(number) not in taken)
    assessments = tuple(reader.read(form, free) for form in forms)
    _check_responses(forms, assessments, findings)
    _check_units(forms, assessments, findings)
    if findings.has_errors:
        raise InputError(findings)
    return assessments


def _check_responses(
    forms: Sequence[WrittenForm], assessments: tuple[Assessment, ...], findings: Findings
) -> None:
    """A response occurs once per unit and round: two schools may well number their forms alike."""
    first: dict[tuple[str, str | None, str | None], WrittenForm] = {}
    for form, assessment in zip(forms, assessments, strict=True):
        earlier = first.setdefault((assessment.response, assessment.unit, assessment.round), form)
        if earlier is not form:
            spans = [f.fields["response"].span if "response" in f.fields else None for f in (form, earlier)]
            related = () if spans[1] is None else (spans[1],)
            findings.add("DR404", spans[0], name=assessment.response, related=related)


def _check_units(
    forms: Sequence[WrittenForm], assessments: tuple[Assessment, ...], findings: Findings
) -> None:
    """A unit has one school form and one of each attribute: otherwise it would count in two groups."""
    known: dict[tuple[str, str], str] = {}
    for form, assessment in zip(forms, assessments, strict=True):
        for name, member in (("school_form", assessment.school_form), *assessment.attributes):
            if assessment.unit is None or member is None:
                continue
            earlier = known.setdefault((assessment.unit, name), member)
            if earlier != member:
                place = form.fields[name].span
                unit, dimension = assessment.unit, Word(name)
                findings.add("DR409", place, unit=unit, dimension=dimension, one=earlier, other=member)
