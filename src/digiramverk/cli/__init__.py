"""The command line, one module per command.

Speaks Swedish or English, and never shows a traceback unasked.
"""

from digiramverk.cli.entry import main

__all__ = ["main"]
