"""Rules about single observations and about the observations of one series."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain, islice, pairwise
from operator import itemgetter

from builder.checking.asking import ask
from builder.checking.periods import sound_period
from builder.model.measures import NOT_ENTERED, WITHOUT_VALUE, Cell, Period, PeriodBasis, Status, Unit
from builder.project.problems import Level, Problem, listed
from builder.project.typed import TypedRow

_PERCENT = Decimal(100)
_NEVER_BELOW_ZERO = frozenset({Unit.COUNT, Unit.POUNDS, Unit.DAYS, Unit.YEARS})
_SAME_DIGITS = Decimal("0.00005")
"""How far apart, as a share, two numbers are that agree to five significant digits: sources work with more."""
_SLIGHT = Decimal("0.005")
"""Up to which share of the value a source may have rounded the numbers behind it."""

_SERIES = itemgetter("metric", "area", "breakdown", "group", "method_version")
"""What the observations of one series have in common."""


def find_observation_problems(
    tables: Mapping[str, tuple[TypedRow, ...]], national: Mapping[str, tuple[TypedRow, ...]]
) -> list[Problem]:
    """Return the problems of a package's observations; `national` holds the framework's tables."""
    metrics = {row.text("metric"): row for table in (national, tables) for row in table.get("metrics", ())}
    sources = {row.text("source"): row for table in (national, tables) for row in table.get("sources", ())}
    areas = {row.text("area"): row for table in (national, tables) for row in table.get("areas", ())}
    problems: list[Problem] = []
    for row in tables.get("observations", ()):
        metric = metrics.get(row.text("metric"))
        figure_problems = chain(
            _find_value_problems(row),
            _find_unit_problems(row, metric) if metric else (),
            _find_interval_problems(row),
        )
        # A figure that breaks one rule often breaks another: the first says what is wrong.
        problems += islice(figure_problems, 1)
        source = sources.get(row.text("source"))
        problems += _find_source_problems(row, source) if source else ()
        area = areas.get(row.text("area"))
        problems += _find_ended_problems(row, area) if area else ()
    problems += _find_series_problems(tables.get("observations", ()))
    return problems


def _find_ended_problems(row: TypedRow, area: TypedRow) -> Iterator[Problem]:
    start, until = row.day("period_start"), area.day("until")
    if start and until and start > until:
        yield from ask(
            row,
            "period_start",
            "area-ended",
            f"The figure is of a time after its area ended, on {until.isoformat()}.",
            'Give it to the area that followed, or correct "until" in areas.csv. '
            "The source may go on counting by the old boundary.",
        )


def _find_value_problems(row: TypedRow) -> Iterator[Problem]:
    value, status = row.number("value"), row.text("status")
    hidden = status in WITHOUT_VALUE
    if value is None and not hidden:
        yield row.problem(
            "value",
            "no-value",
            "There is no value, and the status does not say why.",
            'Fill in the value, or write c (confidential), x (not available) or z (not applicable) in "status".',
        )
    waits = status == Status.NOT_AVAILABLE and row.text("note") == NOT_ENTERED
    if waits:
        yield from _find_waiting_problems(row)
    for field in ("value", "numerator", "lower", "upper"):
        if hidden and not waits and row.number(field) is not None:
            meaning = {"c": "confidential", "x": "not available", "z": "not applicable"}[status]
            yield row.problem(
                field,
                "value-with-status",
                f'The status "{status}" says that the figure is {meaning}, but this cell is filled.',
                "Empty this cell, or correct the status.",
            )
    if row.text("bound") and status != Status.ESTIMATED:
        yield row.problem(
            "bound",
            "bound-without-estimate",
            f'The value is a limit ("{row.text("bound")}"), so it is no exact figure.',
            'Write e (estimate) in "status", or empty this cell.',
        )
    if status == Status.LOW and value:
        yield row.problem(
            "value",
            "low-not-zero",
            'The status "low" says that the figure rounds to zero, but the value is not 0.',
            "Write 0, or correct the status.",
        )


def _find_waiting_problems(row: TypedRow) -> Iterator[Problem]:
    """Yield what is wrong with a row that says that its figure was not entered yet: it is there, or it still is not."""
    if row.number("value") is None:
        yield row.problem(
            "value",
            "not-entered",
            "This figure was not entered yet, so the site says that it is not available.",
            'Enter it, and empty "status" and "note". If there is none, say why in "note", or delete the row.',
            Level.WARNING,
        )
    else:
        yield row.problem(
            "status",
            "entered",
            "The figure is there, but this cell and the note say that it is not.",
            'Empty "status" and "note".',
        )


def _find_interval_problems(row: TypedRow) -> Iterator[Problem]:
    value, lower, upper = row.number("value"), row.number("lower"), row.number("upper")
    if (lower is None) != (upper is None):
        yield row.problem(
            "upper" if upper is None else "lower",
            "half-interval",
            "One of the two limits of the interval is missing.",
            "Fill in both, or empty both.",
        )
    elif lower is not None and upper is not None and lower > upper:
        yield row.problem(
            "lower",
            "interval-order",
            f"The lower limit {lower} is above the upper limit {upper}.",
            "Correct the limits.",
        )
    elif lower is not None and upper is not None and value is not None and not lower <= value <= upper:
        yield row.problem(
            "value",
            "outside-interval",
            f"The value {value} lies outside its interval from {lower} to {upper}.",
            "Correct the value or the limits.",
        )
    elif row.text("interval_level") and lower is None:
        yield row.problem(
            "interval_level",
            "level-without-interval",
            "The cell says at which level the limits are, but there are none.",
            'Fill in "lower" and "upper", or empty this cell.',
        )


def _find_source_problems(row: TypedRow, source: TypedRow) -> Iterator[Problem]:
    period, published = sound_period(row), source.day("published")
    if period and published and period.last_day > published:
        yield row.problem(
            "period_start",
            "period-after-source",
            f"The period ends on {period.last_day.isoformat()}, after its source was published "
            f"on {published.isoformat()}.",
            'Correct the period here, or the date "published" in sources.csv.',
        )


def _find_unit_problems(row: TypedRow, metric: TypedRow) -> Iterator[Problem]:
    value, unit = row.number("value"), metric.text("unit")
    if not unit:
        yield row.problem(
            "metric",
            "no-unit",
            f'The metric "{row.text("metric")}" has no unit, so its values cannot be shown.',
            f"Give it a unit in {metric.table.path}.",
        )
    elif value is not None and unit == Unit.PERCENT and not _is_share(value, metric):
        yield row.problem(
            "value", "percent-range", f"The value {value} is not between 0 and 100 per cent.", "Correct the value."
        )
    elif value is not None and value < 0 and not (metric["below_zero"] and unit not in _NEVER_BELOW_ZERO):
        remedy = "Correct the value."
        if unit not in _NEVER_BELOW_ZERO:
            remedy += ' If it is a gap or a net change, write yes in the column "below_zero" of metrics.csv.'
        yield row.problem("value", "negative", f"The value {value} is below zero.", remedy)
    elif value is not None and unit == Unit.COUNT and value != value.to_integral_value() and not _is_estimate(row):
        fault = f"The value {value} is not a whole number, but the metric is a count."
        remedy = 'Correct the value. If it is an estimate from a model, write e in "status".'
        yield row.problem("value", "count-decimals", fault, remedy)
    else:
        yield from _find_proportion_problems(row, metric)


def _find_proportion_problems(row: TypedRow, metric: TypedRow) -> Iterator[Problem]:
    value, unit = row.number("value"), metric.text("unit")
    numerator, denominator = row.number("numerator"), row.number("denominator")
    if numerator is None or denominator is None or (unit == Unit.RATE and metric["rate_base"] is None):
        return
    if denominator == 0:
        remedy = "Correct it, or empty the numerator and the denominator."
        yield row.problem("denominator", "denominator-zero", "The denominator is zero.", remedy)
    elif unit == Unit.PERCENT and numerator > denominator and not metric["above_hundred"]:
        fault = f"The numerator {numerator} is above the denominator {denominator}."
        yield row.problem("numerator", "numerator-above", fault, "Correct one of the two.")
    elif value is not None and unit in {Unit.PERCENT, Unit.RATE} and not metric["standardised"]:
        base = _base(metric)
        expected = base * numerator / denominator
        decimals = -int(value.as_tuple().exponent)
        apart = abs(value - expected)
        if apart > max(Decimal(5).scaleb(-decimals - 1), expected * _SAME_DIGITS):
            words = "per cent" if unit == Unit.PERCENT else f"per {base:,}"
            yield row.problem(
                "value",
                "value-disagrees",
                f"{numerator} of {denominator} gives {round(expected, decimals)} {words}, but the value is {value}.",
                "Correct the value, the numerator or the denominator. If the values are weighted, by age for example, "
                'write yes in the column "standardised" of metrics.csv.',
                Level.ERROR if apart > value * _SLIGHT else Level.WARNING,
            )


def _is_share(value: Decimal, metric: TypedRow) -> bool:
    """Return whether a percentage is one that its metric can have."""
    return (value >= 0 or metric["below_zero"] is True) and (value <= _PERCENT or metric["above_hundred"] is True)


def _is_estimate(row: TypedRow) -> bool:
    return row.text("status") == Status.ESTIMATED


def _base(metric: TypedRow) -> Decimal:
    """Return what a numerator over its denominator is multiplied by to give the metric's value."""
    base = metric["rate_base"]
    return Decimal(base) if isinstance(base, int) and metric.text("unit") == Unit.RATE else _PERCENT


