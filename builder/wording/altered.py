"""What a change of the packages alters, in words: a verdict, then for each package what is gone, changed and new."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from builder.analysis.altered import (
    OBSERVATIONS,
    REVISIONS,
    AlteredPackage,
    AlteredRow,
    Kind,
    Revision,
    Row,
    is_small,
)
from builder.model.measures import Period
from builder.project.problems import shortened
from builder.project.schemas import choices, references, table_schemas
from builder.wording.numbers import counted, listed
from builder.wording.seen import NOTHING_SEEN, Seen, SeenOfPackage
from builder.wording.time import day, period

NOTHING = "Nothing has changed in the packages."
_READY = "Ready: no row that changed needs a decision."
SMALL = "a number below 10 (not repeated here)"
_MOST_NAMED = 30
"""How many rows of one table and one kind are named."""
_LONGEST_NAME = 60
_PROMISED_NUMBERS = frozenset({("targets", "target_value"), ("funding", "pounds")})
"""Numbers that were promised or paid, and count no people there were, by their tables and columns."""

_WITH_PAGES = frozenset({"metrics", "actions"})
"""The tables whose rows have a page of their own, with their short name in its address."""


@dataclass(frozen=True, slots=True)
class Told:
    """Lines below a heading; `paste` are rows of CSV to copy, without their header."""

    heading: str
    lines: tuple[str, ...]
    paste: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of a change."""

    verdict: str
    parts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the words need beside the rows."""

    errors: int
    """How many errors the check finds now. With any, no figure is repeated: it may be one that must be hidden."""
    names: Mapping[str, str]
    """Titles of packages, metrics and areas, by their short names."""
    revision_columns: Mapping[str, Sequence[str]]
    """For each package with a table of revisions, its columns in their order."""
    today: date


def report(
    packages: Sequence[AlteredPackage],
    known: Known,
    texts: Mapping[str, Sequence[str]] = MappingProxyType({}),
    seen: Seen = NOTHING_SEEN,
) -> Report:
    """Return what is said of the packages that are not as they were, of their texts, given by package, and of the site.

    `seen` says what readers see otherwise of them and of other packages.
    """
    if not packages and not texts and seen == NOTHING_SEEN:
        return Report(_faulty(known.errors) if known.errors else NOTHING, ())
    whole = {one.name for one in packages if one.kind is not Kind.CHANGED}
    parts = [part for one in packages for part in _parts(one, known, seen.packages.get(one.name))]
    parts += [
        Told(f"{_named(known, name)}: texts to read", tuple(f"{shortened(file)} changed." for file in files))
        for name, files in texts.items()
        if name not in whole
    ]
    own = {one.name for one in packages} | {*texts}
    for name, moved in seen.packages.items():
        if name not in own:
            heading = f"{moved.title}: what moves, though its own data did not change"
            parts.append(Told(heading, _first((*moved.headings, *moved.standings))))
    parts += _pages(seen)
    return Report(_verdict(packages, known, len(seen.gone)), tuple(parts))


def _pages(seen: Seen) -> Iterator[Told]:
    for addresses, one, many in (
        (seen.gone, "page is gone: links to it lead nowhere", "pages are gone: links to them lead nowhere"),
        (seen.new, "page is new", "pages are new"),
    ):
        if addresses:
            yield Told(counted(len(addresses), one, many), _first(addresses))
    lines = _first([address or "the home page" for address in seen.changed])
    if seen.dated:
        more = counted(seen.dated, "page that only speaks", "pages that only speak")
        lines = (*lines, f"besides, {more} of another day")
    if lines:
        yield Told(counted(len(seen.changed), "page says something else", "pages say something else"), lines)


def _first(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first lines, and how many more there are."""
    more = len(lines) - _MOST_NAMED
    return (*lines[:_MOST_NAMED], *([f"and {more:,} more"] if more > 0 else []))


def _verdict(packages: Sequence[AlteredPackage], known: Known, pages_gone: int) -> str:
    rows = [row for one in packages for row in one.rows]
    fixes = _some(
        (known.errors, "error of the check", "errors of the check"),
        (
            sum(row.loses_first_date and not row.explains_date for row in rows),
            "due date that moved without its first day kept",
            "due dates that moved without their first days kept",
        ),
        (
            sum(row.revision is Revision.DISAGREES for row in rows),
            "revision that disagrees with its figure",
            "revisions that disagree with their figures",
        ),
    )
    decisions = _some(
        (sum(one.kind is Kind.REMOVED for one in packages), "removed package", "removed packages"),
        (sum(row.kind is Kind.REMOVED for row in rows), "removed row", "removed rows"),
        (
            sum(row.loses_first_date and row.explains_date for row in rows),
            "due date whose first day is gone, with a reason",
            "due dates whose first days are gone, with a reason",
        ),
        (
            sum(row.loses_figure for row in rows),
            "figure that is no longer published",
            "figures that are no longer published",
        ),
        (
            sum(row.revision is Revision.MISSING for row in rows),
            "published figure that changed without a revision",
            "published figures that changed without a revision",
        ),
        (
            sum(len(one.unread) for one in packages),
            "table that could not be compared",
            "tables that could not be compared",
        ),
        (pages_gone, "page that goes away", "pages that go away"),
    )
    said = [f"Needs a fix: {listed(fixes)}."] if fixes else []
    said += [f"Needs a decision: {listed(decisions)}."] if decisions else []
    return " ".join(said) or _READY


