"""The published schemas and the loader say the same of every file, whichever way it is broken.

Drawn are files of all five kinds, valid ones with up to three things wrong. The schema is the one that
`digiramverk schema` prints, run by a checker that is not ours; the loader is what commands load with. The
laws:

1. What the schema refuses, the loader refuses: an editor never marks what would work.
2. What the loader refuses by a *structural* code, the schema refuses: an editor is never silent about form.
3. Both accept valid files: those drawn without mistakes, and all that are shipped.

Structural are the codes that one file alone decides, key by key:

- an unknown key: DR201, DR228 (a comma of YAML's own made a key), DR253 (a framework's key in an overlay);
- a missing key: DR202, DR211 (`scoring` or `unanswered`);
- a wrong type: DR203, DR209 (a decimal comma);
- a value not among those allowed: DR204, DR225 (the format's version);
- an id, a language or a word of a wrong form: DR205, DR227, DR254 (letters and accents apart), DR620
  (laws);
- too little or too much: DR206, DR207.

All else needs more than one key, or more than one file: references (DR212, DR240 …), rules (DR3xx),
levels (DR402). DR208 is left out, as the bound of `min_answered` depends on how its number is written,
and DR223, which counts indicators wherever they are.

Three things are decided outside the file, so that the schema cannot say them and the second law leaves
them out: what a part of an overlay must have (seen when it is on its parent: DR202, DR206, DR211 there),
and in forms which keys are attributes of units and which `numbers` there are (said by the framework:
DR201, DR228 there). Ids are drawn in Latin script, and whole numbers without decimals: `1.0` is an
integer to JSON Schema and none to us.
"""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Final, get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.definitions.definitions import alone
from tests.definitions.full_files import FRAMEWORK, TEXTS

from digiramverk.answers.answer_files import read_answers
from digiramverk.core.diagnostic import Diagnostic, Findings, Path
from digiramverk.core.errors import DigiramverkError
from digiramverk.definitions.crosswalk import read_crosswalk
from digiramverk.definitions.definition_files import read_definition
from digiramverk.definitions.loader import load_layer
from digiramverk.definitions.overlay.layer import Layer
from digiramverk.definitions.plain_data import to_yaml
from digiramverk.definitions.schemas import SchemaName, schema_for_editors
from digiramverk.files.roots import Located
from digiramverk.model.framework import Framework
from digiramverk.proving.case_files import load_cases
from digiramverk.testing.strategies import frameworks

STRUCTURAL: Final = frozenset({
    *("DR201", "DR228", "DR253"),
    *("DR202", "DR211"),
    *("DR203", "DR209"),
    *("DR204", "DR225"),
    *("DR205", "DR227", "DR254", "DR620"),
    *("DR206", "DR207"),
})  # fmt: skip
SLOW: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)
SEEN_ON_THE_PARENT: Final = frozenset({"DR202", "DR206", "DR211"})

KINDS: Final = get_args(SchemaName)


class Desk:
    """A folder with the framework that the files of every kind are about, read once."""

    def __init__(self, folder: FilePath) -> None:
        """Put the framework there, and its twin under another id."""
        self.folder = folder
        (folder / "cases").mkdir()
        (folder / "full.yaml").write_text(FRAMEWORK, encoding="utf-8")
        (folder / "other.yaml").write_text(FRAMEWORK.replace("id: full", "id: other"), encoding="utf-8")
        self.workspace = alone()
        self.layer: Layer = self.workspace.catalogue.layer("full.yaml", beside=folder / "x")

    @property
    def framework(self) -> Framework:
        """What answers and cases are about."""
        return self.layer.framework

    def problems(self, kind: SchemaName, data: object) -> list[Diagnostic]:
        """The errors that loading some data as a file finds."""
        path = self.folder / ("cases/a.yaml" if kind == "cases" else f"{kind}.yaml")
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        try:
            self._load(kind, path)
        except DigiramverkError as error:
            return [each for each in error.diagnostics if each.is_error]
        return []

    def _load(self, kind: SchemaName, path: FilePath) -> None:
        match kind:
            case "framework" | "overlay":
                load_layer(path, self._parent, Findings())
            case "answers":
                read_answers([path], self.framework)
            case "crosswalk":
                read_crosswalk(path, self.workspace.catalogue)
            case _:
                load_cases(self.folder, self.framework)

    def _parent(self, reference: str, child: Located, _: object) -> Layer:
        if reference == "full.yaml":
            return self.layer
        return self.workspace.catalogue.layer(reference, beside=child)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all files."""
    return Desk(tmp_path_factory.mktemp("desk"))


@cache
def checker(kind: SchemaName) -> Draft202012Validator:
    """The published schema of a kind."""
    return Draft202012Validator(schema_for_editors(kind, "sv"))


def plain(data: Any) -> Any:  # noqa: ANN401 - YAML data is of any kind
    """Data as a JSON file holds it."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    return [plain(each) for each in data] if isinstance(data, list) else data


def structural(kind: SchemaName, each: Diagnostic) -> bool:
    """Whether a finding is of a kind that the schema has to find too."""
    if each.code not in STRUCTURAL or (kind == "overlay" and each.code in SEEN_ON_THE_PARENT):
        return False
    return not (each.code in {"DR201", "DR228"} and kind in {"answers", "cases"} and in_form(kind, each.path))


