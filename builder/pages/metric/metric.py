"""The page of a metric: the finding, the charts, each area, how sure it is, the definition, the source."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from builder import wording
from builder.analysis.actions import state_counts
from builder.analysis.certainty import IntervalKind, Limits, limits_of
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.charts.figures.metric import Figure as FigureFacts
from builder.model import addresses
from builder.model.measures import Metric, Observation, Period, Tier
from builder.pages import views
from builder.pages.metric import sureness
from builder.pages.narratives import narrative_on
from builder.pages.plan.actions import action_links, naming, serving
from builder.pages.plan.plan import has_plan
from builder.pages.scene import LinkTo, Scene, source_words, tier_words, verdict
from builder.pages.views import CellView, LinkView, Page, Term

MAXIMUM_ACTIONS = 4
"""How many actions stand open, at most: the page has more to show on a phone."""


def metric_page(scene: Scene, summary: MetricSummary) -> Page:
    """Return the page of one metric."""
    metric = summary.metric
    address = scene.addresses.metric(metric.metric)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    outcome = next(o for o in scene.outcomes if o.outcome == metric.outcome)
    figures = scene.figures[metric.metric]
    named = naming(scene, summary)
    promises = sureness.targets(summary, scene.partnership.day)
    finding = wording.finding(summary)
    return Page(
        address=address,
        template="metric.md.jinja",
        title=f"{metric.title}: {scene.partnership.title}",
        description=f"{finding}.",
        breadcrumbs=scene.breadcrumbs(link, LinkView(outcome.title, link(scene.addresses.outcome(outcome.outcome)))),
        partnership=scene.partnership.title,
        narrative=narrative_on(scene, f"metrics/{metric.metric}", address, titled=False),
        everyday_words=metric.search_words,
        image=addresses.picture_file(scene.partnership.name, metric.metric, figures[0].name) if figures else "",
        care=link(addresses.HELP) if wording.tells_of_deaths(metric) else "",
        values={
            "title": metric.title,
            "summary": _summary(metric, outcome.title, scene.partnership.title),
            "tier": tier_words(metric),
            "verdict": verdict(summary),
            "assumption": wording.STARRED if summary.if_equally_long else "",
            "finding": finding,
            "figures": tuple(_figure(scene, summary, facts, number, link) for number, facts in enumerate(figures)),
            "area_sentences": _sentences(summary),
            "comparison": wording.comparison(summary),
            "compared_with": _compared_with(summary),
            "others": _others(scene, metric, link),
            "targets": promises,
            "sureness": tuple(sentence for sentence in wording.sureness(summary) if sentence != wording.STARRED),
            "definition": _definition(scene, summary, link),
            "notes": (*_ended(scene, summary), *_notes(summary, figures), *(one.note for one in promises if one.note)),
            "sources": _sources(scene, summary),
            "downloads": (
                *_files(scene.partnership.name, metric.metric, link),
                LinkView("Definition of the columns", link(addresses.DICTIONARY)),
                LinkView("The whole package", link(addresses.package_file(scene.partnership.name))),
            ),
            "citation": f"{scene.site.settings.name}, {metric.title}, {scene.partnership.title}, "
            f"version {scene.partnership.package.version} of the data, from {_cited(scene, summary)}",
            "citations": link(addresses.citations_file(scene.partnership.name)),
            "actions": action_links(scene, named, link),
            "actions_folded": wording.folded_states(state_counts(named)) if len(named) > MAXIMUM_ACTIONS else "",
            "has_actions": bool(scene.actions),
            "serving": action_links(scene, serving(scene, summary), link),
            "outcome": outcome.title,
            "plan": link(scene.addresses.page("plan")) if has_plan(scene) else "",
            "methods": link(addresses.METHODS),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
            "script": link("assets/chart.js") if figures else "",
        },
    )


def _files(package: str, metric: str, link: LinkTo) -> tuple[LinkView, ...]:
    """Return links to the files that hold nothing but the metric."""
    figures = addresses.metric_file(package, metric)
    return (
        LinkView("Figures as CSV", link(figures)),
        LinkView("Description of the CSV for programs", link(addresses.csvw_of_file(figures))),
        LinkView("Figures, description and licence in one file", link(addresses.metric_file(package, metric, "zip"))),
    )


def _compared_with(summary: MetricSummary) -> str:
    """Return the title of the comparisons: by its name where there is one comparator only."""
    names = {benchmark.area.name for _, benchmark, _ in summary.comparisons}
    return f"Compared with {names.pop() if len(names) == 1 else 'other areas'}"


def _others(scene: Scene, metric: Metric, link: LinkTo) -> tuple[LinkView, ...]:
    """Return the way to the comparison, where another partnership publishes the metric too."""
    if metric.metric not in scene.shared:
        return ()
    return (LinkView("Compare with other partnerships", link(addresses.compared_metric(metric.metric))),)


def _summary(metric: Metric, outcome: str, partnership: str) -> str:
    """Return in a sentence what the page is about: the first of the definition, or the outcome it belongs to."""
    what = metric.definition.partition(". ")[0]
    return f"{what.removesuffix('.')}." if what else f"What is published on “{outcome}” in {partnership}."


def _figure(scene: Scene, summary: MetricSummary, facts: FigureFacts, number: int, link: LinkTo) -> views.ChartView:
    metric = summary.metric
    name = scene.partnership.name
    heading = (
        wording.by_groups(facts.breakdown).capitalize() if facts.breakdown and number else wording.finding(summary)
    )
    members = figure_members(summary, facts)
    sources = dict.fromkeys(wording.cited_briefly(scene.source(o)) for series in members for o in series.observations)
    return views.ChartView(
        identifier=facts.identifier(name),
        earlier=wording.earlier_rows(earlier_periods(members)),
        heading=heading,
        anchor=facts.name,
        subtitle=facts.subtitle,
        source=f"Source: {'; '.join(sources)}",
        downloads=(
            LinkView("CSV", link(addresses.metric_file(name, metric.metric))),
            LinkView("drawing (SVG)", link(addresses.chart_file(name, metric.metric, facts.name))),
            LinkView("picture (PNG)", link(addresses.picture_file(name, metric.metric, facts.name))),
            LinkView("specification", link(addresses.specification_file(name, metric.metric, facts.name))),
        ),
    )


def figure_tables(scene: Scene) -> Iterator[tuple[str, views.TableView]]:
    """Yield the tables of each figure of a partnership, with the names of their parts: a long one is two."""
    for metric, figures in scene.figures.items():
        summary = scene.summaries[metric]
        for facts in figures:
            part = f"tables/{facts.identifier(scene.partnership.name)}"
            members = figure_members(summary, facts)
            earlier = earlier_periods(members)
            yield f"{part}.html", _table(scene, summary, facts, without=earlier)
            if earlier:
                newest = {o.period for series in members for o in series.observations} - earlier
                yield f"{part}-earlier.html", _table(scene, summary, facts, newest, wording.earlier_rows(earlier))


MAXIMUM_ROWS = 30
"""How many rows of a table stand open, at most: on a phone about three screens."""


def earlier_periods(members: Iterable[Series]) -> frozenset[Period]:
    """Return the periods whose rows are folded, so that those of the newest stand open in a table of any length."""
    rows = Counter(o.period for series in members for o in series.observations)
    newest_first = sorted(rows, reverse=True)
    open_rows = accumulate(rows[period] for period in newest_first)
    return frozenset(
        period
        for n, (period, so_far) in enumerate(zip(newest_first, open_rows, strict=True))
        if n and so_far > MAXIMUM_ROWS
    )


def figure_members(summary: MetricSummary, facts: FigureFacts) -> Sequence[Series]:
    """Return the series that a figure shows."""
    return summary.breakdowns[facts.breakdown] if facts.breakdown else (*summary.areas, *summary.benchmarks)


def _table(
    scene: Scene,
    summary: MetricSummary,
    facts: FigureFacts,
    without: AbstractSet[Period],
    part: str = "",
) -> views.TableView:
    """Return the rows of a figure, without those of some periods; `part` says which the table holds where not all."""
    metric = summary.metric
    members = figure_members(summary, facts)
    has_row = any(scene.row_of(o) for series in members for o in series.observations)
    every = [o for series in members for o in series.observations]
    observations = [(series, o) for series in members for o in series.observations if o.period not in without]
    kinds = interval_kinds(every, metric)
    has_parts = any(o.denominator is not None for o in every)
    shared, notes = _shared_note(members), repeated_notes(summary)
    has_note = any(note_words(o) or o.note != shared for o in every)
    # On a phone the first three columns are in sight, so the number is one of them.
    columns = ["Area", "Period", wording.unit_words(metric)]
    if facts.breakdown:
        columns = ["Area", facts.breakdown, wording.unit_words(metric), "Period"]
    columns += [interval_column(kinds)] if kinds else []
    columns += ["Out of"] * has_parts + ["Note"] * has_note
    columns += ["Where it stands in the source"] + ["Row in the data"] * has_row
    rows = []
    for series, o in observations:
        row = [CellView(series.area.name)]
        when, value = CellView(wording.observed_in(o)), CellView(wording.observed(o, metric))
        row += [CellView(series.group), value, when] if facts.breakdown else [when, value]
        row += [interval_cell(o, metric, kinds)] if kinds else []
        row += [CellView(parts_words(o))] if has_parts else []
        own = "" if o.note == shared else _own_note(o, notes)
        row += [CellView(note_words(o), note=own)] if has_note else []
        row += [CellView(o.place)] + [CellView(f"line {o.line}", scene.row_of(o))] * has_row
        rows.append(row)
    caption = ". ".join((metric.title, facts.subtitle, *[part] * bool(part)))
    return views.table(caption, columns, rows, [2])


def interval_kinds(observations: Iterable[Observation], metric: Metric) -> set[IntervalKind]:
    """Return by which methods and at which levels observations have intervals."""
    found = (limits_of(o, metric) for o in observations)
    return {limits.kind for limits in found if isinstance(limits, Limits)}


def interval_column(kinds: set[IntervalKind]) -> str:
    """Return the title of the intervals, with their method where all have the same."""
    name = wording.interval_name(level for _, level in kinds)
    methods = {method for method, _ in kinds}
    return f"{name} ({wording.interval_label(methods.pop())})" if len(methods) == 1 else name


def interval_cell(observation: Observation, metric: Metric, kinds: set[IntervalKind]) -> CellView:
    """Return the interval of an observation, with its method and level where not all have the same, or why not."""
    limits = limits_of(observation, metric)
    if not isinstance(limits, Limits):
        return CellView("cannot be worked out", note=wording.reason(limits, metric))
    notes = [wording.interval_label(limits.method)] if len({method for method, _ in kinds}) > 1 else []
    notes += [f"at {limits.level}%"] if len({level for _, level in kinds}) > 1 else []
    return CellView(wording.limits_words(limits, observation, metric), note=", ".join(notes))


def parts_words(observation: Observation) -> str:
    """Return the numbers behind a percentage or rate."""
    if observation.numerator is None or observation.denominator is None:
        return "not published"
    return f"{wording.number(observation.numerator)} of {wording.number(observation.denominator)}"


def note_words(observation: Observation) -> str:
    """Return what a reader must know of an observation beside its number and its period."""
    parts = (wording.reservation(observation.status), observation.method_version)
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _own_note(observation: Observation, notes: Sequence[str]) -> str:
    """Return the note of an observation: by its number where it stands among the `notes` of several rows."""
    if observation.note not in notes:
        return observation.note
    return f"note {notes.index(observation.note) + 1}"


def _sentences(summary: MetricSummary) -> tuple[str, ...]:
    """Return what changed in each area that the heading does not tell of; both figures stand in the chart."""
    told = summary.leading if len(summary.leading) <= wording.MAXIMUM_NAMED else ()
    areas = [one for one in summary.current_areas if not any(one is other for other in told)]
    verdicts = [(one.area.name, summary.verdict_of(one)) for one in areas]
    return tuple(wording.change_of_area(name, verdict, summary.metric) for name, verdict in verdicts if verdict.told)


_NOT_SAID_TO_FOLLOW = (
    "This is how the national framework defines the metric. "
    "The published report does not say whether its figures follow this definition."
)


def _definition(scene: Scene, summary: MetricSummary, link: LinkTo) -> tuple[Term, ...]:
    metric = summary.metric
    polarity = {
        "higher-is-better": "A higher figure is better.",
        "lower-is-better": "A lower figure is better.",
        "neither": "Neither a higher nor a lower figure is better in itself.",
    }[metric.polarity]
    national = metric.tier in {Tier.HEADLINE, Tier.SUPPORTING}
    terms = [
        Term("Read with care", _NOT_SAID_TO_FOLLOW if national else ""),
        Term("What it measures", metric.definition or "The framework names this metric without defining it."),
        Term("Which way is better", polarity),
        Term("Why it is here", metric.inclusion_basis),
        Term("What it cannot tell us", metric.limitations or "Not published."),
        Term("Where the numbers come from", metric.data_source),
        Term("Smallest area", metric.lowest_geography),
        Term("Who or where it covers", metric.coverage),
        Term("How often figures come out", metric.frequency),
        Term("Next update", wording.next_update(metric, scene.partnership.day)),
    ]
    if national:
        terms.append(
            Term(
                "National definition",
                "In the outcomes framework",
                link(addresses.framework_metric(metric.metric)),
            )
        )
    elif metric.framework_metric:
        nearest = scene.partnership.metrics[metric.framework_metric]
        terms.append(Term("Nearest national metric", nearest.title, link(addresses.framework_metric(nearest.metric))))
    return tuple(term for term in terms if term.text)


def _cited(scene: Scene, summary: MetricSummary) -> str:
    sources = dict.fromkeys(scene.source(o) for series in summary.series for o in series.observations)
    return "; ".join(source_words(source) for source in sources)


def _shared_note(members: Iterable[Series]) -> str:
    """Return the note that all observations of a table have: others stand at their rows."""
    notes = {o.note for series in members for o in series.observations}
    return notes.pop() if len(notes) == 1 else ""


def _ended(scene: Scene, summary: MetricSummary) -> Iterator[str]:
    """Yield what became of each area with figures that is none any more."""
    yield from filter(None, map(scene.ended, dict.fromkeys(series.area for series in summary.series)))


def repeated_notes(summary: MetricSummary) -> tuple[str, ...]:
    """Return the notes that more than one figure of a metric has: its page gives them once, and rows their number."""
    counts = Counter(o.note for series in summary.series for o in series.observations if o.note)
    return tuple(note for note, count in counts.items() if count > 1)


def _notes(summary: MetricSummary, figures: Sequence[FigureFacts]) -> tuple[str, ...]:
    """Return the notes that stand below the tables of a page: all of them where there is no table."""
    if not figures:
        return tuple(dict.fromkeys(o.note for series in summary.series for o in series.observations if o.note))
    alone = (_shared_note(figure_members(summary, facts)) for facts in figures)
    return tuple(dict.fromkeys((*repeated_notes(summary), *filter(None, alone))))


def _sources(scene: Scene, summary: MetricSummary) -> tuple[Term, ...]:
    found = dict.fromkeys(o.source for series in summary.series for o in series.observations)
    terms = []
    for key in found:
        source = scene.partnership.sources[key]
        terms.append(Term(source_words(source), f"Licence: {source.licence}", source.address))
    return tuple(terms)
