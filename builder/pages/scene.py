"""What every page of a partnership draws on, worked out once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from builder import wording
from builder.analysis.actions import ActionSummary
from builder.analysis.claims import checked_claims
from builder.analysis.coverage import Coverage, coverage
from builder.analysis.partnerships import SharedMetric
from builder.analysis.people import expected_presences
from builder.analysis.publication import Publication
from builder.analysis.summaries import MetricSummary
from builder.analysis.targets import TargetProgress, TargetStatus
from builder.analysis.verdicts import Judgement, SeriesVerdict
from builder.charts.figures import Drawable
from builder.charts.figures.matrix import coverage_matrix
from builder.charts.figures.metric import Figure
from builder.charts.figures.money import money_figures
from builder.charts.figures.needs import needs_figure
from builder.charts.figures.squares import (
    actions_by_state,
    claim_squares,
    duties_by_standing,
    duty_squares,
    plan_squares,
    presence_squares,
)
from builder.charts.figures.stacks import money_stacks
from builder.model import addresses
from builder.model.addresses import PartnershipAddresses
from builder.model.governance import MemberTier
from builder.model.measures import Area, Metric, Observation, Outcome, Partnership, Site, Source, Tier
from builder.pages.views import Card, LatestValue, LinkView, PictureView, VerdictView
from builder.report import Report
from builder.tables.derived import DerivedTable
from builder.tables.governance import governance_tables
from builder.wording.references import Citations

MAXIMUM_READINGS = 4
"""How many areas a card shows one by one."""

LinkTo = Callable[[str], str]
"""Turns the address of a page or file into a link from the page at hand."""


@dataclass(frozen=True)
class Scene:
    """One partnership with everything that its pages need."""

    site: Site
    publication: Publication
    """What is worked out of the partnership."""
    figures: Mapping[str, tuple[Figure, ...]]
    """By metric."""
    reports: tuple[Report, ...] = ()
    """The annual reports, newest first."""
    shared: Mapping[str, SharedMetric] = field(default_factory=dict)
    """The metrics that two partnerships or more publish, from A to Z; the same for every partnership of a site."""

    @property
    def partnership(self) -> Partnership:
        """The partnership that the pages are about."""
        return self.publication.partnership

    @property
    def summaries(self) -> Mapping[str, MetricSummary]:
        """By metric; only metrics with figures about the partnership's own areas or groups."""
        return self.publication.by_metric

    @cached_property
    def derived(self) -> tuple[DerivedTable, ...]:
        """The tables that are derived from those on money, people, duties and needs."""
        return governance_tables(self.publication, self.site)

    @cached_property
    def money_figures(self) -> tuple[Figure, ...]:
        """The charts of grants and contracts."""
        return money_figures(self.publication)

    @cached_property
    def pictures(self) -> Mapping[str, Drawable]:
        """The pictures of what can be counted one by one, by their name on the site."""
        return {f"{self.partnership.name}-{one.name}": one for one in self._pictures()}

    def _pictures(self) -> Iterator[Drawable]:
        package, framework = self.partnership.package, self.site.framework
        priorities = [one for plan in (package.plan, framework.plan) for one in plan.priorities]
        expected = [one for one in framework.governance.expected_members if one.tier is MemberTier.CORE]
        found = (
            plan_squares(self.actions, priorities, len(package.plan.priorities)),
            actions_by_state(self.actions),
            duty_squares(self.publication.duties),
            duties_by_standing(self.publication.duties),
            presence_squares(expected_presences(package.governance, expected)),
            claim_squares(checked_claims(self.partnership)),
            coverage_matrix(self.coverage.commitments, priorities),
            money_stacks(self.publication),
            money_stacks(self.publication, brief=True),
            needs_figure(self.publication.findings, self.partnership),
        )
        yield from filter(None, found)

    def picture(self, name: str) -> PictureView | None:
        """Return a picture by its short name, to be put into a page; None where there is none."""
        identifier = f"{self.partnership.name}-{name}"
        found = self.pictures.get(identifier)
        return PictureView(identifier, found.subtitle) if found else None

    @cached_property
    def addresses(self) -> PartnershipAddresses:
        """The addresses of the partnership's pages."""
        return addresses.of_partnership(self.site, self.partnership.name)

    @cached_property
    def citations(self) -> Citations:
        """What the partnership's narratives refer to."""
        return Citations(self.publication)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The six outcomes, in the order of the framework."""
        return tuple(sorted(self.site.framework.outcomes, key=lambda outcome: outcome.number))

    @cached_property
    def actions(self) -> tuple[ActionSummary, ...]:
        """Every action of the plan as it stands on the day that the pages speak of."""
        return self.publication.actions

    @cached_property
    def coverage(self) -> Coverage:
        """What the plan covers."""
        return coverage(self.partnership, self.actions, self.summaries)

    def of_outcome(self, outcome: str) -> tuple[MetricSummary, ...]:
        """Return the summaries of an outcome's metrics, headline first, local last."""
        tiers = tuple(Tier)
        mine = [s for s in self.summaries.values() if s.metric.outcome == outcome]
        return tuple(sorted(mine, key=lambda s: tiers.index(s.metric.tier)))

    def unpublished(self, outcome: str) -> tuple[Metric, ...]:
        """Return the framework's metrics of an outcome for which there is no figure."""
        return tuple(
            metric
            for metric in self.site.framework.metrics
            if metric.outcome == outcome and metric.tier is not Tier.OFFICIAL and metric.metric not in self.summaries
        )

    def related(self, metric: str) -> tuple[MetricSummary, ...]:
        """Return local metrics that are close to a metric of the framework."""
        return tuple(s for s in self.summaries.values() if s.metric.framework_metric == metric)

    def sparks(self, summary: MetricSummary) -> dict[str, str]:
        """Return the part that holds the small chart of each area of a metric."""
        figures = self.figures[summary.metric.metric]
        return {row.name: part for part, row in figures[0].sparks(self.partnership.name)} if figures else {}

    @cached_property
    def own_areas(self) -> tuple[Area, ...]:
        """The partnership's own areas that have at least one figure."""
        used = {s.area.area for summary in self.summaries.values() for s in summary.series}
        return tuple(a for a in self.partnership.areas.values() if a.area in used and not a.comparator)

    @property
    def areas_below(self) -> tuple[Area, ...]:
        """The own areas that are not the whole partnership, without those that have ended."""
        gone = self.partnership.ended_areas | {self.partnership.home_area.area}
        return tuple(area for area in self.own_areas if area.area not in gone)

    def ended(self, area: Area) -> str:
        """Return when an area ended and what followed it, as a sentence; empty where it still is one."""
        partnership = self.partnership
        if area.area not in partnership.ended_areas:
            return ""
        return wording.area_ended(area, [partnership.areas[name].name for name in area.followed_by])

    def breadcrumbs(self, link: LinkTo, *more: LinkView) -> tuple[LinkView, ...]:
        """Return the way from the home page to a page of the partnership."""
        home = (LinkView("Home", link(addresses.HOME)),) if self.site.has_several else ()
        return (*home, LinkView(self.partnership.title, link(self.addresses.overview)), *more)

    @property
    def why_then(self) -> str:
        """Why things are judged on the day that the pages speak of."""
        return wording.why_then(self.partnership)

    def row_of(self, observation: Observation) -> str:
        """Return the address of an observation's row as the site was built from it; empty where nobody knows it."""
        return self.site.row_in_repository(self.partnership.name, "observations", observation.line)

    def source(self, observation: Observation) -> Source:
        """Return where an observation comes from."""
        return self.partnership.sources[observation.source]


