"""What plugin authors import.

A plugin is a package with an entry point in the group `digiramverk` and functions marked with `hookimpl`::

    from digiramverk.plugin import framework, hookimpl

    @hookimpl
    def digiramverk_frameworks():
        return [framework("lika", package=__name__, definition="definition")]

The types of columns, documents and options are loaded when somebody asks for them: each process loads every
plugin, and few of them fold columns or write files.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from digiramverk.core.door import opening as _opening
from digiramverk.definitions import Registered
from digiramverk.plugins import hookimpl
from digiramverk.rules.functions import RegisteredFold, Table

if TYPE_CHECKING:
    from digiramverk.reports import Document, Options, Render, Renderer
    from digiramverk.tables import Column, Columns, Condition
else:
    __getattr__ = _opening(__name__)[0]

__all__ = [
    "Column",
    "Columns",
    "Condition",
    "Document",
    "Options",
    "Registered",
    "RegisteredFold",
    "Renderer",
    "Table",
    "fold",
    "framework",
    "hookimpl",
    "renderer",
]


def framework(
    id: str,  # noqa: A002 - the word of the file format
    *,
    package: str,
    definition: str = "definition",
    examples: Mapping[str, str] | None = None,
) -> Registered:
    """A framework that lies in a package.

    Args:
        id: the id in its definition.
        package: the importable name of the package.
        definition: the definition's folder or file, relative to the package.
        examples: bundled example answers, name → path relative to the package.
    """
    root = Path(str(files(package)))
    found = tuple((name, root / path) for name, path in (examples or {}).items())
    return Registered(id, root / definition, package, found)


def fold(
    name: str,
    compute: Callable[[Table], float | Fraction | None],
    *,
    unit: str | None = None,
    low: float | None = None,
    high: float | None = None,
    monotone: bool = False,
    frame: "Callable[[Columns], Column | int | Fraction | None] | None" = None,
) -> RegisteredFold:
    """A function that folds a table of values into one number, for rules to use by name.

    Args:
        name: how rules call it, as in ``value: alpha(points)``; no name of the language.
        compute: given a row per form (or group of forms) and a column per framework cell (indicator), each an
            exact fraction or None where there is no value; gives a number, or None for *undecided*. An
            exception or anything else becomes a problem that names the distribution and the measure.
        unit: `fraction`, `points` or `count`, which decides how values are displayed.
        low: the least value that it can give, if there is one: comparisons out of reach are found at load.
        high: the greatest one.
        monotone: whether the value never falls when one that it is given rises: `digiramverk check` then
            tests whether it is so.
        frame: the same over the indicators of one form, for tables of many forms: given a column per
            framework cell with the values of all forms, gives a column, or None for *undecided*. It has to
            give what `compute` gives, which `digiramverk check` tests. An engine that hands out no rows
            (DuckDB) needs it; without one, and over several forms, `compute` is called.
    """
    return RegisteredFold(
        name,
        compute,
        unit,
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        monotone=monotone,
        frame=frame,
    )


def renderer(
    name: str,
    render: "Render",
    *,
    text: bool = False,
    workbook: bool = False,
    template: bool = False,
    draws: bool = False,
    suffixes: tuple[str, ...] = (),
) -> "Renderer":
    """A kind of file that reports can be written as.

    Args:
        name: how it is asked for, as in `report --to latex`.
        render: given the documents (one, or several for a workbook) and the options, gives the whole file as
            bytes. Texts in a document come from frameworks and answers: show them, never obey them.
        text: whether the file is text that can be shown in a terminal.
        workbook: whether it takes the action plan and the comparison as further documents.
        template: whether it takes a template of the user's own.
        draws: whether it has charts drawn by the options' drawer, which then gets ready early.
        suffixes: the endings of file names that mean it, with their full stop.
    """
    from digiramverk.reports import Renderer  # noqa: PLC0415 - for those who write files

    return Renderer(name, render, text, workbook, template, draws, suffixes)
