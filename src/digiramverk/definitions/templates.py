"""A new framework file: with comments, valid, and able to score at once."""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Final

import attrs

from digiramverk.core import DefinitionError, Diagnostic, Language, Names, near, write_files
from digiramverk.definitions.schemas import SchemaName, schema_for_editors
from digiramverk.yamlsource import as_name

PRESETS: Final = ("area_means", "steps", "gates", "responsibility_coverage", "likert_by_group")
_NAME: Final = re.compile(r"\w[\w.\-]{0,99}")


@attrs.frozen
class Beginning:
    """The choices for a new framework.

    Attributes:
        id: the framework's id.
        title: what people call it.
        language: of texts and comments.
        preset: the ready-made rules.
        extends: what it builds on, with the indicators' area to add to; None for a framework of its own.
        package: whether to make a distribution of it.
    """

    id: str
    title: str
    language: Language
    preset: str = "area_means"
    extends: str | None = None
    package: bool = False


def begin(beginning: Beginning, folder: FilePath, *, force: bool = False) -> tuple[FilePath, ...]:
    """Write the files of a new framework: all of them, or none.

    Args:
        beginning: the choices.
        folder: where to write.
        force: whether to overwrite files that exist.

    Returns:
        The files, in the order of reading.

    Raises:
        DefinitionError: DR205 for an invalid id.
        UnwritableError: DR021 to DR026 or DR028.
    """
    if _NAME.fullmatch(beginning.id) is None:
        raise DefinitionError([Diagnostic("DR205", {"value": beginning.id, "fixed": as_name(beginning.id)})])
    if beginning.preset not in PRESETS:
        args = {"value": beginning.preset, "known": Names(PRESETS)}
        raise DefinitionError([Diagnostic("DR204", args, near=near(beginning.preset, PRESETS))])
    texts = _package(beginning) if beginning.package else _single(beginning)
    write_files({folder / name: text for name, text in texts.items()}, force=force, folders=True)
    return tuple(folder / name for name in texts)


def _single(beginning: Beginning) -> dict[str, str]:
    answers = {"sv": "svar", "en": "answers"}[beginning.language]
    kind: SchemaName = "overlay" if beginning.extends else "framework"
    made = {f"{beginning.id}.yaml": _definition(beginning, kind)}
    kinds: list[SchemaName] = [kind]
    if beginning.extends is None:
        filled = _filled(f"answers-{beginning.preset}", beginning)
        made[f"{beginning.id}-{answers}.yaml"] = _head("answers") + filled
        kinds.append("answers")
    return {**made, **{f"{each}.schema.json": _schema(each, beginning.language) for each in kinds}}


def _head(kind: SchemaName) -> str:
    """The line that tells editors which schema a file follows."""
    return f"# yaml-language-server: $schema={kind}.schema.json\n"


def _definition(beginning: Beginning, kind: SchemaName) -> str:
    if beginning.extends is not None:
        return _head(kind) + _filled("overlay", beginning)
    return _head(kind) + _filled("framework", beginning) + _filled(beginning.preset, beginning)


def _schema(kind: SchemaName, language: Language) -> str:
    import json  # noqa: PLC0415 - only here

    return json.dumps(schema_for_editors(kind, language), ensure_ascii=False, indent=1) + "\n"


def _package(beginning: Beginning) -> dict[str, str]:
    module = "digiramverk_" + re.sub(r"\W", "_", beginning.id).lower()
    root, source = f"digiramverk-{beginning.id}", f"digiramverk-{beginning.id}/src/{module}"
    kind: SchemaName = "overlay" if beginning.extends else "framework"
    words = {"module": module}
    return {
        f"{root}/pyproject.toml": _filled("pyproject", beginning, words),
        f"{root}/README.md": _filled("readme", beginning, words),
        f"{source}/__init__.py": _filled("plugin", beginning, words),
        f"{source}/definition/framework.yaml": _definition(beginning, kind),
        f"{source}/definition/{kind}.schema.json": _schema(kind, beginning.language),
        f"{root}/tests/test_definition.py": _filled("tests", beginning, words),
    }


def _filled(name: str, beginning: Beginning, words: Mapping[str, str] | None = None) -> str:
    folder = files("digiramverk.definitions").joinpath("templates")
    # Texts without words of people, such as code, exist once for both languages.
    own = folder.joinpath(beginning.language, f"{name}.txt")
    text = (own if own.is_file() else folder.joinpath(f"{name}.txt")).read_text(encoding="utf-8")
    values = {
        "id": beginning.id,
        "file": "framework.yaml" if beginning.package else f"{beginning.id}.yaml",
        "title": _quoted(beginning.title),
        "preset": beginning.preset,
        "extends": _quoted(beginning.extends or ""),
        **(words or {}),
    }
    for key, value in values.items():
        text = text.replace(f"<{key}>", value)
    return text


def _quoted(text: str) -> str:
    r"""A text as YAML takes it in any place.

    >>> _quoted("Plan: \"A\"")
    '"Plan: \\"A\\""'
    """
    plain = re.fullmatch(r"[^\W\d_][\w ./\\@\-åäöÅÄÖ]*", text) is not None and text.strip() == text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if plain and "\\" not in text else f'"{escaped}"'