def in_form(kind: SchemaName, path: Path) -> bool:
    """Whether a path leads to a key that a form has at its top or among its numbers."""
    start = 0 if kind == "answers" else 3
    inner = path[start:]
    inner = inner[1:] if inner and isinstance(inner[0], int) else inner
    return (kind == "answers" or path[1:2] == ("forms",)) and (len(inner) == 1 or inner[:1] == ("numbers",))


JUNK: Final[Sequence[Any]] = yaml.safe_load(r"""
[null, true, false, 0, -1, 7, 2.5, -0.5, "", " ", x, ja, två ord, "0,8", "1.10", exclude, å, "a\u030a", a–b,
“a”, [], {}, [[]], [null], [x, x], [1], {x: 1}, {x: {}}, {sv: Ja}, {title: T}, {id: x},
xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]
""")
KEYS: Final = yaml.safe_load(r"""
[x, "", två ord, SV, title, titel, id, "a\u030a", a–b, mean(x), "5", level, levl, to, sv]
""")


@st.composite
def files(draw: st.DrawFn, kind: SchemaName, most: int = 3) -> Any:  # noqa: ANN401 - YAML data is of any kind
    """The data of a file of some kind with up to so many things wrong. Shrinks to a valid one."""
    if kind == "framework" and draw(st.booleans()):
        data = yaml.safe_load(to_yaml(draw(frameworks(rules=1))))
    else:
        data = yaml.safe_load(TEXTS[kind])
    data = plain(data)
    for _ in range(draw(st.integers(0, most))):
        data = broken(draw, data)
    return data


def broken(draw: st.DrawFn, data: Any) -> Any:  # noqa: ANN401 - YAML data is of any kind
    """Data with one more thing wrong, anywhere."""
    holders = [path for path, part in parts(data) if isinstance(part, dict | list) and part]
    if not holders:
        return draw(st.sampled_from(JUNK))
    data = deepcopy(data)
    holder = data
    for key in draw(st.sampled_from(holders)):
        holder = holder[key]
    at: Any = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    match draw(st.sampled_from(["junk", "gone", "more", "called", "list", "inside", "swapped"])):
        case "gone":
            del holder[at]
        case "more" if isinstance(holder, dict):
            holder.setdefault(draw(st.sampled_from(KEYS)), draw(st.sampled_from(JUNK)))
        case "called" if isinstance(holder, dict):
            holder[draw(st.sampled_from([*KEYS, at[:-1], at + "s", at.upper()]))] = holder.pop(at)
        case "list":
            holder[at] = [holder[at]]
        case "inside":
            holder[at] = {draw(st.sampled_from(KEYS)): holder[at]}
        case "swapped" if isinstance(holder, dict):
            other = draw(st.sampled_from(sorted(holder)))
            holder[at], holder[other] = holder[other], holder[at]
        case _:
            holder[at] = deepcopy(draw(st.sampled_from(JUNK)))
    return data


def parts(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - YAML data is of any kind
    """Every part of some data, with the way to it."""
    yield path, data
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in inner:
        yield from parts(part, (*path, key))


def agree(at: Desk, kind: SchemaName, data: Any) -> bool:  # noqa: ANN401 - YAML data is of any kind
    """Whether the schema refuses some data; fails where it and the loader say different things of it."""
    refused = [f"{error.json_path}: {error.message[:200]}" for error in checker(kind).iter_errors(data)]
    found = at.problems(kind, data)
    said = [f"{each.code} {each.path}" for each in found]
    if refused:
        assert found, refused
    if any(structural(kind, each) for each in found):
        assert refused, said
    return bool(refused)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=settings().max_examples // 2, suppress_health_check=SLOW)
@given(draw=st.data())
def test_schema_and_loader_agree_on_files_with_mistakes(
    kind: SchemaName, desk: Desk, draw: st.DataObject
) -> None:
    data = draw.draw(files(kind))
    note(json.dumps(data, ensure_ascii=False))
    agree(desk, kind, data)


@pytest.mark.parametrize("kind", KINDS)
def test_both_accept_what_is_valid(kind: SchemaName, desk: Desk) -> None:
    assert not agree(desk, kind, plain(yaml.safe_load(TEXTS[kind])))
    assert desk.problems(kind, plain(yaml.safe_load(TEXTS[kind]))) == []


ROOT: Final = FilePath(__file__).parents[2]
SHIPPED: Final = sorted(
    path
    for pattern in ("frameworks/*/src/*/definition", "examples/*")
    for folder in ROOT.glob(pattern)
    for path in (folder, *folder.glob("crosswalks/*.yaml"), *folder.glob("cases/*.yaml"))
    if path.is_file() or (path / "framework.yaml").is_file()
)


@pytest.mark.repository
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_schema_accepts_what_is_shipped(path: FilePath) -> None:
    document = read_definition(path, Findings())
    assert document is not None
    kind: SchemaName = "overlay" if "extends" in document.data else "framework"
    if path.is_file():
        kind = "cases" if path.parent.name == "cases" else "crosswalk"
    assert [error.json_path for error in checker(kind).iter_errors(document.data)] == []


@settings(max_examples=settings().max_examples // 5, suppress_health_check=SLOW)
@given(framework=frameworks())
def test_both_accept_any_drawn_framework(framework: Framework, desk: Desk) -> None:
    data = plain(yaml.safe_load(to_yaml(framework)))
    assert not agree(desk, "framework", data)
    assert desk.problems("framework", data) == []
