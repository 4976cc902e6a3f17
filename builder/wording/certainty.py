"""How sure the figures are, in words: intervals, tests, comparisons with a benchmark, trends."""

from collections.abc import Sequence
from math import floor

from builder.model import Metric, Observation, Polarity, Unit
from builder.statistics import (
    BenchmarkComparison,
    ChanceTest,
    Change,
    Comparison,
    Direction,
    Judgement,
    Limits,
    Method,
    Reason,
    Trend,
    limits_of,
)
from builder.wording.figures import amount, decimals_of, listed, number, observed
from builder.wording.time import within

MAXIMUM_INTERVALS = 4
"""How many intervals a sentence names one by one."""

_SMALL_COUNT = 10
"""Below this, the limits of a count are given with a decimal."""

_METHODS = {
    Method.PUBLISHED: "published by the source",
    Method.WILSON: "Wilson's method",
    Method.EXACT_POISSON: "the exact Poisson method",
    Method.BYAR: "Byar's method",
}

_REASONS = {
    Reason.HIDDEN: "a figure is hidden to protect people",
    Reason.OWN_DEFINITION: "each partnership defines this metric itself",
    Reason.OTHER_GROUP: "the figures are about different groups of people",
    Reason.SAME_PEOPLE: "both figures are about the same place",
    Reason.OTHER_PERIOD: "the figures are for different periods",
    Reason.ONE_BREAK: "the way of counting changed in one of the two",
    Reason.UNIT: "this needs numbers of people or events, and not an amount of money or an age",
    Reason.ROUNDED: "the source rounds or estimates its figures",
    Reason.NOT_WHOLE: "the source gives no whole numbers of people",
    Reason.PERIOD_IMPLIED: "the source does not state the exact period of its figures",
    Reason.OVERLAP: "the two periods overlap",
    Reason.BREAK: "the figures were counted in another way before",
    Reason.TOO_FEW: "that needs five periods",
    Reason.GAP: "that needs five periods one after the other, and one in between has no figure",
    Reason.OTHER_METHOD: "the two figures were counted in different ways",
    Reason.NO_BENCHMARK: "there is no figure for the same period",
    Reason.NO_VALUE: "there is no figure",
}


def reason(why: Reason, metric: Metric) -> str:
    """Return why something was not calculated or tested, as the second half of a sentence."""
    if why is Reason.NO_NUMBERS:
        figures = "percentages" if metric.unit is Unit.PERCENT else "rates"
        return f"the source does not give the numbers of people behind its {figures}"
    if why is Reason.SIZE:
        figure = "amount of money" if metric.unit is Unit.POUNDS else "number"
        return f"a larger area nearly always has the larger {figure}"
    return _REASONS[why]


def interval(observation: Observation, metric: Metric) -> str:
    """Return the 95% interval of an observation, published or worked out, or an empty text."""
    limits = limits_of(observation, metric)
    return limits_words(limits, observation, metric) if isinstance(limits, Limits) else ""


def limits_words(limits: Limits, observation: Observation, metric: Metric) -> str:
    """Return an interval with its unit, as precise as the value it belongs to."""
    decimals = None
    if limits.method is not Method.PUBLISHED:
        assert observation.value is not None
        decimals = min(1, decimals_of(observation.value))
        if metric.unit is Unit.COUNT and observation.value < _SMALL_COUNT:
            decimals = 1
    lower, upper = (amount(limit, metric, decimals) for limit in (limits.lower, limits.upper))
    if metric.unit is Unit.RATE:
        lower = number(limits.lower, decimals)
    return f"{lower} to {upper}"


def interval_sentence(spans: Sequence[tuple[str, str]], method: Method) -> str:
    """Return the intervals of the latest figures as a sentence, each with whose it is, such as " in Derby" or nothing.

    Many are left to the table.
    """
    if len(spans) > MAXIMUM_INTERVALS:
        return f"The table gives the 95% interval of each figure, {_by_method(method)}."
    if len(spans) == 1:
        ((whose, span),) = spans
        return f"The 95% interval of the latest figure{whose} is {span}, {_by_method(method)}."
    named = listed([f"{span}{whose}" for whose, span in spans])
    return f"The 95% intervals of the latest figures are {named}, {_by_method(method)}."


