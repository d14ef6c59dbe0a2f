"""Charts as pictures, by way of Vega: a neutral chart becomes a Vega specification, vl-convert draws it.

Nothing here asks the network, and texts from frameworks and answers are data to Vega, never expressions.
"""
