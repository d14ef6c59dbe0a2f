"""A framework that extends another: the parent's plain data, changed by a smaller definition.

Nothing here knows how a framework is built. The parent's definition becomes a tree of values, each with its
place and its author. The overlay changes that tree, and the result is data with places again, for the usual
builder. So an overlay can write whatever a framework can, and the builder checks the result like any other
file. Changing the parent's built model would need a second implementation of every check. The cost is that
the parent is written out and built once more.
"""
