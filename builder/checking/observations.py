"""Rules about single observations and about the observations of one series."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from builder.checking.typed import TypedRow
from builder.model import WITHOUT_VALUE, Period, Status, Unit
from builder.problems import Problem

_PERCENT = Decimal(100)


def find_observation_problems(
    tables: Mapping[str, tuple[TypedRow, ...]], national: Mapping[str, tuple[TypedRow, ...]]
) -> list[Problem]:
    """Return the problems of a package's observations; `national` holds the framework's tables."""
    metrics = {row.text("metric"): row for table in (national, tables) for row in table.get("metrics", ())}
    sources = {row.text("source"): row for table in (national, tables) for row in table.get("sources", ())}
    problems: list[Problem] = []
    for row in tables.get("observations", ()):
        problems += _find_value_problems(row)
        problems += _find_interval_problems(row)
        problems += _find_period_problems(row, sources.get(row.text("source")))
        metric = metrics.get(row.text("metric"))
        if metric is not None:
            problems += _find_unit_problems(row, metric)
    problems += _find_series_problems(tables.get("observations", ()))
    return problems


def _find_value_problems(row: TypedRow) -> Iterator[Problem]:
    value, status = row.number("value"), row.text("status")
    hidden = status in set(WITHOUT_VALUE)
    if value is None and not hidden:
        yield row.problem(
            "value",
            "no-value",
            "There is no value, and the status does not say why.",
            'Fill in the value, or write c, x or z in the column "status".',
        )
    for field in ("value", "numerator", "lower", "upper"):
        if hidden and row.number(field) is not None:
            meaning = {"c": "confidential", "x": "not available", "z": "not applicable"}[status]
            yield row.problem(
                field,
                "value-with-status",
                f'The status "{status}" says that the figure is {meaning}, but the {field} is given.',
                "Empty this cell, or correct the status.",
            )
            break
    if status == Status.LOW and value:
        yield row.problem(
            "value",
            "low-not-zero",
            'The status "low" says that the figure rounds to zero, but the value is not 0.',
            "Write 0, or correct the status.",
        )
    if bool(row.text("breakdown")) != bool(row.text("group")):
        field = "group" if row.text("breakdown") else "breakdown"
        yield row.problem(
            field,
            "breakdown",
            "A breakdown and its group belong together, and one of the two is empty.",
            "Fill in both, such as Age and 15 to 24, or empty both for everyone.",
        )


def _find_interval_problems(row: TypedRow) -> Iterator[Problem]:
    value, lower, upper = row.number("value"), row.number("lower"), row.number("upper")
    if (lower is None) != (upper is None):
        yield row.problem(
            "upper" if upper is None else "lower",
            "half-interval",
            "One of the two confidence limits is missing.",
            "Fill in both or none.",
        )
    elif lower is not None and upper is not None and value is not None and not lower <= value <= upper:
        yield row.problem(
            "value",
            "outside-interval",
            f"The value {value} lies outside its interval from {lower} to {upper}.",
            "Correct the value or the limits.",
        )


def _find_period_problems(row: TypedRow, source: TypedRow | None) -> Iterator[Problem]:
    start = row.day("period_start")
    if start is None:
        return
    period = Period(start, row.text("period_duration"))
    if period.unit in "YM" and start.day != 1:
        yield row.problem(
            "period_start",
            "period-start",
            f"A period of {period.duration} cannot begin on day {start.day} of a month.",
            f"Write the first day: {start.replace(day=1).isoformat()}.",
        )
        return
    published = source.day("published") if source else None
    if published and period.last_day > published:
        yield row.problem(
            "period_start",
            "period-after-source",
            f"The period ends on {period.last_day.isoformat()}, after its source was published "
            f"on {published.isoformat()}.",
            "Correct the period or the source.",
        )


def _find_unit_problems(row: TypedRow, metric: TypedRow) -> Iterator[Problem]:
    value, unit = row.number("value"), metric.text("unit")
    numerator, denominator = row.number("numerator"), row.number("denominator")
    if not unit:
        yield row.problem(
            "metric",
            "no-unit",
            f'The metric "{row.text("metric")}" has no unit, so its values cannot be shown.',
            "Give it a unit in metrics.csv.",
        )
        return
    if value is not None:
        if unit == Unit.PERCENT and not 0 <= value <= _PERCENT:
            yield row.problem(
                "value", "percent-range", f"{value} per cent is not between 0 and 100.", "Correct the value."
            )
            return
        if unit != Unit.PERCENT and value < 0:
            yield row.problem("value", "negative", f"{value} is below zero.", "Correct the value.")
            return
        if unit == Unit.COUNT and value != value.to_integral_value():
            yield row.problem(
                "value", "count-decimals", f"{value} is not a whole number, but the metric counts.", "Correct the value."
            )
            return
    if numerator is None or denominator is None:
        return
    if denominator == 0:
        yield row.problem(
            "denominator", "denominator-zero", "The denominator is zero.", "Correct it, or empty it with its numerator."
        )
    elif unit == Unit.PERCENT and numerator > denominator:
        yield row.problem(
            "numerator",
            "numerator-above",
            f"The numerator {numerator} is above the denominator {denominator}.",
            "Correct one of the two.",
        )
    elif value is not None and unit in {Unit.PERCENT, Unit.RATE}:
        base = _PERCENT if unit == Unit.PERCENT else Decimal(_rate_base(metric))
        expected = base * numerator / denominator
        exponent = value.as_tuple().exponent
        half_a_digit = Decimal((0, (5,), int(exponent) - 1))
        if abs(value - expected) > half_a_digit:
            yield row.problem(
                "value",
                "value-disagrees",
                f"{numerator} of {denominator} gives {round(expected, max(0, -int(exponent)))}, but the value is {value}.",
                "Correct the value, the numerator or the denominator.",
            )


def _rate_base(metric: TypedRow) -> int:
    base = metric["rate_base"]
    return base if isinstance(base, int) else 100_000


def _find_series_problems(rows: tuple[TypedRow, ...]) -> Iterator[Problem]:
    """Yield a problem for each row whose period is not as long as the others of its series."""
    series: dict[tuple[str, ...], list[TypedRow]] = defaultdict(list)
    for row in rows:
        key = tuple(row.text(field) for field in ("metric", "area", "breakdown", "group", "method_version"))
        series[key].append(row)
    for members in series.values():
        durations = Counter(row.text("period_duration") for row in members)
        if len(durations) == 1:
            continue
        usual = durations.most_common(1)[0][0]
        for row in members:
            if row.text("period_duration") != usual:
                yield row.problem(
                    "period_duration",
                    "series-durations",
                    f"This period is {row.text('period_duration')} long, but others of the same series "
                    f"are {usual} long.",
                    'Correct the length, or give the row another "method_version" if it was counted another way.',
                )
