"""Clues in findings: a number in a sentence, which says in words only of which area and period it is.

A finding is tried for each cell that its words allow. One that names another place, time or group is left alone.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from builder.disclosure.clues.clues import Clue, Rows, clue_of, figure_of
from builder.disclosure.clues.years import years_in, years_of
from builder.disclosure.rules.counts import AuditedMetric, Holding, PublishedCell, Subject
from builder.model.measures import Period, Unit
from builder.project.typed import TypedRow

ASSUMED = "the finding is about the same area and period"

_ELSEWHERE = re.compile(
    r"\b(?:England|Wales|Scotland|Northern Ireland|UK|United Kingdom|Britain|British|English|national|nationally|"
    r"country|countries|nationwide|world|Europe|region|regional)\b",
    re.IGNORECASE,
)
"""Words for a place that no area of a partnership has for its name."""


def clues_of_findings(holding: Holding, rows: Rows) -> Iterator[Clue]:
    """Yield what the findings of a package can say of cells of which no row of observations says it."""
    places = _Places(holding)
    for row in holding.own.get("findings", ()):
        measure, number = holding.measures.get(row.text("metric")), row.number("figure")
        kind = _field(row.text("unit"), measure)
        if measure is None or number is None or number < 0 or not kind or row.text("area"):
            continue
        cells = tuple(_cells(row, measure, places, rows))
        if any(_shows(rows.at(cell), kind, number) for cell in cells):
            continue
        figures = [
            PublishedCell(row, cell, measure, holding.policies.of(row.text("metric")))
            for cell in cells
            if _is_open(rows.at(cell), kind)
        ]
        for figure in figures:
            stated = figure_of(figure, row, {kind: number})
            yield clue_of(stated, row, assumed=ASSUMED, alternative=len(figures) > 1)


def _is_open(row: PublishedCell | None, field: str) -> bool:
    """Return whether a row leaves out what a finding says."""
    return row is None or row.hidden or row.number(field) is None


def _shows(row: PublishedCell | None, field: str, number: Decimal) -> bool:
    """Return whether a row shows the number of a finding, which is then no news."""
    return row is not None and row.number(field) == number


def _field(unit: str, measure: AuditedMetric | None) -> str:
    """Return which field of an observation a figure of a unit would fill; empty where it fits none."""
    if measure is None or not measure.has_counts:
        return ""
    if unit == Unit.COUNT:
        return "value" if measure.is_count else "numerator"
    return "value" if unit == measure.unit else ""


def _cells(row: TypedRow, measure: AuditedMetric, places: "_Places", rows: Rows) -> Iterator[Subject]:
    """Yield the cells that the words of a finding allow."""
    words = " ".join((row.text("theme"), row.text("statement")))
    named = [
        (breakdown, group)
        for breakdown, group in rows.groups(measure.name)
        if group and (_speaks_of(group, words) or group.casefold() == row.text("people").casefold())
    ]
    for start, duration in _periods(row, words, measure, rows):
        for breakdown, group in named or [("", "")]:
            for area in places.meant(words):
                yield from rows.as_counted(Subject(measure.name, area, breakdown, group, start, duration, ""))


def _periods(row: TypedRow, words: str, measure: AuditedMetric, rows: Rows) -> list[tuple[date, str]]:
    """Return the periods that a text names or, where it names no year, those of its source and the newest."""
    # Of a metric without rows, a finding can only be about the periods of what it is a share of.
    metrics = (measure.name, measure.numerator_metric, measure.denominator_metric)
    known = next((periods for metric in metrics if (periods := rows.periods(metric))), {})
    years = years_in(words)
    if years:
        spanned = {(start, length): years_of(start, length) for start, length in known}
        # Who writes "in 2023" can mean the year that ended in it.
        whole = [period for period, its in spanned.items() if its <= years]
        return whole or [period for period, its in spanned.items() if its & years]
    newest = max((Period(start, length).last_day for start, length in known), default=None)
    return [
        (start, length)
        for (start, length), sources in known.items()
        if row.text("source") in sources or Period(start, length).last_day == newest
    ]


def _speaks_of(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None


class _Places:
    """The areas of a package, and what a text calls them."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding

    def meant(self, words: str) -> tuple[str, ...]:
        """Return the areas that a text names; the whole of a package where it names no place at all."""
        named = [name for name in self._names if _speaks_of(name, words)]
        # "North Riverside" is not "Riverside".
        named = [one for one in named if not any(one != other and one in other for other in named)]
        if named:
            return tuple(self._names[name] for name in named)
        return () if _ELSEWHERE.search(words) else self._wholes

    @cached_property
    def _names(self) -> dict[str, str]:
        """For each name of an area in small letters, its name across packages."""
        return {
            row.text("name").casefold(): self._holding.areas[row.text("area")]
            for row in self._holding.own.get("areas", ())
            if row.text("name")
        }

    @cached_property
    def _wholes(self) -> tuple[str, ...]:
        """The areas of a package that are no part of another of its areas."""
        own = [row for row in self._holding.own.get("areas", ()) if not row["comparator"]]
        names = {row.text("area") for row in own}
        return tuple(self._holding.areas[row.text("area")] for row in own if row.text("parent") not in names)
