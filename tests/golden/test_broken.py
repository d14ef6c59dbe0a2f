"""Real mistakes: each is shown at its place in both languages, and doing what is said mends the file.

A case in `broken/` holds the broken files, one command line, the code and place that the mistake has (stated
by whoever made the case; `--fix` below it where that mends it), the exact answer in both languages, and below
`mended/` the files as they are after doing what the answer says.
`pytest tests/golden --update-golden` writes the answers again; look at each one before you commit it.
"""

import shlex
from functools import cache
from pathlib import Path
from typing import Final

import attrs
import pytest
from tests.golden.cases import HERE, Case, cases

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.language import LANGUAGES
from digiramverk.core.snippet import render_all
from digiramverk.files.corrections import mend
from digiramverk.plugins.host import PluginHost
from digiramverk.workspace import Workspace

CASES: Final = cases(HERE / "broken")
# Lines that a mended file may differ in, above and below the place that was named.
NEAR: Final = 1


@attrs.frozen
class Broken:
    """One case: what is checked, with which framework, and what is wrong where."""

    case: Case
    path: str
    framework: str | None
    code: str
    place: str
    fixable: bool


@cache
def broken(name: str) -> Broken:
    """The case of a name."""
    case = CASES[name]
    _, path, *options = shlex.split(case.command)
    code, place, *rest = case.place.split()
    return Broken(case, path, options[1] if options else None, code, place, rest == ["--fix"])


def found(case: Broken) -> tuple[Diagnostic, ...]:
    """All that is said of the files in the folder where we stand."""
    workspace = Workspace(PluginHost(discover=False))
    return workspace.validate(case.path, case.framework)


@pytest.fixture
def mistake(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """A case whose files lie in the folder where we stand."""
    made = broken(request.param)
    made.case.lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.parametrize("mistake", CASES, indirect=True)
def test_the_mistake_is_shown_and_what_is_said_mends_it(
    mistake: Broken, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    case = mistake.case
    problems = found(mistake)
    first = next(each for each in problems if each.is_error)
    assert first.span is not None
    assert (first.code, first.span.place) == (mistake.code, mistake.place)
    sv, en = (first.hint(language) for language in LANGUAGES)
    assert sv
    assert sv != en
    for language in LANGUAGES:
        given = render_all(problems, language) + "\n"
        if request.config.getoption("--update-golden"):
            case.update(language, given)
        else:
            assert given == case.answer(language)
    if mistake.fixable:
        # What hid behind one mistake is mended in the next round.
        while mend(problems):
            problems = found(mistake)
        for path, body in case.mended.items():
            assert (tmp_path / path).read_bytes() == body
    else:
        case.lay_out(tmp_path, case.mended)
        problems = checked_before(mistake)
    assert [str(each) for each in problems if each.is_error] == []


CHECKED: Final[dict[object, tuple[Diagnostic, ...]]] = {}


def checked_before(case: Broken) -> tuple[Diagnostic, ...]:
    """As `found`; many cases are the same when they are mended, and that is looked at once."""
    files = sorted(path for path in Path().rglob("*") if path.is_file())
    key = (case.path, case.framework, *((path, path.read_bytes()) for path in files))
    if key not in CHECKED:
        CHECKED[key] = found(case)
    return CHECKED[key]


@pytest.mark.parametrize("name", CASES)
def test_what_is_mended_stands_where_the_mistake_was_shown(name: str) -> None:
    mistake = broken(name)
    file, line, _ = mistake.place.rsplit(":", 2)
    assert list(mistake.case.mended) == [file]
    before, after = (files[file].splitlines() for files in (mistake.case.given, mistake.case.mended))
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    tail = 0
    while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    first, last = same + 1, max(len(before) - tail, same + 1)
    assert before != after
    assert first - NEAR <= int(line) <= last + NEAR


def test_there_are_enough() -> None:
    assert len(CASES) >= 60
    assert len({broken(name).code for name in CASES}) >= 40
