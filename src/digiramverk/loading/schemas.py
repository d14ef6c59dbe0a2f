"""The published JSON Schemas, read when they are needed."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

SchemaName = Literal["framework", "overlay", "answers", "cases", "crosswalk"]


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """One of the schemas (JSON Schema 2020-12) of the file formats. To be treated as read-only."""
    text = files("digiramverk.loading").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
