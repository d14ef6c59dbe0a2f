"""Tells of names in answers that differ only in capitals, hyphens or blanks: most likely, they mean one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from digiramverk.core import Diagnostic, Names, Word, outline
from digiramverk.model import Framework

_FREE: Final = ("unit", "round", "group", "school_form")


def free_dimensions(framework: Framework) -> tuple[str, ...]:
    """The dimensions whose members the framework does not list, so that any text can be one."""
    names = dict.fromkeys((*_FREE, *(each.id for each in framework.attributes)))
    return tuple(name for name in names if name not in framework.listed_members)


def similar_names(members: Mapping[str, Iterable[str]]) -> Iterator[Diagnostic]:
    """A warning (DR452) for each dimension that has such names. They are never taken for one by guess.

    Args:
        members: the distinct members of each dimension, in the order of the answers.
    """
    for dimension, names in members.items():
        alike: dict[str, list[str]] = {}
        for name in names:
            alike.setdefault(outline(name), []).append(name)
        several = tuple(name for those in alike.values() if len(those) > 1 for name in those)
        if several:
            yield Diagnostic("DR452", {"dimension": Word(dimension), "names": Names(several)})
