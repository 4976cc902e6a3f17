"""How sure a metric is, in whole sentences: the benchmark, the tests, what to be careful with."""

from collections.abc import Sequence

from builder.model import Metric, Observation, PeriodBasis, Status, Unit
from builder.statistics import Change, Limits, Method, MetricSummary, Reason, Series, Trend, limits_of
from builder.wording.certainty import compared, interval_sentence, limits_words, reason, tested, trend
from builder.wording.subjects import about, about_each

SMALL = 100
"""A count below this is called small."""

INTERVAL_MEANS = (
    "A 95% interval is the range that chance alone makes likely. "
    "It does not cover mistakes in counting, or people whom nobody counted."
)
PERIODS_UNKNOWN = "The source does not print the dates of every figure. It says at most which came first."
PERIODS_READ = "The source does not state the exact period of every figure. We read it from its context."


def comparison(summary: MetricSummary) -> tuple[str, ...]:
    """Return how each area stands to each benchmark."""
    return tuple(
        compared(_place(series), benchmark.area.name, found, summary.metric)
        for series, benchmark, found in summary.comparisons
    )


def sureness(summary: MetricSummary) -> tuple[str, ...]:
    """Return what a reader must know before leaning on the figures."""
    metric = summary.metric
    return tuple(
        dict.fromkeys(
            [
                *_tests(summary),
                *_intervals(summary),
                *(trend(about(series, summary.home_area), found, metric) for series, found in _trends(summary)),
                *cautions([o for series in summary.series for o in series.observations], metric),
            ]
        )
    )


def _place(series: Series) -> str:
    return f"{series.group}, {series.area.name}" if series.breakdown else series.area.name


def _tests(summary: MetricSummary) -> tuple[str, ...]:
    """Return what the test of each change says; those that cannot be tested for the same reason share a sentence."""
    alike: dict[Reason | Series, list[tuple[Series, Change]]] = {}
    for series, found in summary.changed:
        shared = found.test if isinstance(found.test, Reason) else series
        alike.setdefault(shared, []).append((series, found))
    return tuple(
        tested(about_each([series for series, _ in members], summary.home_area), members[0][1], summary.metric)
        for members in alike.values()
    )


def _intervals(summary: MetricSummary) -> tuple[str, ...]:
    spans: dict[Method, list[tuple[str, str]]] = {}
    reasons = []
    for series in summary.leading:
        assert series.latest is not None
        match limits_of(series.latest, summary.metric):
            case Limits() as limits:
                span = limits_words(limits, series.latest, summary.metric)
                spans.setdefault(limits.method, []).append((about(series, summary.home_area), span))
            case Reason() as why:
                reasons.append(f"We could not work out an interval: {reason(why, summary.metric)}.")
    sentences = [interval_sentence(members, method) for method, members in spans.items()]
    if spans.keys() - {Method.PUBLISHED}:
        sentences.append(INTERVAL_MEANS)
    return (*sentences, *reasons)


def _trends(summary: MetricSummary) -> tuple[tuple[Series, Trend | Reason], ...]:
    """Return the trends worth a sentence: with two periods nobody expects one."""
    return tuple((series, found) for series, found in summary.trends if len(series.with_value) > 2)


def cautions(observations: Sequence[Observation], metric: Metric) -> tuple[str, ...]:
    """Return what a reader must know of some figures of a metric, besides chance."""
    statuses = {o.status for o in observations}
    small = metric.unit is Unit.COUNT and any(o.value is not None and o.value < SMALL for o in observations)
    found = (
        (any(o.period_basis is PeriodBasis.IMPLIED for o in observations), PERIODS_READ),
        (any(o.period_basis is PeriodBasis.UNKNOWN for o in observations), PERIODS_UNKNOWN),
        (Status.ESTIMATED in statuses, "Some figures are estimates or rounded by the source."),
        (Status.PROVISIONAL in statuses, "Some figures are provisional: they may still change."),
        (
            Status.BREAK in statuses,
            "The way of counting changed. Do not compare figures from before with figures from after.",
        ),
        (small, "Some numbers are small. Small numbers go up and down by chance."),
    )
    return tuple(sentence for applies, sentence in found if applies)
