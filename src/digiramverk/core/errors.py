"""The exceptions of the library. A user's mistake raises one of these and no other.

::

    DigiramverkError                 .diagnostics, .exit_code; str() is the text in the chosen language
    ├─ DefinitionError               a framework file has errors
    ├─ InputError                    answers have errors
    ├─ EvaluationError               an engine cannot run a valid plan
    ├─ NotFoundError (LookupError)   no such framework, edition, measure
    ├─ PluginConflictError           two plugins register one name
    ├─ MissingExtraError (ImportError)  an optional part is not installed or is broken
    └─ InternalError                 a bug in digiramverk
"""

from collections.abc import Iterable
from typing import ClassVar, Final

from digiramverk.core.diagnostic import Diagnostic, in_order
from digiramverk.core.language import Language, choose_language
from digiramverk.core.snippet import render_all

EXIT_FINE: Final = 0
EXIT_WRONG_INPUT: Final = 1
EXIT_WRONG_USAGE: Final = 2
EXIT_COUNTEREXAMPLE: Final = 3
EXIT_OUR_BUG: Final = 70


class DigiramverkError(Exception):
    """The base class. Carries every problem found, not only the first.

    Attributes:
        diagnostics: the problems in reading order.
        exit_code: the exit code of a command that this error ends.
    """

    exit_code: ClassVar[int] = EXIT_WRONG_INPUT

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Sort the problems into reading order and keep them."""
        self.diagnostics: tuple[Diagnostic, ...] = in_order(diagnostics)
        super().__init__(self.diagnostics)

    def text(self, language: Language) -> str:
        """Return all problems as text, in the given language."""
        return render_all(self.diagnostics, language)

    def __str__(self) -> str:
        """Return all problems as text, in the language of the environment."""
        return self.text(choose_language(None))


class DefinitionError(DigiramverkError):
    """A framework definition has errors."""


class InputError(DigiramverkError, ValueError):
    """Answers, or a file of answers, have errors."""


class EvaluationError(DigiramverkError):
    """An engine cannot run a valid plan."""


class NotFoundError(DigiramverkError, LookupError):
    """There is nothing with the requested name."""


class PluginConflictError(DigiramverkError):
    """Two plugins register different objects under one name."""


class MissingExtraError(DigiramverkError, ImportError):
    """A package that an optional feature needs is missing or broken."""


class InternalError(DigiramverkError):
    """A bug in digiramverk."""

    exit_code: ClassVar[int] = EXIT_OUR_BUG
