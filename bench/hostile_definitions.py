"""`python -m bench.hostile_definitions`: what hostile definitions cost `validate`, each in its own process.

Prints a row for each, and ends with 1 where one takes more than it may or ends in anything but words.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.children import run_all
from tests.definitions.hostile_definitions import HOSTILE, codes_of, validating

MOST_SECONDS: Final = 5.0
MOST_MEGABYTES: Final = 500.0


def main() -> int:
    """Try all of them and print the table."""
    beyond = 0
    print(f"{'definition':34} {'exit':>4} {'seconds':>8} {'MB':>6}  errors")
    with TemporaryDirectory() as folder:
        for name in HOSTILE:
            (found,) = run_all([validating(name, Path(folder))], [Path(folder)])
            fine = found.code in {0, 1} and found.busy <= MOST_SECONDS and found.megabytes <= MOST_MEGABYTES
            beyond += not fine
            cost = f"{found.busy:8.2f} {found.megabytes:6.0f}"
            row = f"{name:34} {found.code:4} {cost}  {' '.join(codes_of(found.out))}"
            print(row if fine else f"{row}  BEYOND", flush=True)
    print(f"{len(HOSTILE)} definitions, {beyond} beyond {MOST_SECONDS:g} s or {MOST_MEGABYTES:g} MB")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