def with_questions(verdict: str, number: int) -> str:
    """Return a verdict with how many questions of the check are to be answered."""
    if not number:
        return verdict
    questions = counted(number, "question of the check", "questions of the check")
    return f"Needs a decision: {questions}." if verdict == _READY else f"{verdict} To answer: {questions}."


def _faulty(errors: int) -> str:
    return f"Needs a fix: {counted(errors, 'error of the check', 'errors of the check')}."


def _some(*counts: tuple[int, str, str]) -> list[str]:
    return [counted(count, one, many) for count, one, many in counts if count]


def _parts(one: AlteredPackage, known: Known, seen: SeenOfPackage | None) -> Iterator[Told]:
    name = _named(known, one.name)
    if one.kind is not Kind.CHANGED:
        counts = one.counts or {}
        tables = listed([f"{counted(rows, 'row')} in {table}" for table, rows in counts.items()]) or "no table"
        yield Told(
            f"{name}: the whole package is {one.kind.value}",
            (f"It {'has' if one.kind is Kind.NEW else 'had'} {tables}.",) if counts else (),
        )
        return
    figures = [row for row in one.rows if row.table == OBSERVATIONS]
    others = [row for row in one.rows if row.table != OBSERVATIONS]
    if one.unread:
        lines = tuple(f"{table}: it could not be read, before or now." for table in one.unread)
        yield Told(f"{name}: not compared", lines)
    gone = [row for row in (*figures, *others) if row.kind is Kind.REMOVED]
    yield from _told(f"{name}: removed", gone, lambda row: f"{row.table}: {row_name(row, known)}.")
    changed = [row for row in figures if row.kind is not Kind.REMOVED and row.kind is not Kind.NEW]
    for part in _told(f"{name}: published figures changed", changed, lambda row: _changed_figure(row, known)):
        ready = [ready_revision(row, one.name, known) for row in changed if row.revision is Revision.MISSING]
        # A new table of revisions begins with the names of the columns.
        paste = [*filter(None, [header for header, _ in ready][:1]), *(cells for _, cells in ready)]
        yield Told(part.heading, part.lines, tuple(paste) if not known.errors else ())
    new = [row for row in figures if row.kind is Kind.NEW]
    yield from _told(f"{name}: new figures", new, lambda row: _new_figure(row, known))
    if seen and seen.headings:
        yield Told(f"{name}: headings of figures, before and now", _first(seen.headings))
    made = [row for row in others if row.kind is Kind.NEW and row.table == "actions"]
    yield from _told(f"{name}: promises made", made, lambda row: f"{row.table}: {row_name(row, known)}.")
    dates = [row for row in others if row.kind in (Kind.CHANGED, Kind.RENAMED) and row.table == "actions"]
    yield from _told(f"{name}: promises changed", dates, lambda row: _changed(row, known))
    if seen and seen.standings:
        yield Told(f"{name}: promises and targets that stand otherwise", _first(seen.standings))
    rest = [row for row in others if row not in dates and row.kind in (Kind.CHANGED, Kind.RENAMED)]
    yield from _told(f"{name}: other rows changed", rest, lambda row: _changed(row, known))
    added = [row for row in others if row.kind is Kind.NEW and row not in made]
    yield from _told(f"{name}: other new rows", added, lambda row: f"{row.table}: {row_name(row, known)}.")


def _told(heading: str, rows: Sequence[AlteredRow], words: Callable[[AlteredRow], str]) -> Iterator[Told]:
    """Yield one part, where there are rows. Of each table only the first rows are named, and the others counted."""
    lines: list[str] = []
    for table in dict.fromkeys(row.table for row in rows):
        mine = [row for row in rows if row.table == table]
        lines += [words(row) for row in mine[:_MOST_NAMED]]
        more = len(mine) - _MOST_NAMED
        lines += [f"{table}: and {counted(more, 'more row')}."] if more > 0 else []
    if lines:
        yield Told(heading, tuple(lines))


def row_name(row: AlteredRow, known: Known) -> str:
    """Return what a row is about, in words."""
    cells = row.new or row.old
    if row.table not in (OBSERVATIONS, REVISIONS):
        return shortened(", ".join(filter(None, row.key)), _LONGEST_NAME) or "a row without a short name"
    parts = [_named(known, cells.get("metric", "")), _named(known, cells.get("area", "")), cells.get("group", "")]
    return ", ".join(filter(None, (*map(shortened, parts), _when(cells))))


def _when(cells: Row) -> str:
    try:
        return period(Period(date.fromisoformat(cells["period_start"]), cells["period_duration"]))
    except (KeyError, ValueError, OverflowError):
        return shortened(cells.get("period_printed", "") or cells.get("period_start", "") or "no dates")


