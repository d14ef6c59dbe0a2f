"""The results of scoring: the values of every measure, and the coverage of forms."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, overload

import attrs

from digiramverk.core import DEFAULT_LANGUAGE, Diagnostic, Language, Names, NotFoundError, near, needing
from digiramverk.model import Framework
from digiramverk.rules import Value
from digiramverk.scoring.display import displayed
from digiramverk.scoring.exports import value_columns
from digiramverk.scoring.json_entries import (
    indented,
    measure_entries,
    measures_text,
    nested,
    object_text,
)
from digiramverk.scoring.measure_results import Cell, MeasureResults
from digiramverk.scoring.member_columns import MemberColumns


@attrs.frozen
class Coverage:
    """How many of a form's relevant indicators have an answer."""

    members: Mapping[str, str]
    answered: int
    relevant: int


@attrs.frozen(eq=False)
class CoverageColumns(Sequence[Coverage]):
    """The coverage of forms, a row for each.

    Attributes:
        members: whose the rows are.
        answered: how many relevant indicators have an answer.
        relevant: how many indicators are relevant.
    """

    members: MemberColumns
    answered: Sequence[int]
    relevant: Sequence[int]

    def taken(self, places: Sequence[int]) -> "CoverageColumns":
        """The coverage of the forms at some places."""
        counts = ([own[place] for place in places] for own in (self.answered, self.relevant))
        return CoverageColumns(self.members.taken(places), *counts)

    @overload
    def __getitem__(self, place: int) -> Coverage: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Coverage]: ...
    def __getitem__(self, place: int | slice) -> Coverage | Sequence[Coverage]:
        """The coverage of one form, or of some."""
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        return Coverage(self.members.rows[place], self.answered[place], self.relevant[place])

    def __iter__(self) -> Iterator[Coverage]:
        """The coverage of each form, in the order of the forms."""
        return map(Coverage, self.members.rows, self.answered, self.relevant)

    def __len__(self) -> int:
        """The number of forms."""
        return self.members.size

    def __eq__(self, other: object) -> bool:
        """Whether both have the same entries in the same order."""
        return isinstance(other, CoverageColumns) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@attrs.frozen
