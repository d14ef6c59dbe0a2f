"""`texts`: the texts of a definition in one more language, in the shape of the definition itself."""

from collections.abc import Mapping
from typing import Any

from digiramverk.core import Names, Path, near
from digiramverk.definitions.declared_kinds import INSIDE, ONE_VALUE, SETS, TITLES, WORDS
from digiramverk.definitions.overlay.definition_tree import Authorship, DefinitionNode
from digiramverk.definitions.overlay.overlay_context import OverlayContext


def put_texts(context: OverlayContext) -> None:
    """Add texts in one more language, or replace those in one that is there."""
    for language, written in context.part("texts").items():
        for kind, things in written.items():
            path = ("texts", language, kind)
            if kind in WORDS:
                _put_things(context, kind, things, language, path)
            else:
                _put_text(context, context.root, kind, language, path, (kind,))


def _put_things(
    context: OverlayContext, kind: str, things: Mapping[str, Any], language: str, path: Path
) -> None:
    for name, written in things.items():
        here = (*path, name)
        target = context.found(kind, name, here)
        if target is None:
            continue
        if kind in ONE_VALUE:
            holder = context.index.holder(kind, name)
            _put_text(context, holder, name, language, here, (kind, name))
            continue
        inner = {TITLES.get(kind, "title"): written} if isinstance(written, str) else written
        for key, part in inner.items():
            place = here if isinstance(written, str) else (*here, key)
            if kind == "areas" and key in {"areas", "indicators"} and not isinstance(part, str):
                _put_things(context, key, part, language, place)
            else:
                _put(context, target, key, part, language, place, (kind, name, key))


def _put(
    context: OverlayContext,
    holder: DefinitionNode,
    key: str,
    written: Any,  # noqa: ANN401 - YAML data is of any kind
    language: str,
    path: Path,
    what: Path,
) -> None:
    """A text of a thing, or of one of its members."""
    target = holder.fields.get(key)
    if target is None and (_is_thing(what) or not isinstance(written, str)):
        _unknown(context, holder, key, path, what)
    elif isinstance(written, str) and target is not None and _is_thing(what):
        title = TITLES.get(str(what[-2]), "title")
        _put_text(context, target, title, language, path, (*what, title))
    elif isinstance(written, str):
        _put_text(context, holder, key, language, path, what)
    elif target is not None:
        for inner, part in written.items():
            _put(context, target, inner, part, language, (*path, inner), (*what, inner))


def _is_thing(what: Path) -> bool:
    """Whether a path ends at a thing within a thing: a level, a member, a band, a suggestion."""
    return what[-2] in INSIDE or (len(what) == 3 and what[0] in SETS)  # noqa: PLR2004 - kind, set, band


def _unknown(context: OverlayContext, holder: DefinitionNode, key: str, path: Path, what: Path) -> None:
    known = tuple(holder.fields)
    context.findings.add(
        "DR248",
        context.key(path),
        path=path,
        name=key,
        what=".".join(str(part) for part in what[:-1]),
        known=Names(known),
        near=near(key, known),
    )


def _put_text(
    context: OverlayContext, holder: DefinitionNode, key: str, language: str, path: Path, what: Path
) -> None:
    places = context.document.places
    mark = Authorship(context.own)
    node = DefinitionNode(
        _at(context.document.data, path), mark, places.keys.get(path), places.values.get(path)
    )
    old = holder.fields.get(key)
    if old is None:
        holder.value[key] = DefinitionNode({language: node}, mark, node.key, node.place)
        return
    if not isinstance(old.value, dict):
        # A text without languages is in the first one.
        first = DefinitionNode(old.value, old.mark, old.key, old.place)
        old.value = {context.language: first}
    said = old.fields.get(language)
    if said is not None:
        if not context.may_write(said, ".".join(map(str, (*what, language))), path):
            return
        node.mark = Authorship(context.own, over=True)
    old.value[language] = node


def _at(data: Any, path: Path) -> Any:  # noqa: ANN401 - YAML data is of any kind
    for part in path:
        data = data[part]
    return data
