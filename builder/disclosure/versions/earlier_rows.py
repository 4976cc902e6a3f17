"""Turns the rows of earlier versions into figures: what each version said that the tables of today do not say."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from builder.disclosure.rules.counts import AuditedMetric, Holding, PublishedCell, RowKey, Subject, key_of
from builder.disclosure.rules.policy import THINGS
from builder.disclosure.rules.row_facts import can_be_few
from builder.disclosure.versions.old_tables import KINDS, OldRow, OldRows, OldTable, days_meant, plain, read_old
from builder.project.found import TableAsFound
from builder.project.personal_data import without_personal_data
from builder.project.schemas import LIST_SEPARATOR, Field, holds_list, table_schemas
from builder.project.typed import TypedRow

OBSERVATIONS = "observations"

_WRITTEN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NOT_PART_OF_A_NUMBER = str.maketrans("", "", ",£% \N{NO-BREAK SPACE}")
_NO_TEXT = (b"version https://git-lfs.", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files begin that git keeps elsewhere, and spreadsheets whatever they are called."""
_NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


@dataclass(frozen=True, slots=True)
class TableVersion:
    """A table as it was in some commit."""

    commit: str
    """The commit that brought it, by its first eight letters and digits."""
    name: str
    """The name of its file, without folder."""
    content: bytes
    elsewhere: bool = False
    """Whether it stood outside the folder of packages, and so may be about another one."""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """One version of the observations, as far as it differs from those of today."""

    commit: str
    gone: tuple[PublishedCell, ...]
    """Its figures that today's table does not hold, or holds otherwise."""
    changed: frozenset[RowKey]
    """The rows of today, by path and position, that it does not hold, or holds otherwise."""
    revised: frozenset[RowKey]
    """Those of them that it holds with another figure."""


