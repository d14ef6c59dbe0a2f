"""The one table of codes: for every problem its severity, its sentence and its remedy, in Swedish and English.

The first digit says where a problem is: DR0 files, DR1 YAML syntax, DR2 the structure of a framework,
DR3 rules, DR4 answers, DR5 frameworks and plugins by name, DR6 explanations and proofs, DR8 reports, DR9 the
program itself.
"""

from digiramverk.core.codes.code import Code, Severity
from digiramverk.core.codes.table import CODES

__all__ = ["CODES", "Code", "Severity"]
