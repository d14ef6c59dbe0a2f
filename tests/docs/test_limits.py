"""The limits that the reference states are those that hold."""

import re

import pytest
from tests.docs.pages import ROOT

from digiramverk.files import limits
from digiramverk.yamlsource.read import MOST_CHARACTERS

pytestmark = pytest.mark.repository


def test_the_reference_states_every_limit() -> None:
    page = (ROOT / "docs" / "reference" / "file-format.md").read_text(encoding="utf-8")
    section = page.partition("\n## What is opened\n")[2].partition("\n## ")[0]
    numbers = re.findall(r"^\|[^|]+\| ([\d,]+) \|$", section, re.MULTILINE)
    stated = [int(each.replace(",", "")) for each in numbers]
    held = [value for name, value in vars(limits).items() if name.startswith("MOST_")]
    assert sorted(stated) == sorted([*held, MOST_CHARACTERS])
