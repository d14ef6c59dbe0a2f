"""Compares two frameworks: what was added, removed, moved or reworded, and what can give other values."""
