"""Rows that wait for the figures of new years: everything but the figure is filled in, and each says that it waits."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from builder.intake import words
from builder.intake.desk import Added, Desk, Values
from builder.model.measures import NOT_ENTERED, Period, PeriodBasis, Status
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas

_SERIES = ("metric", "area", "breakdown", "group", "method_version")
"""The columns that rows of one series share."""
_FINANCIAL = re.compile(r"(\d{4})[-/](\d{2})")
_CALENDAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What new rows are asked for."""

    source: str
    place: str
    periods: tuple[Period, ...] = ()
    """For which periods; for none, the next one of each series."""
    metrics: tuple[str, ...] = ()
    """Of which metrics; for none, of each that the package has figures of."""
    areas: tuple[str, ...] = ()
    """For which areas; for none, for each of the package's own that still is one."""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one metric, area, group and method, oldest first, all with dates."""

    rows: tuple[Values, ...]

    @property
    def latest(self) -> Values:
        """The row of the newest period."""
        return self.rows[-1]

    @property
    def periods(self) -> list[Period]:
        """The period of each row."""
        return [_period(row) for row in self.rows]

    @property
    def next_period(self) -> Period:
        """The period that follows: as long, and as much later as they follow each other."""
        return _later(self.periods[-1], _step(self.periods))


def series_of(rows: Iterable[Values]) -> list[Series]:
    """Return the series of a package whose figures all have dates, in the order in which they first stand there."""
    found: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in _SERIES), []).append(row)
    return [
        Series(tuple(sorted(members, key=lambda row: row["period_start"])))
        for members in found.values()
        if all(map(_is_dated, members))
    ]


def waits(row: Values) -> bool:
    """Return whether a row of the observations waits for its figure."""
    return (row["value"], row["status"], row["note"]) == ("", Status.NOT_AVAILABLE, NOT_ENTERED)


def new_years(desk: Desk, asked: Asked) -> Added:
    """Return the observations with a row for each figure that is asked for and has none yet.

    Raises:
        NotDone: A name is not known, or no row is missing.
    """
    source = desk.known("sources").get(asked.source)
    if source is None:
        known = {name: row["title"] for name, row in desk.known("sources").items()}
        raise NotDone(words.no_such("source", asked.source, known))
    metrics, areas = _chosen(desk, "metric", asked.metrics), _chosen(desk, "area", asked.areas)
    areas = areas or tuple(row["area"] for row in desk.rows("areas") if row["comparator"] != "yes" and not row["until"])
    wanted = list(_given(desk, asked.periods, metrics, areas) if asked.periods else _next(desk, metrics, areas))
    if not wanted:
        titles = {name: row["title"] for name, row in desk.known("metrics").items() if row["unit"]}
        raise NotDone(f"{words.NO_SERIES}\n{words.offered(titles)}")
    early = [row for row in wanted if _is_after(row, source["published"])]
    there = {_identity(row) for row in desk.rows("observations")}
    new = [row for row in wanted if row not in early and _identity(row) not in there]
    why_early = words.TOO_EARLY.format(asked.source, source["published"])
    if not new:
        raise NotDone(words.NOTHING_TO_ADD.format(why_early if early else words.EVERYTHING_THERE))
    filled = {
        "period_basis": PeriodBasis.STATED,
        "status": Status.NOT_AVAILABLE,
        "source": asked.source,
        "place": asked.place,
        "note": NOT_ENTERED,
    }
    table = desk.table("observations").with_rows(row | filled for row in new)
    said = [words.added("observations", range(len(table.rows) - len(new) + 2, len(table.rows) + 2))]
    if early:
        said.append(words.left_out((f"{row['metric']} ({row['area']})" for row in early), why_early))
    return Added({"observations.csv": table.content}, tuple(said))


def periods_of(text: str) -> tuple[Period, ...]:
    """Return the years that a text such as 2024-25, 2024 or 2019-20..2024-25 says.

    Raises:
        NotDone: It says none.
    """
    first, _, last = text.partition("..")
    start, end = _year(first, text), _year(last or first, text)
    if start.start.month != end.start.month:
        raise NotDone(words.NO_PERIODS.format(text))
    if start > end:
        raise NotDone(words.TURNED_ROUND.format(text))
    return tuple(Period(start.start.replace(year=year), "P1Y") for year in range(start.start.year, end.start.year + 1))


def _year(text: str, whole: str) -> Period:
    financial = _FINANCIAL.fullmatch(text)
    if financial and (int(financial[1]) + 1) % 100 == int(financial[2]) and financial[1] > "1900":
        return Period(date(int(financial[1]), 4, 1), "P1Y")
    if _CALENDAR.fullmatch(text) and text > "1900":
        return Period(date(int(text), 1, 1), "P1Y")
    raise NotDone(words.NO_PERIODS.format(whole))


def _chosen(desk: Desk, kind: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that were given, all of which the package or the framework knows."""
    known = desk.known(f"{kind}s")
    called = "title" if kind == "metric" else "name"
    for name in names:
        if name not in known:
            raise NotDone(words.no_such(kind, name, {one: row[called] for one, row in known.items()}))
    return tuple(dict.fromkeys(names))


def _given(
    desk: Desk, periods: Sequence[Period], metrics: Sequence[str], areas: Sequence[str]
) -> Iterator[dict[str, str]]:
    """Yield the rows of given periods: about everyone, for each metric and area."""
    for metric in metrics or tuple(dict.fromkeys(row["metric"] for row in desk.rows("observations"))):
        for area in areas:
            for period in periods:
                yield {"metric": metric, "area": area, **dates_of(period)}


def _next(desk: Desk, metrics: Sequence[str], areas: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the row that follows in each series."""
    for series in series_of(desk.rows("observations")):
        latest = series.latest
        if latest["area"] in areas and (not metrics or latest["metric"] in metrics):
            yield {name: latest[name] for name in _SERIES} | dates_of(series.next_period)


def dates_of(period: Period) -> dict[str, str]:
    """Return a period as the columns that hold it."""
    return {"period_start": period.start.isoformat(), "period_duration": period.duration}


def _identity(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in table_schemas()["observations"].primary_key)


def _is_after(row: Values, published: str) -> bool:
    """Return whether a period ends after its source was published, so that the source cannot tell of it."""
    return bool(published) and _period(row).last_day.isoformat() > published


def _is_dated(row: Values) -> bool:
    try:
        return bool(row["period_duration"]) and _period(row).last_day > date.min
    except (ValueError, OverflowError):
        # The check says what is wrong with it.
        return False


def _period(row: Values) -> Period:
    return Period(date.fromisoformat(row["period_start"]), row["period_duration"])


def _step(periods: Sequence[Period]) -> int:
    """Return by how many months the periods of a series follow each other; 0 where they are counted in weeks.

    Windows of years roll on by a year, and what is counted on a day is counted again a year later. Two figures that are
    further apart than a year are no rule: a year may be missing between them. Three and more are one.
    """
    starts = [12 * period.start.year + period.start.month for period in periods]
    steps = [later - earlier for earlier, later in pairwise(starts) if later > earlier]
    if periods[-1].unit == "W":
        return 0
    usual = min(periods[-1].months or 12, 12)
    if len(steps) > 1:
        return min(steps)
    return min(steps[0], 12) if steps else usual


def _later(period: Period, months: int) -> Period:
    if not months:
        return Period(period.last_day + timedelta(days=1), period.duration)
    years, month = divmod(period.start.month - 1 + months, 12)
    first = date(period.start.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    day = min(period.start.day, (following - timedelta(days=1)).day)
    return Period(first.replace(day=day), period.duration)
