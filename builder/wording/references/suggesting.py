"""Finds the reference to write in place of a number that was typed by hand, where a figure equals it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from builder import wording
from builder.analysis.changes import Measure, change_between
from builder.analysis.earlier import earlier_of
from builder.analysis.series import Series
from builder.model import measures as model
from builder.model.measures import Observation
from builder.model.narrative import Reference, ReferenceKind, Spot
from builder.wording.references.citing import Citations
from builder.wording.references.typed_numbers import Suffix, TypedNumber
from builder.wording.references.unresolved import Unresolved

_UNITS: Mapping[model.Unit | None, Suffix] = {model.Unit.PERCENT: Suffix.PERCENT, model.Unit.POUNDS: Suffix.POUNDS}
_NEAR = Decimal("0.06")
"""Further apart than this, a size that is rounded to one decimal is another."""
_FINDING_UNITS = {"percent": Suffix.PERCENT, "pounds": Suffix.POUNDS}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reference whose words hold the number, and what it is the figure of."""

    written: str
    meaning: str


def suggestions(typed: TypedNumber, citations: Citations) -> tuple[Suggestion, ...]:
    """Return the references that stand for a typed number, each one that leads somewhere.

    Figures of the latest period come first: a reader most likely means them.
    """
    if typed.value is None:
        return ()
    found = {
        written: Suggestion(written, meaning)
        for written, reference, meaning in _equal(typed, citations)
        if not isinstance(citations.answer(reference), Unresolved)
    }
    return tuple(sorted(found.values(), key=lambda one: (", in " in one.written, ", " in one.written)))


def _equal(typed: TypedNumber, citations: Citations) -> Iterator[tuple[str, Reference, str]]:
    for metric, observations in citations.by_metric.items():
        defined = citations.partnership.metrics[metric]
        if _UNITS.get(defined.unit, Suffix.PLAIN) is typed.unit:
            equal = [o for o in observations if _same(o.value, typed.value)]
            for series in citations.series(metric) if equal else ():
                yield from (
                    _reference(ReferenceKind.VALUE, series, o, citations) for o in equal if o in series.observations
                )
        if typed.unit in {Suffix.PERCENT, Suffix.POINTS}:
            yield from _equal_changes(typed, metric, citations)
    yield from _equal_rows(typed, citations)


def _equal_changes(typed: TypedNumber, metric: str, citations: Citations) -> Iterator[tuple[str, Reference, str]]:
    """Yield the references to the last change of each series of a metric that has the size that was typed."""
    sizes = {f"{typed.value}%", f"{typed.value} percentage points", f"{typed.value} percentage point"}
    for series in citations.series(metric):
        earlier = earlier_of(series).newest
        found = change_between(series, earlier, series.latest) if earlier and series.latest else None
        in_points = found is not None and found.measure is Measure.PERCENTAGE_POINTS
        if found and in_points is (typed.unit is Suffix.POINTS) and wording.size_in_prose(found) in sizes:
            yield _reference(ReferenceKind.CHANGE, series, found.later, citations)


def _equal_rows(typed: TypedNumber, citations: Citations) -> Iterator[tuple[str, Reference, str]]:
    tables = citations.partnership.package.tables
    if typed.unit is Suffix.POUNDS:
        for table, key, field in (("funding", "funding", "pounds"), ("services", "service", "annual_cost")):
            equal = [str(row[key]) for row in tables.get(table, ()) if row[field] == typed.value]
            yield from (_of_row(ReferenceKind.AMOUNT, name, table) for name in equal)
    for row in tables.get("findings", ()):
        if row["figure"] == typed.value and _FINDING_UNITS.get(str(row["unit"]), Suffix.PLAIN) is typed.unit:
            yield _of_row(ReferenceKind.FIGURE, str(row["finding"]), "findings")


def _same(value: Decimal | None, typed: Decimal | None) -> bool:
    """Return whether a typed number is a value, as it stands in the data or as pages round it."""
    if value is None or typed is None or abs(value - typed) > _NEAR:
        return False
    return value == typed or wording.number(value) == f"{typed:,f}"


def _of_row(kind: ReferenceKind, key: str, table: str) -> tuple[str, Reference, str]:
    meaning = f'"{key}" in {table}.csv'
    written = f"{{{kind}: {key}}}"
    return written, Reference(kind, key, "", "", "", "", "", written, Spot(0, 0)), f"the figure of {meaning}"


def _reference(
    kind: ReferenceKind, series: Series, observation: Observation, citations: Citations
) -> tuple[str, Reference, str]:
    home = citations.partnership.home_area.area
    area = "" if series.area.area == home else series.area.area
    group = series.group and f"{series.breakdown}: {series.group}"
    same = (series.area, series.breakdown, series.group)
    ways = [s for s in citations.series(series.metric.metric) if (s.area, s.breakdown, s.group) == same]
    within = "" if observation is series.latest and len(ways) == 1 else wording.period(observation.period)
    parts = [
        f"{kind}: {series.metric.metric}",
        area,
        f"in {within}" if within else "",
        f"group: {group}" if group else "",
        f"method: {series.method_version}" if series.method_version else "",
    ]
    written = "{" + ", ".join(part for part in parts if part) + "}"
    where = f", {series.group}" if series.group else ""
    what = "the change of" if kind is ReferenceKind.CHANGE else "the figure of"
    meaning = f'{what} "{series.metric.title}"{where} in {series.area.name}, {wording.period(observation.period)}'
    reference = Reference(
        kind, series.metric.metric, area, group, within, "", series.method_version, written, Spot(0, 0)
    )
    return written, reference, meaning
