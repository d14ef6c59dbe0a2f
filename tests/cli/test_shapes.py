"""What other programs read: the shapes of `--format json`, and what the demo prints."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import run
from tests.definitions.definitions import PLAN

from digiramverk.workspace import Workspace

SHARES = {
    ("ledning", "1"): Fraction(19, 24),
    ("ledning", "2"): Fraction(18, 24),
    ("ledning", "3"): Fraction(15, 24),
    ("infrastruktur", "1"): Fraction(50, 56),
    ("infrastruktur", "2"): Fraction(21, 24),
    ("kompetens", "1"): Fraction(24, 24),
    ("kompetens", "2"): Fraction(21, 24),
    ("kompetens", "3"): Fraction(21, 24),
    ("anvandning", "1"): Fraction(21, 24),
    ("anvandning", "2"): Fraction(30, 32),
    ("anvandning", "3"): Fraction(15, 20),
}


def example(name: str) -> str:
    """The path of one of LIKA's examples."""
    return str(Workspace().example("lika", name))


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "list", "--format", "json", "--lang", "en")
    (lika,) = [each for each in done.data if each["id"] == "lika"]
    assert list(lika) == ["id", "edition", "title", "languages", "source"]
    assert (lika["languages"], lika["source"]) == (["sv", "en"], "digiramverk-lika")
    assert done.code == 0


def test_plugins(capsys: pytest.CaptureFixture[str]) -> None:
    (lika,) = [each for each in run(capsys, "plugins", "--format", "json").data if each["name"] == "lika"]
    assert list(lika) == ["name", "distribution", "version", "frameworks", "ok", "problem"]
    assert (lika["ok"], lika["problem"], lika["frameworks"]) == (True, None, ["lika", "lika-larare"])


def test_validate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = tmp_path / "a.yaml", tmp_path / "b.yaml"
    good.write_text(PLAN, encoding="utf-8")
    bad.write_text(PLAN.replace("title: Ledning", "titel: Ledning"), encoding="utf-8")
    assert run(capsys, "validate", str(good), "--format", "json").data == {"ok": True, "diagnostics": []}
    done = run(capsys, "validate", str(good), str(bad), "--format", "json", "--lang", "sv")
    assert done.code == 1
    assert done.err == ""
    assert done.data["ok"] is False
    (found,) = done.data["diagnostics"]
    assert list(found) == ["code", "severity", "file", "line", "column", "message", "hint", "path"]
    assert (found["code"], found["severity"], found["line"], found["column"]) == ("DR201", "error", 9, 5)
    assert found["file"].endswith("b.yaml")
    assert found["path"] == ["areas", "ledning", "titel"]


def test_a_warning_is_no_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("use: area_means, ", ""), encoding="utf-8")
    done = run(capsys, "validate", str(path), "--format", "json")
    assert (done.code, done.data["ok"]) == (0, True)
    assert [each["severity"] for each in done.data["diagnostics"]] == ["warning"]


