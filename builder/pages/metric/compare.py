"""The pages that set partnerships side by side: one that leads to every shared metric, and one for each.

Only a site with several partnerships has them. Partnerships stand in the order of their names, everywhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from builder import wording
from builder.analysis.partnerships import Entry, SharedMetric
from builder.charts.figures.comparison import comparison_figure
from builder.model import addresses
from builder.model.measures import MANY, Source
from builder.pages import views
from builder.pages.metric.metric import interval_cell, interval_column, interval_kinds, note_words, parts_words
from builder.pages.places import ELSEWHERE, region_of
from builder.pages.scene import LinkTo, Scene, source_words
from builder.pages.views import CellView, LinkView, Page, SectionView, Term

TITLE = "Compare partnerships"


def compare_pages(scenes: tuple[Scene, ...]) -> list[Page]:
    """Return the pages that compare; none where there is one partnership."""
    if len(scenes) < 2:
        return []
    return [_index(scenes), *(_metric_page(shared, scenes) for shared in scenes[0].shared.values())]


def compare_tables(scenes: tuple[Scene, ...]) -> Iterator[tuple[str, views.TableView]]:
    """Yield the table of each metric that is compared, with the name of its part."""
    for shared in scenes[0].shared.values() if len(scenes) > 1 else ():
        facts = comparison_figure(shared)
        part = f"tables/{facts.identifier(addresses.COMPARED)}"
        entries = shared.entries[:MOST_OPEN] if _is_long(shared) else shared.entries
        yield f"{part}.html", _table(shared, scenes, facts.title, entries)
        for region, of_region in _by_region(shared).items():
            yield f"{part}-{views.anchor(region)}.html", _table(shared, scenes, facts.title, of_region)


MOST_OPEN = 10
"""How many rows of a long table stand open."""


def _is_long(shared: SharedMetric) -> bool:
    return len(shared.publishers) > MANY


def _by_region(shared: SharedMetric) -> Mapping[str, list[Entry]]:
    """Return the figures of many partnerships by region, so that a reader can open a few; nothing of few."""
    entries: dict[str, list[Entry]] = {}
    for entry in shared.entries if _is_long(shared) else ():
        entries.setdefault(region_of(entry.partnership) or ELSEWHERE, []).append(entry)
    return {region: entries[region] for region in sorted(entries, key=lambda one: (one == ELSEWHERE, one))}


def _index(scenes: tuple[Scene, ...]) -> Page:
    def link(goal: str) -> str:
        return addresses.relative(addresses.COMPARE, goal)

    shared = scenes[0].shared
    rows = [
        [
            CellView(one.summary.metric.title, link(addresses.compared_metric(metric))),
            CellView(f"{wording.side_by_side(one)}."),
            CellView(_publishers(one)),
        ]
        for metric, one in shared.items()
    ]
    return Page(
        address=addresses.COMPARE,
        template="compare.md.jinja",
        title=TITLE,
        description="Which metrics several partnerships publish, side by side, and what may be compared.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)),),
        everyday_words="comparison, my area, other areas, next to, against, league table, ranking, best, worst",
        values={
            "title": TITLE,
            "metrics": views.table(
                "Metrics that two partnerships or more publish",
                ["Metric", "What can be said", "Who publishes it"],
                rows,
            ),
            "count": wording.counted(len(rows), "metric"),
            "has_shared": bool(rows),
            "singles": _singles(scenes, link),
            "figures": link(addresses.table_file(addresses.COMPARED, "compared_figures")),
            "pairs": link(addresses.table_file(addresses.COMPARED, "compared_pairs")),
            "dictionary": link(addresses.DICTIONARY),
            "methods": link(addresses.METHODS),
        },
    )


def _publishers(shared: SharedMetric) -> str:
    if _is_long(shared):
        return wording.counted(len(shared.publishers), "partnership")
    return wording.listed([partnership.title for partnership, _ in shared.publishers])


def _singles(scenes: tuple[Scene, ...], link: LinkTo) -> tuple[SectionView, ...]:
    """Return what one partnership alone publishes, in a fold for each, or in one for all where they are many."""
    sections = [section for scene in scenes if (section := _single(scene, link))]
    if not scenes[0].site.has_many or not sections:
        return tuple(sections)
    links = [LinkView(f"{one.text}: {section.title}", one.href) for section in sections for one in section.links]
    title = wording.counted(len(links), "metric")
    in_order = tuple(sorted(links, key=lambda one: one.text.casefold()))
    return (SectionView(title, views.anchor(title), links=in_order, folded=title),)


def _single(scene: Scene, link: LinkTo) -> SectionView | None:
    """Return the metrics that one partnership alone publishes, or None where there are none."""
    alone = sorted(
        (summary.metric for name, summary in scene.summaries.items() if name not in scene.shared),
        key=lambda metric: metric.title.lower(),
    )
    if not alone:
        return None
    title = scene.partnership.title
    links = tuple(LinkView(metric.title, link(scene.addresses.metric(metric.metric))) for metric in alone)
    return SectionView(title, title, links=links, folded=f"{title}: {wording.counted(len(alone), 'metric')}")


def _metric_page(shared: SharedMetric, scenes: tuple[Scene, ...]) -> Page:
    metric = shared.summary.metric
    address = addresses.compared_metric(metric.metric)
    by_name = _by_name(scenes)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    finding = wording.side_by_side(shared)
    facts = comparison_figure(shared)
    identifier = facts.identifier(addresses.COMPARED)
    cited = dict.fromkeys(_source(entry, by_name) for entry in shared.entries)
    sources = "; ".join(map(source_words, cited))
    if _is_long(shared):
        sources = f"the papers of {wording.counted(len(shared.publishers), 'partnership')}"
    return Page(
        address=address,
        template="compared_metric.md.jinja",
        title=facts.title,
        description=f"{metric.title} of several partnerships. {finding}.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)), LinkView(TITLE, link(addresses.COMPARE))),
        everyday_words=metric.search_words,
        image=addresses.picture_file(addresses.COMPARED, metric.metric, facts.name) if shared.one_scale else "",
        minor=True,
        care=link(addresses.HELP) if wording.tells_of_deaths(metric) else "",
        values={
            "title": metric.title,
            "lead": wording.what_is_compared(shared),
            "which_period": wording.which_period(shared),
            "figure": views.ChartView(
                identifier=identifier,
                heading=finding,
                anchor=facts.name,
                subtitle=facts.subtitle,
                source=f"Source: {sources}",
                downloads=_downloads(metric.metric, facts.name, link),
            ),
            "pairs": wording.pairs(shared),
            "changes": wording.changes_of_each(shared),
            "good_direction": wording.good_direction(metric),
            "care": wording.compare_with_care(shared),
            "regions": tuple(
                (
                    f"{region}: {wording.counted(len(entries), 'figure')}",
                    f"{identifier}-{views.anchor(region)}",
                )
                for region, entries in _by_region(shared).items()
            ),
            "is_long": _is_long(shared),
            "of_all": f"all {wording.counted(len(shared.publishers), 'partnership')}",
            "no_chart": "" if shared.one_scale else wording.no_chart(shared),
            "rates": _rates(shared, scenes, link),
            "script": link("assets/chart.js") if shared.one_scale else "",
            "definitions": _definitions(shared, link),
            "pages": tuple(
                LinkView(
                    f"{summary.metric.title}: {partnership.title}",
                    link(_own_page(by_name, partnership.name, metric.metric)),
                )
                for partnership, summary in shared.publishers
            ),
            "sources": tuple(Term(source_words(one), f"Licence: {one.licence}", one.address) for one in cited),
            "downloads": (
                LinkView("These figures as CSV", link(addresses.metric_file(addresses.COMPARED, metric.metric))),
                LinkView(
                    "Every pair and its test as CSV", link(addresses.table_file(addresses.COMPARED, "compared_pairs"))
                ),
                LinkView("Definition of the columns", link(f"{addresses.DICTIONARY}#compared-figures")),
            ),
            "citation": f"{scenes[0].site.settings.name}, {facts.title}, from {sources}",
            "compare": link(addresses.COMPARE),
            "methods": link(addresses.METHODS),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
        },
    )


def _rates(shared: SharedMetric, scenes: tuple[Scene, ...], link: LinkTo) -> tuple[LinkView, ...]:
    """Return the comparisons of rates that are made of a count."""
    metric = shared.summary.metric.metric
    return tuple(
        LinkView(one.summary.metric.title, link(addresses.compared_metric(name)))
        for name, one in scenes[0].shared.items()
        if one.one_scale and one.summary.metric.numerator_metric == metric
    )


def _downloads(metric: str, name: str, link: LinkTo) -> tuple[LinkView, ...]:
    return (
        LinkView("CSV", link(addresses.metric_file(addresses.COMPARED, metric))),
        LinkView("Drawing (SVG)", link(addresses.chart_file(addresses.COMPARED, metric, name))),
        LinkView("Picture (PNG)", link(addresses.picture_file(addresses.COMPARED, metric, name))),
        LinkView("Chart specification", link(addresses.specification_file(addresses.COMPARED, metric, name))),
    )


def _by_name(scenes: tuple[Scene, ...]) -> Mapping[str, Scene]:
    return {scene.partnership.name: scene for scene in scenes}


def _own_page(scenes: Mapping[str, Scene], partnership: str, metric: str) -> str:
    return scenes[partnership].addresses.metric(metric)


def _source(entry: Entry, scenes: Mapping[str, Scene]) -> Source:
    return scenes[entry.partnership.name].source(entry.shown)


def _definitions(shared: SharedMetric, link: LinkTo) -> tuple[Term, ...]:
    """Return what is measured: once for a national metric, else in the words of each partnership."""
    metric = shared.summary.metric
    if shared.is_national:
        text = metric.definition or "The framework names this metric without defining it."
        return (
            Term("What it measures", text),
            *((Term("What it cannot tell us", metric.limitations),) if metric.limitations else ()),
            Term("National definition", "In the outcomes framework", link(addresses.framework_metric(metric.metric))),
        )
    return tuple(
        Term(
            f"{summary.metric.title}: {partnership.title}",
            summary.metric.definition or "The partnership publishes no definition.",
        )
        for partnership, summary in shared.publishers
    )


def _table(shared: SharedMetric, scenes: tuple[Scene, ...], title: str, entries: Sequence[Entry]) -> views.TableView:
    metric = shared.summary.metric
    address = addresses.compared_metric(metric.metric)
    by_name = _by_name(scenes)
    benchmarks = dict.fromkeys(entry.benchmark.area.name for entry in shared.entries if entry.benchmark)
    has_group = any(entry.series.group for entry in shared.entries)
    has_parts = any(entry.shown.denominator is not None for entry in shared.entries)
    kinds = {kind for entry in shared.entries for kind in interval_kinds([entry.shown], entry.series.metric)}
    columns = ["Area", *["Group"] * has_group, "Period", wording.unit_words(metric)]
    columns += [interval_column(kinds)] if kinds else []
    columns += ["Out of"] * has_parts + [f"Against {wording.listed(list(benchmarks), 'or')}"] * bool(benchmarks)
    columns += ["Note", "Partnership", "Source"]
    rows = []
    for entry in entries:
        shown, own = entry.shown, entry.series.metric
        page = addresses.relative(address, _own_page(by_name, entry.partnership.name, own.metric))
        rows.append(
            [
                CellView(entry.series.area.name),
                *[CellView(entry.series.group or "everyone")] * has_group,
                CellView(wording.observed_in(shown)),
                CellView(wording.observed(shown, own)),
                *([interval_cell(shown, own, kinds)] if kinds else []),
                *[CellView(parts_words(shown))] * has_parts,
                *[CellView(wording.against(entry) or "no figure for the same period")] * bool(benchmarks),
                CellView(_note(entry)),
                CellView(entry.partnership.title, page),
                CellView(wording.cited_briefly(_source(entry, by_name)), f"{page}#source", note=shown.place),
            ]
        )
    caption = f"{title}. {wording.unit_words(metric)}, in the order of names"
    return replace(views.without_empty_columns(views.table(caption, columns, rows)), stacked=True)


def _note(entry: Entry) -> str:
    newer = "a newer figure is on the partnership’s page" if entry.newer else ""
    text = "; ".join(part for part in (note_words(entry.shown), newer) if part)
    return text[:1].upper() + text[1:]
