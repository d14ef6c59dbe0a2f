"""Files that commands write: no work is lost, nothing is half written, and every refusal has a code."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import children
from tests.children import CLOSED, GONE

from digiramverk.cli.app import run
from digiramverk.core.output_file import UnwritableError, errors_of

PLAN = """digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [sv]
scale: [nej, delvis, ja]
scoring: {unanswered: exclude}
areas:
  a: {title: A, indicators: {L1: Det finns en plan, L2: Planen följs upp}}
  b: {title: B, indicators: {L3: Alla känner till den}}
rules: {share: {per: [area], value: mean(fraction), format: percent}, total: mean(fraction)}
"""
ANSWERS = "unit;L1;L2;L3\nAsk;ja;nej;delvis\n"
FORM = "unit: Ask\nanswers: {L1: ja, L2: nej, L3: delvis}\n"
WAY = """digiramverk: 1
id: way
title: Way
from: ./plan.yaml
to: ./other.yaml
links: [{from: L1, to: L1, relation: equal}]
"""
REPORTS = ("md", "txt", "html", "xlsx", "docx", "svg", "png")
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="devices and links of Unix")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("plan.yaml", PLAN),
        ("svar.csv", ANSWERS),
        ("ask.yaml", FORM),
        ("way.yaml", WAY),
        ("other.yaml", PLAN.replace("id: plan", "id: other")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def score(out: str, *more: str) -> list[str]:
    return ["score", "plan.yaml", "svar.csv", "--out", out, *more]


def report(out: str, *more: str) -> list[str]:
    return ["report", "plan.yaml", "ask.yaml", "--out", out, *more]


def show(out: str, *more: str) -> list[str]:
    return ["show", "plan.yaml", "--format", "yaml", "--out", out, *more]


def schema(out: str, *more: str) -> list[str]:
    return ["schema", "answers", "--out", out, *more]


def migrate(out: str, *more: str) -> list[str]:
    return [
        "migrate",
        "ask.yaml",
        "--from",
        "plan.yaml",
        "--to",
        "other.yaml",
        "--crosswalk",
        "way.yaml",
        "--out",
        out,
        "--format",
        "yaml",
        *more,
    ]


COMMANDS: tuple[tuple[Callable[..., list[str]], str], ...] = (
    (score, "csv"),
    (score, "parquet"),
    *((report, suffix) for suffix in REPORTS),
    (show, "yaml"),
    (schema, "json"),
)


def content(where: Path) -> dict[str, bytes]:
    """Everything in a folder but links and devices."""
    return {
        each.name: each.read_bytes() for each in where.iterdir() if each.is_file() and not each.is_symlink()
    }


def code(arguments: list[str], capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    """The code that one command ends with, after exit code 1 and in one message."""
    assert run(arguments, "sv" if language == "sv" else "en") == 1, arguments
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith(("error ", "fel "))]
    assert len(lines) == 1, lines
    return lines[0].split()[1].removesuffix(":")


@pytest.mark.parametrize(("command", "suffix"), COMMANDS)
def test_a_file_is_written_anew_and_nothing_else_is_left(
    command: Callable[..., list[str]], suffix: str, tmp_path: Path
) -> None:
    before = content(tmp_path)
    for _ in range(2):
        assert run(command(f"out.{suffix}"), "en") == 0
    assert content(tmp_path).keys() == {*before, f"out.{suffix}"}
    assert {name: each for name, each in content(tmp_path).items() if name in before} == before


@UNIX
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("command", "suffix"), COMMANDS)
def test_what_cannot_be_written_has_a_code_and_leaves_nothing(
    command: Callable[..., list[str]],
    suffix: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    full = f"full.{suffix}"
    (tmp_path / full).symlink_to("/dev/full")
    (tmp_path / f"folder.{suffix}").mkdir()
    (tmp_path / f"lost.{suffix}").symlink_to("nowhere/file")
    (tmp_path / f"ring.{suffix}").symlink_to(f"ring.{suffix}")
    before = content(tmp_path)
    for out, expected in (
        (full, "DR021"),
        (f"folder.{suffix}", "DR023"),
        (f"missing/out.{suffix}", "DR024"),
        (f"plan.yaml/out.{suffix}", "DR024"),
        (f"lost.{suffix}", "DR024"),
        (f"{'n' * 300}.{suffix}", "DR025"),
        (f"a\0b.{suffix}", "DR025"),
        (f"ring.{suffix}", "DR028"),
        (f"/proc/out.{suffix}", "DR028"),
    ):
        assert code(command(out), capsys, language) == expected, out
    assert content(tmp_path) == before
    assert (tmp_path / full).is_symlink()
    assert not Path("/dev/full").is_file()


def test_a_report_that_cannot_be_written_is_refused_before_the_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("plan.yaml").write_text("nothing that would load", encoding="utf-8")
    assert code(report("missing/out.html"), capsys) == "DR024"


@UNIX
@pytest.mark.parametrize(("command", "suffix"), COMMANDS)
def test_a_file_that_grows_too_large_leaves_what_was_there(
    command: Callable[..., list[str]], suffix: str, tmp_path: Path
) -> None:
    out = tmp_path / f"out.{suffix}"
    assert run(command(out.name), "en") == 0
    before = content(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN.replace("title: Plan", "title: Plan 2"), encoding="utf-8")
    before["plan.yaml"] = (tmp_path / "plan.yaml").read_bytes()
    again = command(out.name, *(("--force",) if command in {show, schema} else ()), "--lang", "en")
    done = children.run(again, largest=16)
    assert (done.code, "error DR021" in done.err) == (1, True), done.err
    assert "Traceback" not in done.err
    assert content(tmp_path) == before


@pytest.mark.parametrize("command", [score, report, show, migrate])
@pytest.mark.parametrize("how", ["itself", "spelling", "symlink", "hard link"])
def test_a_file_that_is_read_is_never_written(
    command: Callable[..., list[str]], how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix = {score: "csv"}.get(command, "yaml")
    read = {score: "svar.csv", report: "ask.yaml", show: "plan.yaml", migrate: "ask.yaml"}[command]
    out = tmp_path / f"link.{suffix}"
    match how:
        case "itself":
            out = tmp_path / read
        case "spelling":
            out = Path(f"./../{tmp_path.name}/{read}")
        case "symlink":
            out.symlink_to(read)
        case _:
            out.hardlink_to(read)
    to = ("--to", "md") if command is report else ()
    before = content(tmp_path)
    assert code([*command(str(out), *to), "--force"], capsys) == "DR020"
    assert content(tmp_path) == before


def test_what_a_definition_and_a_report_are_made_of_is_never_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    (own / "areas").mkdir(parents=True)
    shutil.copy("plan.yaml", own / "base.yaml")
    (own / "framework.yaml").write_text(
        'digiramverk: 1\nextends: ./base.yaml\nid: own\nedition: "1"\ntitle: Own\n', encoding="utf-8"
    )
    docx = ["report", "own", "ask.yaml", "--to", "md", "--force", "--out"]
    for each in ("framework.yaml", "base.yaml"):
        assert code([*docx, f"own/{each}"], capsys) == "DR020"
    assert run(report("mall.docx"), "en") == 0
    assert code([*report("mall.docx", "--template", "mall.docx"), "--force"], capsys) == "DR020"


def test_rows_put_aside_are_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "svar.csv").write_text(ANSWERS + "Elm;ofta;ja;ja\n", encoding="utf-8")
    arguments = score("out.csv", "--skip-bad-rows")
    assert run(arguments, "en") == 0
    assert run(arguments, "en") == 0
    aside = tmp_path / "out.rejected.csv"
    mended = aside.read_text(encoding="utf-8").replace("ofta", "ja")
    aside.write_text(mended, encoding="utf-8")
    before = content(tmp_path)
    assert code(arguments, capsys) == "DR026"
    assert content(tmp_path) == before
    # The rows that were mended are read where they are, and never written over.
    assert run(["score", "plan.yaml", "out.rejected.csv", "--out", "more.csv"], "en") == 0
    again = ["score", "plan.yaml", "out.rejected.csv", "--out", "out.csv", "--skip-bad-rows", "--force"]
    assert code(again, capsys) == "DR020"
    assert run([*arguments, "--force"], "en") == 0
    assert "ofta" in aside.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_plan_that_somebody_has_filled_in_is_not_overwritten(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"plan.{suffix}"
    arguments = report(out.name, "--kind", "plan")
    assert run(arguments, "en") == 0
    assert run(arguments, "en") == 0
    with ZipFile(out, "a") as archive:
        archive.writestr("note.txt", "Vi gör det i mars")
    before = content(tmp_path)
    assert code(arguments, capsys) == "DR026"
    assert content(tmp_path) == before
    assert run([*arguments, "--force"], "en") == 0


@pytest.mark.parametrize("command", [show, migrate, schema])
def test_text_that_people_change_is_not_overwritten(
    command: Callable[..., list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command("out.txt"), "en") == 0
    made = (tmp_path / "out.txt").read_bytes()
    assert run(command("out.txt"), "en") == 0
    (tmp_path / "out.txt").write_text("mitt eget", encoding="utf-8")
    assert code(command("out.txt"), capsys) == "DR026"
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "mitt eget"
    assert run(command("out.txt", "--force"), "en") == 0
    assert (tmp_path / "out.txt").read_bytes() == made


def test_results_replace_results_and_no_other_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.csv").write_text("unit;note\nAsk;viktigt\n", encoding="utf-8")
    assert code(score("old.csv"), capsys) == "DR026"
    assert run(score("old.csv", "--force"), "en") == 0
    assert run(score("old.csv", "--wide"), "en") == 0
    assert run(score("old.csv"), "en") == 0


@pytest.mark.parametrize("more", [[], ["--wide"], ["--wide", "--measure", "of_unit"]], ids=" ".join)
def test_the_same_command_can_be_given_twice(more: list[str], tmp_path: Path) -> None:
    of_unit = "{share: {per: [area], value: mean(fraction)}, of_unit: {across: [unit], value: mean(share)}}"
    plan = PLAN[: PLAN.index("rules:")] + f"rules: {of_unit}\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    assert run(score("out.csv", *more), "en") == 0
    assert run(score("out.csv", *more), "en") == 0


def test_new_writes_all_of_its_files_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ny-svar.yaml").mkdir()
    before = content(tmp_path)
    assert code(["new", "ny"], capsys, "sv") == "DR023"
    assert content(tmp_path) == before


@UNIX
def test_a_link_stays_and_its_file_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "out.md"
    target.touch()
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to("real/out.md")
    assert run(report("link.md"), "en") == 0
    assert (tmp_path / "link.md").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("#")
    assert target.stat().st_mode & 0o777 == 0o640
    (tmp_path / "new.md").symlink_to("real/new.md")
    assert run(report("new.md"), "en") == 0
    assert (tmp_path / "real" / "new.md").is_file()


@UNIX
def test_mending_keeps_links_rights_and_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = PLAN.replace("title: Plan", "titel: Plan", 1)
    target = tmp_path / "real.yaml"
    target.write_text(wrong, encoding="utf-8")
    target.chmod(0o600)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    assert run(["validate", "link.yaml", "--fix"], "en") == 0, capsys.readouterr().err
    assert (tmp_path / "link.yaml").is_symlink()
    assert target.read_text(encoding="utf-8") == PLAN
    assert target.stat().st_mode & 0o777 == 0o600


PRINTING = (
    ["score", "plan.yaml", "svar.csv", "--format", "csv"],
    ["score", "plan.yaml", "svar.csv", "--format", "json"],
    ["score", "plan.yaml", "svar.csv"],
    ["report", "plan.yaml", "ask.yaml"],
    ["report", "plan.yaml", "ask.yaml", "--to", "md"],
    ["show", "plan.yaml", "--format", "yaml"],
    ["validate", "plan.yaml"],
    ["new", "another"],
    ["list"],
    ["--help"],
    ["score", "--help"],
    ["--version"],
)


NOWHERE = {">&-": CLOSED, "> /dev/full": "/dev/full"}
"""How a shell leads output nowhere, and what a command then has in place of it."""


def shell(arguments: list[str], where: str) -> subprocess.CompletedProcess[str]:
    """One command in an interpreter of its own, its output led somewhere by the shell."""
    words = [sys.executable, "-m", "digiramverk", *arguments]
    # Output that is buffered, as it is for most people, fails late: when all seems to have been printed.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    line = " ".join(f"'{word}'" for word in words) + f" {where}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False, env=buffered
    )


@UNIX
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
@pytest.mark.parametrize("where", NOWHERE)
def test_output_that_goes_nowhere_is_said(arguments: list[str], where: str) -> None:
    done = children.run(arguments, streams={1: NOWHERE[where]})
    assert (done.code, "DR027" in done.err) == (1, True), done.err
    assert "Traceback" not in done.err
    assert "Exception" not in done.err


@pytest.mark.parametrize("name", ["polars", "scalar"])
def test_numbers_are_spelt_alike_on_the_screen_and_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    rule = "rules: {n: count(answered), m: {per: [area], value: count(answered)}, "
    (tmp_path / "plan.yaml").write_text(PLAN.replace("rules: {", rule), encoding="utf-8")
    assert run(score("y.csv", "--engine", name), "sv") == 0
    capsys.readouterr()
    asked = ["score", "plan.yaml", "svar.csv", "--format", "csv", "--engine", name]
    assert run(asked, "sv") == 0
    shown = capsys.readouterr().out
    assert (tmp_path / "y.csv").read_text(encoding="utf-8") == shown
    assert ",3,,3," in shown


@UNIX
@pytest.mark.parametrize(
    ("where", "swedish", "english"),
    [
        (">&-", "utmatningen är stängd", "the output is closed"),
        ("> /dev/full", "det finns inget utrymme kvar", "there is no space left"),
    ],
)
def test_what_the_system_says_is_said_in_the_language(where: str, swedish: str, english: str) -> None:
    asked = ["score", "plan.yaml", "svar.csv", "--format", "csv"]
    for language, end in (("sv", f"resultatet: {swedish}.\n"), ("en", f"written: {english}.\n")):
        done = children.run(["--lang", language, *asked], streams={1: NOWHERE[where]})
        assert end in done.err


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_words_of_the_system_are_in_a_sentence(tmp_path: Path, number: int) -> None:
    with pytest.raises(UnwritableError) as raised, errors_of(tmp_path / "y"):
        raise OSError(number, "words of the system")
    assert "words of the system" not in raised.value.text("sv") + raised.value.text("en")


@UNIX
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_reader_that_has_gone_is_no_error(arguments: list[str]) -> None:
    done = children.run(arguments, streams={1: GONE})
    assert (done.code, "error" in done.err, "Traceback" in done.err) == (0, False, False)


@UNIX
def test_a_whole_process_of_a_shell_does_the_same() -> None:
    asked = ["report", "plan.yaml", "ask.yaml", "--to", "md", "--lang", "en"]
    assert "DR027" in shell(asked, ">&-").stderr
    assert "DR027" in shell(asked, "> /dev/full").stderr
    gone = shell(asked, "| true")
    assert (gone.returncode, gone.stderr) == (0, "")
    # Nothing is written into what happens to get the number of a stream that is closed.
    assert shell(report("out.html"), ">&- 2>&- <&-").returncode == 0
    assert Path("out.html").read_text(encoding="utf-8").endswith("</html>")


@UNIX
def test_closed_streams_do_not_get_into_files(tmp_path: Path) -> None:
    assert children.run(report("out.html"), streams={0: CLOSED, 1: CLOSED, 2: CLOSED}).code == 0
    assert (tmp_path / "out.html").read_text(encoding="utf-8").endswith("</html>")
    assert children.run(["score", "plan.yaml", "missing.csv"], streams={2: CLOSED}).code == 1
    assert children.run(["score", "plan.yaml", "missing.csv"], streams={2: "/dev/full"}).code == 1
