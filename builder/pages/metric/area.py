"""The page of an area: the latest figure of each metric."""

from collections.abc import Iterator
from dataclasses import replace

from builder import wording
from builder.analysis.verdicts import SeriesVerdict
from builder.model import addresses
from builder.model.measures import Area, Outcome
from builder.pages import views
from builder.pages.metric.standings import footnote, standing_of
from builder.pages.scene import Scene, series_label
from builder.pages.views import CellView, LinkView, Page


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
            "ended": scene.ended(area),
            "moved": standing_of(scene, area),
            "footnote": footnote(scene.summaries.values()),
            "sections": tuple(
                {"title": outcome.title, "anchor": outcome.outcome, "part": _area_part(scene, area, outcome)}
                for outcome in scene.outcomes
                if _about_area(scene, area, outcome)
            ),
            "others": tuple(
                LinkView(other.name, link(scene.addresses.area(other.area)))
                for other in scene.own_areas
                if other is not area
            ),
            "methods": link(addresses.METHODS),
            "data": link(scene.addresses.page("data")),
        },
    )


def area_tables(scene: Scene) -> Iterator[tuple[str, views.TableView]]:
    """Yield the table of each outcome for each area of a partnership, with the name of its part."""
    for area in scene.own_areas:
        for outcome in scene.outcomes:
            known = _about_area(scene, area, outcome)
            if known:
                yield _area_part(scene, area, outcome), _area_table(scene, area, outcome, known)


def _area_part(scene: Scene, area: Area, outcome: Outcome) -> str:
    return f"tables/areas/{scene.partnership.name}-{area.area}-{outcome.outcome}.html"


def _about_area(scene: Scene, area: Area, outcome: Outcome) -> list[SeriesVerdict]:
    """Return the verdict on everyone in an area for each metric of an outcome, as it is counted now."""
    return [
        summary.verdict_of(series)
        for summary in scene.of_outcome(outcome.outcome)
        if (series := summary.current_in(area.area)) is not None
    ]


def _area_table(scene: Scene, area: Area, outcome: Outcome, known: list[SeriesVerdict]) -> views.TableView:
    address = scene.addresses.area(area.area)
    rows = []
    for verdict in known:
        series, found = verdict.series, verdict.told
        assert series.latest is not None
        metric = series.metric
        earlier, later = wording.both_figures(found, metric) if found else ("", wording.observed(series.latest, metric))
        rows.append(
            [
                CellView(metric.title, addresses.relative(address, scene.addresses.metric(metric.metric))),
                CellView(verdicts=(series_label(verdict),)),
                CellView(later),
                CellView(wording.observed_in(series.latest)),
                CellView(earlier, note=wording.within(found.earlier)) if found else CellView("none"),
                CellView(wording.signed_change(found, metric)) if found else CellView("nothing to compare with"),
            ]
        )
    columns = ["Metric", "What we can say", "Latest figure", "Period", "Earlier figure", "Change"]
    return replace(
        views.table(f"Figures of {area.name} for the aim “{outcome.title}”", columns, rows, [2, 4]), stacked=True
    )
