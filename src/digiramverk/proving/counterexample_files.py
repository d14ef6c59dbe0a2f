"""Answer files for counterexamples, which anybody can score and explain."""

from typing import Any

import attrs

from digiramverk.model import Assessment, Framework
from digiramverk.proving.law import Forms
from digiramverk.proving.proof import Counterexample
from digiramverk.rules import RESPONSE
from digiramverk.yamlsource import yaml_text


def answer_files(framework: Framework, found: Counterexample) -> tuple[tuple[str, str], ...]:
    """The answer files that show a counterexample: (name without ending, text).

    One file if that is enough. If forms are scored together, one file before the change and one after it.
    """
    before, after = found.example.forms, found.law.after(found.example)
    if after is None or after == before:
        return (("answers", _text(framework, before)),)
    alone = framework.plan.measure(found.found.measure).population == (RESPONSE,)
    changed = [(one, other) for one, other in zip(before, after, strict=False) if one != other]
    if alone and len(changed) == 1 and len(before) == 1:
        one, other = changed[0]
        pair = attrs.evolve(one, response="before"), attrs.evolve(other, response="after")
        return (("answers", _text(framework, pair)),)
    return (("before", _text(framework, before)), ("after", _text(framework, after)))


def _text(framework: Framework, forms: Forms) -> str:
    data = [_form(framework, form) for form in forms]
    return yaml_text(data)


def _form(framework: Framework, form: Assessment) -> dict[str, Any]:
    data: dict[str, Any] = {"framework": framework.reference, "response": form.response}
    members = {
        "unit": form.unit,
        "school_form": form.school_form,
        "round": form.round,
        "group": form.group,
        **dict(form.attributes),
    }
    data |= {name: member for name, member in members.items() if member is not None}
    if form.published:
        data["published"] = True
    if form.numbers:
        data["numbers"] = {name: int(value) for name, value in form.numbers}
    data["answers"] = {answer.indicator: answer.level for answer in form.answers if answer.level is not None}
    return data
