"""Decides what may be opened: within which folder, how much of it, and which type its first bytes show."""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.files.corrections import mend
    from digiramverk.files.limits import MOST_BYTES, MOST_COLUMNS, MOST_LAYERS, MOST_LINE, MOST_ROWS_PACKED
    from digiramverk.files.roots import TEXT_TABLES, WORKBOOKS, Located, Root, completed, located
    from digiramverk.files.signatures import PARQUET, XLSX, is_other_than_text, kind_of
    from digiramverk.files.texts import more_lines, other_kind, read_bytes, read_source
else:
    __getattr__, __dir__ = opening(__name__)
