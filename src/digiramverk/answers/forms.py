"""One form as plain data becomes an assessment, or findings."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

from digiramverk.answers.table_problems import Clash, Told
from digiramverk.core import Diagnostic, Findings, Names, Path, Span, Word, clean, near
from digiramverk.model import (
    NOT_RELEVANT,
    Answer,
    Assessment,
    Framework,
    Scale,
    bare,
    find_member,
    written_number,
)

WrittenValue = str | int | Decimal | None
"""A value as written in a file."""


def _nowhere() -> Span | None:
    return None


@attrs.frozen
class WrittenCell:
    """A written value, a function that finds its place (called only for a problem), and the path to it."""

    value: WrittenValue | bool
    find: Callable[[], Span | None] = _nowhere
    path: Path = ()

    @property
    def span(self) -> Span | None:
        """The place of the value, if it is in a file."""
        return self.find()


@attrs.frozen
class WrittenForm:
    """One form as written: fields and answers, each with its place.

    Attributes:
        fields: response, unit, school_form, round, group, published and framework, if present.
        answers: level and comment by indicator.
        keys: places of the indicators' names.
        numbers: the numbers that the form states, by name.
    """

    fields: Mapping[str, WrittenCell]
    answers: Mapping[str, tuple[WrittenCell, str | None]]
    keys: Mapping[str, Span] = attrs.field(factory=dict)
    numbers: Mapping[str, WrittenCell] = attrs.field(factory=dict)


@attrs.define
class TableSource:
    """A table that forms have been read from, and their contradictions with forms of other files.

    Attributes:
        told: reports them.
        clashes: rows that contradict earlier forms, by dimension.
    """

    told: Told
    clashes: dict[str, list[Clash]] = attrs.field(factory=dict)

    def clash(self, clash: Clash) -> None:
        """Record a row that contradicts an earlier form."""
        self.clashes.setdefault(clash.name, []).append(clash)

    def findings(self) -> Iterator[Diagnostic]:
        """One finding for each way in which rows clash."""
        return self.told.findings((), self.clashes)


@attrs.frozen
class TableForm:
    """One form of a table.

    Attributes:
        assessment: the form; its response is "" if it has none.
        row: its position, from 0.
        source: the table.
    """

    assessment: Assessment
    row: int
    source: TableSource


@attrs.frozen
class FormReader:
    """Turns written forms into assessments of one framework."""

    framework: Framework
    findings: Findings

    def read(self, form: WrittenForm, free: Iterator[str]) -> Assessment:
        """The assessment of a form; invalid parts are reported and left out.

        Args:
            form: the form as written.
            free: names for forms without a name of their own.
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
            self._member(form, "round"),
            group,
            self._published(form),
            self._attributes(form),
            self._numbers(form),
        )

    def _check_asked(
        self, form: WrittenForm, answers: list[Answer | None], members: Mapping[str, str | None]
    ) -> None:
        """Report answers to indicators that the form is not asked."""
        asked_of = self.framework.asked_of
        for answer in answers:
            if answer is None or answer.indicator not in asked_of or answer.level in {None, NOT_RELEVANT}:
                continue
            for kind, asked in asked_of[answer.indicator].items():
                member = members[kind]
                if asked and member is not None and member not in asked:
                    cell, _ = form.answers[answer.indicator]
                    args = {"indicator": answer.indicator, "kind": Word(kind), "value": member}
                    self.findings.add("DR416", cell.span, path=cell.path, **args)

    def _numbers(self, form: WrittenForm) -> tuple[tuple[str, Fraction], ...]:
        found: list[tuple[str, Fraction]] = []
        for name, cell in form.numbers.items():
            text = "" if cell.value is None else bare(str(cell.value))
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
        text = bare(str(cell.value))
        if text in answered_names(self.framework) | {""}:
            return
        args = {"found": str(cell.value), "framework": self.framework.id}
        self.findings.add("DR405", cell.span, path=cell.path, **args)

    def _text(self, form: WrittenForm, field: str) -> str | None:
        cell = form.fields.get(field)
        if cell is None or cell.value is None:
            return None
        return bare(str(cell.value)) or None

    def _member(self, form: WrittenForm, kind: str) -> str | None:
        text = self._text(form, kind)
        names = self.framework.member_names.get(kind)
        if text is None or names is None:
            return text
        member = find_member(names, text)
        cell = form.fields[kind]
        if member is None:
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
        return cell is not None and cell.value is True

    def _answer(self, name: str, cell: WrittenCell, comment: str | None, form: WrittenForm) -> Answer | None:
        names = self.framework.level_names.get(name)
        if names is None:
            alike = near(name, self.framework.level_names)
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
        level = None if written is None or isinstance(written, bool) else names.find(written)
        if level is not None:
            return Answer(name, level, comment)
        if written is None or not clean(str(written)):
            return Answer(name, None, comment)
        text = str(written).lower() if isinstance(written, bool) else str(written)
        levels = tuple(level.id for level in self._scale_of(name).levels)
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

    def _scale_of(self, name: str) -> Scale:
        """The scale of an indicator, for a message."""
        return self.framework.scale_of(next(each for each in self.framework.indicators if each.id == name))


def answered_names(framework: Framework) -> frozenset[str]:
    """The frameworks that answers may name: it, and those that it extends, with or without edition."""
    references = (framework.reference, *framework.lineage)
    return frozenset((framework.id, *references, *(each.partition("@")[0] for each in references)))
