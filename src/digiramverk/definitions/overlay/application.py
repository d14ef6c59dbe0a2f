"""An overlay applied to its parent: the result is an ordinary document, with the author of each part."""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from digiramverk.core import DEFAULT_LANGUAGE, Diagnostic, Findings, Names, Path, near
from digiramverk.definitions.declared_kinds import ABOUT, WORDS
from digiramverk.definitions.overlay.additions import add, change, change_params
from digiramverk.definitions.overlay.definition_tree import Authorship, DefinitionNode, harvest, plant
from digiramverk.definitions.overlay.kinds import Index, spell_out
from digiramverk.definitions.overlay.layer import Gone, Layer
from digiramverk.definitions.overlay.overlay_context import OverlayContext
from digiramverk.definitions.overlay.removals import move, remove
from digiramverk.definitions.overlay.renames import rename
from digiramverk.definitions.overlay.translations import put_texts
from digiramverk.definitions.sections.reader import name_of
from digiramverk.yamlsource import YamlDocument

OWN: Final = frozenset({"id", "edition", "languages", "valid", *ABOUT})
"""How a framework describes itself. An overlay may restate these freely: no other overlay conflicts."""


@attrs.frozen
class Merged:
    """The result of applying an overlay to its parent.

    Attributes:
        document: a whole definition.
        marks: the author of each part, by path.
        gone: what this overlay and those below have removed.
    """

    document: YamlDocument
    marks: dict[Path, Authorship]
    gone: dict[tuple[str, str], Gone]


def apply_overlay(parent: Layer, document: YamlDocument, findings: Findings) -> Merged:
    """Apply an overlay to its parent.

    All ids in an overlay are those of the parent, even if the overlay renames them. It changes, moves, adds,
    translates, removes and renames, in this order: renaming comes last, so that no step has to know which ids
    are new.

    Args:
        parent: what is extended.
        document: the overlay; it has passed its schema.
        findings: collects DR240–DR252. What is wrong is left out, so that the rest can be checked.
    """
    data = document.data
    root = parent.tree()
    own = f"{name_of(data['id'])}@{name_of(data['edition'])}"
    language = data.get("languages", parent.framework.languages)[0]
    overrides = frozenset(_overridden(parent, document, findings))
    index, gone = Index(root), dict(parent.gone)
    context = OverlayContext(
        parent.framework.reference,
        parent.framework.area_levels,
        document,
        own,
        language,
        overrides,
        findings,
        root,
        index,
        gone,
    )
    if own in (parent.framework.reference, *parent.framework.lineage):
        findings.add("DR245", document.places.value(("id",)), path=("id",), name=own)
    for key in OWN & data.keys():
        if key == "valid" and not data[key]:
            # An empty part changes nothing.
            continue
        root.value[key] = context.planted((key,), key)
    # Additions come after moves, so that `before` and `after` name things of the parent, and before texts, so
    # that texts can translate what is new.
    change(context)
    change_params(context)
    move(context)
    add(context)
    context.index = Index(root)
    put_texts(context)
    remove(context)
    rename(context)
    _drop_empty(root)
    document, marks = harvest(root, document.places)
    return Merged(document, marks, context.gone)


def with_texts(document: YamlDocument, findings: Findings) -> YamlDocument:
    """A definition without `extends`, with the texts in further languages inserted where they belong.

    Args:
        document: a definition; what of it is wrong has been left out.
        findings: takes DR240 and DR248, texts for what is not there.
    """
    data = document.data
    own = f"{name_of(data['id'])}@{name_of(data['edition'])}"
    rest = {key: value for key, value in data.items() if key != "texts"}
    root = plant(rest, document.places, {(): Authorship(own)})
    spell_out(root, ())
    language = data.get("languages", [DEFAULT_LANGUAGE])[0]
    levels = tuple(map(str, data.get("area_levels", ())))
    put_texts(
        OverlayContext(own, levels, document, own, language, frozenset(), findings, root, Index(root), {})
    )
    return harvest(root, document.places)[0]


def _overridden(parent: Layer, document: YamlDocument, findings: Findings) -> Iterator[str]:
    """The overlays below whose choices this one declares to change."""
    lineage = (parent.framework.reference, *parent.framework.lineage)
    for position, written in enumerate(document.data.get("overrides", ())):
        name, path = str(written), ("overrides", position)
        meant = [each for each in lineage if name in (each, each.partition("@")[0])]
        yield from meant
        if not meant:
            place = document.places.value(path)
            findings.add("DR252", place, path=path, name=name, known=Names(lineage), near=near(name, lineage))


def _drop_empty(node: DefinitionNode, key: str = "") -> None:
    """Remove collections that have lost their last member. A thing without fields stays."""
    for name, part in list(node.fields.items()):
        _drop_empty(part, name)
        # Below a kind the keys are ids: an empty thing there is still a thing.
        if part.holder and part.value in ({}, []) and key not in WORDS:
            node.take(name)


def both_places(found: Findings, own: frozenset[str], document: YamlDocument) -> Findings:
    """The problems of a built overlay. Those in other files also get the place in the overlay that led there.

    Args:
        found: what building found.
        own: the names of the overlay's own files.
        document: the overlay.
    """
    extends = document.places.key(("extends",))
    told = Findings()
    for each in found:
        foreign = each.span is not None and each.span.source.name not in own
        told.items.append(_with_cause(each, extends, document) if foreign else each)
    return told


def _with_cause(problem: Diagnostic, extends: Any, document: YamlDocument) -> Diagnostic:  # noqa: ANN401 - a place
    named = str(problem.args.get("name", ""))
    cause = next(
        (
            document.places.key(path)
            for path, place in document.places.values.items()
            if path[:1] == ("remove",) and place.text.strip("\"' ") == named
        ),
        extends,
    )
    return attrs.evolve(problem, related=(*problem.related, cause))
