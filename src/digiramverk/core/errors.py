"""What can be raised, and nothing else ever is, for a user's mistake.

::

    DigiramverkError                 .diagnostics, .exit_code; str() is the text in the chosen language
    ├─ DefinitionError               a framework file is wrong
    ├─ InputError                    answers are wrong
    ├─ EvaluationError               an engine cannot run a plan that is right
    ├─ NotFoundError (LookupError)   no such framework, edition, measure
    ├─ PluginConflictError           two plugins give one name
    ├─ MissingExtraError (ImportError)  an optional part is not installed or is broken
    └─ InternalError                 our bug
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
    """Base of all errors here. Carries every problem found, not just the first.

    Attributes:
        diagnostics: the problems in reading order.
        exit_code: what a command ends with when this reaches the top.
    """

    exit_code: ClassVar[int] = EXIT_WRONG_INPUT

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the problems; they are put in reading order."""
        self.diagnostics: tuple[Diagnostic, ...] = in_order(diagnostics)
        super().__init__(self.diagnostics)

    def text(self, language: Language) -> str:
        """All problems as readable text."""
        return render_all(self.diagnostics, language)

    def __str__(self) -> str:
        """All problems in the language that the environment asks for."""
        return self.text(choose_language(None))


class DefinitionError(DigiramverkError):
    """A framework definition has errors."""


class InputError(DigiramverkError, ValueError):
    """Answers, or a file that should hold them, have errors."""


class EvaluationError(DigiramverkError):
    """An engine cannot run a plan that is right in itself."""


class NotFoundError(DigiramverkError, LookupError):
    """Something was asked for by a name that nothing has."""


class PluginConflictError(DigiramverkError):
    """Two plugins register different things under one name."""


class MissingExtraError(DigiramverkError, ImportError):
    """An optional part of the library is not installed, or cannot be used."""


class InternalError(DigiramverkError):
    """Something happened that never should: a bug of ours."""

    exit_code: ClassVar[int] = EXIT_OUR_BUG
