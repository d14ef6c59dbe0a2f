"""`python -m bench.hostile [COUNT [SEED]]`: what hostile texts cost to refuse, one by one.

Prints the slowest and the largest, and ends with 1 where a text costs more than it may, or where anything but
diagnostics comes.
"""

import sys
import tracemalloc
from time import process_time
from typing import Final

from tests.rules.hostile import hostile_texts
from tests.rules.running import compiled
from tests.rules.small import ruleset
from tests.rules.test_parse import HOSTILE

MOST_SECONDS: Final = 0.1
MOST_BYTES: Final = 50 * 1024 * 1024
TRACED: Final = 20
"""One text in so many is measured for memory too: tracing makes everything several times slower."""


def main() -> int:
    """Try all of them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004 - the second word
    slowest, largest, failures, refused = 0.0, 0, 0, 0
    texts = [*HOSTILE.values(), *hostile_texts(count, seed)]
    for number, text in enumerate(texts):
        traced = number < len(HOSTILE) or number % TRACED == 0
        if traced:
            tracemalloc.start()
        begun = process_time()
        try:
            plan, found = compiled(ruleset({"asked": text}))
            refused += plan is None
            failures += (plan is None) != any(each.is_error and each.code != "DR346" for each in found)
        except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
            failures += 1
            print(f"{type(error).__name__} for {text[:100]!r}")
        taken = process_time() - begun
        if traced:
            largest = max(largest, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        else:
            slowest = max(slowest, taken)
    print(f"{len(texts)} texts, {refused} refused, {failures} failures")
    print(f"slowest {slowest * 1000:.1f} ms of {MOST_SECONDS * 1000:.0f}")
    print(f"largest {largest / 2**20:.1f} MB of {MOST_BYTES // 2**20}")
    return int(failures > 0 or slowest > MOST_SECONDS or largest > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
