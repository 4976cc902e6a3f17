"""The rule that no other table prints what is hidden in the observations."""

from collections.abc import Iterator, Mapping

from builder.disclosure.rules.counts import Holding, PublishedCell, Subject
from builder.disclosure.rules.printed import printed
from builder.project.problems import Level, Problem

CAUSE = "hidden-figure-repeated"


def hidden_cells(holdings: tuple[Holding, ...]) -> dict[Subject, PublishedCell]:
    """Return every hidden figure of every package by its cell, however it was counted."""
    return {f.cell.any_method: f for holding in holdings for f in holding.figures if f.hidden}


def find_repeats(holding: Holding, hidden: Mapping[Subject, PublishedCell]) -> Iterator[Problem]:
    """Yield a problem for each place of a package that prints a figure, or a change, of a hidden cell."""
    told: set[tuple[str, int, str]] = set()
    for one in printed(holding):
        figure = hidden.get(one.cell)
        where = (one.row.table.path, one.row.index, one.field)
        if figure is None or one.kind == "denominator" or where in told:
            continue
        told.add(where)
        what = "a change from or to" if one.kind == "change" else "a figure for"
        yield one.row.problem(
            one.field,
            CAUSE,
            f"This cell prints {what} a cell that is hidden in row {figure.row.index + 2} of "
            f"{figure.row.table.path.rsplit('/', 1)[-1]}.",
            'Empty this cell, and write x in "baseline_status".'
            if one.field == "baseline_value"
            else "Empty this cell.",
        )
    yield from _find_other_methods(holding)


def _find_other_methods(holding: Holding) -> Iterator[Problem]:
    """Yield a warning for each hidden figure of which a row shows what another method counted."""
    shown = {f.cell.any_method: f for f in holding.figures if f.number("value") is not None}
    for figure in holding.figures:
        other = shown.get(figure.cell.any_method)
        if figure.hidden and other:
            fault = (
                f"This figure is hidden, but row {other.row.index + 2} shows the same, counted by another method. "
                "If both methods count much the same, it gives the figure away."
            )
            remedy = f"If they do, hide row {other.row.index + 2} too. If they do not, leave it as it is."
            yield figure.row.problem("value", "hidden-by-one-method", fault, remedy, Level.WARNING)
