"""Which commitments a plan covers and under which priority, as dots: the facts, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder import wording
from builder.analysis.actions import ActionSummary
from builder.analysis.coverage import Covered, top_priority
from builder.model.plan import Priority

NAME = "coverage-picture"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many actions stand where a row and a column meet."""

    promised: int
    reported: int

    @property
    def together(self) -> int:
        """How many actions there are."""
        return self.promised + self.reported


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A commitment with its actions by column."""

    name: str
    cells: tuple[Cell, ...]
    note: str
    """What stands in place of dots where there is no action; else an empty text."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A picture of dots in rows and columns as facts."""

    name: str
    """Short name of the picture within its partnership, used for the part of a page that holds it."""
    title: str
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    key: tuple[tuple[bool, str], ...]
    """What a filled dot and a hollow one mean."""
    text_alternative: str


def coverage_matrix(commitments: Sequence[Covered], priorities: Sequence[Priority]) -> Matrix | None:
    """Return the national commitments against the top priorities that an action has, or None where there is nothing.

    An action of several priorities counts in the column of each.
    """
    actions = {one.action.action: one for covered in commitments for one in covered.actions}
    tops = {key: _tops(one, priorities) for key, one in actions.items()}
    columns = [one.title for one in priorities if any(one.title in mine for mine in tops.values())]
    if any(not mine for mine in tops.values()):
        columns.append(wording.NO_PRIORITY)
        tops = {key: mine or frozenset({wording.NO_PRIORITY}) for key, mine in tops.items()}
    if not columns:
        return None
    rows = tuple(_row(covered, columns, tops) for covered in commitments)
    title = wording.commitments_covered(sum(1 for one in commitments if one.actions), len(commitments))
    in_words = " ".join(f"{row.name}: {_in_words(row, columns)}." for row in rows)
    looks = {bool(cell.promised) for row in rows for cell in row.cells if cell.together}
    key = tuple((is_promised, words) for is_promised, words in wording.MATRIX_KEY if is_promised in looks)
    return Matrix(NAME, title, wording.MATRIX_SUBTITLE, tuple(columns), rows, key, f"{title}. {in_words}")


def _tops(one: ActionSummary, priorities: Sequence[Priority]) -> frozenset[str]:
    known = {priority.priority: priority for priority in priorities}
    return frozenset(top_priority(known[key], priorities).title for key in one.action.priorities if key in known)


def _row(covered: Covered, columns: Sequence[str], tops: dict[str, frozenset[str]]) -> MatrixRow:
    cells = []
    for column in columns:
        here = [one for one in covered.actions if column in tops[one.action.action]]
        cells.append(Cell(sum(one.is_promise for one in here), sum(one.is_reported for one in here)))
    note = "" if covered.actions else wording.RESULTS_ALONE if covered.results else wording.NO_ACTION
    return MatrixRow(covered.title, tuple(cells), note)


def _in_words(row: MatrixRow, columns: Sequence[str]) -> str:
    found = [
        f"{column}, {wording.basis_counts(cell.promised, cell.reported)}"
        for column, cell in zip(columns, row.cells, strict=True)
        if cell.together
    ]
    return "; ".join(found) or row.note
