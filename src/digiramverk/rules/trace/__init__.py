"""The back end that explains: for any cell, the tree of values that led to it.

It computes again, on exact fractions and straight from the plan, node by node; slowly, and for one cell at a
time. Tests hold its values equal to those of `scalar`. It knows the plan and nothing above.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.rules.trace.trace_tree import Element, Trace
    from digiramverk.rules.trace.tracer import Tracer
else:
    __getattr__, __dir__ = opening(__name__)
