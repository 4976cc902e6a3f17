"""The page of an area: the latest figure of each metric."""

from collections.abc import Iterator
from dataclasses import replace

from builder import addresses, wording
from builder.model import Area, Outcome
from builder.pages import views
from builder.pages.scene import Scene, judged
from builder.pages.views import Cell, Link, Page
from builder.statistics import Series, change


def areas_with_figures(scene: Scene) -> tuple[Area, ...]:
    """Return the partnership's own areas that have at least one figure."""
    used = {s.area.area for summary in scene.summaries.values() for s in summary.series}
    return tuple(a for a in scene.partnership.areas.values() if a.area in used and not a.comparator)


def area_page(scene: Scene, area: Area) -> Page:
    """Return the page of one area: the latest figure of each metric."""
    address = scene.addresses.area(area.area)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    return Page(
        address=address,
        template="area.md.jinja",
        title=f"{area.name}: every figure",
        description=f"The latest published figures on drugs and alcohol in {area.name}.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        values={
            "title": area.name,
            "code": area.code,
            "sections": tuple(
                {"title": outcome.title, "anchor": outcome.outcome, "part": _area_part(scene, area, outcome)}
                for outcome in scene.outcomes
                if _about_area(scene, area, outcome)
            ),
            "others": tuple(
                Link(other.name, link(scene.addresses.area(other.area)))
                for other in areas_with_figures(scene)
                if other is not area
            ),
            "methods": link(addresses.METHODS),
            "data": link(scene.addresses.page("data")),
        },
    )


def area_tables(scene: Scene) -> Iterator[tuple[str, views.Table]]:
    """Yield the table of each outcome for each area of a partnership, with the name of its part."""
    for area in areas_with_figures(scene):
        for outcome in scene.outcomes:
            known = _about_area(scene, area, outcome)
            if known:
                yield _area_part(scene, area, outcome), _area_table(scene, area, outcome, known)


def _area_part(scene: Scene, area: Area, outcome: Outcome) -> str:
    return f"tables/areas/{scene.partnership.name}-{area.area}-{outcome.outcome}.html"


def _about_area(scene: Scene, area: Area, outcome: Outcome) -> list[Series]:
    """Return the series of an outcome about everyone in an area that hold a number."""
    return [
        series
        for summary in scene.of_outcome(outcome.outcome)
        for series in summary.about_area(area.area)
        if series.latest
    ]


def _area_table(scene: Scene, area: Area, outcome: Outcome, known: list[Series]) -> views.Table:
    address = scene.addresses.area(area.area)
    rows = []
    for series in known:
        assert series.latest is not None
        metric, found = series.metric, change(series)
        rows.append(
            [
                Cell(metric.title, addresses.relative(address, scene.addresses.metric(metric.metric))),
                Cell(verdicts=(judged(found.judgement),)) if found else Cell("cannot say"),
                Cell(wording.observed(series.latest, metric)),
                Cell(wording.observed_in(series.latest)),
                Cell(wording.observed(found.earlier, metric) if found else "not published"),
                Cell(wording.signed_change(found) if found else "nothing to compare with"),
            ]
        )
    columns = ["Metric", "Better or worse", "Latest figure", "Period", "Figure before", "Change"]
    return replace(
        views.table(f"Figures of {area.name} for the aim “{outcome.title}”", columns, rows, [2, 4]), stacked=True
    )
