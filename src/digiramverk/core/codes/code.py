"""What an entry of the table of codes consists of."""

from collections.abc import Mapping
from enum import Enum

import attrs

from digiramverk.core.language import Language


class Severity(Enum):
    """How bad a problem is. Only an error stops the work."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen
class Code:
    """One kind of problem: what is wrong and what to do, with placeholders in braces."""

    severity: Severity
    message: Mapping[Language, str]
    hint: Mapping[Language, str]


def code(*, sv: tuple[str, str], en: tuple[str, str], severity: Severity = Severity.ERROR) -> Code:
    """An entry from (sentence, what to do) in each language."""
    return Code(severity, {"sv": sv[0], "en": en[0]}, {"sv": sv[1], "en": en[1]})
