"""Methods of the parts of a workspace that the workspace itself offers too.

Each signature and docstring is in one place, the part. The alternatives are worse: methods that only call
others would repeat all of them, and a class that inherits from its parts is one large class in many files.
"""

from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar, overload

Part = TypeVar("Part")
Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")


class Everyday(Generic[Part, Arguments, Returned]):
    """A method of a part as a method of the whole.

    Args:
        part: the attribute of the whole that holds the part.
        method: the method of the part.
    """

    def __init__(self, part: str, method: Callable[Concatenate[Part, Arguments], Returned]) -> None:
        """Call nothing yet."""
        self._part, self._method = part, method

    @overload
    def __get__(self, whole: None, owner: type) -> Callable[Concatenate[Part, Arguments], Returned]: ...
    @overload
    def __get__(self, whole: object, owner: type) -> Callable[Arguments, Returned]: ...
    def __get__(self, whole: object, owner: type) -> Callable[..., Returned]:
        """The method of this whole's part. On the class it is the function, so that `help` shows it."""
        if whole is None:
            return self._method
        method: Callable[..., Returned] = getattr(getattr(whole, self._part), self._method.__name__)
        return method
