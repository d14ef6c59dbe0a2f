"""What every test shares: how much Hypothesis looks for.

`HYPOTHESIS_PROFILE` chooses: `fast` (few examples, for the next edit), `ci` (the default: the same
examples every time, so that a red run is a change's own doing) or `nightly` (many, new ones each time).
`make mutants` has its own, `mutants`: few, the same ones every time, and none made smaller.
"""

import os
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile("fast", max_examples=15, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
settings.register_profile(
    "mutants",
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


LONG = frozenset({"test_openers.py", "test_pictures.py", "test_thirdparty.py"})
"""Modules whose single tests take longest: they come first, so that none is left to one process at last."""

LIBRARIES = ("polars", "polars-lazy", "pandas", "pyarrow", "duckdb")


@pytest.fixture(scope="session", autouse=True)
def _claims_of_columns_are_held() -> Iterator[None]:
    """What columns claim of their values is compared with the real ones, in every test."""
    if find_spec("polars") is None:
        # Without tables there is nothing that claims anything.
        yield
        return
    from tests.claims import held  # noqa: PLC0415 - of an extra

    with held():
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden`: write the answers of tests/golden anew. `--libraries`: whose tables."""
    parser.addoption("--update-golden", action="store_true", help="write the answers in tests/golden anew")
    parser.addoption(
        "--libraries",
        default=",".join(LIBRARIES),
        help=f"whose tables are scored, of {', '.join(LIBRARIES)} and spark",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `library` runs once for each of `--libraries`."""
    if "library" in metafunc.fixturenames:
        metafunc.parametrize("library", str(metafunc.config.getoption("--libraries")).split(","))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first; all others stay in their order."""
    items.sort(key=lambda item: item.path.name not in LONG)
