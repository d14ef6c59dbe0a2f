"""Test helpers for authors of frameworks and plugins. Needs the extra `testing`.

:func:`check_framework` runs the cases of a framework and checks all laws, in three lines of your own tests.
The strategies draw frameworks, answers, populations, formulas and broken files for Hypothesis; what they find
shrinks to something small that a person can read.
"""

from digiramverk.testing.conformance import check_framework
from digiramverk.testing.faulty_files import broken_yaml
from digiramverk.testing.strategies import answers_for, expressions, frameworks, populations_for

__all__ = ["answers_for", "broken_yaml", "check_framework", "expressions", "frameworks", "populations_for"]
