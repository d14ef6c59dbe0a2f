"""Every declared key of the file format is known to the schema, the reader, the writer, overlays and `diff`.

The keys are walked as they are declared, in all sections, and looked for in the example of the reference that
has every key. So a key that is added to the model is tested here without a line of its own.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from tests.definitions.definitions import alone, loaded
from tests.docs.pages import Page

from digiramverk.core.errors import DefinitionError
from digiramverk.core.language import LANGUAGES
from digiramverk.definitions import to_data
from digiramverk.definitions.declared_kinds import KINDS
from digiramverk.definitions.schemas import SchemaName, schema_for_editors
from digiramverk.model.declarations import FormatField, Notation, fields, is_one_value, lone_field
from digiramverk.model.framework import Framework
from digiramverk.model.law import LawChoice
from digiramverk.model.report import REPORT_PARTS, Report
from digiramverk.scoring import changes
from digiramverk.yamlsource.plain_text import yaml_text

pytestmark = pytest.mark.repository
if not (Path(__file__).parents[2] / "docs").is_dir():
    # Its tests are made from a page, which is not there beside the wheels.
    pytest.skip("needs the repository", allow_module_level=True)

Place = tuple[str | int, ...]
GROUPS: Final = (None, "scoring")
PARTS: Final = [lone_field(name, each) for name, each in REPORT_PARTS.items()]


@attrs.frozen
class Held:
    """One value of a field in a definition, and where it is."""

    name: str
    field: FormatField
    path: Place
    value: Any


def declared() -> Iterator[str]:
    """`Indicator.help` for every key that is declared, in all classes that files contain."""
    waiting: list[Any] = [Framework]
    seen: set[type[object]] = set()
    while waiting:
        cls = waiting.pop()
        if cls not in seen:
            seen.add(cls)
            every = [each for group in GROUPS for each in fields(cls, group)]
            yield from (f"{cls.__name__}.{each.key}" for each in every)
            waiting += [each.of for each in every if each.notation in HOLDING]
            waiting += [LawChoice, Report] if cls is Framework else []
    yield from (f"ReportPart.{each.key}" for each in PARTS)


HOLDING: Final = {Notation.PART, Notation.PARTS, Notation.THINGS}


def held(cls: type[object], data: Any, path: Place, group: str | None = None) -> Iterator[Held]:  # noqa: ANN401 - YAML data is of any kind
    """The values in a thing, and in the things in it."""
    for field in fields(cls, group):
        alone_ = is_one_value(cls)
        if not alone_ and field.key not in data:
            continue
        value, here = (data, path) if alone_ else (data[field.key], (*path, field.key))
        yield Held(f"{cls.__name__}.{field.key}", field, here, value)
        match field.notation:
            case Notation.THINGS:
                for name, inner in value.items():
                    yield from held(field.of, inner, (*here, name))
            case Notation.PART:
                yield from held(field.of, value, here)
            case Notation.PARTS:
                for index, inner in enumerate(value):
                    yield from held(field.of, inner, (*here, index))
            case _:
                yield from held_in_tables(field.key, value, here)


def held_in_tables(key: str, value: Any, here: Place) -> Iterator[Held]:  # noqa: ANN401 - as above
    """The values in laws, reports and parts of reports, whose keys are rows of a table."""
    match key:
        case "laws":
            for measure, laws in value.items():
                for law, choice in laws.items():
                    whole = choice if isinstance(choice, dict) else {}
                    yield from held(LawChoice, whole, (*here, measure, law))
        case "reports":
            for kind, report in value.items():
                yield from held(Report, report, (*here, kind))
        case "parts":
            for index, part in enumerate(value):
                for field in PARTS:
                    if isinstance(part, dict) and field.key in part:
                        name = f"ReportPart.{field.key}"
                        yield Held(name, field, (*here, index, field.key), part[field.key])
        case _:
            pass


@cache
def everything() -> Framework:
    """The framework of the reference that has every key."""
    [block] = [
        each for each in Page.read("docs/reference/file-format.md").blocks() if "full.yaml" in each.info
    ]
    text = block.text
    for old, new in (
        # What is stated there is the default, which is not written. Another level has to be on every scale.
        ("not_relevant: exclude", "not_relevant: {as: no}"),
        ("never:", "no:"),
        # A second measure that a target and the step of the plan can name.
        (
            "rules:\n",
            "rules:\n  also: {across: [round], value: mean(total)}\n  also_step: highest(step_done)\n",
        ),
        # A third one that can be above another without a circle.
        ("roles:\n", "roles:\n  also: Also\n"),
        ("goals:\n", "goals:\n  also: Also\n"),
    ):
        text = text.replace(old, new, 1)
    return loaded(text)


@cache
def found() -> tuple[Held, ...]:
    """Every value in it."""
    data = to_data(everything())
    return tuple(
        each
        for group in GROUPS
        for each in held(Framework, data[group] if group else data, (group,) if group else (), group)
    )


def others(each: Held) -> Iterator[Any]:
    """Values that could be written in the place of one; the first that loads is taken."""
    field, value, data = each.field, each.value, to_data(everything())
    match field.notation:
        case Notation.TEXT:
            yield {"en": "Otherwise"}
        case Notation.PLAIN:
            yield f"{value} otherwise"
        case Notation.FLAG:
            yield not value
        case Notation.DATE:
            yield "2025-01-01"
        case Notation.NUMBER | Notation.WHOLE | Notation.ENOUGH:
            yield from (value + 1, value / 2, value - 1)
        case Notation.WORD:
            words = field.declared.words or [word.value for word in field.of]
            yield from (word for word in words if word != value)
        case Notation.FORMULA:
            yield f"({value})"
        case Notation.COUNTS_AS:
            yield from (other for other in ({"as": "no"}, "exclude") if other != value)
        case Notation.NAME:
            yield from (other for other in ids(field, data) if other != value)
        case Notation.NAMES:
            yield from ([other] for other in ids(field, data) if [other] != value)
            yield from ([*value, other] for other in ids(field, data) if other not in value)
        case Notation.MEMBER:
            yield from ({"round": "2026"}, {})
        case Notation.MEMBERS:
            yield value | {"axis": ["documented", "practised"]}
        case Notation.NUMBERS:
            yield {name: number + 1 for name, number in value.items()}
        case Notation.PART | Notation.PARTS | Notation.THINGS | Notation.OWN:
            # What holds others is another when one of these is: each of them has its own turn.
            yield from ()


def ids(field: FormatField, data: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """What a field could refer to."""
    match field.declared.refers_to:
        case None:
            # Dimensions, or levels of a scale.
            yield from ("area", "step", "unit", "round", "group", "2027", "always")
        case "areas":
            yield from ("leadership", "teaching", "plan")
        case kind:
            yield from data[kind]


def with_value(each: Held, value: Any) -> Any:  # noqa: ANN401 - as above
    """The full framework's data with another value of a field."""
    data = to_data(everything())
    if each.path[0] != "bands":
        return put(data, each.path, value)
    # Bands touch: the bound of the neighbour moves along.
    for name, band in data["bands"][each.path[1]].items():
        for key in (key for key, bound in band.items() if bound == each.value):
            data = put(data, (*each.path[:2], name, key), value)
    return data