class Past:
    """What the earlier versions of a package's tables said."""

    def __init__(self, holding: Holding, now: Mapping[str, bytes], versions: Iterable[TableVersion]) -> None:
        """Take a package of today, its tables as they stand, and every version of them, oldest first."""
        self.holding = holding
        self._now = {kind: read_old(content, kind) for kind, content in now.items()}
        self._rows: dict[str, OldRows] = {}
        self._figures: dict[OldRow, PublishedCell | None] = {}
        self._observations: list[tuple[str, tuple[OldRow, ...], frozenset[int]]] = []
        self.rows: dict[str, dict[OldRow, None]] = {}
        """Every row of any version that is not a row of today, by its table, oldest first."""
        self.elsewhere: set[OldRow] = set()
        """Those of them that only files outside the folder of packages held."""
        self._names_of_areas: dict[str, str] = {}
        """What areas are called today, by what they were called once: their codes tell, or else their names."""
        self._names_of_metrics: dict[str, str] = {}
        """What metrics are called today, by what they were called once: their titles tell."""
        self._gone_metrics: dict[str, AuditedMetric] = {}
        """The metrics that are gone, by their plain short names, as far as it matters here."""
        self.unread: list[tuple[str, str]] = []
        """The names and commits of files that are called like a table, but that nobody could read as one."""
        for version in versions:
            self._take(version)

    def _take(self, version: TableVersion) -> None:
        name = version.name.rsplit(".", 1)[0].casefold()
        table = read_old(version.content, name)
        if not table.kind:
            if version.content.startswith(_NO_TEXT) or (name in KINDS and version.content.strip()):
                self.unread.append((version.name, version.commit))
            return
        if table.kind not in self._rows:
            self._rows[table.kind] = OldRows(self._now.get(table.kind) or OldTable(table.kind, (), "", (), 0))
        if table.kind in {"areas", "metrics"}:
            (self._take_names if table.kind == "areas" else self._take_metrics)(table)
            return
        found = self._rows[table.kind].beyond(table, version.commit, version.name)
        if version.elsewhere:
            self.elsewhere.update(row for row in found if row not in self.rows.get(table.kind, {}))
        else:
            self.elsewhere.difference_update(found)
        self.rows.setdefault(table.kind, {}).update(dict.fromkeys(found))
        if table.kind == OBSERVATIONS and found:
            lacking = frozenset(self._rows[OBSERVATIONS].lacking(table))
            self._observations.append((version.commit, found, lacking))

    @cached_property
    def shares(self) -> frozenset[str]:
        """The metrics of which some version prints a number above or below the line that can mean few people."""
        rows = self.rows.get(OBSERVATIONS, ())
        told = (self._figure(row) for row in rows if row.cells.get("numerator") or row.cells.get("denominator"))
        return frozenset(one.cell.metric for one in told if one and not one.measure.is_count and can_be_few(one))

    def _take_names(self, table: OldTable) -> None:
        rows = self.holding.own.get("areas", ())
        by_code = {row.text("code"): row.text("area") for row in rows if row.text("code")}
        by_name = {plain(row.text("name")): row.text("area") for row in rows}
        for _, cells in table.rows():
            area, code = plain(cells.get("area", "")), cells.get("code", "").strip().upper()
            today = by_code.get(code) if code in by_code else by_name.get(plain(cells.get("name", "")))
            if today:
                self._names_of_areas.setdefault(area, today)

    def _take_metrics(self, table: OldTable) -> None:
        today = {plain(title): short for title, short in self.holding.titles.items()}
        for _, cells in table.rows():
            metric, title = plain(cells.get("metric", "")), plain(cells.get("title", ""))
            if title in today:
                self._names_of_metrics.setdefault(metric, today[title])
            unit, counts = (plain(cells.get(field, "")) for field in ("unit", "counts"))
            self._gone_metrics[metric] = AuditedMetric(metric, unit, 1, counts != THINGS, (), "", "")

    def metric(self, cell: str) -> str:
        """Return the plain short name that a metric has today."""
        name = plain(cell)
        return name if name in self.holding.measures else self._names_of_metrics.get(name, name)

    def measure(self, metric: str) -> AuditedMetric | None:
        """Return what is known of a metric, by its plain short name, be it gone or not."""
        return self.holding.measures.get(metric) or self._gone_metrics.get(metric)

    def breakdown(self, metric: str, breakdown: str, group: str) -> str:
        """Return the plain name that the breakdown of a group has today, where only the breakdown was renamed."""
        known = self._breakdowns.get((metric, group), {})
        return breakdown if breakdown in known or len(known) != 1 else next(iter(known))

    @cached_property
    def _breakdowns(self) -> dict[tuple[str, str], dict[str, None]]:
        """For each metric and group of today, by their plain names, the breakdowns that it is of."""
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for figure in self.holding.figures:
            metric, breakdown, group = (plain(figure.row.text(name)) for name in ("metric", "breakdown", "group"))
            found[metric, group][breakdown] = None
        return found

    def area(self, cell: str) -> str:
        """Return the plain name that an area has today."""
        name = plain(cell)
        return name if name in self.holding.areas else self._names_of_areas.get(name, name)

    @cached_property
    def other_tables(self) -> Holding:
        """The package with every row of the other tables that is gone, and no observations."""
        tables = {kind: tuple(map(self._typed, rows)) for kind, rows in self.rows.items() if kind != OBSERVATIONS}
        kept = {kind: self.holding.own[kind] for kind in ("areas", "metrics", "disclosure") if kind in self.holding.own}
        return self.holding.with_tables({**kept, **tables})

    def earlier(self, metrics: Collection[str]) -> tuple[EarlierVersion, ...]:
        """Return each version of the observations that differs from that of today in a figure of some metrics.

        `metrics` are names across packages.
        """
        today = {figure.cell: figure for figure in self.holding.figures if figure.cell.metric in metrics}
        named = {plain(short) for short, measure in self.holding.measures.items() if measure.name in metrics}
        found: dict[tuple[object, ...], EarlierVersion] = {}
        for commit, rows, lacking in self._observations:
            mine = (self._figure(row) for row in rows if self.metric(row.cells.get("metric", "")) in named)
            one = _difference(commit, tuple(filter(None, mine)), lacking, today)
            if one.gone:
                found.setdefault((*(id(figure.row) for figure in one.gone), one.changed), one)
        return tuple(found.values())

    def _figure(self, row: OldRow) -> PublishedCell | None:
        """Return the figure that a row gives; None where it cannot be told what it is about."""
        if row not in self._figures:
            self._figures[row] = self.holding.figure(self._typed(row))
        return self._figures[row]

    def _typed(self, row: OldRow) -> TypedRow:
        """Return a row of a version as a row of today would be read; what cannot be read is empty."""
        schema = table_schemas()[row.kind]
        folder = self.holding.folder
        file = without_personal_data(row.file)
        path = f"{folder}/{file} as it was in commit {row.commit}"
        table = TableAsFound(path, schema, tuple(schema.field_names), (), ())
        cells = {field.name: self._cell(field, row.cells.get(field.name, "")) for field in schema.fields}
        if "area" in cells and row.cells.get("area"):
            cells["area"] = self.area(row.cells["area"])
        if row.cells.get("metric"):
            cells["metric"] = self._spelled.get(self.metric(row.cells["metric"]), cells["metric"])
        return TypedRow(table, row.number - 2, cells)

    def _cell(self, field: Field, text: str) -> Any:
        match field.type:
            case "number" | "integer":
                bare = text.translate(_NOT_PART_OF_A_NUMBER)
                number = Decimal(bare) if _WRITTEN.fullmatch(bare) else None
                return number if number is None or field.type == "number" else int(number)
            case "date":
                return next((day for meant in days_meant(plain(text)) if (day := _day(meant))), None)
            case "boolean":
                return plain(text) == "yes"
        if holds_list(field):
            return tuple(text.split(LIST_SEPARATOR))
        return self._spelled.get(plain(text), " ".join(text.split()))

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """How short names, groups and lengths of periods are spelled today, by how they can have been spelled."""
        names = [*self.holding.measures, *self.holding.areas, "P1Y"]
        names += [
            str(figure.row[field])
            for figure in self.holding.figures
            for field in ("breakdown", "group", "method_version", "period_duration", "status")
        ]
        return {plain(name): name for name in names}


