"""Figures that moved, for the eye: the earlier one, the later one, and whether that is the way people want."""

from dataclasses import replace

from builder import wording
from builder.model import Metric
from builder.pages.scene import Scene
from builder.pages.views import Headline, Move
from builder.statistics import Leaning, MetricSummary, Series, SeriesVerdict, headlines

MAXIMUM_ROWS = 3
"""How many places a metric at the front shows one by one."""

_KINDS = {Leaning.GOOD: "better", Leaning.BAD: "worse", Leaning.NONE: "neither"}


def front(scene: Scene) -> tuple[Headline, ...]:
    """Return the metrics that stand for a partnership at a glance, each with its figures by place."""
    chosen = headlines(scene.summaries.values(), scene.site.framework.metrics)
    return tuple(_headline(scene, summary) for summary in chosen)


def _headline(scene: Scene, summary: MetricSummary) -> Headline:
    title, members = summary.metric.title, summary.leading
    if not members or len(members) > MAXIMUM_ROWS:
        return Headline(title, "", (), finding_after_title(summary))
    moves = tuple(_row(scene, summary, series) for series in members)
    notes = {one.note for one in moves}
    if len(notes) > 1:
        return Headline(title, "", moves)
    return Headline(title, notes.pop(), tuple(replace(one, note="") for one in moves))


def _row(scene: Scene, summary: MetricSummary, series: Series) -> Move:
    home = scene.partnership.home_area.area
    alone = len(scene.own_areas) == 1 or (len(summary.leading) == 1 and len(summary.areas) == 1)
    place = wording.place_of(series, home, alone=alone)
    return move(summary.verdict_of(series), summary.metric, place)


def move(verdict: SeriesVerdict, metric: Metric, place: str = "") -> Move:
    """Return a figure of one place or group with the one before it, or by itself where it was measured once."""
    told, latest = verdict.told, verdict.series.latest
    assert latest is not None
    if told is None:
        return Move(place, "", wording.observed(latest, metric), "", "neither", wording.once(latest, metric))
    earlier, later = wording.both_figures(told, metric)
    note = "; ".join(filter(None, (wording.when_compared(told), wording.chance_beside(verdict))))
    return Move(place, earlier, later, wording.which_way(verdict), _KINDS[verdict.leaning], note)


def finding_after_title(summary: MetricSummary) -> str:
    """Return the finding about a metric after its title, which stands before it."""
    return wording.finding(summary).removeprefix(summary.metric.title).lstrip(": ")
