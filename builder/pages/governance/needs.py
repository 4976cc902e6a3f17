"""The page of needs: what was found, by theme and group, beside England, and which actions answer it."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder import wording
from builder.analysis.needs import Answers, FindingSummary, answers
from builder.model import addresses
from builder.model.governance import FindingKind
from builder.model.measures import Metric, Observation
from builder.pages import views
from builder.pages.narratives import narrative_on
from builder.pages.scene import LinkTo, Scene
from builder.pages.take_away import table_links
from builder.pages.views import CellView, Page, TableView, Term, VerdictView
from builder.tables.governance import FINDING_FIGURES

PAGE = "needs"

TABLES = ("findings",)
"""The tables of which one is enough for the page."""

EVERYONE = "Everyone, or no group named"


@dataclass(frozen=True, slots=True)
class Theme:
    """The findings of one theme."""

    folded: str
    """The words of its fold: the theme, how many needs there are, and how many of them an action answers."""
    anchor: str
    needs: TableView | None
    others: TableView | None
    """What goes well, and background."""


def has_needs(scene: Scene) -> bool:
    """Return whether a partnership publishes what was found."""
    return any(scene.partnership.package.tables.get(table) for table in TABLES)


def needs_page(scene: Scene) -> Page:
    """Return the page of what people need."""
    address = scene.addresses.page(PAGE)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    package = scene.partnership.package
    summaries = scene.publication.findings
    needs = [one for one in summaries if one.is_need]
    unanswered = tuple(
        {"text": one.finding.statement, "people": one.finding.people} for one in needs if not one.finding.answered_by
    )
    benchmarks, groups, recommendations = (
        _benchmark_table(scene, summaries, link),
        _groups(scene, needs),
        _recommendation_table(scene),
    )
    return Page(
        address=address,
        template="needs.md.jinja",
        title=f"What people need: {scene.partnership.title}",
        description=f"What was found in {scene.partnership.title}, and which actions answer it.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        narrative=narrative_on(scene, PAGE, address),
        values={
            "title": "What people need",
            "lead": needs_sentence(summaries, planned=bool(scene.actions)),
            "picture": scene.picture("needs-picture"),
            "script": link("assets/chart.js") if scene.picture("needs-picture") else "",
            "benchmarks": benchmarks,
            "benchmarks_title": _counted_rows(benchmarks, "figure"),
            "groups": groups,
            "groups_title": wording.counted(len(groups), "group of people", "groups of people"),
            "unanswered": unanswered,
            "unanswered_title": wording.counted(len(unanswered), "need"),
            "asks_for_actions": bool(needs and scene.actions),
            "themes": _themes(scene, summaries, link),
            "recommendations": recommendations,
            "recommendations_title": _counted_rows(recommendations, "recommendation"),
            "plan": link(scene.addresses.page("plan")) if package.tables.get("actions") else "",
            "links": table_links(scene, (*TABLES, "recommendations", FINDING_FIGURES.name), link),
        },
    )


def _counted_rows(table: TableView | None, noun: str) -> str:
    return wording.counted(len(table.rows), noun) if table else ""


def needs_sentence(summaries: Iterable[FindingSummary], *, planned: bool) -> str:
    """Return how many needs the papers name and, where an action is published, how many of them one answers."""
    found = answers(summaries)
    if not found.needs:
        return "The published papers name no need that we can tell from the rest."
    start = f"The papers describe {wording.counted(found.needs, 'need')}."
    if not planned:
        return f"{start} No action has been published yet that could answer {'it' if found.needs == 1 else 'them'}."
    if not found.unanswered:
        return f"{start} The plan covers {'it' if found.needs == 1 else 'each of them'}."
    if not found.answered:
        return f"{start} The plan covers none of {'it' if found.needs == 1 else 'them'}."
    return f"{start} The plan covers {found.answered} of them."


def _figure(scene: Scene, one: FindingSummary, link: LinkTo) -> CellView:
    """Return the figure of a finding as the data hold it, linked to its metric."""
    if one.observation and one.metric:
        known = one.metric.metric in scene.summaries
        place = scene.partnership.areas[one.observation.area].name
        note = ", ".join(filter(None, (one.observation.group, place, wording.observed_in(one.observation))))
        href = link(scene.addresses.metric(one.metric.metric)) if known else ""
        return CellView(wording.observed(one.observation, one.metric), href, note=note)
    figure, unit = one.finding.figure, one.finding.unit
    where = ", ".join(filter(None, (one.finding.area_printed, one.finding.period_printed)))
    return CellView("" if figure is None else wording.finding_figure(figure, unit, one.finding.bound), note=where)


def _answer(one: FindingSummary, titles: dict[str, str]) -> CellView:
    """Return the actions that answer a need; of any other finding, whether it goes well."""
    if not one.is_need:
        is_good = one.finding.kind is FindingKind.STRENGTH
        return (
            CellView(verdicts=(VerdictView(wording.finding_kind(one.finding.kind), "better"),))
            if is_good
            else CellView()
        )
    if not titles:
        return CellView()
    named = [titles[action] for action in one.finding.answered_by]
    return CellView("; ".join(named)) if named else CellView(verdicts=(VerdictView("No action answers this", "none"),))


def _themes(scene: Scene, summaries: tuple[FindingSummary, ...], link: LinkTo) -> tuple[Theme, ...]:
    """Return the findings by theme; themes with needs come first, and otherwise all is in the order of the data."""
    themes: dict[str, list[FindingSummary]] = {}
    for one in summaries:
        themes.setdefault(one.finding.theme, []).append(one)
    ranked = sorted(themes.items(), key=lambda theme: not any(one.is_need for one in theme[1]))
    found = []
    for number, (theme, members) in enumerate(ranked, start=1):
        own, others = ([one for one in members if one.is_need is wanted] for wanted in (True, False))
        words = _needs_words(scene, answers(own)) if own else wording.counted(len(others), "finding")
        found.append(
            Theme(
                folded=f"{theme}: {words.replace(': ', ', ', 1)}",
                anchor=f"theme-{number}",
                needs=_table(scene, f"Needs: {theme}", own, link),
                others=_table(scene, f"Other findings: {theme}", others, link),
            )
        )
    return tuple(found)


def _table(scene: Scene, caption: str, members: list[FindingSummary], link: LinkTo) -> TableView | None:
    """Return findings with their figures and answers, or None where there is none."""
    titles = {str(row["action"]): str(row["title"]) for row in scene.partnership.package.tables.get("actions", ())}
    sources = scene.partnership.sources
    rows = [
        [
            CellView(one.finding.statement),
            CellView(one.finding.people),
            _figure(scene, one, link),
            _answer(one, titles),
            CellView(note=f"{sources[one.finding.source].title}, {one.finding.place}"),
        ]
        for one in members
    ]
    columns = ["What was found", "Who it is about", "Figure", "What it means", "Source"]
    if members and members[0].is_need:
        columns[3] = "What answers it"
    if not rows:
        return None
    return views.without_empty_columns(views.table(caption, columns, rows))


def _groups(scene: Scene, needs: list[FindingSummary]) -> tuple[Term, ...]:
    """Return how many needs there are of each group of people, most first, and how many an action answers."""
    groups: dict[str, list[FindingSummary]] = {}
    for one in needs:
        groups.setdefault(one.finding.people or EVERYONE, []).append(one)
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    terms = []
    for name, members in ranked:
        terms.append(Term(name, _needs_words(scene, answers(members))))
    return tuple(terms)


def _needs_words(scene: Scene, found: Answers) -> str:
    """Return how many needs there are and, where an action is published, how many of them one answers."""
    counted = wording.counted(found.needs, "need")
    return f"{counted}: {_answered_words(found)}" if scene.actions else counted


def _answered_words(found: Answers) -> str:
    if not found.unanswered:
        return "with an action" if found.needs == 1 else "all with an action"
    if not found.answered:
        return "without an action" if found.needs == 1 else "none with an action"
    return f"{found.answered} with an action, {found.unanswered} without"


def _benchmark_table(scene: Scene, summaries: tuple[FindingSummary, ...], link: LinkTo) -> TableView | None:
    """Return the findings whose figure is published for England too, unmet need first; only side by side."""
    rows = []
    beside = [one for one in summaries if one.benchmark]
    for one in sorted(beside, key=lambda one: (not one.is_need, one.finding.theme != "Unmet need")):
        assert one.observation and one.benchmark and one.metric
        title = ": ".join(filter(None, (one.metric.title, one.observation.group)))
        known = one.metric.metric in scene.summaries
        rows.append(
            [
                CellView(title, link(scene.addresses.metric(one.metric.metric)) if known else ""),
                CellView(_in_area(scene, one.observation, one.metric)),
                CellView(_in_area(scene, one.benchmark, one.metric)),
                CellView(wording.observed_in(one.observation)),
            ]
        )
    columns = ["What is measured", "Here", "To compare with", "Period"]
    return views.table("Figures of findings, here and in England", columns, rows) if rows else None


def _in_area(scene: Scene, observation: Observation, metric: Metric) -> str:
    return f"{wording.observed(observation, metric)} in {scene.partnership.areas[observation.area].name}"


def _recommendation_table(scene: Scene) -> TableView | None:
    rows_of_priorities = (
        *scene.site.framework.tables.get("priorities", ()),
        *scene.partnership.package.tables.get("priorities", ()),
    )
    titles = {str(row["priority"]): str(row["title"]) for row in rows_of_priorities}
    rows = [
        [
            CellView(one.title),
            CellView(one.number),
            CellView(titles.get(one.priority, "")),
            CellView(one.made_to),
            CellView(f"{scene.partnership.sources[one.source].title}, {one.place}"),
        ]
        for one in scene.partnership.package.governance.recommendations
    ]
    if not rows:
        return None
    columns = ["What is recommended", "Number", "Priority", "Made to", "Source"]
    return views.without_empty_columns(views.table("Recommendations", columns, rows))