def put(data: Any, path: Place, value: Any) -> Any:  # noqa: ANN401 - as above
    """The data with another value at a path."""
    whole = deepcopy(data)
    holder = whole
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return whole


def changed(name: str) -> tuple[Held, Any, Framework]:
    """The full framework with another value of a field: where it was, all the data, and what was loaded."""
    for each in found():
        for value in others(each) if each.name == name else ():
            try:
                data = with_value(each, value)
                return each, data, loaded(yaml_text(data))
            except DefinitionError:
                continue
    pytest.fail(f"{name}: no other value loads")


def overlay(path: Place, after: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """What an overlay says, so that what is at a path below becomes what it is in `after`."""
    top = str(path[0])
    whole = {"reports": 2, "bands": 2, "laws": 3}.get(top, len(path))
    # Lists and parts without an id are written anew as a whole.
    ends = (place for place, part in enumerate(path[:whole]) if isinstance(part, int))
    path = path[: next(ends, whole)]
    path = path[: path.index("source") + 1] if "source" in path else path
    value: Any = after
    for part in path:
        value = value[part]
    if top == "targets":
        return {"remove": {"targets": ["mean_of_all"]}, "targets": value}
    for part in reversed(path):
        value = {part: value}
    return {"change": value} if top in KINDS or top == "scoring" else value


EVERY: Final = sorted(set(declared()))
VALUES: Final = sorted({each.name for each in found() if each.field.notation not in {*HOLDING, Notation.OWN}})


def test_the_example_has_every_declared_key() -> None:
    assert {each.name for each in found()} == set(EVERY)
    assert len(EVERY) > len(VALUES) > 80


@pytest.mark.parametrize("name", VALUES)
def test_every_room_knows_it(name: str, tmp_path: Path) -> None:
    each, data, framework = changed(name)
    # The reader and the writer.
    assert to_data(framework) != to_data(everything())
    assert loaded(yaml_text(to_data(framework))) == framework
    # Overlays.
    below, above = tmp_path / "full.yaml", tmp_path / "own.yaml"
    below.write_text(yaml_text(to_data(everything())), encoding="utf-8")
    head = {"digiramverk": 1, "id": "own", "edition": "1", "extends": "full.yaml"}
    above.write_text(json.dumps(head | overlay(each.path, data), default=float), encoding="utf-8")
    assert to_data(alone().framework(above)) == to_data(framework) | {"id": "own", "edition": "1"}
    # Comparisons.
    shown = changes(everything(), framework)
    assert shown
    for one in shown:
        assert one.kind == "framework" or {one.kind, one.id, *one.fields} & set(map(str, each.path))


@pytest.mark.parametrize("name", EVERY)
def test_editors_describe_it(name: str) -> None:
    [each, *_] = [each for each in found() if each.name == name]
    if each.path[-1] != each.field.key:
        # The only field of its class: no key is written for it.
        return
    kinds: tuple[SchemaName, ...] = ("framework", "overlay")
    for kind in kinds:
        for language in LANGUAGES:
            text = json.dumps(schema_for_editors(kind, language), ensure_ascii=False)
            said = getattr(each.field.declared, language)
            assert said.endswith(".")
            assert said in text, (kind, language)
