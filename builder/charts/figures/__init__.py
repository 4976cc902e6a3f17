"""Figures: which charts there are, and the facts of each. Nothing here draws."""

from builder.charts.figures.metric import Figure
from builder.charts.figures.squares import Squares

Drawable = Figure | Squares
"""Whatever can be drawn."""

__all__ = ["Drawable", "Figure", "Squares"]
