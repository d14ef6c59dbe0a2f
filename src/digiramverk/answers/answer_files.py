"""Answer files and answer data → assessments, with all problems at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

from digiramverk.answers.documents import read_data, read_document
from digiramverk.answers.form_rows import COLUMN_NOTES, read_table
from digiramverk.answers.forms import FormReader, Once, WrittenForm
from digiramverk.answers.headings import ColumnNames
from digiramverk.answers.similar_names import free_dimensions, similar_names
from digiramverk.answers.table_problems import Clash, days_of_excel, gathered
from digiramverk.answers.tabular_files.sheets import Sheet, csv_sheet
from digiramverk.core import Findings, InputError, Names, Word, folded, needing, whole_span
from digiramverk.definitions import is_definition
from digiramverk.files import TEXT_TABLES, WORKBOOKS, Located, located, read_bytes, read_source
from digiramverk.model import Assessment, Framework, bare
from digiramverk.yamlsource import read_yaml

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
        MissingExtraError: DR901, a workbook without the extra `frames`.
    """
    findings = Findings()
    notes = Findings() if notes is None else notes
    forms = [
        form for path in paths for form in _forms(located(path), framework, findings, notes, strict=strict)
    ]
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
        named = _named_in_table(file)
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


def _named_in_table(file: Located) -> str:
    sheet = _sheet(file, ColumnNames(), Findings())
    index = (
        next((n for n, each in enumerate(sheet.headings) if folded(each) == "framework"), None)
        if sheet
        else None
    )
    if sheet is None or index is None:
        return ""
    try:
        return next((bare(cells[index]) for _, cells in sheet.rows()), "")
    except InputError:
        return ""


def _data_of(form: Assessment) -> dict[str, Any]:
    names = ("response", "unit", "school_form", "round", "group", "published")
    fields = {name: getattr(form, name) for name in names if getattr(form, name) is not None}
    fields |= dict(form.attributes)
    answers = {each.indicator: {"level": each.level, "comment": each.comment} for each in form.answers}
    numbers = {"numbers": dict(form.numbers)} if form.numbers else {}
    return {**fields, **numbers, "answers": answers}


def _sheet(file: Located, columns: ColumnNames, findings: Findings) -> Sheet | None:
    """A table that is read row by row."""
    try:
        if file.path.suffix.lower() not in TEXT_TABLES and file.is_file:
            return _workbook(file, columns)
        data = read_bytes(file, findings)
        return None if data is None else csv_sheet(file.name, data, columns.meaning)
    except InputError as error:
        findings.extend(error.diagnostics)
        return None


def _workbook(file: Located, columns: ColumnNames) -> Sheet:
    with needing():
        from digiramverk.answers.tabular_files.table_files import open_table  # noqa: PLC0415 - needs the extra `frames`
    return open_table(file, columns.meaning).sheet()


def _forms(
    file: Located, framework: Framework, findings: Findings, notes: Findings, *, strict: bool
) -> list[WrittenForm]:
    suffix = file.path.suffix.lower()
    if file.is_file and suffix not in (*DOCUMENTS, *TABLES):
        findings.add("DR006", file=file.name, known=Names((*DOCUMENTS, *TABLES)))
        return []
    if suffix in TABLES:
        sheet = _sheet(file, ColumnNames.of(framework), findings)
        return [] if sheet is None else read_table(sheet, framework, findings, notes, strict=strict)
    source = read_source(file, findings)
    if source is None:
        return []
    before = len(findings.items)
    forms = read_document(source, framework, findings)
    if not forms and len(findings.items) == before:
        findings.add("DR412", whole_span(source))
    return forms


def _assessments(
    forms: Sequence[WrittenForm], framework: Framework, findings: Findings, notes: Findings | None = None
) -> tuple[Assessment, ...]:
    reader = FormReader(framework, findings)
    taken = {bare(str(form.fields["response"].value)) for form in forms if "response" in form.fields}
    free = (str(number) for number in count(1) if str(number) not in taken)
    read: list[tuple[WrittenForm, Assessment]] = []
    every: list[Assessment] = []
    tables: dict[int, Once] = {}
    for form in forms:
        met = 0 if form.once is None else len(form.once.strays)
        every.append(reader.read(form, free))
        if form.once is not None:
            tables[id(form.once)] = form.once
        # Rows with invalid values are compared with other rows only once they have been corrected.
        if form.once is None or len(form.once.strays) == met:
            read.append((form, every[-1]))
    _check_responses(read, findings)
    _check_units(read, findings)
    for once in tables.values():
        findings.extend(once.told.findings(gathered(once.strays), once.clashes))
    if findings.has_errors or any(each.code in COLUMN_NOTES for each in findings):
        raise InputError(findings)
    if notes is not None:
        rounds = {each.round for form, each in read if form.once is not None and each.round is not None}
        notes.extend(days_of_excel(rounds))
        notes.extend(similar_names(_members(framework, (each for _, each in read))))
    return tuple(every)


def _members(framework: Framework, forms: Iterable[Assessment]) -> dict[str, dict[str, None]]:
    """The distinct members of dimensions that the framework does not list."""
    found: dict[str, dict[str, None]] = {name: {} for name in free_dimensions(framework)}
    for form in forms:
        for name, member in form.members.items():
            if member is not None and name in found:
                found[name][member] = None
    return found


def _check_responses(read: Sequence[tuple[WrittenForm, Assessment]], findings: Findings) -> None:
    """A response occurs once per unit and round: two schools may number their forms alike."""
    first: dict[tuple[str, str | None, str | None], WrittenForm] = {}
    for form, assessment in read:
        earlier = first.setdefault((assessment.response, assessment.unit, assessment.round), form)
        if earlier is form:
            continue
        if form.once is not None:
            form.once.clash(Clash(form.row, "response", assessment.response))
            continue
        spans = [f.fields["response"].span if "response" in f.fields else None for f in (form, earlier)]
        related = () if spans[1] is None else (spans[1],)
        findings.add("DR404", spans[0], name=assessment.response, related=related)


def _check_units(read: Sequence[tuple[WrittenForm, Assessment]], findings: Findings) -> None:
    """A unit has one school form and one member of each attribute: otherwise it would count in two groups."""
    known: dict[tuple[str, str], str] = {}
    for form, assessment in read:
        for name, member in (("school_form", assessment.school_form), *assessment.attributes):
            if assessment.unit is None or member is None:
                continue
            unit, dimension = assessment.unit, Word(name)
            earlier = known.setdefault((unit, name), member)
            if earlier != member and form.once is not None:
                form.once.clash(Clash(form.row, name, unit, earlier, member))
            elif earlier != member:
                place = form.fields[name].span
                findings.add("DR409", place, unit=unit, dimension=dimension, one=earlier, other=member)
