"""Named things: steps, roles, groups, school forms, goals, responsibilities, sources."""

from collections.abc import Mapping
from typing import Any

from digiramverk.core import Names
from digiramverk.definitions.sections.reader import Reader, name_of
from digiramverk.model import DIMENSIONS, Facet, Goal, Named, Responsibility, SourceDocument
from digiramverk.rules import FACTS


def build_named(written: Any, reader: Reader) -> tuple[Named, ...]:  # noqa: ANN401 - YAML data is of any kind
    """Steps, roles, groups or school forms: a list of ids, or ids with a title or more."""
    if written is None:
        return ()
    if isinstance(written, list):
        return tuple(Named(name_of(name), reader.text(name_of(name))) for name in written)
    named: list[Named] = []
    for name, value in written.items():
        whole = {"title": value} if isinstance(value, str) else value
        parent = name_of(whole["parent"]) if "parent" in whole else None
        reader.refer("roles", "role", [parent] if parent else [], tuple(written), ("roles", name, "parent"))
        named.append(
            Named(name, reader.text(whole["title"]), reader.text_or_none(whole.get("description")), parent)
        )
    return tuple(named)


def build_goals(written: Mapping[str, Any], areas: Names, reader: Reader) -> tuple[Goal, ...]:
    """Goals, with references to areas and to goals above checked."""
    goals: list[Goal] = []
    for name, value in written.items():
        whole = {"title": value} if isinstance(value, str) else value
        path = ("goals", name)
        parent = name_of(whole["parent"]) if "parent" in whole else None
        area = name_of(whole["area"]) if "area" in whole else None
        reader.refer("goals", "goal", [parent] if parent else [], tuple(written), (*path, "parent"))
        reader.refer("areas", "area", [area] if area else [], areas.names, (*path, "area"))
        description = reader.text_or_none(whole.get("description"))
        source = reader.source(whole.get("source"), (*path, "source"))
        goals.append(Goal(name, reader.text(whole["title"]), description, parent, area, source))
    return tuple(goals)


def build_responsibilities(
    written: Mapping[str, Any], roles: Names, areas: Names, reader: Reader
) -> tuple[Responsibility, ...]:
    """Responsibilities, with references to roles and areas checked."""
    built: list[Responsibility] = []
    for name, value in written.items():
        whole: Mapping[str, Any] = {"text": value} if isinstance(value, str) else value
        path = ("responsibilities", name)
        held = tuple(name_of(role) for role in whole.get("roles", ()))
        area = name_of(whole["area"]) if "area" in whole else None
        reader.refer("roles", "role", held, roles.names, (*path, "roles"))
        reader.refer("areas", "area", [area] if area else [], areas.names, (*path, "area"))
        if "scale" in whole and area is None:
            reader.findings.add("DR235", reader.places.key(path), path=path, name=name)
        built.append(
            Responsibility(
                name,
                reader.text(whole["text"]),
                held,
                area,
                reader.source(whole.get("source"), (*path, "source")),
                name_of(whole["scale"]) if "scale" in whole else None,
                tuple(name_of(goal) for goal in whole.get("goals", ())),
                facet_members(whole.get("facets")),
                tuple(name_of(group) for group in whole.get("groups", ())),
                tuple(name_of(form) for form in whole.get("school_forms", ())),
                reader.text_or_none(whole.get("note")),
            )
        )
    return tuple(built)


def facet_members(written: Mapping[str, Any] | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The members of facets that something belongs to: one or a list for each facet."""
    return tuple(
        (name, tuple(name_of(member) for member in (value if isinstance(value, list) else [value])))
        for name, value in (written or {}).items()
    )


def build_numbers(written: Any, reader: Reader) -> tuple[Named, ...]:  # noqa: ANN401 - YAML data is of any kind
    """The numbers that forms state beside their answers."""
    if isinstance(written, Mapping):
        numbers = tuple(Named(name, reader.text(title)) for name, title in written.items())
    else:
        numbers = build_named(written, reader)
    for each in numbers:
        if each.id in DIMENSIONS or each.id in FACTS or not each.id.isidentifier():
            path = ("numbers", each.id)
            place = (
                reader.places.key(path) if isinstance(written, Mapping) else reader.places.key(("numbers",))
            )
            reader.findings.add("DR230", place, path=path, name=each.id)
    return numbers


def build_sources(written: Mapping[str, Any], reader: Reader) -> tuple[SourceDocument, ...]:
    """The documents that facts come from."""
    documents: list[SourceDocument] = []
    for name, value in written.items():
        whole = {"title": value} if isinstance(value, str) else value
        where = reader.text_or_none(whole.get("where"))
        year: Any = whole.get("year")
        documents.append(SourceDocument(name, reader.text(whole["title"]), year, where))
    return tuple(documents)


def build_facets(written: Mapping[str, Any], key: str, reader: Reader) -> tuple[Facet, ...]:
    """Extra dimensions of indicators (`facets`) or of units (`attributes`)."""
    facets: list[Facet] = []
    for name, value in written.items():
        whole: dict[str, Any] = {"members": value} if isinstance(value, list) else {}
        whole |= {"title": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
        if name in DIMENSIONS or name in FACTS:
            reader.findings.add("DR230", reader.places.key((key, name)), path=(key, name), name=name)
            continue
        title = reader.text(whole.get("title", name))
        facets.append(
            Facet(name, title, build_named(whole.get("members"), reader), whole.get("ordered", False))
        )
    return tuple(facets)


def attributes_data(written: Any) -> dict[str, Any]:  # noqa: ANN401 - YAML data is of any kind
    """Attributes as a mapping, also where only their names are listed."""
    if isinstance(written, list):
        return {name_of(name): {} for name in written}
    return dict(written or {})
