"""Rounds numbers and picks words, units and signs: the one place where facts become text.

The sentence, the chart, the table and the text alternative of a figure all take their words from
here, so they cannot disagree. Style: GOV.UK.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from builder.model import Claim, Metric, Observation, Period, Status, Target, Unit
from builder.statistics import Change, CheckedClaim, Direction, Judgement, Measure, MetricSummary, Series, Verdict

MAXIMUM_DECIMALS = 1
NOT_PUBLISHED = "not published"

_STATUS_WORDS = {
    Status.BREAK: "break in the series",
    Status.CONFIDENTIAL: "hidden to protect people",
    Status.ESTIMATED: "estimate",
    Status.LOW: "rounds to zero",
    Status.PROVISIONAL: "provisional",
    Status.REVISED: "revised",
    Status.UNRELIABLE: "small numbers: read with care",
    Status.NOT_AVAILABLE: "not available",
    Status.NOT_APPLICABLE: "not applicable",
}

_VERBS = {Direction.UP: "rose", Direction.DOWN: "fell", Direction.SAME: "stayed the same"}

_JUDGEMENT_WORDS = {
    Judgement.BETTER: "better",
    Judgement.WORSE: "worse",
    Judgement.NEITHER: "neither better nor worse",
}


# Numbers


def number(value: Decimal, decimals: int | None = None) -> str:
    """Return a number with thousands commas, rounded half up to at most one decimal.

    Without `decimals` it keeps those of the source, up to that one.
    """
    if decimals is None:
        decimals = min(MAXIMUM_DECIMALS, decimals_of(value))
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,f}".replace("-", "−")


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number was written with."""
    return max(0, -int(value.as_tuple().exponent))


def amount(value: Decimal, metric: Metric, decimals: int | None = None) -> str:
    """Return a value with its unit, such as 42.2%, £2,678,000 or 44.3 years."""
    match metric.unit:
        case Unit.PERCENT:
            return f"{number(value, decimals)}%"
        case Unit.POUNDS:
            return pounds(value)
        case Unit.YEARS:
            return f"{number(value, decimals)} years"
        case Unit.RATE:
            return f"{number(value, decimals)} per {metric.rate_base:,}"
        case _:
            return number(value, decimals)


def pounds(value: Decimal) -> str:
    """Return an amount of money, in whole pounds unless it has pence."""
    return f"£{number(value, 2 if value != value.to_integral_value() else 0)}"


def observed(observation: Observation, metric: Metric) -> str:
    """Return the value of an observation with its unit, or the reason why there is none."""
    if observation.value is None:
        return _STATUS_WORDS[observation.status] if observation.status else NOT_PUBLISHED
    about = "about " if observation.status is Status.ESTIMATED else ""
    return about + amount(observation.value, metric)


def status_words(status: Status | None) -> str:
    """Return what a status means, or an empty text."""
    return _STATUS_WORDS[status] if status else ""


def interval(observation: Observation, metric: Metric) -> str:
    """Return the published 95% interval, or an empty text."""
    if observation.lower is None or observation.upper is None:
        return ""
    return f"{amount(observation.lower, metric)} to {amount(observation.upper, metric)}"


def unit_words(metric: Metric) -> str:
    """Return the unit as it can stand in a chart's subtitle."""
    match metric.unit:
        case Unit.COUNT:
            return "Number"
        case Unit.PERCENT:
            return "Percentage"
        case Unit.POUNDS:
            return "Pounds"
        case Unit.YEARS:
            return "Years"
        case Unit.RATE:
            return f"Rate per {metric.rate_base:,}"
        case None:
            return "Unit not settled"


# Time


def day(value: date) -> str:
    """Return a date such as 30 January 2025."""
    return f"{value.day} {value:%B %Y}"


def period(value: Period) -> str:
    """Return a period as readers say it: 2022, March 2024, 2020 to 2021, May 2023 to April 2024.

    A financial year is "2020 to 2021"; several years name their months, so that the two are not mixed up.
    """
    start, last = value.start, value.last_day
    if value.unit == "D" and value.count == 1:
        return day(start)
    if value.unit in "DW":
        return f"{day(start)} to {day(last)}"
    if (start.year, start.month) == (last.year, last.month):
        return f"{start:%B %Y}"
    if value.duration == "P1Y" and start.month == 1:
        return str(start.year)
    if value.duration == "P1Y" and start.month == 4:
        return f"{start.year} to {last.year}"
    return f"{start:%B %Y} to {last:%B %Y}"


def observed_in(observation: Observation) -> str:
    """Return the period of an observation for a table: "2022", or "2022 (our reading)" where the source names none."""
    words = period(observation.period)
    return words if observation.period_stated else f"{words} (our reading)"


