"""Draws one row of a figure as a small line without axes, for a card whose words give the values.

It is drawn here and not by Altair: it has no text, no axis and no scale to explain, and a page shows many.
"""

from builder.charts.figures.metric import Row

WIDTH, HEIGHT = 96, 32
MARGIN = 4
"""The room around the marks, so that none is cut."""


def spark(row: Row) -> str:
    """Return the small chart of a row as SVG, hidden from screen readers: the card says it in words.

    The line stands on zero, so that it is as steep as the figure changed, has a dot at its end and is interrupted at
    a break.
    """
    points = [
        (point.period.last_day.toordinal(), float(point.value), point.after_break)
        for point in row.points
        if point.value is not None
    ]
    first, days = points[0][0], points[-1][0] - points[0][0]
    low, high = min(0.0, *(value for _, value, _ in points)), max(0.0, *(value for _, value, _ in points))
    path, x, y = "", 0.0, 0.0
    for day, value, after_break in points:
        x = MARGIN + (day - first) / (days or 1) * (WIDTH - 2 * MARGIN)
        y = HEIGHT - MARGIN - (value - low) / ((high - low) or 1) * (HEIGHT - 2 * MARGIN)
        path += f"{'L' if path and not after_break else 'M'}{x:.1f} {y:.1f}"
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        f'<path d="{path}" fill="none" stroke="var(--chart-1)" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="var(--chart-1)"/></svg>'
    )
