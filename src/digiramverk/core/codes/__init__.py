"""One table of codes: for every problem its severity, its sentence and what to do, in Swedish and English.

The hundreds tell where a problem stands: DR0 files, DR1 the form of YAML, DR2 the structure of a
framework, DR3 rules, DR4 answers, DR5 frameworks and plugins by name, DR6 explanations, DR8 reports, DR9 the
program itself.
"""

from digiramverk.core.codes.code import Code, Severity
from digiramverk.core.codes.table import CODES

__all__ = ["CODES", "Code", "Severity"]
