"""`rename` inside a thing: another id for a level of a scale, or a member of a facet or attribute."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from digiramverk.core import Names, Word, near
from digiramverk.definitions.declared_kinds import PROPOSALS
from digiramverk.definitions.overlay.definition_tree import DefinitionNode
from digiramverk.definitions.overlay.kinds import elements
from digiramverk.definitions.overlay.mentions import formulas, looked_up, mentions
from digiramverk.definitions.overlay.overlay_context import OverlayContext

ANSWER: Final = "answer"
"""What rules call the level that was answered."""


def rename_inside(context: OverlayContext, kind: str, name: str, written: Mapping[str, Any]) -> None:
    """Give levels or members other ids, everywhere that they are used.

    Args:
        context: takes DR240, DR248, DR286 and DR255.
        kind: `scales`, `facets` or `attributes`.
        name: which of them.
        written: `levels` or `members`: old id → new id.
    """
    path = ("rename", kind, name)
    target = context.found(kind, name, path)
    if target is None:
        return
    for field, ids in written.items():
        holder = target.fields.get(field, DefinitionNode({}, target.mark))
        for old, new in ids.items():
            here = (*path, field, old)
            if old not in holder.fields:
                _unknown(context, holder, f"{kind}.{name}.{field}", here)
            elif str(new) in holder.fields:
                _taken(context, holder.fields[str(new)], "level" if kind == "scales" else "member", here)
            elif kind == "scales":
                _level(context, name, holder, old, str(new), here)
            else:
                _put(context, holder, old, str(new), here)
                _member(context, kind, name, old, str(new))


def _unknown(context: OverlayContext, holder: DefinitionNode, what: str, path: tuple[str, ...]) -> None:
    known, name = tuple(holder.fields), path[-1]
    args = {"name": name, "what": what, "known": Names(known), "near": near(name, known)}
    context.findings.add("DR248", context.key(path), path=path, **args)


def _taken(context: OverlayContext, there: DefinitionNode, word: str, path: tuple[str, ...]) -> None:
    place = context.document.places.value(path)
    args = {"kind": Word(word), "name": place.text.strip("\"' "), "by": there.mark.by}
    context.findings.add("DR286", place, path=path, related=(there.where(place),), **args)


def _put(context: OverlayContext, holder: DefinitionNode, old: str, new: str, path: tuple[str, ...]) -> None:
    holder.fields[old].key = context.document.places.value(path)
    holder.value = {new if key == old else key: node for key, node in holder.fields.items()}


def _level(
    context: OverlayContext,
    scale: str,
    holder: DefinitionNode,
    old: str,
    new: str,
    path: tuple[str, ...],
) -> None:
    # A rule that compares `answer` with an id means that level on every scale that has it. Renaming it on one
    # scale would split the comparison in two, which only an author can decide.
    others = [scale for scale in _others(context, holder, old) if not _becomes(context, scale, old, new)]
    mentioned = tuple(dict.fromkeys(name for name, _ in _mentioning(context, ANSWER, old)))
    counted = [node for node in _counted_as(context) if str(node.value) == old]
    if others and (mentioned or counted):
        args = {"name": old, "scales": Names(tuple(others)), "rules": Names(mentioned or ("scoring",))}
        context.findings.add("DR255", context.key(path), path=path, **args)
        return
    _put(context, holder, old, new, path)
    _in_formulas(context, ANSWER, old, new)
    _in_tables(context, ANSWER, old, new, keep=bool(others))
    for node in (*counted, *_proposed_for(context, scale)):
        node.value = new if str(node.value) == old else node.value


def _others(context: OverlayContext, holder: DefinitionNode, level: str) -> Iterator[str]:
    """The other scales that have a level of this id."""
    for kind, name, scale in elements(context.root):
        if (
            kind == "scales"
            and scale.fields["levels"] is not holder
            and level in scale.fields["levels"].fields
        ):
            yield name


def _becomes(context: OverlayContext, scale: str, old: str, new: str) -> bool:
    """Whether the overlay gives a level of another scale the same new id."""
    written = context.part("rename")["scales"].get(scale)
    return isinstance(written, Mapping) and str(written.get("levels", {}).get(old)) == new


def _proposed_for(context: OverlayContext, scale: str) -> Iterator[DefinitionNode]:
    """The levels of a scale that suggestions and measurable goals are meant for."""
    for kind, _, node in elements(context.root):
        # An indicator that names no scale is on the only one there is.
        if kind == "indicators" and ("scale" not in node.fields or str(node.fields["scale"].value) == scale):
            for key in PROPOSALS & node.fields.keys():
                for each in node.fields[key].fields.values():
                    yield from each.fields["answers"].value if "answers" in each.fields else ()


def _counted_as(context: OverlayContext) -> Iterator[DefinitionNode]:
    """The levels that *not relevant* counts as."""
    holders = [context.root.fields.get("scoring", DefinitionNode({}, context.root.mark))]
    holders += [node for kind, _, node in elements(context.root) if kind == "rules"]
    for holder in holders:
        level = holder.fields.get("not_relevant", DefinitionNode({}, holder.mark)).fields.get("as")
        if level is not None:
            yield level


def _member(context: OverlayContext, kind: str, name: str, old: str, new: str) -> None:
    for each, _, node in elements(context.root):
        if kind == "facets" and each in {"indicators", "responsibilities"} and "facets" in node.fields:
            held = node.fields["facets"].fields.get(name)
            for member in () if held is None else held.value if isinstance(held.value, list) else (held,):
                member.value = new if str(member.value) == old else member.value
    _in_formulas(context, name, old, new)
    _in_tables(context, name, old, new, keep=False)
    for target in context.root.fields.get("targets", DefinitionNode([], context.root.mark)).value:
        picked = target.fields.get("where", DefinitionNode({}, target.mark)).fields.get(name)
        if picked is not None and str(picked.value) == old:
            picked.value = new


def _mentioning(context: OverlayContext, dimension: str, name: str) -> Iterator[tuple[str, DefinitionNode]]:
    """The formulas that mention a member, each with the name of its rule."""
    for kind, rule, node in elements(context.root):
        for formula in formulas(node) if kind == "rules" else ():
            if any((each.dimension, each.name) == (dimension, name) for each in mentions(str(formula.value))):
                yield rule, formula


def _in_formulas(context: OverlayContext, dimension: str, old: str, new: str) -> None:
    for _, formula in _mentioning(context, dimension, old):
        text = str(formula.value)
        # From the end, so that the positions of earlier mentions stay valid.
        for each in reversed(mentions(text)):
            if (each.dimension, each.name) == (dimension, old):
                text = f'{text[: each.start]}"{new}"{text[each.end :]}'
        formula.value = text


def _in_tables(context: OverlayContext, dimension: str, old: str, new: str, *, keep: bool) -> None:
    """Rename the rows that rules look the member up in. `keep` also the old row if another scale needs it."""
    rules = [node for kind, _, node in elements(context.root) if kind == "rules"]
    found = {pair for rule in rules for formula in formulas(rule) for pair in looked_up(str(formula.value))}
    for table, what in found:
        rows = context.index.find("tables", table)
        if what == dimension and rows is not None and old in rows.fields:
            held = rows.fields
            rows.value = {new if key == old and not keep else key: node for key, node in held.items()}
            rows.value.setdefault(new, held[old])
