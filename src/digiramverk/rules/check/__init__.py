"""From syntax to plan: names, types and grains are settled here, or the rule does not load."""

from digiramverk.rules.check.compiler import compile_rules
