"""Cells of tables as words that can stand in the middle of a sentence."""

from datetime import date
from decimal import Decimal

from builder.model import Bound, Cell
from builder.statistics import Change, Direction
from builder.wording.certainty import judged
from builder.wording.changes import signed_change
from builder.wording.figures import NOT_PUBLISHED, bounded, number, pounds
from builder.wording.time import day


def change_in_prose(change: Change) -> str:
    """Return a change inside a sentence, such as "up 9.6%", with a word of care where it is not clear."""
    moved = signed_change(change)
    return moved if change.is_clear or change.direction is Direction.SAME else f"{moved} ({judged(change.judgement)})"


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
