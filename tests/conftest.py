"""What every test shares: how much Hypothesis looks for.

`HYPOTHESIS_PROFILE` chooses: `fast` (few examples, for the next edit), `ci` (the default: the same
examples every time, so that a red run is a change's own doing) or `nightly` (many, new ones each time).
"""

import os

from hypothesis import settings

settings.register_profile("fast", max_examples=15, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
