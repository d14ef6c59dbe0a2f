"""`remove` and `move`: what an overlay takes out or puts elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from digiramverk.core import Names, Path, Span, Word, near
from digiramverk.definitions.declared_kinds import WORDS
from digiramverk.definitions.overlay.definition_tree import DefinitionNode
from digiramverk.definitions.overlay.kinds import Index, collection
from digiramverk.definitions.overlay.layer import Gone
from digiramverk.definitions.overlay.mentions import formulas, mentions, names
from digiramverk.definitions.overlay.overlay_context import OverlayContext


def remove(context: OverlayContext) -> None:
    """Remove things, or fields and members of things."""
    removed: list[tuple[str, str, Path]] = []
    for kind, written in context.part("remove").items():
        path: Path = ("remove", kind)
        if kind == "targets":
            _remove_targets(context, written, path)
        elif isinstance(written, list):
            removed += [(kind, str(name), (*path, index)) for index, name in enumerate(written)]
        else:
            for name, inner in written.items():
                target = context.found(kind, name, (*path, name))
                if target is not None:
                    _remove_inside(context, target, inner, (kind, name), (*path, name))
    # Rules first, so that what only they mention can be removed with them.
    removed.sort(key=lambda each: each[0] != "rules")
    going = {(kind, name) for kind, name, _ in removed}
    for kind, name, path in removed:
        _remove(context, kind, name, path, going)
    context.index = Index(context.root)


def _remove(context: OverlayContext, kind: str, name: str, path: Path, going: set[tuple[str, str]]) -> None:
    target = context.found(kind, name, path)
    if target is None or not _may_go(context, target, (kind, name), path):
        return
    inside = [(kind, name), *_inside(kind, target)]
    rules = {rule: node for rule, node in _naming(context, inside) if ("rules", rule) not in going}
    if rules:
        place = context.key(path)
        context.findings.add(
            "DR243",
            place,
            path=path,
            kind=Word(WORDS[kind]),
            name=name,
            rules=Names(tuple(rules)),
            related=tuple(node.where(place) for node in rules.values()),
        )
        return
    holder = context.index.holder(kind, name)
    holder.take(name)
    laws = context.root.fields.get("laws")
    if kind == "rules" and laws is not None and name in laws.fields:
        # The parent's choices about the rule's laws go with it. Those of this overlay stay and are reported.
        said = context.part("laws").get(name, {})
        laws.value[name].value = {law: each for law, each in laws.fields[name].fields.items() if law in said}
        laws.value[name].key = context.document.places.keys.get(("laws", name))
        if not said:
            laws.take(name)
    for each in inside:
        context.gone[each] = Gone(context.own, context.key(path))


def _may_go(context: OverlayContext, target: DefinitionNode, what: Path, path: Path) -> bool:
    if target.mark.by == context.own and not target.mark.over:
        place = context.key(path)
        name = ".".join(map(str, what))
        context.findings.add("DR242", place, path=path, what=name, related=(target.where(place),))
        return False
    # An overlay that changes a thing and also removes it contradicts itself; removing would win silently.
    written = next(_written_here(context, target), None)
    if written is not None:
        place, name = context.key(path), ".".join(map(str, what))
        context.findings.add("DR285", place, path=path, what=name, related=(written,))
        return False
    return context.may_write(target, ".".join(map(str, what)), path)


def _written_here(context: OverlayContext, target: DefinitionNode) -> Iterator[Span]:
    """The places where this overlay itself changes, adds to or moves something that it takes away."""
    for _, each in target.walk():
        moved = each.mark.moved
        if moved is not None and moved[0] == context.own:
            yield moved[1]
        if each.mark.by == context.own:
            yield each.where(context.key(("remove",)))


def _inside(kind: str, node: DefinitionNode) -> Iterator[tuple[str, str]]:
    """What is removed with an area: its areas and indicators."""
    if kind != "areas":
        return
    for inner in ("indicators", "areas"):
        for name, each in node.fields.get(inner, DefinitionNode({}, node.mark)).fields.items():
            yield inner, name
            yield from _inside(inner, each)


def _naming(context: OverlayContext, things: list[tuple[str, str]]) -> Iterator[tuple[str, DefinitionNode]]:
    """The rules that mention one of several things, by their names."""
    for rule, node in context.root.fields.get("rules", DefinitionNode({}, context.root.mark)).fields.items():
        found = [mention for formula in formulas(node) for mention in mentions(str(formula.value))]
        if ("rules", rule) not in things and any(
            names(mention, kind, name, context.levels) for mention in found for kind, name in things
        ):
            yield rule, node


def _remove_inside(
    context: OverlayContext,
    target: DefinitionNode,
    written: Any,  # noqa: ANN401 - YAML data is of any kind
    what: Path,
    path: Path,
) -> None:
    """Members of a list are removed; a mapping leads further in."""
    keys: Sequence[Any] | Mapping[str, Any] = written
    for index, name in enumerate(keys):
        here = (*path, index if isinstance(written, list) else name)
        old = target.fields.get(str(name))
        if old is None:
            known = tuple(target.fields)
            context.findings.add(
                "DR248",
                context.key(here),
                path=here,
                name=str(name),
                what=".".join(map(str, what)),
                known=Names(known),
                near=near(str(name), known),
            )
        elif isinstance(written, Mapping):
            _remove_inside(context, old, written[name], (*what, name), here)
        elif _may_go(context, old, (*what, name), here):
            target.take(str(name))


def _remove_targets(context: OverlayContext, written: Sequence[Any], path: Path) -> None:
    """All targets of the named measures below; those that this overlay has are in their place."""
    targets = context.root.fields.get("targets", DefinitionNode([], context.root.mark))
    for index, name in enumerate(map(str, written)):
        below = [each for each in targets.value if each.mark.by != context.own]
        held = [each for each in below if str(each.fields["measure"].value) == name]
        here = (*path, index)
        if not held:
            known = tuple(dict.fromkeys(str(each.fields["measure"].value) for each in below))
            context.findings.add(
                "DR248",
                context.key(here),
                path=here,
                name=name,
                what="targets",
                known=Names(known),
                near=near(name, known),
            )
        targets.value, targets.holder = [each for each in targets.value if each not in held], True


def move(context: OverlayContext) -> None:
    """Move things to another area, or to another position in their order."""
    for kind, things in context.part("move").items():
        for name, written in things.items():
            path = ("move", kind, name)
            target = context.found(kind, name, path)
            if target is not None:
                wish = written if isinstance(written, dict) else {"to": written}
                _move(context, kind, name, target, wish, path)
                context.index = Index(context.root)


def _move(
    context: OverlayContext, kind: str, name: str, target: DefinitionNode, wish: Mapping[str, Any], path: Path
) -> None:
    moved = target.mark.moved
    if not wish:
        return
    if moved is not None and moved[0] not in {context.own, *context.overrides}:
        context.conflict(f"move.{kind}.{name}", moved[0], moved[1], path)
        return
    source = context.index.holder(kind, name)
    destination = source
    if "to" in wish:
        area = context.found("areas", str(wish["to"]), _deeper(context, path, "to"))
        if area is None:
            return
        if kind == "areas" and any(node is area for _, node in target.walk()):
            context.findings.add("DR249", context.key(path), path=path, name=name, to=str(wish["to"]))
            return
        destination = collection(area, kind)
    beside = next((key for key in ("before", "after") if key in wish), None)
    if beside is not None and str(wish[beside]) not in destination.fields:
        here, known = _deeper(context, path, beside), tuple(destination.fields)
        args = {"kind": Word(WORDS[kind]), "name": str(wish[beside]), "known": Names(known)}
        place = context.document.places.value(here)
        context.findings.add("DR212", place, path=here, near=near(str(wish[beside]), known), **args)
        return
    # Every check comes before this line: a move that fails leaves the tree as it was.
    source.take(name)
    target.mark = attrs.evolve(target.mark, moved=(context.own, context.key(path)))
    items = list(destination.fields.items())
    at = len(items)
    if beside is not None:
        at = next(i for i, (key, _) in enumerate(items) if key == str(wish[beside])) + (beside == "after")
    items.insert(at, (name, target))
    destination.value = dict(items)


def _deeper(context: OverlayContext, path: Path, key: str) -> Path:
    """The path of a detail; that of the whole where the overlay writes the area alone."""
    return (*path, key) if (*path, key) in context.document.places.values else path
