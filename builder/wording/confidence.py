"""How sure a metric is, in whole sentences: the benchmark, the verdicts, what to be careful with."""

from collections.abc import Sequence

from builder.analysis.benchmarks import COUNTRY, BenchmarkComparison
from builder.analysis.certainty import IntervalKind, Limits, Reason, limits_of
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.analysis.verdicts import SeriesVerdict
from builder.model.measures import USUAL_LEVEL, Metric, Observation, PeriodBasis, Status, Unit
from builder.wording.certainty import compared, compared_with_many, interval_sentence, limits_words, other_level, reason
from builder.wording.numbers import listed
from builder.wording.subjects import about
from builder.wording.verdicts import (
    STARRED,
    chances,
    change_in_area,
    shared,
    since_first,
    trend_sentence,
    why_not_compared,
)

SMALL = 100
"""A count below this is called small."""

INTERVAL_MEANS = (
    "A 95% interval is the range in which the true level is likely to lie, if chance is all that moves the figure. "
    "It does not cover mistakes in counting, or people whom nobody counted."
)
PERIODS_UNKNOWN = "The source does not print the dates of every figure. It says at most which came first."
UNDATED = "Where no years stand beside two figures, the source does not print them."
"""What a page with many metrics says once."""
PERIODS_READ = "The source does not state the exact period of every figure. We read it from its context."
SMALL_NUMBERS = "Some numbers are small. Small numbers go up and down by chance: look at several years."


def comparison(summary: MetricSummary) -> tuple[str, ...]:
    """Return how each area stands to the country, then to all other comparators in a list, then which have no figure.

    A comparator without a figure for the same time is named once for all areas.
    """
    found = [one for one in summary.comparisons if one[2].benchmark is not None]
    have = {benchmark.area.name for _, benchmark, _ in found}
    missing = dict.fromkeys(benchmark.area.name for _, benchmark, _ in summary.comparisons)
    without = [name for name in missing if name not in have]
    alone = [one for one in found if one[1].area.kind == COUNTRY or len(have) == 1]
    sentences = [compared(_place(series), benchmark.area.name, one, summary.metric) for series, benchmark, one in alone]
    others: dict[str, list[tuple[str, BenchmarkComparison]]] = {}
    for series, benchmark, one in found:
        if benchmark.area.kind != COUNTRY and len(have) > 1:
            others.setdefault(_place(series), []).append((benchmark.area.name, one))
    sentences += [compared_with_many(where, members, summary.metric) for where, members in others.items()]
    if without:
        verb = "has" if len(without) == 1 else "have"
        sentences.append(f"{listed(without)} {verb} no figure for the same period")
    return tuple(sentences)


def sureness(summary: MetricSummary) -> tuple[str, ...]:
    """Return what a reader must know before leaning on the figures."""
    metric, home = summary.metric, summary.home_area
    verdicts = summary.leading_verdicts
    return tuple(
        sentence
        for sentence in dict.fromkeys(
            [
                *chances(_judged_on_the_page(summary), home),
                *_together(summary),
                *([STARRED] if summary.if_equally_long else []),
                *shared([v for v in verdicts if _needs_trend(v)], home, trend_sentence),
                *shared(verdicts, home, since_first),
                *shared(verdicts, home, why_not_compared),
                *_intervals(summary),
                *cautions([o for series in summary.series for o in series.observations], metric),
            ]
        )
        if sentence
    )


def _together(summary: MetricSummary) -> tuple[str, ...]:
    """Return what happened in all parts of a whole together, as a sentence; nothing where they do not add up."""
    found = summary.parts_together
    if found is None:
        return ()
    names = listed([series.area.name for series in summary.leading])
    return (f"{change_in_area(f'{names} together', found, summary.metric)}.",)


def _judged_on_the_page(summary: MetricSummary) -> tuple[SeriesVerdict, ...]:
    """Return the verdicts that a page gives: of the leading series, and of each area beside a whole."""
    leading = {v.series.key for v in summary.leading_verdicts}
    areas = [summary.verdict_of(one) for one in summary.current_areas if one.key not in leading]
    return (*summary.leading_verdicts, *areas)


def _needs_trend(verdict: SeriesVerdict) -> bool:
    """Return whether a trend is worth a sentence: with few periods nobody expects one."""
    return len(verdict.series.with_value) > 4 or not isinstance(verdict.trend, Reason)


def _place(series: Series) -> str:
    return f"{series.group}, {series.area.name}" if series.breakdown else series.area.name


def _intervals(summary: MetricSummary) -> tuple[str, ...]:
    spans: dict[IntervalKind, list[tuple[str, str]]] = {}
    reasons = []
    for series in summary.leading:
        assert series.latest is not None
        match limits_of(series.latest, summary.metric):
            case Limits() as limits:
                span = limits_words(limits, series.latest, summary.metric)
                spans.setdefault(limits.kind, []).append((about(series, summary.home_area), span))
            case Reason() as why:
                reasons.append(f"There is no interval: {reason(why, summary.metric)}.")
    sentences = [interval_sentence(members, *kind) for kind, members in spans.items()]
    if spans:
        sentences.append(INTERVAL_MEANS)
        sentences += [other_level(level) for level in sorted({level for _, level in spans} - {USUAL_LEVEL})]
    return (*sentences, *reasons)


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
        (small, SMALL_NUMBERS),
    )
    return tuple(sentence for applies, sentence in found if applies)
