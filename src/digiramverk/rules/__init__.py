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
    from digiramverk.rules.forms import (
        DECLINED,
        FIRST_LEVEL,
        NOT_ASKED,
        NOT_RELEVANT,
        UNANSWERED,
        Form,
        PopulationValue,
        population_positions,
    )
    from digiramverk.rules.intervals import EVERYTHING, SHARE, ExactNumber, Interval, Range
    from digiramverk.rules.meaning import Meanings, changed
    from digiramverk.rules.missing import Missing, Value
    from digiramverk.rules.movement import Direction
    from digiramverk.rules.names import RESERVED
    from digiramverk.rules.plan import Plan, PlannedMeasure
    from digiramverk.rules.reach import Reach
    from digiramverk.rules.rounds import MAY_LACK, ROUND, links, rounds_before
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
    offered = {
        "cells": "Cells Context",
        "definition": "Aim Enough Formula INTERVAL MeasureText NotRelevant Policy Ruleset Unanswered",
        "directions": "Directions",
        "exact": "Local ValueOrMissing",
        "facts": "FACTS",
        "forms": (
            "DECLINED FIRST_LEVEL Form NOT_ASKED NOT_RELEVANT PopulationValue UNANSWERED population_positions"
        ),
        "intervals": "EVERYTHING ExactNumber Interval Range SHARE",
        "meaning": "Meanings changed",
        "missing": "Missing Value",
        "movement": "Direction",
        "names": "RESERVED",
        "plan": "Plan PlannedMeasure",
        "reach": "Reach",
        "fold_calls": "Problem call_registered",
        "rounds": "MAY_LACK ROUND links rounds_before",
        "space": "CellKey Dimension ITEM Item ItemLevel MeasureCell NO_RUNG RESPONSE Space",
        "states": "is_local table",
        "types": "Boolean Member Number Type",
    }
    __getattr__ = opening(__name__, offered)
