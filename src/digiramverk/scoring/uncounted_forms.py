"""Forms that do not count across units, and why: DR458, DR459."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import LANGUAGES, Counted, Diagnostic, Titles, Word
from digiramverk.model import Framework
from digiramverk.rules import (
    PUBLISHED,
    RESPONSE,
    Missing,
    PlannedMeasure,
    Requirement,
    is_met,
    nodes,
    requirements,
)

UNCOUNTED: Final = ("DR458", "DR459")
"""Where some forms do not count, and where none does."""
MOST_REASONS: Final = 6
_PHRASES: Final = ("is_not_published", "has_no", "has", "does_not_meet")

FormStatement = tuple[bool | str | None, ...]
"""What forms of one kind state: whether they are published, and their members, None where they have none."""

Shortcoming = tuple[str, tuple[str | Titles | Word, ...]]
"""The key of a phrase in the vocabulary, and what it is about."""


@attrs.define
class Uncounted:
    """Counts the forms that the rule named by `counts` leaves out.

    Forms are added together where they state the same: there are few kinds, however many forms.

    Attributes:
        framework: names the rule.
        asked: the measures to return; nothing is reported if none of those across forms reads the rule.
    """

    framework: Framework
    asked: Sequence[str]
    _total: int = 0
    _kinds: Counter[FormStatement] = attrs.field(factory=Counter)
    """Forms left out, by what they state: in the order of `stated`."""

    @cached_property
    def measure(self) -> PlannedMeasure | None:
        """The yes/no measure of forms that decides; None if no measure asked for depends on it."""
        name, plan = self.framework.counts, self.framework.plan
        measure = next((each for each in plan.measures if each.name == name), None)
        if measure is None:
            return None
        across = [each for each in map(plan.measure, self.asked) if each.population != (RESPONSE,)]
        read = {measure.name for each in across for measure in plan.only([each.name]).measures}
        return measure if name in read and measure.population == (RESPONSE,) and not measure.per else None

    @cached_property
    def _requirements(self) -> tuple[Requirement, ...]:
        return () if self.measure is None else requirements(self.framework.plan, self.measure)

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """What the rule reads of what forms state: `published` and population dimensions."""
        return tuple(dict.fromkeys(name for each in self._requirements for name in each.stated))

    def add(self, total: int, left_out: Mapping[FormStatement, int]) -> None:
        """Add forms.

        Args:
            total: their number.
            left_out: how many of them do not count, by what they state.
        """
        self._total += total
        self._kinds.update(left_out)

    def notes(self) -> Iterator[Diagnostic]:
        """A note with the reasons, or a warning if no form counts. A single form is no oversight."""
        count = self._kinds.total()
        if self._total < 2 or not count or self.measure is None:  # noqa: PLR2004 - one is alone
            return
        found: Counter[Shortcoming] = Counter()
        for values, number in self._kinds.items():
            for reason in self._reasons(dict(zip(self.stated, values, strict=True))):
                found[reason] += number
        # The engines meet forms in different orders, and say the same.
        ordered = sorted(
            found.items(), key=lambda each: (-each[1], _PHRASES.index(each[0][0]), str(each[0][1]))
        )
        reasons = (Counted(n, phrase, about) for (phrase, about), n in ordered[:MOST_REASONS])
        rule = next(each for each in self.framework.rules if each.measure.name == self.measure.name)
        args = {
            "count": count,
            "total": self._total,
            "reasons": tuple(reasons),
            "rule": self.measure.name,
            "text": rule.measure.value.text,
        }
        some, all_of_them = UNCOUNTED
        yield Diagnostic(all_of_them if count == self._total else some, args)

    def _reasons(self, stated: Mapping[str, bool | str | None]) -> Iterator[Shortcoming]:
        """Why forms that state this do not count."""
        plan = self.framework.plan
        judged = [(each, is_met(plan, each.node, stated)) for each in self._requirements]
        unmet = [each for each, met in judged if met is not True and met is not Missing.UNDECIDED]
        # Where all that they state is as required, their answers decide.
        for each in unmet or [each for each, met in judged if met is not True]:
            yield self._reason(each, stated)

    def _reason(self, unmet: Requirement, stated: Mapping[str, bool | str | None]) -> Shortcoming:
        if unmet.stated == (PUBLISHED,) and isinstance(unmet.node, nodes.Fact):
            return "is_not_published", ()
        if len(unmet.stated) == 1 and unmet.stated != (PUBLISHED,):
            (dimension,) = unmet.stated
            member = stated[dimension]
            if member is None:
                return "has_no", (Word(dimension),)
            titles = (self.framework.title_of(dimension, str(member), each) for each in LANGUAGES)
            return "has", (Word(dimension), Titles(*titles))
        rule = next(each for each in self.framework.rules if each.measure.name == unmet.measure)
        return "does_not_meet", (rule.measure.value.text[unmet.node.start : unmet.node.end],)