def _by_method(method: Method) -> str:
    """Return where an interval comes from, as a part of a sentence."""
    return _METHODS[method] if method is Method.PUBLISHED else f"worked out by us with {_METHODS[method]}"


def interval_label(method: Method) -> str:
    """Return where an interval comes from, as a label: "Byar's method" or "published by the source"."""
    return _METHODS[method].removeprefix("the ")


def tested(whose: str, found: Change, metric: Metric) -> str:
    """Return what the test of a change says, as a sentence; `whose` is such as " in Derby", or nothing."""
    match found.test:
        case Reason() as why:
            return f"We could not test the change{whose}: {reason(why, metric)}."
        case ChanceTest() as chance if chance.is_clear and found.direction is Direction.SAME:
            return (
                f"The figure{whose} is the same as it is published, but the numbers behind it differ by more than "
                "chance alone would explain."
            )
        case ChanceTest(p) if found.is_clear:
            verb = "rose" if found.direction is Direction.UP else "fell"
            return f"We say that the figure{whose} {verb}: chance alone would move it so far {how_often(p)}."
        case ChanceTest(p):
            return f"There is no clear change{whose}: chance alone would move the figure so far {how_often(p)}."


def how_often(p: float) -> str:
    """Return how often something happens by chance: "less than once in 1,000 times", "about 8 times in 10"."""
    if p < 0.001:
        return "less than once in 1,000 times"
    if p < 0.1:
        return f"about once in {floor(1 / p)} times"
    tenths = round(p * 10)
    return "nearly always" if tenths == 10 else f"about {tenths} time{'' if tenths == 1 else 's'} in 10"


_COMPARISONS = {
    Comparison.BETTER: "better than",
    Comparison.SIMILAR: "similar to",
    Comparison.WORSE: "worse than",
    Comparison.HIGHER: "higher than",
    Comparison.LOWER: "lower than",
}


def compared(where: str, benchmark: str, found: BenchmarkComparison, metric: Metric) -> str:
    """Return how an area stands to a benchmark, as a sentence without its full stop."""
    own = observed(found.own, metric)
    if found.benchmark is None:
        assert isinstance(found.result, Reason)
        return f"{where}: {own} {within(found.own)}. {benchmark} has no figure for the same period"
    beside = f"{observed(found.benchmark, metric)} in {benchmark}"
    if isinstance(found.result, Reason):
        return f"{where}: {own} {within(found.own)}, and {beside}. Not tested: {reason(found.result, metric)}"
    span = interval(found.own, metric)
    return f"{where}: {own} {within(found.own)} (95% interval {span}), {_COMPARISONS[found.result]} {beside}"


def trend(whose: str, found: Trend | Reason, metric: Metric) -> str:
    """Return the recent trend of a series as a sentence; `whose` is such as " in Derby", or nothing."""
    match found:
        case Reason() as why:
            return f"We could not work out a trend{whose}: {reason(why, metric)}."
        case Trend.NO_CLEAR_TREND:
            return f"Over the last five periods there is no clear trend{whose}."
    rising = found is Trend.INCREASING
    way = "rose" if rising else "fell"
    if metric.polarity is Polarity.NEITHER:
        return f"Over the last five periods the figure{whose} {way} steadily."
    good = rising == (metric.polarity is Polarity.HIGHER_IS_BETTER)
    return f"Over the last five periods the figure{whose} {way} steadily, which is {'better' if good else 'worse'}."


_JUDGEMENTS = {
    Judgement.BETTER: "better",
    Judgement.WORSE: "worse",
    Judgement.NEITHER: "neither better nor worse",
    Judgement.NO_CLEAR_CHANGE: "no clear change",
    Judgement.NOT_TESTED: "not tested",
    Judgement.MIXED: "mixed",
}


def judged(judgement: Judgement | None) -> str:
    """Return what can be said of a change, in words."""
    return _JUDGEMENTS[judgement] if judgement else "one period only"
