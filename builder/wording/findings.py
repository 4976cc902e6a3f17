"""The finding about a metric as one sentence."""

from collections.abc import Sequence
from decimal import Decimal

from builder.model import Metric, Observation, Unit
from builder.statistics import Change, Direction, Judgement, MetricSummary, Series
from builder.wording.changes import VERBS, change_sentence, share_sentence
from builder.wording.figures import listed, observed
from builder.wording.subjects import about, inside
from builder.wording.time import within

MAXIMUM_NAMED = 4
"""How many areas a sentence names one by one."""
MAXIMUM_GROUPS = 3
"""How many groups a sentence names one by one."""


def finding(summary: MetricSummary) -> str:
    """Return the finding about a metric as one sentence, without a full stop."""
    metric = summary.metric
    if len(summary.changed) == 1 and len(summary.leading) == 1:
        series, found = summary.changed[0]
        return change_of(series, found, summary.home_area) + _beside(summary, found.later)
    if summary.changed:
        return _several_changes(summary)
    if any(series.latest for series in summary.areas):
        return _levels(summary)
    if summary.leading:
        return _groups(summary)
    return f"{metric.title}: no figure can be shown"


def change_of(series: Series, found: Change, home_area: str) -> str:
    """Return the change of one series as a sentence without its full stop; `home_area` needs no name."""
    metric = series.metric
    where = about(series, home_area)
    if metric.unit is Unit.PERCENT and metric.counted.startswith("of "):
        return share_sentence(where, found, metric)
    return change_sentence(f"{metric.title}{where}", found, metric)


def _beside(summary: MetricSummary, observation: Observation) -> str:
    """Return the benchmarks of the same period, to be added to a sentence."""
    same = [
        (benchmark.area.name, o)
        for benchmark in summary.comparable_benchmarks
        for o in benchmark.with_value
        if o.period == observation.period
    ]
    return "".join(f", compared with {observed(o, summary.metric)} in {name}" for name, o in same)


def _several_changes(summary: MetricSummary) -> str:
    metric, changes = summary.metric, summary.changed
    groups: dict[str, list[str]] = {}
    for series, found in changes:
        values = f"from {observed(found.earlier, metric)} to {observed(found.later, metric)}"
        if found.direction is Direction.SAME:
            values = f"at {observed(found.later, metric)}"
        groups.setdefault(_happened(found), []).append(f"{about(series, summary.home_area).strip()} ({values})")
    if all(found.judgement is Judgement.NOT_TESTED for _, found in changes):
        return f"{metric.title}: {_untested(summary)}"
    if len(changes) > MAXIMUM_NAMED:
        counts = [f"{happened} in {len(places)}" for happened, places in groups.items()]
        return f"{metric.title}: of {_many(changes)}, it {listed(counts)}"
    parts = [f"{happened} {listed(places)}" for happened, places in groups.items()]
    return f"{metric.title} {listed(parts, 'but')}"


def _many(changes: Sequence[tuple[Series, Change]]) -> str:
    return f"{len(changes)} {'groups' if changes[0][0].breakdown else 'areas'}"


def _untested(summary: MetricSummary) -> str:
    metric, changes = summary.metric, summary.changed
    if len(changes) > MAXIMUM_NAMED:
        return f"changes in {_many(changes)} that could not be tested"
    moved = [
        f"from {observed(found.earlier, metric)} to {observed(found.later, metric)}{about(series, summary.home_area)}"
        for series, found in changes
    ]
    return f"{listed(moved)}, changes that could not be tested"


def _happened(found: Change) -> str:
    """Return the verb for a change: that it rose or fell only where the test allows it."""
    if found.is_clear or found.direction is Direction.SAME:
        return VERBS[found.direction]
    return "could not be tested" if found.judgement is Judgement.NOT_TESTED else "showed no clear change"


def _levels(summary: MetricSummary) -> str:
    metric = summary.metric
    levels = [(series, series.latest) for series in summary.leading]
    series, latest = levels[0]
    assert latest is not None
    if len(levels) > 1:
        named = [f"{s.area.name} {observed(o, metric)}" for s, o in levels if o]
        if len(named) > MAXIMUM_NAMED:
            named = [*named[:3], f"and {len(named) - 3} more areas"]
        return f"{metric.title} {within(latest)}: {', '.join(named)}"
    text = f"{_level(latest, metric)}{about(series, summary.home_area)} {within(latest)}{_beside(summary, latest)}"
    return text[0].upper() + text[1:]


def _level(observation: Observation, metric: Metric) -> str:
    if not metric.counted:
        return f"{metric.title}: {observed(observation, metric)}"
    return f"{observed(observation, metric)} {metric.counted}"


def _groups(summary: MetricSummary) -> str:
    metric = summary.metric
    own = [series for series in summary.leading if series.breakdown == summary.leading[0].breakdown]
    latest = [(series, series.latest) for series in own if series.latest]
    areas = {series.area.area for series, _ in latest} - {summary.home_area}
    where = f" in {own[0].area.name}" if len(areas) == 1 else ""
    ranked = sorted(latest, key=lambda pair: pair[1].value or Decimal(0), reverse=True)
    named = [(inside(s.group), observed(o, metric)) for s, o in ranked]
    shown = listed([f"{group} {value}" for group, value in named])
    if len(named) > MAXIMUM_GROUPS:
        (first, most), (last, least) = named[0], named[-1]
        shown = f"highest for {first} ({most}), lowest for {last} ({least})"
    return f"{metric.title}{where}: {shown}, {within(ranked[0][1])}"
