"""Applies safe replacements from diagnostics to files."""

from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from digiramverk.core import Diagnostic, Span, replace_file
from digiramverk.files.roots import located

SAFE: Final = frozenset(
    {"DR121", "DR125", "DR201", "DR209", "DR236", "DR254", "DR304", "DR305", "DR355", "DR356", "DR359"}
)
"""Misspelt keys, signs from Excel, Word and Swedish keyboards, loose accents: their meaning is certain."""


def mend(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Write safe replacements into the files, keeping line ends and byte-order marks.

    Args:
        problems: the problems of files in their current state.

    Returns:
        The corrected problems. One that overlaps another waits for the next time.
    """
    chosen: dict[str, list[tuple[Diagnostic, Span, str]]] = {}
    for each in problems:
        if each.code in SAFE and each.replacement is not None and each.span is not None:
            chosen.setdefault(each.span.source.name, []).append((each, each.span, each.replacement))
    return tuple(mended for name, fixes in chosen.items() for mended in _in_file(Path(name), fixes))


def _in_file(path: Path, fixes: list[tuple[Diagnostic, Span, str]]) -> list[Diagnostic]:
    raw = located(path).read()
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    text = raw.removeprefix(BOM_UTF8).decode("utf-8")
    sources = {id(span.source): span.source for _, span, _ in fixes}
    unchanged = {key for key, source in sources.items() if source.text == text}
    fixes = [fix for fix in fixes if id(fix[1].source) in unchanged]
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    done: list[Diagnostic] = []
    # Piece by piece: rewriting the text for each of thousands would take quadratic time.
    pieces: list[str] = []
    kept = 0
    for problem, span, replacement in sorted(fixes, key=lambda fix: (fix[1].line, fix[1].column)):
        start = starts[span.line - 1] + span.column - 1
        end = starts[span.end_line - 1] + span.end_column - 1
        if start >= kept:
            pieces += (text[kept:start], replacement)
            kept = end
            done.append(problem)
    if done:
        replace_file(path, mark + "".join((*pieces, text[kept:])).encode())
    return done
