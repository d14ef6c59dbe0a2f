"""Optional packages, and the error for one that is missing or broken.

A package with the right name can still be the wrong one: half an installation, or a file of the user's that
Python finds first. It may then raise any exception, on import or at first use. So an exception counts as the
package's fault by where it was raised, and not by its type.
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
    "polars": ("frames", "polars"),
    "duckdb": ("duckdb", "duckdb"),
    "pandas": ("pandas", "pandas"),
    "pyarrow": ("pandas", "pyarrow"),
    "pyspark": ("spark", "pyspark"),
}
"""For each import name, the extra that it belongs to and the name to install it by."""


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
    """Return DR901 or DR912 if an exception is the fault of an optional package, otherwise None."""
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
    """Return the optional package that an exception is about, if any."""
    match error:
        case ImportError(name=str(name)) if _top(name) in OPTIONAL:
            return _top(name)
        case AttributeError(obj=ModuleType() as module) if _top(module.__name__) in OPTIONAL:
            return _top(module.__name__)
        case SyntaxError(filename=str(file)):
            # A source file that cannot be compiled never ran, so the traceback has no frame for it.
            of_file = next((each for each in OPTIONAL if _has(each, file)), None)
            if of_file is not None:
                return of_file
        case _:
            pass
    # Only an import runs the body of a module. What a package raises later may be our fault.
    bodies = (
        _top(str(frame.f_globals.get("__name__")))
        for frame, _ in walk_tb(error.__traceback__)
        if frame.f_code.co_name == "<module>"
    )
    return next((each for each in reversed([*bodies]) if each in OPTIONAL), None)


def _top(module: str) -> str:
    return module.partition(".")[0]


def _place(package: str) -> str | None:
    """Return the file or folder that a package is imported from, if there is one."""
    try:
        spec = find_spec(package)
    except ValueError:
        # A module that somebody put into `sys.modules` has no spec.
        return getattr(sys.modules[package], "__file__", None) or package
    if spec is None:
        return None
    if spec.origin is not None:
        return Path(spec.origin).as_posix()
    return Path(next(iter(spec.submodule_search_locations or ()), package)).as_posix()


def _has(package: str, file: str) -> bool:
    """Whether a file is the origin of a package, or is in its folder."""
    place = _place(package)
    if place is None:
        return False
    begin = Path(place)
    return Path(file) == begin or (begin.name == "__init__.py" and begin.parent in Path(file).parents)
