"""What the tests of SELFIE share: the package alone, loaded once."""

import pytest

import digiramverk_selfie
from digiramverk import Framework, PluginHost, Workspace


@pytest.fixture(scope="session")
def host() -> PluginHost:
    """A host with this package and nothing else."""
    found = PluginHost(discover=False)
    found.register(digiramverk_selfie, "selfie", distribution="digiramverk-selfie", version="0.1.0")
    return found


@pytest.fixture(scope="module")
def workspace(host: PluginHost) -> Workspace:
    """The package's own workspace."""
    return Workspace(host)


@pytest.fixture(scope="module")
def framework(workspace: Workspace) -> Framework:
    """SELFIE."""
    return workspace.framework("selfie")
