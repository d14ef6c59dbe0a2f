"""Charts as pictures: a neutral chart becomes a Vega specification, which vl-convert draws.

Nothing here uses the network, and texts from frameworks and answers are data to Vega, never expressions.
"""
