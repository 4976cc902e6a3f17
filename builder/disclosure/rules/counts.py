"""The counts behind published figures: what each row of observations is about, across packages.

The same place, period and group in two packages, or in two tables, is one cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from builder.disclosure.clues.years import plain_length
from builder.disclosure.rules.inverting import PrintedInterval
from builder.disclosure.rules.policy import THINGS, Policies, Policy, policies
from builder.model.measures import USUAL_LEVEL, Order, Period, PeriodBasis, Status, Unit, wholes_of
from builder.project.schemas import LIST_SEPARATOR
from builder.project.typed import TypedRow

Tables = Mapping[str, tuple[TypedRow, ...]]
"""The sound rows of each table of a package."""


RowKey = tuple[str, int]
"""The path of a table and the position of a row in it."""


def key_of(row: TypedRow) -> RowKey:
    """Return what tells a row from every other."""
    return row.table.path, row.index


class Subject(NamedTuple):
    """What one figure is about."""

    metric: str
    area: str
    breakdown: str
    group: str
    start: date
    duration: str
    method: str

    @property
    def wholes(self) -> Iterator[tuple["Subject", str]]:
        """What the cell is a part of, with the breakdown that it is a part over.

        A cell of "Sex; Age" is a part of everyone of its sex, over age, and of everyone of its age, over sex.
        """
        for without, over in wholes_of(self.breakdown, self.group):
            yield self._replace(breakdown=without[0], group=without[1]), over

    @property
    def any_method(self) -> "Subject":
        """The same cell, however it was counted: other tables do not say."""
        return self._replace(method="")


class CountedPart(StrEnum):
    """Which of a figure's two counts is meant."""

    COUNTED = "counted"
    """The value of a count, the numerator of a percentage or rate."""
    OUT_OF = "out of"
    """The denominator of a percentage or rate."""
    REST = "rest"
    """Everyone in the denominator of a percentage but those in its numerator."""


class HiddenCount(NamedTuple):
    """A whole number that stands behind a figure, whether it is published or not."""

    cell: Subject
    part: CountedPart


@dataclass(frozen=True, slots=True)
class AuditedMetric:
    """What the audit needs to know of a metric."""

    name: str
    """The name across packages: that of the framework, or package and name."""
    unit: str
    base: int
    """What a numerator over its denominator is multiplied by to give the value."""
    people: bool
    """Whether a small number could tell something about a person."""
    adds_up_over: tuple[str, ...]
    numerator_metric: str
    denominator_metric: str
    standardised: bool = False
    """Whether values are weighted, so that they say nothing of the counts behind them."""

    @property
    def is_count(self) -> bool:
        """Whether values are counts themselves."""
        return self.unit == Unit.COUNT

    @property
    def has_counts(self) -> bool:
        """Whether whole numbers stand behind the values."""
        return self.unit in {Unit.COUNT, Unit.PERCENT, Unit.RATE}


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """One row of observations, with what the audit needs to know of it."""

    row: TypedRow
    cell: Subject
    measure: AuditedMetric
    policy: Policy

    @property
    def hidden(self) -> bool:
        """Whether the row says that it is confidential."""
        return self.row.text("status") == Status.CONFIDENTIAL

    @property
    def counted(self) -> HiddenCount:
        """The count that must stay hidden where the figure is."""
        return HiddenCount(self.cell, CountedPart.COUNTED)

    @property
    def out_of(self) -> HiddenCount:
        """The denominator."""
        return HiddenCount(self.cell, CountedPart.OUT_OF)

    @property
    def rest(self) -> HiddenCount:
        """Everyone but those counted."""
        return HiddenCount(self.cell, CountedPart.REST)

    @property
    def printed_interval(self) -> PrintedInterval | None:
        """Its limits, where it has both."""
        lower, upper = self.number("lower"), self.number("upper")
        if lower is None or upper is None:
            return None
        return PrintedInterval(lower, upper, float(Decimal(self.row.text("interval_level") or USUAL_LEVEL) / 100))

    def number(self, field: str) -> Decimal | None:
        """Return a number of the row."""
        return self.row.number(field)


