"""The rule language: text → syntax → check → Plan → scalar.

A rule says how a named measure is computed out of answers. This room turns the text of rules into a
checked, typed :class:`~digiramverk.rules.plan.Plan` and runs it. It knows nothing of schools: it is given
items with levels, dimensions with members, and facts. What is wrong with a rule is found when it is
loaded, never when it is run.

Back ends (`scalar`) know only the plan; a contract keeps them away from the parser and the checker.
"""
