"""What follows from results: target outcomes, action plan proposals and units that have not published.

Nothing here computes figures. A target names one cell of a measure and a bound; an action plan names
measures whose cells propose indicators. This room looks up those cells in the results.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.planning.proposal import AreaProposal, ProposedIndicator, by_area, fitting, proposed
    from digiramverk.planning.publishing import unpublished
    from digiramverk.planning.results_with_targets import Scored
    from digiramverk.planning.standing import (
        Standing,
        standings_of_cells,
        standings_of_form,
        standings_withheld,
    )
    from digiramverk.planning.targets import TargetOutcome, outcomes, outcomes_of
else:
    __getattr__, __dir__ = opening(__name__)
