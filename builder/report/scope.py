"""What every section of an annual report draws on, worked out once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from builder.analysis.publication import Publication
from builder.analysis.summaries import MetricSummary
from builder.model.addresses import PartnershipAddresses, of_partnership
from builder.model.as_of import known_by, newest_day
from builder.model.measures import Area, Outcome, Partnership, Row, Site, Source, Tier
from builder.model.narrative import Narrative
from builder.wording.references import Citations


@dataclass(frozen=True)
class Scope:
    """A partnership as it was known by the end of a year."""

    partnership: Partnership
    """With nothing that was published after the year."""
    year: int
    places: PartnershipAddresses
    day: date
    """The newest day on which one of its sources was published."""

    @cached_property
    def publication(self) -> Publication:
        """What is worked out of the partnership as it was known."""
        return Publication(self.partnership, self.day)

    @cached_property
    def summaries(self) -> tuple[MetricSummary, ...]:
        """A summary of each metric with a figure, outcome by outcome, headline metrics first."""
        tiers = tuple(Tier)
        outcomes = [outcome.outcome for outcome in self.outcomes]
        found = self.publication.summaries
        return tuple(sorted(found, key=lambda s: (outcomes.index(s.metric.outcome), tiers.index(s.metric.tier))))

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The six outcomes, in the order of the framework."""
        return tuple(sorted(self.partnership.framework.outcomes, key=lambda outcome: outcome.number))

    @cached_property
    def citations(self) -> Citations:
        """What the narrative refers to."""
        return Citations(self.publication)

    @cached_property
    def narrative(self) -> Narrative | None:
        """What an officer wrote for the report."""
        name = f"report-{self.year}"
        return next((one for one in self.partnership.package.narratives if one.name == name), None)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The partnership's own areas that have a figure, shown or hidden, the whole partnership first."""
        used = {series.area.area for summary in self.summaries for series in summary.series}
        return tuple(a for a in self.partnership.areas.values() if a.area in used and not a.comparator)

    def is_new(self, source: str) -> bool:
        """Return whether a source was published in the year of the report."""
        published = self.partnership.sources[source].published
        return published is not None and published.year == self.year

    def source(self, key: str) -> Source:
        """Return a source by its short name."""
        return self.partnership.sources[key]

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table that were known; none where the package has no such table."""
        return self.partnership.package.tables.get(table, ())

    def titles(self, table: str, key: str, title: str) -> dict[str, str]:
        """Return the title of each row of a table by its key."""
        return {str(row[key]): str(row[title]) for row in self.rows(table)}


def scope_of(site: Site, partnership: Partnership, year: int) -> Scope:
    """Return what a report of a partnership for a year draws on."""
    known = known_by(partnership, year)
    return Scope(known, year, of_partnership(site, partnership.name), newest_day(known, year))
