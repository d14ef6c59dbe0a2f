"""The command line, and after it on standard error how many bytes of memory it took at the most."""

import re
import resource
import sys
from pathlib import Path


def peak() -> int:
    """The greatest memory of this process so far, in bytes.

    The resource usage of a process begins with that of the one that started it, which has compared tables.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+)", status.read_text(encoding="utf-8")) if status.exists() else None
    return (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


if __name__ == "__main__":
    from digiramverk.cli import main

    try:
        main()
    finally:
        print(peak(), file=sys.stderr)
