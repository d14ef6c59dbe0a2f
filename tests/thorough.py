"""What takes too long for the next edit: CI (`.ci/run`) runs all of it, and `make nightly` more of it."""

import os
from typing import Final

NIGHTLY: Final = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
"""Whether this is the long search."""

THOROUGH: Final = NIGHTLY or os.environ.get("DIGIRAMVERK_TESTS") == "all"
"""Whether nothing is left out that has a like beside it. `.ci/run` says so."""

LEFT_OUT: Final = (
    "left out of make test, there is a like beside it: DIGIRAMVERK_TESTS=all runs it, as CI does"
)
