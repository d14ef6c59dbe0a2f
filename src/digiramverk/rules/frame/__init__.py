"""The dataframe back end: one plan becomes Narwhals expressions over wide data, a row per form.

Every decision is made on whole numbers. A number is a numerator and a denominator column, and every column
carries, from when the plan is turned into expressions, the greatest size that a value in it can have: what
could leave 64 bits is never computed here but by the scalar engine, batch by batch. The kind of missing
travels in a column of its own, 0 where there is a value. Knows the plan, and neither parser nor checker.
"""
