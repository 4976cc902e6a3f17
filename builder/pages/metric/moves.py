"""Figures that moved, for the eye: the earlier one, the later one, and whether that is the way people want."""

from collections.abc import Sequence
from dataclasses import replace

from builder import wording
from builder.analysis.changes import Leaning, relative_size
from builder.analysis.headlines import headlines
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary, subjects, verdicts_in
from builder.analysis.verdicts import Movement, SeriesVerdict
from builder.model.measures import Area, Metric
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import Changed, Headline, Lane, LinkView, Move, PlaceView, Single, Term

MAXIMUM_ROWS = 3
"""How many places a metric at the front shows one by one."""

MAXIMUM_SINGLES = 4
"""How many figures that were measured once stand as large numbers."""

_WAYS = (Leaning.BAD, Leaning.GOOD, Leaning.NONE)
"""The order of changes in a list."""
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
        is_alone = verdict.movement is Movement.ONCE
        note = wording.once(latest, metric, is_alone=is_alone)
        return Move(place, "", wording.observed(latest, metric), "", "neither", note)
    earlier, later = wording.bare_figures(told, metric)
    note = "; ".join(
        filter(None, (wording.per_base(metric), wording.when_compared(told), wording.chance_beside(verdict)))
    )
    return Move(place, earlier, later, wording.which_way(verdict), _KINDS[verdict.leaning], note)


def finding_after_title(summary: MetricSummary) -> str:
    """Return the finding about a metric after its title, which stands before it."""
    return wording.finding(summary).removeprefix(summary.metric.title).lstrip(": ")


def place_of_moves(scene: Scene, area: Area, link: LinkTo) -> PlaceView:
    """Return everything that changed in an area: the wrong way first, then more than chance, then the largest."""
    found = [v for v in verdicts_in(scene.summaries.values(), area.area) if v.told]
    found.sort(key=lambda v: (_WAYS.index(v.leaning), not v.is_clear, -abs(relative_size(v.told) or 0)))
    scale = _scale(found)
    changes = tuple(
        Changed(
            title=v.series.metric.title,
            href=link(scene.addresses.metric(v.series.metric.metric)),
            move=move(v, v.series.metric),
            lane=_lane(relative_size(v.told), scale),
        )
        for v in found
    )
    more = LinkView(f"Every figure for {area.name}", link(scene.addresses.area(area.area)))
    return PlaceView(area.name, changes, more)


def _scale(verdicts: Sequence[SeriesVerdict]) -> tuple[float, float]:
    """Return the largest fall and the largest rise of a list, in per cent; no change lies between them."""
    sizes = [float(size) for v in verdicts if (size := relative_size(v.told)) is not None]
    return min(0.0, *sizes, 0.0), max(0.0, *sizes, 0.0)


def _lane(size: float | None, scale: tuple[float, float]) -> Lane | None:
    low, high = scale
    if size is None or low == high:
        return None
    start, tip = (f"{(value - low) / (high - low) * 100:.1f}%" for value in (0, size))
    return Lane(start, tip, leftwards=size < 0)


def both_ways(scene: Scene, link: LinkTo) -> tuple[Term, ...]:
    """Return the metrics that went the right way in one place and the wrong way in another, with these places."""
    found = [s for s in subjects(scene.summaries.values()) if s.movement is Movement.BOTH]
    return tuple(
        Term(s.metric.title, wording.which_way_where(*_places(s)), link(scene.addresses.metric(s.metric.metric)))
        for s in found
    )


def _places(summary: MetricSummary) -> tuple[list[str], list[str]]:
    """Return the places or groups in which a metric went the right way, and those in which it went the wrong way."""
    right, wrong = (
        [
            wording.place_of(verdict.series, "", alone=False)
            for verdict in summary.leading_verdicts
            if verdict.movement is movement
        ]
        for movement in (Movement.GOOD, Movement.BAD)
    )
    return right, wrong


def singles(scene: Scene, link: LinkTo) -> tuple[Single, ...]:
    """Return figures that were measured once, as large numbers: one for each subject, the framework's first.

    What stands at the front already is left out, and so are metrics of several groups or places.
    """
    shown = headlines(scene.summaries.values(), scene.site.framework.metrics)
    found: dict[str, Single] = {}
    for summary in measured_once(scene):
        if summary in shown or len(summary.leading) != 1:
            continue
        (series,) = summary.leading
        assert series.latest is not None
        note = "; ".join(
            filter(None, (wording.country_beside(summary, series), wording.once(series.latest, summary.metric)))
        )
        value, words = wording.large_number(summary)
        href = link(scene.addresses.metric(summary.metric.metric))
        found.setdefault(summary.metric.framework_metric or summary.metric.metric, Single(value, words, href, note))
    return tuple(found.values())[:MAXIMUM_SINGLES]


def measured_once(scene: Scene) -> tuple[MetricSummary, ...]:
    """Return the metrics that were measured once."""
    return tuple(s for s in subjects(scene.summaries.values()) if s.movement is Movement.ONCE)


def links_to(scene: Scene, summaries: Sequence[MetricSummary], link: LinkTo) -> tuple[LinkView, ...]:
    """Return some metrics as links."""
    return tuple(LinkView(s.metric.title, link(scene.addresses.metric(s.metric.metric))) for s in summaries)
