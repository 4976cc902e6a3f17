"""Figures: which charts there are, and the facts of each. Nothing here draws."""

from builder.charts.figures.matrix import Matrix
from builder.charts.figures.metric import Figure
from builder.charts.figures.squares import Squares
from builder.charts.figures.stacks import Stacks

Drawable = Figure | Squares | Matrix | Stacks
"""Whatever can be drawn."""

__all__ = ["Drawable", "Figure", "Matrix", "Squares", "Stacks"]
