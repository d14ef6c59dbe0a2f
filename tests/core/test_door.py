"""A door tells apart what it does not offer from what cannot be loaded."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from digiramverk.core.door import UnopenedError

DOOR: Final = """from typing import TYPE_CHECKING
from digiramverk.core.door import opening
if TYPE_CHECKING:
    from room.broken import Name
else:
    __getattr__, __dir__ = opening(__name__)
"""


def test_a_module_that_ends_in_an_attribute_error_is_not_a_missing_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "__init__.py").write_text(DOOR)
    (tmp_path / "room" / "broken.py").write_text("import json\njson.nothing\n")
    monkeypatch.syspath_prepend(tmp_path)
    door = import_module("room")
    with pytest.raises(UnopenedError, match="nothing") as caught:
        _ = door.Name
    assert isinstance(caught.value.__cause__, AttributeError)
    with pytest.raises(AttributeError, match="module 'room' has no attribute 'Other'"):
        _ = door.Other
    assert door.__all__ == dir(door) == ["Name"]
    monkeypatch.delitem(sys.modules, "room")
