"""The same measures as a program over arrays of NumPy: codes of answers in, an array for every cell out.

Codes are the levels' points; 5 is *not relevant*, 6 unanswered. What is missing comes out as NaN; truths as
1 and 0, and the highest step by its place from 1, 0 for none.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bench.handwritten_ninety import MOST
from bench.handwritten_polars import Placing

Codes = npt.NDArray[np.uint8]
Column = npt.NDArray[np.float64]
Sums = tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]

LEVELS = 5
UNANSWERED = 6


def score(codes: Mapping[str, Codes], placing: Placing) -> dict[str, Column]:
    """All values, called what the library calls them."""
    points = {name: np.where(code < LEVELS, code, 0).astype(np.int16) for name, code in codes.items()}
    answers = {name: (code < LEVELS).astype(np.int16) for name, code in codes.items()}
    found: dict[str, Column] = {}
    sums: dict[str, Sums] = {}
    reached: dict[str, Column] = {}
    for cell, names in placing.cells.items():
        sums[cell] = _sum([points[name] for name in names]), _sum([answers[name] for name in names])
        above, below = sums[cell]
        unanswered = np.logical_or.reduce([codes[name] == UNANSWERED for name in names])
        reached[cell] = np.where(unanswered, np.nan, 5 * above >= 16 * below)
        found[f"share[{cell}]"] = _share(*sums[cell])
        found[f"reached[{cell}]"] = np.where(below > 0, reached[cell], np.nan)
    for kind, groups in (("area", placing.areas), ("step", placing.steps)):
        for group, cells in groups.items():
            sums[group] = _sum([sums[cell][0] for cell in cells]), _sum([sums[cell][1] for cell in cells])
            reached[group] = _all([reached[cell] for cell in cells])
            found[f"{kind}_share[{group}]"] = _share(*sums[group])
            found[f"{kind}_reached[{group}]"] = np.where(sums[group][1] > 0, reached[group], np.nan)
    for role, names in placing.roles.items():
        below = _sum([answers[name] for name in names])
        full = _sum([(points[name] == MOST).astype(np.int16) for name in names])
        found[f"role_share[{role}]"] = _share(_sum([points[name] for name in names]), below)
        found[f"role_carried[{role}]"] = _share(full, below, 1)
    return found | _whole(placing, sums, reached, found)


def _whole(
    placing: Placing,
    sums: Mapping[str, Sums],
    reached: Mapping[str, Column],
    found: Mapping[str, Column],
) -> dict[str, Column]:
    above, below = (_sum([sums[area][part] for area in placing.areas]) for part in (0, 1))
    enough = 5 * above.astype(np.int32) >= 12 * below.astype(np.int32)
    for area in placing.areas:
        enough &= 5 * sums[area][0] >= 8 * sums[area][1]
    highest = np.zeros(len(above))
    climbing = np.ones(len(above), dtype=bool)
    for place, step in enumerate(placing.steps, 1):
        own = reached[step]
        highest[climbing & np.isnan(own)] = np.nan
        climbing &= own == 1
        highest[climbing] = place
    return {
        "total": _share(above, below),
        "all_points": np.where(below > 0, above, np.nan),
        "answers": below.astype(np.float64),
        "weakest": np.fmin.reduce([found[f"area_share[{area}]"] for area in placing.areas]),
        "highest_step": highest,
        "passes": np.where(below > 0, enough, np.nan),
    }


def _sum(parts: Sequence[npt.NDArray[np.int16]]) -> npt.NDArray[np.int16]:
    total = parts[0].copy()
    for part in parts[1:]:
        total += part
    return total


def _share(above: npt.NDArray[np.int16], below: npt.NDArray[np.int16], most: int = MOST) -> Column:
    with np.errstate(invalid="ignore"):
        # 0 of 0 is NaN, which is what is wanted.
        share: Column = above / (most * below.astype(np.float64))
    return share


def _all(parts: Sequence[Column]) -> Column:
    """False where any is, else NaN where any is, else true."""
    false = np.logical_or.reduce([part == 0 for part in parts])
    unknown = np.logical_or.reduce([np.isnan(part) for part in parts])
    return np.where(false, 0.0, np.where(unknown, np.nan, 1.0))
