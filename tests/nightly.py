"""What takes too long for every change, and is run by `make nightly`."""

import os
from typing import Final

NIGHTLY: Final = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
"""Whether this is the long search."""