class Results:
    """The values of all measures for the forms that were scored.

    `results["share"]` are the values of one measure, `"share" in results` says whether there is such a
    measure, and iterating gives their names.

    Attributes:
        framework: the framework scored against; its plan's fingerprint identifies the meaning of every value.
        measures: the values of the measures asked for, by name, in the order of the framework's rules.
        coverage: one entry per form.
        notes: warnings about the tables that were read, and about forms that could not be counted somewhere.
    """

    framework: Framework
    measures: Mapping[str, MeasureResults]
    coverage: CoverageColumns
    notes: tuple[Diagnostic, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every value of every measure, measure by measure and form by form; made anew each time."""
        return tuple(cell for own in self.measures.values() for cell in own)

    def only(self, names: Collection[str]) -> "Results":
        """The same results for some measures only.

        Raises:
            NotFoundError: DR601, no measure has that name.
        """
        refuse_unknown(self.framework, names)
        return attrs.evolve(
            self, measures={name: own for name, own in self.measures.items() if name in names}
        )

    def __getitem__(self, measure: str) -> MeasureResults:
        """All values of a measure. Raises KeyError for an unknown name."""
        return self.measures[measure]

    def __contains__(self, measure: object) -> bool:
        """Whether there is a measure of that name."""
        return measure in self.measures

    def __iter__(self) -> Iterator[str]:
        """The names of the measures."""
        return iter(self.measures)

    def __repr__(self) -> str:
        """Short, however many values there are."""
        counts = f"{len(self.measures)} measures, {len(self.coverage)} forms"
        return f"<Results of {self.framework.reference}: {counts}>"

    def select(self, measure: str, **members: str) -> MeasureResults:
        """The values of a measure that have the given members."""
        return self[measure].select(**members)

    def value(self, measure: str, **members: str) -> Value | None:
        """The value of a measure for the given members, None if it is missing.

        Raises:
            LookupError: no cell or several cells have these members.
        """
        found = self.select(measure, **members)
        if len(found) != 1:
            raise LookupError(measure, members, len(found))
        return found[0].value

    def display(self, cell: Cell, language: Language = DEFAULT_LANGUAGE) -> str:
        """A cell's value as text for people, – if it is missing."""
        return displayed(self.framework, cell.measure, cell.value, language)

    def to_dict(self, language: Language = DEFAULT_LANGUAGE) -> dict[str, Any]:
        """The machine-readable shape of `score --format json`, without targets."""
        measures = {
            name: measure_entries(self.framework, own, language) for name, own in self.measures.items()
        }
        return {"framework": self._identity, "measures": measures, "coverage": self._coverage}

    def to_json(
        self,
        language: Language = DEFAULT_LANGUAGE,
        encode: Callable[[object], str] = indented,
        **more: object,
    ) -> str:
        """The same as text, much faster than encoding :meth:`to_dict`.

        Args:
            language: of displays.
            encode: writes plain data as JSON, indented by two blanks.
            more: further keys, which come before `coverage`.
        """
        measures = measures_text(self.framework, self.measures, language, encode)
        parts = [
            ("framework", nested(self._identity, encode)),
            ("measures", measures),
            *((key, nested(value, encode)) for key, value in more.items()),
            ("coverage", nested(self._coverage, encode)),
        ]
        return "".join(object_text(parts, encode))

    def to_columns(
        self, language: Language = DEFAULT_LANGUAGE, *, exact: bool = False
    ) -> dict[str, list[Any]]:
        """A row per value, as columns: what every export of values has.

        The columns are `measure`, the dimensions of which some value has a member, `value` (numbers), `text`
        (truths and ids of members), `display`, and `missing` (why there is no value). The measure and the
        dimensions identify each row.

        Args:
            language: of displays.
            exact: whether to add numbers exactly, as `numerator` and `denominator`.
        """
        return value_columns(self.framework, self.measures.values(), language, exact=exact)

    def to_dicts(self, language: Language = DEFAULT_LANGUAGE, *, exact: bool = False) -> list[dict[str, Any]]:
        """The rows of :meth:`to_columns`, one dictionary each."""
        columns = self.to_columns(language, exact=exact)
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def to_polars(self, language: Language = DEFAULT_LANGUAGE, *, exact: bool = False) -> Any:  # noqa: ANN401 - a table of Polars
        """The columns of :meth:`to_columns` as a table of Polars.

        Exact numbers beyond 64 bits make their column one of text.

        Raises:
            MissingExtraError: DR901, the extra `frames` is not installed.
        """
        with needing():
            from digiramverk.scoring.result_tables import polars_table  # noqa: PLC0415 - an extra
        return polars_table(self.to_columns(language, exact=exact))

    def to_arrow(self, language: Language = DEFAULT_LANGUAGE, *, exact: bool = False) -> Any:  # noqa: ANN401 - a table of PyArrow
        """The same as a table of PyArrow; needs the extra `pandas`."""
        table = self.to_polars(language, exact=exact)
        with needing():
            from digiramverk.scoring.result_tables import as_arrow  # noqa: PLC0415 - an extra

            return as_arrow(table)

    def to_pandas(self, language: Language = DEFAULT_LANGUAGE, *, exact: bool = False) -> Any:  # noqa: ANN401 - a table of pandas
        """The same as a table of pandas; needs the extra `pandas`."""
        with needing():
            return self.to_arrow(language, exact=exact).to_pandas()

    @property
    def _identity(self) -> dict[str, str]:
        framework = self.framework
        return {
            "id": framework.id,
            "edition": framework.edition,
            "fingerprint": framework.plan.fingerprint,
        }

    @property
    def _coverage(self) -> list[dict[str, Any]]:
        return [
            {**each.members, "answered": each.answered, "relevant": each.relevant} for each in self.coverage
        ]


def refuse_unknown(framework: Framework, names: Collection[str]) -> None:
    """Raise NotFoundError, DR601, for every name that is no measure of the framework."""
    known = tuple(rule.measure.name for rule in framework.rules)
    unknown = [name for name in names if name not in known]
    if unknown:
        args = {"known": Names(known)}
        raise NotFoundError(
            Diagnostic("DR601", {"name": name, **args}, near=near(name, known)) for name in unknown
        )
