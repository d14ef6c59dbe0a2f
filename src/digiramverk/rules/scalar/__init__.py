"""The reference back end: one plan becomes plain Python functions, generated once.

Numbers are pairs of whole numbers, numerator and denominator; a denominator of 0 says *missing*, and the
numerator then says of which kind. Truth values and members of ordered dimensions are small whole numbers;
a negative one says missing, of the kind of its absolute value. So every decision is exact, and nothing is
interpreted while forms are scored. Knows the plan, and neither parser nor checker.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.rules.scalar.generator import AHEAD, PREVIOUS, Ahead, Generated, Outputs, generate
    from digiramverk.rules.scalar.groups import Group
    from digiramverk.rules.scalar.packing import Entry, Part, common_denominator, entries
    from digiramverk.rules.scalar.program import LeftOut, Program, absent_outputs, cells_of
    from digiramverk.rules.scalar.stage import Stage, asked_before, needs, needs_of_round_before, stages
    from digiramverk.rules.scalar.withholding import slots_of_forms, with_withheld, withheld_of
else:
    offered = {
        "generator": "AHEAD Ahead Generated Outputs PREVIOUS generate",
        "groups": "Group",
        "packing": "Entry Part common_denominator entries",
        "program": "LeftOut Program absent_outputs cells_of",
        "stage": "Stage asked_before needs needs_of_round_before stages",
        "withholding": "slots_of_forms with_withheld withheld_of",
    }
    __getattr__ = opening(__name__, offered)
