"""Turns columns of answers into columns of states, whatever spelling an export uses."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.answers.columns.distinct_texts import CODE, STATE, Coded, in_runs, with_codes, with_states
from digiramverk.answers.columns.export_headings import Headers
from digiramverk.answers.forms import answered_names
from digiramverk.answers.table_problems import Stray
from digiramverk.answers.tabular_files.table_files import NO_DECIMALS
from digiramverk.core import DOUBTFUL, clean, folded
from digiramverk.model import (
    BELOW,
    FALSE,
    MIDNIGHT,
    MOST,
    TRUE,
    Framework,
    LevelNames,
    bare,
    find_member,
    number_in_table,
)
from digiramverk.model import DECLINED as DECLINED_ANSWER
from digiramverk.model import NOT_RELEVANT as NOT_RELEVANT_ANSWER
from digiramverk.rules import DECLINED, FIRST_LEVEL, NOT_ASKED, NOT_RELEVANT, UNANSWERED, Missing
from digiramverk.tables import ROW, Bounds, Inputs, NumberColumns

_UNKNOWN: Final = -1
MEMBER: Final = "__m_{}"
PUBLISHED: Final = "__published"
NUMBER: Final = "__x_{}_{}"
_TEXT: Final = "__text"
_DOUBTFUL: Final = f"{DOUBTFUL}|{MIDNIGHT}"
"""A text that `bare` may change."""
_NO_NUMBER: Final = (0, 1, int(Missing.UNANSWERED))
"""Numerator, denominator and kind of missing if a form states no number."""
_FEW: Final = 16
"""Up to this many whole numbers are faster to compare one by one than to look up in a table."""
_KINDS: Final = ("response", "unit", "round", "group", "school_form")


@attrs.define
class StateReader:
    """Reads batches of one table.

    Attributes:
        framework: the framework that is answered.
        headers: the meanings of the columns.
        spellings: for every column the state of each spelling met so far; None for an unknown one.
        listed: for indicators whose column keeps the positions of its own enumeration, the states of these.
    """

    framework: Framework
    headers: Headers
    spellings: dict[str, dict[Any, int | None]] = attrs.field(factory=dict)
    listed: dict[int, tuple[int, ...]] = attrs.field(factory=dict)

    @cached_property
    def _names(self) -> dict[str, tuple[LevelNames, dict[str, int]]]:
        by_scale: dict[str, dict[str, int]] = {}
        for scale in self.framework.scales:
            states = {level.id: FIRST_LEVEL + index for index, level in enumerate(scale.levels)}
            others = {NOT_RELEVANT_ANSWER: NOT_RELEVANT, DECLINED_ANSWER: DECLINED}
            by_scale[scale.id] = {**states, **others}
        names = self.framework.level_names
        return {each.id: (names[each.id], by_scale[each.scale]) for each in self.framework.indicators}

    @cached_property
    def columns(self) -> dict[str, str]:
        """The table's name of every column by the framework's name."""
        return {meant: column for column, meant in self.headers.names.items()}

    @property
    def inputs(self) -> Inputs:
        """The columns that hold forms in the result of :meth:`read`."""
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
                    Bounds(-MOST, MOST),
                    Bounds(1, BELOW),
                )
                for name in space.numbers
                if name in self.columns
            },
            listed=dict(self.listed),
        )

    @cached_property
    def answered(self) -> tuple[str, ...]:
        """The indicators that have a column, in the order of the columns."""
        return tuple(name for name in self.columns if name in self._names)

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The numbers that have a column."""
        return tuple(name for name in self.framework.plan.space.numbers if name in self.columns)

    def number(self, name: str) -> int:
        """The number of the column of states of an indicator."""
        return self.framework.plan.space.item_index[name]

    def levels(self, name: str) -> dict[int, str | None]:
        """The level of each state of an indicator; None for unanswered."""
        return {UNANSWERED: None} | {state: level for level, state in self._names[name][1].items()}

    def read(
        self, frame: pl.DataFrame, *, as_listed: bool = False, as_written: bool = False
    ) -> tuple[pl.DataFrame, list[Stray]]:
        """Add columns of states and members to a frame, and return the values that could not be read.

        Args:
            frame: a batch.
            as_listed: whether enumerations of levels may keep the positions in their list: see
                :attr:`listed`.
            as_written: whether indicators that a form is not asked keep what is written, if anything.
        """
        frame = self._with_numbers(self._with_members(frame))
        schema = frame.schema
        numbered = {each.id: number for number, each in enumerate(self.framework.indicators)}
        there = {name: number for name, number in numbered.items() if name in self.columns}
        frame, listed = self._by_position(frame, schema, there)
        if as_listed:
            self._leave_listed(listed)
        states = {
            name: STATE.format(number)
            for name, number in numbered.items()
            if name in self.columns and number not in self.listed
        }
        listed = {number: coded for number, coded in listed.items() if number not in self.listed}
        meant = {number: self._listed_states(number, coded) for number, coded in listed.items()}
        others = [
            self._state(name, schema).alias(state)
            for name, state in states.items()
            if numbered[name] not in listed
        ]
        blank = pl.lit(UNANSWERED, dtype=pl.Int8())
        others += [
            blank.alias(STATE.format(number)) for name, number in numbered.items() if name not in self.columns
        ]
        made = with_states(frame, listed, meant, _UNKNOWN)
        made = made.with_columns(*others) if others else made
        # A second pass, only for columns in which this batch has new spellings.
        again = {name: states[name] for name in self._met_anew(made, states)}
        if again:
            made = made.with_columns(*(self._state(name, schema).alias(again[name]) for name in again))
        strays = self._strays(made, again)
        made = made.drop([CODE.format(number) for number in listed]) if listed else made
        strays += self._answered_unasked(made)
        made = made if as_written else self._without_not_asked(made)
        return made, [*strays, *self._stray_members(made)]

    def _by_position(
        self, frame: pl.DataFrame, schema: Mapping[str, Any], answers: Mapping[str, int]
    ) -> tuple[pl.DataFrame, dict[int, Coded]]:
        """Apply `with_codes` to the columns of some answers, with their likely spellings."""
        for name in answers:
            if name not in self.spellings:
                self.spellings[name] = dict(self._usual(name, schema[self.columns[name]]))
        known = {
            number: [text for text, state in self.spellings[name].items() if state is not None]
            for name, number in answers.items()
        }
        return with_codes(frame, {number: self.columns[name] for name, number in answers.items()}, known)

    def _listed_states(self, number: int, coded: Coded) -> list[int]:
        states = map(self._known(number).get, coded.texts)
        return [_UNKNOWN if state is None else state for state in states]

    def _leave_listed(self, found: Mapping[int, Coded]) -> None:
        """Record which enumerations can stay: all their texts are known, and every form is asked."""
        spared = {name for name, *_ in self._unasked()}
        for number, coded in found.items():
            states = self._listed_states(number, coded)
            asked_of_all = self.framework.indicators[number].id not in spared
            if coded.all_of and states and asked_of_all and _UNKNOWN not in states:
                self.listed[number] = tuple(states)

    def _known(self, number: int) -> dict[Any, int | None]:
        return self.spellings[self.framework.indicators[number].id]

    def _usual(self, name: str, dtype: Any) -> Mapping[Any, int | None]:  # noqa: ANN401 - a dtype
        """The likely spellings, so that most batches are read in one pass."""
        if not isinstance(dtype, (pl.String, pl.Categorical, pl.Enum)):
            return {}
        if isinstance(dtype, pl.Enum):
            return {text: self._meaning(name, bare(text)) for text in dtype.categories.to_list()}
        names, states = self._names[name]
        spelt = {text: states[level] for text, level in names.levels.items()}
        scale = self.framework.scale_of(next(each for each in self.framework.indicators if each.id == name))
        for level in scale.levels:
            for _, text in level.title.forms:
                found = names.find(text)
                if found is not None:
                    spelt[text] = states[found]
        return in_runs({**spelt, "": UNANSWERED})

    def _state(self, name: str, schema: Mapping[str, Any]) -> pl.Expr:
        column = pl.col(self.columns[name])
        known = {text: state for text, state in self.spellings[name].items() if state is not None}
        if schema[self.columns[name]].is_integer() and len(known) <= _FEW:
            read = pl.lit(_UNKNOWN, dtype=pl.Int8())
            for number, state in known.items():
                read = pl.when(column == number).then(pl.lit(state, dtype=pl.Int8())).otherwise(read)
        elif not known:
            read = pl.lit(_UNKNOWN, dtype=pl.Int8())
        else:
            read = column.replace_strict(
                list(known), list(known.values()), default=_UNKNOWN, return_dtype=pl.Int8()
            )
        blank = pl.lit(UNANSWERED, dtype=pl.Int8())
        return pl.when(column.is_null()).then(blank).otherwise(read)

    def _met_anew(self, made: pl.DataFrame, states: Mapping[str, str]) -> list[str]:
        """The columns with new spellings, which are then read and stored."""
        if not states:
            return []
        # One pass over the batch tells whether any column has an unknown spelling.
        least = made.select(*(pl.col(column).min() for column in states.values()))
        if not len(least):
            return []
        row = least.row(0)
        again = [name for name, value in zip(states, row, strict=True) if value is not None and value < 0]
        for name in again:
            column = self.columns[name]
            new = made.filter(pl.col(states[name]) < 0).select(
                pl.col(column), self.text(made, name).alias(_TEXT)
            )
            for value, text in new.unique().iter_rows():
                self.spellings[name][value] = self._meaning(name, text)
        return again

    def _meaning(self, name: str, text: str | None) -> int | None:
        plain = "" if text is None else clean(text)
        if not plain:
            return UNANSWERED
        names, states = self._names[name]
        found = names.find(plain)
        return None if found is None else states[found]

    def _strays(self, made: pl.DataFrame, states: Mapping[str, str]) -> list[Stray]:
        found: list[Stray] = []
        for name, state in states.items():
            found += self._counted(name, made.filter(pl.col(state) < 0))
        return found

    def _with_members(self, frame: pl.DataFrame) -> pl.DataFrame:
        exprs: list[pl.Expr] = []
        kinds = [each.name for each in self.framework.plan.space.dimensions if each.population]
        for name in dict.fromkeys((*_KINDS, *kinds)):
            if name in self.columns:
                column = self.text(frame, name)
                text: pl.Expr = pl.when(column != "").then(column)
                known = self.framework.member_names.get(name)
                if known:
                    values = self._spelt(frame, name, known)
                    text = text.replace_strict(
                        list(values), list(values.values()), default=None, return_dtype=pl.String()
                    )
                exprs.append(text.alias(MEMBER.format(name)))
        if "published" in self.columns:
            exprs.append(self._published(frame).alias(PUBLISHED))
        return frame.with_columns(*exprs) if exprs else frame

    def text(self, frame: pl.DataFrame, name: str) -> pl.Expr:
        """A column as text for people: whole numbers without decimals, and texts as `bare` gives them."""
        column = pl.col(self.columns[name])
        kind = frame.schema[self.columns[name]]
        text = column.cast(pl.String)
        if kind.is_float():
            return pl.when(~column.is_nan()).then(text.str.replace_all(NO_DECIMALS, ""))
        if kind.is_temporal():
            text = text.str.replace_all(NO_DECIMALS, "")
        if kind.is_numeric() or kind == pl.Boolean:
            return text
        found = frame.select(text.filter(text.str.contains(_DOUBTFUL)).unique()).to_series()
        return text.replace(found, [bare(each) for each in found]) if len(found) else text

    def _with_numbers(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Numbers stated by forms, as fractions; a kind of -1 marks an entry that is no number."""
        for name in self.framework.plan.space.numbers:
            if name not in self.columns:
                continue
            column = pl.col(self.columns[name])
            texts = frame.select(column, self.text(frame, name).alias(_TEXT)).unique()
            read = {value: _fraction(text) for value, text in texts.iter_rows() if value is not None}
            exprs = [
                (_part_of(column, read, part) if read else pl.lit(_NO_NUMBER[part], dtype=pl.Int64())).alias(
                    NUMBER.format(name, "ndk"[part])
                )
                for part in range(len(_NO_NUMBER))
            ]
            frame = frame.with_columns(*exprs)
        return frame

    def _published(self, frame: pl.DataFrame) -> pl.Expr:
        column = pl.col(self.columns["published"])
        if frame.schema[self.columns["published"]] == pl.Boolean:
            return column.fill_null(False)  # noqa: FBT003 - Polars' own signature
        text = self.text(frame, "published")
        return text.is_in(self._saying(frame, TRUE)).fill_null(False)  # noqa: FBT003 - Polars' own signature

    def _saying(self, frame: pl.DataFrame, words: Collection[str]) -> list[str]:
        """The texts for whether a form is published that say one of some words."""
        return [text for text in self._texts(frame, "published") if folded(text) in words]

    def _texts(self, frame: pl.DataFrame, name: str) -> list[str]:
        """The distinct texts of a column."""
        return frame.select(self.text(frame, name).unique()).to_series().drop_nulls().to_list()

    def _spelt(self, frame: pl.DataFrame, name: str, known: Mapping[str, str]) -> dict[str, str]:
        """The members that the texts of a column mean, for those that mean any."""
        values = {text: find_member(known, text) for text in self._texts(frame, name) if text}
        return {text: member for text, member in values.items() if member is not None} or {"": ""}

    def _stray_members(self, frame: pl.DataFrame) -> list[Stray]:
        """Members that the framework does not list, in a frame that has been read."""
        found: list[Stray] = []
        for name in self.framework.member_names:
            if name not in self.columns:
                continue
            text = self.text(frame, name)
            unplaced = pl.col(MEMBER.format(name)).is_null() & ~text.is_null() & (text != "")
            found += self._counted(name, frame.filter(unplaced))
        if "published" in self.columns and frame.schema[self.columns["published"]] != pl.Boolean:
            text = self.text(frame, "published")
            unclear = ~text.is_null() & ~text.is_in(self._saying(frame, TRUE | FALSE))
            found += self._counted("published", frame.filter(unclear))
        if "framework" in self.columns:
            text = self.text(frame, "framework")
            others = ~text.is_null() & (text != "") & ~text.is_in(sorted(answered_names(self.framework)))
            found += self._counted("framework", frame.filter(others))
        for number in self.framework.plan.space.numbers:
            if number in self.columns:
                found += self._counted(number, frame.filter(pl.col(NUMBER.format(number, "k")) < 0))
        return found

    def _unasked(self) -> Iterator[tuple[str, str, str, pl.Expr]]:
        """Indicators that not every form is asked: indicator, state, dimension, and the exempt forms."""
        for number, each in enumerate(self.framework.indicators):
            for kind, asked in (("group", each.groups), ("school_form", each.school_forms)):
                if asked and kind in self.columns:
                    member = pl.col(MEMBER.format(kind))
                    spared = ~member.is_null() & ~member.is_in(list(asked))
                    yield each.id, STATE.format(number), kind, spared

    def _answered_unasked(self, frame: pl.DataFrame) -> list[Stray]:
        """Answers to indicators that a form is not asked, in a frame whose states are as written."""
        tests = [
            (name, kind, (pl.col(state) >= DECLINED) & spared)
            for name, state, kind, spared in self._unasked()
            if name in self.columns
        ]
        if not tests:
            return []
        met = frame.select(test.any().alias(f"__t{number}") for number, (_, _, test) in enumerate(tests))
        found: list[Stray] = []
        for (name, kind, test), any_ in zip(tests, met.row(0) if len(met) else (), strict=False):
            if any_:
                spared = frame.filter(test)
                found += self._counted(name, spared, pl.col(MEMBER.format(kind)), kind)
        return found

    def _counted(
        self, name: str, bad: pl.DataFrame, value: pl.Expr | None = None, kind: str = ""
    ) -> list[Stray]:
        """Each distinct value of a column once, with its number and positions."""
        text = self.text(bad, name) if value is None else value
        rows: dict[str, list[int]] = {}
        for shown, row in bad.select(text.alias(_TEXT), ROW).iter_rows():
            rows.setdefault(str(shown), []).append(row)
        return [
            Stray(self.columns[name], name, each, len(found), tuple(sorted(found)), kind)
            for each, found in rows.items()
        ]

    def _without_not_asked(self, frame: pl.DataFrame) -> pl.DataFrame:
        """States in which the indicators that a form's group or school form is not asked are marked."""
        tests: dict[str, list[pl.Expr]] = {}
        for _, state, _, spared in self._unasked():
            tests.setdefault(state, []).append(spared)
        exprs = [
            pl.when(reduce(or_, spared))
            .then(pl.lit(NOT_ASKED, dtype=pl.Int8()))
            .otherwise(pl.col(state))
            .alias(state)
            for state, spared in tests.items()
        ]
        return frame.with_columns(*exprs) if exprs else frame


def _part_of(column: pl.Expr, read: Mapping[Any, tuple[int, int, int]], part: int) -> pl.Expr:
    """A part of the numbers in a column, looked up among the values that have been read."""
    nothing = pl.lit(_NO_NUMBER[part], dtype=pl.Int64())
    parts = [found[part] for found in read.values()]
    made = column.replace_strict(list(read), parts, default=_NO_NUMBER[part], return_dtype=pl.Int64())
    return pl.when(column.is_null()).then(nothing).otherwise(made)


def _fraction(text: str | None) -> tuple[int, int, int]:
    """Numerator, denominator and kind of missing; -1 for a text that is no usable number."""
    if not text:
        return _NO_NUMBER
    found = number_in_table(text)
    return (0, 1, _UNKNOWN) if found is None else (found.numerator, found.denominator, 0)
