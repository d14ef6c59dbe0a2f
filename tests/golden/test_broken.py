"""Real mistakes: each is shown at its place in both languages, and doing what is said mends the file.

A case in `broken/` is a folder with the broken files, one command line (`command.txt`), the code and place
that the mistake has (`place.txt`, stated by whoever made the case; `--fix` below it where that mends it),
the exact answer in both languages, and in `mended/` the files as they are after doing what the answer says.
`pytest tests/golden --update-golden` writes the answers anew; look at each one before it is committed.
"""

import shlex
import shutil
from functools import cache
from pathlib import Path
from typing import Final

import attrs
import pytest

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.language import LANGUAGES
from digiramverk.core.snippet import render_all
from digiramverk.files.mending import mend
from digiramverk.plugins.host import PluginHost
from digiramverk.workspace import Workspace

HERE: Final = Path(__file__).parent / "broken"
CASES: Final = sorted(path.name for path in HERE.iterdir() if path.is_dir())
# Lines that a mended file may differ in, above and below the place that was named.
NEAR: Final = 1


@attrs.frozen
class Broken:
    """One case: what is checked, with which framework, and what is wrong where."""

    folder: Path
    path: str
    framework: str | None
    code: str
    place: str
    fixable: bool

    @property
    def mended(self) -> list[Path]:
        """The files that change, as paths inside the case."""
        files = (path for path in (self.folder / "mended").rglob("*") if path.is_file())
        return [path.relative_to(self.folder / "mended") for path in files]


@cache
def broken(name: str) -> Broken:
    """The case of a name."""
    folder = HERE / name
    _, path, *options = shlex.split((folder / "command.txt").read_text(encoding="utf-8"))
    code, place, *rest = (folder / "place.txt").read_text(encoding="utf-8").split()
    return Broken(folder, path, options[1] if options else None, code, place, rest == ["--fix"])


def found(case: Broken) -> tuple[Diagnostic, ...]:
    """All that is said of the files in the folder where we stand."""
    workspace = Workspace(PluginHost(discover=False))
    return workspace.validate(case.path, case.framework)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """A case whose files lie in the folder where we stand."""
    made = broken(request.param)
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.parametrize("case", CASES, indirect=True)
def test_the_mistake_is_shown_and_what_is_said_mends_it(
    case: Broken, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    problems = found(case)
    first = next(each for each in problems if each.is_error)
    assert first.span is not None
    assert (first.code, first.span.place) == (case.code, case.place)
    sv, en = (first.hint(language) for language in LANGUAGES)
    assert sv
    assert sv != en
    for language in LANGUAGES:
        given, expected = render_all(problems, language) + "\n", case.folder / f"{language}.txt"
        if request.config.getoption("--update-golden"):
            expected.write_text(given, encoding="utf-8", newline="\n")
        assert given == expected.read_text(encoding="utf-8")
    if case.fixable:
        # What hid behind one mistake is mended in the next round.
        while mend(problems):
            problems = found(case)
        for path in case.mended:
            assert (tmp_path / path).read_bytes() == (case.folder / "mended" / path).read_bytes()
    else:
        shutil.copytree(case.folder / "mended", tmp_path, dirs_exist_ok=True)
        problems = checked_before(case)
    assert [str(each) for each in problems if each.is_error] == []


CHECKED: Final[dict[object, tuple[Diagnostic, ...]]] = {}


def checked_before(case: Broken) -> tuple[Diagnostic, ...]:
    """As `found`; many cases are the same when they are mended, and that is looked at once."""
    files = sorted(
        path for path in Path().rglob("*.*") if path.parts[0] != "mended" and path.suffix != ".txt"
    )
    key = (case.path, case.framework, *((path, path.read_bytes()) for path in files))
    if key not in CHECKED:
        CHECKED[key] = found(case)
    return CHECKED[key]


@pytest.mark.parametrize("name", CASES)
def test_what_is_mended_stands_where_the_mistake_was_shown(name: str) -> None:
    case = broken(name)
    file, line, _ = case.place.rsplit(":", 2)
    assert [path.as_posix() for path in case.mended] == [file]
    before, after = ((case.folder / part / file).read_bytes().splitlines() for part in (".", "mended"))
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
