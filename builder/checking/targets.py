"""Rules about promises in numbers: what they start from, what they reach and when."""

from collections.abc import Iterator, Mapping

from builder.checking.periods import sound_period
from builder.model.measures import Bound, Unit
from builder.project.problems import Problem
from builder.project.typed import TypedRow


def find_target_problems(
    tables: Mapping[str, tuple[TypedRow, ...]], national: Mapping[str, tuple[TypedRow, ...]]
) -> list[Problem]:
    """Return the problems of a package's targets; `national` holds the framework's tables."""
    units = {row.text("metric"): row.text("unit") for t in (national, tables) for row in t.get("metrics", ())}
    problems: list[Problem] = []
    for row in tables.get("targets", ()):
        problems += _find_baseline_problems(row)
        problems += _find_goal_problems(row, units.get(row.text("metric"), ""))
    return problems


def _find_baseline_problems(row: TypedRow) -> Iterator[Problem]:
    value, start = row.number("baseline_value"), row.day("baseline_period_start")
    duration, date = row.text("baseline_period_duration"), row.day("target_date")
    period = sound_period(row, "baseline_period")
    if value is None and not row.text("baseline_status"):
        yield row.problem(
            "baseline_value",
            "no-baseline",
            "The target has no baseline.",
            'Give the value that it starts from, or write x in "baseline_status" if none is published.',
        )
    elif value is not None and row.text("baseline_status"):
        yield row.problem(
            "baseline_status",
            "baseline-with-status",
            "The status says that no baseline is published, but a baseline is given.",
            "Empty one of the two cells.",
        )
    elif value is not None and (start is None or not duration):
        yield row.problem(
            "baseline_period_start" if start is None else "baseline_period_duration",
            "no-baseline-date",
            "The baseline has no date.",
            "Give the first day and the length of its period.",
        )
    elif period and date and period.last_day >= date:
        yield row.problem(
            "target_date",
            "target-before-baseline",
            f"The target date {date.isoformat()} is not after the baseline's period.",
            "Correct one of the two.",
        )


def _find_goal_problems(row: TypedRow, unit: str) -> Iterator[Problem]:
    value, change, points = (row.number(field) for field in ("target_value", "target_change", "target_points"))
    benchmark = row.text("benchmark")
    goals = sum(goal is not None for goal in (value, change, points)) + bool(benchmark)
    if goals != 1:
        yield row.problem(
            "target_value",
            "target-goal",
            "The target needs a value to reach, a change in per cent or in points, or a benchmark, and has "
            + ("none of them." if goals == 0 else f"{goals} of them."),
            'Fill in one of "target_value", "target_change", "target_points" and "benchmark".',
        )
    if points is not None and unit != Unit.PERCENT:
        yield row.problem(
            "target_points",
            "points-of-no-percentage",
            "The target is in percentage points, but its metric is no percentage.",
            'Give the value to reach in "target_value", or the change in per cent in "target_change".',
        )
    yield from _find_hedge_problems(row)
    if benchmark == row.text("area"):
        yield row.problem(
            "benchmark",
            "benchmark-itself",
            "The area would be held against itself.",
            "Name the area whose figure should be reached.",
        )
    if change is not None and row.number("baseline_value") == 0:
        yield row.problem(
            "target_change",
            "change-from-zero",
            "Nothing can change by a percentage from a baseline of 0.",
            'Give the value to reach in "target_value" instead.',
        )
    if unit == Unit.PERCENT and value is not None:
        for field, end in (("target_value", value), ("other_end", row.number("other_end"))):
            if end is not None and not 0 <= end <= 100:
                yield row.problem(
                    field,
                    "percent-range",
                    f"The value {end} is not between 0 and 100 per cent.",
                    "Correct the value.",
                )


def _find_hedge_problems(row: TypedRow) -> Iterator[Problem]:
    value, bound, other = row.number("target_value"), row.text("bound"), row.number("other_end")
    changes = [row.number(field) for field in ("target_change", "target_points")]
    change = next((change for change in changes if change is not None), None)
    if row.text("benchmark") and (bound or other is not None):
        yield row.problem(
            "bound" if bound else "other_end",
            "hedged-benchmark",
            "The target is to reach another area's figure, which has no limit and no other end.",
            "Empty this cell.",
        )
    elif bound and other is not None:
        yield row.problem(
            "bound",
            "limit-of-two-ends",
            "The target is between two values, and is called a limit as well.",
            'Empty "bound" or "other_end".',
        )
    elif change is not None and bound in {Bound.AT_MOST, Bound.LESS_THAN}:
        yield row.problem(
            "bound",
            "least-change",
            f'The target is a change of "{bound}" so much, which no change at all would reach.',
            'Say "at-least" or "more-than", or give the value to reach in "target_value".',
        )
    elif change is not None and other is not None and change * other <= 0:
        yield row.problem(
            "other_end",
            "ends-apart",
            "One end of the target is a rise and the other one is not.",
            "Give both ends with the same sign: without one for a rise, with a minus for a fall.",
        )
    elif other is not None and other in {value, change}:
        yield row.problem(
            "other_end",
            "same-ends",
            "Both ends of the target are the same.",
            "Correct one of them, or empty this cell.",
        )