def within(observation: Observation) -> str:
    """Return the period of an observation after a preposition: "in 2022", "from May 2023 to April 2024".

    Where the source does not name the period it is "around 2022", or "as reported on 30 January 2025".
    """
    value = observation.period
    words = period(value)
    if value.duration == "P1D":
        return f"on {words}" if observation.period_stated else f"as reported on {words}"
    if not observation.period_stated:
        return f"around {words}"
    named = value.duration == "P1Y" and value.start.month in {1, 4}
    one_month = (value.start.year, value.start.month) == (value.last_day.year, value.last_day.month)
    return f"in {words}" if named or one_month else f"from {words}"


def period_length(value: Period) -> str:
    """Return how long a period is, such as "year from April" or "3 years"."""
    if value.duration == "P1Y":
        return "calendar year" if value.start.month == 1 else f"year from {value.start:%B}"
    unit = {"Y": "year", "M": "month", "W": "week", "D": "day"}[value.unit]
    return f"{value.count} {unit}s" if value.count > 1 else unit


# Changes and findings


def size_of(change: Change) -> str:
    """Return the size of a change without its direction: "9.6%" or "15.3 percentage points"."""
    if change.measure is Measure.PERCENTAGE_POINTS:
        points = abs(change.difference)
        plural = "" if points == 1 else "s"
        return f"{number(points)} percentage point{plural}"
    if change.percent is None:
        return ""
    return f"{number(abs(change.percent), 1)}%".replace(".0%", "%")


def signed_change(change: Change) -> str:
    """Return a change for a table cell, such as "up 9.6%" or "no change"."""
    if change.direction is Direction.SAME:
        return "no change"
    return f"{change.direction.value} {size_of(change) or 'from zero'}"


def change_from(change: Change, metric: Metric) -> str:
    """Return a change beside the later figure, such as "up 9.6% from 5,807 in March 2022"."""
    before = within(change.earlier)
    if change.direction is Direction.SAME:
        return f"no change since {observed_in(change.earlier)}"
    size = size_of(change)
    return f"{change.direction.value} {size} from {observed(change.earlier, metric)} {before}".replace("  ", " ")


def judged(judgement: Judgement | None) -> str:
    """Return whether a change is good, in words."""
    return _JUDGEMENT_WORDS[judgement] if judgement else "nothing to compare with yet"


def change_sentence(subject: str, change: Change, metric: Metric) -> str:
    """Return a sentence without its full stop: who changed, from what, to what, by how much."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = within(change.earlier), within(change.later)
    if change.direction is Direction.SAME:
        return f"{subject} stayed at {later} {before} and {after}"
    size = size_of(change)
    by = f", {change.direction.value} {size}" if size else ""
    return f"{subject} {_VERBS[change.direction]} from {earlier} {before} to {later} {after}{by}"


def share_sentence(where: str, change: Change, metric: Metric) -> str:
    """Return a change of a percentage whose metric says what it is a share of, without a full stop."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = within(change.earlier), within(change.later)
    text = f"{later} {metric.counted}{where} {after}"
    if change.direction is Direction.SAME:
        return f"{text}, the same as {before}"
    return f"{text}, {change.direction.value} from {earlier} {before} ({size_of(change)})"


