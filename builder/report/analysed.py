"""Information and analysis: each outcome with its metrics, and an appendix with every figure of each area."""

from collections.abc import Iterator

from builder import wording
from builder.analysis.summaries import MetricSummary
from builder.analysis.verdicts import SeriesVerdict
from builder.charts.figures.metric import Figure as Chart
from builder.charts.figures.metric import figures_of
from builder.model.measures import Area, Outcome
from builder.model.narrative import ReportPart
from builder.report.document import (
    Block,
    ChartBlock,
    ParagraphBlock,
    ReportSection,
    TableBlock,
    TextSpan,
    bullets,
    said,
)
from builder.report.named import figure_of, name_of
from builder.report.narrated import told
from builder.report.scope import Scope

NOT_COMPARED = "nothing to compare with"

_SAID_ONCE = (wording.STARRED, wording.INTERVAL_MEANS, wording.PERIODS_READ, wording.PERIODS_UNKNOWN)
"""What is said once for all metrics."""


def analysis_section(scope: Scope) -> ReportSection:
    """Return the metrics, outcome by outcome."""
    section = told(scope, ReportPart.ANALYSIS)
    outcomes = tuple(_outcome(scope, outcome) for outcome in scope.outcomes)
    said_of_any = {sentence for summary in scope.summaries for sentence in wording.sureness(summary)}
    once = [said(sentence) for sentence in _SAID_ONCE if sentence in said_of_any]
    return ReportSection(section.title, section.anchor, (*section.blocks, *once), (*section.parts, *outcomes))


def _outcome(scope: Scope, outcome: Outcome) -> ReportSection:
    summaries = tuple(s for s in scope.summaries if s.metric.outcome == outcome.outcome)
    metrics = tuple(_metric(scope, summary) for summary in summaries)
    blocks: tuple[Block, ...] = (said(outcome.description),) if outcome.description else ()
    if not summaries:
        return ReportSection(
            outcome.title,
            f"outcome-{outcome.outcome}",
            (*blocks, said("No figure for this outcome was published by the end of the year.")),
        )
    targeted = any(summary.targets for summary in summaries)
    table = TableBlock(
        f"{outcome.title}: the figures at a glance",
        ("Metric", "Latest figure", "Change and what we can say", *(["Target"] if targeted else [])),
        tuple(row for summary in summaries for row in _glance(scope, summary, targeted=targeted)),
    )
    return ReportSection(outcome.title, f"outcome-{outcome.outcome}", (*blocks, table), metrics)


def _glance(scope: Scope, summary: MetricSummary, *, targeted: bool) -> Iterator[tuple[TextSpan, ...]]:
    """Yield a row for each leading series of a metric."""
    metric = summary.metric
    statuses = [
        (
            (found.target.area, found.target.breakdown, found.target.group),
            f"{wording.target_status(found).capitalize()}: {wording.target_sentence(found.target, metric)}",
        )
        for found in summary.progress_on(scope.day)
    ]
    for series in summary.leading:
        assert series.latest is not None
        targets = [words for about, words in statuses if about == (series.area.area, series.breakdown, series.group)]
        yield (
            TextSpan(name_of(scope, series), scope.places.metric(metric.metric)),
            TextSpan(figure_of(series)),
            _said_of(summary.verdict_of(series)),
            *([TextSpan(". ".join(targets) or "none published")] if targeted else []),
        )


def _metric(scope: Scope, summary: MetricSummary) -> ReportSection:
    metric = summary.metric
    blocks: list[Block] = [said(f"{wording.finding(summary)}.")]
    chart = _chart(summary)
    if chart:
        identifier = f"{scope.partnership.name}-report-{scope.year}-{metric.metric}-{chart.name}"
        blocks.append(ChartBlock(chart, identifier, f"Source: {_sources(scope, summary)}."))
    areas = _area_sentences(summary)
    if areas:
        blocks += [said("Area by area:"), bullets(areas)]
    sentences = [f"{sentence}." for sentence in wording.comparison(summary)]
    sentences += [sentence for sentence in wording.sureness(summary) if sentence not in _SAID_ONCE]
    if sentences:
        blocks.append(ParagraphBlock((TextSpan("How sure we are: ", strong=True), TextSpan(" ".join(sentences)))))
    targets = [
        f"{wording.target_status(found).capitalize()}. {wording.target_sentence(found.target, metric)}. "
        f"{wording.target_standing(found, metric)}."
        for found in summary.progress_on(scope.day)
    ]
    if targets:
        blocks += [said("What was promised in numbers:"), bullets(targets)]
    return ReportSection(metric.title, f"metric-{metric.metric}", tuple(blocks))


def _area_sentences(summary: MetricSummary) -> list[str]:
    """Return the change in each area, where the finding does not tell it already."""
    if len(summary.areas) == len(summary.leading):
        return []
    verdicts = [summary.verdict_of(series) for series in summary.areas]
    return [f"{wording.change_in_area(v.series.area.name, v, summary.metric)}." for v in verdicts if v.told]


def _chart(summary: MetricSummary) -> Chart | None:
    """Return the first chart of a metric, if it shows more than one value: one value stands in the sentence."""
    charts = figures_of(summary)
    if not charts:
        return None
    values = sum(point.value is not None for row in charts[0].rows for point in row.points)
    return charts[0] if values > 1 else None


def _sources(scope: Scope, summary: MetricSummary) -> str:
    found = dict.fromkeys(o.source for series in summary.series for o in series.observations)
    return "; ".join(wording.cited(scope.source(key)) for key in found)


def area_appendices(scope: Scope) -> tuple[ReportSection, ...]:
    """Return an appendix for each area, with every figure about it and the one before it; hidden ones say so."""
    return tuple(_appendix(scope, area) for area in scope.areas)


def _appendix(scope: Scope, area: Area) -> ReportSection:
    found = [v for summary in scope.summaries for v in summary.verdicts if v.series.area.area == area.area]
    rows = tuple(_row(scope, verdict) for verdict in found)
    introduction = (
        f"Every figure about {area.name} that was published by the end of {scope.year}, in the order of the six "
        "national outcomes, each beside the figure before it."
    )
    table = TableBlock(
        f"Every figure about {area.name}",
        ("Metric", "Figure before", "Latest figure", "Change and what we can say"),
        rows,
    )
    return ReportSection(area.name, f"area-{area.area}", (said(introduction), table), is_appendix=True)


def _row(scope: Scope, verdict: SeriesVerdict) -> tuple[TextSpan, ...]:
    series, found = verdict.series, verdict.told
    metric = series.metric
    before = f"{wording.observed(found.earlier, metric)} {wording.within(found.earlier)}" if found else "none"
    return (
        TextSpan(name_of(scope, series, area=False), scope.places.metric(metric.metric)),
        TextSpan(before),
        TextSpan(figure_of(series)),
        _said_of(verdict),
    )


def _said_of(verdict: SeriesVerdict) -> TextSpan:
    """Return a change with what can be said of it, such as "95 more (+16.7%): could be chance"."""
    if not verdict.told:
        return TextSpan(NOT_COMPARED)
    change_words = wording.signed_change(verdict.told, verdict.series.metric)
    said_of = wording.judged_series(verdict)
    return TextSpan(f"{change_words}: {said_of}" if verdict.chance else change_words)
