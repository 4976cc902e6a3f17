"""The pages that give the overview: home, a partnership, an outcome, an area."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from builder import addresses, wording
from builder.model import Area, Outcome, Site
from builder.pages import views
from builder.pages.scene import LinkTo, Scene, card, judged, tier_words
from builder.pages.views import Card, Cell, Glance, Link, Page, Section, Verdict
from builder.statistics import Judgement, Leaning, MetricSummary, Series, change

_GROUPS: tuple[tuple[Judgement, Leaning | None, str, str], ...] = (
    (Judgement.BETTER, None, "Getting better", "better"),
    (Judgement.WORSE, None, "Getting worse", "worse"),
    (Judgement.MIXED, None, "Different from area to area", "different from area to area"),
    (Judgement.NO_CLEAR_CHANGE, None, "No clear change", "with no clear change"),
    (Judgement.NEITHER, None, "Changed, but neither better nor worse", "neither better nor worse"),
    (Judgement.NOT_TESTED, Leaning.GOOD, "Moved the good way, but not tested", "moved the good way, not tested"),
    (Judgement.NOT_TESTED, Leaning.BAD, "Moved the bad way, but not tested", "moved the bad way, not tested"),
    (Judgement.NOT_TESTED, Leaning.NONE, "Changed, but not tested", "changed, not tested"),
)
"""The groups of metrics that can be compared, in the order of the page: heading, and words after a count."""

_COUNTED = {
    Judgement.BETTER: "better",
    Judgement.WORSE: "worse",
    Judgement.MIXED: "mixed",
    Judgement.NO_CLEAR_CHANGE: "with no clear change",
    Judgement.NEITHER: "neither better nor worse",
    Judgement.NOT_TESTED: "not tested",
    None: "with one period only",
}
"""The words after a count of metrics, in the order of the page."""


def home_page(site: Site, scenes: tuple[Scene, ...]) -> Page:
    """Return the home page of a site with several partnerships."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.HOME, goal)

    partnerships = tuple(
        {
            "title": scene.partnership.title,
            "href": link(scene.addresses.overview),
            "count": wording.counted(len(scene.summaries), "metric"),
            "verdicts": _verdicts(scene.summaries.values()),
        }
        for scene in scenes
    )
    outcomes = sorted(site.framework.outcomes, key=lambda outcome: outcome.number)
    rows = [
        [
            Cell(outcome.title),
            *(_outcome_cell(scene, outcome, link) for scene in scenes),
        ]
        for outcome in outcomes
    ]
    titles = [scene.partnership.title for scene in scenes]
    return Page(
        address=addresses.HOME,
        template="home.md.jinja",
        title="Is it getting better? Drugs and alcohol in your area",
        description="What changed, what was promised and what it cost, from published data of "
        f"{wording.listed(titles)}.",
        values={
            "partnerships": partnerships,
            "outcomes": views.table("How many metrics got better or worse, by outcome", ["Outcome", *titles], rows),
            "framework": link(addresses.FRAMEWORK),
            "methods": link(addresses.METHODS),
            "data": link(addresses.DATA),
            "about": link(addresses.ABOUT),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
        },
    )


def _verdicts(summaries: Collection[MetricSummary]) -> tuple[Verdict, ...]:
    """Return how many metrics got better, worse and so on, each as a label."""
    counts = Counter(summary.judgement for summary in summaries)
    return tuple(
        Verdict(f"{counts[judgement]} {words}", judged(judgement).kind)
        for judgement, words in _COUNTED.items()
        if counts[judgement]
    )


def _outcome_cell(scene: Scene, outcome: Outcome, link: LinkTo) -> Cell:
    verdicts = _verdicts(scene.of_outcome(outcome.outcome))
    text = "" if verdicts else "Nothing published yet"
    return Cell(text, link(scene.addresses.outcome(outcome.outcome)), verdicts=verdicts)


def partnership_page(scene: Scene) -> Page:
    """Return the first page of a partnership."""
    address = scene.addresses.overview

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    groups = _groups(scene, link)
    tables = scene.partnership.package.tables
    return Page(
        address=address,
        template="partnership.md.jinja",
        title=f"{scene.partnership.title}: overview",
        description=f"What is getting better and worse in {scene.partnership.title}, from published data.",
        breadcrumbs=scene.breadcrumbs(link)[:-1],
        partnership=scene.partnership.title,
        values={
            "title": scene.partnership.title,
            "count": wording.counted(len(scene.summaries), "metric"),
            "glances": _glances(scene, groups),
            "groups": tuple(Section(title, views.anchor(title), cards=cards) for title, _, cards in groups),
            "outcomes": tuple(
                {
                    "title": outcome.title,
                    "href": link(scene.addresses.outcome(outcome.outcome)),
                    "verdicts": _verdicts(scene.of_outcome(outcome.outcome)),
                }
                for outcome in scene.outcomes
            ),
            "areas": tuple(
                Link(area.name, link(scene.addresses.area(area.area))) for area in areas_with_figures(scene)
            ),
            "promised": _promised(scene),
            "pages": tuple(
                Link(title, link(scene.addresses.page(name)))
                for name, title, needed in (
                    ("plan", "The plan: what was promised", ("actions", "priorities")),
                    ("partners", "Who is responsible", ("organisations", "groups")),
                    ("money", "Money: grants and contracts", ("funding", "services")),
                    ("needs", "What the needs assessment found", ("findings",)),
                    ("claims", "We checked the published reports", ("claims",)),
                    ("changes", "Publications and corrections", ("documents", "revisions")),
                    ("data", "Take the data away", ("observations",)),
                )
                if any(table in tables for table in needed)
            ),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
            "methods": link(addresses.METHODS),
        },
    )