def _find_series_problems(rows: tuple[TypedRow, ...]) -> Iterator[Problem]:
    """Yield a problem for each row whose period is not like the others of its series: as long, and with dates."""
    series: dict[tuple[Cell, ...], list[TypedRow]] = defaultdict(list)
    for row in rows:
        series[_SERIES(row.cells)].append(row)
    for members in series.values():
        undated = [row for row in members if row.text("period_basis") == PeriodBasis.UNKNOWN]
        yield from _find_order_problems(members, undated)
        if undated:
            continue
        lengths = Counter(_length(row) for row in members)
        if len(lengths) == 1:
            yield from _find_mixed_years(members)
            continue
        usual = lengths.most_common(1)[0][0]
        written = next(row.text("period_duration") for row in members if _length(row) == usual)
        for row in members:
            if _length(row) != usual:
                yield row.problem(
                    "period_duration",
                    "series-durations",
                    f'This period is "{row.text("period_duration")}", but others of the same series are "{written}".',
                    'Correct it, or fill in "method_version" if the figure was counted in another way.',
                )


def _length(row: TypedRow) -> tuple[int | None, int | None]:
    """Return how long the period of a row is, however it is written: P12M is P1Y."""
    length = Period(date(2000, 1, 1), row.text("period_duration"))
    return (length.months, length.days)


