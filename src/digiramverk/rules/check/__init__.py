"""From syntax to plan: checks names, types and grains. A rule that fails does not load."""

from digiramverk.rules.check.compiler import compile_rules
