"""What a change of a package alters: its tables before and after, row by row, by what the rows mean.

Rows belong together by the primary key of their schema, never by their line, so that the order of rows and columns,
line ends, quotation marks and the zeros behind a number say nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType

from builder.project.found import TableAsFound
from builder.project.schemas import LIST_SEPARATOR, TableSchema, references, table_schemas

Row = Mapping[str, str]
"""The cells of a row that say something, by the names of their columns, with numbers written in one way."""
Tables = Mapping[str, TableAsFound]
Renames = Mapping[str, Mapping[str, str]]
"""For each table, the short names of today by those of before."""

OBSERVATIONS, REVISIONS = "observations", "revisions"
_FIGURE = ("metric", "area", "breakdown", "group", "period_start", "period_duration")
_ENGLAND = "E92000001"


class Kind(StrEnum):
    """What happened to a row."""

    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    NEW = "new"


class Revision(StrEnum):
    """What the table of revisions says of a published figure that changed."""

    THERE = "there"
    MISSING = "missing"
    DISAGREES = "disagrees"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class AlteredRow:
    """A row that is not as it was. Of a row that is new, `old` is empty; of one that is gone, `new`."""

    table: str
    key: tuple[str, ...]
    """The cells of the primary key, as they are now, or were last."""
    kind: Kind
    old: Row
    new: Row
    row: int = 0
    """Its row in a spreadsheet now, the header being row 1; 0 where it is gone."""
    revision: Revision = Revision.NOT_NEEDED
    previous: Row | None = None
    """Of a new figure: the row of the period before it, in the same series."""
    england: Row | None = None
    """Of a new figure: England's for the same period."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns whose cells differ, in alphabetical order."""
        return tuple(sorted(name for name in {*self.old, *self.new} if self.old.get(name) != self.new.get(name)))

    @property
    def key_field(self) -> str:
        """The column of the short name, of a table that has one."""
        return str(table_schemas()[self.table].primary_key[0])

    @property
    def first_date(self) -> str:
        """The day on which an action was first due, as far as it was known; empty where none was."""
        return self.old.get("original_due") or self.old.get("due", "") if self.table == "actions" else ""

    @property
    def loses_first_date(self) -> bool:
        """Whether the day on which something is due moved, and its first day is no longer kept."""
        if self.kind not in (Kind.CHANGED, Kind.RENAMED) or not self.first_date:
            return False
        kept = self.new.get("original_due") or self.new.get("due", "")
        return not kept or kept > self.first_date

    @property
    def explains_date(self) -> bool:
        """Whether the reason is another one now: a slip in a date was never a promise, as it can say."""
        return "reason" in self.fields and bool(self.new.get("reason"))

    @property
    def loses_figure(self) -> bool:
        """Whether a figure was published, and its row has none now."""
        return self.kind is Kind.CHANGED and self.table == OBSERVATIONS and "value" in self.old.keys() - self.new.keys()


@dataclass(frozen=True, slots=True)
class AlteredPackage:
    """What is not as it was in one package."""

    name: str
    kind: Kind
    rows: tuple[AlteredRow, ...] = ()
    """In the order of tables and keys; none of a package that is new or gone."""
    counts: Mapping[str, int] | None = None
    """Of a package that is new or gone: how many rows each table has or had."""
    unread: tuple[str, ...] = ()
    """Tables that could not be compared, as they could not be read before or now."""


def renames(old: Tables, new: Tables) -> Renames:
    """Return what only its short name, or beside that its title, tells from what it was, in the tables of a package."""
    found = {}
    for table in sorted({*old, *new}):
        gone, come = _gone_and_come(_keyed(old.get(table)), _keyed(new.get(table)))
        if pairs := _renamed(table, gone, come):
            found[table] = {before[0]: after[0] for after, before in pairs.items()}
    return found