@pytest.mark.parametrize("name", ["lika", "exempelskolan"])
def test_what_is_installed_is_valid(capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = str(Workspace().catalogue.entry("lika").path) if name == "lika" else example(name)
    assert run(capsys, "validate", path).code == 0


def cells(data: Mapping[str, Any], measure: str) -> dict[tuple[str, str], Any]:
    """The cells of a measure per area and step."""
    return {(cell["area"], cell["step"]): cell for cell in data["measures"][measure]}


def test_score_gives_exactly_the_example_schools_shares(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "score", "lika", example("exempelskolan"), "--format", "json", "--lang", "sv")
    assert done.code == 0
    assert list(done.data) == ["framework", "measures", "targets", "coverage"]
    shares = cells(done.data, "share")
    assert {cell: shares[cell]["value"] for cell in shares} == {cell: float(x) for cell, x in SHARES.items()}
    # Infrastruktur has nothing at step 3: no cell, not a cell of nothing.
    assert ("infrastruktur", "3") not in shares
    first = shares["ledning", "1"]
    assert (first["response"], first["unit"], first["display"]) == ("1", "Exempelskolan", "79,2 %")
    assert done.data["framework"]["id"] == "lika"
    assert len(done.data["framework"]["fingerprint"]) == 16
    (coverage,) = done.data["coverage"]
    assert (coverage["answered"], coverage["relevant"]) == (75, 75)


def test_a_missing_value_is_null_with_its_reason(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text("answers: {L1-01: uppnadd}\n", encoding="utf-8")
    done = run(capsys, "score", "lika", str(path), "--format", "json")
    (highest,) = done.data["measures"]["highest_step"]
    assert (highest["value"], highest["display"], highest["missing"]) == (None, "–", "undecided")
    assert "missing" not in cells(done.data, "share")["ledning", "1"]
    assert cells(done.data, "share")["ledning", "2"]["missing"] == "unanswered"


def test_targets_come_with_their_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "score", example("mittkoping"), example("mittkoping_answers"), "--format", "json")
    first = done.data["targets"][0]
    assert first == {
        "measure": "units_at_step",
        "where": {"school_form": "grundskola", "step": "1"},
        "round": "2016",
        "target": 0.8,
        "outcome": 31 / 41,
        "met": False,
    }
    assert len(done.data["targets"]) == 18


def test_an_error_leaves_no_half_result(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text("answers: {L1-01: uppnad}\n", encoding="utf-8")
    done = run(capsys, "score", "lika", example("exempelskolan"), str(path), "--format", "json")
    assert done.code == 1
    assert list(done.data) == ["ok", "diagnostics"]
    assert [each["code"] for each in done.data["diagnostics"]] == ["DR402"]
    assert run(capsys, "score", "lika", str(path)).out == ""


def test_show_gives_the_whole_definition(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = run(capsys, "show", "lika", "--format", "json").data
    assert (data["id"], data["params"]["reached_at"]["value"]) == ("lika", 0.8)
    packed = run(capsys, "show", "lika", "--format", "yaml").out
    (tmp_path / "lika.yaml").write_text(packed, encoding="utf-8")
    assert Workspace().framework(tmp_path / "lika.yaml") == Workspace().framework("lika")


def table(text: str, start: str) -> list[list[str]]:
    """The rows that begin with a capital after the line that begins with `start`, cut at two blanks."""
    lines = text[text.index(start) :].splitlines()[1:]
    block = lines[: lines.index("")] if "" in lines else lines
    return [[cell for cell in line.split("  ") if cell.strip()] for line in block[2:]]


def test_the_demo_prints_the_table_of_the_source(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "demo", "--lang", "sv")
    assert (done.code, done.err) == (0, "")
    assert [[cell.strip() for cell in row] for row in table(done.out, "Andel av vägen till uppnådd\n")] == [
        ["Ledning", "79,2 %", "75 %", "62,5 %"],
        ["Infrastruktur", "89,3 %", "87,5 %", "–"],
        ["Kompetens", "100 %", "87,5 %", "87,5 %"],
        ["Användning", "87,5 %", "93,8 %", "75 %"],
    ]


def test_the_demo_holds_the_municipality_against_its_targets(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "demo", "--lang", "sv")
    assert [[cell.strip() for cell in row] for row in table(done.out, "Andel enheter som har uppnått")] == [
        ["Grundskola", "Steg 1", "minst 80 %", "75,6 %", "nej"],
        ["Grundskola", "Steg 2", "minst 60 %", "64,3 %", "ja"],
        ["Grundskola", "Steg 3", "minst 50 %", "30,95 %", "nej"],
        ["Förskola", "Steg 1", "minst 60 %", "62,5 %", "ja"],
        ["Förskola", "Steg 2", "minst 50 %", "45,2 %", "nej"],
        ["Förskola", "Steg 3", "minst 40 %", "22,6 %", "nej"],
    ]


def test_the_demo_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "demo", "--format", "json").data
    assert list(data) == ["school", "municipality"]
    assert cells(data["school"], "share")["ledning", "1"]["value"] == 19 / 24


def test_a_form_that_is_unpublished_is_not_in_the_municipalitys_figures(tmp_path: Path) -> None:
    workspace = Workspace()
    own = workspace.framework(example("mittkoping"))
    forms = workspace.read(own, [example("mittkoping_answers")])
    drafts = [form for form in forms if not form.published]
    published = [form for form in forms if form.published]
    assert drafts

    def figures(path: Path) -> dict[tuple[str, ...], object]:
        results = workspace.score(own, path)
        return {tuple(cell.members.values()): cell.value for cell in results["units_at_step"]}

    lines = Path(example("mittkoping_answers")).read_text(encoding="utf-8").splitlines()
    everything, only_published, one_less = (tmp_path / f"{name}.csv" for name in "abc")
    everything.write_text("\n".join(lines), encoding="utf-8")
    without = [line for line in lines if line.split(",")[5] != "false"]
    only_published.write_text("\n".join(without), encoding="utf-8")
    assert len(without) == len(published) + 1
    assert figures(everything) == figures(only_published)
    changed = next(line for line in lines if ",grundskola,2016,ledning,true," in line)
    one_less.write_text(
        "\n".join(line.replace("true", "false") if line == changed else line for line in lines), "utf-8"
    )
    assert figures(one_less) != figures(everything)


def test_csv_output_has_a_row_per_cell(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "score", "lika", example("exempelskolan"), "--format", "csv").out.splitlines()
    header = lines[0].split(",")
    assert (header[0], header[-4:]) == ("measure", ["value", "text", "display", "missing"])
    rows = [dict(zip(header, line.split(","), strict=False)) for line in lines[1:]]
    first = next(row for row in rows if row["measure"] == "share")
    assert (first["area"], first["step"]) == ("ledning", "1")
    assert float(first["value"]) == 19 / 24
