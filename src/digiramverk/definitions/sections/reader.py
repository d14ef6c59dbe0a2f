"""What every part of building needs: data with places, texts, ids and references."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from digiramverk.core import Findings, Names, Path, Word
from digiramverk.model import Text
from digiramverk.yamlsource import Places


def name_of(value: str | int | Decimal) -> str:
    """An id as text, digits as written."""
    return str(value)


def number(value: int | Decimal) -> Fraction:
    """An exact number."""
    return Fraction(value)


UNKNOWN_KEY: Final = frozenset({"DR201", "DR228"})
"""The codes for a key that the format does not have."""


@attrs.frozen
class Reader:
    """Reads parts of a document that has passed the schema.

    Attributes:
        places: the places of all parts.
        findings: takes DR2xx.
        language: the framework's first language, which plain texts are in.
        unusable: top-level keys below which something was left out; references into these are not reported.
        known: the ids that may be referred to, by kind; of facets with their members.
        unclear: top-level keys below which an unknown key has been reported. It may have been meant for
            something that now seems to be absent.
    """

    places: Places
    findings: Findings
    language: str
    unusable: Collection[str] = ()
    known: Mapping[str, Any] = attrs.field(factory=dict)
    unclear: Collection[str] = ()

    def text(self, written: str | Mapping[str, str]) -> Text:
        """A text that must be there."""
        return Text.of(written, self.language)

    def refer(self, key: str, kind: str, names: Iterable[str], known: Collection[str], path: Path) -> None:
        """Check that names refer to something defined under the top-level key `key`."""
        if key in self.unusable:
            return
        many = frozenset(known)
        for index, name in enumerate(names):
            if name not in many:
                # One name may be written without a list around it, and then it has no index.
                inner = (*path, index) if (*path, index) in self.places.values else path
                # A name that is itself a key is shown at that key, not at the value behind it.
                place = self.places.key(inner) if inner[-1] == name else self.places.value(inner)
                alike = self.findings.near(name, known)
                self.findings.add(
                    "DR212",
                    place,
                    path=path,
                    kind=Word(kind),
                    name=name,
                    known=Names.first(known),
                    near=alike,
                    replacement=alike[0] if alike else None,
                )
