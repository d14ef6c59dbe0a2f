"""The reference back end: one plan becomes plain Python functions, generated once.

A number is a pair of whole numbers, numerator and denominator; the denominator 0 means *missing*, and the
numerator then gives the kind. Truth values and members of ordered dimensions are small whole numbers; a
negative one is missing, of the kind of its absolute value. So every decision is exact, and nothing is
interpreted while forms are scored. This room knows the plan, but neither parser nor checker.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.rules.scalar.generator import PREVIOUS, Outputs
    from digiramverk.rules.scalar.groups import Group
    from digiramverk.rules.scalar.packing import Entry, Part, common_denominator, entries
    from digiramverk.rules.scalar.program import LeftOut, Program, absent_outputs, cells_of
    from digiramverk.rules.scalar.stage import (
        Stage,
        asked_before,
        needs,
        needs_of_round_before,
        place_of,
        stages,
    )
    from digiramverk.rules.scalar.withholding import slots_of_forms, withheld_of
else:
    __getattr__, __dir__ = opening(__name__)
