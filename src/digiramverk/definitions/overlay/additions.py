"""`add`, `change` and the keys at the top of an overlay, such as `params`, `targets` and `laws`."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from digiramverk.core import Path, Word
from digiramverk.definitions.declared_kinds import SHORT, WORDS
from digiramverk.definitions.overlay.definition_tree import Authorship, DefinitionNode
from digiramverk.definitions.overlay.kinds import Index, collection, is_whole, spell_out
from digiramverk.definitions.overlay.overlay_context import OverlayContext


def change(context: OverlayContext, key: str = "change") -> None:
    """Replace fields of things that the parent has."""
    for kind, things in context.part(key).items():
        path = (key, kind)
        if kind == "scoring":
            _change_scoring(context, path)
        elif kind == "scale":
            _change_thing(context, "scales", "scale", path)
        elif kind == "areas":
            _change_areas(context, path, things)
        else:
            for name in things:
                _change_thing(context, kind, name, (*path, name))


def change_params(context: OverlayContext) -> None:
    """Give params another value, the shortest way to change a threshold."""
    for name in context.part("params"):
        _change_thing(context, "params", name, ("params", name))


def _change_thing(context: OverlayContext, kind: str, name: str, path: Path) -> None:
    target = context.found(kind, name, path)
    if target is not None:
        written = _planted(context, path, kind, name)
        _overwrite(context, target, written, (kind, name), path)


def _planted(context: OverlayContext, path: Path, kind: str, name: str) -> DefinitionNode:
    """One thing with its short form expanded as its kind requires."""
    written = context.planted(path, "")
    around = DefinitionNode({name: written}, written.mark)
    spell_out(around, (kind,))
    return written


def _change_scoring(context: OverlayContext, path: Path) -> None:
    scoring = collection(context.root, "scoring")
    _overwrite(context, scoring, context.planted(path, "scoring"), ("scoring",), path)


def _change_areas(context: OverlayContext, path: Path, things: Mapping[str, Any]) -> None:
    """Areas with what is below them. An overlay may name an indicator in its area or by its id alone."""
    for name, written in things.items():
        here = (*path, name)
        target = context.found("areas", name, here)
        if target is None:
            continue
        for key in written:
            if key == "areas":
                _change_areas(context, (*here, "areas"), written["areas"])
            elif key == "indicators":
                for each in written["indicators"]:
                    _change_thing(context, "indicators", each, (*here, "indicators", each))
            else:
                _overwrite_field(
                    context,
                    target,
                    key,
                    context.planted((*here, key), key),
                    ("areas", name, key),
                    (*here, key),
                )


def _overwrite(
    context: OverlayContext, target: DefinitionNode, written: DefinitionNode, what: Path, path: Path
) -> None:
    for key, node in written.fields.items():
        _overwrite_field(context, target, key, node, (*what, key), (*path, key))


def _overwrite_field(
    context: OverlayContext, target: DefinitionNode, key: str, node: DefinitionNode, what: Path, path: Path
) -> None:
    """Descend where both sides have things by id; overwrite everything else."""
    old = target.fields.get(key)
    if old is None:
        _mark(node, Authorship(context.own, over=True))
        target.value[key] = node
    elif isinstance(old.value, dict) and isinstance(node.value, dict) and not is_whole(what):
        _overwrite(context, old, node, what, path)
    elif context.may_write(old, ".".join(str(part) for part in what), path):
        # Overwriting another definition's value is a choice that later overlays must name; a value of its own
        # is not.
        _mark(node, Authorship(context.own, over=True))
        target.value[key] = node


def _mark(node: DefinitionNode, mark: Authorship) -> None:
    for _, each in node.walk():
        each.mark = mark


def add(context: OverlayContext) -> None:
    """Add what is new."""
    for kind, things in _additions(context):
        for name, path in things:
            _add_thing(context, kind, name, path)
    _add_targets(context)
    _set_laws(context)
    _set_settings(context)


def _additions(context: OverlayContext) -> Iterator[tuple[str, list[tuple[str, Path]]]]:
    yield "sources", [(name, ("sources", name)) for name in context.part("sources")]
    for kind, things in context.part("add").items():
        if kind == "scale":
            yield "scales", [("scale", ("add", "scale"))] if things else []
        elif isinstance(things, list):
            # Members in a list: `_listed` turns each of them into a thing.
            yield kind, [(str(name), ("add", kind, index)) for index, name in enumerate(things)]
        else:
            yield kind, [(name, ("add", kind, name)) for name in things]


def _add_thing(context: OverlayContext, kind: str, name: str, path: Path) -> None:
    written = _listed(context, kind, name, path)
    if kind == "areas":
        _add_area(context, context.root, name, written, path)
        return
    if kind == "indicators" and context.index.find(kind, name) is None:
        context.findings.add("DR246", context.key(path), path=path, name=name)
        return
    _add_into(context, collection_of(context, kind, name), {name: written}, (kind,), path[:-1])


def collection_of(context: OverlayContext, kind: str, name: str) -> DefinitionNode:
    """The node that holds, or will hold, a thing of this kind and id."""
    return (
        collection(context.root, kind)
        if context.index.find(kind, name) is None
        else context.index.holder(kind, name)
    )


def _listed(context: OverlayContext, kind: str, name: str, path: Path) -> DefinitionNode:
    if not isinstance(path[-1], int):
        return _planted(context, path, kind, name)
    place = context.key(path)
    whole = context.planted(path[:-1], kind)
    node = whole.fields[name]
    return attrs.evolve(node, key=place, place=place)


def _add_area(
    context: OverlayContext, holder: DefinitionNode, name: str, written: DefinitionNode, path: Path
) -> None:
    """A new area with all that is in it; or what is new in an area that is there."""
    target = context.index.find("areas", name)
    if target is None:
        collection(holder, "areas").value[name] = written
        context.index = Index(context.root)
        return
    for key, node in written.fields.items():
        here = (*path, key)
        if key == "areas":
            for each, inner in node.fields.items():
                _add_area(context, target, each, inner, (*here, each))
        elif key == "indicators":
            _add_indicators(context, target, node, here)
        else:
            _add_into(context, target, {key: node}, ("areas", name), path)


def _add_indicators(
    context: OverlayContext, area: DefinitionNode, written: DefinitionNode, path: Path
) -> None:
    indicators = collection(area, "indicators")
    for name, node in written.fields.items():
        if context.index.find("indicators", name) is None:
            indicators.value[name] = node
        else:
            _exists(context, "indicators", name, (*path, name))
    context.index = Index(context.root)


def _exists(context: OverlayContext, kind: str, name: str, path: Path) -> None:
    old = context.index.find(kind, name)
    extends = context.key(("extends",))
    related = (extends if old is None else old.where(extends),)
    by = context.own if old is None else old.mark.by
    context.findings.add(
        "DR244", context.key(path), path=path, kind=Word(WORDS[kind]), name=name, by=by, related=related
    )


def _add_into(
    context: OverlayContext, holder: DefinitionNode, new: Mapping[str, DefinitionNode], what: Path, path: Path
) -> None:
    """Add keys below a node. Under a key that exists, add below that in turn, or report a mistake."""
    for key, node in new.items():
        here, inner = (*path, key), (*what, key)
        old = holder.fields.get(key)
        if old is None:
            holder.value[key] = node
        elif isinstance(old.value, dict) and isinstance(node.value, dict):
            # An addition that repeats the title or text is a second definition, perhaps of another thing that
            # happens to have the same id. Merging the two would hide that.
            if len(inner) == 2 and not _goes_on(old, node):  # noqa: PLR2004 - kind and id
                _exists(context, str(inner[0]), str(inner[1]), here)
            else:
                _add_into(context, old, node.fields, inner, here)
        elif isinstance(old.value, list) and isinstance(node.value, list):
            old.value = [*old.value, *(each for each in node.value if each.data not in old.data)]
        else:
            context.findings.add(
                "DR247",
                context.key(here),
                path=here,
                what=".".join(str(part) for part in inner),
                by=old.mark.by,
                related=(old.where(context.key(("extends",))),),
            )


def _goes_on(old: DefinitionNode, new: DefinitionNode) -> bool:
    """Whether the overlay adds fields to a thing, as opposed to defining it a second time."""
    return not new.fields.keys() & old.fields.keys() & {"title", *SHORT.values()}


def _add_targets(context: OverlayContext) -> None:
    paths: list[Path] = [("targets",)] if context.part("targets") else []
    paths += [("add", "targets")] if context.part("add").get("targets") else []
    for path in paths:
        targets = context.root.fields.setdefault("targets", DefinitionNode([], Authorship(context.own)))
        targets.value = [*targets.value, *context.planted(path, "targets").value]


def _set_settings(context: OverlayContext) -> None:
    """Which forms count, and each report and each measure of the plan, in the place of the parent's."""
    if "counts" in context.document.data:
        context.root.value["counts"] = context.planted(("counts",), "")
    for key in ("reports", "plan"):
        for part in context.part(key):
            held = context.root.fields.setdefault(key, DefinitionNode({}, Authorship(context.own)))
            held.value[part] = context.planted((key, part), "")


def _set_laws(context: OverlayContext) -> None:
    """Each choice about a law of a measure, in the place of the parent's choice."""
    for measure, laws in context.part("laws").items():
        held = collection(collection(context.root, "laws"), measure)
        if not held.fields:
            held.key = held.place = context.key(("laws", measure))
        for law in laws:
            path = ("laws", measure, law)
            node, old = context.planted(path, ""), held.fields.get(law)
            # Two overlays that disagree about a law are a conflict, as with any other value.
            if old is not None and not context.may_write(old, ".".join(path), path):
                continue
            _mark(node, Authorship(context.own, over=old is not None))
            held.value[law] = node
