"""The differences between two definitions, item by item."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import attrs

from digiramverk.definitions import ABOUT, MEMBERS, SETTINGS, WORDS, to_data, words_of
from digiramverk.model import Framework

ChangeKind = Literal["added", "removed", "renamed", "moved", "reordered", "reworded", "rescaled", "changed"]

HOW: Final[tuple[ChangeKind, ...]] = (
    "added",
    "removed",
    "renamed",
    "moved",
    "reordered",
    "reworded",
    "rescaled",
    "changed",
)
_SCALE: Final = frozenset({"scale", "levels"})
_OWN: Final = frozenset({"languages", "valid", "area_levels", *ABOUT})


@attrs.frozen
class Change:
    """One difference.

    Attributes:
        how: the kind of change.
        kind: the kind of thing, as its key in a framework file; `framework` for the whole.
        id: its id in the second framework, or in the first if it is gone.
        fields: the fields that differ.
        before, after: the earlier and the new value: an area, an id, or None.
    """

    how: ChangeKind
    kind: str
    id: str
    fields: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


def changes(first: Framework, second: Framework) -> tuple[Change, ...]:
    """All differences, in the order of `HOW`, then of the files."""
    things = _things(first), _things(second)
    renamed = _renamed(*things)
    found = [
        *_whole(first, second),
        *_all_kinds(*things, renamed),
        *_reordered(first, second, renamed),
        *_targets(first, second),
        *_settings(first, second),
    ]
    return tuple(sorted(found, key=lambda change: HOW.index(change.how)))


@attrs.frozen
class _Thing:
    """A thing with an id: its fields, and its area."""

    fields: Mapping[str, Any]
    area: str | None = None


_Things = dict[tuple[str, str], _Thing]


def _things(framework: Framework) -> _Things:
    data = to_data(framework)
    found: _Things = {}
    for kind in (key for key in data if key in WORDS and key != "areas"):
        for name, value in data[kind].items():
            fields = value if isinstance(value, dict) and kind != "numbers" else {"title": value}
            found[kind, name] = _Thing(fields)
    _walk(data.get("areas", {}), None, found)
    return found


def _walk(areas: Mapping[str, Any], above: str | None, found: _Things) -> None:
    for name, area in areas.items():
        own = {key: value for key, value in area.items() if key not in {"areas", "indicators"}}
        found["areas", name] = _Thing(own, above)
        for indicator, fields in area.get("indicators", {}).items():
            found["indicators", indicator] = _Thing(fields, name)
        _walk(area.get("areas", {}), name, found)


def _all_kinds(first: _Things, second: _Things, renamed: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    for (kind, name), thing in second.items():
        old = renamed.get((kind, name), name)
        if (kind, old) not in first:
            yield Change("added", kind, name, after=thing.area)
            continue
        if old != name:
            yield Change("renamed", kind, name, before=old, after=name)
        yield from _one(kind, name, first[kind, old], thing)
    gone = {(kind, old) for (kind, _), old in renamed.items()}
    for kind, name in first:
        if (kind, name) not in second and (kind, name) not in gone:
            yield Change("removed", kind, name, before=first[kind, name].area)


def _renamed(first: _Things, second: _Things) -> dict[tuple[str, str], str]:
    """New id → old id, if exactly one thing that is gone and one that is new have the same text."""
    gone: dict[tuple[str, str], list[str]] = {}
    for (kind, name), thing in first.items():
        if (kind, name) not in second:
            gone.setdefault((kind, _said(thing)), []).append(name)
    new: dict[tuple[str, str], list[str]] = {}
    for (kind, name), thing in second.items():
        if (kind, name) not in first:
            new.setdefault((kind, _said(thing)), []).append(name)
    return {
        (key[0], names[0]): gone[key][0]
        for key, names in new.items()
        if len(names) == 1 and len(gone.get(key, ())) == 1
    }


def _reordered(
    first: Framework, second: Framework, renamed: Mapping[tuple[str, str], str]
) -> Iterator[Change]:
    """Things that are in another order than before, among those that both frameworks have.

    Order decides results: a ladder climbs its steps, and *the lowest level* is the first of its points.
    """
    older = dict(_orders(to_data(first), first.id))
    new = {(kind, old): name for (kind, name), old in renamed.items()}
    for (kind, holder, fields, of), present in _orders(to_data(second), second.id):
        held = renamed.get((kind, holder), holder) if fields else first.id
        former = [new.get((of, name), name) for name in older.get((kind, held, fields, of), ())]
        before = [name for name in former if name in present]
        after = [name for name in present if name in former]
        apart = [place for place, pair in enumerate(zip(before, after, strict=True)) if len({*pair}) > 1]
        if apart:
            # What is in its old place at either end says nothing.
            span = slice(apart[0], apart[-1] + 1)
            yield Change("reordered", kind, holder, fields, ", ".join(before[span]), ", ".join(after[span]))


_Order = tuple[str, str, tuple[str, ...], str]
"""Which things have an order: the kind and id of what holds them, its field, and their own kind."""


def _orders(data: Mapping[str, Any], whole: str) -> Iterator[tuple[_Order, list[str]]]:
    for kind in (key for key in data if key in WORDS):
        yield (kind, whole, (), kind), list(data[kind])
        for name, thing in data[kind].items() if kind in MEMBERS else ():
            yield (kind, name, (MEMBERS[kind],), ""), list(thing.get(MEMBERS[kind], ()))
    yield from _in_areas(data.get("areas", {}))


def _in_areas(areas: Mapping[str, Any]) -> Iterator[tuple[_Order, list[str]]]:
    for name, area in areas.items():
        for field in ("areas", "indicators"):
            yield ("areas", name, (field,), field), list(area.get(field, ()))
        yield from _in_areas(area.get("areas", {}))


def _said(thing: _Thing) -> str:
    return repr({key: thing.fields[key] for key in ("text", "title", "value") if key in thing.fields})


def _one(kind: str, name: str, first: _Thing, second: _Thing) -> Iterator[Change]:
    keys = [*second.fields, *(key for key in first.fields if key not in second.fields)]
    differing = [key for key in keys if first.fields.get(key) != second.fields.get(key)]
    if first.area != second.area:
        yield Change("moved", kind, name, before=first.area, after=second.area)
    read = words_of(kind)
    words = tuple(key for key in differing if key in read)
    scale = tuple(key for key in differing if key in _SCALE)
    rest = tuple(key for key in differing if key not in read and key not in _SCALE)
    if words:
        yield Change("reworded", kind, name, words)
    if scale:
        yield _valued("rescaled", kind, name, scale, first, second)
    if rest:
        yield _valued("changed", kind, name, rest, first, second)


def _valued(
    how: ChangeKind, kind: str, name: str, fields: tuple[str, ...], first: _Thing, second: _Thing
) -> Change:
    """With the values themselves if a single field with short values differs."""
    if len(fields) != 1:
        return Change(how, kind, name, fields)
    (field,) = fields
    before, after = (_short(thing.fields.get(field)) for thing in (first, second))
    return Change(how, kind, name, fields, before, after)


def _short(value: object) -> str | None:
    match value:
        case None | dict():
            return None
        case list():
            return ", ".join(str(part) for part in value if not isinstance(part, dict))
        case _:
            return str(value)


def _whole(first: Framework, second: Framework) -> Iterator[Change]:
    before, after = to_data(first), to_data(second)
    texts = tuple(key for key in {**before, **after} if key in _OWN and before.get(key) != after.get(key))
    if texts:
        yield Change("reworded", "framework", second.id, texts)
    scoring = {**before["scoring"], **after["scoring"]}
    differing = tuple(key for key in scoring if before["scoring"].get(key) != after["scoring"].get(key))
    if differing:
        yield Change("changed", "scoring", second.id, differing)


def _targets(first: Framework, second: Framework) -> Iterator[Change]:
    before, after = to_data(first).get("targets", []), to_data(second).get("targets", [])
    for target in after:
        if target not in before:
            yield Change("added", "targets", str(target["measure"]), after=_aimed(target))
    for target in before:
        if target not in after:
            yield Change("removed", "targets", str(target["measure"]), before=_aimed(target))


def _settings(first: Framework, second: Framework) -> Iterator[Change]:
    """Differences in laws, the plan and reports, and in the measure that decides which forms count."""
    before, after = to_data(first), to_data(second)
    for kind in SETTINGS:
        old, new = before.get(kind, {}), after.get(kind, {})
        for name in (*new, *(each for each in old if each not in new)):
            yield from _setting(kind, name, old.get(name), new.get(name))
    counted = before.get("counts"), after.get("counts")
    yield from _setting("counts", counted[1] or counted[0] or "", *counted)


def _setting(kind: str, name: str, before: object, after: object) -> Iterator[Change]:
    """One key before and after; None if it is absent."""
    if before == after:
        return
    how: ChangeKind = "added" if before is None else "removed" if after is None else "changed"
    fields: tuple[str, ...] = ()
    if isinstance(before, dict) and isinstance(after, dict):
        fields = tuple(key for key in {**before, **after} if before.get(key) != after.get(key))
    yield Change(how, kind, name, fields, _short(before), _short(after))


def _aimed(target: Mapping[str, Any]) -> str:
    members = [f"{key}={value}" for key, value in target.get("where", {}).items()]
    members += [f"{key} {value}" for key, value in target.items() if key not in {"measure", "where"}]
    return ", ".join(members)
