"""What every step of applying an overlay uses, and the problems that several of them report."""

from collections.abc import Mapping
from typing import Any

import attrs

from digiramverk.core import Findings, Names, Path, Span, Word, near
from digiramverk.definitions.declared_kinds import WORDS
from digiramverk.definitions.overlay.definition_tree import Authorship, DefinitionNode, plant
from digiramverk.definitions.overlay.kinds import Index, spell_out
from digiramverk.definitions.overlay.layer import Gone
from digiramverk.yamlsource import YamlDocument


@attrs.define
class OverlayContext:
    """One overlay on its way into the tree of its parent.

    Attributes:
        parent: `id@edition` of what is extended.
        levels: the names of the levels of its area tree.
        document: the overlay as read; it has passed its schema.
        own: the overlay's `id@edition`.
        language: the language of texts without one.
        overrides: `id@edition` of the overlays below whose choices this one may change.
        findings: takes DR24x.
        root: the tree; changed in place.
        index: where things are in it.
        gone: what this overlay and those below have removed or renamed.
    """

    parent: str
    levels: tuple[str, ...]
    document: YamlDocument
    own: str
    language: str
    overrides: frozenset[str]
    findings: Findings
    root: DefinitionNode
    index: Index
    gone: dict[tuple[str, str], Gone]

    def part(self, key: str) -> Mapping[str, Any]:
        """The overlay's part under one of its keys; empty if it has none."""
        written: Mapping[str, Any] = self.document.data.get(key) or {}
        return written

    @property
    def extends(self) -> tuple[Span, ...]:
        """The place that names the parent; empty in a definition without one."""
        place = self.document.places.keys.get(("extends",))
        return () if place is None else (place,)

    def planted(self, path: Path, kind: str) -> DefinitionNode:
        """The overlay's part at a path, as new nodes with short forms expanded."""
        data: Any = self.document.data
        for part in path:
            data = data[part]
        node = plant(data, self.document.places, {(): Authorship(self.own)}, path)
        if kind:
            spell_out(node, (kind,))
        return node

    def key(self, path: Path) -> Span:
        """The place of a key of the overlay."""
        return self.document.places.key(path)

    def found(self, kind: str, name: str, path: Path) -> DefinitionNode | None:
        """A thing of the parent. Reports DR240 or DR250 where there is none.

        Args:
            kind: a key of `WORDS`.
            name: the id.
            path: where the overlay names it.
        """
        node = self.index.find(kind, name)
        if node is None:
            self.missing(kind, name, path)
        return node

    def missing(self, kind: str, name: str, path: Path) -> None:
        """Report that the parent has no such thing, and which overlay removed or renamed it."""
        places = self.document.places
        word, place = Word(WORDS[kind]), places.key(path) if path[-1] == name else places.value(path)
        gone = self.gone.get((kind, name))
        if gone is not None:
            code = "DR251" if gone.became else "DR250"
            args = {"became": gone.became} if gone.became else {}
            self.findings.add(
                code, place, path=path, kind=word, name=name, by=gone.by, related=(gone.place,), **args
            )
            return
        known = self.index.known(kind)
        alike = near(name, known)
        self.findings.add(
            "DR240",
            place,
            path=path,
            kind=word,
            name=name,
            parent=self.parent,
            known=Names(known),
            near=alike,
            replacement=alike[0] if alike else None,
            related=self.extends,
        )

    def may_write(self, node: DefinitionNode, what: str, path: Path) -> bool:
        """Whether this overlay may replace a value. Reports DR241 where another overlay already has.

        Args:
            node: the present value.
            what: how the reader knows it.
            path: where this overlay writes it.
        """
        for _, each in node.walk():
            by = each.mark.by
            if each.mark.over and by != self.own and by not in self.overrides:
                self.conflict(what, by, each.where(self.key(("extends",))), path)
                return False
        return True

    def conflict(self, what: str, by: str, place: Span, path: Path) -> None:
        """Report that another overlay has made this choice already."""
        self.findings.add(
            "DR241", self.key(path), path=path, what=what, by=by, name=by.partition("@")[0], related=(place,)
        )
