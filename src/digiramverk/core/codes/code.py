"""Entries of the table of codes."""

from collections.abc import Mapping
from enum import Enum

import attrs

from digiramverk.core.language import Language


class Severity(Enum):
    """How serious a problem is. Only an error stops a command."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen
class Code:
    """One kind of problem: its sentence and its remedy, with placeholders in braces."""

    severity: Severity
    message: Mapping[Language, str]
    hint: Mapping[Language, str]


def code(*, sv: tuple[str, str], en: tuple[str, str], severity: Severity = Severity.ERROR) -> Code:
    """Return an entry, from (sentence, remedy) in each language."""
    return Code(severity, {"sv": sv[0], "en": en[0]}, {"sv": sv[1], "en": en[1]})
