"""Forms out of YAML and JSON: one form, or a list of them."""

from functools import partial
from typing import Any

import attrs

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.place import Source
from digiramverk.loading.answers.forms import Cell, WrittenForm
from digiramverk.loading.schemas import schema
from digiramverk.yamlsource.document import Places
from digiramverk.yamlsource.read import read_yaml
from digiramverk.yamlsource.schema import check_schema


def read_document(source: Source, findings: Findings) -> list[WrittenForm]:
    """The forms of a YAML or JSON text. JSON is YAML too, and so has places."""
    noted = Findings()
    document = read_yaml(source, noted)
    findings.extend(_answered_twice(noted))
    if document is None:
        return []
    several = isinstance(document.data, list)
    content = {"type": "array", "items": schema("answers")} if several else schema("answers")
    broken = {path[:1] if several else () for path in check_schema(document, content, findings)}
    if several:
        return [
            _form(data, document.places, (i,)) for i, data in enumerate(document.data) if (i,) not in broken
        ]
    return [] if broken else [_form(document.data, document.places, ())]


def _answered_twice(findings: Findings) -> list[Any]:
    """A repeated key among answers is an indicator answered twice: say that instead."""
    return [
        attrs.evolve(finding, code="DR403", args={"name": finding.args["key"]})
        if finding.code == "DR103" and len(finding.path) > 1 and finding.path[-2] == "answers"
        else finding
        for finding in findings
    ]


def _form(data: dict[str, Any], places: Places, path: Path) -> WrittenForm:
    fields = {
        key: Cell(value, partial(places.value, (*path, key)), (*path, key))
        for key, value in data.items()
        if key != "answers"
    }
    answers: dict[str, tuple[Cell, str | None]] = {}
    for name, value in data["answers"].items():
        where = (*path, "answers", name)
        if isinstance(value, dict):
            answers[name] = (
                Cell(value["level"], partial(places.value, (*where, "level")), where),
                value.get("comment"),
            )
        else:
            answers[name] = Cell(value, partial(places.value, where), where), None
    return WrittenForm(fields, answers, {name: places.key((*path, "answers", name)) for name in answers})
