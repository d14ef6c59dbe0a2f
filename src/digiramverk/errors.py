"""All errors that the library raises, and the diagnostics that they carry."""

from digiramverk.core import (
    DefinitionError,
    Diagnostic,
    DigiramverkError,
    EvaluationError,
    InputError,
    InternalError,
    MissingExtraError,
    NotFoundError,
    PluginConflictError,
)

__all__ = [
    "DefinitionError",
    "Diagnostic",
    "DigiramverkError",
    "EvaluationError",
    "InputError",
    "InternalError",
    "MissingExtraError",
    "NotFoundError",
    "PluginConflictError",
]
