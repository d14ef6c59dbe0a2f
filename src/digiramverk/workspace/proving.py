"""`Workspace.proving`: runs the cases of a framework, proves its laws, and tries mutations of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from digiramverk import proving
from digiramverk.model import Framework
from digiramverk.plugins import PluginHost
from digiramverk.workspace.frameworks import Frameworks, Reference
from digiramverk.workspace.scoring import Scoring

if TYPE_CHECKING:
    from digiramverk.definitions import Catalogue
    from digiramverk.model import Case


@attrs.frozen
class Proving:
    """Checks frameworks. A :class:`Workspace` makes it."""

    _plugins: PluginHost
    _catalogue: "Catalogue"
    _frameworks: Frameworks
    _scoring: Scoring

    def check(
        self,
        framework: Framework | Reference,
        trial: "proving.Trial | None" = None,
        progress: Callable[[int, int], None] = lambda _, __: None,
    ) -> "proving.CheckResult":
        """What the command `check` does: run the cases of a framework, and prove or test its laws.

        Args:
            framework: an id, `id@edition` or path, or a framework that this workspace has loaded.
            trial: how much to test; see :meth:`prove`.
            progress: called with the number of finished laws and the number of all laws.

        Raises:
            DefinitionError, NotFoundError: as for :meth:`cases`.
        """
        return proving.CheckResult(self.run_cases(framework), self.prove(framework, trial, progress))

    def cases(self, framework: Framework | Reference) -> "tuple[Case, ...]":
        """The cases of a framework, not yet run. A framework in a single file has none.

        Raises:
            DefinitionError: the framework, or a case, has errors.
            NotFoundError: there is no such framework (DR503, DR504), or another workspace has loaded it, so
                that the folder of its cases is unknown (DR616).
        """
        folder = self._catalogue.path(self._frameworks.reference(framework))
        return proving.load_cases(folder, self._frameworks.load(framework))

    def run_cases(self, framework: Framework | Reference) -> "tuple[proving.CaseOutcome, ...]":
        """Run the cases of a framework, and compare their results with what they expect.

        Raises:
            DefinitionError, NotFoundError: as for :meth:`cases`.
        """
        scorer = self._scoring.scorer(framework)
        return tuple(proving.run_case(case, scorer) for case in self.cases(framework))

    def subject(self, framework: Framework | Reference) -> "proving.Subject":
        """A framework with everything that its rules alone say, without any answers."""
        return proving.Subject(self._frameworks.load(framework), tuple(self._plugins.folds))

    def prove(
        self,
        framework: Framework | Reference,
        trial: "proving.Trial | None" = None,
        progress: Callable[[int, int], None] = lambda _, __: None,
    ) -> "proving.Proof":
        """Prove or test the laws of a framework.

        Args:
            framework: whose rules to check.
            trial: how much to test; the default is a hundred random populations per law.
            progress: called with the number of finished laws and the number of all laws.

        Returns:
            For each law and measure whether it is proved, tested, waived or broken, with a counterexample
            where it is broken. A broken law raises no exception.
        """
        return proving.prove(self.subject(framework), trial, progress)

    def mutate(
        self,
        framework: Framework | Reference,
        progress: Callable[[int, int], None] = lambda _, __: None,
        *,
        examples: int | None = None,
        seed: int = 0,
    ) -> "proving.Score":
        """Put mistakes into a framework, and see whether its cases and laws notice them.

        Args:
            framework: an id, `id@edition` or path, or a framework that this workspace has loaded.
            progress: called with the number of finished variants and the number of all variants.
            examples: how many random populations test each law, per variant.
            seed: chooses the populations; the same seed gives the same ones.

        Returns:
            For each faulty variant what noticed it, and what no case decides.

        Raises:
            DefinitionError, NotFoundError: as for :meth:`cases`.
        """
        subject, cases = self.subject(framework), self.cases(framework)
        examples = proving.MUTATION_EXAMPLES if examples is None else examples
        return proving.mutate(subject, cases, progress, examples, seed)
