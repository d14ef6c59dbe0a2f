"""A workspace by its nouns: each method is written once, and offered where people look for it."""

import inspect
from pathlib import Path
from typing import Final

import attrs
import pytest
from tests.definitions.definitions import alone

from digiramverk import Workspace
from digiramverk.core import NotFoundError
from digiramverk.proving import Trial
from digiramverk.workspace.everyday import Everyday

PARTS: Final = ("frameworks", "answers", "scoring", "reports", "proving")
EVERYDAY: Final = {name: each for name, each in vars(Workspace).items() if isinstance(each, Everyday)}

PLAN: Final = """digiramverk: 1
id: plan
edition: "1"
title: Plan
scale: [nej, ja]
scoring: {unanswered: exclude}
areas:
  a:
    title: A
    indicators: {L1: Ett}
rules:
  share: {value: mean(fraction)}
"""
CASES: Final = """one:
  forms: [{answers: {L1: ja}}]
  expect:
    share: 1/2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A framework with a case that fails."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "framework.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "cases" / "cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", EVERYDAY)
def test_an_everyday_method_is_the_one_of_its_part(name: str) -> None:
    workspace, offered = alone(), getattr(Workspace, name)
    part = getattr(workspace, vars(EVERYDAY[name])["_part"])
    assert getattr(workspace, name) == getattr(part, offered.__name__)
    assert inspect.getdoc(offered) == inspect.getdoc(getattr(part, offered.__name__))
    assert inspect.signature(getattr(workspace, name)) == inspect.signature(getattr(part, offered.__name__))


@pytest.mark.parametrize("name", PARTS)
def test_every_method_of_a_part_is_described(name: str) -> None:
    part = getattr(alone(), name)
    methods = inspect.getmembers(part, inspect.ismethod)
    assert [each for each, method in methods if each[0] != "_" and not inspect.getdoc(method)] == []
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        part.note = "of one call"


def test_check_takes_a_loaded_framework(folder: Path) -> None:
    workspace = alone()
    by_path = workspace.check(folder, Trial(5))
    assert [each.holds for each in by_path.cases] == [False]
    loaded = workspace.check(workspace.framework(folder), Trial(5))
    assert (loaded.cases, loaded.holds) == (by_path.cases, False)


def test_the_cases_of_a_framework_that_was_loaded_elsewhere_are_unknown(folder: Path) -> None:
    elsewhere = alone().framework(folder)
    with pytest.raises(NotFoundError) as raised:
        alone().check(elsewhere)
    assert [each.code for each in raised.value.diagnostics] == ["DR616"]
    assert alone().proving.prove(elsewhere, Trial(5)).holds


def test_two_frameworks_that_are_equal_have_their_own_cases(folder: Path, tmp_path: Path) -> None:
    workspace = alone()
    single = tmp_path / "single.yaml"
    single.write_text(PLAN, encoding="utf-8")
    of_folder, of_file = workspace.framework(folder), workspace.framework(single)
    assert of_folder == of_file
    assert [len(workspace.proving.cases(each)) for each in (of_folder, of_file)] == [1, 0]
