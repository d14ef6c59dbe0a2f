"""Which definition wrote which part of a framework, where overlays change it."""

import attrs


@attrs.frozen
class Written:
    """What one definition wrote of a part.

    Attributes:
        by: `id@edition` of the definition.
        file, line, column: the place, counted from 1.
        fields: what it wrote; empty where it defined the whole.
    """

    by: str
    file: str
    line: int
    column: int
    fields: tuple[str, ...] = ()


@attrs.frozen
class Origin:
    """Where one part of a framework comes from.

    Attributes:
        kind: what kind of part, as the key of a framework file is called: `indicators`, `rules` …
        id: its id.
        defined: the definition that declares it.
        changes: what overlays have changed in it since.
    """

    kind: str
    id: str
    defined: Written
    changes: tuple[Written, ...] = ()
