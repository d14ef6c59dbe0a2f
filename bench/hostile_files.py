"""`python -m bench.hostile_files`: what it costs to refuse foreign files and hostile tables, one by one.

Prints for each the code of the answer, the seconds (of processors and of the clock) and the megabytes of a
process of its own, and ends with 1 where one takes more than it may or is answered wrongly.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.answers.hostile_workbooks import BOMBS
from tests.children import Measured, run_all
from tests.files.foreign_files import FRAMEWORK, TRIES, world

MOST_SECONDS: Final = 5
MOST_MEGABYTES: Final = 500
_CODE: Final = re.compile(r"\bDR\d{3}(?=:)")


def main() -> int:
    """Try all of them."""
    failed = 0
    for kind, found in (("foreign file", foreign()), ("hostile table", hostile())):
        print(f"{kind:<48} {'code':<6} {'exit':>4} {'s':>6} {'clock':>6} {'MB':>5}")
        for name, codes, done in found:
            told = _CODE.search(done.out)
            code = told[0] if told else "read"
            wrong = code not in (codes or ("read",)) or "Traceback" in done.out
            wrong = wrong or done.busy > MOST_SECONDS or done.megabytes > MOST_MEGABYTES
            failed += wrong
            mark = " !" if wrong else ""
            cost = f"{done.busy:>6.2f} {done.seconds:>6.2f} {done.megabytes:>5.0f}"
            print(f"{name:<48} {code:<6} {done.code:>4} {cost}{mark}")
        print()
    return int(failed > 0)


def foreign() -> Iterator[tuple[str, tuple[str, ...], Measured]]:
    """The tries to have a foreign file opened."""
    with TemporaryDirectory() as folder:
        for number, (name, each) in enumerate(TRIES.items()):
            (done,) = run_all([each.arguments], [world(Path(folder) / str(number), each)])
            yield name, (each.code,), done


def hostile() -> Iterator[tuple[str, tuple[str, ...], Measured]]:
    """The tables that are made to do harm."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "plan.yaml").write_text(FRAMEWORK, encoding="utf-8")
        for name, each in BOMBS.items():
            file = Path(folder) / f"a{each.suffix}"
            each.make(file)
            (done,) = run_all([("score", "plan.yaml", file.name)], [Path(folder)])
            file.unlink()
            yield name, each.codes, done


if __name__ == "__main__":
    sys.exit(main())
