"""Results as something to look at: a neutral document tree, and what shows it.

Builders turn results into headings, paragraphs, tables and notes, in the reader's language; renderers turn
that tree into output and know nothing of frameworks. Here so far: the terminal.
"""
