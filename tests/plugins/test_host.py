"""The host: an object that takes plugins, and says what is wrong with those it cannot take."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.definitions.definitions import PLAN

from digiramverk.core.errors import DefinitionError, NotFoundError, PluginConflictError
from digiramverk.plugin import Registered, hookimpl
from digiramverk.plugins.host import PluginHost
from digiramverk.workspace import Workspace


def plugin(offered: object) -> object:
    """A plugin whose hook returns this, or raises it."""

    @hookimpl
    def digiramverk_frameworks() -> object:
        if isinstance(offered, BaseException):
            raise offered
        return offered

    return SimpleNamespace(digiramverk_frameworks=digiramverk_frameworks)


def plan(folder: Path, name: str = "var-plan") -> Registered:
    """A framework in a file, offered under a name."""
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return Registered(name, folder / "plan.yaml", "")


def test_a_host_without_discovery_knows_nothing() -> None:
    host = PluginHost(discover=False)
    assert (host.plugins, host.frameworks, host.problems) == ((), (), ())


def test_a_plugin_at_hand_can_be_registered_and_used(tmp_path: Path) -> None:
    host = PluginHost(discover=False)
    taken = host.register(plugin([plan(tmp_path)]), "min", distribution="min-plan", version="1.2")
    assert taken.problem is None
    workspace = Workspace(host)
    assert [(each.id, each.origin) for each in workspace.frameworks.list()] == [("var-plan", "min-plan")]
    assert workspace.framework("var-plan@2026").id == "var-plan"


def test_two_hosts_know_nothing_of_one_another(tmp_path: Path) -> None:
    one, other = PluginHost(discover=False), PluginHost(discover=False)
    one.register(plugin([plan(tmp_path)]), "min")
    assert other.plugins == ()


def test_the_installed_plugins_are_found() -> None:
    (lika,) = [each for each in PluginHost().plugins if each.name == "lika"]
    assert (lika.distribution, lika.problem) == ("digiramverk-lika", None)
    assert [each.id for each in lika.frameworks] == ["lika", "lika-larare"]


@pytest.mark.parametrize(
    ("offered", "code", "part"),
    [
        (ValueError("trasig"), "DR501", "ValueError: trasig"),
        (SystemExit(3), "DR501", "SystemExit: 3"),
        (5, "DR501", "TypeError"),
        ("lika", "DR505", "str"),
        (["lika"], "DR505", "str"),
        ([{"id": "lika"}], "DR505", "dict"),
    ],
)
def test_what_a_plugin_does_wrong_is_kept_as_its_problem(offered: object, code: str, part: str) -> None:
    host = PluginHost(discover=False)
    taken = host.register(plugin(offered), "trasig", distribution="trasig-plan", version="0.1")
    assert taken.frameworks == ()
    assert taken.problem is not None
    assert taken.problem.code == code
    for word in ("trasig-plan", "0.1", part):
        assert word in taken.problem.message("sv")


def test_a_plugin_that_offers_nothing_is_fine() -> None:
    host = PluginHost(discover=False)
    assert host.register(plugin([]), "tom").problem is None


@pytest.mark.parametrize(
    "given", [SimpleNamespace(), json, len, "lika", None, SimpleNamespace(frameworks=[])]
)
def test_what_has_no_hooks_is_no_plugin(given: object) -> None:
    host = PluginHost(discover=False)
    problem = host.register(given, "tom", distribution="tom-plan").problem
    assert problem is not None
    assert problem.code == "DR914"
    assert "tom-plan" in problem.message("sv")


def test_a_hook_that_does_not_exist_is_a_problem() -> None:
    @hookimpl
    def digiramverk_framworks() -> Iterable[Registered]:
        return []

    taken = PluginHost(discover=False).register(
        SimpleNamespace(digiramverk_framworks=digiramverk_framworks), "fel"
    )
    assert taken.problem is not None


def test_two_plugins_that_offer_one_name_are_both_named(tmp_path: Path) -> None:
    host = PluginHost(discover=False)
    for distribution in ("en-plan", "annan-plan"):
        host.register(plugin([plan(tmp_path)]), distribution, distribution=distribution)
    workspace = Workspace(host)
    assert workspace.frameworks.list() == ()
    (conflict,) = workspace.frameworks.problems()
    assert conflict.code == "DR502"
    assert "”en-plan” och ”annan-plan”" in conflict.message("sv")
    with pytest.raises(PluginConflictError):
        workspace.framework("var-plan")


def test_a_framework_must_be_what_it_is_offered_as(tmp_path: Path) -> None:
    host = PluginHost(discover=False)
    host.register(plugin([plan(tmp_path, "annat")]), "min", distribution="min-plan")
    with pytest.raises(DefinitionError) as caught:
        Workspace(host).framework("annat")
    assert [each.code for each in caught.value.diagnostics] == ["DR507"]


def test_a_framework_without_examples_says_so(tmp_path: Path) -> None:
    host = PluginHost(discover=False)
    host.register(plugin([plan(tmp_path)]), "min")
    with pytest.raises(NotFoundError) as caught:
        Workspace(host).example("var-plan", "exempelskolan")
    assert [each.code for each in caught.value.diagnostics] == ["DR506"]


def test_nothing_is_imported_by_looking_at_a_host() -> None:
    before = set(sys.modules)
    PluginHost(discover=False)
    assert set(sys.modules) == before
