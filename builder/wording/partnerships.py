"""Partnerships side by side, in words: what may be said of two of them, and why nothing may be said of others."""

from collections.abc import Sequence

from builder.analysis.certainty import Limits, Reason, limits_of
from builder.analysis.chance import Comparison
from builder.analysis.changes import Direction
from builder.analysis.partnerships import Entry, Pair, SharedMetric
from builder.model.measures import MANY, Metric, Polarity, Unit
from builder.wording.certainty import interval_name, reason
from builder.wording.confidence import INTERVAL_MEANS, cautions
from builder.wording.numbers import counted, listed, observed, unit_words
from builder.wording.subjects import group_name
from builder.wording.time import period, within
from builder.wording.verdicts import change_in_area, how_often

MOST_NAMED = 2
"""How many clear differences a heading names one by one."""

DEFINITION = "The published papers do not say whether all of them follow the national definition."

_WHY_NOT = {
    Reason.HIDDEN: "A figure is hidden to protect people, so there is nothing to compare",
    Reason.OWN_DEFINITION: "Each partnership counts this in a way of its own, so we do not compare the figures",
    Reason.OTHER_GROUP: "The figures are about different groups of people, so we do not compare them",
    Reason.SAME_PEOPLE: "The figures are about the same place, so there is nothing to compare",
    Reason.OTHER_PERIOD: "The figures are for different periods, so we do not compare them",
    Reason.PERIOD_IMPLIED: "The sources do not state the exact periods, so we do not compare the figures",
    Reason.OTHER_METHOD: "The figures were counted in different ways, so we do not compare them",
    Reason.ONE_BREAK: "The way of counting changed in one place, so we do not compare the figures",
    Reason.NO_NUMBERS: "The sources give no numbers of people, so we cannot test whether the figures differ",
    Reason.PERIOD_UNKNOWN: "The sources do not print the dates, so we do not compare the figures",
    Reason.BOUND: "A source gives only a limit, so we cannot test whether the figures differ",
    Reason.ROUNDED: "The sources round the figures, so we cannot test whether they differ",
}
"""The finding where the same weightiest reason stands in the way of every pair."""


def side_by_side(shared: SharedMetric) -> str:
    """Return the finding about a metric that several partnerships publish, without a full stop."""
    if shared.too_many:
        return f"{len(shared.publishers)} partnerships publish this, in the order of their names"
    tested = [pair for pair in shared.pairs if pair.test]
    if not tested:
        return _why_not(shared)
    clear = [pair for pair in tested if pair.is_clear]
    if not clear:
        named = _with_value if len(tested) == 1 else _name
        areas = listed([named(entry) for entry in _entries(tested)])
        return f"No clear difference between {areas} {_when(tested[0])}"
    if len(clear) > MOST_NAMED:
        return f"{len(clear)} of {counted(len(tested), 'pair')} differ clearly {_when(tested[0])}"
    return f"The figure is {listed([_difference(pair) for pair in clear])} {_when(clear[0])}"


def side_by_side_titled(shared: SharedMetric) -> str:
    """Return the same with the name of the metric before it, for a place where the page does not say it."""
    finding = side_by_side(shared)
    # No finding begins with a name.
    return f"{shared.summary.metric.title}: {finding[:1].lower()}{finding[1:]}"


def _why_not(shared: SharedMetric) -> str:
    weightiest = {pair.obstacles[0] for pair in shared.pairs}
    if len(weightiest) > 1:
        return "We cannot compare these figures fairly, for more than one reason"
    (why,) = weightiest
    if why is Reason.SIZE:
        money = shared.summary.metric.unit is Unit.POUNDS
        figures = "amounts" if money else "numbers"
        return f"The areas are not of the same size, so we do not compare these {figures}"
    return _WHY_NOT.get(why, "We cannot compare these figures fairly")


def _difference(pair: Pair) -> str:
    """Return a clear difference of two areas with both figures, the higher one first."""
    high, low = (pair.one, pair.other) if pair.direction is Direction.UP else (pair.other, pair.one)
    return f"clearly higher in {_with_value(high)} than in {_with_value(low)}"


def _entries(pairs: Sequence[Pair]) -> tuple[Entry, ...]:
    return tuple({id(entry): entry for pair in pairs for entry in (pair.one, pair.other)}.values())


def _name(entry: Entry) -> str:
    area, group = entry.series.area.name, entry.series.group
    return f"{group_name(entry.series)} in {area}" if group else area


def _with_value(entry: Entry) -> str:
    return f"{_name(entry)} ({observed(entry.shown, entry.series.metric)})"


def _when(pair: Pair) -> str:
    return within(pair.one.shown)