def altered_package(
    name: str, old: Tables | None, new: Tables | None, unread: Iterable[str], renamed: Renames = MappingProxyType({})
) -> AlteredPackage | None:
    """Return what is not as it was in a package; None where nothing is. A package that was not or is not is None.

    `renamed` says what has another short name, in this package or the one that it draws on: rows that name it by the
    new one are not altered by that.
    """
    if old is None or new is None:
        tables = new if old is None else old
        counts = {table: len(found.rows) for table, found in sorted((tables or {}).items())}
        return AlteredPackage(name, Kind.NEW if old is None else Kind.REMOVED, (), counts, tuple(sorted(unread)))
    skipped = tuple(sorted(set(unread)))
    rows: list[AlteredRow] = []
    for table in sorted({*old, *new}.difference(skipped)):
        before, after = _keyed(old.get(table), renamed), _keyed(new.get(table))
        rows += _altered_rows(table, before, after)
    about = _About(_rows(new, OBSERVATIONS), _rows(new, REVISIONS), _rows(new, "areas"))
    rows = [about.told(row) if row.table == OBSERVATIONS else row for row in rows]
    return AlteredPackage(name, Kind.CHANGED, tuple(rows), None, skipped) if rows or skipped else None


def figures_to_keep_quiet(package: AlteredPackage | None) -> frozenset[str]:
    """Return the metrics of which a figure was published that may have to be hidden today, so that none is repeated."""
    rows = package.rows if package else ()
    return frozenset(
        row.old.get("metric", "")
        for row in rows
        if row.table == OBSERVATIONS and row.old.get("value") and (row.new.get("status") == "c" or is_small(row.old))
    )


def is_small(row: Row) -> bool:
    """Return whether a figure is a whole number from 1 to 9, which can be a number of people."""
    try:
        value = Decimal(row.get("value") or "0")
    except InvalidOperation:
        return False
    return value in range(1, 10)


_Keyed = dict[tuple[str, ...], tuple[int, Row]]


def _keyed(table: TableAsFound | None, renamed: Renames = MappingProxyType({})) -> _Keyed:
    """Return the rows of a table and where they stand, by their keys; the second with one key has "2" behind it.

    With `renamed`, what they name has its short name of today; their own short names stay.
    """
    if table is None:
        return {}
    today = {field.name: renamed[target] for field in table.schema.fields if (target := references(field)) in renamed}
    rows = [(plain_row(table.schema, table.header, cells), index + 2) for index, cells in enumerate(table.rows)]
    if today:
        rows = [({name: _as_today(cell, today.get(name, {})) for name, cell in row.items()}, at) for row, at in rows]
    found: _Keyed = {}
    for row, place in sorted(rows, key=lambda one: (sorted(one[0].items()), one[1])):
        key = tuple(row.get(str(field), "") for field in table.schema.primary_key)
        copies = 1
        while (unique := key if copies == 1 else (*key, str(copies))) in found:
            copies += 1
        found[unique] = place, row
    return found


def _as_today(cell: str, names: Mapping[str, str]) -> str:
    return LIST_SEPARATOR.join(names.get(name, name) for name in cell.split(LIST_SEPARATOR)) if names else cell


def plain_row(schema: TableSchema, header: tuple[str, ...], cells: tuple[str, ...]) -> Row:
    """Return the cells of a row that say something, by their columns, with numbers written in one way."""
    numbers = {field.name for field in schema.fields if field.type in ("number", "integer")}
    written = ((name, _plain(cell, number=name in numbers)) for name, cell in zip(header, cells, strict=True))
    return {name: cell for name, cell in written if cell}


def _plain(cell: str, *, number: bool) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if number and text:
        try:
            value = Decimal(text)
        except InvalidOperation:
            return text
        return f"{value.normalize():f}" if value.is_finite() else text
    return text


def _rows(tables: Tables, name: str) -> tuple[Row, ...]:
    return tuple(row for _, row in _keyed(tables.get(name)).values())


def _altered_rows(table: str, old: _Keyed, new: _Keyed) -> Iterator[AlteredRow]:
    gone, come = _gone_and_come(old, new)
    renamed = _renamed(table, gone, come)
    for key in sorted({*old, *new}):
        if key in renamed.values():
            continue
        place, after = new.get(key, (0, {}))
        if key in renamed:
            yield AlteredRow(table, key, Kind.RENAMED, gone[renamed[key]], after, place)
        elif key not in new:
            yield AlteredRow(table, key, Kind.REMOVED, gone[key], {})
        elif key not in old:
            yield AlteredRow(table, key, Kind.NEW, {}, after, place)
        elif old[key][1] != after:
            yield AlteredRow(table, key, Kind.CHANGED, old[key][1], after, place)


