"""What is no mistake is not drawn, and what is one is."""

import ast

import pytest
from tests.mutants.meaning import meaning

MODULE = '''
"""A module."""

from typing import TYPE_CHECKING, TypeAlias, assert_never, cast

if TYPE_CHECKING:
    from somewhere import Thing

__all__ = ["joined"]
Name: TypeAlias = str | int
Row = tuple[int, str]
MOST = 3
FIELD = attrs.field(eq=False, repr=False, init=False)


def joined(left: "Thing | None", right: list[int]) -> int | None:
    """Join."""
    number: int | None = cast("int", left)
    name = writer.fresh("k")
    for one, two in zip(right, right, strict=True):
        number = one + two
    if number is None:
        assert_never(number)
    return number
'''


def means_the_same(old: str, new: str) -> bool:
    """Whether the module does the same when one text in it is another."""
    assert old in MODULE
    return meaning(ast.parse(MODULE)) == meaning(ast.parse(MODULE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""A module."""', '"""Another."""'),
        ('"""Join."""', '"""Part."""'),
        ("import Thing", "import Other as Thing"),
        ('["joined"]', "[]"),
        ("str | int", "str & int"),
        ("tuple[int, str]", "None"),
        ('"Thing | None"', '"None"'),
        ("list[int]", "list[None]"),
        ("-> int | None", "-> int & None"),
        ("number: int | None", "number: int"),
        ('cast("int", left)', "cast(None, left)"),
        ("strict=True", "strict=False"),
        ("repr=False", "repr=True"),
        ("init=False", "init=True"),
        ('fresh("k")', 'fresh("XXkXX")'),
        ("(right, right, strict=True)", "(right, right)"),
        ("assert_never(number)", "assert_never(None)"),
    ],
)
def test_what_only_readers_and_type_checkers_look_at_decides_nothing(old: str, new: str) -> None:
    assert means_the_same(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MOST = 3", "MOST = 4"),
        ("eq=False", "eq=True"),
        ('cast("int", left)', 'cast("int", None)'),
        ("zip(right, right, ", "zip(right, "),
        ("one + two", "one - two"),
        ("is None", "is not None"),
        ("return number", "return None"),
    ],
)
def test_all_else_decides_something(old: str, new: str) -> None:
    assert not means_the_same(old, new)
