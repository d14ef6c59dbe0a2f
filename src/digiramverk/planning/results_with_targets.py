"""Results together with target outcomes."""

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from digiramverk.core import DEFAULT_LANGUAGE, Language
from digiramverk.planning.targets import TargetOutcome
from digiramverk.scoring import MemberChoice, Results, indented, selection


@attrs.frozen
class Scored:
    """Results with the outcomes of the framework's targets.

    Attributes:
        results: the cells of every measure.
        targets: every target with its outcome.
    """

    results: Results
    targets: tuple[TargetOutcome, ...]

    def only(self, names: Sequence[str]) -> "Scored":
        """Keep only some measures and their targets.

        Raises:
            NotFoundError: DR601, a name is unknown.
        """
        targets = tuple(each for each in self.targets if each.target.measure in names)
        return Scored(self.results.only(names), targets)

    def showing(self, only: MemberChoice) -> "Scored":
        """Keep only the cells of the chosen forms. The figures are not computed anew.

        Raises:
            NotFoundError: DR813, no form is chosen.
        """
        shown = selection(self.results, only)
        return Scored(shown.results, tuple(each for each in self.targets if shown.shows(each.target)))

    def to_dict(self, language: Language = DEFAULT_LANGUAGE) -> dict[str, Any]:
        """The machine-readable shape of `score --format json`."""
        data = self.results.to_dict(language)
        return {
            "framework": data["framework"],
            "measures": data["measures"],
            "targets": [outcome.to_dict() for outcome in self.targets],
            "coverage": data["coverage"],
        }

    def to_json(
        self, language: Language = DEFAULT_LANGUAGE, encode: Callable[[object], str] = indented
    ) -> str:
        """The same as text."""
        return self.results.to_json(language, encode, targets=[outcome.to_dict() for outcome in self.targets])
