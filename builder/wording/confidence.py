"""How sure a metric is, in whole sentences: the benchmark, the tests, what to be careful with."""

from builder.model import Status, Unit
from builder.statistics import Change, Limits, Method, MetricSummary, Reason, Series, Trend, limits_of
from builder.wording.certainty import compared, interval_sentence, reason, tested, trend
from builder.wording.figures import listed

SMALL = 100
"""A count below this is called small."""

INTERVAL_MEANS = (
    "A 95% interval is the range that chance alone makes likely. "
    "It does not cover mistakes in counting, or people whom nobody counted."
)
PERIODS_READ = "The source does not state the exact period of every figure. We read it from its context."


def comparison(summary: MetricSummary) -> tuple[str, ...]:
    """Return how each area stands to each benchmark."""
    return tuple(
        compared(series.area.name, benchmark.area.name, found, summary.metric)
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
                *(trend(_where(summary, series), found, metric) for series, found in _trends(summary)),
                *_cautions(summary),
            ]
        )
    )


def _tests(summary: MetricSummary) -> tuple[str, ...]:
    """Return what the test of each change says; areas that cannot be tested for the same reason share a sentence."""
    alike: dict[Reason | str, list[tuple[str, Change]]] = {}
    for series, found in summary.changed:
        where = _where(summary, series)
        shared = found.test if where and isinstance(found.test, Reason) else series.area.area
        alike.setdefault(shared, []).append((where, found))
    return tuple(
        tested(listed([where for where, _ in members], "or"), members[0][1], summary.metric)
        for members in alike.values()
    )


def _where(summary: MetricSummary, series: Series) -> str:
    """Return the area of a series, or nothing where it is the whole partnership."""
    return "" if series.area.area == summary.home_area else series.area.name


def _intervals(summary: MetricSummary) -> tuple[str, ...]:
    sentences, reasons, own = [], [], False
    for series in summary.leading:
        assert series.latest is not None
        match limits_of(series.latest, summary.metric):
            case Limits() as limits:
                own |= limits.method is not Method.PUBLISHED
                where = _where(summary, series)
                sentences.append(interval_sentence(where, limits, series.latest, summary.metric))
            case Reason() as why:
                reasons.append(f"We could not work out an interval: {reason(why, summary.metric)}.")
    if own:
        sentences.append(INTERVAL_MEANS)
    return (*sentences, *reasons)


def _trends(summary: MetricSummary) -> tuple[tuple[Series, Trend | Reason], ...]:
    """Return the trends worth a sentence: with two periods nobody expects one."""
    return tuple((series, found) for series, found in summary.trends if len(series.with_value) > 2)


def _cautions(summary: MetricSummary) -> tuple[str, ...]:
    observations = [o for series in summary.series for o in series.observations]
    statuses = {o.status for o in observations}
    small = summary.metric.unit is Unit.COUNT and any(o.value is not None and o.value < SMALL for o in observations)
    cautions = (
        (any(not o.period_stated for o in observations), PERIODS_READ),
        (Status.ESTIMATED in statuses, "Some figures are estimates or rounded by the source."),
        (Status.PROVISIONAL in statuses, "Some figures are provisional: they may still change."),
        (
            Status.BREAK in statuses,
            "The way of counting changed. Do not compare figures from before with figures from after.",
        ),
        (small, "Some numbers are small. Small numbers go up and down by chance."),
    )
    return tuple(sentence for applies, sentence in cautions if applies)
