"""Mistakes that change nothing anybody can see, each with why."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from tests.mutants.drawing import CodeMutant

FILE: Final = Path(__file__).with_name("harmless.toml")


@attrs.frozen
class Harmless:
    """A mistake that is none.

    Attributes:
        module, function: as of the mutant.
        before, after: the changed lines, without what they are indented by.
        why: a sentence.
    """

    module: str
    function: str
    before: str
    after: str
    why: str


@cache
def entries() -> tuple[Harmless, ...]:
    """What the file says."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8")).get("harmless", [])
    return tuple(Harmless(**each) for each in found)


def harmless(mutant: "CodeMutant") -> str:
    """Why a mutant does no harm; empty if nobody says so."""
    key = (mutant.module, mutant.function, mutant.before, mutant.after)
    return next(
        (each.why for each in entries() if (each.module, each.function, each.before, each.after) == key), ""
    )
