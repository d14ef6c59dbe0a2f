"""The files of one definition as one document: a single file, or a folder with parts."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path as FilePath
from typing import Final

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.language import Word
from digiramverk.core.place import Source
from digiramverk.loading.files import is_folder, read_bytes, read_source
from digiramverk.yamlsource.document import Document
from digiramverk.yamlsource.read import read_yaml

ROOT: Final = "framework.yaml"
_YAML: Final = frozenset({".yaml", ".yml"})


def read_definition(path: FilePath, findings: Findings) -> Document | None:
    """Read a definition.

    Args:
        path: a YAML file, or a folder with `framework.yaml` and perhaps parts: a file named after a key that
            holds many things (`rules.yaml`, `responsibilities.yaml` …) has its content, and `areas/*.yaml`
            are pieces of `areas`, taken in the order of file names; `texts/<language>.yaml` has texts in one
            more language. In a folder that extends another framework, parts hold what is added. What is in
            `cases` is read elsewhere.
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
    overlay = document is not None and isinstance(document.data, dict) and "extends" in document.data
    for part, prefix in _parts(path, findings, overlay=overlay):
        read = _read(part, findings)
        complete = complete and read is not None
        if document is not None and read is not None:
            _graft(document, prefix, read, findings)
    return document if complete else None


Content = tuple[tuple[str, bytes | None], ...]
"""What the files of a definition say: for each its path and a digest, None for one that cannot be read."""


def content_of(path: FilePath) -> Content:
    """What the files of a definition say now. Two that are equal are read as the same definition."""
    files = [path]
    if is_folder(path):
        files = [path / ROOT, *(each for each in _yaml_files(path) if each != path / ROOT)]
    found = ((each.as_posix(), read_bytes(each, Findings())) for each in files)
    return tuple((name, None if data is None else blake2b(data).digest()) for name, data in found)


def is_definition(source: Source) -> bool:
    """Whether a text is plainly a definition: areas at its edge, no answers.

    This saves reading a large file as something else first. False does not say that it is none.
    """
    return re.search("^areas:", source.text, re.MULTILINE) is not None and not re.search(
        "^answers:", source.text, re.MULTILINE
    )


def _read(path: FilePath, findings: Findings) -> Document | None:
    source = read_source(path, findings)
    return None if source is None else read_yaml(source, findings)


def _parts(folder: FilePath, findings: Findings, *, overlay: bool) -> list[tuple[FilePath, Path]]:
    parts: list[tuple[FilePath, Path]] = []
    for path in _yaml_files(folder):
        if path == folder / ROOT:
            continue
        kind = path.parent.name if path.parent != folder else path.stem
        if kind == "texts" and path.parent != folder:
            parts.append((path, ("texts", path.stem)))
        elif kind in _KINDS:
            # What an overlay has in parts of its own is new; that of others it changes in its main file.
            parts.append((path, ("add", kind) if overlay and kind not in _SET_BY_OVERLAYS else (kind,)))
        else:
            findings.add("DR007", file=path.as_posix())
    return parts


def _yaml_files(folder: FilePath) -> Iterator[FilePath]:
    """The files of a folder that can belong to a definition, in the order in which they are read."""
    for part in (folder, folder / "areas", folder / "texts"):
        yield from (path for path in sorted(part.glob("*")) if path.suffix in _YAML)


_SET_BY_OVERLAYS: Final = frozenset({"params", "reports", "sources"})
_KINDS: Final = {
    "areas": "area",
    "attributes": "attribute",
    "bands": "bands",
    "facets": "facet",
    "goals": "goal",
    "groups": "group",
    "params": "param",
    "reports": "report",
    "responsibilities": "responsibility",
    "roles": "role",
    "rules": "rule",
    "scales": "scale",
    "school_forms": "school_form",
    "sources": "source",
    "steps": "step",
    "tables": "table",
}
"""The keys that can be a file of their own, with the word for one thing under each."""


def _graft(document: Document, prefix: Path, part: Document, findings: Findings) -> None:
    """Put the members of a part under `prefix`, with their places."""
    holder = document.data
    for length, key in enumerate(prefix[:-1], 1):
        if not isinstance(holder, dict):
            return
        holder = holder.setdefault(key, {})
        document.places.values.setdefault(prefix[:length], part.places.value(()))
        document.places.keys.setdefault(prefix[:length], part.places.value(()))
    if not isinstance(holder, dict):
        return
    key = prefix[-1]
    if not isinstance(part.data, dict):
        # Let the schema say what should stand here.
        holder[key] = part.data
        document.places.values[prefix] = part.places.value(())
        return
    target = holder.setdefault(key, {})
    if not isinstance(target, dict):
        return
    document.places.values.setdefault(prefix, part.places.value(()))
    document.places.keys.setdefault(prefix, part.places.value(()))
    taken: set[str | int] = set()
    for name, value in part.data.items():
        path = (*prefix, name)
        if name in target:
            place, first = part.places.key((name,)), document.places.key(path)
            word = Word(_KINDS.get(str(prefix[-1]), "key"))
            findings.add("DR213", place, path=path, kind=word, name=name, related=(first,))
            continue
        target[name] = value
        taken.add(name)
    for source, destination in (
        (part.places.keys, document.places.keys),
        (part.places.values, document.places.values),
    ):
        destination.update(
            {(*prefix, *inner): span for inner, span in source.items() if inner and inner[0] in taken}
        )
