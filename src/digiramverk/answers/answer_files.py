"""Answer files and answer data → assessments, with all problems at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

from digiramverk.answers.documents import read_data, read_document
from digiramverk.answers.forms import FormReader, TableForm, WrittenForm
from digiramverk.answers.similar_names import free_dimensions, similar_names
from digiramverk.answers.table_problems import Clash, days_of_excel
from digiramverk.core import Findings, InputError, Names, Span, Word, needing, whole_span
from digiramverk.definitions import is_definition
from digiramverk.files import TEXT_TABLES, WORKBOOKS, Located, located, read_source
from digiramverk.model import Assessment, Framework, bare
from digiramverk.yamlsource import read_yaml

Read: TypeAlias = tuple[WrittenForm | TableForm, Assessment]
"""A form of a file, and its assessment."""
COLUMN_NOTES: Final = frozenset({"DR422", "DR423", "DR437"})
"""The codes about columns that are errors if strict."""
DOCUMENTS: Final = (".yaml", ".yml", ".json")
TABLES: Final = (*TEXT_TABLES, ".parquet", *WORKBOOKS)


def read_answers(
    paths: Sequence[Path | Located],
    framework: Framework,
    notes: Findings | None = None,
    *,
    strict: bool = False,
) -> tuple[Assessment, ...]:
    """Read answer files.

    Args:
        paths: YAML, JSON, CSV, Excel or Parquet files, named by the caller or found by a reference, each with
            one form or many.
        framework: the framework that they answer.
        notes: collects warnings about tables: DR363, DR364, DR422, DR423, DR434, DR437, DR451 and DR452.
        strict: whether warnings about columns are errors.

    Returns:
        One assessment per form, in order. Forms without a `response` of their own are numbered.

    Raises:
        InputError: with all problems of all files, DR0xx, DR1xx, DR4xx.
        MissingExtraError: DR901, a table without the extra `frames`.
    """
    findings = Findings()
    notes = Findings() if notes is None else notes
    forms: list[WrittenForm | TableForm] = []
    for path in paths:
        forms += _forms(located(path), framework, findings, notes, strict=strict)
    return _assessments(forms, framework, findings, notes)


def assessments_of_forms(forms: Sequence[WrittenForm], framework: Framework) -> tuple[Assessment, ...]:
    """Assessments from forms that have been read from a document.

    Raises:
        InputError: with all problems, DR4xx.
    """
    return _assessments(forms, framework, Findings())


def assessments_of(
    data: Iterable[Mapping[str, Any] | Assessment], framework: Framework
) -> tuple[Assessment, ...]:
    """Assessments from plain data in the shape of an answer file, or from existing assessments.

    Raises:
        InputError: with all problems, DR4xx.
    """
    findings = Findings()
    forms: list[WrittenForm] = []
    for form in data:
        forms += read_data(_data_of(form) if isinstance(form, Assessment) else form, framework, findings)
    return _assessments(forms, framework, findings)


def answered_framework(path: Path) -> str | None:
    """Find the framework that a file answers.

    Returns:
        None if the file holds no answers (a folder, a definition, or nothing readable); "" if it holds
        answers but names no framework; else the framework's id. A file that names a framework holds answers,
        even if the word `answers` is misspelt.
    """
    file = located(path)
    if not file.is_file:
        return None
    suffix = path.suffix.lower()
    if suffix in TABLES:
        with needing():
            from digiramverk.answers.columns.table_forms import framework_in  # noqa: PLC0415 - needs the extra `frames`
        named = framework_in(file)
    elif suffix in DOCUMENTS:
        quiet = Findings()
        source = read_source(file, quiet)
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


def _data_of(form: Assessment) -> dict[str, Any]:
    names = ("response", "unit", "school_form", "round", "group", "published")
    fields = {name: getattr(form, name) for name in names if getattr(form, name) is not None}
    fields |= dict(form.attributes)
    answers = {each.indicator: {"level": each.level, "comment": each.comment} for each in form.answers}
    numbers = {"numbers": dict(form.numbers)} if form.numbers else {}
    return {**fields, **numbers, "answers": answers}


def _forms(
    file: Located, framework: Framework, findings: Findings, notes: Findings, *, strict: bool
) -> Sequence[WrittenForm | TableForm]:
    suffix = file.path.suffix.lower()
    if file.is_file and suffix not in (*DOCUMENTS, *TABLES):
        findings.add("DR006", file=file.name, known=Names((*DOCUMENTS, *TABLES)))
        return []
    if suffix in TABLES:
        with needing():
            from digiramverk.answers.columns.table_forms import read_table  # noqa: PLC0415 - needs the extra `frames`
        try:
            return read_table(file, framework, notes, strict=strict)
        except InputError as error:
            findings.extend(error.diagnostics)
            return []
    source = read_source(file, findings)
    if source is None:
        return []
    before = len(findings.items)
    forms = read_document(source, framework, findings)
    if not forms and len(findings.items) == before:
        findings.add("DR412", whole_span(source))
    return forms


def _assessments(
    forms: Sequence[WrittenForm | TableForm],
    framework: Framework,
    findings: Findings,
    notes: Findings | None = None,
) -> tuple[Assessment, ...]:
    reader = FormReader(framework, findings)
    taken = set(map(_response, forms))
    free = (str(number) for number in count(1) if str(number) not in taken)
    read: list[Read] = []
    for form in forms:
        if isinstance(form, WrittenForm):
            read.append((form, reader.read(form, free)))
        else:
            own = form.assessment
            read.append((form, own if own.response else attrs.evolve(own, response=next(free))))
    _check_responses(read, findings)
    _check_units(read, findings)
    sources = {id(form.source): form.source for form in forms if not isinstance(form, WrittenForm)}
    for source in sources.values():
        findings.extend(source.findings())
    if findings.has_errors or any(each.code in COLUMN_NOTES for each in findings):
        raise InputError(findings)
    every = tuple(assessment for _, assessment in read)
    if notes is not None:
        rounds = {each.round for form, each in read if not isinstance(form, WrittenForm)} - {None}
        notes.extend(days_of_excel(each for each in rounds if each is not None))
        notes.extend(similar_names(_members(framework, every)))
    return every


def _response(form: WrittenForm | TableForm) -> str | None:
    if not isinstance(form, WrittenForm):
        return form.assessment.response
    return bare(str(form.fields["response"].value)) if "response" in form.fields else None


def _members(framework: Framework, forms: Iterable[Assessment]) -> dict[str, dict[str, None]]:
    """The distinct members of dimensions that the framework does not list."""
    found: dict[str, dict[str, None]] = {name: {} for name in free_dimensions(framework)}
    for form in forms:
        for name, member in form.members.items():
            if member is not None and name in found:
                found[name][member] = None
    return found


def _check_responses(read: Sequence[Read], findings: Findings) -> None:
    """A response occurs once per unit and round: two schools may number their forms alike."""
    first: dict[tuple[str, str | None, str | None], WrittenForm | TableForm] = {}
    for form, assessment in read:
        earlier = first.setdefault((assessment.response, assessment.unit, assessment.round), form)
        if earlier is form:
            continue
        if not isinstance(form, WrittenForm):
            form.source.clash(Clash(form.row, "response", assessment.response))
            continue
        span, other = _place(form), _place(earlier)
        findings.add("DR404", span, name=assessment.response, related=() if other is None else (other,))


def _place(form: WrittenForm | TableForm) -> Span | None:
    """Where a form of a document says its response."""
    cell = form.fields.get("response") if isinstance(form, WrittenForm) else None
    return None if cell is None else cell.span


def _check_units(read: Sequence[Read], findings: Findings) -> None:
    """A unit has one school form and one member of each attribute: otherwise it would count in two groups."""
    known: dict[tuple[str, str], str] = {}
    for form, assessment in read:
        for name, member in (("school_form", assessment.school_form), *assessment.attributes):
            if assessment.unit is None or member is None:
                continue
            unit, dimension = assessment.unit, Word(name)
            earlier = known.setdefault((unit, name), member)
            if earlier == member:
                continue
            if isinstance(form, WrittenForm):
                place = form.fields[name].span
                findings.add("DR409", place, unit=unit, dimension=dimension, one=earlier, other=member)
            else:
                form.source.clash(Clash(form.row, name, unit, earlier, member))