def _find_mixed_years(members: list[TypedRow]) -> Iterator[Problem]:
    """Yield a warning where the years of a series start in different months, and do not roll on evenly."""
    periods = sorted(((period, row) for row in members if (period := sound_period(row))), key=itemgetter(0))
    starts = [(12 * period.start.year + period.start.month, row) for period, row in periods]
    if any(period.months is None or period.months % 12 for period, _ in periods):
        return
    steps = [later - earlier for (earlier, _), (later, _) in pairwise(starts)]
    rolls_on = bool(steps) and min(steps) < 12 and 2 * steps.count(min(steps)) > len(steps)
    odd = next(((one, row) for (one, row) in starts if (one - starts[0][0]) % 12), None)
    if rolls_on or odd is None:
        return
    months = sorted({period.start.month for period, _ in periods})
    first, other = starts[0][1], odd[1]
    yield from ask(
        other,
        "period_start",
        "mixed-years",
        f"The years of this series start in different months ({listed([f'{date(2000, m, 1):%B}' for m in months])}): "
        f"compare rows {first.index + 2} and {other.index + 2}.",
        'Correct the dates. If the source counts in calendar and in other years, name each kind in "method_version".',
    )


def _find_order_problems(members: list[TypedRow], undated: list[TypedRow]) -> Iterator[Problem]:
    """Yield a problem for each row without dates that cannot be put in order with the others of its series."""
    for row in undated:
        if len(undated) < len(members):
            yield row.problem(
                "period_basis",
                "unknown-among-dates",
                "This figure has no dates, but others of the same series have, so that nobody can put them in order.",
                'Give it the dates that we read from the context, or fill in "method_version".',
            )
        elif len(members) > 1 and not row.text("period_order"):
            yield row.problem(
                "period_order",
                "no-order",
                "The series has several figures without dates, and nothing says when this one comes.",
                'Write "earlier" or "later".',
            )
