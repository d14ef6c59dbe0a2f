"""Reading text from disk."""

import os
from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone

from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import InputError
from digiramverk.files import roots
from digiramverk.files.texts import read_source
from digiramverk.yamlsource import read


def problem(path: Path) -> tuple[str, str]:
    """Code and place of the one problem with a file."""
    findings = Findings()
    assert read_source(path, findings) is None
    (found,) = findings
    return found.code, found.span.place.rpartition("/")[2] if found.span else ""


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfid: \xc3\xa5")
    source = read_source(path, Findings())
    assert source is not None
    assert source.text == "id: å"


def test_line_ends_and_a_byte_order_mark_of_windows_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(("\ufeff" + STEPS.replace("\n", "\r\n")).encode())
    assert not any(each.is_error for each in alone().validate(path))


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte-order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_the_first_byte_that_is_not_utf8_is_named(tmp_path: Path, start: bytes, end: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(start + "åäö".encode() + end + "öl".encode() + b"\xe5" + end)
    assert problem(path) == ("DR002", "a.yaml:2:3")


def test_utf16_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("id: a", encoding="utf-16")
    assert problem(path)[0] == "DR002"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert problem(tmp_path / "ingen.yaml")[0] == "DR001"
    assert problem(tmp_path)[0] == "DR008"


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    assert problem(Path(name))[0] == "DR005"


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13))

    (tmp_path / "låst.yaml").touch()
    monkeypatch.setattr(os, "open", refuse)
    findings = Findings()
    read_source(tmp_path / "låst.yaml", findings)
    (found,) = findings
    assert found.code == "DR005"
    assert found.message("sv").endswith("går inte att läsa: åtkomst nekad.")


def test_a_file_may_be_so_large_and_no_larger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stor.yaml"
    path.write_text("a: " + "x" * 100, encoding="utf-8")
    monkeypatch.setattr(roots, "MOST_BYTES", 103)
    assert read_source(path, Findings()) is not None
    monkeypatch.setattr(roots, "MOST_BYTES", 102)
    assert problem(path)[0] == "DR004"


def test_a_text_may_be_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "lång.yaml"
    path.write_text("åäö: " + "x" * 100, encoding="utf-8")
    source = read_source(path, Findings())
    assert source is not None
    monkeypatch.setattr(read, "MOST_CHARACTERS", 104)
    findings = Findings()
    assert read.read_yaml(source, findings) is None
    assert [found.code for found in findings] == ["DR004"]


def test_the_caller_is_offered_a_file_with_another_ending_and_a_file_is_not(tmp_path: Path) -> None:
    for name in ("plan.yaml", "plan.docx", "plan.yaml~", "plan.d.csv"):
        (tmp_path / name).write_text("digiramverk: 1\n", encoding="utf-8")
    for asked in ("plan", "plan.yml", "plan.json"):
        (problem,) = alone().validate(tmp_path / asked)
        assert (problem.code, problem.near) == ("DR001", (f"{tmp_path.as_posix()}/plan.yaml",))
    with pytest.raises(InputError) as raised:
        roots.located(tmp_path).child("plan").open()
    assert [(each.code, each.near) for each in raised.value.diagnostics] == [("DR001", ())]
