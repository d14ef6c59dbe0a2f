"""Running the program inside the test's own process."""

import json
from typing import Any

import attrs
import pytest

from digiramverk.cli import main


@attrs.frozen
class Done:
    """How a command line ended."""

    code: int | str | None
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON data is of any kind
        """Standard output as JSON."""
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    """Run one command line."""
    with pytest.raises(SystemExit) as left:
        main([str(each) for each in arguments])
    printed = capsys.readouterr()
    return Done(left.value.code, printed.out, printed.err)