def pairs(shared: SharedMetric) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what can be said of each pair, as a sentence, with everything that stands in the way of more.

    Pairs that cannot be tested for the same reasons share a sentence.
    """
    if shared.too_many:
        sentence = (
            f"{len(shared.publishers)} partnerships publish this metric. "
            "Held against each other two by two, they would make a ranking under another name."
        )
        return ((sentence, ()),)
    tests = sum(pair.test is not None for pair in shared.pairs)
    sentences: list[tuple[str, tuple[str, ...]]] = [(_tested(pair, tests), ()) for pair in shared.pairs if pair.test]
    alike: dict[tuple[Reason, ...], list[Pair]] = {}
    for pair in shared.pairs:
        if not pair.test:
            alike.setdefault(pair.obstacles, []).append(pair)
    return (*sentences, *(_untested(members, why) for why, members in alike.items()))


def _tested(pair: Pair, tests: int) -> str:
    assert pair.test is not None
    allowing = f", allowing for the {tests} pairs that we test here" if tests > 1 else ""
    often = f"chance alone would make so large a difference {how_often(pair.test.p)}{allowing}"
    if pair.is_clear:
        return f"The figure is {_difference(pair)} {_when(pair)}: {often}."
    names = f"{_with_value(pair.one)} and {_with_value(pair.other)}"
    return f"No clear difference between {names} {_when(pair)}: {often}."


def _untested(members: Sequence[Pair], why: Sequence[Reason]) -> tuple[str, tuple[str, ...]]:
    names = "; ".join(f"{_name(pair.one)} with {_name(pair.other)}" for pair in members)
    metric = members[0].one.series.metric
    reasons = tuple(f"{_capital(reason(one, metric))}." for one in why)
    return f"{names}: not tested, for {counted(len(reasons), 'reason')}.", reasons


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def changes_of_each(shared: SharedMetric) -> tuple[str, ...]:
    """Return how each partnership's figure changed against its own earlier one, as sentences; none if none has one."""
    leading = [entry for entry in shared.entries if entry.leading]
    if not any(entry.verdict.change for entry in leading):
        return ()
    return tuple(
        f"{change_in_area(_name(entry), entry.verdict, entry.series.metric)}."
        if entry.verdict.change
        else f"{_name(entry)}: no earlier figure that can be compared."
        for entry in leading
    )


def what_is_compared(shared: SharedMetric) -> str:
    """Return in a sentence or two what a metric measures and who publishes it."""
    names = listed([partnership.title for partnership, _ in shared.publishers])
    if len(shared.publishers) > MANY:
        names = counted(len(shared.publishers), "partnership")
    if not shared.is_national:
        return f"{names} publish this, each in a way of its own. They stand in the order of their names."
    measured = shared.summary.metric.definition.partition(". ")[0].removesuffix(".")
    here = f"Here are the figures of {names}, in the order of their names."
    return f"{measured}. {here}" if measured else here


def which_period(shared: SharedMetric) -> str:
    """Return which figures stand side by side, as a sentence."""
    if shared.period is None:
        return "No two partnerships publish a figure for the same period, so we show the newest figure of each area."
    return (
        f"We show the figures for {period(shared.period)}, because the most partnerships have one for it. "
        "For an area without one we show its newest figure."
    )


def good_direction(metric: Metric) -> str:
    """Return which direction is good, as a sentence that claims no more."""
    match metric.polarity:
        case Polarity.HIGHER_IS_BETTER:
            return "For this metric a higher figure is better."
        case Polarity.LOWER_IS_BETTER:
            return "For this metric a lower figure is better."
        case Polarity.NEITHER:
            return "For this metric neither a higher nor a lower figure is better in itself."


def compare_with_care(shared: SharedMetric) -> tuple[str, ...]:
    """Return what a reader must know before leaning on figures that stand side by side."""
    metric = shared.summary.metric
    shown = [entry.shown for entry in shared.entries]
    intervals = [limits_of(entry.shown, entry.series.metric) for entry in shared.entries]
    newer = dict.fromkeys(_name(entry) for entry in shared.entries if entry.newer)
    hidden = [_name(entry) for entry in shared.entries if entry.shown.status == "c"]
    known = any(isinstance(one, Limits) for one in intervals)
    why_none = {
        reason(one, metric): None for one in intervals if isinstance(one, Reason) and one is not Reason.NO_VALUE
    }
    is_there = f"{listed(list(newer))} {'has' if len(newer) == 1 else 'have'} newer figures"
    sentences = (
        (shared.is_national, DEFINITION),
        (known, INTERVAL_MEANS),
        *((not known, f"There is no interval: {why}.") for why in why_none),
        (bool(newer), f"{is_there}: see the page of the partnership."),
        (bool(hidden), f"Hidden to protect people, and not zero: {listed(hidden)}."),
    )
    return (*(text for applies, text in sentences if applies), *cautions(shown, metric))


_AGAINST = {
    Comparison.BETTER: "Better than",
    Comparison.SIMILAR: "Similar to",
    Comparison.WORSE: "Worse than",
    Comparison.HIGHER: "Higher than",
    Comparison.LOWER: "Lower than",
}


def against(entry: Entry) -> str:
    """Return how an area stands to its benchmark, or why that was not tested; an empty text without a benchmark."""
    if entry.benchmark is None or entry.against is None or entry.against.benchmark is None:
        return ""
    metric = entry.series.metric
    value = f"{entry.benchmark.area.name} ({observed(entry.against.benchmark, metric)})"
    found = entry.against.result
    if isinstance(found, Reason):
        return f"Not tested against {value}: {reason(found, metric)}"
    return f"{_AGAINST[found]} {value}"


def no_chart(shared: SharedMetric) -> str:
    """Return why a metric of several partnerships has a table and no chart."""
    if not shared.is_national:
        return "Each partnership counts this in its own way, so we draw no chart."
    return "These numbers grow with the number of people who live in an area, so we draw no chart."


def chart_subtitle(shared: SharedMetric) -> str:
    """Return what the chart of a metric of several partnerships shows, without a full stop."""
    metric = shared.summary.metric
    parts = [unit_words(metric)]
    parts.append("all on one scale")
    parts.append(f"{period(shared.period)} where published" if shared.period else "newest figure of each area")
    limits = (limits_of(entry.shown, entry.series.metric) for entry in shared.entries)
    levels = [one.level for one in limits if isinstance(one, Limits)]
    if levels:
        parts.append(f"lines are {interval_name(levels)}s")
    benchmarks = dict.fromkeys(entry.benchmark.area.name for entry in shared.entries if entry.benchmark)
    if benchmarks:
        parts.append(f"upright mark: {listed(list(benchmarks), 'or')} for the same period")
    if any(entry.shown.status == "p" for entry in shared.entries):
        parts.append("hollow marks are provisional")
    return ", ".join(parts)
