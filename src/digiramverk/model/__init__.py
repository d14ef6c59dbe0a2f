"""What a framework and an assessment are: frozen values, without reading or writing.

Two frameworks are equal when they say the same, wherever they were loaded from. Ids are text, numbers are
exact, and texts for people come in several languages.
"""
