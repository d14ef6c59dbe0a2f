"""Tests whether a framework does what it should: runs cases, laws and mutations.

It takes a framework and answers that have been read, and returns the differences. It knows how to score and
how to compare targets with outcomes, but neither commands nor how anything is shown.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.proving.case_files import load_cases
    from digiramverk.proving.cases import CaseOutcome, Difference, TargetDifference, run_case
    from digiramverk.proving.counterexample_files import answer_files
    from digiramverk.proving.law import Break, Claim, Example, Forms, Law, Twist
    from digiramverk.proving.mutants import Mutant
    from digiramverk.proving.mutation import MUTATION_EXAMPLES, Fate, Score, Undecided, mutate
    from digiramverk.proving.proof import (
        EXAMPLES,
        CheckResult,
        Counterexample,
        Finding,
        Proof,
        Trial,
        Verdict,
        prove,
    )
    from digiramverk.proving.random_forms import UNITS, asked, rounds_of
    from digiramverk.proving.reasons import Reason, Why, levels_of, reason_of
    from digiramverk.proving.review import problems_of
    from digiramverk.proving.subject import CellName, Subject
    from digiramverk.proving.variants import ruleset_of
else:
    __getattr__, __dir__ = opening(__name__)
