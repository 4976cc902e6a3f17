"""Turns a finished drawing into a picture for documents that cannot hold a drawing."""

SCALE = 3
"""Pixels for each unit of a drawing: on paper about 270 dots an inch at the width that a report gives a chart."""


def bitmap(svg: str) -> bytes:
    """Return a drawing that stands alone as PNG, on white."""
    import vl_convert

    background = svg.replace(">", '><rect width="100%" height="100%" fill="#FFFFFF"/>', 1)
    drawn: bytes = vl_convert.svg_to_png(background, scale=SCALE)
    return drawn
