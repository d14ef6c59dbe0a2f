"""The repository works on any machine: no addresses of one machine or one package index, pinned tools."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.repository

ROOT = Path(__file__).parents[2]
PROJECTS = [ROOT / "pyproject.toml", *sorted(ROOT.glob("frameworks/*/pyproject.toml"))]

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|work|Users)/|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(
    r"https?://\S+\.(?:whl|tar\.gz|tgz)\b|index[-_]url\b|https?://[\w.]*(?:pythonhosted|npmjs)\b",
    re.IGNORECASE,
)
PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][A-Za-z0-9.!+]*)")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def tracked_texts() -> dict[str, str]:
    """Path → content of every text file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    texts: dict[str, str] = {}
    for name in listed.stdout.decode("utf-8").split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    """`path:line` of every place in the repository's texts where the pattern matches."""
    return [
        f"{name}:{number}"
        for name, text in tracked_texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def project(path: Path) -> dict[str, Any]:
    """The `project` table of a pyproject file."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    return table


def pins() -> list[str]:
    """The lines of the constraints file."""
    return (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def test_the_repository_is_read() -> None:
    assert {"pyproject.toml", "tests/architecture/test_repository.py"} <= tracked_texts().keys()


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert lines_matching(MACHINE_PATH) == []


def test_no_file_holds_the_address_of_a_package_index() -> None:
    assert lines_matching(REGISTRY) == []


@pytest.mark.parametrize("folder", ["home", "root", "work", "Users"])
def test_a_path_of_one_machine_would_be_seen(folder: str) -> None:
    assert MACHINE_PATH.search(f"see /{folder}/someone/file")
    assert not MACHINE_PATH.search(f"https://example.org/{folder}/page")


@pytest.mark.parametrize(
    ("start", "end"),
    [("https://example.org/x-1.0-py3-none-any", ".whl"), ("--index", "-url"), ("extra_index", "_url")],
)
def test_the_address_of_a_package_index_would_be_seen(start: str, end: str) -> None:
    assert REGISTRY.search(start + end)


def test_constraints_hold_names_and_versions_only() -> None:
    assert [line for line in pins() if not PIN.fullmatch(line)] == []


def test_constraints_pin_each_name_once() -> None:
    names = [plain(line.partition("==")[0]) for line in pins()]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("line", ["attrs", "attrs>=23", "attrs==23 --hash=sha256:0", "attrs @ file:a", "# x"])
def test_anything_but_a_pin_would_be_seen(line: str) -> None:
    assert not PIN.fullmatch(line)


def test_every_dependency_is_pinned() -> None:
    ours = {plain(project(path)["name"]) for path in PROJECTS}
    wanted: set[str] = set()
    for path in PROJECTS:
        table = project(path)
        for requirements in (
            table.get("dependencies", []),
            *table.get("optional-dependencies", {}).values(),
        ):
            wanted |= {plain(match.group()) for one in requirements if (match := NAME.match(one))}
    assert wanted - ours - {plain(line.partition("==")[0]) for line in pins()} == set()


def test_mypy_knows_where_every_framework_starts() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = set(config["tool"]["mypy"]["mypy_path"])
    sources = [path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("frameworks/*/pyproject.toml")]
    assert {f"$MYPY_CONFIG_FILE_DIR/{source}/src" for source in sources} <= known


def test_the_licence_goes_along_with_every_distribution() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert [
        path.parent.name for path in PROJECTS if (path.parent / "LICENSE").read_text("utf-8") != licence
    ] == []
