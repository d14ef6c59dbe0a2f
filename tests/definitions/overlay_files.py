"""Writing overlays into a folder and loading them."""

from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone

from digiramverk.core.errors import DefinitionError
from digiramverk.model.framework import Framework
from digiramverk.model.origin import Origin
from digiramverk.workspace import Workspace

HEAD = """\
digiramverk: 1
id: {name}
edition: "2026"
extends: {parent}
"""


def stacked(folder: Path, *texts: str, base: str = STEPS) -> Path:
    """The path of the last of several overlays, each on the one before: o1, o2 … on `steg.yaml`."""
    (folder / "steg.yaml").write_text(base, encoding="utf-8")
    parent = "steg.yaml"
    for number, text in enumerate(texts, 1):
        path = folder / f"o{number}.yaml"
        path.write_text(HEAD.format(name=f"o{number}", parent=parent) + text, encoding="utf-8")
        parent = path.name
    return folder / parent


def extended(folder: Path, *texts: str, base: str = STEPS) -> Framework:
    """The framework that several overlays on each other make."""
    return alone().framework(stacked(folder, *texts, base=base))


def problems(folder: Path, *texts: str, base: str = STEPS) -> list[str]:
    """Code, place and further places of everything that is wrong, as `DR240 o1.yaml:7 (steg.yaml:4)`."""
    with pytest.raises(DefinitionError) as caught:
        extended(folder, *texts, base=base)
    found: list[str] = []
    for each in caught.value.diagnostics:
        places = [f"{Path(span.source.name).name}:{span.line}" for span in (each.span, *each.related) if span]
        more = f" ({', '.join(places[1:])})" if places[1:] else ""
        found.append(f"{each.code} {places[0]}{more}")
    return found


def origin(path: Path, kind: str, name: str, workspace: Workspace | None = None) -> Origin:
    """Where one part of the framework at a path comes from."""
    return next(
        each
        for each in (workspace or alone()).frameworks.origins(path)
        if (each.kind, each.id) == (kind, name)
    )
