"""What was known by the end of a year: a partnership without whatever was published later.

A figure counts for a year if its source was published by 31 December of that year. Where the source has
no date, the figure's period must have ended by then; other rows of such a source count, since nothing
says that they came later. A figure that was revised afterwards has the value of that time, and an action
whose status was declared afterwards has none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from builder.model.measures import Claim, Observation, Package, Partnership, Row, Status

_TIMELESS = frozenset({"metrics", "areas", "outcomes", "sources", "narratives"})
"""Parts of a package that say what words mean, or name their year: they hold for every year."""


@dataclass(frozen=True)
class _Year:
    """What was published by the end of a year."""

    last_day: date
    sources: frozenset[str]
    documents: frozenset[str]
    revised: Mapping[tuple[object, ...], Row]
    """For an observation that was revised after the year, its first revision."""

    def keeps(self, record: Any) -> bool:
        """Return whether a record was known."""
        match record:
            case Claim():
                return record.document in self.documents
            case Observation():
                return record.source in self.sources and record.period.start <= self.last_day
            case _:
                return getattr(record, "source", "") in self.sources or not getattr(record, "source", "")

    def then(self, record: Any) -> Any:
        """Return a record as it was known."""
        if isinstance(record, Observation):
            revision = self.revised.get(_key(record))
            # A figure that is hidden today stays hidden, whatever was published before.
            return _before(record, revision) if revision and record.status is not Status.CONFIDENTIAL else record
        unknown = self._unknown({field.name: getattr(record, field.name) for field in fields(record)})
        return replace(record, **unknown) if unknown else record

    def keeps_row(self, row: Row) -> bool:
        """Return whether a row of a table was known."""
        source, document = row.get("source"), row.get("document")
        published = (row.get(name) for name in ("published", "date", "revised_on"))
        if any(self._is_later(day) for day in published):
            return False
        if source:
            return source in self.sources
        return document in self.documents if document else True

    def row_then(self, row: Row) -> Row:
        """Return a row as it was known."""
        return {**row, **self._unknown(row)}

    def _unknown(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a row was not known yet, as it stood then: nothing."""
        unknown: dict[str, Any] = {}
        if self._is_later(row.get("status_date")):
            unknown |= {"status": None, "status_date": None}
        if self._is_later(row.get("done_on")):
            unknown["done_on"] = None
        if row.get("extended_source") and row["extended_source"] not in self.sources:
            unknown |= {"extended_to": None, "extended_source": "", "extended_place": ""}
        return unknown

    def _is_later(self, day: object) -> bool:
        return isinstance(day, date) and day > self.last_day


def report_years(package: Package) -> tuple[int, ...]:
    """Return the years for which a package holds the narrative of an annual report, oldest first."""
    names = (narrative.name for narrative in package.narratives)
    return tuple(sorted(int(name.removeprefix("report-")) for name in names if name.startswith("report-")))


def known_by(partnership: Partnership, year: int) -> Partnership:
    """Return a partnership with what was known by 31 December of a year; the national framework stays as it is."""
    package = partnership.package
    last_day = date(year, 12, 31)
    sources = {s.source: s.published for s in partnership.sources.values()}
    known = frozenset(key for key, day in sources.items() if day is None or day <= last_day)
    found = _Year(
        last_day,
        known,
        frozenset(
            str(row["document"])
            for row in package.tables.get("documents", ())
            if _published(row, last_day) and (not row["source"] or row["source"] in known)
        ),
        _revised_after(package.tables.get("revisions", ()), last_day),
    )
    observations = tuple(
        found.then(o)
        for o in package.observations
        if found.keeps(o) and (sources[o.source] is not None or o.period.last_day <= last_day)
    )
    kept = _kept(package, found)
    tables = {
        name: rows if name in _TIMELESS else tuple(found.row_then(row) for row in rows if found.keeps_row(row))
        for name, rows in package.tables.items()
    }
    return replace(partnership, package=replace(kept, observations=observations, tables=tables))


def newest_day(partnership: Partnership, year: int) -> date:
    """Return the newest day on which a source of a partnership was published by the end of a year.

    The last day of the year where no source has a date.
    """
    last_day = date(year, 12, 31)
    days = (source.published for source in partnership.package.sources)
    return max((day for day in days if day and day <= last_day), default=last_day)


def _kept(value: Any, found: _Year) -> Any:
    """Return a package, or a part of one, with those of its records that were known."""
    changed = {}
    for field in fields(value):
        part = getattr(value, field.name)
        if field.name in _TIMELESS:
            continue
        if isinstance(part, tuple) and part and is_dataclass(part[0]):
            changed[field.name] = tuple(found.then(record) for record in part if found.keeps(record))
        elif is_dataclass(part):
            changed[field.name] = _kept(part, found)
    return replace(value, **changed)


def _published(row: Row, last_day: date) -> bool:
    day = row["published"]
    return not isinstance(day, date) or day <= last_day


def _revised_after(revisions: Iterable[Row], last_day: date) -> dict[tuple[object, ...], Row]:
    later = [row for row in revisions if isinstance(row["revised_on"], date) and row["revised_on"] > last_day]
    # The first revision after the year tells what stood before it, so it is put in last.
    ordered = sorted(later, key=lambda row: str(row["revised_on"]), reverse=True)
    names = ("metric", "area", "breakdown", "group", "period_start", "period_duration")
    return {tuple(row[name] or "" for name in names): row for row in ordered}


def _key(o: Observation) -> tuple[object, ...]:
    return (o.metric, o.area, o.breakdown, o.group, o.period.start, o.period.duration)


def _before(observation: Observation, revision: Row) -> Observation:
    """Return an observation with the value that stood before a revision; what else was revised is not known."""
    old: Any = revision["old_value"]
    return replace(
        observation,
        value=old,
        numerator=None,
        denominator=None,
        lower=None,
        upper=None,
        status=None if old is not None else Status.NOT_AVAILABLE,
    )
