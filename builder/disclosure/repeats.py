"""The rule that no other table, and no note, prints what is hidden in the observations."""

import re
from collections.abc import Iterator, Mapping

from builder.disclosure.counts import Cell, Figure, Holding
from builder.disclosure.printed import printed
from builder.problems import Problem

CAUSE = "hidden-figure-repeated"

_REMEDIES = {"baseline_value": 'Empty this cell, and write x in "baseline_status".'}

_NUMBER = re.compile(r"(?<![\w.,£-])[0-9]+(?:[.,][0-9]+)*%?(?![\w-])")
_HARMLESS = re.compile(
    r"\b(?:tables?|pages?|sections?|paragraphs?|figures?|slides?|rows?|notes?|appendix|ages?|aged)\s+[0-9]+(?:\.[0-9]+)*"
    r"(?:\s*(?:,|and|to|or)\s*[0-9]+(?:\.[0-9]+)*)*|\b[0-9]{1,2}\s+(?=(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b)|\b(?:19|20)[0-9]{2}(?:\s*(?:/|-|to)\s*[0-9]{2,4})?\b",
    re.IGNORECASE,
)
"""Numbers that say where or when something stands."""


def hidden_cells(holdings: tuple[Holding, ...]) -> dict[Cell, Figure]:
    """Return every hidden figure of every package by its cell, however it was counted."""
    return {f.cell.any_method: f for holding in holdings for f in holding.figures if f.hidden}


def find_repeats(holding: Holding, hidden: Mapping[Cell, Figure]) -> Iterator[Problem]:
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
    for figure in holding.figures:
        if figure.hidden and _NUMBER.search(_HARMLESS.sub("", figure.row.text("note"))):
            fault = "This figure is hidden, but its note holds a number."
            yield figure.row.problem("note", CAUSE, fault, "Take the number out of the note.")
