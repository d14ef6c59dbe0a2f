"""What the YAML grammar rejects, in words for people who do not know its grammar.

A code depends on the wording of the parser alone, so an upgrade of PyYAML that changes a message would change
a code. So all patterns are in one table, and every code that it gives has a golden case.
"""

import re
from typing import Final

import yaml

from digiramverk.core import Diagnostic, Source, Span, character_at
from digiramverk.yamlsource.builder import events
from digiramverk.yamlsource.syntax_slips import comment, slip

# The first pattern that the parser's own words match decides the code.
_KINDS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"mapping values are not allowed", "DR110"),
        (r"could not find expected ':'", "DR111"),
        (r"expected <block end>|but found '<block|did not find expected", "DR112"),
        (r"unknown escape character|expected escape sequence|invalid Unicode character escape", "DR118"),
        (r"quoted scalar|unexpected end of stream", "DR113"),
        (r"cannot start any token|expected alphabetic or numeric|block scalar", "DR114"),
        (r"sequence entries are not allowed", "DR120"),
        (r"expected ',' or|flow", "DR115"),
    )
)
# For these the mistake is where the unfinished part begins, not where the parser gave up.
_WRONG_FROM_THE_START: Final = frozenset({"DR111", "DR113", "DR114", "DR115"})
_CONTROL: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def control_character(source: Source) -> Diagnostic | None:
    """The first character that YAML does not allow at all, if there is one."""
    found = _CONTROL.search(source.text)
    if found is None:
        return None
    return Diagnostic("DR109", {"character": found.group()}, character_at(source, found.start()))


def explain(source: Source, error: yaml.YAMLError) -> Diagnostic:
    """The diagnostic for a syntax error.

    libyaml's wording differs from PyYAML's own and says less about the place, so the text is parsed once
    more with the latter: what a user reads must not depend on how PyYAML was built.
    """
    try:
        for _ in events(source.text, yaml.SafeLoader):
            pass
    except yaml.YAMLError as precise:
        error = precise
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    tab = _tab_indentation(source, line)
    if tab is not None:
        return Diagnostic("DR102", {}, tab)
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', error)}"
    code = next((code for pattern, code in _KINDS if pattern.search(words)), "DR101")
    if code == "DR112" and source.line(line)[: column - 1].strip():
        # Something precedes it on its line, so the indentation is not the mistake.
        code = "DR119"
    known = slip(source, line, code)
    if known is not None:
        return known
    if code == "DR118" and source.line(line)[column - 2 : column - 1] == "\\":
        column -= 1
    noticed = Span(source, line, column, line, column + 1)
    start = getattr(error, "context_mark", None)
    if start is None or code == "DR119" or (start.line + 1 == line and "block scalar" not in words):
        return Diagnostic(code, {}, noticed)
    begun = Span(source, start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    if code in _WRONG_FROM_THE_START:
        noticed, begun = begun, noticed
    swallowed = comment(source, noticed.line, noticed.column) if code == "DR115" else None
    if swallowed is not None:
        return Diagnostic("DR124", {}, swallowed, related=(noticed,))
    related = () if begun.line == noticed.line else (begun,)
    return Diagnostic(code, {}, noticed, related=related)


def _tab_indentation(source: Source, line: int) -> Span | None:
    text = source.line(line)
    indentation = text[: len(text) - len(text.lstrip())]
    if "\t" not in indentation:
        return None
    column = indentation.index("\t") + 1
    return Span(source, line, column, line, column + 1)
