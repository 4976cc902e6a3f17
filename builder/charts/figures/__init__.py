"""Figures: which charts there are, and the facts of each. Nothing here draws."""
