"""Renderers that plugins offer: found by name, never two of one name, and given what they ask for."""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from tests.reports.examples import example

from digiramverk.core.errors import MissingExtraError, NotFoundError
from digiramverk.plugin import Document, Options, Renderer, hookimpl, renderer
from digiramverk.plugins.host import Plugin, PluginHost
from digiramverk.reports.html_pages import markup
from digiramverk.workspace import Workspace


def titles(documents: Sequence[Document], options: Options) -> bytes:
    """Nothing but the titles."""
    del options
    return "\n".join(document.title for document in documents).encode()


def offered(host: PluginHost, distribution: str, *renderers: Renderer) -> Plugin:
    @hookimpl
    def digiramverk_renderers() -> list[Renderer]:
        return list(renderers)

    plugin = SimpleNamespace(digiramverk_renderers=digiramverk_renderers)
    return host.register(plugin, distribution, distribution=distribution)


def test_a_plugin_adds_a_kind_of_file() -> None:
    host = PluginHost(discover=False)
    offered(host, "min-rapport", renderer("titles", titles, text=True, suffixes=(".titles",)))
    chosen = example("lika", "assessment")
    made = Workspace(host).report(chosen.framework, chosen.forms, to="titles")
    assert made.decode() == "Exempelskolan, 2016, Ledning: resultat"
    assert host.renderers[-1].distribution == "min-rapport"


def test_a_workbook_gets_the_plan_too() -> None:
    host = PluginHost(discover=False)
    offered(host, "min-rapport", renderer("titles", titles, workbook=True))
    chosen = example("lika", "comparison")
    made = Workspace(host).report(chosen.framework, chosen.forms[:1], to="titles")
    assert len(made.decode().splitlines()) == 2
    assert "Handlingsplan" in made.decode()


def test_no_two_renderers_have_one_name() -> None:
    host = PluginHost(discover=False)
    taken = offered(host, "min-rapport", renderer("html", titles))
    assert taken.problem is not None
    assert taken.problem.code == "DR821"
    assert "digiramverk" in taken.problem.message("sv")
    twice = offered(host, "annan", renderer("a", titles), renderer("a", titles))
    assert twice.problem is not None
    assert [each.name for each in host.renderers if each.name in {"a", "html"}] == ["html"]


def test_something_else_than_a_renderer_is_a_problem_of_the_plugin() -> None:
    taken = offered(PluginHost(discover=False), "min-rapport", "html")  # type: ignore[arg-type]
    assert taken.problem is not None
    assert taken.problem.code == "DR505"


def test_an_unknown_renderer_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="DR810"):
        Workspace(PluginHost(discover=False)).reports.renderer("htm")


@pytest.mark.parametrize(
    ("to", "module", "extra"),
    [
        ("html", "jinja2", "html"),
        ("html", "vl_convert", "charts"),
        ("xlsx", "xlsxwriter", "excel"),
        ("docx", "docx", "word"),
        ("svg", "vl_convert", "charts"),
    ],
)
def test_a_missing_extra_is_named(to: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    markup._template.cache_clear()  # noqa: SLF001 - the template is kept from the test before
    monkeypatch.setitem(__import__("sys").modules, module, None)
    chosen = example("lika", "assessment")
    with pytest.raises(MissingExtraError, match=rf"digiramverk\[{extra}\]"):
        Workspace().report(chosen.framework, chosen.forms, to=to)
