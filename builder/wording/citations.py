"""Cells of tables as words that can stand in the middle of a sentence."""

from datetime import date
from decimal import Decimal

from builder.analysis.change_tests import Chance
from builder.analysis.changes import Change, Direction
from builder.model.measures import Bound, Cell
from builder.wording.changes import size_in_prose
from builder.wording.numbers import NOT_PUBLISHED, bounded, number, pounds
from builder.wording.time import day
from builder.wording.verdicts import chance_label


def change_in_prose(change: Change, chance: Chance | None) -> str:
    """Return a change inside a sentence, such as "up 9.6%", with a word of care unless it is more than chance."""
    match change.direction:
        case Direction.SAME:
            return "no change"
        case Direction.UNKNOWN:
            return "change not known"
    moved = f"{change.direction.value} {size_in_prose(change) or ('from zero' if change.has_size else '')}".strip()
    return moved if chance is Chance.MORE_THAN_CHANCE or chance is None else f"{moved} ({chance_label(chance)})"


def due_day(value: Cell) -> str:
    """Return the day by which something is due, or that it is not published."""
    return day(value) if isinstance(value, date) else NOT_PUBLISHED


def money(value: Cell) -> str:
    """Return a sum of money, or that it is not published."""
    return pounds(value) if isinstance(value, Decimal) else NOT_PUBLISHED


def finding_figure(value: Cell, unit: str, bound: str = "") -> str:
    """Return the figure of a finding with its unit and the source's hedge, or that it is not published."""
    return bounded(Bound(bound) if bound else None, _with_unit(value, unit))


def _with_unit(value: Cell, unit: str) -> str:
    if not isinstance(value, Decimal):
        return NOT_PUBLISHED
    match unit:
        case "percent":
            return f"{number(value)}%"
        case "pounds":
            return pounds(value)
        case "years":
            return f"{number(value)} years"
        case "ratio":
            return f"{number(value)} times"
        case _:
            return number(value)
