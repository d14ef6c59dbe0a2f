"""YAML text becomes plain data plus a side table of places.

Reads the safe, small part of YAML that a definition needs: text, numbers, true and false, lists and
mappings. Numbers keep the digits as written (``1.10`` can still be an edition). Keys are always text.
Nothing is executed, no tag is obeyed, and size, depth and aliases are bounded. Where every value stands
is kept beside the data, never in it. The room also places the findings of a JSON Schema. It knows
nothing of schools: its only neighbour is the core.
"""
