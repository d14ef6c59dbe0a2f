"""Rule engines that others make, each given the same formulas and the same answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.formulas import Formulas
from bench.handwritten import POINTS

Outputs = Mapping[str, Any]
Scoring = Callable[[Mapping[str, str | None]], Outputs]
"""A form to the values of formulas by name, as the engine gives them."""

Build = Callable[[Formulas, Sequence[str]], Scoring]
"""Compiles formulas over indicators (ids in order)."""

NOT_RELEVANT = -1
UNANSWERED = -2
CODES: dict[str | None, int] = {"not_relevant": NOT_RELEVANT, None: UNANSWERED}
CODES.update(POINTS)
"""What engines are given for an answer, so that they look nothing up: its points, or a negative number."""
