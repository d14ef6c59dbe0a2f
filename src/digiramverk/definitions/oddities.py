"""What is legal in a framework and yet hardly meant: warnings of `validate`, never of scoring."""

from collections.abc import Iterator

from digiramverk.core import Diagnostic, Findings, Names, Span
from digiramverk.definitions.overlay.kinds import Index
from digiramverk.definitions.overlay.layer import Layer
from digiramverk.definitions.similar_indicators import twins
from digiramverk.model import Framework, Text


def look_twice(layer: Layer, findings: Findings) -> None:
    """Note DR270–DR275 at the places of a framework's own files; what it extends has been looked at there."""
    framework = layer.framework
    doubts = (*_structure(framework), *_languages(framework), *_twins(framework))
    if not doubts:
        # Finding places is what takes time.
        return
    index = Index(layer.tree())
    places = layer.document.places
    # Where languages come from below, the file to be mended is still the one that was asked about.
    start, own_id = places.key(("languages",)), places.key(("id",))
    start = start if start.source == own_id.source else own_id

    def place(kind: str, name: str) -> Span | None:
        node = index.find(kind, name)
        own = node is not None and (node.mark.by == framework.reference)
        return node.where(start) if node is not None and own else None

    for code, kind, name, args in doubts:
        span = place(kind, name) if kind != "framework" else start
        if span is not None:
            findings.items.append(Diagnostic(code, {"name": name, **args}, span))


Doubt = tuple[str, str, str, dict[str, object]]
"""(code, kind, id, what the sentence needs beside the id)."""


def _structure(framework: Framework) -> Iterator[Doubt]:
    for path in framework.area_paths():
        area = path[-1]
        asked = [each for each in area.indicators if not each.responsibility]
        if len(area.indicators) == 1 and not area.areas and len(framework.indicators) > 1:
            yield "DR271", "areas", area.id, {"indicator": area.indicators[0].id}
        weights = {each.weight for each in asked}
        if len(asked) > 1 and len(weights) == 1 and weights != {1}:
            yield "DR275", "areas", area.id, {"weight": str(float(weights.pop()))}
        if framework.steps:
            yield from (("DR270", "indicators", each.id, {}) for each in asked if each.step is None)
    for responsibility in framework.responsibilities:
        if framework.roles and not responsibility.roles:
            yield "DR274", "responsibilities", responsibility.id, {}


def _languages(framework: Framework) -> Iterator[Doubt]:
    """For each declared language the things whose text lacks it, all in one warning."""
    for language in framework.languages:
        lacking = [name for name, text in _texts(framework) if language not in dict(text.forms)]
        if lacking:
            yield "DR272", "framework", framework.id, {"language": language, "lacking": Names(tuple(lacking))}


def _texts(framework: Framework) -> Iterator[tuple[str, Text]]:
    yield framework.id, framework.title
    for path in framework.area_paths():
        yield path[-1].id, path[-1].title
    yield from ((each.id, each.text) for each in framework.indicators)
    if len(framework.languages) > 1:
        yield from ((level.id, level.title) for scale in framework.scales for level in scale.levels)


def _twins(framework: Framework) -> Iterator[Doubt]:
    for each, other in twins(framework.indicators, framework.languages[0]):
        yield "DR273", "indicators", each.id, {"other": other.id}
