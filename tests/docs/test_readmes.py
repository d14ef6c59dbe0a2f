"""The READMEs keep their promises: short examples, the two commands, the same in both languages."""

import pytest
from tests.docs.pages import Block, Page

pytestmark = pytest.mark.repository

READMES = ["README.md", "README.sv.md"]


def first(page: Page, kind: str) -> Block:
    """The first block of a kind."""
    return next(block for block in page.blocks() if block.info.partition(" ")[0] == kind)


@pytest.mark.parametrize("name", READMES)
def test_a_framework_of_ones_own_takes_twelve_lines_and_the_next_command_scores_it(name: str) -> None:
    page = Page.read(name)
    framework = first(page, "yaml")
    assert len(framework.text.splitlines()) <= 12
    following = [block for block in page.blocks() if block.line > framework.line]
    command = next(block for block in following if block.info == "console").text.splitlines()[0]
    title = framework.info.split('"')[1]
    assert command.startswith(f"$ digiramverk score {title} ")


@pytest.mark.parametrize("name", READMES)
def test_the_same_from_python_takes_ten_lines(name: str) -> None:
    assert len(first(Page.read(name), "python").text.splitlines()) <= 10


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_are_shown(name: str) -> None:
    commands = [block.text.splitlines()[0] for block in Page.read(name).blocks() if block.info == "console"]
    assert commands[:2] == ["$ make demo", "$ make test"]


@pytest.mark.parametrize("name", READMES)
def test_each_language_leads_to_the_other_and_to_its_own_pages(name: str) -> None:
    page = Page.read(name)
    assert page.twin in page.links()
    guides = [link for link in page.links() if link.startswith(("docs/tutorial/", "docs/how-to/"))]
    assert len(guides) == 5
    assert {Page.read(link).language for link in guides} == {page.language}
