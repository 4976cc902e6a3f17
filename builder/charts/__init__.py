"""Charts: picks marks, axes and colours, and turns them into static SVG and pictures."""

from builder.charts.spark import spark
from builder.charts.svg import Painter

__all__ = ["Painter", "spark"]
