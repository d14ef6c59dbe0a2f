"""Crosswalk files: read, and checked against both frameworks."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from pathlib import Path as FilePath
from typing import Any

import attrs

from digiramverk.core import DefinitionError, Findings, Names, Path, Word, near
from digiramverk.definitions.catalogue import Catalogue
from digiramverk.definitions.definition_files import is_definition
from digiramverk.definitions.schemas import schema
from digiramverk.files import Located, located, read_source
from digiramverk.model import Crosswalk, Framework, Indicator, Link, Relation, Scale, Text
from digiramverk.yamlsource import YamlDocument, check_schema, read_yaml

_PARTLY = frozenset({Relation.SUBSET, Relation.INTERSECTS})


def read_crosswalk(
    path: FilePath | Located, catalogue: Catalogue, notes: Findings | None = None
) -> Crosswalk:
    """Read a crosswalk and check it: ids, relations, coverage, and that every level leads somewhere.

    Args:
        path: a YAML file.
        catalogue: finds the two frameworks; paths start from the file's folder, and lie in its root.
        notes: takes the warnings, those about the two frameworks first.

    Raises:
        DefinitionError: with all problems, DR26x among them.
        NotFoundError: one of the frameworks is not there.
    """
    findings = Findings()
    file = catalogue.locate(path)
    document = _read(file, findings)
    if document is None or findings.has_errors:
        raise DefinitionError(findings)
    places = document.places
    first, second = (
        catalogue.layer(document.data[key], beside=file, place=places.value((key,))) for key in ("from", "to")
    )
    checker = _Checker(document, findings, first.framework, second.framework)
    crosswalk = checker.crosswalk()
    if findings.has_errors:
        raise DefinitionError(findings)
    if notes is not None:
        notes.extend((*first.warnings, *second.warnings, *findings))
    return crosswalk


def crosswalk_ends(where: FilePath | Located) -> tuple[str, str] | None:
    """What a file maps from and to, as written; None where it is no crosswalk."""
    file = located(where)
    if file.path.suffix not in {".yaml", ".yml"} or not file.is_file:
        return None
    source = read_source(file, Findings())
    document = None if source is None or is_definition(source) else read_yaml(source, Findings())
    data = None if document is None else document.data
    # Decided without the schema, so that a crosswalk with mistakes still counts as one and is reported.
    if isinstance(data, dict) and {"from", "to"} <= data.keys() and "areas" not in data:
        return str(data["from"]), str(data["to"])
    return None


def installed_crosswalks(catalogue: Catalogue, without: Collection[str] = ()) -> Iterator[Crosswalk]:
    """The crosswalks that installed frameworks bring, where both ends are installed too.

    Args:
        catalogue: the installed frameworks.
        without: ids of crosswalks that are left out.

    Raises:
        DefinitionError: a crosswalk has errors.
    """
    ids = {each.id for each in catalogue}
    for registered in catalogue:
        for file in registered.located.child("crosswalks").children((".yaml",)):
            ends = crosswalk_ends(file)
            if ends is not None and {end.partition("@")[0] for end in ends} <= ids:
                crosswalk = read_crosswalk(file, catalogue)
                if crosswalk.id not in without:
                    yield crosswalk


def _read(file: Located, findings: Findings) -> YamlDocument | None:
    source = read_source(file, findings)
    if source is None:
        return None
    document = read_yaml(source, findings)
    if document is not None:
        check_schema(document, schema("crosswalk"), findings)
    return document


@attrs.frozen
class _Checker:
    """Reads a document that has passed the schema."""

    document: YamlDocument
    findings: Findings
    first: Framework
    second: Framework

    def crosswalk(self) -> Crosswalk:
        data, places = self.document.data, self.document.places
        if self.first.reference == self.second.reference:
            self.findings.add("DR260", places.value(("to",)), path=("to",), name=self.first.reference)
        links: list[Link] = []
        unmapped: list[tuple[str, Text | None]] = []
        seen: dict[tuple[str, str], Path] = {}
        for index, written in enumerate(data["links"]):
            path: Path = ("links", index)
            source = str(written["from"])
            reason = Text.of(written["reason"], self.second.languages[0]) if "reason" in written else None
            relation = Relation(written["relation"])
            known = self._known("from", source, self.first, path)
            if relation is Relation.NONE:
                unmapped.append((source, reason))
                continue
            target = str(written["to"])
            twice = seen.setdefault((source, target), path)
            if twice != path:
                related = (places.value((*twice, "from")),)
                place = places.value((*path, "from"))
                self.findings.add("DR266", place, path=path, one=source, other=target, related=related)
            other = self._known("to", target, self.second, path)
            coverage = self._coverage(written, relation, path)
            if known is not None and other is not None:
                levels = self._levels(known, other, path)
                links.append(Link(source, target, relation, coverage, levels, reason))
        self._check_sums(links)
        whose = (self._whose(*each) for each in (("groups", "group"), ("school_forms", "school_form")))
        return Crosswalk(str(data["id"]), self.first, self.second, tuple(links), tuple(unmapped), *whose)

    def _whose(self, key: str, kind: str) -> dict[str, str] | None:
        """Groups or school forms as they are mapped; where a framework declares some, it has to have them."""
        written = self.document.data.get(key)
        if written is None:
            return None
        places = self.document.places
        mapped = {name: str(other) for name, other in written.items()}
        for name, other in mapped.items():
            for each, framework, place in (
                (name, self.first, places.key((key, name))),
                (other, self.second, places.value((key, name))),
            ):
                known = tuple(declared.id for declared in getattr(framework, key))
                if known and each not in known:
                    args = {"kind": Word(kind), "name": each, "known": Names(known)}
                    self.findings.add("DR212", place, path=(key, name), near=near(each, known), **args)
        return mapped

    def _known(self, key: str, name: str, framework: Framework, path: Path) -> Indicator | None:
        found = next((each for each in framework.indicators if each.id == name), None)
        if found is None:
            known = tuple(each.id for each in framework.indicators)
            self.findings.add(
                "DR240",
                self.document.places.value((*path, key)),
                path=(*path, key),
                kind=Word("indicator"),
                name=name,
                parent=framework.reference,
                known=Names(known),
                near=near(name, known),
            )
        return found

    def _coverage(self, written: Mapping[str, Any], relation: Relation, path: Path) -> Fraction:
        """How much of the second indicator the first covers: 1 unless the relation is a partial one."""
        stated = Fraction(written["coverage"]) if "coverage" in written else None
        place = self.document.places.value((*path, "coverage" if stated is not None else "relation"))
        if relation in _PARTLY:
            if stated is None or not 0 < stated < 1:
                self.findings.add("DR263", place, path=path, relation=relation.value)
            return stated or Fraction(0)
        if stated is not None and stated != 1:
            self.findings.add("DR264", place, path=path, relation=relation.value)
        return Fraction(1)

    def _levels(self, source: Indicator, target: Indicator, path: Path) -> dict[str, str]:
        first, second = self.first.scale_of(source), self.second.scale_of(target)
        for index, written in enumerate(self.document.data.get("levels", ())):
            if (str(written["from"]), str(written["to"])) == (first.id, second.id):
                return self._mapped(written["map"], first, second, ("levels", index, "map"))
        if [level.id for level in first.levels] == [level.id for level in second.levels]:
            return {level.id: level.id for level in first.levels}
        place = self.document.places.value((*path, "from"))
        self.findings.add("DR265", place, path=path, one=first.id, other=second.id)
        return {}

    def _mapped(self, written: Mapping[str, Any], first: Scale, second: Scale, path: Path) -> dict[str, str]:
        places = self.document.places
        sources, targets = [[level.id for level in scale.levels] for scale in (first, second)]
        mapping = {name: str(level) for name, level in written.items()}
        for name, level in mapping.items():
            for each, known, place in (
                (name, sources, places.key((*path, name))),
                (level, targets, places.value((*path, name))),
            ):
                if each not in known:
                    args = {"kind": Word("level"), "name": each, "known": Names(tuple(known))}
                    self.findings.add("DR212", place, path=path, near=near(each, known), **args)
        missing = tuple(name for name in sources if name not in mapping)
        if missing:
            self.findings.add("DR261", places.key(path), path=path, scale=first.id, missing=Names(missing))
        rising = sorted(first.levels, key=lambda level: level.points)
        reached = {level.id: level.points for level in second.levels}
        # A better answer to the first indicator must not become a worse draft for the second.
        order = [reached[mapping[each.id]] for each in rising if mapping.get(each.id) in reached]
        if order != sorted(order):
            self.findings.add("DR262", places.key(path), path=path, one=first.id, other=second.id)
        return mapping

    def _check_sums(self, links: list[Link]) -> None:
        """Parts of one indicator cannot cover more than all of it."""
        for target in dict.fromkeys(link.target for link in links):
            parts = [link for link in links if link.target == target and link.relation in _PARTLY]
            total = sum((link.coverage for link in parts), Fraction(0))
            if total > 1:
                index = next(
                    index
                    for index, written in enumerate(self.document.data["links"])
                    if str(written.get("to")) == target
                )
                place = self.document.places.value(("links", index, "to"))
                self.findings.add("DR267", place, path=("links", index), name=target, total=str(float(total)))
