"""Rules about dates and money in the plan: what comes first stands first."""

from collections.abc import Iterator, Mapping
from datetime import date

from builder.model.plan import Declared
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

_IN_ORDER = {
    "actions": (("start", "due"), ("original_due", "due")),
    "services": (("ends", "may_extend_to"), ("ends", "extended_to")),
    "claims": (("from_period_start", "to_period_start"),),
    "sources": (("published", "retrieved"),),
}
"""For each table, pairs of columns whose dates must come in this order."""

_HAPPENED = {"actions": "status_date", "milestones": "done_on", "updates": "date"}
"""For each table, the column of the day on which something was done or said."""


def find_plan_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> list[Problem]:
    """Return the problems of dates, statuses, organisations and financial years."""
    problems: list[Problem] = []
    for name, pairs in _IN_ORDER.items():
        for row in tables.get(name, ()):
            problems += _find_order_problems(row, pairs)
    for row in tables.get("actions", ()):
        problems += _find_action_problems(row)
    problems += _find_silent_problems(tables)
    problems += _find_milestone_problems(tables)
    problems += _find_future_problems(tables)
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
    yield from _find_status_problems(row)
    if row.day("original_due") and not row.day("due"):
        yield row.problem(
            "due",
            "first-due-without-due",
            "There is a first due date, but not the due date that holds now.",
            'Fill in the new date. If the date has not moved, put it here and empty "original_due".',
        )
    elif row.day("original_due") and not row.text("reason"):
        yield row.problem(
            "reason",
            "moved-without-reason",
            "The due date has moved, but there is no reason.",
            "Say why in one sentence.",
        )
    if row.text("lead") and row.text("lead") in row.keys("partners"):
        yield row.problem(
            "partners",
            "lead-is-partner",
            f'"{row.text("lead")}" leads the action and stands among its partners too.',
            "Take it out of the partners.",
        )


def _find_status_problems(row: TypedRow) -> Iterator[Problem]:
    is_done = row.text("status") == Declared.DONE
    if row.text("status") and not row.day("status_date"):
        yield row.problem(
            "status_date",
            "status-without-date",
            "The action is done, but there is no date on which that was declared."
            if is_done
            else "The action has a status, but not the date on which it was declared.",
            "Fill in the date, or empty the status.",
        )
    elif is_done and not row.text("evidence"):
        yield row.problem(
            "evidence",
            "done-without-evidence",
            "The action is done, but nothing is given that shows it.",
            "Say in one sentence what shows it, such as a report that says so.",
        )


def _find_silent_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a warning for each action of which an update tells, and whose status nobody filled in."""
    newest: dict[str, TypedRow] = {}
    for update in tables.get("updates", ()):
        known = newest.get(update.text("action"))
        if known is None or (update.day("date") or date.min) > (known.day("date") or date.min):
            newest[update.text("action")] = update
    for row in tables.get("actions", ()):
        told = newest.get(row.text("action"))
        if told is not None and not row.text("status"):
            yield row.problem(
                "status",
                "update-without-status",
                f'The action has no status, but the update "{told.text("update")}" tells of it '
                f"(updates.csv, row {told.place('update').row}).",
                "If the update says how far the action is, fill in the status and its date. If it says only what "
                "was promised, take it out of the updates.",
                Level.WARNING,
            )


def _find_milestone_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    actions = {row.text("action"): row for row in tables.get("actions", ())}
    for row in tables.get("milestones", ()):
        action, due = actions.get(row.text("action")), row.day("due")
        end = action.day("due") if action else None
        if due and end and due > end:
            yield row.problem(
                "due",
                "milestone-after-action",
                f"The step is due on {due.isoformat()}, but its action is due before that, on {end.isoformat()}.",
                "Correct one of the two.",
            )


def _find_future_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for each thing that happened after the newest source of the package, which cannot tell of it."""
    newest = max((day for row in tables.get("sources", ()) if (day := row.day("published"))), default=None)
    for name, field in _HAPPENED.items():
        for row in tables.get(name, ()):
            day = row.day(field)
            if newest and day and day > newest:
                yield row.problem(
                    field,
                    "after-every-source",
                    f"The date {day.isoformat()} is after every source of the package: the newest was published on "
                    f"{newest.isoformat()}.",
                    "Correct the date, or add the source that tells of it to sources.csv.",
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
