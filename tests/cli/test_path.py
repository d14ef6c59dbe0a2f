"""The way of a municipality from an empty folder to its own framework, and on to another, as one test."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.running import run

from digiramverk.workspace import Workspace


class Officer:
    """Somebody at a terminal in one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Sit down in a folder."""
        self.folder = folder
        self._capsys = capsys

    def run(self, *arguments: str, code: int = 0) -> str:
        """What a command prints; it has to end with `code`."""
        done = run(self._capsys, *arguments, "--lang", "sv")
        assert done.code == code, done.err
        return done.out

    def data(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON is of any kind
        """What a command prints as JSON."""
        return json.loads(self.run(*arguments, "--format", "json"))


def a_framework_of_ones_own(officer: Officer) -> None:
    """Nothing → a framework; three lines are edited, one of them wrongly."""
    officer.run("new", "var-plan", "--title", "Vår plan")
    path = officer.folder / "var-plan.yaml"
    text = path.read_text(encoding="utf-8")
    edited = text.replace("[nej, delvis, ja] ", "[nej, lite, mycket, ja] ")
    edited = edited.replace("Det finns en plan som följs upp varje år", "Vi har en plan")
    edited = edited.replace("title: Undervisning", "titel: Undervisning")
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    officer.run("validate", "var-plan.yaml", code=1)
    officer.run("validate", "var-plan.yaml", "--fix")
    answers = officer.folder / "var-plan-svar.yaml"
    answers.write_text(answers.read_text(encoding="utf-8").replace("delvis", "mycket"), encoding="utf-8")
    scored = officer.data("score", "var-plan.yaml", "var-plan-svar.yaml")
    assert [cell["display"] for cell in scored["measures"]["area_mean"]] == ["100 %", "66,7 %"]
    assert "Vår plan" in officer.run("score", "var-plan.yaml", "var-plan-svar.yaml")


def on_top_of_lika(officer: Officer) -> None:
    """LIKA with an area and a target of one's own."""
    officer.run("new", "kommunen", "--extends", "lika", "--title", "LIKA i kommunen")
    own = officer.folder / "kommunen.yaml"
    text = own.read_text(encoding="utf-8")
    lines = ["# add:", "#   areas:", "#     ekonomi:", "#       title: Ekonomi"]
    lines += ["#       indicators:", "#         E1:"]
    for line in lines:
        assert line in text
        text = text.replace(line, line[2:])
    text = text.replace(
        "E1: Det finns en budget för digitala verktyg", "E1: {text: Det finns en budget, step: 1}"
    )
    text += "targets:\n  - measure: units_at_step\n    where: {school_form: grundskola, step: 1}\n"
    text += "    round: '2027'\n    at_least: 0.8\n"
    own.write_text(text, encoding="utf-8")
    officer.run("validate", "kommunen.yaml", code=0)
    compared = officer.data("diff", "lika", "kommunen.yaml", "--sample", "20")
    told = {(each["how"], each["kind"], each["id"]) for each in compared["changes"]}
    added = {("areas", "ekonomi"), ("indicators", "E1"), ("targets", "units_at_step")}
    assert {("added", *each) for each in added} <= told
    states = {each["name"]: each["state"] for each in compared["measures"]}
    assert states["share"] == states["units_at_step"] == "can_change"
    origins = officer.data("show", "kommunen.yaml", "--origin")["origins"]
    assert {each["from"] for each in origins if each["id"] in {"E1", "ekonomi"}} == {"kommunen@1"}


def on_to_goteborg(officer: Officer) -> None:
    """A year of LIKA answers becomes drafts for Göteborg's plan, scored, with what is covered."""
    year = str(Workspace().example("lika", "exempelskolan"))
    moved = officer.data("migrate", year, "--to", "goteborg")
    [form] = moved["forms"]
    assert (moved["from"], moved["to"]) == ("lika@2026.1", "goteborg@2021.1")
    assert 0 < form["coverage"] < 1
    asked = moved["scores"]["coverage"][0]["relevant"]
    assert form["coverage"] <= sum(each["coverage"] for each in form["answers"].values()) / asked + 1e-12
    assert set(form["left"]) >= {"L1-06", "I1-03"}
    assert moved["scores"]["measures"]["area_state"]
    drafts = officer.folder / "utkast.yaml"
    drafts.write_text(officer.run("migrate", year, "--to", "goteborg", "--format", "yaml"), encoding="utf-8")
    assert yaml.safe_load(drafts.read_text(encoding="utf-8"))["published"] is False
    again = officer.data("score", "goteborg", "utkast.yaml")
    assert again["measures"]["area_state"] == moved["scores"]["measures"]["area_state"]
    assert again["coverage"][0]["answered"] == len(form["answers"])


@pytest.mark.repository
def test_from_an_empty_folder_to_a_plan_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    officer = Officer(tmp_path, capsys)
    a_framework_of_ones_own(officer)
    on_top_of_lika(officer)
    on_to_goteborg(officer)
