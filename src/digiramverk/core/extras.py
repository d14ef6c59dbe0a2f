"""Packages that are optional, and what is said where one is missing or cannot be used.

A package of that name may be there and still not be the right one: half an installation, or a file of the
user's that Python finds first. What it raises then may be anything, at its import or where it is first used.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import Final

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.door import UnopenedError
from digiramverk.core.errors import DigiramverkError, MissingExtraError
from digiramverk.core.foreign_code import cause_of
from digiramverk.core.language import Word

OPTIONAL: Final[Mapping[str, tuple[str, str]]] = {
    "click": ("cli", "click"),
    "rich": ("cli", "rich"),
    "vl_convert": ("charts", "vl-convert-python"),
    "xlsxwriter": ("excel", "XlsxWriter"),
    "jinja2": ("html", "Jinja2"),
    "markupsafe": ("html", "MarkupSafe"),
    "docx": ("word", "python-docx"),
    "fastexcel": ("frames", "fastexcel"),
    "narwhals": ("frames", "narwhals"),
    "polars": ("frames", "polars"),
    "duckdb": ("engines", "duckdb"),
    "pandas": ("engines", "pandas"),
    "pyarrow": ("engines", "pyarrow"),
    "pyspark": ("spark", "pyspark"),
}
"""What is imported: the extra that it belongs to, and the name that it is installed by."""


@contextmanager
def needing() -> Iterator[None]:
    """Import optional packages in here.

    Raises:
        MissingExtraError: DR901, one is not installed; DR912, one cannot be used.
    """
    try:
        yield
    except Exception as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise MissingExtraError([problem]) from error


def problem_of(error: BaseException) -> Diagnostic | None:
    """What an exception says of an optional package, DR901 or DR912; None where it says nothing of one."""
    if isinstance(error, UnopenedError) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, DigiramverkError):
        return None
    package = _package(error)
    if package is None:
        return None
    extra, distribution = OPTIONAL[package]
    place = _place(package)
    if place is None or (isinstance(error, ModuleNotFoundError) and error.name == package):
        return Diagnostic("DR901", {"extra": Word(extra)})
    args = {"package": package, "place": place, "cause": cause_of(error).rstrip(".")}
    return Diagnostic("DR912", {**args, "distribution": distribution})


def _package(error: BaseException) -> str | None:
    """The optional package that an exception is about."""
    match error:
        case ImportError(name=str(name)) if _top(name) in OPTIONAL:
            return _top(name)
        case AttributeError(obj=ModuleType() as module) if _top(module.__name__) in OPTIONAL:
            return _top(module.__name__)
        case SyntaxError(filename=str(file)):
            # A file that cannot be read has no frame of its own.
            of_file = next((each for each in OPTIONAL if _has(each, file)), None)
            if of_file is not None:
                return of_file
        case _:
            pass
    # The body of a module runs at its import alone: what packages raise later may be our fault.
    bodies = (
        _top(str(frame.f_globals.get("__name__")))
        for frame, _ in walk_tb(error.__traceback__)
        if frame.f_code.co_name == "<module>"
    )
    return next((each for each in reversed([*bodies]) if each in OPTIONAL), None)


def _top(module: str) -> str:
    return module.partition(".")[0]


def _place(package: str) -> str | None:
    """The file or folder that a package is imported from; None where there is none."""
    try:
        spec = find_spec(package)
    except ValueError:
        # A module that was put in by hand has no spec.
        return getattr(sys.modules[package], "__file__", None) or package
    if spec is None:
        return None
    if spec.origin is not None:
        return Path(spec.origin).as_posix()
    return Path(next(iter(spec.submodule_search_locations or ()), package)).as_posix()


def _has(package: str, file: str) -> bool:
    """Whether a file is the one that a package is imported from, or one in its folder."""
    place = _place(package)
    if place is None:
        return False
    begin = Path(place)
    return Path(file) == begin or (begin.name == "__init__.py" and begin.parent in Path(file).parents)
