"""Drawing: picks marks, axes and colours, and turns them into static SVG and pictures."""

from builder.drawing.spark import spark
from builder.drawing.svg import Painter
from builder.drawing.timeline import draw_timeline

__all__ = ["Painter", "draw_timeline", "spark"]
