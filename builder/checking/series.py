"""The figures of packages in order, as questions compare them: with the ones before, beside and elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain, pairwise
from statistics import median

from builder import wording
from builder.analysis.spread import apart, by_chance
from builder.checking.periods import sound_period
from builder.model.measures import GROWS_WITH_THE_AREA, Period, Status, Unit
from builder.project.problems import Place
from builder.project.typed import TypedRow

Tables = Mapping[str, tuple[TypedRow, ...]]
Kind = tuple[str, str, str, str]
"""What the series of a metric have in common that can be compared: metric, breakdown, group and length."""


@dataclass(frozen=True, eq=False)
class Point:
    """A figure with its period."""

    row: TypedRow
    period: Period
    value: Decimal | None

    @cached_property
    def size(self) -> float:
        """The figure as a number above 0, or 0 where it has no logarithm."""
        return max(float(self.value), 0.0) if self.value is not None else 0.0

    @cached_property
    def months(self) -> int:
        """The months up to the first day."""
        return 12 * self.period.start.year + self.period.start.month

    @property
    def shown(self) -> str:
        """The figure with its period, such as "2,006 in 2022 to 2023"; a small number is not repeated."""
        when = f"in {wording.period(self.period)}"
        return when if self.value is not None and 0 < self.value < _SMALL else f"{self.value:,f} {when}"


_SMALL = 10
"""Numbers below this can be of people too few to be shown, so that no message repeats them."""
_FEWEST = 4
"""How many figures tell what is usual."""
_SERIES = ("metric", "area", "breakdown", "group", "method_version")


@dataclass(frozen=True)
class Series:
    """The figures of one metric, area and group, oldest first, those without a value among them."""

    points: tuple[Point, ...]

    @cached_property
    def known(self) -> tuple[Point, ...]:
        """Those that say a number which is the figure itself."""
        return tuple(
            point
            for point in self.points
            if point.value is not None and not point.row.text("bound") and point.row.text("status") != Status.LOW
        )

    @cached_property
    def sized(self) -> tuple[Point, ...]:
        """Those of which a ratio can be made."""
        return tuple(point for point in self.known if point.size > 0)

    def steps(self, but: Point | None = None) -> list[float]:
        """Return how far each figure is from the one before it, leaving out what touches one figure."""
        return [step for one, two, step in self._steps if but is not one and but is not two]

    @cached_property
    def _steps(self) -> list[tuple[Point, Point, float]]:
        return [(one, two, apart(two.size, one.size)) for one, two in pairwise(self.sized)]


@dataclass(frozen=True)
class Figures:
    """All figures of a package, and those of other packages of the same metrics."""

    own: Tables
    national: Tables
    elsewhere: tuple[tuple[TypedRow, ...], ...] = ()
    """The observations of each other package."""
    asked: set[Place] = field(default_factory=set)
    """The cells that are asked about already, or that another question speaks of."""

    @cached_property
    def metrics(self) -> Mapping[str, TypedRow]:
        """The metrics that the package may use."""
        return self._rows("metrics", "metric")

    @cached_property
    def areas(self) -> Mapping[str, TypedRow]:
        """The areas that the package may use."""
        return self._rows("areas", "area")

    @cached_property
    def sources(self) -> Mapping[str, TypedRow]:
        """The sources that the package may use."""
        return self._rows("sources", "source")

    def unit(self, metric: str) -> str:
        """Return the unit of a metric; empty where there is none."""
        return self.metrics[metric].text("unit") if metric in self.metrics else ""

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Every series of the package."""
        return _series(self.own.get("observations", ()))

    @cached_property
    def alike(self) -> Mapping[Kind, tuple[Series, ...]]:
        """The series of the package, by what they have in common."""
        return _by_kind(self.series)

    @cached_property
    def alike_elsewhere(self) -> Mapping[Kind, tuple[Series, ...]]:
        """The series of other packages, by what they have in common."""
        used = {row.text("metric") for row in self.own.get("observations", ())}
        return _by_kind(
            one for rows in self.elsewhere for one in _series(row for row in rows if row.text("metric") in used)
        )

    @cached_property
    def of_one_kind(self) -> Mapping[tuple[str, ...], tuple[list[TypedRow], list[TypedRow]]]:
        """The observations of each metric and group, here and in other packages, whatever their area and period."""
        found: dict[tuple[str, ...], tuple[list[TypedRow], list[TypedRow]]] = defaultdict(lambda: ([], []))
        for row in self.own.get("observations", ()):
            found[_metric_and_group(row)][0].append(row)
        for row in chain.from_iterable(self.elsewhere):
            if _metric_and_group(row) in found:
                found[_metric_and_group(row)][1].append(row)
        return found

    @cached_property
    def beside(self) -> Mapping[tuple[str, Period], tuple[Point, ...]]:
        """The figures of each metric and period, with the numbers that are known."""
        found: dict[tuple[str, Period], list[Point]] = defaultdict(list)
        for one in self.series:
            for point in one.known:
                found[point.row.text("metric"), point.period].append(point)
        return {key: tuple(points) for key, points in found.items()}

    def usual(self, metric: str) -> Decimal | None:
        """Return the middle of all figures of a metric, whatever their area; None where those grow with the area."""
        if self.unit(metric) in GROWS_WITH_THE_AREA:
            return None
        rows = (*self.own.get("observations", ()), *chain.from_iterable(self.elsewhere))
        values = [value for row in rows if row.text("metric") == metric and (value := row.number("value"))]
        return median(values) if len(values) > _FEWEST else None

    def chance(self, one: Point, other: Point) -> float:
        """Return how far apart chance alone puts two figures; nothing is known of what is no count."""
        counts = [self._count(point) for point in (one, other)]
        return by_chance(*counts) if all(count is not None for count in counts) else 0.0  # type: ignore[arg-type]

    def _count(self, point: Point) -> float | None:
        numerator = point.row.number("numerator")
        if numerator is not None:
            return float(numerator)
        return point.size if self.unit(point.row.text("metric")) == Unit.COUNT else None

    def _rows(self, table: str, key: str) -> Mapping[str, TypedRow]:
        return {row.text(key): row for tables in (self.national, self.own) for row in tables.get(table, ())}


def kind_of(series: Series) -> Kind:
    """Return what a series has in common with those that it can be compared with."""
    first = series.points[0]
    period = first.period
    length = f"{period.months} months" if period.months else f"{period.days} days"
    return first.row.text("metric"), first.row.text("breakdown"), first.row.text("group"), length


def _metric_and_group(row: TypedRow) -> tuple[str, ...]:
    return tuple(row.text(field) for field in ("metric", "breakdown", "group"))


def _series(rows: Iterable[TypedRow]) -> tuple[Series, ...]:
    found: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for row in rows:
        period = sound_period(row)
        if period is not None:
            key = (*(row.text(field) for field in _SERIES), str(period.months or f"{period.days} days"))
            found[key].append(Point(row, period, row.number("value")))
    return tuple(Series(tuple(sorted(points, key=lambda point: point.period))) for points in found.values())


def _by_kind(series: Iterable[Series]) -> dict[Kind, tuple[Series, ...]]:
    found: dict[Kind, list[Series]] = defaultdict(list)
    for one in series:
        found[kind_of(one)].append(one)
    return {kind: tuple(members) for kind, members in found.items()}
