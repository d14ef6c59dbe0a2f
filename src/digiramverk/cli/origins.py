"""`digiramverk show --origin`: where every part of a framework comes from."""

from io import StringIO
from typing import Any

from digiramverk.cli.options import Speaker, json_text
from digiramverk.core import word
from digiramverk.definitions import WORDS
from digiramverk.model import Framework, Origin, Written
from digiramverk.reports import Document, Heading, TableBlock, as_printed


def origins_text(
    origins: tuple[Origin, ...], framework: Framework, format_: str, speaker: Speaker, *, to_file: bool
) -> str:
    """Origins as a table, or as JSON with an entry for each part; a YAML reader also reads the JSON."""
    if format_ == "text":
        title = f"{framework.title.to(speaker.language)} ({framework.reference})"
        document = Document((Heading(title), _table(origins, speaker)))
        return as_printed(document, StringIO() if to_file else None)
    return json_text({"framework": framework.reference, "origins": [_entry(each) for each in origins]})


def _entry(origin: Origin) -> dict[str, Any]:
    changes = [{**_written(each), "fields": list(each.fields)} for each in origin.changes]
    return {"kind": origin.kind, "id": origin.id, **_written(origin.defined), "changes": changes}


def _written(written: Written) -> dict[str, Any]:
    return {"from": written.by, "file": written.file, "line": written.line, "column": written.column}


def _table(origins: tuple[Origin, ...], speaker: Speaker) -> TableBlock:
    rows: list[tuple[str, ...]] = []
    for origin in origins:
        kind = word(WORDS[origin.kind], speaker.language)
        rows.append((kind, origin.id, origin.defined.by, _place(origin.defined), ""))
        rows += [("", "", each.by, _place(each), ", ".join(each.fields)) for each in origin.changes]
    heads = speaker.pick("Slag,Id,Från,Ställe,Ändrar", "Kind,Id,From,Place,Changes").split(",")
    return TableBlock(tuple(heads), tuple(rows), None, len(heads))


def _place(written: Written) -> str:
    name = written.file.rpartition("/")[2]
    return f"{name}:{written.line}:{written.column}"
