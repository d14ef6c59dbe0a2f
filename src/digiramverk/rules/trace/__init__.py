"""The back end that tells why: for any cell, the tree of values that led to it.

Computes anew, on exact fractions and straight from the plan, node by node; slow, and meant for one cell at a
time. That its values are those of `scalar` is a law that tests hold it to. Knows the plan and nothing above.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.rules.trace.trace_tree import Element, Trace
    from digiramverk.rules.trace.tracer import Tracer
else:
    offered = {
        "tracer": "Tracer",
        "trace_tree": "Element Trace",
    }
    __getattr__ = opening(__name__, offered)
