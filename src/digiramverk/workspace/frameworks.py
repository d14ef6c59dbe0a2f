"""`Workspace.frameworks`: finds frameworks, loads them, and compares them."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import ReferenceType, ref

import attrs

from digiramverk import definitions, scoring
from digiramverk.core import Diagnostic, Findings, Latest, NotFoundError
from digiramverk.definitions import Catalogue, Registered
from digiramverk.model import Framework
from digiramverk.plugins import PluginHost

# A door loads nothing until somebody asks for what is behind it: importing the library stays quick.
if TYPE_CHECKING:
    from digiramverk.core import Span
    from digiramverk.model import Origin

Reference = str | PathLike[str]
"""A framework by id, `id@edition` or path."""

MOST_REFERENCES: Final = 1024


@attrs.frozen
class Frameworks:
    """Finds and loads frameworks. A :class:`Workspace` makes it."""

    _plugins: PluginHost
    _catalogue: Catalogue
    # By identity, since two definitions can give equal frameworks. Weak references, so that a process that
    # runs for months does not keep every framework that it has ever loaded.
    _references: Latest[int, tuple[ReferenceType[Framework], str]] = attrs.field(
        factory=lambda: Latest(MOST_REFERENCES), init=False, eq=False, repr=False
    )

    def list(self) -> tuple[Registered, ...]:
        """The installed frameworks, by id. An id that two plugins offer is not among them; see `problems`."""
        return tuple(self._catalogue)

    def load(self, framework: Framework | Reference) -> Framework:
        """The framework with this id, `id@edition` or path. A loaded framework is returned unchanged.

        Raises:
            NotFoundError: there is no such framework (DR503) or edition (DR504).
            DefinitionError: the definition has errors; the exception holds all of them.
        """
        if isinstance(framework, Framework):
            return framework
        reference = str(framework)
        loaded = self._catalogue.load(reference)
        self._references.put(id(loaded), (ref(loaded), reference))
        return loaded

    def reference(self, framework: Framework | Reference) -> str:
        """The reference that a framework was loaded from.

        Raises:
            NotFoundError: DR616, this workspace did not load the framework.
        """
        if not isinstance(framework, Framework):
            return str(framework)
        kept = self._references.get(id(framework))
        if kept is None or kept[0]() is not framework:
            raise NotFoundError([Diagnostic("DR616", {"name": framework.id})])
        return kept[1]

    def warnings(self, reference: Reference) -> tuple[Diagnostic, ...]:
        """The warnings about a definition and about those that it extends; raises as :meth:`load` does."""
        return self._catalogue.layer(str(reference)).warnings

    def problems(self) -> tuple[Diagnostic, ...]:
        """The problems of installed plugins: those that do not load, and ids that two of them offer."""
        return (*self._plugins.problems, *self._catalogue.conflicts())

    def example(self, framework: str, name: str) -> Path:
        """The path of a bundled example. Raises NotFoundError, DR503 or DR506."""
        examples = dict(self._catalogue.entry(framework).examples)
        if name not in examples:
            raise NotFoundError([Diagnostic("DR506", {"name": framework})])
        return examples[name]

    def origins(self, reference: Reference) -> "tuple[Origin, ...]":
        """Where each part of a framework comes from: which definition, where in it, and who changed it.

        Args:
            reference: an id, `id@edition` or path.

        Returns:
            One entry for everything with an id, in the order of a framework file.

        Raises:
            NotFoundError, DefinitionError: as for :meth:`load`.
        """
        return definitions.origins(self._catalogue.layer(str(reference)))

    def place(self, framework: Framework | Reference, name: str) -> "Span | None":
        """Where the files of a framework define `name`; None where they do not."""
        document = definitions.read_definition(self._catalogue.path(self.reference(framework)), Findings())
        if document is None:
            return None
        keys = document.places.keys.items()
        return next((span for path, span in keys if path and path[-1] == name), None)

    def pack(self, framework: Framework | Reference) -> str:
        """A resolved framework as the text of one file. Loading that file gives an equal framework."""
        return definitions.to_yaml(self.load(framework))

    def compare(
        self, first: Framework | Reference, second: Framework | Reference, *, sample: int = 0
    ) -> "scoring.FrameworkComparison":
        """What differs between two frameworks, and which measures can give other values.

        Args:
            first: one framework: the older edition, or the framework that an overlay extends.
            second: the other.
            sample: how many random forms to score with both; 0 for none.

        Raises:
            NotFoundError, DefinitionError: as for :meth:`load`.
        """
        one, other = self.load(first), self.load(second)
        sampled = scoring.sample(one, other, sample) if sample else ()
        changed = scoring.changes(one, other), scoring.measure_changes(one.plan, other.plan)
        return scoring.FrameworkComparison(one, other, *changed, sampled)
