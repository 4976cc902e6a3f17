"""Clues: what is said of a hidden number outside its own row."""
