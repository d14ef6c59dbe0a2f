"""A framework on top of another: the parent's plain data, changed by a smaller definition.

Nothing here knows how a framework is built. The parent's definition becomes a tree of values, each with its
place and with who wrote it; the overlay's parts are put into that tree; what comes out is data with places
again, for the ordinary builder. So whatever can be written in a framework can be written in an overlay.
"""
