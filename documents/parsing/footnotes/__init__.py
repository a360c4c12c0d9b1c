"""Footnotes in text without sizes: which lines they are, and where their marks stand."""
