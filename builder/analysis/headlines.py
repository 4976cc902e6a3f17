"""Which metrics answer first how a partnership does: those that the national framework puts first, as published."""

from collections.abc import Iterable, Sequence

from builder.analysis.summaries import MetricSummary
from builder.model.measures import Metric, Tier

MAXIMUM_HEADLINES = 4
"""How many metrics stand at the front."""


def headlines(summaries: Iterable[MetricSummary], framework: Iterable[Metric]) -> tuple[MetricSummary, ...]:
    """Return the metrics that stand for a partnership at a glance, at most four.

    They are the headline metrics of the framework, in its order. Of those of one outcome that count alike, such as
    adults and young people in treatment, the first stands for all while places are few. Where a headline metric is
    not published with an earlier figure, official figures of the same thing take its place. What has an earlier
    figure comes before what was measured once. Free places go to whatever else is published about everyone, changed
    and new before the rest.
    """
    published = tuple(summaries)
    slots = _of_framework(published, framework)
    near = {_about(one) for one in slots}
    others = [one for one in published if _about(one) not in near and not _is_of_groups(one)]
    others.sort(key=_newest, reverse=True)
    ranked = [*_changed(slots), *_once(slots), *_changed(others), *_once(others)]
    chosen = ranked[:MAXIMUM_HEADLINES]
    return tuple(one for one in (*slots, *others) if one in chosen)


def _of_framework(published: Sequence[MetricSummary], framework: Iterable[Metric]) -> list[MetricSummary]:
    slots: dict[tuple[object, ...], MetricSummary] = {}
    for metric in framework:
        standing_for = _standing_for(metric, published) if metric.tier is Tier.HEADLINE else None
        if standing_for:
            slots.setdefault((metric.outcome, metric.unit, metric.counted_as), standing_for)
    return list(slots.values())


def _standing_for(metric: Metric, published: Iterable[MetricSummary]) -> MetricSummary | None:
    """Return the metric itself, or official figures of the same thing where only they have an earlier figure."""
    able = [
        one
        for one in published
        if one.metric.metric == metric.metric
        or (one.metric.tier is Tier.OFFICIAL and one.metric.framework_metric == metric.metric)
    ]
    able.sort(key=lambda one: one.metric.metric != metric.metric)
    return next(iter((*_changed(able), *able)), None)


def _about(summary: MetricSummary) -> str:
    """Return the metric of the framework that a metric is, or is near to; else its own name."""
    return summary.metric.framework_metric or summary.metric.metric


def _is_of_groups(summary: MetricSummary) -> bool:
    return all(series.breakdown for series in summary.leading)


def _changed(summaries: Iterable[MetricSummary]) -> list[MetricSummary]:
    return [one for one in summaries if one.changed]


def _once(summaries: Iterable[MetricSummary]) -> list[MetricSummary]:
    return [one for one in summaries if not one.changed]


def _newest(summary: MetricSummary) -> int:
    """Return the last day of the newest figure, as a number."""
    return max((o.period.last_day.toordinal() for s in summary.leading if (o := s.latest)), default=0)
