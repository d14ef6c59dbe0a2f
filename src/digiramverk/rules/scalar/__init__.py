"""The reference back end: one plan becomes plain Python functions, generated once.

Numbers are pairs of whole numbers, numerator and denominator; a denominator of 0 says *missing*, and the
numerator then says of which kind. Truth values and members of ordered dimensions are small whole numbers;
a negative one says missing, of the kind of its absolute value. So every decision is exact, and nothing is
interpreted while forms are scored. Knows the plan, and neither parser nor checker.
"""
