"""Which frameworks can be named: id and edition → where the definition lies."""

from collections.abc import Iterable, Iterator
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.errors import DefinitionError, NotFoundError, PluginConflictError
from digiramverk.core.language import Names
from digiramverk.core.place import Span
from digiramverk.core.suggest import near
from digiramverk.loading.files import is_file, is_folder
from digiramverk.model.framework import Framework
from digiramverk.rules.functions import RegisteredFold

# The loader brings the checker along: those who load something wait for it, not those who import.
if TYPE_CHECKING:
    from digiramverk.loading.overlay.layer import Layer


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


@attrs.define
class Catalogue:
    """Loads frameworks by id, `id@edition` or path, each at most once."""

    registered: tuple[Registered, ...]
    functions: tuple[RegisteredFold, ...] = ()
    warnings: Findings = attrs.field(factory=Findings)
    _loaded: "dict[Path, Layer]" = attrs.field(factory=dict)
    _open: list[Path] = attrs.field(factory=list)

    @classmethod
    def of(cls, registered: Iterable[Registered], functions: Iterable[RegisteredFold] = ()) -> "Catalogue":
        """A catalogue of what is offered, with the functions that rules can use."""
        return cls(tuple(registered), tuple(functions))

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

    def load(self, reference: str, *, beside: Path | None = None, place: Span | None = None) -> Framework:
        """The framework that `reference` names; see `layer`."""
        return self.layer(reference, beside=beside, place=place).framework

    def layer(self, reference: str, *, beside: Path | None = None, place: Span | None = None) -> "Layer":
        """The framework that `reference` names, with what is known of its files.

        Args:
            reference: an id, `id@edition`, or the path of a folder or file.
            beside: the file that names it; relative paths start from its folder.
            place: where it is named, for errors.

        Raises:
            NotFoundError: DR503 or DR504.
            DefinitionError: the definition has errors.
        """
        path = self.path(reference, beside=beside, place=place)
        layer = self._load_path(path, place)
        name, _, edition = reference.partition("@")
        framework = layer.framework
        if not any(name == each.id and path == each.path for each in self.registered):
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

    def path(self, reference: str, *, beside: Path | None = None, place: Span | None = None) -> Path:
        """Where the definition lies that `reference` names; arguments and errors as for :meth:`load`."""
        path = Path(reference) if beside is None else self._beside(beside) / reference
        name = reference.partition("@")[0]
        # A name that is registered wins over a folder that happens to be called so too.
        named = any(name == each.id for each in self.registered)
        looks_like_path = "/" in reference or "\\" in reference or path.suffix in {".yaml", ".yml", ".json"}
        if looks_like_path or (not named and (is_file(path) or is_folder(path))):
            return path
        return self.entry(name, place).path

    def reference(self, path: Path) -> str:
        """How a path is referred to. One that is not there may be an id, one that is there never is."""
        if any(str(path) == each.id for each in self) and not path.exists():
            return str(path)
        return str(path) if path.parent != Path() else f"./{path}"

    def _beside(self, path: Path) -> Path:
        return path if path.is_dir() else path.parent

    def _load_path(self, path: Path, place: Span | None) -> "Layer":
        # Not resolve(): it fails on names that no file can have, which reading reports.
        key = Path(realpath(path)) if "\0" not in str(path) else path
        if key in self._open:
            ring = Names((*(each.name for each in self._open[self._open.index(key) :]), key.name))
            raise DefinitionError([Diagnostic("DR221", {"ring": ring}, place)])
        if key not in self._loaded:
            from digiramverk.loading.load import load_layer  # noqa: PLC0415 - see above

            self._open.append(key)
            findings = Findings()
            try:
                self._loaded[key] = load_layer(path, self._parent, findings, self.functions)
            finally:
                self._open.pop()
            self.warnings.extend(findings)
        return self._loaded[key]

    def _parent(self, reference: str, child: Path, place: Span) -> "Layer":
        try:
            return self.layer(reference, beside=child, place=place)
        except (DefinitionError, NotFoundError) as error:
            # What has no place in the parent itself stands where the parent is named.
            raise type(error)(
                attrs.evolve(each, span=each.span or place) for each in error.diagnostics
            ) from error
