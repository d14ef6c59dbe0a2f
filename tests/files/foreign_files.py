"""Tries to have a file opened that nobody named: each a folder of somebody's, and a command line about it."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs

MARK: Final = "Lönelistan-4711"
"""What stands in the files of somebody else. It is in none of the answers."""
FRAMEWORK: Final = """\
digiramverk: 1
id: bas
edition: "2026"
title: Bas
scale: [nej, delvis, ja]
scoring: {use: area_means, unanswered: exclude}
areas:
  a: {title: A, indicators: {A1: Det finns en plan, A2: Planen följs upp}}
"""
BROKEN: Final = f"{FRAMEWORK}titel: {MARK}\n{MARK}: [\n"
ANSWERS: Final = f"framework: bas\nunit: {MARK}\nanswers: {{A1: {MARK}}}\n"
OVERLAY: Final = 'digiramverk: 1\nid: egen\nedition: "1"\ntitle: Egen\nextends: {reference}\n'
WALK: Final = (
    "digiramverk: 1\nid: nyckel\nfrom: {first}\nto: {second}\n"
    "links: [{{from: A1, to: A1, relation: equal}}]\n"
)
CASE: Final = "fall:\n  answers: {reference}\n  expect: {{mean: [{{value: 1}}]}}\n"


@attrs.frozen
class Try:
    """One try.

    Attributes:
        make: given the folder `egen` of the caller, beside which the foreign `grannen` lies, puts the files
            there.
        code: what the answer has to be.
        arguments: the command line, run where both folders lie.
        foreign: whether the answer has to be the same if nothing foreign is there.
    """

    make: Callable[[Path], object]
    code: str = "DR010"
    arguments: tuple[str, ...] = ("validate", "egen/plan.yaml")
    foreign: bool = True


def world(folder: Path, each: Try, *, foreign: bool = True) -> Path:
    """Put the files of a try in a folder, with or without those of somebody else."""
    own, other = folder / "egen", folder / "grannen"
    own.mkdir(parents=True)
    if foreign:
        other.mkdir()
        (other / "framework.yaml").write_text(BROKEN, encoding="utf-8")
        (other / "plan.yaml").write_text(BROKEN, encoding="utf-8")
        (other / "svar.yaml").write_text(ANSWERS, encoding="utf-8")
        (other / "svar.csv").write_text(f"unit;A1\n{MARK};{MARK}\n", encoding="utf-8")
        (other / "svar.parquet").write_bytes(b"PAR1" + MARK.encode())
        (other / "areas").mkdir()
        (other / "areas" / f"{MARK}.yaml").write_text(BROKEN, encoding="utf-8")
    each.make(own)
    return folder


def _extends(reference: str) -> Callable[[Path], object]:
    return lambda own: _write(own / "plan.yaml", OVERLAY.format(reference=reference))


def _outside(reference: str) -> Callable[[Path], object]:
    """A reference by the whole path of the folder where both lie."""
    return lambda own: _write(own / "plan.yaml", OVERLAY.format(reference=reference.format(own.parent)))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _linked(*links: tuple[str, str], extends: str = "bas.yaml") -> Callable[[Path], object]:
    """An overlay on what is a link, with the links: where they are and where they lead."""

    def make(own: Path) -> None:
        _write(own / "plan.yaml", OVERLAY.format(reference=extends))
        for name, target in links:
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            (own / name).symlink_to(target)

    return make


def _folder(**links: str) -> Callable[[Path], object]:
    """A definition folder with a part that is a link; `_` in names stands for a slash."""

    def make(own: Path) -> None:
        if "framework" not in links:
            _write(own / "framework.yaml", FRAMEWORK)
        for name, target in links.items():
            path = own / name.replace("_", "/")
            path = path if target.endswith("areas") else path.with_suffix(".yaml")
            path.parent.mkdir(exist_ok=True)
            path.symlink_to(target)

    return make


def _case(reference: str, more: Callable[[Path], object] = lambda _: None) -> Callable[[Path], object]:
    def make(own: Path) -> None:
        _write(own / "framework.yaml", FRAMEWORK)
        _write(own / "cases" / "a.yaml", CASE.format(reference=reference.format(own.parent)))
        more(own)

    return make


def _walk(first: str, second: str) -> Callable[[Path], object]:
    def make(own: Path) -> None:
        _write(own / "bas.yaml", FRAMEWORK)
        _write(own / "plan.yaml", WALK.format(first=first, second=second.format(own.parent)))

    return make


def _pipe(name: str, before: Callable[[Path], object]) -> Callable[[Path], object]:
    def make(own: Path) -> None:
        before(own)
        (own / name).parent.mkdir(exist_ok=True)
        os.mkfifo(own / name)

    return make


def _socket(own: Path) -> None:
    _extends("bas.yaml")(own)
    here = Path.cwd()
    # The name of a socket may have a hundred characters.
    os.chdir(own)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("bas.yaml")
    finally:
        os.chdir(here)


def _chain(own: Path) -> None:
    _write(own / "bas0.yaml", FRAMEWORK)
    for number in range(1, 201):
        text = OVERLAY.format(reference=f"bas{number - 1}.yaml").replace("id: egen", f"id: egen{number}")
        _write(own / f"bas{number}.yaml", text)
    _extends("bas200.yaml")(own)


def _huge(own: Path) -> None:
    _extends("bas.yaml")(own)
    with (own / "bas.yaml").open("wb") as file:
        file.truncate(3 << 30)


def _many(own: Path) -> None:
    _write(own / "framework.yaml", FRAMEWORK)
    (own / "areas").mkdir()
    for number in range(10_001):
        (own / "areas" / f"{number}.yaml").touch()


def _called_as_a_file(own: Path) -> None:
    _extends("bas.yaml")(own)
    (own / "bas.yaml").mkdir()


def _inner(own: Path) -> None:
    _extends("bas.yaml")(own)
    _write(own / "bas.yaml", OVERLAY.format(reference="../grannen/plan.yaml"))


def _hidden(own: Path) -> None:
    _extends(".grannen/plan.yaml")(own)
    _write(own / ".grannen" / "plan.yaml", BROKEN)


def _key(own: Path) -> None:
    _linked(("bas.yaml", "nyckel.pem"))(own)
    _write(own / "nyckel.pem", f"{MARK}: [\n")


def _env(own: Path) -> None:
    _extends(".env")(own)
    _write(own / ".env", f"{MARK}: [\n")


def _notes(own: Path) -> None:
    _extends("anteckningar.txt")(own)
    _write(own / "anteckningar.txt", f"{MARK}: [\n")


def _answers(own: Path) -> None:
    _write(own / "svar.yaml", "framework: ../grannen/plan.yaml\nunit: A\nanswers: {A1: ja}\n")


def _table(own: Path) -> None:
    _write(own / "svar.csv", f"framework;unit;A1\n{own.parent}/grannen/plan.yaml;A;ja\n")


FOLDER: Final = ("validate", "egen")
CHECK: Final = ("check", "egen")
SCORE: Final = ("score", "egen/bas.yaml")

TRIES: Final = {
    "a folder beside": Try(_extends("../grannen/plan.yaml")),
    "a whole folder beside": Try(_extends("../grannen")),
    "the folder above": Try(_extends("..")),
    "an absolute path": Try(_outside("{}/grannen/plan.yaml")),
    "backslashes": Try(_extends(r"..\grannen\plan.yaml")),
    "by way of a folder of one's own": Try(_extends("del/../../grannen/plan.yaml")),
    "out and in again": Try(_extends("../egen/bas.yaml")),
    "a dot first": Try(_extends("./../grannen/plan.yaml")),
    "the home folder": Try(_extends("~/plan.yaml")),
    "somebody's home folder": Try(_extends("~root/plan.yaml")),
    "a drive": Try(_extends(r"'C:\grannen\plan.yaml'")),
    "the folder of a drive": Try(_extends("'C:grannen.yaml'")),
    "another machine": Try(_extends(r"'\\server\grannen\plan.yaml'")),
    "another machine with slashes": Try(_extends("//server/grannen/plan.yaml")),
    "a device path of Windows": Try(_extends(r"'\\?\C:\grannen\plan.yaml'")),
    "an address": Try(_extends("file:///grannen/plan.yaml"), "DR001"),
    "a sign that no name has": Try(_extends(r'"bas.yaml\0/../../grannen/plan.yaml"')),
    "what the process was given": Try(_extends("/proc/self/environ")),
    "an open file": Try(_extends("/dev/fd/0")),
    "standard input": Try(_extends("/dev/stdin")),
    "the list of users": Try(_extends("/etc/passwd")),
    "a hidden folder": Try(_hidden, foreign=False),
    "a hidden file": Try(_env, foreign=False),
    "a file of another kind": Try(_notes, "DR006", foreign=False),
    "a link to a file of another kind": Try(_key, "DR006", foreign=False),
    "a link": Try(_linked(("bas.yaml", "../grannen/plan.yaml"))),
    "a link to the list of users": Try(_linked(("bas.yaml", "/etc/passwd"))),
    "a link to a device": Try(_linked(("bas.yaml", "/dev/zero"))),
    "a link by way of a link": Try(_linked(("bas.yaml", "mitt.yaml"), ("mitt.yaml", "../grannen/plan.yaml"))),
    "a folder that is a link": Try(_linked(("del", "../grannen"), extends="del/plan.yaml")),
    "a definition that is a link": Try(_linked(("del", "../grannen"), extends="del")),
    "up from a folder that is a link": Try(_linked(("del", "../grannen/areas"), extends="del/../plan.yaml")),
    "links in a ring": Try(_linked(("bas.yaml", "b.yaml"), ("b.yaml", "bas.yaml")), "DR005"),
    "a foreign main file": Try(_folder(framework="../grannen/plan.yaml"), arguments=FOLDER),
    "a foreign area": Try(_folder(areas_a="../../grannen/plan.yaml"), arguments=FOLDER),
    "a foreign folder of areas": Try(_folder(areas="../grannen/areas"), arguments=FOLDER),
    "foreign rules": Try(_folder(rules="../grannen/plan.yaml"), arguments=FOLDER),
    "foreign texts": Try(_folder(texts_en="../../grannen/plan.yaml"), arguments=FOLDER),
    "foreign cases": Try(_folder(cases_a="../../grannen/plan.yaml"), arguments=CHECK),
    "a foreign folder of cases": Try(_folder(cases="../grannen/areas"), arguments=CHECK),
    "foreign answers of a case": Try(_case("../grannen/svar.yaml"), arguments=CHECK),
    "a foreign table of a case": Try(_case("{}/grannen/svar.csv"), arguments=CHECK),
    "a foreign table of a case by a link": Try(
        _case("svar.parquet", _linked(("svar.parquet", "../grannen/svar.parquet"))), arguments=CHECK
    ),
    "a foreign beginning of a crosswalk": Try(_walk("../grannen/plan.yaml", "bas.yaml")),
    "a foreign end of a crosswalk": Try(_walk("bas.yaml", "{}/grannen/plan.yaml")),
    "what answers say they answer": Try(_answers, "DR503", ("validate", "egen/svar.yaml")),
    "what a table says it answers": Try(_table, "DR503", ("validate", "egen/svar.csv")),
    "what drafts are made from": Try(_answers, "DR503", ("migrate", "egen/svar.yaml", "--to", "lika")),
    "what is extended extends": Try(_inner),
    "a file to begin with": Try(
        lambda _: None, "DR010", ("new", "ny", "--title", "Ny", "--extends", "egen/../../grannen/plan.yaml")
    ),
    "a pipe that is extended": Try(_pipe("bas.yaml", _extends("bas.yaml")), "DR012", foreign=False),
    "a pipe as a part": Try(_pipe("rules.yaml", _folder()), "DR012", FOLDER, foreign=False),
    "a pipe as an area": Try(_pipe("areas/a.yaml", _folder()), "DR012", FOLDER, foreign=False),
    "a pipe as a case": Try(_pipe("cases/a.yaml", _folder()), "DR012", CHECK, foreign=False),
    "a pipe as answers of a case": Try(_pipe("svar.csv", _case("svar.csv")), "DR012", CHECK, foreign=False),
    "a pipe that is named": Try(_pipe("plan.yaml", _folder()), "DR012", foreign=False),
    "a pipe as answers": Try(
        _pipe("svar.csv", lambda own: _write(own / "bas.yaml", FRAMEWORK)),
        "DR012",
        (*SCORE, "egen/svar.csv"),
        foreign=False,
    ),
    "a pipe as a workbook": Try(
        _pipe("svar.xlsx", lambda own: _write(own / "bas.yaml", FRAMEWORK)),
        "DR012",
        (*SCORE, "egen/svar.xlsx"),
        foreign=False,
    ),
    "a device that is named": Try(_folder(), "DR012", ("validate", "/dev/zero"), foreign=False),
    "a socket": Try(_socket, "DR012", foreign=False),
    "a folder called as a file": Try(_called_as_a_file, "DR003", foreign=False),
    "two hundred that extend one another": Try(_chain, "DR011", foreign=False),
    "one that extends itself": Try(_extends("plan.yaml"), "DR221", foreign=False),
    "three thousand million bytes": Try(_huge, "DR004", foreign=False),
    "ten thousand areas": Try(_many, "DR013", FOLDER, foreign=False),
}
