"""`rename`: another id for something, everywhere that it is used."""

from collections.abc import Iterator, Mapping

from digiramverk.core import Word
from digiramverk.definitions.declared_kinds import WORDS, holders_of
from digiramverk.definitions.overlay.definition_tree import DefinitionNode
from digiramverk.definitions.overlay.inner_renames import rename_inside
from digiramverk.definitions.overlay.kinds import Index, elements
from digiramverk.definitions.overlay.layer import Gone
from digiramverk.definitions.overlay.mentions import dimensions_of, formulas, mentions, names
from digiramverk.definitions.overlay.overlay_context import OverlayContext


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
            holder.value = {new if key == old else key: node for key, node in holder.fields.items()}
            _in_fields(context, kind, old, new)
            _in_rules(context, kind, old, new)
            _in_targets(context, kind, old, new)
            _in_laws(context, kind, old, new)
            context.gone[kind, old] = Gone(context.own, place, new)
            context.index = Index(context.root)


def _in_fields(context: OverlayContext, kind: str, old: str, new: str) -> None:
    fields = tuple(holders_of(kind))
    for each, _, node in elements(context.root):
        for of, key in fields:
            if of == each and key in node.fields:
                for scalar in _scalars(node.fields[key]):
                    if str(scalar.value) == old:
                        scalar.value = new
        if kind == "facets" and "facets" in node.fields:
            held = node.fields["facets"]
            held.value = {new if key == old else key: part for key, part in held.fields.items()}


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
            for mention in reversed(mentions(text)):
                if names(mention, kind, old, context.levels):
                    written = new if mention.dimension is None else f'"{new}"'
                    text = text[: mention.start] + written + text[mention.end :]
            if text != str(formula.value):
                formula.value = text
        for key in ("per", "across"):
            for part in rule.fields[key].value if key in rule.fields else ():
                if kind in {"facets", "attributes"} and part.value == old:
                    part.value = new


def _in_targets(context: OverlayContext, kind: str, old: str, new: str) -> None:
    dimensions = dimensions_of(kind, context.levels)
    for target in context.root.fields.get("targets", DefinitionNode([], context.root.mark)).value:
        measure = target.fields["measure"]
        if kind == "rules" and str(measure.value) == old:
            measure.value = new
        for dimension, member in target.fields.get("where", DefinitionNode({}, target.mark)).fields.items():
            if dimension in dimensions and str(member.value) == old:
                member.value = new


def _in_laws(context: OverlayContext, kind: str, old: str, new: str) -> None:
    laws = context.root.fields.get("laws")
    if kind == "rules" and laws is not None:
        laws.value = {new if name == old else name: node for name, node in laws.fields.items()}
