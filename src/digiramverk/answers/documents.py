"""Forms from YAML and JSON: one form, or a list of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import attrs

from digiramverk.answers.forms import WrittenCell, WrittenForm
from digiramverk.core import Findings, Path, Source
from digiramverk.definitions import schema
from digiramverk.model import Framework
from digiramverk.yamlsource import Places, YamlDocument, check_schema, read_yaml


def read_document(source: Source, framework: Framework, findings: Findings) -> list[WrittenForm]:
    """The forms of a YAML or JSON text, with the attributes and numbers that the framework declares.

    JSON is read as YAML, so it has places too.
    """
    noted = Findings()
    document = read_yaml(source, noted)
    findings.extend(_answered_twice(noted))
    if document is None:
        return []
    several = isinstance(document.data, list)
    content = form_schema(framework)
    if several:
        content = {"$defs": content["$defs"], "type": "array", "items": content}
    broken = {path[:1] if several else () for path in check_schema(document, content, findings)}
    if several:
        return [
            form_at(data, document.places, (i,)) for i, data in enumerate(document.data) if (i,) not in broken
        ]
    return [] if broken else [form_at(document.data, document.places, ())]


def read_data(data: Mapping[str, Any], framework: Framework, findings: Findings) -> list[WrittenForm]:
    """The form in plain data with the shape of an answer file. Its problems have paths but no places."""
    given = _as_read(data)
    content = form_schema(framework)
    if _fits(_with_each_answer_once(given), content):
        return [form_at(given, None, ())]
    noted = Findings()
    broken = check_schema(YamlDocument(given, Places(Source(""))), content, noted)
    findings.extend(attrs.evolve(finding, span=None) for finding in noted)
    return [] if broken else [form_at(given, None, ())]


def form_schema(framework: Framework) -> dict[str, Any]:
    """The schema of one form, including the framework's attributes and numbers."""
    content = schema("answers")
    properties = content["properties"]
    own = dict.fromkeys((attribute.id for attribute in framework.attributes), properties["unit"])
    number = properties["numbers"]["additionalProperties"]
    numbers = {
        "type": "object",
        "properties": {each.id: number for each in framework.numbers},
        "additionalProperties": False,
    }
    return {**content, "properties": {**properties, **own, "numbers": numbers}}


def _fits(data: object, content: Mapping[str, Any]) -> bool:
    noted = Findings()
    return not check_schema(YamlDocument(data, Places(Source(""))), content, noted) and not list(noted)


def _with_each_answer_once(data: Any) -> Any:  # noqa: ANN401 - data is of any kind
    """The same form with one answer of each kind and value.

    The schema asks the same of every answer, whatever its indicator, and checking them one by one took longer
    than scoring.
    """
    answers = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(answers, dict):
        return data
    once = {
        (type(each), each if isinstance(each, str | int | float) else name): name
        for name, each in answers.items()
    }
    return {**data, "answers": {name: answers[name] for name in once.values()}}


def _as_read(data: Any) -> Any:  # noqa: ANN401 - data is of any kind
    """Mappings as the YAML reader returns them: dictionaries with text keys."""
    return {str(key): _as_read(value) for key, value in data.items()} if isinstance(data, Mapping) else data


def _answered_twice(findings: Findings) -> list[Any]:
    """Report a repeated key among answers as an indicator answered twice."""
    return [
        attrs.evolve(finding, code="DR403", args={"name": finding.args["key"]})
        if finding.code == "DR103" and len(finding.path) > 1 and finding.path[-2] == "answers"
        else finding
        for finding in findings
    ]


def form_at(data: dict[str, Any], places: Places | None, path: Path) -> WrittenForm:
    """The form at a path of a valid document; plain data has no places."""

    def cell(value: Any, *inner: str) -> WrittenCell:  # noqa: ANN401 - YAML data is of any kind
        where = (*path, *inner)
        return (
            WrittenCell(value, path=where)
            if places is None
            else WrittenCell(value, partial(places.value, where), where)
        )

    fields = {key: cell(value, key) for key, value in data.items() if key not in {"answers", "numbers"}}
    answers: dict[str, tuple[WrittenCell, str | None]] = {}
    for name, value in data["answers"].items():
        if isinstance(value, dict):
            answers[name] = cell(value["level"], "answers", name, "level"), value.get("comment")
        else:
            answers[name] = cell(value, "answers", name), None
    keys = {} if places is None else {name: places.key((*path, "answers", name)) for name in answers}
    numbers = {name: cell(value, "numbers", name) for name, value in data.get("numbers", {}).items()}
    return WrittenForm(fields, answers, keys, numbers)
