"""What results are for: targets held against outcomes.

A target picks one value of a measure and a bound. This room finds the outcome among results and says
whether the target is met, or that there is no outcome yet.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.planning.proposal import AreaProposal, ProposedIndicator, by_area, proposed
    from digiramverk.planning.publishing import rounds_in_order, unpublished
    from digiramverk.planning.results_with_targets import Scored
    from digiramverk.planning.standing import (
        Standing,
        standings_of_cells,
        standings_of_form,
        standings_withheld,
    )
    from digiramverk.planning.targets import TargetOutcome, outcomes
else:
    offered = {
        "proposal": "AreaProposal ProposedIndicator by_area proposed",
        "publishing": "rounds_in_order unpublished",
        "results_with_targets": "Scored",
        "standing": "Standing standings_of_cells standings_of_form standings_withheld",
        "targets": "TargetOutcome outcomes",
    }
    __getattr__ = opening(__name__, offered)