def _difference(
    commit: str, figures: Sequence[PublishedCell], lacking: Collection[int], today: Mapping[Subject, PublishedCell]
) -> EarlierVersion:
    """Return what a version says that today's rows do not; `lacking` are the numbers of rows that it does not hold."""
    changed = {key_of(figure.row) for figure in today.values() if figure.row.index + 2 in lacking}
    gone, revised = [], set()
    for figure in figures:
        here = today.get(figure.cell)
        if here is not None and _says_the_same(here, figure):
            changed.discard(key_of(here.row))
        elif not figure.policy.earlier_versions_accepted:
            gone.append(figure)
            if here is not None and not here.hidden and not figure.hidden:
                revised.add(key_of(here.row))
    exact = {figure.cell.metric for figure in gone if _is_exact(figure)}
    if exact:
        # Figures that are rounded today were not then: those that are still the same were exact too.
        same = [one for one in today.values() if one.cell.metric in exact and key_of(one.row) not in changed]
        changed.update(key_of(figure.row) for figure in same)
        gone = [_exact(figure) if figure.cell.metric in exact else figure for figure in (*gone, *same)]
    return EarlierVersion(commit, tuple(gone), frozenset(changed), frozenset(revised))


def _is_exact(figure: PublishedCell) -> bool:
    """Return whether a figure is not rounded as the rule of today says."""
    base = figure.policy.rounding_base
    fields = ("value",) if figure.measure.is_count else ("numerator", "denominator")
    return base is not None and any((figure.number(field) or 0) % base for field in fields)


def _exact(figure: PublishedCell) -> PublishedCell:
    return replace(figure, policy=replace(figure.policy, rounding_base=None))


def _says_the_same(one: PublishedCell, other: PublishedCell) -> bool:
    """Return whether two figures of a cell print the same; 13 and 13.0 do not."""
    return one.hidden == other.hidden and all(str(one.row[field]) == str(other.row[field]) for field in _NUMBERS)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
