"""Tables that set partnerships side by side: their figures on shared metrics, and every pair with its test."""

from collections.abc import Iterable

from builder import wording
from builder.analysis.certainty import Reason
from builder.analysis.changes import Direction
from builder.analysis.partnerships import Entry, Pair, SharedMetric
from builder.project.schemas import LIST_SEPARATOR, TableSchema
from builder.tables.derived import DerivedTable, derived_schema
from builder.tables.metric_file import METRIC_COLUMNS, TOTAL, metric_row

_P_DECIMALS = 6
_BENCHMARK = ("benchmark", "benchmark_value", "against_benchmark", "why_not_tested", "why_not_tested_words")

_KEY = ("metric", "partnership", "area")
_OWN = (
    ("partnership", "string", "Partnership", "Short name of the partnership that publishes the figure."),
    ("partnership_title", "string", "Partnership title", "The partnership's name."),
    (
        "in_shared_period",
        "boolean",
        "In the shared period",
        "Whether the period is the one that most partnerships share.",
    ),
    (
        "benchmark",
        "string",
        "Benchmark",
        "What the figure is held against, such as England. Empty where there is none.",
    ),
    ("benchmark_value", "number", "Benchmark value", "The benchmark's value for the same period."),
    (
        "against_benchmark",
        "string",
        "Against the benchmark",
        'One of "better", "similar", "worse", "higher", "lower", "not-tested". Empty without a benchmark.',
    ),
    ("why_not_tested", "string", "Why not tested", "Why the figure is not tested against the benchmark, as a code."),
    ("why_not_tested_words", "string", "Why not tested, in words", "The same in words."),
)


def _figure_schema() -> TableSchema:
    columns = {column[0]: column for column in (*METRIC_COLUMNS, *_OWN)}
    rest = [column for name, column in columns.items() if name not in _KEY]
    return derived_schema(
        "compared_figures",
        "Figures of partnerships side by side",
        "Worked out from observations: for each metric that two partnerships or more publish, the figure of each area "
        "that stands beside those of others.",
        *(columns[name] for name in _KEY),
        *rest,
        key=len(_KEY),
        primary_key=(*_KEY, "breakdown", "group", "method_version"),
    )


COMPARED_FIGURES = _figure_schema()

COMPARED_PAIRS = derived_schema(
    "compared_pairs",
    "Pairs of partnerships and their tests",
    "Worked out from compared_figures: whether two figures of different partnerships differ by more than chance.",
    ("metric", "string", "Metric", "Short name of the metric."),
    ("partnership", "string", "Partnership", "Short name of the first partnership, by name."),
    ("first_area", "string", "First area", "Short name of the first area."),
    ("first_group", "string", "First group", "The part of a breakdown. Total for everyone."),
    ("other_partnership", "string", "Other partnership", "Short name of the other partnership."),
    ("other_area", "string", "Other area", "Short name of the other area."),
    ("other_group", "string", "Other group", "The part of a breakdown. Total for everyone."),
    (
        "result",
        "string",
        "Result",
        'How the first figure stands to the other: "higher", "lower", "no-clear-difference" or "not-tested".',
    ),
    (
        "chance",
        "number",
        "Chance",
        "How often chance alone makes so large a difference, from 0 to 1, by Holm's method. Empty if not tested.",
    ),
    ("reasons", "string", "Reasons, as codes", 'Everything that stands in the way of a test, separated by ";".'),
    ("reasons_words", "string", "Reasons, in words", "The same in words."),
    key=3,
    primary_key=(
        *("metric", "partnership", "first_area", "first_group"),
        *("other_partnership", "other_area", "other_group"),
    ),
)

COMPARISON_SCHEMAS = (COMPARED_FIGURES, COMPARED_PAIRS)


def comparison_tables(shared: Iterable[SharedMetric]) -> tuple[DerivedTable, ...]:
    """Return the figures and the pairs of every shared metric."""
    shared = tuple(shared)
    return (
        DerivedTable(COMPARED_FIGURES, tuple(row for one in shared for row in of_metric(one).rows)),
        DerivedTable(COMPARED_PAIRS, tuple(_pair_row(one, pair) for one in shared for pair in one.pairs)),
    )


def of_metric(shared: SharedMetric) -> DerivedTable:
    """Return the figures of one shared metric."""
    return DerivedTable(COMPARED_FIGURES, tuple(_figure_row(shared, entry) for entry in shared.entries))


def _figure_row(shared: SharedMetric, entry: Entry) -> tuple[str, ...]:
    names = [column[0] for column in METRIC_COLUMNS]
    verdict = entry.verdict if entry.shown is entry.series.latest else None
    cells = dict(zip(names, metric_row(entry.shown, entry.series.metric, entry.partnership, verdict), strict=True))
    cells |= {
        "partnership": entry.partnership.name,
        "partnership_title": entry.partnership.title,
        "in_shared_period": "yes" if shared.period and entry.shown.period.is_same_time_as(shared.period) else "no",
        **_against(entry),
    }
    return tuple(cells[name] for name in COMPARED_FIGURES.field_names)


def _against(entry: Entry) -> dict[str, str]:
    found = entry.against
    if found is None or found.benchmark is None or entry.benchmark is None:
        return dict.fromkeys(_BENCHMARK, "")
    why = found.result if isinstance(found.result, Reason) else None
    return {
        "benchmark": entry.benchmark.area.area,
        "benchmark_value": str(found.benchmark.value),
        "against_benchmark": found.result.value if why is None else "not-tested",
        "why_not_tested": why.value if why else "",
        "why_not_tested_words": wording.reason(why, entry.series.metric) if why else "",
    }


def _pair_row(shared: SharedMetric, pair: Pair) -> tuple[str, ...]:
    one, other = pair.one, pair.other
    return (
        shared.summary.metric.metric,
        one.partnership.name,
        one.series.area.area,
        one.series.group or TOTAL,
        other.partnership.name,
        other.series.area.area,
        other.series.group or TOTAL,
        _result(pair),
        f"{pair.test.p:.{_P_DECIMALS}f}" if pair.test else "",
        LIST_SEPARATOR.join(why.value for why in pair.obstacles),
        wording.listed_reasons(pair.obstacles, one.series.metric),
    )


def _result(pair: Pair) -> str:
    if pair.test is None:
        return "not-tested"
    if not pair.is_clear:
        return "no-clear-difference"
    return "higher" if pair.direction is Direction.UP else "lower"
