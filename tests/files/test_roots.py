"""What bounds references: the folder that was named, a package, and what the caller states."""

import os
import sys
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.definitions.definitions import alone
from tests.files.foreign_files import FRAMEWORK, OVERLAY

from digiramverk.core.errors import DefinitionError, InputError
from digiramverk.definitions.catalogue import Registered
from digiramverk.files.roots import located
from digiramverk.plugins.host import PluginHost
from digiramverk.workspace import Workspace

links = pytest.mark.skipif(sys.platform == "win32", reason="makes links")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An overlay in a folder of its own, on what lies beside that."""
    (tmp_path / "bas.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "egen").mkdir()
    path = tmp_path / "egen" / "plan.yaml"
    path.write_text(OVERLAY.format(reference="../bas.yaml"), encoding="utf-8")
    return path


def test_a_root_that_is_stated_holds_all_that_lies_in_it(own: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        alone().framework(own)
    assert [each.code for each in caught.value.diagnostics] == ["DR010"]
    workspace = Workspace(PluginHost(discover=False), roots=[own.parents[1]])
    assert workspace.framework(own).id == "egen"


def test_a_root_elsewhere_changes_nothing(own: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    workspace = Workspace(PluginHost(discover=False), roots=[tmp_path_factory.mktemp("annat")])
    with pytest.raises(DefinitionError):
        workspace.framework(own)


def test_the_command_line_states_roots(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate", str(own)).code == 1
    assert run(capsys, "validate", str(own), "--root", str(own.parents[1])).code == 0


def test_what_lies_below_is_referred_to_by_either_kind_of_slash(tmp_path: Path) -> None:
    (tmp_path / "del").mkdir()
    (tmp_path / "del" / "bas.yaml").write_text(FRAMEWORK, encoding="utf-8")
    for slash in ("/", "\\"):
        text = OVERLAY.format(reference=f"del{slash}bas.yaml")
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
        assert alone().framework(tmp_path / "plan.yaml").id == "egen"


def test_the_root_of_a_definition_in_a_package_is_the_package(own: Path) -> None:
    (own.parents[1] / "__init__.py").touch()
    assert alone().framework(own).id == "egen"
    own.write_text(OVERLAY.format(reference="../../bas.yaml"), encoding="utf-8")
    with pytest.raises(DefinitionError):
        alone().framework(own)


@links
def test_files_of_an_installed_package_may_be_links(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.yaml").write_text(FRAMEWORK, encoding="utf-8")
    folder = tmp_path / "package" / "definition"
    folder.mkdir(parents=True)
    (folder / "framework.yaml").symlink_to(tmp_path / "kept" / "a.yaml")
    with pytest.raises(DefinitionError):
        alone().framework(folder)
    workspace = alone()
    catalogue = type(workspace.catalogue).of([Registered("bas", folder, "paket")])
    assert catalogue.load("bas").id == "bas"


@links
def test_a_link_that_is_put_there_in_between_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hemligt.yaml").write_text("a: hemligt", encoding="utf-8")
    (tmp_path / "egen").mkdir()
    path = tmp_path / "egen" / "bas.yaml"
    path.write_text(FRAMEWORK, encoding="utf-8")
    opened = os.open

    def swap(name: str, flags: int) -> int:
        path.unlink()
        path.symlink_to(tmp_path / "hemligt.yaml")
        return opened(name, flags)

    found = located(tmp_path / "egen" / "plan.yaml").refer("bas.yaml")
    monkeypatch.setattr(os, "open", swap)
    with pytest.raises(InputError) as caught:
        found.open()
    assert [each.code for each in caught.value.diagnostics] == ["DR010"]
