"""Cases: answers with what a framework should make of them."""

from fractions import Fraction

import attrs

from digiramverk.core import Span, clean
from digiramverk.model.assessment import Assessment
from digiramverk.model.spellings import clean_members
from digiramverk.model.text import Text


@attrs.frozen
class ExpectedCell:
    """What one cell of a measure should be.

    Attributes:
        members: (dimension, member) pairs that pick the cell, as many as it takes.
        value: the value; None where it should be missing.
        missing: the kind of missing, by its name in results; None where there should be a value.
        tolerance: how far a number may be off; 0 for exactly.
        span: where it is written.
    """

    members: tuple[tuple[str, str], ...] = attrs.field(converter=clean_members)
    value: Fraction | bool | str | None
    missing: str | None = None
    tolerance: Fraction = Fraction(0)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class ExpectedTarget:
    """The expected outcome of a target, and whether it is met; both None where there is no outcome yet."""

    measure: str
    where: tuple[tuple[str, str], ...] = attrs.field(converter=clean_members)
    round: str | None = attrs.field(converter=attrs.converters.optional(clean))
    outcome: Fraction | None
    met: bool | None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Case:
    """One case of a framework.

    Attributes:
        id: unique in the framework.
        title: what it is about; None says that the id tells.
        assessments: the forms, scored together.
        expect: (measure, cells) pairs. All cells of a measure that is named are listed, unless `partial`.
        targets: the expected outcomes of those of the framework's targets that the case lists.
        partial: whether a measure may have more cells than those listed.
        span: where it is written.
    """

    id: str
    title: Text | None
    assessments: tuple[Assessment, ...]
    expect: tuple[tuple[str, tuple[ExpectedCell, ...]], ...]
    targets: tuple[ExpectedTarget, ...] = ()
    partial: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
