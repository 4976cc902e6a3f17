"""How a question about a cell is asked, and how an officer answers it: in the note of the row.

An answer gives what the cell says and why: "20,060 is right: three services report together since April 2023."
It is published, as readers wonder too. Once the cell says something else, the question is asked again.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from builder.model.measures import Cell
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

ANSWERS = ("note", "reason")
"""The columns in which a row can say why its cells are as they are."""
_SMALL = 10
_FEWEST_WORDS = 3
"""How many words besides the figure make a reason."""


def ask(row: TypedRow, field: str, cause: str, fault: str, remedy: str) -> Iterator[Problem]:
    """Yield a question about a cell, unless the row answers it; where it can, the question says how."""
    if is_answered(row, field):
        return
    column = next((column for column in ANSWERS if column in row.cells), "")
    said = row[field]
    how = f' If it is right, say so and why in "{column}": "{_said(said)} is right: …".' if column else ""
    if column and isinstance(said, Decimal) and 0 < said < _SMALL and said == said.to_integral_value():
        # It may be of few people, so that no message repeats it.
        how = f' If it is right, give it in "{column}" again, and say why.'
    yield row.problem(field, cause, fault, f"{remedy}{how}", Level.ASK)


def is_answered(row: TypedRow, field: str) -> bool:
    """Return whether the row's note gives what the cell says, with a reason."""
    said = row[field]
    if said in (None, "", ()):
        return False
    forms = {str(said), _said(said)} - {""}
    if isinstance(said, Decimal):
        forms |= {f"{said:f}", f"{said.normalize():f}", f"{said.normalize():,f}"}
    any_form = re.compile(
        r"(?<![\w.,])(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")(?![\w]|[.,]\d)",
        re.IGNORECASE,
    )
    for column in ANSWERS:
        note = row.text(column) if column in row.cells and column != field else ""
        if any_form.search(note) and len(re.findall(r"[^\W\d_]+", any_form.sub(" ", note))) >= _FEWEST_WORDS:
            return True
    return False


def _said(said: Cell) -> str:
    """Return what a cell says as a person writes it: 20,060, or 1 October 2022."""
    match said:
        case Decimal():
            return f"{said:,f}"
        case int():
            return f"{said:,}"
        case date():
            return f"{said.day} {said:%B} {said.year}"
        case str():
            return said
    return ""
