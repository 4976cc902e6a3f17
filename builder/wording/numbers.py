"""Single figures in words: numbers, units, statuses, counts and lists."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from builder.model.measures import Bound, Metric, Observation, Status, Unit

MAXIMUM_DECIMALS = 1

NOT_PUBLISHED = "not published"
COUNTED_ANEW = "counted in another way from here"
"""What a chart says of the first figure after a break."""

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

_BOUNDS = {
    Bound.MORE_THAN: "more than",
    Bound.AT_LEAST: "at least",
    Bound.AT_MOST: "at most",
    Bound.LESS_THAN: "less than",
    Bound.ABOUT: "about",
    Bound.NEARLY: "nearly",
}


def number(value: Decimal, decimals: int | None = None) -> str:
    """Return a number with thousands commas, rounded half up to at most one decimal.

    Without `decimals` it keeps those of the source, up to that one; more where it would look like zero.
    """
    if decimals is None:
        decimals = min(MAXIMUM_DECIMALS, decimals_of(value))
        if value and not value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):
            decimals = -value.adjusted()
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,f}".replace("-", "−")


def decimals_apart(*values: Decimal) -> int | None:
    """Return how many decimals tell numbers apart that differ; None where their usual decimals do."""
    different = set(values)
    if len({number(value) for value in different}) == len(different):
        return None
    most = max(decimals_of(value) for value in different)
    enough = (n for n in range(1, most) if len({number(value, n) for value in different}) == len(different))
    return next(enough, most)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number was written with."""
    return max(0, -int(value.as_tuple().exponent))


def amount(value: Decimal, metric: Metric, decimals: int | None = None) -> str:
    """Return a value with its unit, such as 42.2%, £2,678,000 or 44.3 years."""
    decimals = metric.decimals if decimals is None else decimals
    match metric.unit:
        case Unit.PERCENT:
            return percentage(value, decimals)
        case Unit.POUNDS:
            return pounds(value)
        case Unit.YEARS:
            return f"{number(value, decimals)} years"
        case Unit.RATE:
            return f"{number(value, decimals)} per {metric.rate_base:,}"
        case Unit.DAYS:
            return f"{number(value, decimals)} {'day' if value == 1 else 'days'}"
        case Unit.MEAN | Unit.NUMBER if metric.unit_words:
            return f"{number(value, decimals)} {metric.unit_words}"
        case _:
            return number(value, decimals)


def percentage(value: Decimal, decimals: int | None = None) -> str:
    """Return a percentage; one that is not quite 0% or 100% never looks as if it were.

    That holds without `decimals`; with them, the caller knows what is needed.
    """
    short_of_all = Decimal(100) - value
    if decimals is None and 0 < short_of_all <= Decimal("0.05"):
        decimals = -short_of_all.adjusted()
    return f"{number(value, decimals)}%"


def size_in_percent(value: Decimal) -> str:
    """Return the size of a change in per cent: "9.6%", "12%", "less than 0.1%", "more than 99.9%"."""
    size = abs(value)
    if 0 < size < Decimal("0.05"):
        return "less than 0.1%"
    if Decimal("99.95") <= size < 100:
        return "more than 99.9%"
    return f"{number(size, 1).removesuffix('.0')}%"


def pounds(value: Decimal) -> str:
    """Return an amount of money, in whole pounds unless it has pence."""
    return f"£{number(value, 2 if value != value.to_integral_value() else 0)}"


def observed(observation: Observation, metric: Metric, decimals: int | None = None) -> str:
    """Return the value of an observation with its unit, or the reason why there is none."""
    if observation.value is None:
        return _STATUS_WORDS[observation.status] if observation.status else NOT_PUBLISHED
    if observation.bound:
        return bounded(observation.bound, amount(observation.value, metric, decimals))
    about = "about " if observation.status is Status.ESTIMATED else ""
    may_change = f" ({_STATUS_WORDS[Status.PROVISIONAL]})" if observation.status is Status.PROVISIONAL else ""
    return f"{about}{amount(observation.value, metric, decimals)}{may_change}"


def labelled(observation: Observation, metric: Metric) -> str:
    """Return the value of an observation as a label in a chart, whose subtitle names the unit."""
    if observation.value is None:
        return observed(observation, metric)
    match metric.unit:
        case Unit.PERCENT | Unit.POUNDS:
            words = amount(observation.value, metric)
        case _:
            words = number(observation.value, metric.decimals)
    about = "about " if observation.status is Status.ESTIMATED and not observation.bound else ""
    return f"{about}{bounded(observation.bound, words)}"


def bounded(bound: Bound | None, words: str) -> str:
    """Return an amount in words with its hedge: "more than 200", or the amount alone."""
    return f"{_BOUNDS[bound]} {words}" if bound else words


def status_words(status: Status | None) -> str:
    """Return what a status means, or an empty text."""
    return _STATUS_WORDS[status] if status else ""


def reservation(status: Status | None) -> str:
    """Return what a status asks of somebody who reads a figure, or an empty text where the figure itself says it."""
    if status is Status.PROVISIONAL:
        return ""
    return COUNTED_ANEW if status is Status.BREAK else status_words(status)


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
            return f"{'Standardised rate' if metric.standardised else 'Rate'} per {metric.rate_base:,}"
        case Unit.MEAN | Unit.NUMBER | Unit.INDEX | Unit.RATIO | Unit.SCORE | Unit.DAYS:
            return f"{metric.unit.value.capitalize()}{f' ({metric.unit_words})' if metric.unit_words else ''}"
        case None:
            return "Unit not settled"


def measured(metric: Metric) -> str:
    """Return what a metric measures and in which unit, as a chart's subtitle begins."""
    match metric.unit:
        case Unit.COUNT if metric.counted:
            return f"Number of {metric.counted}"
        case Unit.RATE if metric.counted and not metric.standardised:
            return f"{metric.counted[:1].upper()}{metric.counted[1:]} per {metric.rate_base:,}"
        case _:
            return unit_words(metric)


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: "1 area", "3 areas"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a list in a sentence: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if last == "but" else ""
    return f"{', '.join(parts[:-1])}{comma} {last} {parts[-1]}"


def disclosure_rule(threshold: int | None, base: int | None, *, zeros_hidden: bool, earlier_accepted: bool) -> str:
    """Return what a rule for small numbers of people says, as a sentence without its full stop.

    `threshold` is the smallest number that is shown, None for the usual one, and `base` what numbers are rounded to.
    """
    match threshold:
        case None:
            parts = ["the usual numbers are hidden"]
        case 1:
            parts = ["every number of people is shown"]
        case _:
            parts = [f"numbers below {threshold} are hidden"]
    parts += ["0 is hidden too"] if zeros_hidden else []
    parts += [f"numbers are rounded to the nearest {base}"] if base else []
    parts += ["figures that are hidden now may stay readable in earlier versions"] if earlier_accepted else []
    return "; ".join(parts)


def squares_of(what: str, order: str = "") -> str:
    """Return what one square of a picture is: "Each square is one action, by priority"."""
    return f"Each square is one {what}{f', {order}' if order else ''}"
