"""The rule language: text → syntax → check → Plan → scalar.

A rule says how to compute a named measure from answers. This room turns the text of rules into a checked,
typed :class:`~digiramverk.rules.plan.Plan` and runs it. It knows nothing of schools: callers give it items
with levels, dimensions with members, and facts. Every mistake in a rule is found when the rule is loaded,
never when it runs.

Back ends (`scalar`) know only the plan; a contract keeps them away from the parser and the checker.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.rules.cells import Cells, Context
    from digiramverk.rules.definition import (
        INTERVAL,
        Aim,
        Enough,
        Formula,
        MeasureText,
        NotRelevant,
        Policy,
        Ruleset,
        Unanswered,
    )
    from digiramverk.rules.directions import Directions
    from digiramverk.rules.exact import Local, ValueOrMissing
    from digiramverk.rules.facts import FACTS
    from digiramverk.rules.fold_calls import Problem, call_registered
    from digiramverk.rules.form_requirements import PUBLISHED, Requirement, is_met, requirements
    from digiramverk.rules.forms import (
        DECLINED,
        FIRST_LEVEL,
        NOT_ASKED,
        NOT_RELEVANT,
        UNANSWERED,
        Form,
        PopulationValue,
    )
    from digiramverk.rules.intervals import EVERYTHING, SHARE, ExactNumber, Interval, Range
    from digiramverk.rules.meaning import Meanings, changed
    from digiramverk.rules.missing import Missing, Value
    from digiramverk.rules.movement import Direction
    from digiramverk.rules.names import RESERVED
    from digiramverk.rules.plan import Plan, PlannedMeasure
    from digiramverk.rules.reach import Reach
    from digiramverk.rules.rounds import MAY_LACK, ROUND, links, rounds_before, rounds_in_order
    from digiramverk.rules.slot_values import decoded, meanings_of
    from digiramverk.rules.space import (
        ITEM,
        NO_RUNG,
        RESPONSE,
        CellKey,
        Dimension,
        Item,
        ItemLevel,
        MeasureCell,
        Space,
    )
    from digiramverk.rules.states import is_local, table
    from digiramverk.rules.types import Boolean, Member, Number, Type
else:
    __getattr__, __dir__ = opening(__name__)
