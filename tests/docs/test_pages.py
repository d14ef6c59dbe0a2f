"""Every page does what it says: its blocks run and print what is shown, and its links lead somewhere."""

from pathlib import Path

import pytest
from tests.docs.following import Follower, compare
from tests.docs.pages import ROOT, Block, Page, page_names

pytestmark = pytest.mark.repository

PAGES = page_names()


@pytest.mark.parametrize("name", PAGES)
def test_the_blocks_of_a_page_run_and_print_what_it_shows(name: str, tmp_path: Path) -> None:
    Follower(Page.read(name), tmp_path).follow()


@pytest.mark.parametrize("name", PAGES)
def test_the_links_of_a_page_lead_to_files(name: str) -> None:
    page = Page.read(name)
    folder = (ROOT / name).parent
    assert [link for link in page.links() if not (folder / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_twins_name_each_other_and_show_the_same_kinds_of_blocks(name: str) -> None:
    page = Page.read(name)
    if page.twin is None:
        return
    twin = Page.read(page.twin)
    assert twin.twin == name
    assert twin.language != page.language
    assert [kind(block) for block in twin.blocks()] == [kind(block) for block in page.blocks()]


def kind(block: Block) -> str:
    """What a block is, whatever its file is called in either language."""
    return block.info.partition(" ")[0]


def test_every_page_can_be_reached_from_the_readmes() -> None:
    reached = {"README.md", "README.sv.md"}
    waiting = list(reached)
    while waiting:
        name = waiting.pop()
        for link in Page.read(name).links():
            target = (ROOT / name).parent.joinpath(link.partition("#")[0]).resolve()
            found = target.relative_to(ROOT).as_posix()
            if found in PAGES and found not in reached:
                reached.add(found)
                waiting.append(found)
    assert set(PAGES) == reached


def page(*blocks: tuple[str, str]) -> Page:
    """An English page with some blocks."""
    return Page("page.md", "<!-- lang: en -->\n" + "".join(f"```{i}\n{text}\n```\n" for i, text in blocks))


@pytest.mark.parametrize(
    "block",
    [
        ("", "no mark"),
        ("yaml", "id: without a name"),
        ("bash", "rm -r everything"),
        ("console", "no command"),
        ("console", "$ rm -r everything"),
        ("console", "$ digiramverk list\nnothing"),
        ("console", "$ digiramverk score nothing nothing.yaml\n…\n$ echo $?\n0"),
        ("console", "$ digiramverk nothing > out.txt"),
        ("python", "1 / 0"),
        ("python", "print('this is not shown')"),
        ("text output", "nothing has printed this"),
        ('yaml title="wrong.yaml"', "a: ["),
        ('json title="wrong.json"', "{"),
    ],
    ids=str,
)
def test_a_block_that_does_not_do_what_it_says_would_be_seen(block: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"."):
        Follower(page(block), tmp_path).follow()


def test_what_is_shown_is_compared_but_for_what_is_left_out() -> None:
    compare("one\n…\nfour\n", "one  \ntwo\nthree\nfour\n\n", "here")
    with pytest.raises(AssertionError):
        compare("one\n…\nfour\n", "one\nfour\nfive\n", "here")
    with pytest.raises(AssertionError):
        compare("one\n", "one\ntwo\n", "here")


def test_a_page_without_a_language_would_be_seen() -> None:
    with pytest.raises(AssertionError, match="first line"):
        _ = Page("page.md", "# Title\n").language
