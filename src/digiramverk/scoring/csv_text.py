"""Results as the text of a CSV file."""

import csv
import io
from collections.abc import Sequence

from digiramverk.core import Diagnostic, Language, SafeCells
from digiramverk.rules import Number
from digiramverk.scoring.exports import DISPLAY, MEASURE
from digiramverk.scoring.results import Results


def csv_table(results: Results, language: Language, *, raw: bool) -> tuple[str, list[Diagnostic]]:
    """Results as the text of a CSV file with a row per value.

    Args:
        results: the results; a missing value has an empty `value` and `text`, and its kind in `missing`.
        language: of `display`.
        raw: whether to write texts as they are, including those that a spreadsheet or a terminal would
            execute.

    Returns:
        The text, and notes on changed texts: see :attr:`.SafeCells.notes`.
    """
    found = results.to_columns(language)
    names, columns = list(found), list(found.values())
    cells = SafeCells()
    if not raw:
        numbers = {name for name, own in results.measures.items() if isinstance(own.measure.type, Number)}
        figures = [name in numbers for name in found[MEASURE]]
        columns = [_safe(cells, name, own, figures) for name, own in found.items()]
        # Authors choose the names of attributes, so these are not safe either.
        names = [cells.text(name) for name in names]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue(), cells.notes


def _safe(
    cells: SafeCells, name: str, column: Sequence[str | float | None], figures: Sequence[bool]
) -> list[str | float | None]:
    return [
        cells.text(each, figures=is_number and name == DISPLAY) if isinstance(each, str) else each
        for each, is_number in zip(column, figures, strict=True)
    ]
