"""Which runs of words a text shares with texts that are not here: only fingerprints of those are kept.

A fingerprint is a short hash of eight words in a row. What a source says cannot be read out of it, but a
text that says the same in the same words has the same fingerprints.
"""

import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs
import yaml

RUN: Final = 8
"""So many words in a row are too many to be chance."""

KEPT: Final = Path(__file__).with_name("fingerprints.txt")
"""The fingerprints of the sources, one on each line, sorted. scripts/make_fingerprints.py writes them."""

_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"”’)*]*\s+(?=[^\w\s]*[A-ZÅÄÖ0-9])")
_COMMENT: Final = re.compile(r"(?:^|\s)#\s(.*)$")
_LINK: Final = re.compile(r"\]\([^)\s]*\)")
_PIECE: Final = re.compile(r"\s*(?:(?:[-*+]|\d+\.|#{1,6})\s|\||```)")


@attrs.frozen
class Passage:
    """Something that is read in one go: the line that it begins in, and its text."""

    line: int
    text: str


def words(text: str) -> list[str]:
    """The words of a text without what does not matter: case, punctuation, how letters are composed."""
    whole = unicodedata.normalize("NFC", text).replace("\N{SOFT HYPHEN}", "")
    # The raised number of a footnote is no part of the word that it stands at.
    plain = "".join(" " if unicodedata.category(letter) == "No" else letter for letter in whole)
    return [word.casefold() for word in _WORD.findall(plain)]


def fingerprint(run: Iterable[str]) -> str:
    """Eight characters for a run of words: 48 bits of a hash, so that chance hits are out of the question."""
    return urlsafe_b64encode(blake2b(" ".join(run).encode(), digest_size=6).digest()).decode("ascii")


def fingerprints(text: str) -> set[str]:
    """The fingerprints of every run in a text, also of those that go across sentences."""
    found = words(text)
    return {fingerprint(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def shared(sentence: str, known: set[str]) -> list[str]:
    """The longest stretches of a sentence of which every run is known."""
    found = words(sentence)
    stretches: list[tuple[int, int]] = []
    for start in range(len(found) - RUN + 1):
        if fingerprint(found[start : start + RUN]) not in known:
            continue
        if stretches and stretches[-1][1] >= start + RUN - 1:
            stretches[-1] = (stretches[-1][0], start + RUN)
        else:
            stretches.append((start, start + RUN))
    return [" ".join(found[start:end]) for start, end in stretches]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return _SENTENCE_END.split(" ".join(text.split()))


def passages(name: str, text: str) -> Iterator[Passage]:
    """What people read in a YAML or Markdown file."""
    if name.endswith((".yaml", ".yml")):
        yield from _scalars(text)
        yield from _comments(text)
    else:
        yield from _paragraphs(text)


def copied(name: str, text: str, known: set[str]) -> list[str]:
    """`file:line: words` for every stretch of a file that stands in a source too."""
    return [
        f"{name}:{passage.line}: {stretch}"
        for passage in passages(name, text)
        for sentence in sentences(passage.text)
        for stretch in shared(sentence, known)
    ]


def _scalars(text: str) -> Iterator[Passage]:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark is not None:
            yield Passage(event.start_mark.line + 1, event.value)


def _comments(text: str) -> Iterator[Passage]:
    """Comments, those on lines of their own joined as far as they go on."""
    block: list[str] = []
    first = 0
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        comment = _COMMENT.search(line)
        alone = line.lstrip().startswith("#")
        if comment is not None and alone:
            first = first if block else number
            block.append(comment[1])
            continue
        if block:
            yield Passage(first, " ".join(block))
            block = []
        if comment is not None:
            yield Passage(number, comment[1])


def _paragraphs(text: str) -> Iterator[Passage]:
    """Paragraphs, items, headings and cells; lines that go on are joined."""
    block: list[str] = []
    first = 0
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        content = _LINK.sub("]", line).removeprefix(">")
        if block and (not content.strip() or _PIECE.match(content)):
            yield Passage(first, " ".join(block))
            block = []
        if content.lstrip().startswith("|"):
            yield from (Passage(number, cell) for cell in content.split("|"))
        elif content.strip():
            first = first if block else number
            block.append(content)