class Holding:
    """What one package holds, in names that mean the same in every package."""

    def __init__(self, name: str, own: Tables, national: Tables) -> None:
        self.name = name
        self.own = own
        self._national = national
        self.policies: Policies = policies(own)

    def with_tables(self, tables: Tables) -> "Holding":
        """Return the package with other tables, whose metrics, areas and rules mean the same as its own."""
        other = Holding(self.name, tables, self._national)
        other.policies, other.measures, other.areas = self.policies, self.measures, self.areas
        other.parts_of_areas = self.parts_of_areas
        return other

    @property
    def folder(self) -> str:
        """The path of the package's folder, as messages name it; empty where it has no rows."""
        rows = (row for table in self.own.values() for row in table)
        return next((row.table.path.rsplit("/", 1)[0] for row in rows), "")

    @cached_property
    def measures(self) -> dict[str, AuditedMetric]:
        """Every metric that the package can use, by its short name."""
        found = {row.text("metric"): self._measure(row, "") for row in self._national.get("metrics", ())}
        if self.own is not self._national:
            for row in self.own.get("metrics", ()):
                found.setdefault(row.text("metric"), self._measure(row, f"{self.name}/"))
        return found

    @cached_property
    def metric_rows(self) -> dict[str, TypedRow]:
        """The row of every metric that the package can use, by its short name."""
        rows = (*self._national.get("metrics", ()), *self.own.get("metrics", ()))
        return {row.text("metric"): row for row in reversed(rows)}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The short name of every metric that the package can use, by its title."""
        rows = (*self.own.get("metrics", ()), *self._national.get("metrics", ()))
        return {row.text("title"): row.text("metric") for row in rows}

    @cached_property
    def counts(self) -> frozenset[str]:
        """The metrics whose values are counts, by their names across packages."""
        return frozenset(measure.name for measure in self.measures.values() if measure.is_count)

    @cached_property
    def areas(self) -> dict[str, str]:
        """The name across packages of every area that the package can use, by its short name."""
        found = {row.text("area"): row.text("code") or row.text("area") for row in self._national.get("areas", ())}
        for row in self.own.get("areas", ()):
            found.setdefault(row.text("area"), row.text("code") or f"{self.name}/{row.text('area')}")
        return found

    @cached_property
    def parts_of_areas(self) -> dict[str, tuple[str, ...]]:
        """For each area, the areas that make it up."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.own.get("areas", ()):
            parent = self.areas.get(row.text("parent"))
            if parent and not row["comparator"]:
                found[parent] = (*found.get(parent, ()), self.areas[row.text("area")])
        return found

    @cached_property
    def incomplete_areas(self) -> frozenset[str]:
        """The areas of which the package says that some of their parts are not in it."""
        rows = self.own.get("areas", ())
        return frozenset(self.areas[row.text("area")] for row in rows if row.text("parts_complete") == "no")

    @cached_property
    def figures(self) -> tuple[PublishedCell, ...]:
        """Every row of observations whose metric, area and period are known."""
        return tuple(filter(None, map(self.figure, self.own.get("observations", ()))))

    def figure(self, row: TypedRow) -> PublishedCell | None:
        """Return the figure that a row of observations gives, or None where its area, metric or period is not known."""
        measure, cell = self.measures.get(row.text("metric")), self.cell(row)
        return PublishedCell(row, cell, measure, self.policies.of(row.text("metric"))) if measure and cell else None

    def cell(self, row: TypedRow, period: str = "period", method: str = "") -> Subject | None:
        """Return what a row is about, or None where its area, metric or period is not known.

        `period` is the name of its columns without "_start" and "_duration".
        """
        cells = row.cells
        measure, area = self.measures.get(row.text("metric")), self.areas.get(row.text("area"))
        start, duration = cells[f"{period}_start"], cells[f"{period}_duration"]
        if row.cells.get("period_basis") == PeriodBasis.UNKNOWN:
            start, duration = _place_of(row, period).start, ""
        if measure is None or area is None or not isinstance(start, date) or not isinstance(duration, str):
            return None
        method = str(cells["method_version"]) if "method_version" in cells else method
        breakdown, group = cells.get("breakdown", ""), cells.get("group", "")
        return Subject(measure.name, area, str(breakdown), str(group), start, plain_length(start, duration), method)

    def _measure(self, row: TypedRow, prefix: str) -> AuditedMetric:
        unit, base = row.text("unit"), row["rate_base"]
        return AuditedMetric(
            name=prefix + row.text("metric"),
            unit=unit,
            base=100 if unit == Unit.PERCENT else base if isinstance(base, int) else 100_000,
            people=row.text("counts") != THINGS,
            adds_up_over=tuple(filter(None, row.text("adds_up_over").split(LIST_SEPARATOR))),
            numerator_metric=self._linked(row.text("numerator_metric"), prefix),
            denominator_metric=self._linked(row.text("denominator_metric"), prefix),
            standardised=row.cells.get("standardised") is True,
        )

    def _linked(self, metric: str, prefix: str) -> str:
        national = {row.text("metric") for row in self._national.get("metrics", ())}
        return metric if not metric or metric in national else prefix + metric


def _place_of(row: TypedRow, columns: str) -> Period:
    """Return the period of a figure without dates."""
    if columns == "period":
        order = row.text("period_order")
        return Period.undated(Order(order) if order in set(Order) else Order.ALONE)
    return Period.undated(Order.EARLIER if columns.startswith("from") else Order.LATER)
