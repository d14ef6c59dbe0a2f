"""Answers and a framework become results: exact values, what is missing and why, and how to show them.

Forms are turned into the states that generated functions read; what these return becomes cells that name
their dimensions. No figure leaves this room without its kind of missing or its exact value.
"""
