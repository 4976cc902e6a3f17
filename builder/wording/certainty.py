"""How sure the figures are, in words: intervals, reasons, comparisons with a benchmark."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from builder.analysis.benchmarks import BenchmarkComparison
from builder.analysis.certainty import Limits, Method, Reason, limits_of
from builder.analysis.chance import Comparison
from builder.model.measures import USUAL_LEVEL, Metric, Observation, Unit
from builder.wording.numbers import amount, decimals_apart, decimals_of, listed, number, observed
from builder.wording.time import within

MAXIMUM_INTERVALS = 4
"""How many intervals a sentence names one by one."""

_MOST_DECIMALS = 6
_SMALL_COUNT = 10
"""Below this, the limits of a count are given with a decimal."""

_METHODS = {
    Method.PUBLISHED: "published by the source",
    Method.WILSON: "Wilson's method",
    Method.EXACT_POISSON: "the exact Poisson method",
    Method.BYAR: "Byar's method",
    Method.REPEATED_POISSON: "the exact Poisson method, with twice the variance",
    Method.REPEATED_BYAR: "Byar's method, with twice the variance",
}

_REASONS = {
    Reason.HIDDEN: "a figure is hidden to protect people",
    Reason.NO_VALUE: "there is no figure",
    Reason.OWN_DEFINITION: "each partnership defines this metric itself",
    Reason.OTHER_GROUP: "the figures are about different groups of people",
    Reason.SAME_PEOPLE: "both figures are about the same place",
    Reason.OTHER_PERIOD: "the figures are for different periods",
    Reason.NO_BENCHMARK: "there is no figure for the same period",
    Reason.ONCE: "there is no earlier figure",
    Reason.BREAK: "the figures were counted in another way before",
    Reason.OTHER_METHOD: "the figures were counted in different ways",
    Reason.ONE_BREAK: "the way of counting changed in one of the two",
    Reason.OTHER_LENGTH: "the periods are not equally long",
    Reason.OVERLAP: "the periods overlap",
    Reason.OTHER_SEASON: "the periods start at different times of the year",
    Reason.PERIOD_IMPLIED: "the source does not state the exact period of its figures",
    Reason.PERIOD_UNKNOWN: "the source does not print the dates of its figures",
    Reason.TOO_FEW: "that needs five periods",
    Reason.GAP: "that needs five periods one after the other, and one in between has no figure",
    Reason.CUMULATIVE: "each figure is a total to date, which holds those before it",
    Reason.BOUND: "the source gives only a limit, such as “more than 200”",
    Reason.PLAIN_AVERAGE: "the figure is only the average of those of its areas",
    Reason.SURVEY: "the figures come from a survey, and its limits are not published",
    Reason.REGISTER: "this is a full count, not a sample",
    Reason.STANDARDISED: "the figures are standardised, and their limits are not published",
    Reason.ROUNDED: "the source rounds or estimates its figures",
    Reason.NOT_WHOLE: "the source gives no whole numbers of people",
    Reason.NO_SHARE: "the figure is no count, and no share of a whole",
    Reason.UNIT: "nothing in a figure of this kind says how much chance moves it",
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


def interval_name(levels: Iterable[Decimal] = ()) -> str:
    """Return what intervals at some levels are called, such as "95% interval" or "95% or 99.8% interval"."""
    return f"{listed([f'{level}%' for level in sorted(set(levels) or {USUAL_LEVEL})], 'or')} interval"


def other_level(level: Decimal) -> str:
    """Return how intervals at another level than 95% are read, as a sentence."""
    how = (
        "wider, and misses the true level less often"
        if level > USUAL_LEVEL
        else "narrower, and misses the true level more often"
    )
    return f"A {level}% interval is {how}. Our tests allow for that."


def interval(observation: Observation, metric: Metric) -> str:
    """Return the interval of an observation, published or worked out, or an empty text."""
    limits = limits_of(observation, metric)
    return limits_words(limits, observation, metric) if isinstance(limits, Limits) else ""


def limits_words(limits: Limits, observation: Observation, metric: Metric) -> str:
    """Return an interval with its unit, precise enough to tell its ends from the value that it belongs to."""
    decimals = None
    if limits.method is not Method.PUBLISHED:
        assert observation.value is not None
        decimals = min(1, decimals_of(observation.value))
        if metric.unit is Unit.COUNT and observation.value < _SMALL_COUNT:
            decimals = 1
        decimals = _telling_apart(limits, observation.value, decimals)
    lower, upper = (amount(limit, metric, decimals) for limit in (limits.lower, limits.upper))
    if metric.unit is Unit.RATE:
        lower = number(limits.lower, decimals)
    return f"{lower} to {upper}"


def _telling_apart(limits: Limits, value: Decimal, decimals: int) -> int:
    """Return how many decimals keep the ends of an interval from looking like the value, or like each other."""
    for more in range(decimals, _MOST_DECIMALS):
        ends = {number(end, more) for end in (limits.lower, limits.upper) if end != value}
        if number(value, more) not in ends and len(ends) == sum(end != value for end in (limits.lower, limits.upper)):
            return more
    return _MOST_DECIMALS


def interval_sentence(spans: Sequence[tuple[str, str]], method: Method, level: Decimal = USUAL_LEVEL) -> str:
    """Return the intervals of the latest figures as a sentence, each with whose it is, such as " in Derby" or nothing.

    Many are left to the table.
    """
    name = interval_name([level])
    if len(spans) > MAXIMUM_INTERVALS:
        return f"The table gives the {name} of each figure, {_by_method(method)}."
    if len(spans) == 1:
        ((whose, span),) = spans
        return f"The {name} of the latest figure{whose} is {span}, {_by_method(method)}."
    named = listed([f"{span}{whose}" for whose, span in spans])
    return f"The {name}s of the latest figures are {named}, {_by_method(method)}."


def _by_method(method: Method) -> str:
    """Return where an interval comes from, as a part of a sentence."""
    return _METHODS[method] if method is Method.PUBLISHED else f"worked out by us with {_METHODS[method]}"


def interval_label(method: Method) -> str:
    """Return where an interval comes from, as a label: "Byar's method" or "published by the source"."""
    return _METHODS[method].removeprefix("the ")


_COMPARISONS = {
    Comparison.BETTER: "better than",
    Comparison.SIMILAR: "similar to",
    Comparison.WORSE: "worse than",
    Comparison.HIGHER: "higher than",
    Comparison.LOWER: "lower than",
}


def compared(where: str, benchmark: str, found: BenchmarkComparison, metric: Metric) -> str:
    """Return how an area stands to a benchmark, as a sentence without its full stop."""
    assert found.benchmark is not None and found.own.value is not None and found.benchmark.value is not None
    decimals = decimals_apart(found.own.value, found.benchmark.value)
    own = observed(found.own, metric, decimals)
    beside = f"{observed(found.benchmark, metric, decimals)} in {benchmark}"
    if isinstance(found.result, Reason):
        return f"{where}: {own} {within(found.own)}, and {beside}. Not tested: {reason(found.result, metric)}"
    span = interval(found.own, metric)
    likely = f" ({interval_name([found.own.interval_level])} {span})" if span else ""
    return f"{where}: {own} {within(found.own)}{likely}, {_COMPARISONS[found.result]} {beside}"


def compared_with_many(where: str, found: Sequence[tuple[str, BenchmarkComparison]], metric: Metric) -> str:
    """Return how an area stands to several comparators, as one sentence without its full stop.

    Those to which it stands alike are named together, each with its figure, from the highest to the lowest.
    """
    own = found[0][1].own
    alike: dict[Comparison | Reason, list[tuple[Decimal, str]]] = {}
    for name, one in found:
        assert one.benchmark is not None and one.benchmark.value is not None
        named = f"{name} ({observed(one.benchmark, metric)})"
        alike.setdefault(one.result, []).append((one.benchmark.value, named))
    parts = []
    for result in (*Comparison, *Reason):
        names = listed([named for _, named in sorted(alike.get(result, ()), key=lambda pair: -pair[0])])
        if not names:
            continue
        if isinstance(result, Reason):
            parts.append(f"not tested against {names}, because {reason(result, metric)}")
        else:
            parts.append(f"{_COMPARISONS[result]} {names}")
    return f"{where}: {observed(own, metric)} {within(own)}, {'; '.join(parts)}"
