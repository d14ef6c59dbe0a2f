"""The command line, and after it on standard error how many bytes of memory it took at the most."""

import resource
import sys

from digiramverk.cli import main

if __name__ == "__main__":
    try:
        main()
    finally:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, file=sys.stderr)
