"""Answer files and answer data → assessments, all problems at once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import InputError
from digiramverk.core.language import Names
from digiramverk.core.place import whole
from digiramverk.loading.answers.documents import read_document
from digiramverk.loading.answers.forms import FormReader, WrittenForm, written_form
from digiramverk.loading.answers.tables import read_table
from digiramverk.loading.files import read_source
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.yamlsource.read import read_yaml

DOCUMENTS: Final = (".yaml", ".yml", ".json")
TABLES: Final = (".csv",)


def read_answers(paths: Sequence[Path], framework: Framework) -> tuple[Assessment, ...]:
    """Read answer files.

    Args:
        paths: YAML, JSON or CSV files, each with one form or many.
        framework: what they answer.

    Returns:
        One assessment per form, in order. Forms without a `response` of their own are numbered.

    Raises:
        InputError: with all problems of all files, DR0xx, DR1xx, DR4xx.
    """
    findings = Findings()
    forms = [form for path in paths for form in _forms(path, framework, findings)]
    return _assessments(forms, framework, findings)


def assessments_of(
    data: Iterable[Mapping[str, Any] | Assessment], framework: Framework
) -> tuple[Assessment, ...]:
    """Assessments out of plain data in the shape of an answer file, or of assessments already made.

    Raises:
        InputError: with all problems, DR4xx.
    """
    findings = Findings()
    forms = [_of_assessment(form) if isinstance(form, Assessment) else written_form(form) for form in data]
    return _assessments(forms, framework, findings)


def answered_framework(path: Path) -> str | None:
    """Which framework a file answers.

    Returns:
        None where the file holds no answers (a folder, a definition, or nothing readable); "" where it
        holds answers but does not say to what; else the framework's id.
    """
    if not path.is_file():
        return None
    suffix = path.suffix.lower()
    if suffix in TABLES:
        named = _named_in_table(path)
    elif suffix in DOCUMENTS:
        quiet = Findings()
        source = read_source(path, quiet)
        document = None if source is None else read_yaml(source, quiet)
        data = None if document is None else document.data
        first = data[0] if isinstance(data, list) and data else data
        if not isinstance(first, dict) or not (isinstance(data, list) or "answers" in first):
            return None
        named = str(first.get("framework") or "")
    else:
        return None
    return named


def _named_in_table(path: Path) -> str:
    source = read_source(path, Findings())
    forms = [] if source is None else read_table(source, (), Findings())
    cell = forms[0].fields.get("framework") if forms else None
    return "" if cell is None or cell.value is None else str(cell.value)


def _of_assessment(form: Assessment) -> WrittenForm:
    fields = ("response", "unit", "school_form", "round", "group", "published")
    answers = {
        answer.indicator: {"level": answer.level, "comment": answer.comment} for answer in form.answers
    }
    return written_form({**{name: getattr(form, name) for name in fields}, "answers": answers})


def _forms(path: Path, framework: Framework, findings: Findings) -> list[WrittenForm]:
    suffix = path.suffix.lower()
    if path.exists() and suffix not in (*DOCUMENTS, *TABLES):
        findings.add("DR006", file=path.as_posix(), known=Names((*DOCUMENTS, *TABLES)))
        return []
    source = read_source(path, findings)
    if source is None:
        return []
    before = len(findings.items)
    if suffix in TABLES:
        forms = read_table(source, tuple(indicator.id for indicator in framework.indicators), findings)
    else:
        forms = read_document(source, findings)
    if not forms and len(findings.items) == before:
        findings.add("DR412", whole(source))
    return forms


def _assessments(
    forms: list[WrittenForm], framework: Framework, findings: Findings
) -> tuple[Assessment, ...]:
    reader = FormReader(framework, findings)
    assessments = tuple(reader.read(form, str(number)) for number, form in enumerate(forms, 1))
    _check_responses(forms, assessments, findings)
    _check_units(forms, assessments, findings)
    if findings.has_errors:
        raise InputError(findings)
    return assessments


def _check_responses(
    forms: list[WrittenForm], assessments: tuple[Assessment, ...], findings: Findings
) -> None:
    first: dict[str, WrittenForm] = {}
    for form, assessment in zip(forms, assessments, strict=True):
        earlier = first.setdefault(assessment.response, form)
        if earlier is not form:
            spans = [f.fields["response"].span if "response" in f.fields else None for f in (form, earlier)]
            related = () if spans[1] is None else (spans[1],)
            findings.add("DR404", spans[0], name=assessment.response, related=related)


def _check_units(forms: list[WrittenForm], assessments: tuple[Assessment, ...], findings: Findings) -> None:
    """A unit has one school form: otherwise it would count in two groups."""
    known: dict[str, str] = {}
    for form, assessment in zip(forms, assessments, strict=True):
        unit, school_form = assessment.unit, assessment.school_form
        if unit is None or school_form is None:
            continue
        earlier = known.setdefault(unit, school_form)
        if earlier != school_form:
            findings.add(
                "DR409",
                form.fields["school_form"].span,
                unit=unit,
                dimension="school_form",
                one=earlier,
                other=school_form,
            )
