"""Whole tables scored by columns: files and frames of any size, on any engine.

Only here, in `answers` and in the table engine is a dataframe library loaded; an import contract keeps it so.
"""
