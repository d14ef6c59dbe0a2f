"""What the tests of commands share: one drawer of charts, since each that is started takes half a second."""

from collections.abc import Iterator

import pytest

from digiramverk.cli import report
from digiramverk.reports import Here


class _Kept(Here):
    """Draws for one command after the other. `tests/reports/test_drawer.py` tests the one that is started."""

    def close(self) -> None:
        """Stay for the next command."""


@pytest.fixture(scope="package", autouse=True)
def _one_drawer() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(report, "Beside", _Kept)
        yield
