"""A golden case is one file: a command line, the files it is given, and the exact answer in both languages.

    $ validate plan.yaml
    === plan.yaml
    (the file)
    === sv.txt
    (the answer in Swedish)
    === en.txt
    (the answer in English)

Sections are read as bytes, since cases hold files with odd encodings and line ends. A file that does not end
with a line break has `(no line break at the end)` behind its name.
"""

import re
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

import attrs

from digiramverk.core.language import LANGUAGES, Language

HERE: Final = Path(__file__).parent
SUFFIX: Final = ".case"
_SECTION: Final = re.compile(rb"^=== (.+?)( \(no line break at the end\))?\n", re.MULTILINE)
_ANSWERS: Final = {language: f"{language}.txt" for language in LANGUAGES}
_PLACE: Final = "place.txt"
_MENDED: Final = "mended/"


@attrs.frozen
class Case:
    """One golden case.

    Attributes:
        file: where it is.
        command: the words after `digiramverk`.
        sections: every section by its name, as bytes.
    """

    file: Path
    command: str
    sections: dict[str, bytes]

    @classmethod
    def read(cls, file: Path) -> "Case":
        """A case from its file."""
        first, *rest = _SECTION.split(file.read_bytes())
        names, marks, bodies = rest[::3], rest[1::3], rest[2::3]
        sections = {
            name.decode(): body.removesuffix(b"\n") if mark else body
            for name, mark, body in zip(names, marks, bodies, strict=True)
        }
        return cls(file, first.decode().removeprefix("$ ").strip(), sections)

    def write(self) -> None:
        """Write the file anew."""
        parts = [f"$ {self.command}\n".encode()]
        for name, body in self.sections.items():
            whole = body.endswith(b"\n") or not body
            mark = "" if whole else " (no line break at the end)"
            parts += [f"=== {name}{mark}\n".encode(), body if whole else body + b"\n"]
        self.file.write_bytes(b"".join(parts))

    @property
    def name(self) -> str:
        """What the case is called."""
        return self.file.stem

    @property
    def place(self) -> str:
        """The code and place that whoever made the case states, and `--fix` where that mends it."""
        return self.sections[_PLACE].decode()

    @property
    def mended(self) -> dict[str, bytes]:
        """The files that change when the mistake is mended, by path."""
        return {
            name.removeprefix(_MENDED): body
            for name, body in self.sections.items()
            if name.startswith(_MENDED)
        }

    @property
    def given(self) -> dict[str, bytes]:
        """The files that the command is given, by path."""
        beside = {_PLACE, *_ANSWERS.values()}
        return {
            name: body
            for name, body in self.sections.items()
            if name not in beside and not name.startswith(_MENDED)
        }

    def lay_out(self, folder: Path, files: dict[str, bytes] | None = None) -> None:
        """Write the given files, or others, into a folder."""
        folder.mkdir(exist_ok=True)
        for name, body in (self.given if files is None else files).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)

    def answer(self, language: Language) -> str:
        """The expected answer."""
        return self.sections[_ANSWERS[language]].decode()

    def update(self, language: Language, answer: str) -> None:
        """Write the file with another answer.

        Two processes may write the answers in two languages: one waits for the other, as else a file that is
        being written would be read half.
        """
        with self.file.open("rb") as file:
            flock(file, LOCK_EX)
            sections = Case.read(self.file).sections
            attrs.evolve(self, sections=sections | {_ANSWERS[language]: answer.encode()}).write()


def cases(folder: Path) -> dict[str, Case]:
    """The cases in a folder, by name."""
    return {file.stem: Case.read(file) for file in sorted(folder.glob(f"*{SUFFIX}"))}
