"""Labels that an answer could mean in two ways. Loading warns of the choice that reading answers makes."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from digiramverk.core import Diagnostic, Path, Word
from digiramverk.model import Framework, LevelNames, Scale, find_member, member_names, written_number
from digiramverk.yamlsource import YamlDocument

if TYPE_CHECKING:
    from digiramverk.model import Named


def label_clashes(framework: Framework, document: YamlDocument) -> Iterator[Diagnostic]:
    """DR287 for each level, group, school form or member of an attribute that its own label does not name.

    Labels that several levels share are left out: reading refuses such an answer, so that nothing is chosen.

    Args:
        framework: what forms answer.
        document: what it was built from, for the places.
    """
    # Warned of when the framework is loaded, since an answer that is read the wrong way looks like any other.
    for scale in framework.scales:
        key: Path = ("scales", scale.id) if scale.id in document.data.get("scales", {}) else ("scale",)
        yield from _levels(scale, (*key, "levels"), document)
    kinds: tuple[tuple[str, Path, Iterable[Named]], ...] = (
        ("round", ("rounds",), framework.rounds),
        ("group", ("groups",), framework.groups),
        ("school_form", ("school_forms",), framework.school_forms),
        *(("member", ("attributes", each.id, "members"), each.members) for each in framework.attributes),
    )
    for kind, path, members in kinds:
        names = member_names(members)
        for each in members:
            for title in dict.fromkeys(text for _, text in each.title.forms):
                other = find_member(names, title)
                if other is not None and other != each.id:
                    yield _clash(kind, each.id, title, other, (*path, each.id), document)


def _levels(scale: Scale, path: Path, document: YamlDocument) -> Iterator[Diagnostic]:
    names = LevelNames.of(scale)
    numbers = {written_number(level.id): level.id for level in scale.levels}
    for level in scale.levels:
        for title in dict.fromkeys(text for _, text in level.title.forms):
            # A label `1.0` and an id `1`: the spelling in a table decides which one is meant.
            number = written_number(title)
            other = names.find(title) if number is None else numbers.get(number, names.find(title))
            if other is not None and other != level.id:
                yield _clash("level", level.id, title, other, (*path, level.id), document)


def _clash(kind: str, name: str, title: str, other: str, path: Path, document: YamlDocument) -> Diagnostic:
    args = {"kind": Word(kind), "name": name, "title": title, "other": other}
    return Diagnostic("DR287", args, document.places.key(path), path)
