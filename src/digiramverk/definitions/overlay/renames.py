"""`rename`: another id for something, everywhere that it is used."""

from collections.abc import Iterator, Mapping
from itertools import chain

from digiramverk.core import Word
from digiramverk.definitions.declared_kinds import WORDS, holders_of
from digiramverk.definitions.overlay.definition_tree import DefinitionNode
from digiramverk.definitions.overlay.inner_renames import rename_inside
from digiramverk.definitions.overlay.kinds import Index, elements
from digiramverk.definitions.overlay.layer import Gone
from digiramverk.definitions.overlay.mentions import dimensions_of, formulas, mentions, names
from digiramverk.definitions.overlay.overlay_context import OverlayContext
from digiramverk.model import REPORT_PARTS, Framework, Notation, fields


def rename(context: OverlayContext) -> None:
    """Give things other ids. The old ids are those of the parent; the rest of the overlay uses them too."""
    for kind, ids in context.part("rename").items():
        for old, written in ids.items():
            path = ("rename", kind, old)
            if isinstance(written, Mapping):
                rename_inside(context, kind, old, written)
                continue
            new = str(written)
            target = context.found(kind, old, path)
            if target is None:
                continue
            there = context.index.find(kind, new)
            if there is not None:
                place = context.document.places.value(path)
                args = {"kind": Word(WORDS[kind]), "name": new, "by": there.mark.by}
                context.findings.add("DR286", place, path=path, related=(there.where(place),), **args)
                continue
            holder = context.index.holder(kind, old)
            place = context.document.places.value(path)
            target.key = place
            holder.value = _renamed(holder, old, new)
            _in_fields(context, kind, old, new)
            _in_rules(context, kind, old, new)
            _in_own_forms(context, kind, old, new)
            _in_targets(context, kind, old, new)
            _in_laws(context, kind, old, new)
            context.gone[kind, old] = Gone(context.own, place, new)
            context.index = Index(context.root)


def _in_fields(context: OverlayContext, kind: str, old: str, new: str) -> None:
    fields = tuple(holders_of(kind))
    for each, _, node in elements(context.root):
        for of, (key, *inner) in fields:
            if of == each and key in node.fields:
                whole = node.fields[key]
                things = [(thing, name) for thing in whole.fields.values() for name in inner]
                held = [thing.fields[name] for thing, name in things if name in thing.fields]
                for scalar in chain.from_iterable(map(_scalars, held if inner else [whole])):
                    if str(scalar.value) == old:
                        scalar.value = new
        if kind == "facets" and "facets" in node.fields:
            facets = node.fields["facets"]
            facets.value = _renamed(facets, old, new)


def _scalars(node: DefinitionNode) -> Iterator[DefinitionNode]:
    """The ids in a field: one, a list of them, or source references with their id."""
    if isinstance(node.value, list):
        for each in node.value:
            yield from _scalars(each)
    elif isinstance(node.value, dict):
        yield node.fields["id"]
    else:
        yield node


def _in_rules(context: OverlayContext, kind: str, old: str, new: str) -> None:
    for each, _, rule in elements(context.root):
        if each != "rules":
            continue
        for formula in formulas(rule):
            text = str(formula.value)
            # From the end, so that the positions of earlier mentions stay valid.
            for mention in reversed(mentions(text)):
                if names(mention, kind, old, context.levels):
                    written = new if mention.dimension is None else f'"{new}"'
                    text = text[: mention.start] + written + text[mention.end :]
            if text != str(formula.value):
                formula.value = text


def _in_own_forms(context: OverlayContext, kind: str, old: str, new: str) -> None:
    """Rename a measure or a declared dimension in settings, in targets and in what rules are per."""
    for each in _named(context.root, kind):
        if str(each.value) == old:
            each.value = new


def _named(root: DefinitionNode, kind: str) -> Iterator[DefinitionNode]:
    holders = [(Framework, root)]
    for field in fields(Framework):
        if field.notation in {Notation.PART, Notation.PARTS}:
            below = _below(root, field.key).value
            holders += [
                (field.of, part) for part in (below if isinstance(below, list) else [_below(root, field.key)])
            ]
    found = [
        holder.fields.get(field.key)
        for cls, holder in holders
        for field in fields(cls)
        if field.declared.refers_to == kind
    ]
    for report in _below(root, "reports").fields.values():
        parts, keys = report.fields["parts"].value, REPORT_PARTS.items()
        found += [part.fields.get(key) for part in parts for key, each in keys if each.refers_to == kind]
    if kind in {"facets", "attributes"}:
        rules = _below(root, "rules").fields.values()
        found = [rule.fields.get(key) for rule in rules for key in ("per", "across")]
        found.append(_below(root, "scoring").fields.get("results_per"))
    for each in found:
        if each is not None:
            yield from _scalars(each)


def _below(root: DefinitionNode, key: str) -> DefinitionNode:
    return root.fields.get(key, DefinitionNode({}, root.mark))


def _in_targets(context: OverlayContext, kind: str, old: str, new: str) -> None:
    dimensions = dimensions_of(kind, context.levels)
    for target in _below(context.root, "targets").value:
        where = _below(target, "where")
        picks = {**where.fields, **{key: node for key, node in target.fields.items() if key == "round"}}
        for dimension, member in picks.items():
            if dimension in dimensions and str(member.value) == old:
                member.value = new
        if kind == "attributes":
            where.value = _renamed(where, old, new)


def _in_laws(context: OverlayContext, kind: str, old: str, new: str) -> None:
    if kind == "rules":
        laws = _below(context.root, "laws")
        laws.value = _renamed(laws, old, new)


def _renamed(holder: DefinitionNode, old: str, new: str) -> dict[str, DefinitionNode]:
    return {new if key == old else key: node for key, node in holder.fields.items()}
