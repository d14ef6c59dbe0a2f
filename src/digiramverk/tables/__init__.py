"""The table engine: one plan becomes Narwhals expressions over wide data, a row per form.

Every decision is made on whole numbers. A number is a numerator and a denominator column, and every column
has bounds from the moment when the plan is turned into expressions. The scalar engine computes what could
leave 64 bits, batch by batch. The kind of missing has a column of its own, 0 where there is a value. The
room knows the plan, and neither parser nor checker.
"""
