"""Holds a package against what was published: a value that changed, a promise that moved, a row that is gone.

Most of it can be right, so that it is asked about. What needs no reason to be mended is an error.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.altered import (
    OBSERVATIONS,
    REVISIONS,
    AlteredPackage,
    AlteredRow,
    Kind,
    Revision,
    figure_key,
    plain_row,
)
from builder.project.found import TableAsFound
from builder.project.problems import Level, Place, Problem, listed, shortened
from builder.wording.altered import Known, old_value, ready_revision, row_name, shown_value

ASKED_OF_CHANGES = frozenset(
    {"package-removed", "value-withdrawn", "value-without-revision", "first-date-lost", "rows-removed"}
)
"""The causes of questions that a report on what changed says of itself."""
_MOST_NAMED = 3
"""How many rows that are gone a message names."""
_MOST_ASKED = 10
"""How many figures of a package are asked about one by one."""
_REASON = 'say in "reason" why it changed'
_KEPT: Mapping[str, str] = {
    OBSERVATIONS: (
        "Is that meant? A figure that is no longer shown can keep its row: empty its numbers, write x in "
        '"status", and say why in "note".'
    ),
    "actions": (
        "Is that meant? A promise that is no longer pursued can keep its row, so that readers see what became of it: "
        'write "stopped" in "status", and say why in "reason".'
    ),
    REVISIONS: "Is that meant? Readers rely on it to learn that a figure changed.",
}
_GONE = "Is that meant? If so, say why in the pull request, for whoever approves it."


@dataclass(frozen=True, slots=True)
class _Package:
    """A package that is not as it was published."""

    folder: str
    tables: Mapping[str, TableAsFound]
    """Its tables of today."""
    known: Known

    def place(self, row: AlteredRow, field: str) -> Place:
        """Return the place of a cell of an altered row that is still there, or of its row without that column."""
        table = self.tables[row.table]
        return table.place(row.row - 2, field if field in table.columns else table.header[0])


def find_published_problems(
    package: AlteredPackage, folder: str, tables: Mapping[str, TableAsFound], known: Known
) -> Iterator[Problem]:
    """Yield a problem for what a package, at the path `folder`, alters in what was published without a trace of it."""
    if package.kind is Kind.REMOVED:
        fault = "This package was published, and is gone."
        yield Problem(Place(folder), "package-removed", fault, _GONE, Level.ASK)
        return
    one = _Package(folder, tables, known)
    yield from _find_values(one, [row for row in package.rows if row.table == OBSERVATIONS], package.name)
    for row in package.rows:
        if row.loses_first_date:
            yield _lost_date(one, row)
    gone: dict[str, list[AlteredRow]] = {}
    for row in package.rows:
        if row.kind is Kind.REMOVED:
            gone.setdefault(row.table, []).append(row)
    for table, rows in gone.items():
        yield _removed(one, table, rows)


def _find_values(one: _Package, rows: Sequence[AlteredRow], name: str) -> Iterator[Problem]:
    for row in rows:
        if row.loses_figure and row.new.get("status") != "c" and "note" not in row.fields:
            fault = f"This figure was published as {_old(one, row)}, and has no value now."
            remedy = 'Is that meant? If so, say why in "note".'
            yield Problem(one.place(row, "value"), "value-withdrawn", fault, remedy, Level.ASK)
        elif row.revision is Revision.DISAGREES:
            yield from _find_other_start(one, row)
    missing = [row for row in rows if row.revision is Revision.MISSING]
    for row in missing[:_MOST_ASKED]:
        fault, remedy = _without_revision(one, row, name)
        yield Problem(one.place(row, "value"), "value-without-revision", fault, remedy, Level.ASK)
    more = missing[_MOST_ASKED:]
    if more:
        fault = f"{len(more):,} more published figures from here on changed, without a row in revisions.csv."
        remedy = f"The list of what changed has the rows to paste: {_REASON}, in each."
        yield Problem(one.place(more[0], "value"), "value-without-revision", fault, remedy, Level.ASK)


def _old(one: _Package, row: AlteredRow) -> str:
    return "another number" if one.known.errors else old_value(row.old)


def _find_other_start(one: _Package, row: AlteredRow) -> Iterator[Problem]:
    """Yield a problem for the revision that ends with a figure's value, but began with another than was published.

    One that ends with another value disagrees with the package itself, which another rule says.
    """
    table = one.tables[REVISIONS]
    for index, cells in enumerate(table.rows):
        revision = plain_row(table.schema, table.header, cells)
        if figure_key(revision) == figure_key(row.new) and revision.get("new_value") == row.new["value"]:
            fault = f"This figure was published as {_old(one, row)}, and this cell says otherwise."
            remedy = "Write what was published last, or add a row for each change between."
            yield Problem(table.place(index, "old_value"), "revision-of-another-value", fault, remedy)


def _without_revision(one: _Package, row: AlteredRow, name: str) -> tuple[str, str]:
    """Return what is asked of a published figure that changed, with the row to paste."""
    if one.known.errors:
        fault = "This figure was published with another value, and no row of revisions.csv says that it changed."
        return fault, f"Once the check finds no error, the row to add is given here. In it, {_REASON}."
    fault = (
        f"This figure was published as {old_value(row.old)} and is {shown_value(row.new)} now, without a row in "
        "revisions.csv."
    )
    header, ready = ready_revision(row, name, one.known)
    rows = f"two rows to a new file revisions.csv. First: {header} Then" if header else "this row to revisions.csv"
    return fault, f"Is the new one right? If so, {_REASON}, and add {rows}: {ready}"


def _lost_date(one: _Package, row: AlteredRow) -> Problem:
    first = shortened(row.first_date)
    fault = f"This action was first due on {first}. The day has moved, and the first one is no longer kept."
    remedy = f'Write {first} into "original_due", and say in "reason" why it moved.'
    place = one.place(row, "original_due")
    if row.explains_date:
        return Problem(place, "first-date-lost", fault, f"Was it never promised? If it was: {remedy}", Level.ASK)
    slip = 'If it was only a slip and never promised, say that in "reason".'
    return Problem(place, "first-date-lost", fault, f"{remedy} {slip}")


def _removed(one: _Package, table: str, rows: Sequence[AlteredRow]) -> Problem:
    named = [row_name(row, one.known) for row in rows[:_MOST_NAMED]]
    more = len(rows) - _MOST_NAMED
    named += [f"{more:,} more"] if more > 0 else []
    fault = (
        f"A row that was published is gone: {named[0]}."
        if len(rows) == 1
        else f"{len(rows):,} rows that were published are gone: {listed(named)}."
    )
    return Problem(Place(f"{one.folder}/{table}.csv"), "rows-removed", fault, _KEPT.get(table, _GONE), Level.ASK)
