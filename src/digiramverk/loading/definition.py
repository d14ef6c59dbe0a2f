"""The files of one definition as one document: a single file, or a folder with parts."""

from pathlib import Path as FilePath
from typing import Final

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.language import Word
from digiramverk.loading.files import is_folder, read_source
from digiramverk.yamlsource.document import Document
from digiramverk.yamlsource.read import read_yaml

ROOT: Final = "framework.yaml"
_YAML: Final = frozenset({".yaml", ".yml"})


def read_definition(path: FilePath, findings: Findings) -> Document | None:
    """Read a definition.

    Args:
        path: a YAML file, or a folder with `framework.yaml` and perhaps parts: a file named after a key that
            holds many things (`rules.yaml`, `responsibilities.yaml` …) has its content, and `areas/*.yaml`
            are pieces of `areas`, taken in the order of file names. What is in `cases` is read elsewhere.
        findings: takes DR001–DR007 and what reading YAML finds.

    Returns:
        One document, its places pointing into all the files; None where a file could not be read.
    """
    if not is_folder(path):
        return _read(path, findings)
    root = path / ROOT
    if not root.is_file():
        findings.add("DR003", file=path.as_posix())
        return None
    document = _read(root, findings)
    complete = True
    for part, prefix in _parts(path, findings):
        read = _read(part, findings)
        complete = complete and read is not None
        if document is not None and read is not None:
            _graft(document, prefix, read, findings)
    return document if complete else None


def _read(path: FilePath, findings: Findings) -> Document | None:
    source = read_source(path, findings)
    return None if source is None else read_yaml(source, findings)


def _parts(folder: FilePath, findings: Findings) -> list[tuple[FilePath, Path]]:
    parts: list[tuple[FilePath, Path]] = []
    for path in sorted(folder.glob("*")) + sorted((folder / "areas").glob("*")):
        if path.suffix not in _YAML or path == folder / ROOT:
            continue
        if path.parent.name == "areas":
            parts.append((path, ("areas",)))
        elif path.stem in _KINDS:
            parts.append((path, (path.stem,)))
        else:
            findings.add("DR007", file=path.as_posix())
    return parts


_KINDS: Final = {
    "areas": "area",
    "goals": "goal",
    "params": "param",
    "responsibilities": "responsibility",
    "rules": "rule",
    "scales": "scale",
    "sources": "source",
}
"""The keys that can be a file of their own, with the word for one thing under each."""


def _graft(document: Document, prefix: Path, part: Document, findings: Findings) -> None:
    """Put the members of a part under `prefix`, with their places."""
    key = str(prefix[0])
    if not isinstance(document.data, dict):
        return
    if not isinstance(part.data, dict):
        # Let the schema say what should stand here.
        document.data[key] = part.data
        document.places.values[prefix] = part.places.value(())
        return
    target = document.data.setdefault(key, {})
    if not isinstance(target, dict):
        return
    document.places.values.setdefault(prefix, part.places.value(()))
    document.places.keys.setdefault(prefix, part.places.value(()))
    for name, value in part.data.items():
        path = (*prefix, name)
        if name in target:
            place, first = part.places.key((name,)), document.places.key(path)
            findings.add("DR213", place, path=path, kind=Word(_KINDS[key]), name=name, related=(first,))
            continue
        target[name] = value
        for source, destination in (
            (part.places.keys, document.places.keys),
            (part.places.values, document.places.values),
        ):
            destination.update(
                {(*prefix, *inner): span for inner, span in source.items() if inner[:1] == (name,)}
            )
