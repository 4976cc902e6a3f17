"""Turns packages without problems into the trusted model."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import itemgetter

from builder.checking.records import Tables, record, records, records_of_tables
from builder.model.governance import Governance
from builder.model.measures import (
    USUAL_LEVEL,
    Area,
    Bound,
    Claim,
    Metric,
    Observation,
    Order,
    Outcome,
    Package,
    Partnership,
    Period,
    Printed,
    Site,
    Source,
    Target,
)
from builder.model.plan import Action, Basis, Commitment, Milestone, Plan, Priority, Update
from builder.project.found import PackageAsFound, TableAsFound
from builder.project.schemas import LIST_SEPARATOR
from builder.project.typed import TypedRow, typed_rows


def parse(packages: Iterable[PackageAsFound]) -> Site:
    """Return the model of packages in which no problem was found.

    Partnerships come in the order of their titles.
    """
    found = tuple(packages)
    framework = next(_package(package) for package in found if package.descriptor["kind"] == "framework")
    partnerships = [_package(one, framework.areas) for one in found if one.descriptor["kind"] != "framework"]
    return Site(
        framework,
        tuple(Partnership(package, framework) for package in sorted(partnerships, key=lambda p: p.title)),
    )


def _package(found: PackageAsFound, national: tuple[Area, ...] = ()) -> Package:
    rows = {name: typed_rows(table) for name, table in found.tables.items()}
    text = {key: value for key, value in found.descriptor.items() if isinstance(value, str)}
    areas = records(Area, rows.get("areas", ()))
    by_name = {area.area: area for area in (*national, *areas)}
    return Package(
        name=found.name,
        title=text["title"],
        description=text["description"],
        version=text["version"],
        home_area=text.get("area", ""),
        outcomes=records(Outcome, rows.get("outcomes", ())),
        metrics=tuple(_metric(row) for row in rows.get("metrics", ())),
        areas=areas,
        sources=records(Source, rows.get("sources", ())),
        observations=tuple(_observation(row) for row in rows.get("observations", ())),
        targets=tuple(_target(row, by_name) for row in rows.get("targets", ())),
        claims=tuple(_claim(row, by_name) for row in rows.get("claims", ())),
        tables={name: tuple(row.cells for row in table) for name, table in rows.items()},
        texts={name: _texts(table) for name, table in found.tables.items()},
        narratives=found.narratives,
        governance=records_of_tables(Governance, rows),
        plan=plan(rows),
    )


def plan(rows: Tables) -> Plan:
    """Return the plan that a package's tables hold; tables that are absent give nothing."""
    return Plan(
        priorities=records(Priority, rows.get("priorities", ())),
        commitments=records(Commitment, rows.get("commitments", ())),
        actions=tuple(_action(row) for row in rows.get("actions", ())),
        milestones=records(Milestone, rows.get("milestones", ())),
        updates=records(Update, rows.get("updates", ())),
    )


def _texts(table: TableAsFound) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table as they stand in the file, in the order of its schema."""
    in_order = itemgetter(*(table.columns[name] for name in table.schema.field_names))
    return tuple(map(in_order, table.rows))


def _metric(row: TypedRow) -> Metric:
    return record(Metric, row, adds_up_over=tuple(filter(None, row.text("adds_up_over").split(LIST_SEPARATOR))))


def _observation(row: TypedRow) -> Observation:
    return record(
        Observation,
        row,
        period=_period(row, "period") or Period.undated(Order(row.text("period_order"))),
        period_stated=row.text("period_basis") == "stated",
        interval_level=Decimal(row.text("interval_level") or USUAL_LEVEL),
        line=row.table.lines[row.index],
    )


def _target(row: TypedRow, areas: Mapping[str, Area]) -> Target:
    start, duration = row.day("baseline_period_start"), row.text("baseline_period_duration")
    baseline = Period(start, duration) if start and duration else None
    return record(Target, row, baseline_period=baseline, benchmark=areas.get(row.text("benchmark")))


def _claim(row: TypedRow, areas: Mapping[str, Area]) -> Claim:
    """Return a claim; its later period is always there."""
    printed = _printed(row)
    earlier, later = _period(row, "from_period"), _period(row, "to_period")
    if later is None:
        later = Period.undated(Order.LATER)
        earlier = Period.undated(Order.EARLIER) if printed.speaks_of_a_change else None
    against = areas.get(row.text("against_area"))
    return record(Claim, row, earlier=earlier, later=later, printed=printed, against=against)


def _action(row: TypedRow) -> Action:
    return record(Action, row, basis=Basis(row.text("basis") or Basis.PROMISED))


def _printed(row: TypedRow) -> Printed:
    return Printed(
        earlier=row.number("from_printed"),
        later=row.number("to_printed"),
        change=row.number("change_printed"),
        unit=row.text("change_unit_printed"),
        direction=row.text("direction_printed"),
        numerator=row.number("numerator_printed"),
        denominator=row.number("denominator_printed"),
        percent=row.number("percent_printed"),
        change_bound=_bound(row, "change_bound"),
        value_bound=_bound(row, "value_bound"),
        comparison=row.text("comparison_printed"),
    )


def _bound(row: TypedRow, field: str) -> Bound | None:
    return Bound(row.text(field)) if row.text(field) else None


def _period(row: TypedRow, name: str) -> Period | None:
    start = row.day(f"{name}_start")
    return Period(start, row.text(f"{name}_duration")) if start else None