def _changed_figure(row: AlteredRow, known: Known) -> str:
    which = f"{row_name(row, known)} (row {row.row})"
    if "value" not in row.fields:
        return f"{which}: {listed(row.fields)} changed; the figure did not."
    if known.errors:
        return f"{which}: the figure changed. It is shown here once the check finds no error."
    if "value" not in row.new:
        return f"{which}: the figure is no longer published."
    if "value" not in row.old:
        return f"{which}: {shown_value(row.new)}, where there was no figure."
    told = {
        Revision.THERE: "Its row in revisions.csv is there.",
        Revision.MISSING: "It has no row in revisions.csv.",
        Revision.DISAGREES: "Its row in revisions.csv has another old or new value.",
    }.get(row.revision, "")
    return f"{which}: {old_value(row.old)} becomes {shown_value(row.new)}{_by(row)}. {told}".strip()


def _by(row: AlteredRow) -> str:
    """Return by how much a figure changed; empty where the old one is not repeated."""
    old, new = _decimal(row.old.get("value", "")), _decimal(row.new.get("value", ""))
    if old is None or new is None or is_small(row.old):
        return ""
    sign = "+" if new > old else "−"
    return f" ({sign}{abs(new - old):,f})"


def _new_figure(row: AlteredRow, known: Known) -> str:
    which = f"{row_name(row, known)} (row {row.row})"
    if known.errors:
        return f"{which}: it is shown here once the check finds no error."
    beside = [f"{_when(row.previous)}: {shown_value(row.previous)}"] if row.previous else []
    beside += [f"England: {shown_value(row.england)}"] if row.england else []
    compared = f" ({'; '.join(beside)})" if beside else ""
    return f"{which}: {shown_value(row.new)}{compared}."


def _changed(row: AlteredRow, known: Known) -> str:
    which = f"{row.table}: {row_name(row, known)} (row {row.row})"
    own_name = row.key_field if row.kind is Kind.RENAMED else ""
    told = [_changed_cell(row, field, repeated=not known.errors) for field in row.fields if field != own_name]
    if row.kind is Kind.RENAMED:
        told = [f'its short name was "{shortened(row.old.get(own_name, ""), _LONGEST_NAME)}"', *told]
    lost = ""
    if row.loses_first_date:
        first = shortened(row.first_date)
        lost = f" Write {first} into original_due, and say why in reason."
        if row.explains_date:
            lost = f" Does the reason say that {first} was never promised?"
    moved = " Its page has a new address." if row.kind is Kind.RENAMED and row.table in _WITH_PAGES else ""
    return f"{which}: {listed(told)}.{moved}{lost}"


def _changed_cell(row: AlteredRow, name: str, *, repeated: bool) -> str:
    """Return what became of a cell. Texts are not repeated, as somebody may be named in them; nor other numbers."""
    if (row.table, name) in _PROMISED_NUMBERS and repeated:
        old, new = (_decimal(cells.get(name, "")) for cells in (row.old, row.new))
        return f"{name} from {_number_or_nothing(old)} to {_number_or_nothing(new)}"
    field = next((one for one in table_schemas()[row.table].fields if one.name == name), None)
    if field is None or not (field.type == "date" or choices(field) or references(field)):
        return f"{name} changed"
    before, after = (_cell(cells.get(name, "")) for cells in (row.old, row.new))
    return f"{name} from {before} to {after}"


def _number_or_nothing(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value:,f}"


def _cell(text: str) -> str:
    try:
        return day(date.fromisoformat(text)) if text else "nothing"
    except ValueError:
        return shortened(text)


def old_value(row: Row) -> str:
    """Return a figure that was published, or that it is a small number: what was shown then may be hidden today."""
    return SMALL if is_small(row) else shown_value(row)


def shown_value(row: Row) -> str:
    """Return the value of a figure, or that it has none."""
    value = _decimal(row.get("value", ""))
    if value is None:
        status = row.get("status", "")
        return f'no figure (status "{shortened(status)}")' if status else "no figure"
    return f"{value:,f}"


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def ready_revision(row: AlteredRow, package: str, known: Known) -> tuple[str, str]:
    """Return a row for the table of revisions, in the order of the package's own columns; the reason is missing.

    Before it stands the row with the names of the columns, empty where the table is there.
    """
    start = row.new.get("period_start", "")
    short = f"{row.new.get('metric', '')}-{row.new.get('area', '')}"[: _LONGEST_NAME - 11].rstrip("-")
    cells = {
        **{name: row.new.get(name, "") for name in ("metric", "area", "breakdown", "group")},
        "revision": f"{short}-{start}" if start else short,
        "period_start": start,
        "period_duration": row.new.get("period_duration", ""),
        "old_value": "" if is_small(row.old) else row.old["value"],
        "new_value": row.new["value"],
        "revised_on": known.today.isoformat(),
        "reason": "WRITE HERE WHY IT CHANGED",
    }
    own = known.revision_columns.get(package)
    columns = own or table_schemas()[REVISIONS].field_names
    return "" if own else _csv(columns), _csv(shortened(cells.get(column, ""), 200) for column in columns)


def _csv(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def _named(known: Known, name: str) -> str:
    return shortened(known.names.get(name) or name)
