"""All codes in one mapping."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.codes.answers import ANSWERS
from digiramverk.core.codes.code import Code
from digiramverk.core.codes.crosswalks import CROSSWALKS
from digiramverk.core.codes.files import FILES
from digiramverk.core.codes.frames import FRAMES
from digiramverk.core.codes.naming import NAMING
from digiramverk.core.codes.outputs import OUTPUTS
from digiramverk.core.codes.overlays import OVERLAYS
from digiramverk.core.codes.plans import PLANS
from digiramverk.core.codes.proving import PROVING
from digiramverk.core.codes.reports import REPORTS
from digiramverk.core.codes.rule_bounds import RULE_BOUNDS
from digiramverk.core.codes.rule_slips import RULE_SLIPS
from digiramverk.core.codes.rules import RULES
from digiramverk.core.codes.structure import STRUCTURE
from digiramverk.core.codes.workbooks import WORKBOOKS
from digiramverk.core.codes.yaml_form import YAML_FORM

CODES: Final[Mapping[str, Code]] = {
    **FILES,
    **OUTPUTS,
    **YAML_FORM,
    **STRUCTURE,
    **OVERLAYS,
    **CROSSWALKS,
    **RULES,
    **RULE_BOUNDS,
    **RULE_SLIPS,
    **PLANS,
    **ANSWERS,
    **WORKBOOKS,
    **FRAMES,
    **NAMING,
    **PROVING,
    **REPORTS,
}
"""Every code that a diagnostic can have."""
