"""What is legal in a framework but probably a mistake: warnings of `validate`, never of scoring."""

from collections.abc import Iterator, Mapping

from digiramverk.core import Diagnostic, Findings, Names, Path, Span
from digiramverk.definitions.overlay.kinds import Index
from digiramverk.definitions.overlay.layer import Layer
from digiramverk.definitions.similar_indicators import twins
from digiramverk.model import Framework, Text


def look_twice(layer: Layer, findings: Findings) -> None:
    """Report DR270–DR275 in a framework's own files. Whoever validates what it extends sees those of that."""
    framework = layer.framework
    doubts = (*_structure(framework), *_languages(framework), *_twins(framework))
    if not doubts:
        # Finding the places takes most of the time.
        return
    index = Index(layer.tree())
    places = layer.document.places
    # An overlay may inherit its languages. The warning is still about the file that the caller named.
    start, own_id = places.key(("languages",)), places.key(("id",))
    start = start if start.source == own_id.source else own_id

    def place(path: Path) -> Span | None:
        kind, name, *inner = map(str, path)
        node = index.root if kind == "framework" else index.find(kind, name)
        for key in inner:
            node = None if node is None else node.fields.get(key)
        return node.where(start) if node is not None and node.mark.by == framework.reference else None

    for code, paths, args in doubts:
        span = next((span for span in map(place, paths) if span is not None), None)
        related = (start,) if span is not None and code == "DR272" else ()
        if code == "DR272" and span is None:
            # All the texts are those of another definition, and this one declares the language.
            span = start
        if span is not None:
            findings.items.append(Diagnostic(code, args, span, related=related))


Doubt = tuple[str, tuple[Path, ...], dict[str, object]]
"""The code, the ways to what is meant, each from a kind and an id, and what the sentence needs."""


def _doubt(code: str, kind: str, name: str, args: Mapping[str, object]) -> Doubt:
    return code, ((kind, name),), {"name": name, **args}


def _structure(framework: Framework) -> Iterator[Doubt]:
    for path in framework.area_paths():
        area = path[-1]
        asked = [each for each in area.indicators if not each.responsibility]
        if len(area.indicators) == 1 and not area.areas and len(framework.indicators) > 1:
            yield _doubt("DR271", "areas", area.id, {"indicator": area.indicators[0].id})
        weights = {each.weight for each in asked}
        if len(asked) > 1 and len(weights) == 1 and weights != {1}:
            yield _doubt("DR275", "areas", area.id, {"weight": str(float(weights.pop()))})
        if framework.steps:
            yield from (_doubt("DR270", "indicators", each.id, {}) for each in asked if each.step is None)
    for responsibility in framework.responsibilities:
        if framework.roles and not responsibility.roles:
            yield _doubt("DR274", "responsibilities", responsibility.id, {})


def _languages(framework: Framework) -> Iterator[Doubt]:
    """For each declared language the things whose text lacks it, all in one warning."""
    for language in framework.languages:
        lacking = {path: name for path, name, text in _texts(framework) if language not in dict(text.forms)}
        if lacking:
            args = {"language": language, "lacking": Names(tuple(lacking.values()))}
            yield "DR272", tuple(lacking), {"name": framework.id, **args}


def _texts(framework: Framework) -> Iterator[tuple[Path, str, Text]]:
    """The texts that everybody reads, each with the way to it and the id of what it is the text of."""
    yield ("framework", framework.id, "title"), framework.id, framework.title
    for path in framework.area_paths():
        yield ("areas", path[-1].id, "title"), path[-1].id, path[-1].title
    for each in framework.indicators:
        kind = "responsibilities" if each.responsibility else "indicators"
        yield (kind, each.id, "text"), each.id, each.text
    if len(framework.languages) > 1:
        for scale in framework.scales:
            levels = ("scales", scale.id, "levels")
            yield from (((*levels, level.id, "title"), level.id, level.title) for level in scale.levels)


def _twins(framework: Framework) -> Iterator[Doubt]:
    for each, other in twins(framework.indicators, framework.languages[0]):
        yield _doubt("DR273", "indicators", each.id, {"other": other.id})
