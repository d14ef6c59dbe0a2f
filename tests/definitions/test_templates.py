"""A new framework is valid and scores at once, with every preset, in both languages; editors get schemas."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.definitions.definitions import alone

from digiramverk.core.errors import DefinitionError
from digiramverk.core.language import LANGUAGES, Language
from digiramverk.core.output_file import UnwritableError
from digiramverk.definitions.schemas import SCHEMAS, SchemaName, schema_for_editors
from digiramverk.definitions.templates import PRESETS, Beginning, begin


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_written_is_valid_and_scores(tmp_path: Path, preset: str, language: Language) -> None:
    definition, answers, *_ = begin(Beginning("min-plan", 'Titel: "ny" # ett', language, preset), tmp_path)
    workspace = alone()
    assert workspace.validate(definition) == ()
    assert workspace.framework(definition).title.to(language) == 'Titel: "ny" # ett'
    results = workspace.score(definition, answers)
    assert any(cell.value is not None for cell in results.cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overlay_to_begin_with(tmp_path: Path, language: Language) -> None:
    begin(Beginning("grund", "Grund", language), tmp_path)
    path, _ = begin(Beginning("eget", "Eget", language, extends="grund.yaml"), tmp_path)
    assert alone().validate(path) == ()
    assert alone().framework(path).lineage == ("grund@1",)
    # With the comment signs removed it is an overlay, even if the ids in it are somebody else's.
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n# ", "\n").replace("\n#", "\n#"), encoding="utf-8")
    codes = {each.code for each in alone().validate(path)}
    assert codes <= {"DR111", "DR240", "DR110", "DR119"}


def test_a_package_to_begin_with_is_a_plugin(tmp_path: Path) -> None:
    begin(Beginning("var-plan", "Vår plan", "sv", package=True), tmp_path)
    source = tmp_path / "digiramverk-var-plan" / "src"
    code = (
        "import digiramverk_var_plan as plugin; from digiramverk import Workspace; "
        "[offered] = plugin.digiramverk_frameworks(); print(Workspace().framework(offered.path).id)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=source,
        env={"PYTHONPATH": str(source)},
    )
    assert done.stdout.strip() == "var-plan"


def test_nothing_is_written_over_and_nothing_written_by_halves(tmp_path: Path) -> None:
    (tmp_path / "plan-svar.yaml").write_text("mitt", encoding="utf-8")
    with pytest.raises(UnwritableError) as refused:
        begin(Beginning("plan", "Plan", "sv"), tmp_path)
    assert [each.code for each in refused.value.diagnostics] == ["DR026"]
    assert [path.name for path in tmp_path.iterdir()] == ["plan-svar.yaml"]
    for name, code in (("a b", "DR205"), ("../ut", "DR205"), ("", "DR205")):
        with pytest.raises(DefinitionError) as caught:
            begin(Beginning(name, "Plan", "sv"), tmp_path)
        assert [each.code for each in caught.value.diagnostics] == [code]
    with pytest.raises(DefinitionError) as caught:
        begin(Beginning("x", "Plan", "sv", "stepps"), tmp_path)
    assert [each.near for each in caught.value.diagnostics] == [("steps",)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_for_editors_is_one(name: SchemaName, language: Language) -> None:
    printed = schema_for_editors(name, language)
    Draft202012Validator.check_schema(printed)
    text = json.dumps(printed, ensure_ascii=False)
    assert "x-" not in text.replace("x-axel", "")
