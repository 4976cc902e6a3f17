"""Draws a plan's timeline: a list in words, with a strip of marks below each line.

The strips are hidden from screen readers, which read the words; every difference of colour is one of
shape too. Places are percentages of the width, so the strips fit a phone and a printed page alike.
"""

from datetime import date, timedelta
from html import escape

from builder.charts.figures.timeline import Line, Timeline
from builder.model import addresses
from builder.model.addresses import PartnershipAddresses

_STRIP_HEIGHT = 18
_MIDDLE = _STRIP_HEIGHT / 2


def draw_timeline(timeline: Timeline, places: PartnershipAddresses) -> str:
    """Return a timeline as HTML, for the plan's page."""
    items = "\n".join(_item(timeline, line, places) for line in timeline.lines)
    return f'<ol class="timeline">\n<li class="axis" aria-hidden="true">{_axis(timeline)}</li>\n{items}\n</ol>'


def _item(timeline: Timeline, line: Line, places: PartnershipAddresses) -> str:
    title = escape(line.title)
    if line.action:
        href = escape(addresses.relative(places.page("plan"), places.action(line.action)))
        title = f'<a href="{href}">{title}</a>'
    words = f'<span class="title">{title}</span> <span class="when">{escape(line.words)}.</span>'
    return f"<li>{words}{_strip(timeline, line)}</li>"


def _axis(timeline: Timeline) -> str:
    labels = "".join(
        f'<text x="{_place(timeline, date(year, 1, 1))}" y="13" dx="3">{year}</text>'
        for year in range(timeline.first_year, timeline.last_year + 1)
    )
    return _svg(timeline, labels, with_today=False)


def _strip(timeline: Timeline, line: Line) -> str:
    marks = []
    if line.start and line.due:
        marks.append(
            f'<line class="span" x1="{_place(timeline, line.start)}" x2="{_place(timeline, line.due)}" '
            f'y1="{_MIDDLE:g}" y2="{_MIDDLE:g}"/>'
        )
    if line.start:
        marks.append(f'<rect class="start" x="{_place(timeline, line.start)}" y="4" width="2" height="10"/>')
    if line.original_due and line.due and line.original_due != line.due:
        marks.append(_mark(timeline, line.original_due, "first", '<circle r="4.5"/>'))
    marks += [
        _mark(timeline, day, "step", '<circle r="3"/>' if is_done else '<circle class="open" r="3"/>')
        for day, is_done in line.steps
    ]
    if line.due:
        kind = "done" if line.is_done else "late" if line.is_late else "due"
        shape = {
            "done": '<circle r="6"/>',
            "late": '<path d="M0-7 7 6H-7Z"/>',
            "due": '<path d="M0-7 7 0 0 7-7 0Z"/>',
        }[kind]
        marks.append(_mark(timeline, line.due, kind, shape))
    return _svg(timeline, "".join(marks))


def _mark(timeline: Timeline, day: date, kind: str, shape: str) -> str:
    # A nested drawing takes a percentage as its place, which a group's transform does not.
    return f'<svg class="{kind}" x="{_place(timeline, day)}" y="{_MIDDLE:g}" overflow="visible">{shape}</svg>'


def _svg(timeline: Timeline, marks: str, *, with_today: bool = True) -> str:
    years = "".join(
        f'<line class="year" x1="{place}" x2="{place}" y1="0" y2="{_STRIP_HEIGHT}"/>'
        for place in (_place(timeline, date(year, 1, 1)) for year in range(timeline.first_year, timeline.last_year + 1))
    )
    today = _place(timeline, timeline.today)
    now = f'<line class="today" x1="{today}" x2="{today}" y1="0" y2="{_STRIP_HEIGHT}"/>'
    return (
        f'<svg class="strip" width="100%" height="{_STRIP_HEIGHT}" aria-hidden="true" focusable="false">'
        f"{years}{now if with_today else ''}{marks}</svg>"
    )


def _place(timeline: Timeline, day: date) -> str:
    """Return where a day lies, as a percentage of the width; a little room is left for marks at both ends."""
    first, end = date(timeline.first_year, 1, 1), date(timeline.last_year, 12, 31) + timedelta(days=1)
    share = (day - first) / (end - first)
    return f"{2 + 96 * share:.2f}%"
