"""`--only`: the part of the results that a command shows. It never changes what is counted."""

from collections.abc import Iterable
from typing import Final

import click

from digiramverk.cli.options import Speaker
from digiramverk.core import Diagnostic, InputError, Language

_HELP: Final[dict[Language, str]] = {
    "sv": "Visa bara det här, till exempel unit=Exempelskolan. Kan ges flera gånger. Alla svar räknas ändå.",
    "en": "Show only this, as in unit=Exempelskolan. Can be given several times. All answers still count.",
}


def only_option(speaker: Speaker) -> click.Option:
    """The option in one language."""
    return click.Option(["--only"], multiple=True, metavar="DIMENSION=MEMBER", help=_HELP[speaker.language])


def members_of(only: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The members of each dimension, in the order of the command line.

    Raises:
        InputError: DR818, an option without `=`.
    """
    members: dict[str, tuple[str, ...]] = {}
    for written in only:
        name, equals, member = written.partition("=")
        if not equals:
            raise InputError([Diagnostic("DR818", {"written": written})])
        members[name] = (*members.get(name, ()), member)
    return members
