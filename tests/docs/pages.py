"""The pages of the documentation as tests read them: fenced blocks, sections, tables, links."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

ROOT: Final = Path(__file__).parents[2]

_FENCE: Final = re.compile(r"```(.*)")
_MARK: Final = re.compile(r"<!-- lang: (sv|en)(?:; twin: (\S+))? -->")
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
_CODE: Final = re.compile(r"`([^`]+)`")


@attrs.frozen
class Block:
    """A fenced block: what stands after its fence, its content, and the line that it begins in."""

    info: str
    text: str
    line: int


@attrs.frozen
class Page:
    """One page, read once.

    Attributes:
        name: its path below the root.
        text: its content.
    """

    name: str
    text: str

    @classmethod
    def read(cls, name: str) -> "Page":
        """The page that lies at `name` below the root."""
        return cls(name, (ROOT / name).read_text(encoding="utf-8"))

    @property
    def _mark(self) -> re.Match[str]:
        mark = _MARK.match(self.text)
        assert mark is not None, (
            f"{self.name}: the first line should be <!-- lang: sv --> or <!-- lang: en -->"
        )
        return mark

    @property
    def language(self) -> str:
        """What the page speaks, and so what its commands answer in."""
        return self._mark[1]

    @property
    def twin(self) -> str | None:
        """The page that says the same in the other language, as a path below the root."""
        twin = self._mark[2]
        return None if twin is None else (Path(self.name).parent / twin).as_posix()

    def blocks(self) -> list[Block]:
        """All fenced blocks in order."""
        blocks: list[Block] = []
        lines = iter(enumerate(self.text.splitlines(), start=1))
        for number, line in lines:
            assert not line.startswith((" ```", "~~~")), (
                f"{self.name}:{number}: begin fences with ``` at the edge"
            )
            fence = _FENCE.fullmatch(line)
            if fence is None:
                continue
            inside: list[str] = []
            for _, content in lines:
                if content == "```":
                    break
                inside.append(content)
            else:
                msg = f"{self.name}:{number}: the block never ends"
                raise AssertionError(msg)
            blocks.append(Block(fence[1], "".join(f"{each}\n" for each in inside), number))
        return blocks

    def links(self) -> list[str]:
        """Where the page's links go, without those that leave the repository and those within the page."""
        outside = ("https://", "http://", "#", "mailto:")
        return [link for link in _LINK.findall(self.prose()) if not link.startswith(outside)]

    def prose(self) -> str:
        """The page without its fenced blocks."""
        return re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)

    def sections(self) -> dict[str, "Page"]:
        """What stands under each heading that names a thing in backticks, as far as the next heading."""
        found: dict[str, Page] = {}
        pieces = re.split(r"^(#{2,4} .*)$", self.text, flags=re.MULTILINE)
        for heading, content in zip(pieces[1::2], pieces[2::2], strict=True):
            for name in _CODE.findall(heading):
                assert name not in found, f"{self.name}: two headings name {name}"
                found[name] = Page(self.name, content)
        return found

    def table_keys(self) -> list[str]:
        """What stands in backticks in the first cells of tables."""
        rows = (line.split("|")[1] for line in self.prose().splitlines() if line.startswith("|"))
        return [key for row in rows for key in _CODE.findall(row)]

    def named(self) -> set[str]:
        """Everything that stands in backticks."""
        return set(_CODE.findall(self.prose()))


def page_names() -> list[str]:
    """All pages of the documentation."""
    return [path.relative_to(ROOT).as_posix() for path in _files()]


def _files() -> Iterator[Path]:
    yield from sorted(ROOT.glob("README*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))
