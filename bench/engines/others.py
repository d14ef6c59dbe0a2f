"""Which engines there are, and which of them are installed."""

from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

import attrs

from bench.engines import Build


@attrs.frozen
class Engine:
    """An engine.

    Attributes:
        title: what its line of the table says.
        package: what pip calls it.
        imported: what Python calls it.
        module: which module here gives it formulas.
        quick: whether it can be asked for hundreds of forms without waiting.
    """

    title: str
    package: str
    imported: str
    module: str
    quick: bool = True

    @property
    def installed(self) -> bool:
        """Whether it can be measured."""
        return find_spec(self.imported) is not None

    @property
    def build(self) -> Build:
        """Compiles formulas for it."""
        build: Build = import_module(f"bench.engines.{self.module}").build
        return build


ENGINES = (
    Engine("zen-engine, one expression", "zen-engine", "zen", "zen_expression"),
    Engine("zen-engine, a decision graph", "zen-engine", "zen", "zen_graph"),
    Engine("common-expression-language", "common-expression-language", "cel", "rust_cel"),
    Engine("panzi-json-logic", "panzi-json-logic", "json_logic", "json_logic_rules"),
    Engine("cel-python", "cel-python", "celpy", "python_cel", quick=False),
)


def versions() -> str:
    """The engines with their versions, for the head of the table."""
    packages = {engine.package: engine.installed for engine in ENGINES}
    return ", ".join(
        f"{package} {version(package) if installed else 'not installed'}"
        for package, installed in packages.items()
    )
