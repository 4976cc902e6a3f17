"""Which chart a metric of several partnerships gets, and the facts that it shows, before anything is drawn.

A panel for each partnership, in the order of their names, with a row for each area, on one scale of percentages or
rates. Counts and pounds grow with the area and have no chart: an eye would take the larger area for the one that does
better or worse.
"""

from collections.abc import Iterable

from builder import wording
from builder.analysis.partnerships import Entry, SharedMetric
from builder.charts.figures.metric import ChartKind, Figure, GoalLine, Row, point_of

NAME = "areas"
MOST_DRAWN = 40
"""How many rows a chart has; with more areas it shows the leading figure of each partnership, and the table all."""


def comparison_figures(shared: Iterable[SharedMetric]) -> tuple[Figure, ...]:
    """Return the charts of those metrics that can lie on one scale."""
    return tuple(comparison_figure(one) for one in shared if one.one_scale)


def comparison_figure(shared: SharedMetric) -> Figure:
    """Return what a metric that several partnerships publish looks like, whether or not it has a chart."""
    drawn = tuple(entry for entry in shared.entries if entry.current)
    if len(drawn) > MOST_DRAWN:
        drawn = tuple(entry for entry in drawn if entry.leading)
    metric = shared.summary.metric
    rows = tuple(_row(entry) for entry in drawn)
    subtitle = wording.chart_subtitle(shared)
    return Figure(
        name=NAME,
        breakdown="",
        metric=metric,
        kind=ChartKind.PANELS,
        title=f"{metric.title}: partnerships side by side",
        subtitle=subtitle,
        periods=tuple(sorted({point.period for row in rows for point in row.points})),
        rows=rows,
        sources=(),
        text_alternative=_text_alternative(metric.title, subtitle, rows),
    )


def _row(entry: Entry) -> Row:
    series = entry.series
    name = f"{series.group}, {series.area.name}" if series.group else series.area.name
    beside = entry.against.benchmark if entry.against else None
    goals: tuple[GoalLine, ...] = ()
    if beside is not None and beside.value is not None and entry.benchmark is not None:
        goals = (GoalLine(beside.value, f"{entry.benchmark.area.name} {wording.observed(beside, series.metric)}"),)
    return Row(
        name,
        comparator=False,
        points=(point_of(entry.shown, series.metric),),
        goals=goals,
        panel=entry.partnership.title,
    )


def _text_alternative(title: str, subtitle: str, rows: tuple[Row, ...]) -> str:
    sentences = [f"Dot chart with a panel for each partnership. {title}. {subtitle}."]
    panel = ""
    for row in rows:
        (point,) = row.points
        if row.panel != panel:
            sentences.append(f"Partnership {row.panel}.")
        panel = row.panel
        beside = "".join(f", {goal.words}" for goal in row.goals)
        sentences.append(f"{row.name}, {point.period_words}: {point.words}{beside}.")
    return " ".join(sentences)
