"""Documents in a terminal."""

import builtins
import io
from typing import Any

import pytest

from digiramverk.core.errors import MissingExtraError
from digiramverk.reports.document_tree import Document, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.terminal_text import print_document


def printed(*blocks: Heading | Paragraph | Note | TableBlock) -> str:
    """What is written where output is no terminal."""
    out = io.StringIO()
    print_document(Document(blocks), out)
    return out.getvalue()


def test_a_table_aligns_names_left_and_values_right() -> None:
    lines = printed(
        TableBlock(("Område", "Steg 1"), (("Ledning", "79,2 %"), ("IT", "–")), "Andel")
    ).splitlines()
    assert lines == [
        "Andel",
        "Område    Steg 1",
        "────────────────",
        "Ledning   79,2 %",
        "IT             –",
        "",
    ]


def test_a_long_caption_is_not_squeezed_into_a_narrow_table() -> None:
    caption = "Andel av högsta nivån per område"
    assert printed(TableBlock(("Ledning",), (("50 %",),), caption, 0)).splitlines()[0] == caption


def test_an_empty_line_stands_after_every_block() -> None:
    assert printed(Heading("A"), Paragraph("b"), Note("c")) == "A\n\nb\n\nc\n\n"


@pytest.mark.parametrize("text", ["[bold]x[/bold]", ":smile:", "[link=http://x]y", "a\x1b[31mb", "\u202eabc"])
def test_text_from_frameworks_is_shown_and_never_obeyed(text: str) -> None:
    out = printed(Paragraph(text), TableBlock((text,), ((text,),), text))
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert text.encode("unicode_escape").decode() in out


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_rich(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as Python's own
        if name.startswith("rich"):
            raise ModuleNotFoundError(name, name="rich")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_rich)
    with pytest.raises(MissingExtraError) as caught:
        printed(Paragraph("x"))
    assert "pip install 'digiramverk[cli]'" in caught.value.text("sv")
