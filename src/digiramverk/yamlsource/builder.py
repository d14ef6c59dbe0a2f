"""From YAML events to data and places. Imported only when YAML is read, since it needs PyYAML.

Depth, size and reuse are bounded while the events arrive, before any data exists. PyYAML's own constructor
builds first and would expand a small file with nested aliases into gigabytes. It also resolves tags, reads
*Nej* and *on* as booleans, and keeps no places. The price is a few Python calls per
node, also where libyaml scans the text.
"""

from collections.abc import Iterator
from typing import Any, Final

import attrs
import yaml

from digiramverk.core import Diagnostic, Findings, Path, Source, Span, whole_span
from digiramverk.yamlsource.document import Places, YamlDocument
from digiramverk.yamlsource.lost_text import Anchors, cut_off, invisible
from digiramverk.yamlsource.scalars import resolve

MOST_DEPTH: Final = 40
MOST_NODES: Final = 400_000

# libyaml where PyYAML was built with it (some ten times faster), else the same grammar in Python.
FAST_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TooMuchError(Exception):
    """The text exceeds a bound. The finding has been reported."""


@attrs.define
class Builder:
    """Builds one document from parser events and reports what the format does not accept."""

    source: Source
    findings: Findings
    places: Places = attrs.field(init=False)
    _anchors: dict[str, tuple[Any, int, int]] = attrs.field(factory=dict)
    _anchored: Anchors = attrs.field(init=False)
    _lost: list[Diagnostic] = attrs.field(factory=list)
    _nodes: int = 0
    _deepest: int = 0

    def __attrs_post_init__(self) -> None:
        """Start an empty side table."""
        self.places = Places(self.source)
        self._anchored = Anchors(self.source)

    def build(self, events: Iterator[yaml.Event]) -> YamlDocument:
        """The first document of the stream; more than one is a finding."""
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.findings.add("DR107", self._span(event))
                    break
                data = self._node(next(events), events, ())
        # Only for a text that parses: a syntax error is reported alone, with a remedy of its own.
        self.findings.extend([*self._lost, *self._anchored.idle()])
        return YamlDocument(data, self.places)

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:  # noqa: ANN401 - YAML data is of any kind
        span = self._span(event)
        self.places.values[path] = span
        self._count(1, span)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, span, path)
        self._reach(len(path), span)
        outside, self._deepest = self._deepest, len(path)
        before = self._nodes
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self._anchored.add(anchor, span)
        if isinstance(event, yaml.ScalarEvent):
            data: Any = self._scalar(event, span, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._refuse_tag(event, span, path)
            data = self._sequence(events, path)
        else:
            self._refuse_tag(event, span, path)
            data = self._mapping(events, path)
        if anchor is not None:
            self._anchors[anchor] = (data, self._nodes - before + 1, self._deepest - len(path))
        self._deepest = max(self._deepest, outside)
        return data

    def _reach(self, depth: int, span: Span) -> None:
        if depth > MOST_DEPTH:
            self.findings.add("DR105", span, most=MOST_DEPTH)
            raise TooMuchError
        self._deepest = max(self._deepest, depth)

    def _count(self, nodes: int, span: Span) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            self.findings.add("DR106", span, most=MOST_NODES)
            raise TooMuchError

    def _alias(self, event: yaml.AliasEvent, span: Span, path: Path) -> Any:  # noqa: ANN401 - YAML data is of any kind
        self._anchored.use(str(event.anchor))
        if event.anchor not in self._anchors:
            self.findings.add("DR116", span, path=path, name=str(event.anchor))
            return None
        data, nodes, depth = self._anchors[event.anchor]
        self._count(nodes, span)
        self._reach(len(path) + depth, span)
        return data

    def _refuse_tag(self, event: Any, span: Span, path: Path) -> None:  # noqa: ANN401 - three event classes share these fields only by habit
        if event.tag not in (None, "!"):
            written = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.findings.add("DR104", span, path=path, tag=written)

    def _scalar(self, event: yaml.ScalarEvent, span: Span, path: Path) -> Any:  # noqa: ANN401 - YAML data is of any kind
        self._refuse_tag(event, span, path)
        self._look_for_lost_text(event, span, path)
        # implicit[0]: written without quotes, so that it may mean a number, true, false or nothing.
        return resolve(event.value) if event.implicit[0] else event.value

    def _look_for_lost_text(self, event: yaml.ScalarEvent, span: Span, path: Path) -> None:
        """Warn of characters that the author wrote and YAML dropped."""
        lost: list[Diagnostic] = []
        if event.style == '"':
            lost += invisible(self.source, span)
        elif event.implicit[0] and event.value and (cut := cut_off(self.source, span)) is not None:
            lost.append(cut)
        self._lost += [attrs.evolve(each, path=path) for each in lost]

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key_span = self._span(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.findings.add("DR108", key_span, path=path)
                raise TooMuchError
            key = event.value
            key_path = (*path, key)
            self._refuse_tag(event, key_span, key_path)
            self._look_for_lost_text(event, key_span, key_path)
            if event.anchor is not None:
                self._anchored.add(event.anchor, key_span)
            if key in members:
                self.findings.add(
                    "DR103", key_span, path=key_path, key=key, related=(self.places.keys[key_path],)
                )
                # The second value gets a path of its own, so that the places of the first stay.
                self._node(next(events), events, (*path, key, "\0again"))
                continue
            self.places.keys[key_path] = key_span
            members[key] = self._node(next(events), events, key_path)
        return members

    def _span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return whole_span(self.source)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            column = len(self.source.line(start.line + 1)) + 1
            return Span(
                self.source, start.line + 1, start.column + 1, start.line + 1, max(column, start.column + 2)
            )
        return Span(self.source, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def events(text: str, loader: Any = FAST_LOADER) -> Iterator[yaml.Event]:  # noqa: ANN401 - PyYAML's loaders share no public base
    """The parser events of a text."""
    return iter(yaml.parse(text, Loader=loader))
