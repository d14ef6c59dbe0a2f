"""A door tells apart what it does not offer from what cannot be loaded."""

import sys
from pathlib import Path

import pytest

from digiramverk.core.door import UnopenedError, opening


def test_a_module_that_ends_in_an_attribute_error_is_not_a_missing_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "__init__.py").write_text("")
    (tmp_path / "room" / "broken.py").write_text("import json\njson.nothing\n")
    monkeypatch.syspath_prepend(tmp_path)
    door = opening("room", {"broken": "Name"})
    with pytest.raises(UnopenedError, match="nothing") as caught:
        door("Name")
    assert isinstance(caught.value.__cause__, AttributeError)
    with pytest.raises(AttributeError, match="module 'room' has no attribute 'Other'"):
        door("Other")
    monkeypatch.delitem(sys.modules, "room")
