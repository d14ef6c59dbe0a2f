"""Write into the documentation what its commands and programs print now. Read the difference afterwards.

python scripts/refresh_pages.py [PAGE …]: the pages named, or all. What is shown only in part (with … on a
line of its own) is left to the tests.
"""

import sys
import tempfile
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.docs.following import ANYTHING, Follower, tidy  # noqa: E402 - found through the line above
from tests.docs.pages import Page, page_names  # noqa: E402


@attrs.define
class Refresher(Follower):
    """Follows a page and keeps what should stand there."""

    found: list[tuple[int, int, list[str]]] = attrs.field(factory=list)

    def compare(self, shown: str, printed: str, line: int) -> None:
        """Keep what differs: the line before, how many lines to replace, and by what."""
        if ANYTHING not in tidy(shown) and tidy(shown) != tidy(printed):
            self.found.append((line, len(shown.splitlines()), tidy(printed)))

    def refreshed(self) -> str:
        """The page's text with the new output."""
        lines = self.page.text.splitlines()
        for line, old, new in sorted(self.found, reverse=True):
            lines[line : line + old] = new
        return "".join(f"{line}\n" for line in lines)


def main(names: list[str]) -> None:
    """Refresh pages and name those that changed."""
    for name in names or page_names():
        with tempfile.TemporaryDirectory() as folder:
            follower = Refresher(Page.read(name), Path(folder))
            follower.follow()
        if follower.found:
            (ROOT / name).write_text(follower.refreshed(), encoding="utf-8")
            print(name)


main(sys.argv[1:])
