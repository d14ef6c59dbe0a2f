"""One form as plain data becomes an assessment, or findings."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core.diagnostic import Findings, Path
from digiramverk.core.language import Names, Word
from digiramverk.core.place import Span
from digiramverk.core.suggest import near
from digiramverk.loading.answers.levels import LevelNames, written_number
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.framework import Framework
from digiramverk.model.scale import NOT_RELEVANT
from digiramverk.model.structure import Named

Written = str | int | Decimal | None
"""A value as it stands in a file."""

_MIDNIGHT: Final = re.compile(r"[ T]00:00:00(\.0+)?$")
"""What a spreadsheet puts behind a date that is stated alone."""
_PUBLISHED: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "ja", "yes", "1", "sant"), True),
    **dict.fromkeys(("", "false", "nej", "no", "0", "falskt"), False),
}


def _nowhere() -> Span | None:
    return None


@attrs.frozen
class Cell:
    """A written value, a way to find its place (asked only when something is wrong), and the path to it."""

    value: Written | bool
    find: Callable[[], Span | None] = _nowhere
    path: Path = ()

    @property
    def span(self) -> Span | None:
        """Where the value stands, if it stands in a file."""
        return self.find()


@attrs.frozen
class WrittenForm:
    """One form as it was found: fields and answers, each with its place.

    Attributes:
        fields: response, unit, school_form, round, group, published and framework, as far as they are there.
        answers: level and comment by indicator.
        keys: places of the indicators' names.
        numbers: what the form states in numbers, by name.
    """

    fields: Mapping[str, Cell]
    answers: Mapping[str, tuple[Cell, str | None]]
    keys: Mapping[str, Span] = attrs.field(factory=dict)
    numbers: Mapping[str, Cell] = attrs.field(factory=dict)


@attrs.frozen
class FormReader:
    """Turns written forms into assessments of one framework."""

    framework: Framework
    findings: Findings

    @cached_property
    def _indicators(self) -> dict[str, tuple[LevelNames, tuple[str, ...]]]:
        by_scale = {
            scale.id: (LevelNames.of(scale), tuple(level.id for level in scale.levels))
            for scale in self.framework.scales
        }
        return {indicator.id: by_scale[indicator.scale] for indicator in self.framework.indicators}

    @cached_property
    def _members(self) -> dict[str, dict[str, str]]:
        """Declared groups and school forms by id and by title in any language."""
        kinds: dict[str, tuple[Named, ...]] = {
            "group": self.framework.groups,
            "school_form": self.framework.school_forms,
            **{facet.id: facet.members for facet in self.framework.attributes},
        }
        return {kind: _names(members) for kind, members in kinds.items() if members}

    def read(self, form: WrittenForm, free: Iterator[str]) -> Assessment:
        """The assessment that a form is; what is wrong with it is noted and left out.

        Args:
            form: what was written.
            free: names for forms that have none of their own.
        """
        self._check_framework(form)
        answers = [self._answer(name, cell, comment, form) for name, (cell, comment) in form.answers.items()]
        group, school_form = self._member(form, "group"), self._member(form, "school_form")
        self._check_asked(form, answers, {"group": group, "school_form": school_form})
        return Assessment(
            self._text(form, "response") or next(free),
            tuple(answer for answer in answers if answer is not None),
            self._text(form, "unit"),
            school_form,
            self._text(form, "round"),
            group,
            self._published(form),
            self._attributes(form),
            self._numbers(form),
        )

    @cached_property
    def _asked(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The indicators that are not asked of everybody, with whom they are asked of."""
        kinds = {
            each.id: {"group": each.groups, "school_form": each.school_forms}
            for each in self.framework.indicators
        }
        return {name: kind for name, kind in kinds.items() if any(kind.values())}

    def _check_asked(
        self, form: WrittenForm, answers: list[Answer | None], members: Mapping[str, str | None]
    ) -> None:
        """Note answers to what the form is not asked."""
        for answer in answers:
            if answer is None or answer.level in {None, NOT_RELEVANT}:
                continue
            for kind, asked in self._asked.get(answer.indicator, {}).items():
                member = members[kind]
                if asked and member is not None and member not in asked:
                    cell, _ = form.answers[answer.indicator]
                    args = {"indicator": answer.indicator, "kind": Word(kind), "value": member}
                    self.findings.add("DR416", cell.span, path=cell.path, **args)

    def _numbers(self, form: WrittenForm) -> tuple[tuple[str, Fraction], ...]:
        found: list[tuple[str, Fraction]] = []
        for name, cell in form.numbers.items():
            text = "" if cell.value is None else str(cell.value).strip()
            value = written_number(text)
            if value is not None:
                found.append((name, value))
            elif text:
                self.findings.add("DR417", cell.span, path=cell.path, value=text, name=name)
        return tuple(found)

    def _attributes(self, form: WrittenForm) -> tuple[tuple[str, str], ...]:
        found = ((facet.id, self._member(form, facet.id)) for facet in self.framework.attributes)
        return tuple((name, member) for name, member in found if member is not None)

    def _check_framework(self, form: WrittenForm) -> None:
        cell = form.fields.get("framework")
        if cell is None or cell.value is None:
            return
        if str(cell.value).strip() not in answered_names(self.framework) | {""}:
            args = {"found": str(cell.value), "framework": self.framework.id}
            self.findings.add("DR405", cell.span, path=cell.path, **args)

    def _text(self, form: WrittenForm, field: str) -> str | None:
        cell = form.fields.get(field)
        if cell is None or cell.value is None:
            return None
        return _MIDNIGHT.sub("", str(cell.value).strip()) or None

    def _member(self, form: WrittenForm, kind: str) -> str | None:
        text = self._text(form, kind)
        names = self._members.get(kind)
        if text is None or names is None:
            return text
        member = names.get(text) or names.get(text.casefold())
        if member is None:
            cell = form.fields[kind]
            known = tuple(dict.fromkeys(names.values()))
            self.findings.add(
                "DR407",
                cell.span,
                path=cell.path,
                kind=Word(kind),
                value=text,
                known=Names(known),
                near=near(text, known),
            )
        return member

    def _published(self, form: WrittenForm) -> bool:
        cell = form.fields.get("published")
        if cell is None or cell.value is None:
            return False
        if isinstance(cell.value, bool):
            return cell.value
        published = _PUBLISHED.get(str(cell.value).strip().casefold())
        if published is None:
            self.findings.add("DR410", cell.span, path=cell.path, value=str(cell.value))
        return bool(published)

    def _answer(self, name: str, cell: Cell, comment: str | None, form: WrittenForm) -> Answer | None:
        known = self._indicators.get(name)
        if known is None:
            alike = near(name, self._indicators)
            self.findings.add(
                "DR401",
                form.keys.get(name),
                path=cell.path,
                name=name,
                framework=self.framework.id,
                near=alike,
                replacement=alike[0] if alike else None,
            )
            return None
        written = cell.value
        if written is None or not str(written).strip():
            return Answer(name, None, comment)
        names, levels = known
        level = None if isinstance(written, bool) else names.find(written)
        if level is None:
            text = str(written).lower() if isinstance(written, bool) else str(written)
            alike = near(text, levels)
            self.findings.add(
                "DR402",
                cell.span,
                path=cell.path,
                value=text,
                indicator=name,
                known=Names(levels),
                near=alike,
                replacement=alike[0] if alike else None,
            )
            return None
        return Answer(name, level, comment)


def answered_names(framework: Framework) -> frozenset[str]:
    """What answers may name as their framework: it, and those that it extends, with or without edition."""
    references = (framework.reference, *framework.lineage)
    return frozenset((framework.id, *references, *(each.partition("@")[0] for each in references)))


def _names(members: tuple[Named, ...]) -> dict[str, str]:
    names = {text.casefold(): member.id for member in members for _, text in member.title.forms}
    return (
        names
        | {member.id.casefold(): member.id for member in members}
        | {each.id: each.id for each in members}
    )