def _groups(scene: Scene, link: LinkTo) -> tuple[tuple[str, str, tuple[Card, ...]], ...]:
    """Return the metrics that can be compared, by what can be said of them: heading, words after a count, cards."""
    summaries = scene.summaries.values()
    groups = (
        (
            title,
            counted,
            tuple(
                card(scene, summary, link)
                for summary in summaries
                if summary.judgement is judgement and leaning in {None, summary.leaning}
            ),
        )
        for judgement, leaning, title, counted in _GROUPS
    )
    return tuple(group for group in groups if group[2])


def _glances(scene: Scene, groups: Iterable[tuple[str, str, tuple[Card, ...]]]) -> tuple[Glance, ...]:
    """Return the metrics by what can be said of them, and last how many there are with nothing to compare."""
    compared = (
        Glance(
            Verdict(f"{len(cards)} {counted}", cards[0].verdict.kind),
            tuple(Link(one.title, one.href) for one in cards),
        )
        for _, counted, cards in groups
    )
    alone = [summary for summary in scene.summaries.values() if summary.judgement is None]
    return (*compared, *(Glance(one) for one in _verdicts(alone)))


def _promised(scene: Scene) -> str:
    actions = scene.partnership.package.tables.get("actions", ())
    if not actions:
        return "No plan is published yet."
    owned = sum(1 for row in actions if row["lead"])
    dated = sum(1 for row in actions if row["due"])
    stated = sum(1 for row in actions if row["status"])
    return (
        f"The published papers name {wording.counted(len(actions), 'action')}. "
        f"{_share(owned, len(actions))} a lead organisation, {_share(dated, len(actions)).lower()} a due date "
        f"and {_share(stated, len(actions)).lower()} a status."
    )


def _share(part: int, whole: int) -> str:
    if part == 0:
        return "None has"
    if part == whole:
        return "All have"
    return f"{part} {'has' if part == 1 else 'have'}"


def areas_with_figures(scene: Scene) -> tuple[Area, ...]:
    """Return the partnership's own areas that have at least one figure."""
    used = {s.area.area for summary in scene.summaries.values() for s in summary.series}
    return tuple(a for a in scene.partnership.areas.values() if a.area in used and not a.comparator)


def outcome_page(scene: Scene, outcome: Outcome) -> Page:
    """Return the page of one outcome of a partnership."""
    address = scene.addresses.outcome(outcome.outcome)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    summaries = scene.of_outcome(outcome.outcome)
    rows = [
        [
            Cell(metric.title, link(addresses.framework_metric(metric.metric))),
            Cell(tier_words(metric).removeprefix("National ").capitalize()),
            _reason(scene, metric.metric, link),
        ]
        for metric in scene.unpublished(outcome.outcome)
    ]
    return Page(
        address=address,
        template="outcome.md.jinja",
        title=f"{outcome.title}: {scene.partnership.title}",
        description=f"How {scene.partnership.title} is doing on “{outcome.title}”, metric by metric.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        values={
            "title": outcome.title,
            "number": outcome.number,
            "kind": f"{outcome.kind} outcome",
            "introduction": outcome.description,
            "verdicts": _verdicts(summaries),
            "cards": tuple(card(scene, summary, link) for summary in summaries),
            "missing": views.table(
                "Metrics of the national framework without a published figure", ["Metric", "Tier", "Why"], rows
            )
            if rows
            else None,
            "others": tuple(
                Link(other.title, link(scene.addresses.outcome(other.outcome)))
                for other in scene.outcomes
                if other is not outcome
            ),
        },
    )


def _reason(scene: Scene, metric: str, link: LinkTo) -> Cell:
    related = scene.related(metric)
    if related:
        near = related[0].metric
        more = f" and {wording.counted(len(related) - 1, 'more figure')}" if len(related) > 1 else ""
        return Cell(f"A local figure is near to it: {near.title}{more}", link(scene.addresses.metric(near.metric)))
    if scene.partnership.metrics[metric].unit is None:
        return Cell("The framework names it, but has not settled how to measure it")
    return Cell("No figure in the documents that the partnership published")


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
    columns = ["Metric", "Is it better?", "Latest figure", "Period", "Figure before", "Change"]
    return views.table(f"{outcome.title} in {area.name}", columns, rows, [2, 4])
