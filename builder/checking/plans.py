"""Rules about dates and money in the plan: what comes first stands first."""

from collections.abc import Iterator, Mapping

from builder.checking.typed import TypedRow
from builder.problems import Problem

_IN_ORDER = {
    "actions": (("start", "due"), ("original_due", "due")),
    "services": (("ends", "may_extend_to"), ("ends", "extended_to")),
    "claims": (("from_period_start", "to_period_start"),),
    "sources": (("published", "retrieved"),),
}
"""For each table, pairs of columns whose dates must come in this order."""


def find_plan_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> list[Problem]:
    """Return the problems of dates, statuses and financial years."""
    problems: list[Problem] = []
    for name, pairs in _IN_ORDER.items():
        for row in tables.get(name, ()):
            problems += _find_order_problems(row, pairs)
    for row in tables.get("actions", ()):
        problems += _find_action_problems(row)
    for row in tables.get("funding", ()):
        problems += _find_year_problems(row)
    return problems


def _find_order_problems(row: TypedRow, pairs: tuple[tuple[str, str], ...]) -> Iterator[Problem]:
    for earlier, later in pairs:
        first, last = row.day(earlier), row.day(later)
        if first and last and first > last:
            yield row.problem(
                later,
                "dates-in-order",
                f'The date {last.isoformat()} is before the date {first.isoformat()} in the column "{earlier}".',
                "Correct one of the two.",
            )


def _find_action_problems(row: TypedRow) -> Iterator[Problem]:
    if row.text("status") and not row.day("status_date"):
        yield row.problem(
            "status_date",
            "status-without-date",
            "The action has a status, but not the date on which it was declared.",
            "Fill in the date, or empty the status.",
        )
    if row.day("original_due") and not row.text("reason"):
        yield row.problem(
            "reason",
            "moved-without-reason",
            "The due date has moved, but there is no reason.",
            "Say why in one sentence.",
        )


def _find_year_problems(row: TypedRow) -> Iterator[Problem]:
    year = row.text("financial_year")
    if year and (int(year[2:4]) + 1) % 100 != int(year[5:7]):
        yield row.problem(
            "financial_year",
            "financial-year",
            f'"{year}" is not a financial year: the second year must follow the first.',
            f"Write {year[:4]}-{(int(year[2:4]) + 1) % 100:02}.",
        )
