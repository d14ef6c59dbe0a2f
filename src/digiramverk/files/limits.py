"""All limits on the sizes and numbers of what is read from files, declared once.

A test compares the table in `docs/reference/file-format.md` with these. They are far above any real file, and
so low that a malicious file is refused within seconds and half a gigabyte.
"""

from typing import Final

MOST_BYTES: Final = 64_000_000
"""Bytes of a file that is read whole: a definition, answers that are scored form by form, a workbook."""
MOST_LAYERS: Final = 20
"""Frameworks that extend one another, including the first."""
MOST_ENTRIES: Final = 10_000
"""Files and folders in one folder of a definition."""
MOST_PARTS: Final = 2_000
"""Files within a workbook."""
MOST_INFLATED: Final = 128_000_000
"""Bytes of a workbook when all of its files are unpacked."""
MOST_ELEMENTS: Final = 3_000_000
"""Elements in one of a workbook's files: a cell with a value is two or three."""
MOST_CELLS: Final = 1_000_000
"""Cells from A1 to the last row and column with content, including empty ones; and shared texts."""
MOST_SHEETS: Final = 200
"""Sheets of a workbook."""
MOST_DEPTH: Final = 100
"""The nesting depth of elements in a workbook's XML."""
MOST_PART: Final = 64_000_000
"""Bytes of one of a workbook's files when it is unpacked."""
MOST_TOKEN: Final = 1_000_000
"""Bytes of one tag in a workbook's XML, or of the text in one cell: Excel writes 32,767 characters."""
MOST_TEXT: Final = 64_000_000
"""Bytes of text in the cells of a sheet: a text that cells share counts for each of them."""
MOST_COLUMNS: Final = 20_000
"""Columns of a table."""
MOST_LINE: Final = 1 << 24
"""Bytes of a line of CSV, and of a row that spans several."""
MOST_ROWS_PACKED: Final = 10_000_000
"""Rows of a Parquet file that has fewer bytes than rows."""
