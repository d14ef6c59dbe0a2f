"""Installed plugins, good and broken: a broken one is shown with its cause, and everything else works."""

import json
import os
from pathlib import Path

import pytest
from tests import children
from tests.children import Measured
from tests.definitions.definitions import PLAN

GOOD = """\
from pathlib import Path
from digiramverk.plugin import Registered, hookimpl

@hookimpl
def digiramverk_frameworks():
    return [Registered({name!r}, Path({path!r}), "")]
"""


def install(site: Path, module: str, code: str, metadata: str | None = "") -> None:
    """Put a distribution with one plugin into a folder, as an installer would."""
    (site / f"{module}.py").write_text(code, encoding="utf-8")
    info = site / f"{module}-1.5.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(f"[digiramverk]\n{module} = {module}\n", encoding="utf-8")
    if metadata is not None:
        text = metadata or f"Metadata-Version: 2.1\nName: dist-{module}\nVersion: 1.5\n"
        (info / "METADATA").write_text(text, encoding="utf-8")


def run(site: Path, *arguments: str) -> Measured:
    """Run the program with what is installed in a folder, besides everything else."""
    environ = {**os.environ, "PYTHONPATH": str(site), "DIGIRAMVERK_LANG": "sv"}
    return children.run(arguments, environment=environ)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six plugins, each wrong in its own way."""
    folder = tmp_path_factory.mktemp("site")
    install(folder, "raises", "import finns_inte_alls")
    install(folder, "exits", "import sys\nsys.exit(4)")
    install(folder, "syntax", "def f(:")
    install(folder, "wrongtype", GOOD.replace('[Registered({name!r}, Path({path!r}), "")]', "['lika']"))
    install(folder, "nameless", "raise ValueError('utan namn')", metadata=None)
    install(folder, "damaged", "raise ValueError('trasig')")
    (folder / "damaged-1.5.dist-info" / "METADATA").write_bytes(b"Name: \xff\xfe")
    return folder


def test_every_broken_plugin_is_shown_with_distribution_version_and_cause(site: Path) -> None:
    done = run(site, "plugins")
    assert done.code == 0
    for distribution in ("dist-raises", "dist-exits", "dist-syntax", "dist-wrongtype"):
        assert f"”{distribution}” ”1.5”" in done.err
    assert "DR501" in done.err
    assert "ModuleNotFoundError: No module named 'finns_inte_alls'" in done.err
    assert "SystemExit: 4" in done.err
    assert "SyntaxError" in done.err
    assert "DR505" in done.err
    assert "ValueError: utan namn" in done.err
    assert "ValueError: trasig" in done.err
    assert "Traceback" not in done.err
    assert "digiramverk-lika" in done.out


def test_other_programs_can_read_it(site: Path) -> None:
    shown = {each["name"]: each for each in json.loads(run(site, "plugins", "--format", "json").out)}
    assert shown["lika"]["ok"]
    assert shown["lika"]["frameworks"] == ["lika", "lika-larare"]
    assert not shown["raises"]["ok"]
    assert (shown["raises"]["distribution"], shown["raises"]["version"]) == ("dist-raises", "1.5")
    assert shown["raises"]["problem"]["code"] == "DR501"


def test_everything_else_works(site: Path) -> None:
    done = run(site, "demo")
    assert done.code == 0
    assert "Ledning" in done.out


def test_the_list_goes_on_past_broken_plugins(site: Path) -> None:
    done = run(site, "list", "--format", "json")
    assert done.code == 0
    known = ["goteborg", "lika", "lika-larare", "selfie", "skoldigiguide"]
    assert [each["id"] for each in json.loads(done.out)] == known
    assert "DR501" in done.err


def test_two_that_offer_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    for module in ("en", "annan"):
        install(tmp_path, module, GOOD.format(name="var-plan", path=str(tmp_path / "plan.yaml")))
    shown = run(tmp_path, "plugins")
    assert shown.code == 0
    assert "DR502" in shown.err
    assert "dist-en" in shown.err
    assert "dist-annan" in shown.err
    asked = run(tmp_path, "show", "var-plan")
    assert asked.code == 1
    assert "DR502" in asked.err
    assert run(tmp_path, "demo").code == 0
