"""The files of one definition as one document: a single file, or a folder with parts.

Parts are grafted onto the main file before anything is checked, each value with its place in its own file. So
the schema and the builder see one document and need not know about folders, and a message still names the
file to correct. Checking each part by itself would need a schema for every kind of part, and could not see
that two parts define the same id.
"""

import re
from hashlib import blake2b
from pathlib import Path as FilePath
from typing import Final

from digiramverk.core import Findings, InputError, Path, Source, Word
from digiramverk.definitions.declared_kinds import KINDS
from digiramverk.files import Located, located, read_bytes, read_source
from digiramverk.model import Framework, fields
from digiramverk.yamlsource import YamlDocument, read_yaml

ROOT: Final = "framework.yaml"
_YAML: Final = frozenset({".yaml", ".yml"})


def read_definition(path: FilePath | Located, findings: Findings) -> YamlDocument | None:
    """Read a definition.

    Args:
        path: a YAML file, or a folder with `framework.yaml` and perhaps parts: a file named after a key that
            holds many things (`rules.yaml`, `responsibilities.yaml` …) has its content, and `areas/*.yaml`
            are pieces of `areas`, taken in the order of file names; `texts/<language>.yaml` has texts in one
            more language. In a folder that extends another framework, parts hold additions. The proving
            room reads `cases`.
        findings: takes DR001–DR014 and what reading YAML finds.

    Returns:
        One document, its places pointing into all the files; None where a file could not be read.
    """
    folder = located(path)
    if not folder.is_folder:
        return _read(folder, findings)
    root = folder.child(ROOT)
    if not root.is_there:
        findings.add("DR003", file=folder.name)
        return None
    document = _read(root, findings)
    complete = True
    overlay = document is not None and isinstance(document.data, dict) and "extends" in document.data
    for part, prefix in _parts(folder, findings, overlay=overlay):
        read = _read(part, findings)
        complete = complete and read is not None
        if document is not None and read is not None:
            _graft(document, prefix, read, findings)
    return document if complete else None


Content = tuple[tuple[str, bytes | None], ...]
"""The content of a definition's files: for each its path and a digest, None for one that cannot be read."""


def content_of(path: FilePath | Located) -> Content:
    """The present content of a definition's files. Equal contents are the same definition."""
    at = located(path)
    files = [at]
    if at.is_folder:
        try:
            files = [at.child(ROOT), *(file for files in _yaml_files(at) for file in files)]
        except InputError:
            # Reading the definition reports why. Without its content nothing is cached.
            return ((at.name, None),)
    found = ((each.name, read_bytes(each, Findings())) for each in files)
    return tuple((name, None if data is None else blake2b(data).digest()) for name, data in found)


def is_definition(source: Source) -> bool:
    """Whether a text is plainly a definition: areas at its edge, no answers.

    This saves reading a large file as something else first. False means that it may still be one.
    """
    return re.search("^areas:", source.text, re.MULTILINE) is not None and not re.search(
        "^answers:", source.text, re.MULTILINE
    )


def _read(path: Located, findings: Findings) -> YamlDocument | None:
    source = read_source(path, findings)
    return None if source is None else read_yaml(source, findings)


def _parts(folder: Located, findings: Findings, *, overlay: bool) -> list[tuple[Located, Path]]:
    parts: list[tuple[Located, Path]] = []
    try:
        own, areas, texts = _yaml_files(folder)
    except InputError as error:
        findings.extend(error.diagnostics)
        return []
    for file in own:
        if file.path.name == ROOT:
            continue
        kind = file.path.stem
        if kind in _KINDS:
            # Parts of an overlay hold what it adds. What it changes is in its main file.
            parts.append((file, ("add", kind) if overlay and kind not in _SET_BY_OVERLAYS else (kind,)))
        else:
            findings.add("DR007", file=file.name)
    parts += [(file, ("add", "areas") if overlay else ("areas",)) for file in areas]
    parts += [(file, ("texts", file.path.stem)) for file in texts]
    return parts


def _yaml_files(folder: Located) -> list[list[Located]]:
    """The files of a folder that can belong to a definition: its own, those in `areas` and those in `texts`.

    Raises:
        InputError: DR010 and DR013, as :meth:`Located.children`.
    """
    return [each.children(_YAML) for each in (folder, folder.child("areas"), folder.child("texts"))]


_SET_BY_OVERLAYS: Final = frozenset(field.key for field in fields(Framework) if field.declared.at_top)
_KINDS: Final = {**{key: kind.word for key, kind in KINDS.items() if kind.file}, "reports": "report"}
"""The keys that can be a file of their own, with the word for one thing under each."""


def _graft(document: YamlDocument, prefix: Path, part: YamlDocument, findings: Findings) -> None:
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
        # The schema reports it, with what belongs here.
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
        # The first one wins, so that the places of what is already there stay right.
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
