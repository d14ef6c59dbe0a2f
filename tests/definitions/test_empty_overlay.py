"""What is written and loaded again is the same; an overlay that changes nothing changes nothing.

Both hold for every key of the format and for every empty form that a key may have: `met` counts them.
"""

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import attrs
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import alone
from tests.definitions.drawn_definitions import definitions
from tests.definitions.schema_forms import met, possible
from tests.definitions.test_plain_data import to_text
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.core.errors import DefinitionError
from digiramverk.model.framework import Framework
from digiramverk.scoring.results import Results
from digiramverk.testing.strategies import populations_for
from digiramverk.workspace import Workspace

MANY: Final = (
    5_000 if NIGHTLY else 1_000 if THOROUGH else 40 if os.environ.get("HYPOTHESIS_PROFILE") == "fast" else 200
)
ENOUGH: Final = 150
"""From so many drawn frameworks on, everything has been met."""
NOT_LOOKED_AT: Final = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
LOOKED_AT: Final = 20_000
NOTHING_CHANGED: Final = 'digiramverk: 1\nid: tomt\nedition: "1"\ntitle: Tomt\nextends: parent.yaml\n'


class AllMet(Exception):  # noqa: N818 - no error: it ends a search
    """Nothing is left to look for."""


def cells(results: Results) -> dict[str, list[Any]]:
    """Every cell of every measure: members, value, and how it is missing."""
    return {
        name: [(dict(cell.members), cell.value, cell.missing) for cell in found]
        for name, found in results.measures.items()
    }


def loaded(workspace: Workspace, folder: str, name: str, text: str) -> Framework:
    """A file written and loaded."""
    path = Path(folder) / name
    path.write_text(text, encoding="utf-8")
    return workspace.framework(path)


def three_ways(data: dict[str, Any]) -> tuple[Workspace, Framework, Framework, Framework]:
    """A framework as drawn, written and loaded again, and extended by nothing."""
    workspace = alone()
    with TemporaryDirectory() as folder:
        drawn = loaded(workspace, folder, "parent.yaml", to_text(data))
        again = loaded(workspace, folder, "again.yaml", workspace.pack(drawn))
        overlay = loaded(workspace, folder, "overlay.yaml", NOTHING_CHANGED)
    return workspace, drawn, again, overlay


def same(drawn: Framework, again: Framework, overlay: Framework) -> None:
    """The three are one framework."""
    assert again == drawn
    own = {key: getattr(drawn, key) for key in ("id", "edition", "title", "lineage")}
    assert attrs.evolve(overlay, **own) == drawn
    assert overlay.plan == again.plan == drawn.plan


def test_written_loaded_and_extended_by_nothing_a_framework_is_the_same() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=MANY, suppress_health_check=NOT_LOOKED_AT)
    @given(definitions(), st.data())
    def law(data: dict[str, Any], rest: st.DataObject) -> None:
        try:
            workspace, drawn, again, overlay = three_ways(data)
        except DefinitionError as error:
            seen["refused"] += 1
            assume(not refused_alone(error))
            raise
        same(drawn, again, overlay)
        # One plan gives one value, so that a few forms are enough to see that both are scored.
        if rest.draw(st.integers(0, 9)) == 0:
            forms = rest.draw(populations_for(drawn, most=3))
            assert cells(workspace.score(overlay, forms)) == cells(workspace.score(drawn, forms))
        seen.update(met(data))
        seen["frameworks"] += 1

    law()
    assert seen["refused"] <= seen["frameworks"] // 10
    if seen["frameworks"] < ENOUGH:
        return
    # What no draw happened to meet is looked for in more draws: nothing of the format is left out. These are
    # read by the schema alone, and only one for each of what was missing is loaded.
    wanted = possible() - seen.keys()

    @settings(
        phases=[Phase.generate],
        max_examples=LOOKED_AT,
        database=None,
        suppress_health_check=NOT_LOOKED_AT,
    )
    @given(definitions())
    def look(data: dict[str, Any]) -> None:
        nonlocal wanted
        if not wanted:
            raise AllMet
        new = met(data) & wanted
        if new and loads(data):
            _, drawn, again, overlay = three_ways(data)
            same(drawn, again, overlay)
            wanted -= new

    with suppress(AllMet):
        look()
    assert sorted(wanted) == []


def refused_alone(error: DefinitionError) -> bool:
    """Whether the drawn file itself is refused, and not what was made of it."""
    return all(Path(each.span.source.name).name == "parent.yaml" for each in error.diagnostics if each.span)


def loads(data: dict[str, Any]) -> bool:
    """Whether a drawn file loads."""
    try:
        with TemporaryDirectory() as folder:
            loaded(alone(), folder, "parent.yaml", to_text(data))
    except DefinitionError:
        return False
    return True