def change_in_area(area: str, change: Change, metric: Metric) -> str:
    """Return the change of one area for a list, without a full stop."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = observed_in(change.earlier), observed_in(change.later)
    return f"{area}: from {earlier} ({before}) to {later} ({after}), {signed_change(change)}"


def finding(summary: MetricSummary) -> str:
    """Return the finding about a metric as one sentence, without a full stop."""
    metric = summary.metric
    if len(summary.changed) == 1 and len(summary.leading) == 1:
        series, found = summary.changed[0]
        if metric.unit is Unit.PERCENT and metric.counted.startswith("of "):
            return share_sentence(_where(summary, series), found, metric) + _beside(summary, found.later)
        return change_sentence(f"{metric.title}{_where(summary, series)}", found, metric) + _beside(
            summary, found.later
        )
    if summary.changed:
        return _several_changes(summary.changed, metric)
    if summary.leading:
        return _levels(summary)
    if summary.breakdowns:
        return _groups(summary)
    return f"{metric.title}: no figure can be shown"


def _where(summary: MetricSummary, series: Series) -> str:
    """Return the area of a series, or nothing where it is the whole partnership."""
    return "" if series.area.area == summary.home_area else f" in {series.area.name}"


def _beside(summary: MetricSummary, observation: Observation) -> str:
    """Return the benchmarks of the same period, to be added to a sentence."""
    same = [
        (benchmark.area.name, o)
        for benchmark in summary.benchmarks
        for o in benchmark.with_value
        if o.period == observation.period
    ]
    return "".join(f", compared with {observed(o, summary.metric)} in {name}" for name, o in same)


def _several_changes(changes: Sequence[tuple[Series, Change]], metric: Metric) -> str:
    groups: dict[Direction, list[str]] = {}
    for series, found in changes:
        values = f"from {observed(found.earlier, metric)} to {observed(found.later, metric)}"
        if found.direction is Direction.SAME:
            values = f"at {observed(found.later, metric)}"
        groups.setdefault(found.direction, []).append(f"in {series.area.name} ({values})")
    if len(changes) > 4:
        counts = [f"{_VERBS[d]} in {len(places)}" for d, places in groups.items()]
        return f"{metric.title}: of {len(changes)} areas, it {listed(counts)}"
    parts = [f"{_VERBS[d]} {listed(places)}" for d, places in groups.items()]
    return f"{metric.title} {listed(parts, 'but')}"


def _levels(summary: MetricSummary) -> str:
    metric = summary.metric
    levels = [(series, series.latest) for series in summary.leading]
    series, latest = levels[0]
    assert latest is not None
    if len(levels) > 1:
        named = [f"{s.area.name} {observed(o, metric)}" for s, o in levels if o]
        if len(named) > 4:
            named = [*named[:3], f"and {len(named) - 3} more areas"]
        return f"{metric.title} {within(latest)}: {', '.join(named)}"
    text = f"{_level(latest, metric)}{_where(summary, series)} {within(latest)}{_beside(summary, latest)}"
    return text[0].upper() + text[1:]


def _level(observation: Observation, metric: Metric) -> str:
    if not metric.counted:
        return f"{metric.title}: {observed(observation, metric)}"
    return f"{observed(observation, metric)} {metric.counted}"


def _groups(summary: MetricSummary) -> str:
    metric = summary.metric
    own = [s for s in next(iter(summary.breakdowns.values())) if not s.area.comparator] or list(summary.series)
    latest = [(series, series.latest) for series in own if series.latest]
    if not latest:
        return f"{metric.title}: no figure can be shown"
    where = _where(summary, latest[0][0])
    ranked = sorted(latest, key=lambda pair: pair[1].value or Decimal(0), reverse=True)
    named = [f"{_inside(s.group)} {observed(o, metric)}" for s, o in ranked]
    shown = listed(named) if len(named) <= 3 else f"from {named[0]} to {named[-1]}"
    return f"{metric.title}{where}: {shown}, {within(ranked[0][1])}"


def _inside(group: str) -> str:
    """Return a group's name as it stands inside a sentence."""
    return (
        group
        if group[:1].isdigit() or group[1:2].isupper() or group.startswith("White")
        else group[:1].lower() + group[1:]
    )


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a list in a sentence: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if last == "but" else ""
    return f"{', '.join(parts[:-1])}{comma} {last} {parts[-1]}"


def claim_printed(claim: Claim, metric: Metric) -> str:
    """Return what a report printed, in one phrase."""
    printed = claim.printed
    if printed.percent is not None and printed.numerator is not None and printed.denominator is not None:
        parts = f"{number(printed.numerator)} of {number(printed.denominator)}"
        return f"{number(printed.percent)}% ({parts})"
    figures = [amount(value, metric) for value in (printed.earlier, printed.later) if value is not None]
    values = " to ".join(figures)
    if printed.change is None and not printed.direction:
        return values
    unit = {"percent": "%", "percentage-points": " percentage points"}.get(printed.unit, "")
    size = f" of {printed.change:,f}{unit}" if printed.change is not None else ""
    text = f"{printed.direction.replace('-', ' ') or 'change'}{size}"
    return f"{text} ({values})" if values else text


def claim_right(checked: CheckedClaim, metric: Metric) -> str:
    """Return what the figures give, in one phrase."""
    check = checked.check
    if check.verdict is Verdict.CANNOT_BE_CHECKED:
        return "no figure to compare with"
    if check.right_value is not None:
        if checked.claim.printed.percent is not None:
            return f"{number(check.right_value, 1)}%"
        return amount(check.right_value, metric)
    if check.right_change is None:
        return "no percentage from zero"
    size = number(abs(check.right_change), 1).removesuffix(".0")
    points = metric.unit is Unit.PERCENT
    way = "increase" if check.right_change > 0 else "decrease" if check.right_change < 0 else "change"
    unit = f" percentage point{'' if size == '1' else 's'}" if points else "%"
    return f"{way} of {size}{unit}"


def claim_verdict(verdict: Verdict) -> str:
    """Return a verdict as a label."""
    words = {Verdict.WRONG_UNIT: "wrong unit: these are percentage points, not per cent"}
    text = words.get(verdict, verdict.value)
    return text[:1].upper() + text[1:]


def target_sentence(target: Target, metric: Metric) -> str:
    """Return what was promised, as a sentence without its full stop."""
    if target.target_value is not None:
        goal = f"Reach {amount(target.target_value, metric)}"
    else:
        assert target.target_change is not None
        verb = "Increase" if target.target_change > 0 else "Reduce"
        goal = f"{verb} by {number(abs(target.target_change))}%"
    if target.baseline_value is None:
        start = "the starting figure is not published"
    else:
        start = f"starting from {amount(target.baseline_value, metric)}"
    return f"{goal} by {day(target.target_date)} ({start})"


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: "1 area", "3 areas"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
