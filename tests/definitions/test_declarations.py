"""What a declaration on a field of the model is enough for, tested on every text of indicators."""

from pathlib import Path
from typing import Any, Final

import pytest
from tests.cli.running import run
from tests.definitions.definitions import STEPS, alone, loaded
from tests.definitions.overlay_files import extended, origin, problems, stacked

from digiramverk.core.language import LANGUAGES
from digiramverk.definitions import to_data
from digiramverk.definitions.declared_kinds import KINDS, THINGS
from digiramverk.definitions.schemas import SchemaName, schema_for_editors
from digiramverk.model.declarations import Notation, fields
from digiramverk.model.framework import Framework
from digiramverk.model.structure import Indicator
from digiramverk.scoring import changes

OPTIONAL: Final = [
    each.key for each in fields(Indicator) if each.default is None and each.notation is Notation.TEXT
]
every_text = pytest.mark.parametrize("key", OPTIONAL)


def saying(key: str, text: str = "Första") -> str:
    """The definition with a text of the indicator L1."""
    return STEPS.replace("L1: {text: Det finns en plan", f"L1: {{{key}: {text}, text: Det finns en plan")


def own(framework: Framework) -> dict[str, Any]:
    """The indicator L1 as it is written."""
    found: dict[str, Any] = to_data(framework)["areas"]["ledning"]["indicators"]["L1"]
    return found


@every_text
def test_it_is_read_and_written(key: str) -> None:
    framework = loaded(saying(key, "{sv: Första, en: First}"))
    assert getattr(framework.indicators[0], key).to_data() == {"sv": "Första", "en": "First"}
    assert own(framework)[key] == {"sv": "Första", "en": "First"}
    assert loaded(alone().pack(framework)) == framework
    assert key not in own(loaded(STEPS))


@every_text
def test_overlays_write_it_anew_take_it_out_and_say_it_in_other_languages(tmp_path: Path, key: str) -> None:
    base = saying(key, "{sv: Första, en: First}")
    changed = stacked(tmp_path, f"change: {{indicators: {{L1: {{{key}: {{sv: Andra}}}}}}}}\n", base=base)
    assert own(alone().framework(changed))[key] == {"sv": "Andra"}
    assert origin(changed, "indicators", "L1").changes[0].fields == (key,)
    assert key not in own(extended(tmp_path, f"remove: {{indicators: {{L1: [{key}]}}}}\n", base=base))
    said = extended(tmp_path, f"texts: {{fi: {{indicators: {{L1: {{{key}: Yksi}}}}}}}}\n", base=base)
    assert own(said)[key] == {"sv": "Första", "en": "First", "fi": "Yksi"}
    added = extended(tmp_path, f"add: {{indicators: {{L1: {{{key}: Ny}}}}}}\n")
    assert own(added)[key] == {"sv": "Ny"}
    assert problems(tmp_path, f"add: {{indicators: {{L1: {{{key}: Ny}}}}}}\n", base=base)[0][:5] == "DR247"


@every_text
def test_a_comparison_says_that_it_is_worded_otherwise(key: str) -> None:
    [change] = changes(loaded(saying(key)), loaded(saying(key, "Andra")))
    assert (change.how, change.kind, change.id, change.fields) == ("reworded", "indicators", "L1", (key,))


@every_text
@pytest.mark.parametrize("language", LANGUAGES)
def test_editors_offer_it_with_what_it_is_for(key: str, language: str) -> None:
    said = {each.key: getattr(each.declared, language) for each in fields(Indicator)}
    kinds: tuple[tuple[SchemaName, str], ...] = (
        ("framework", "indicator"),
        ("overlay", "part_indicator"),
        ("overlay", "said_indicator"),
    )
    for name, part in kinds:
        printed = schema_for_editors(name, "sv" if language == "sv" else "en")["$defs"][part]
        assert printed["properties"][key]["description"] == said[key]


@every_text
def test_show_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str) -> None:
    path = tmp_path / "steg.yaml"
    path.write_text(saying(key), encoding="utf-8")
    shown = run(capsys, "show", str(path), "--format", "json").data
    assert shown["areas"]["ledning"]["indicators"]["L1"][key] == {"sv": "Första"}


@pytest.mark.parametrize("kind", THINGS)
def test_what_a_field_refers_to_is_a_kind_and_its_text_is_said_in_both_languages(kind: str) -> None:
    for each in fields(THINGS[kind].of):
        assert each.declared.refers_to is None or each.declared.refers_to in KINDS
        assert each.declared.sv.endswith(".")
        assert each.declared.en.endswith(".")
