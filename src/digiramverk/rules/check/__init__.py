"""From syntax to plan: names, types and grains are settled here, or the rule does not load."""

from digiramverk.rules.check.compiling import compile_rules
