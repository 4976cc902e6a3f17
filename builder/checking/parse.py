"""Turns packages without problems into the trusted model."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import itemgetter

from builder.checking.plan_rows import plan
from builder.checking.records import governance
from builder.model.measures import (
    USUAL_LEVEL,
    Area,
    Bound,
    Claim,
    CountedAs,
    Metric,
    Observation,
    Order,
    Outcome,
    Package,
    Partnership,
    Period,
    Polarity,
    Printed,
    Site,
    Source,
    Status,
    Target,
    Tier,
    Unit,
)
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
    areas = tuple(_area(row) for row in rows.get("areas", ()))
    by_name = {area.area: area for area in (*national, *areas)}
    return Package(
        name=found.name,
        title=text["title"],
        description=text["description"],
        version=text["version"],
        home_area=text.get("area", ""),
        outcomes=tuple(_outcome(row) for row in rows.get("outcomes", ())),
        metrics=tuple(_metric(row) for row in rows.get("metrics", ())),
        areas=areas,
        sources=tuple(_source(row) for row in rows.get("sources", ())),
        observations=tuple(_observation(row) for row in rows.get("observations", ())),
        targets=tuple(_target(row, by_name) for row in rows.get("targets", ())),
        claims=tuple(_claim(row, by_name) for row in rows.get("claims", ())),
        tables={name: tuple(row.cells for row in table) for name, table in rows.items()},
        texts={name: _texts(table) for name, table in found.tables.items()},
        narratives=found.narratives,
        governance=governance(rows),
        plan=plan(rows),
    )


def _texts(table: TableAsFound) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table as they stand in the file, in the order of its schema."""
    in_order = itemgetter(*(table.columns[name] for name in table.schema.field_names))
    return tuple(map(in_order, table.rows))


def _outcome(row: TypedRow) -> Outcome:
    number = row["number"]
    assert isinstance(number, int)
    return Outcome(row.text("outcome"), number, row.text("title"), row.text("kind"), row.text("description"))


def _metric(row: TypedRow) -> Metric:
    rate_base, decimals = row["rate_base"], row["decimals"]
    return Metric(
        metric=row.text("metric"),
        title=row.text("title"),
        outcome=row.text("outcome"),
        tier=Tier(row.text("tier")),
        framework_metric=row.text("framework_metric"),
        unit=Unit(row.text("unit")) if row.text("unit") else None,
        rate_base=rate_base if isinstance(rate_base, int) else None,
        polarity=Polarity(row.text("polarity")),
        counted=row.text("counted"),
        definition=row.text("definition"),
        inclusion_basis=row.text("inclusion_basis"),
        limitations=row.text("limitations"),
        data_source=row.text("data_source"),
        lowest_geography=row.text("lowest_geography"),
        coverage=row.text("coverage"),
        frequency=row.text("frequency"),
        framework_version=row.text("framework_version"),
        adds_up_over=tuple(filter(None, row.text("adds_up_over").split(LIST_SEPARATOR))),
        search_words=row.text("search_words"),
        source=row.text("source"),
        place=row.text("place"),
        next_update=row.day("next_update"),
        counted_as=CountedAs(row.text("counted_as")) if row.text("counted_as") else None,
        unit_words=row.text("unit_words"),
        decimals=decimals if isinstance(decimals, int) else None,
        standardised=row["standardised"] is True,
        cumulative=row["cumulative"] is True,
        numerator_metric=row.text("numerator_metric"),
    )


def _area(row: TypedRow) -> Area:
    return Area(
        area=row.text("area"),
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        parent=row.text("parent"),
        comparator=row["comparator"] is True,
        comparator_reason=row.text("comparator_reason"),
        until=row.day("until"),
        followed_by=row.keys("followed_by"),
    )


def _source(row: TypedRow) -> Source:
    return Source(
        source=row.text("source"),
        title=row.text("title"),
        publisher=row.text("publisher"),
        published=row.day("published"),
        licence=row.text("licence"),
        address=row.text("address"),
        part_of=row.text("part_of"),
        note=row.text("note"),
    )


def _observation(row: TypedRow) -> Observation:
    period = _period(row, "period") or Period.undated(Order(row.text("period_order")))
    return Observation(
        metric=row.text("metric"),
        area=row.text("area"),
        breakdown=row.text("breakdown"),
        group=row.text("group"),
        period=period,
        period_stated=row.text("period_basis") == "stated",
        period_printed=row.text("period_printed"),
        value=row.number("value"),
        numerator=row.number("numerator"),
        denominator=row.number("denominator"),
        lower=row.number("lower"),
        upper=row.number("upper"),
        status=Status(row.text("status")) if row.text("status") else None,
        method_version=row.text("method_version"),
        source=row.text("source"),
        place=row.text("place"),
        note=row.text("note"),
        bound=_bound(row, "bound"),
        interval_level=Decimal(row.text("interval_level") or USUAL_LEVEL),
    )


def _target(row: TypedRow, areas: Mapping[str, Area]) -> Target:
    date, start = row.day("target_date"), row.day("baseline_period_start")
    assert date is not None
    duration = row.text("baseline_period_duration")
    return Target(
        target=row.text("target"),
        title=row.text("title"),
        metric=row.text("metric"),
        area=row.text("area"),
        baseline_value=row.number("baseline_value"),
        baseline_period=Period(start, duration) if start and duration else None,
        target_value=row.number("target_value"),
        target_change=row.number("target_change"),
        target_date=date,
        source=row.text("source"),
        place=row.text("place"),
        note=row.text("note"),
        target_points=row.number("target_points"),
        benchmark=areas.get(row.text("benchmark")),
        breakdown=row.text("breakdown"),
        group=row.text("group"),
        bound=_bound(row, "bound"),
        other_end=row.number("other_end"),
    )


def _claim(row: TypedRow, areas: Mapping[str, Area]) -> Claim:
    """Return a claim; its later period is always there."""
    printed = _printed(row)
    earlier, later = _period(row, "from_period"), _period(row, "to_period")
    if later is None:
        later = Period.undated(Order.LATER)
        earlier = Period.undated(Order.EARLIER) if printed.speaks_of_a_change else None
    return Claim(
        claim=row.text("claim"),
        document=row.text("document"),
        place=row.text("place"),
        metric=row.text("metric"),
        area=row.text("area"),
        breakdown=row.text("breakdown"),
        group=row.text("group"),
        earlier=earlier,
        later=later,
        printed=printed,
        note=row.text("note"),
        against=areas.get(row.text("against_area")),
    )


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
