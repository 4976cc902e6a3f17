"""Charts: picks marks, axes and colours for the facts in `figures`, and turns them into static SVG and pictures."""

from builder.charts.spark import spark
from builder.charts.svg import Painter
from builder.charts.timeline import draw_timeline

__all__ = ["Painter", "draw_timeline", "spark"]
