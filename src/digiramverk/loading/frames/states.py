"""Columns of answers as columns of states, whatever spelling an export uses."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, reduce
from math import isfinite
from operator import or_
from typing import TYPE_CHECKING, Any, Final

import attrs
import narwhals as nw

from digiramverk.loading.answers.forms import answered_names
from digiramverk.loading.answers.levels import LevelNames, written_number
from digiramverk.loading.frames.codes import CODE, STATE, Coded, in_runs, with_codes, with_states
from digiramverk.loading.frames.headers import Headers
from digiramverk.model.framework import Framework
from digiramverk.model.scale import DECLINED as DECLINED_ANSWER
from digiramverk.model.scale import NOT_RELEVANT as NOT_RELEVANT_ANSWER
from digiramverk.rules.forms import DECLINED, FIRST_LEVEL, NOT_ASKED, NOT_RELEVANT, UNANSWERED
from digiramverk.rules.frame.inputs import ROW, Frame, Inputs, NumberColumns, collected
from digiramverk.rules.missing import Missing

if TYPE_CHECKING:
    from digiramverk.model.structure import Named

_UNKNOWN: Final = -1
_TRUE: Final = frozenset({"true", "ja", "yes", "1", "1.0", "sant"})
_FALSE: Final = frozenset({"", "false", "nej", "no", "0", "0.0", "falskt"})
MEMBER: Final = "__m_{}"
PUBLISHED: Final = "__published"
NUMBER: Final = "__x_{}_{}"
_NO_DECIMALS: Final = r"\.0+$"
_MIDNIGHT: Final = r"[ T]00:00:00(\.0+)?$"
_MOST: Final = 1_000_000_000
_BELOW: Final = 1000
"""Numbers that forms state are no greater than this, and have at most three decimals."""
_FEW: Final = 16
"""So many whole numbers are quicker told from one another one by one than looked up in a table."""
_KINDS: Final = ("response", "unit", "round", "group", "school_form")


@attrs.frozen
class Stray:
    """A value that a column may not have: column as the table calls it, value, how often, in which rows.

    `name` is what the column means; `rows` are positions from 0 in the table, none where it has no order.
    With a `kind`, the column is answered by forms that are not asked: those whose `kind` is `value`.
    """

    column: str
    name: str
    value: str
    count: int
    rows: tuple[int, ...]
    kind: str = ""

    @property
    def reason(self) -> str:
        """What stands beside a row that is put aside for it."""
        return f"{self.column}: {self.kind} {self.value}" if self.kind else f"{self.column}: {self.value}"


@attrs.define
class StateReader:
    """Reads batches of one table.

    Attributes:
        framework: what is answered.
        headers: what the columns are.
        spellings: for every column what each spelling met so far stands for; None for nothing.
        listed: for the indicators whose column is left as places in its own list, what states these are.
    """

    framework: Framework
    headers: Headers
    spellings: dict[str, dict[Any, int | None]] = attrs.field(factory=dict)
    listed: dict[int, tuple[int, ...]] = attrs.field(factory=dict)

    @cached_property
    def _names(self) -> dict[str, tuple[LevelNames, dict[str, int]]]:
        by_scale: dict[str, tuple[LevelNames, dict[str, int]]] = {}
        for scale in self.framework.scales:
            states = {level.id: FIRST_LEVEL + index for index, level in enumerate(scale.levels)}
            others = {NOT_RELEVANT_ANSWER: NOT_RELEVANT, DECLINED_ANSWER: DECLINED}
            by_scale[scale.id] = LevelNames.of(scale), {**states, **others}
        return {each.id: by_scale[each.scale] for each in self.framework.indicators}

    @cached_property
    def columns(self) -> dict[str, str]:
        """The table's name of every column by the framework's name."""
        return {meant: column for column, meant in self.headers.names.items()}

    @cached_property
    def _members(self) -> dict[str, dict[str, str]]:
        """Members of population dimensions that the framework lists, by what they may be called."""
        kinds: dict[str, tuple[Named, ...]] = {
            "group": self.framework.groups,
            "school_form": self.framework.school_forms,
            **{each.id: each.members for each in self.framework.attributes},
        }
        return {
            kind: {text.casefold(): member.id for member in members for _, text in member.title.forms}
            | {member.id.casefold(): member.id for member in members}
            for kind, members in kinds.items()
            if members
        }

    def inputs(self, *, ordered: bool) -> Inputs:
        """Where forms stand in what :meth:`read` gives."""
        space = self.framework.plan.space
        members = {
            each.name: MEMBER.format(each.name)
            for each in space.dimensions
            if each.population and each.name in self.columns
        }
        return Inputs(
            tuple(
                (CODE if number in self.listed else STATE).format(number)
                for number in range(len(self.framework.indicators))
            ),
            members,
            PUBLISHED if "published" in self.columns else None,
            {
                name: NumberColumns(
                    NUMBER.format(name, "n"),
                    NUMBER.format(name, "d"),
                    NUMBER.format(name, "k"),
                    _MOST,
                    _BELOW,
                )
                for name in space.numbers
                if name in self.columns
            },
            ordered=ordered,
            listed=dict(self.listed),
        )

    def read(self, frame: Frame, *, as_listed: bool = False) -> tuple[Frame, list[Stray]]:
        """A frame with columns of states and members beside those that it had, and what could not be read.

        Args:
            frame: a batch.
            as_listed: whether enumerations of levels may stay as they are, as places in their list: see
                :attr:`listed`.
        """
        frame = self._with_numbers(self._with_members(frame))
        strays: list[Stray] = []
        answers = [each for each in self.framework.indicators if each.id in self.columns]
        indices = {each.id: number for number, each in enumerate(self.framework.indicators)}
        schema = frame.collect_schema()
        for each in answers:
            if each.id not in self.spellings:
                self.spellings[each.id] = dict(self._usual(each.id, schema[self.columns[each.id]]))
        frame, listed = with_codes(
            frame,
            {indices[each.id]: self.columns[each.id] for each in answers},
            {
                indices[each.id]: [
                    text for text, state in self.spellings[each.id].items() if state is not None
                ]
                for each in answers
            },
        )
        if as_listed:
            self._leave_listed(listed)
            listed = {number: coded for number, coded in listed.items() if number not in self.listed}
            left = {self.framework.indicators[number].id for number in self.listed}
            answers = [each for each in answers if each.id not in left]
        states = {number: self._listed_states(number, coded) for number, coded in listed.items()}
        others = [
            *(
                self._state(each.id, schema).alias(STATE.format(indices[each.id]))
                for each in answers
                if indices[each.id] not in listed
            ),
            *(
                nw.lit(UNANSWERED, dtype=nw.Int8()).alias(STATE.format(indices[each.id]))
                for each in self.framework.indicators
                if each.id not in self.columns
            ),
        ]
        made = with_states(frame, listed, states, _UNKNOWN)
        made = made.with_columns(*others) if others else made
        again = self._met_anew(made, {each.id: STATE.format(indices[each.id]) for each in answers})
        if again:
            made = made.with_columns(
                *(self._state(name, schema).alias(STATE.format(indices[name])) for name in again)
            )
            strays = self._strays(made, {name: STATE.format(indices[name]) for name in again})
        made = made.drop([CODE.format(number) for number in listed]) if listed else made
        strays += self._answered_unasked(made)
        return self._without_not_asked(made), strays

    def _listed_states(self, number: int, coded: Coded) -> list[int]:
        states = map(self._known(number).get, coded.texts)
        return [_UNKNOWN if state is None else state for state in states]

    def _leave_listed(self, found: Mapping[int, Coded]) -> None:
        """Note which enumerations can stay: all that they list is known, and everybody is asked."""
        spared = {name for name, *_ in self._unasked()}
        for number, coded in found.items():
            states = self._listed_states(number, coded)
            asked_of_all = self.framework.indicators[number].id not in spared
            if coded.all_of and states and asked_of_all and _UNKNOWN not in states:
                self.listed[number] = tuple(states)

    def _known(self, number: int) -> dict[Any, int | None]:
        return self.spellings[self.framework.indicators[number].id]

    def _usual(self, name: str, dtype: Any) -> Mapping[Any, int | None]:  # noqa: ANN401 - a dtype
        """The spellings that are likely, so that most batches are read in one go."""
        if dtype.is_numeric() or dtype == nw.Boolean:
            return {}
        if isinstance(dtype, nw.Enum):
            return {text: self._meaning(name, text) for text in dtype.categories}
        names, states = self._names[name]
        spelt = {text: states[level] for text, level in names.levels.items()}
        scale = self.framework.scale_of(next(each for each in self.framework.indicators if each.id == name))
        for level in scale.levels:
            for _, text in level.title.forms:
                found = names.find(text)
                if found is not None:
                    spelt[text] = states[found]
        return in_runs({**spelt, "": UNANSWERED})

    def _state(self, name: str, schema: Mapping[str, Any]) -> nw.Expr:
        column = nw.col(self.columns[name])
        known = {text: state for text, state in self.spellings[name].items() if state is not None}
        if schema[self.columns[name]].is_integer() and len(known) <= _FEW:
            read = nw.lit(_UNKNOWN, dtype=nw.Int8())
            for number, state in known.items():
                read = nw.when(column == number).then(nw.lit(state, dtype=nw.Int8())).otherwise(read)
        elif not known:
            read = nw.lit(_UNKNOWN, dtype=nw.Int8())
        else:
            read = column.replace_strict(
                list(known), list(known.values()), default=_UNKNOWN, return_dtype=nw.Int8()
            )
        blank = nw.lit(UNANSWERED, dtype=nw.Int8())
        return nw.when(column.is_null()).then(blank).otherwise(read)

    def _met_anew(self, made: Frame, states: Mapping[str, str]) -> list[str]:
        """The columns with spellings not met before, which are then read and remembered."""
        if not states:
            return []
        least = collected(made.select(*(nw.col(column).min() for column in states.values())))
        if not len(least):
            return []
        row = least.row(0)
        again = [name for name, value in zip(states, row, strict=True) if value is not None and value < 0]
        for name in again:
            column = self.columns[name]
            new = collected(made.filter(nw.col(states[name]) < 0).select(column).unique())
            for value in new.get_column(column).to_list():
                self.spellings[name][value] = self._meaning(name, value)
        return again

    def _meaning(self, name: str, value: Any) -> int | None:  # noqa: ANN401 - cells are of any kind
        if isinstance(value, bool) or value is None:
            return None
        text = str(Decimal(str(value))) if isinstance(value, float) and isfinite(value) else str(value)
        text = text.replace("\ufeff", "").replace("\xa0", " ").strip()
        if not text or text == "nan":
            return UNANSWERED
        names, states = self._names[name]
        found = names.find(text)
        if found is None and text.endswith(".0"):
            found = names.find(text[:-2])
        return None if found is None else states[found]

    def _strays(self, made: Frame, states: Mapping[str, str]) -> list[Stray]:
        found: list[Stray] = []
        for name, state in states.items():
            column = self.columns[name]
            found += _counted(column, name, made.filter(nw.col(state) < 0))
        return found

    def _with_members(self, frame: Frame) -> Frame:
        exprs: list[nw.Expr] = []
        kinds = [each.name for each in self.framework.plan.space.dimensions if each.population]
        for name in dict.fromkeys((*_KINDS, *kinds)):
            if name in self.columns:
                column = self._written(frame, name)
                text = nw.when(column != "").then(column)
                known = self._members.get(name)
                if known:
                    values = self._spelt(frame, name, known.get)
                    text = text.replace_strict(
                        list(values), list(values.values()), default=None, return_dtype=nw.String()
                    )
                exprs.append(text.alias(MEMBER.format(name)))
        if "published" in self.columns:
            exprs.append(self._published(frame).alias(PUBLISHED))
        return frame.with_columns(*exprs) if exprs else frame

    def _written(self, frame: Frame, name: str) -> nw.Expr:
        """A column as text as one would write it: whole numbers without decimals, midnight as a date."""
        column = nw.col(self.columns[name])
        text = column.cast(nw.String).str.strip_chars()
        kind = frame.collect_schema()[self.columns[name]]
        if kind.is_float():
            return text.str.replace_all(_NO_DECIMALS, "")
        if kind == nw.String or kind.is_temporal():
            return text.str.replace_all(_MIDNIGHT, "")
        return text

    def _with_numbers(self, frame: Frame) -> Frame:
        """Numbers that forms state as fractions; a kind of -1 says that something else stands there."""
        for name in self.framework.plan.space.numbers:
            if name not in self.columns:
                continue
            texts = collected(frame.select(nw.col(self.columns[name])).unique())
            read = {
                value: _fraction(value)
                for value in texts.get_column(self.columns[name]).to_list()
                if value is not None and str(value) != "nan"
            } or {"": (0, 1, int(Missing.UNANSWERED))}
            column = nw.col(self.columns[name])
            exprs = [
                nw.when(column.is_null())
                .then(nw.lit(nothing, dtype=nw.Int64()))
                .otherwise(
                    column.replace_strict(
                        list(read),
                        [found[part] for found in read.values()],
                        default=nothing,
                        return_dtype=nw.Int64(),
                    )
                )
                .alias(NUMBER.format(name, "ndk"[part]))
                for part, nothing in enumerate((0, 1, int(Missing.UNANSWERED)))
            ]
            frame = frame.with_columns(*exprs)
        return frame

    def _published(self, frame: Frame) -> nw.Expr:
        column = nw.col(self.columns["published"])
        if frame.collect_schema()[self.columns["published"]] == nw.Boolean:
            return column.fill_null(False)  # noqa: FBT003 - narwhals' own signature
        text = column.cast(nw.String).str.strip_chars().str.to_lowercase()
        return text.is_in(sorted(_TRUE)).fill_null(False)  # noqa: FBT003 - narwhals' own signature

    def _spelt(self, frame: Frame, name: str, meaning: Callable[[str], str | None]) -> dict[str, str]:
        """What the texts of a column mean, for those that mean anything."""
        column = self.columns[name]
        texts = collected(frame.select(self._written(frame, name).alias(column)).unique())
        values = {
            text: meaning(text.casefold())
            for text in texts.get_column(column).to_list()
            if isinstance(text, str) and text
        }
        known = {text: member for text, member in values.items() if member is not None}
        return known or {"": ""}

    def stray_members(self, frame: Frame) -> list[Stray]:
        """Members that the framework does not list, in a frame that has been read."""
        found: list[Stray] = []
        for name in self._members:
            if name not in self.columns:
                continue
            column = self.columns[name]
            text = self._written(frame, name)
            unplaced = nw.col(MEMBER.format(name)).is_null() & ~text.is_null() & (text != "")
            found += _counted(column, name, frame.filter(unplaced))
        if "published" in self.columns and frame.collect_schema()[self.columns["published"]] != nw.Boolean:
            column = self.columns["published"]
            text = nw.col(column).cast(nw.String).str.strip_chars().str.to_lowercase()
            unclear = ~text.is_null() & ~text.is_in(sorted(_TRUE | _FALSE))
            found += _counted(column, "published", frame.filter(unclear))
        if "framework" in self.columns:
            column = self.columns["framework"]
            text = nw.col(column).cast(nw.String).str.strip_chars()
            others = ~text.is_null() & (text != "") & ~text.is_in(sorted(answered_names(self.framework)))
            found += _counted(column, "framework", frame.filter(others))
        for number in self.framework.plan.space.numbers:
            if number in self.columns:
                found += _counted(
                    self.columns[number], number, frame.filter(nw.col(NUMBER.format(number, "k")) < 0)
                )
        return found

    def _unasked(self) -> Iterator[tuple[str, str, str, nw.Expr]]:
        """Indicators that not everybody is asked: indicator, its state, kind, and where a form is spared."""
        for number, each in enumerate(self.framework.indicators):
            for kind, asked in (("group", each.groups), ("school_form", each.school_forms)):
                if asked and kind in self.columns:
                    member = nw.col(MEMBER.format(kind))
                    spared = ~member.is_null() & ~member.is_in(list(asked))
                    yield each.id, STATE.format(number), kind, spared

    def _answered_unasked(self, frame: Frame) -> list[Stray]:
        """Answers to what a form is not asked, in a frame whose states are as they are written."""
        tests = [
            (name, kind, (nw.col(state) >= DECLINED) & spared)
            for name, state, kind, spared in self._unasked()
            if name in self.columns
        ]
        if not tests:
            return []
        met = collected(
            frame.select(*(test.any().alias(f"__t{number}") for number, (_, _, test) in enumerate(tests)))
        )
        found: list[Stray] = []
        for (name, kind, test), any_ in zip(tests, met.row(0) if len(met) else (), strict=False):
            if any_:
                strays = _counted(MEMBER.format(kind), name, frame.filter(test))
                found += [attrs.evolve(each, column=self.columns[name], kind=kind) for each in strays]
        return found

    def _without_not_asked(self, frame: Frame) -> Frame:
        """States with those marked that a form's group or school form is not asked for."""
        tests: dict[str, list[nw.Expr]] = {}
        for _, state, _, spared in self._unasked():
            tests.setdefault(state, []).append(spared)
        exprs = [
            nw.when(reduce(or_, spared))
            .then(nw.lit(NOT_ASKED, dtype=nw.Int8()))
            .otherwise(nw.col(state))
            .alias(state)
            for state, spared in tests.items()
        ]
        return frame.with_columns(*exprs) if exprs else frame


def _fraction(value: Any) -> tuple[int, int, int]:  # noqa: ANN401 - cells are of any kind
    """Numerator, denominator and kind of missing; -1 where there is no number that can be used."""
    text = str(value).strip()
    if not text or text == "nan":
        return 0, 1, int(Missing.UNANSWERED)
    found = written_number(text)
    if found is None or abs(found.numerator) > _MOST or found.denominator > _BELOW:
        return 0, 1, _UNKNOWN
    return found.numerator, found.denominator, 0


def _counted(column: str, name: str, bad: Frame) -> list[Stray]:
    """Each different value of a column once, with how often and where it stands."""
    wanted = [column, *([ROW] if ROW in bad.collect_schema().names() else [])]
    rows: dict[str, list[int]] = {}
    for own in collected(bad.select(*wanted)).iter_rows():
        rows.setdefault(str(own[0]), []).append(int(own[1]) if len(own) > 1 else -1)
    return [
        Stray(column, name, value, len(found), tuple(each for each in found if each >= 0))
        for value, found in rows.items()
    ]
