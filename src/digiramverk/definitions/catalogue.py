"""Which frameworks can be named: id and edition → where the definition lies."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final

import attrs

from digiramverk.core import (
    DefinitionError,
    Diagnostic,
    Findings,
    InputError,
    Latest,
    Names,
    NotFoundError,
    PluginConflictError,
    Span,
    near,
)
from digiramverk.files import MOST_LAYERS, Located, Root, completed, located
from digiramverk.model import Framework
from digiramverk.rules.functions import RegisteredFold

# The loader imports the checker of rules, which only those who load a framework should wait for.
if TYPE_CHECKING:
    from digiramverk.definitions.definition_files import Content
    from digiramverk.definitions.overlay.layer import Layer

MOST_KEPT: Final = 128
"""How many definitions a catalogue keeps."""


DEFINITIONS: Final = (".yaml", ".yml", ".json")
"""How the names of files end that hold a framework."""


@attrs.frozen
class Registered:
    """A framework that somebody offers under an id.

    Attributes:
        id: the id that its definition has.
        path: the definition, a folder or a file.
        origin: who offers it, for people (a distribution's name).
        examples: bundled example answers by name.
    """

    id: str
    path: Path
    origin: str
    examples: tuple[tuple[str, Path], ...] = ()

    @property
    def located(self) -> Located:
        """The definition with its root. Its files may be links, since some installers create links."""
        return Located(self.path, attrs.evolve(Root.around(self.path), links=True))


Way = tuple[Path, ...]
"""The definitions that a call is loading, outermost first: each extends the next."""


@attrs.frozen
class _Kept:
    """A definition as it was loaded.

    Attributes:
        content: what its own files said then.
        extended: what it extends: the arguments that found it, and what they found.
        layer: what loading it gave.
    """

    content: "Content"
    extended: "tuple[tuple[str, Located, Span, Layer], ...]"
    layer: "Layer"


@attrs.frozen
class Catalogue:
    """Loads frameworks by id, `id@edition` or path, each once for as long as its files stay as they are.

    All threads of a service share a catalogue, so it has no state of a call: arguments and results carry how
    a call came to a definition and what it found. The cache compares the content of files, never their age,
    so that the answer depends on the files alone and not on earlier calls. That costs reading the files, a
    five-hundredth of what loading them takes. A definition with errors is not cached, so that it gives the
    same errors each time.

    Attributes:
        registered: the frameworks that packages offer.
        functions: folds that rules can use.
        roots: folders that the caller has stated: what lies in one may refer to all of it.
    """

    registered: tuple[Registered, ...]
    functions: tuple[RegisteredFold, ...] = ()
    roots: tuple[Root, ...] = ()
    # The key includes the path as written, since places in messages begin with it, and the root, which
    # decides what is refused.
    _kept: Latest[Located, _Kept] = attrs.field(
        factory=lambda: Latest(MOST_KEPT), init=False, eq=False, repr=False
    )
    # Held during a load, so that two threads that want the same framework do not both load it. One lock for
    # all: with one for each, two threads that reach a ring of overlays from both ends would deadlock.
    _loading: RLock = attrs.field(factory=RLock, init=False, eq=False, repr=False)

    @classmethod
    def of(
        cls,
        registered: Iterable[Registered],
        functions: Iterable[RegisteredFold] = (),
        roots: Iterable[Path] = (),
    ) -> "Catalogue":
        """A catalogue of what is offered, with the functions that rules can use and the stated roots."""
        return cls(tuple(registered), tuple(functions), tuple(map(Root.at, roots)))

    def __iter__(self) -> Iterator[Registered]:
        """What is offered under an id that nobody else offers too, in alphabetical order."""
        ids = [each.id for each in self.registered]
        return iter(sorted((e for e in self.registered if ids.count(e.id) == 1), key=lambda each: each.id))

    def conflicts(self) -> Iterator[Diagnostic]:
        """One diagnostic per id that two offer (DR502)."""
        for name in dict.fromkeys(each.id for each in self.registered):
            offers = [each.origin for each in self.registered if each.id == name]
            if len(offers) > 1:
                yield Diagnostic("DR502", {"name": name, "one": offers[0], "other": offers[1]})

    def entry(self, name: str, place: Span | None = None) -> Registered:
        """What is offered under an id.

        Raises:
            NotFoundError: DR503, with the nearest id and the list.
            PluginConflictError: DR502, two offer it.
        """
        conflict = next((each for each in self.conflicts() if each.args["name"] == name), None)
        if conflict is not None:
            raise PluginConflictError([conflict])
        for each in self:
            if each.id == name:
                return each
        known = tuple(each.id for each in self)
        args = {"name": name, "known": Names(known)}
        raise NotFoundError([Diagnostic("DR503", args, place, near=near(name, known))])

    def load(
        self, reference: str, *, beside: Path | Located | None = None, place: Span | None = None
    ) -> Framework:
        """The framework that `reference` names; see `layer`."""
        return self.layer(reference, beside=beside, place=place).framework

    def layer(
        self,
        reference: str,
        *,
        beside: Path | Located | None = None,
        place: Span | None = None,
        way: Way = (),
    ) -> "Layer":
        """The framework that `reference` names, with what is known of its files.

        Args:
            reference: an id, `id@edition`, or the path of a folder or file.
            beside: the file that names it; paths start from its folder and lie in its root. None where the
                caller names it, who may name any path.
            place: where it is named, for errors.
            way: what the caller is loading when it asks.

        Raises:
            NotFoundError: DR503 or DR504.
            DefinitionError: the definition has errors; DR010, the reference leads out of the root.
        """
        path = self.path(reference, beside=beside, place=place)
        layer = self._load_path(path, place, way)
        name, _, edition = reference.partition("@")
        framework = layer.framework
        if not any(name == each.id and path.path == each.path for each in self.registered):
            return layer
        if framework.id != name:
            origin = self.entry(name).origin
            raise DefinitionError(
                [Diagnostic("DR507", {"name": name, "found": framework.id, "origin": origin})]
            )
        if edition and edition != framework.edition:
            args = {"name": name, "edition": edition, "known": Names.of(framework.edition)}
            raise NotFoundError([Diagnostic("DR504", args, place)])
        return layer

    def path(
        self, reference: str, *, beside: Path | Located | None = None, place: Span | None = None
    ) -> Located:
        """Where the definition lies that `reference` names; arguments and errors as for :meth:`layer`."""
        name = reference.partition("@")[0]
        # A registered id wins over a folder with the same name.
        named = any(name == each.id for each in self.registered)
        if self._is_path(reference) or (not named and self._lies_beside(reference, beside)):
            if beside is None:
                return self.locate(Path(reference))
            try:
                return located(beside, self.roots).refer(reference, DEFINITIONS)
            except InputError as error:
                raise DefinitionError(attrs.evolve(each, span=place) for each in error.diagnostics) from error
        try:
            return self.entry(name, place).located
        except NotFoundError as error:
            files = completed(Path(reference), DEFINITIONS) if beside is None else ()
            raise NotFoundError(
                attrs.evolve(each, near=(*files, *each.near)) for each in error.diagnostics
            ) from error

    def installed(self, reference: str, place: Span | None = None) -> "Layer":
        """The framework of an id or `id@edition`, never of a path.

        It is for what files of answers name, who name no files.

        Raises:
            NotFoundError: DR503 or DR504.
            DefinitionError: the definition has errors.
        """
        self.entry(reference.partition("@")[0], place)
        return self.layer(reference, place=place)

    def locate(self, path: Path | Located) -> Located:
        """What the caller names, with its root: that of the package where it is what one offers."""
        if isinstance(path, Located):
            return path
        offered = next((each for each in self.registered if each.path == path), None)
        return located(path, self.roots) if offered is None else offered.located

    def reference(self, path: Path) -> str:
        """How a path is referred to. One that is not there may be an id, one that is there never is."""
        if any(str(path) == each.id for each in self) and not self.locate(path).is_there:
            return str(path)
        return str(path) if path.parent != Path() else f"./{path}"

    def files(self) -> Iterator[Path]:
        """The files of the definitions that have been loaded, those that others build on among them."""
        for path in (each.path for each in self._kept.known_keys()):
            if path.is_dir():
                parts = (
                    *path.rglob("*.yaml"),
                    *path.rglob("*.yml"),
                    *path.rglob("*.json"),
                    path / "units.csv",
                )
                yield from (part for part in parts if part.is_file())
            else:
                yield path

    def _is_path(self, reference: str) -> bool:
        return "/" in reference or "\\" in reference or Path(reference).suffix in DEFINITIONS

    def _lies_beside(self, reference: str, beside: Path | Located | None) -> bool:
        """Whether something has a name that does not look like a path; where a link leads is not asked."""
        if beside is None:
            return self.locate(Path(reference)).is_there
        file = located(beside, self.roots)
        folder = file.path if file.is_folder else file.path.parent
        return attrs.evolve(file, path=folder / reference).is_there

    def _load_path(self, path: Located, place: Span | None, way: Way) -> "Layer":
        if path.real in way:
            ring = Names((*(each.name for each in way[way.index(path.real) :]), path.real.name))
            raise DefinitionError([Diagnostic("DR221", {"ring": ring}, place)])
        if len(way) >= MOST_LAYERS:
            raise DefinitionError([Diagnostic("DR011", {"most": MOST_LAYERS}, place)])
        inner = (*way, path.real)
        layer = self._as_kept(path, inner)
        if layer is not None:
            return layer
        with self._loading:
            layer = self._as_kept(path, inner)
            return self._load(path, inner) if layer is None else layer

    def _as_kept(self, path: Located, way: Way) -> "Layer | None":
        """What was loaded before, if neither its own files nor what it extends have changed; else None."""
        from digiramverk.definitions.definition_files import content_of  # noqa: PLC0415 - see above

        kept = self._kept.get(path)
        if kept is None or kept.content != content_of(path):
            return None
        for reference, child, place, layer in kept.extended:
            if self._parent(reference, child, place, way) is not layer:
                return None
        return kept.layer

    def _load(self, path: Located, way: Way) -> "Layer":
        from digiramverk.definitions.definition_files import content_of  # noqa: PLC0415 - see above
        from digiramverk.definitions.loader import load_layer  # noqa: PLC0415 - see above

        extended: list[tuple[str, Located, Span, Layer]] = []

        def parent(reference: str, child: Located, place: Span) -> "Layer":
            found = self._parent(reference, child, place, way)
            extended.append((reference, child, place, found))
            return found

        content = content_of(path)
        layer = load_layer(path, parent, Findings(), self.functions)
        # A file that changed while it was read may be a mixture of both texts, so it is not cached.
        if content == content_of(path):
            self._kept.put(path, _Kept(content, tuple(extended), layer))
        return layer

    def _parent(self, reference: str, child: Located, place: Span, way: Way) -> "Layer":
        try:
            return self.layer(reference, beside=child, place=place, way=way)
        except (DefinitionError, NotFoundError) as error:
            # A problem without a place in the parent points at the `extends` that names it.
            raise type(error)(
                attrs.evolve(each, span=each.span or place) for each in error.diagnostics
            ) from error
