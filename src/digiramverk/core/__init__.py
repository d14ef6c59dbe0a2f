"""The ground floor: places in files, diagnostics, the table of codes, errors and messages.

Everything else in the house stands on this room, and this room stands on nothing but the standard
library and attrs. A problem anywhere becomes a :class:`~digiramverk.core.diagnostic.Diagnostic`: a
code, a place and the values its sentence needs. The sentence itself, in Swedish and in English, lives
once in :mod:`digiramverk.core.codes`.
"""
