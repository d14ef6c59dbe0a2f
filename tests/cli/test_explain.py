"""`explain`: why a figure is what it is; and `show --code`: what the rules become."""

import ast
from pathlib import Path

import pytest
from tests.cli.running import run

from digiramverk.workspace import Workspace

REACHED = ("reached", "area=ledning", "step=1")


def school() -> str:
    """LIKA's example school."""
    return str(Workspace().example("lika", "exempelskolan"))


def test_the_text_says_what_holds_back_and_what_would_help(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "explain", "lika", school(), *REACHED, "--lang", "sv")
    assert done.code == 0
    assert done.out.startswith("Området når steget: nej\n")
    assert "Regel: mean(fraction) >= reached_at" in done.out
    assert "6 av 6 räknas, och resultatet är 79,2 % (19/24)." in done.out
    assert "Det som håller tillbaka: L1-06." in done.out
    assert "Höjs L1-02 från Nästan där till Uppnådd blir resultatet ja." in done.out


def test_the_text_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "explain", "lika", school(), *REACHED, "--lang", "en")
    assert "If L1-02 is raised from Nearly there to Reached, the result becomes yes." in done.out
    assert "What holds it back: L1-06." in done.out


def test_the_advice_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    change = run(capsys, "explain", "lika", school(), *REACHED, "--format", "json").data["change"]
    workspace = Workspace()
    (form,) = workspace.read("lika", [school()])
    answers = {**form.levels, change["indicator"]: change["to"]}
    assert form.levels[change["indicator"]] == change["from"]
    results = workspace.score("lika", {"answers": answers})
    assert results.value("reached", area="ledning", step="1") is change["value"] is True


def test_the_json_shape(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "explain", "lika", school(), *REACHED, "--format", "json", "--lang", "sv").data
    assert list(data) == ["framework", "measure", "cell", "rule", "value", "trace", "change", "tried"]
    assert data["value"] is False
    assert (data["cell"]["area"], data["cell"]["step"]) == ("ledning", "1")
    assert list(data["change"]) == ["indicator", "text", "from", "to", "value"]
    assert list(data["trace"]) == ["expression", "value", "parts"]
    mean, limit = data["trace"]["parts"]
    assert list(mean) == ["expression", "value", "exact", "elements"]
    assert (mean["expression"], mean["exact"]) == ("mean(fraction)", "19/24")
    assert limit["expression"] == "reached_at"
    assert list(mean["elements"][0]) == ["members", "response", "value", "exact", "taken", "counts"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("reeched",), "DR601"),
        (("reached", "area=ledningen"), "DR602"),
        (("reached", "område=ledning"), "DR602"),
        (("reached", "area=ledning"), "DR603"),
        (("reached", "ledning"), "DR604"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_picks_no_single_value(
    asked: tuple[str, ...], code: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "explain", "lika", school(), *asked, "--lang", language)
    assert done.code == 1
    assert done.out == ""
    assert code in done.err


SURVEY = """\
digiramverk: 1
id: enkat
edition: "1"
title: Enkät
scale: [nej, delvis, ja]
groups: {elever: Elever, larare: Lärare}
scoring: {unanswered: exclude, results_per: [unit]}
areas: {a: {title: A, indicators: {HEMLIG: Trivs du}}}
rules:
  level: {per: [group], value: mean(fraction), show_if: count(answered) >= 5}
"""


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_withheld_value_shows_no_element(
    format_: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(SURVEY, encoding="utf-8")
    rows = "".join(f"r{n},Ek,elever,{level}\n" for n, level in enumerate(["ja", "nej", "delvis"]))
    (tmp_path / "svar.csv").write_text("response,unit,group,HEMLIG\n" + rows, encoding="utf-8")
    files = (str(tmp_path / "plan.yaml"), str(tmp_path / "svar.csv"))
    arguments = ("--lang", "sv", *(("--format", "json") if format_ == "json" else ()))
    done = run(capsys, "explain", *files, "level", "group=elever", *arguments)
    assert done.code == 0
    for part in ("HEMLIG", "r0", "r1", "50 %", "0.5", "elements"):
        assert part not in done.out
    if format_ == "json":
        assert (done.data["value"], done.data["missing"]) == (None, "withheld")
        assert done.data["change"] is None
    else:
        assert "Värdet visas inte" in done.out


def test_the_code_of_the_rules_is_python_and_holds_nothing_of_the_definition(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = run(capsys, "show", "lika", "--code")
    assert done.code == 0
    framework = Workspace().framework("lika")
    words = {each.text.to("sv") for each in framework.indicators}
    words |= {each.id for each in framework.indicators}
    words |= {rule.measure.name for rule in framework.rules}
    # Comments are for people and are not run.
    for node in ast.walk(ast.parse(done.out)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value not in words
        if isinstance(node, ast.Name):
            assert node.id not in words
    assert not any(each.text.to("sv") in done.out for each in framework.indicators)


HELD = """\
digiramverk: 1
id: held
edition: "1"
title: Held
languages: [en]
scale: [1, 2, 3]
scoring: {unanswered: exclude}
areas: {a: {indicators: {Q1: One, Q2: Two}}}
rules:
  share: mean(points)
  capped: min(mean(points), 2)
  ok: RULE
"""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("mean(points) >= 2", False),
        ("mean(points) >= 2.5", True),
        ("share >= 2", False),
        ("share >= 2.5", True),
        ("mean(points) <= 1.5", False),
        ("1.5 >= mean(points)", False),
        ("2.5 <= mean(points)", True),
        ("not mean(points) >= 2.5", False),
        ("not mean(points) < 2.5", True),
        ("4 - mean(points) >= 3", False),
        ("mean(points) >= 2 and share >= 2.5", True),
        ("mean(points) >= 2.5 or share >= 2", False),
        ("count(points >= 2) >= 1", False),
        ("count(points >= 2) >= 2", True),
        ("all(points >= 1)", False),
        ("all(points >= 2)", True),
        ("mean(points)", True),
        ("median(points)", True),
        ('mode(points, ties="lower")', False),
        ("mean(points) - 1", True),
        ("1 - mean(points)", False),
        ("mean(points) * -1", False),
    ],
)
def test_nothing_holds_back_what_is_reached(
    rule: str,
    said: bool,  # noqa: FBT001 - a case
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "plan.yaml").write_text(HELD.replace("RULE", rule), encoding="utf-8")
    (tmp_path / "svar.yaml").write_text("answers: {Q1: 1, Q2: 3}\n", encoding="utf-8")
    asked = ("explain", str(tmp_path / "plan.yaml"), str(tmp_path / "svar.yaml"), "ok", "--lang")
    done = run(capsys, *asked, "en")
    assert done.code == 0
    assert ("What holds it back: Q1." in done.out) is said
    assert ("Det som håller tillbaka: Q1." in run(capsys, *asked, "sv").out) is said