def _gone_and_come(old: _Keyed, new: _Keyed) -> tuple[dict[tuple[str, ...], Row], dict[tuple[str, ...], Row]]:
    """Return the rows whose keys only the old table has, and those whose keys only the new one has."""
    gone = {key: row for key, (_, row) in old.items() if key not in new}
    return gone, {key: row for key, (_, row) in new.items() if key not in old}


def _renamed(
    table: str, gone: Mapping[tuple[str, ...], Row], come: Mapping[tuple[str, ...], Row]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the old key by the new one, where one row that is gone and one new row say the same but for their names.

    Those are the short name and, where nothing else is like it, the title. Rows without a short name of their own, such
    as figures, are another thing where their key is another.
    """
    if table == "populations":
        return {}
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for but in ((), ("title", "name")):
        same: dict[tuple[tuple[str, str], ...], tuple[list[tuple[str, ...]], list[tuple[str, ...]]]]
        same = defaultdict(lambda: ([], []))
        for place, rows in enumerate((gone, come)):
            for key, row in rows.items():
                if len(key) == 1 and key not in found and key not in found.values():
                    said = (item for item in row.items() if item[1] != key[0] and item[0] not in but)
                    same[tuple(sorted(said))][place].append(key)
        pairs = ((before, after) for rest, (before, after) in same.items() if len(rest) > len(but))
        found |= {after[0]: before[0] for before, after in pairs if len(before) == len(after) == 1}
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What is known besides a figure, to set it beside."""

    figures: tuple[Row, ...]
    revisions: tuple[Row, ...]
    areas: tuple[Row, ...]

    def told(self, one: AlteredRow) -> AlteredRow:
        """Return an altered figure with its revision, or with the figures to compare it with."""
        if one.kind is Kind.CHANGED and "value" in one.old and "value" in one.fields:
            return _with(one, revision=self._revision(one))
        if one.kind is Kind.NEW:
            return _with(one, previous=self._previous(one.new), england=self._england(one.new))
        return one

    def _revision(self, one: AlteredRow) -> Revision:
        if "value" not in one.new:
            return Revision.NOT_NEEDED
        mine = [row for row in self.revisions if figure_key(row) == figure_key(one.new)]
        # There may be several, each of which begins where the one before it ends.
        ends = any(row.get("new_value") == one.new["value"] for row in mine)
        begins = any(row.get("old_value") == one.old["value"] for row in mine)
        if ends and begins:
            return Revision.THERE
        return Revision.DISAGREES if ends or begins else Revision.MISSING

    def _previous(self, row: Row) -> Row | None:
        start = row.get("period_start", "")
        series = [one for one in self.figures if figure_key(one)[:4] == figure_key(row)[:4] and one.get("value")]
        earlier = [one for one in series if one.get("period_start", "") < start]
        return max(earlier, key=lambda one: one.get("period_start", ""), default=None)

    def _england(self, row: Row) -> Row | None:
        names = {area["area"] for area in self.areas if area.get("code") == _ENGLAND} | {"england"}
        if row.get("area") in names:
            return None
        rest = (figure_key(row)[0], *figure_key(row)[2:])
        found = (one for one in self.figures if one.get("area") in names and one.get("value"))
        return next((one for one in found if (figure_key(one)[0], *figure_key(one)[2:]) == rest), None)


def figure_key(row: Row) -> tuple[str, ...]:
    """Return what tells a figure from others, in its own row or in that of a revision."""
    return tuple(row.get(name, "") for name in _FIGURE)


def _with(
    one: AlteredRow,
    revision: Revision = Revision.NOT_NEEDED,
    previous: Row | None = None,
    england: Row | None = None,
) -> AlteredRow:
    return AlteredRow(one.table, one.key, one.kind, one.old, one.new, one.row, revision, previous, england)