def card(scene: Scene, summary: MetricSummary, link: LinkTo) -> Card:
    """Return a metric at a glance."""
    return Card(
        title=summary.metric.title,
        href=link(scene.addresses.metric(summary.metric.metric)),
        verdict=verdict(summary),
        finding=wording.finding(summary),
        readings=_readings(scene, summary),
        note=tier_words(summary.metric),
    )


def _readings(scene: Scene, summary: MetricSummary) -> tuple[LatestValue, ...]:
    """Return the latest figure of each leading series, or none where they are many or of groups."""
    if len(summary.leading) > MAXIMUM_READINGS or any(series.breakdown for series in summary.leading):
        return ()
    readings = []
    sparks = scene.sparks(summary)
    for series in summary.leading:
        assert series.latest is not None
        found = summary.verdict_of(series).told
        readings.append(
            LatestValue(
                where=f"{series.area.name}, {wording.observed_in(series.latest)}",
                value=wording.observed(series.latest, summary.metric),
                change=wording.change_from(found, summary.metric) if found else "",
                spark=sparks.get(series.area.name, ""),
            )
        )
    return tuple(readings)


_KINDS = {Judgement.BETTER: "better", Judgement.WORSE: "worse", Judgement.MOVED: "neither"}
"""Which style the label of a judgement takes; one that says nothing of better or worse is quiet."""
_QUIET = "none"


def verdict(summary: MetricSummary) -> VerdictView:
    """Return what can be said of a metric's changes, as a label."""
    kinds = {_KINDS[v.judgement] for v in summary.changed if v.judgement in _KINDS} or {_QUIET}
    return VerdictView(_capital(wording.judged(summary)), kinds.pop() if len(kinds) == 1 else "neither")


def series_label(found: SeriesVerdict) -> VerdictView:
    """Return what can be said of the change of a series, as a label."""
    return VerdictView(_capital(wording.judged_series(found)), _KINDS.get(found.judgement, _QUIET))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_TARGET_KINDS = {
    TargetStatus.MET: "better",
    TargetStatus.ON_TRACK: "better",
    TargetStatus.CLOSE: "neither",
    TargetStatus.BEHIND: "worse",
    TargetStatus.NOT_YET_DUE: "neither",
    TargetStatus.CANNOT_SAY: "none",
}
"""Which style the label of each status of a target takes."""


def target_label(found: TargetProgress) -> VerdictView:
    """Return how a partnership stands to a target, as a label."""
    return VerdictView(_capital(wording.target_status(found)), _TARGET_KINDS[found.status])


def tier_words(metric: Metric) -> str:
    """Return where a metric stands in the framework."""
    match metric.tier:
        case "headline":
            return "National headline metric"
        case "supporting":
            return "National supporting metric"
        case "official":
            return "Official figures"
        case _:
            return "Local metric"


def source_words(source: Source) -> str:
    """Return a source as a reader would cite it."""
    return wording.cited(source)
