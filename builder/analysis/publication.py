"""All that is known of one partnership on the day that is spoken of, each statistic worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from builder.analysis.actions import ActionSummary, action_summaries
from builder.analysis.duties import DutyStanding, duty_standings
from builder.analysis.money import ContractStanding, Fund, contract_standings, funds
from builder.analysis.needs import FindingSummary, finding_summaries
from builder.analysis.summaries import MetricSummary, metric_summaries
from builder.model.measures import Partnership


@dataclass(frozen=True)
class Publication:
    """A partnership with its statistics, which are worked out when they are first asked for."""

    partnership: Partnership
    day: date
    """The day on which actions, contracts, duties and targets are judged."""

    @cached_property
    def summaries(self) -> tuple[MetricSummary, ...]:
        """A summary of each metric with a figure about the partnership's own areas, the framework's metrics first."""
        return metric_summaries(self.partnership)

    @cached_property
    def by_metric(self) -> Mapping[str, MetricSummary]:
        """The summaries by the short name of their metric."""
        return {summary.metric.metric: summary for summary in self.summaries}

    @cached_property
    def actions(self) -> tuple[ActionSummary, ...]:
        """Every action of the plan with its state."""
        return action_summaries(self.partnership.package.plan, self.day)

    @cached_property
    def funds(self) -> tuple[Fund, ...]:
        """The grants, fund by fund."""
        return funds(self.partnership)

    @cached_property
    def contracts(self) -> tuple[ContractStanding, ...]:
        """Every contract with its state."""
        return contract_standings(self.partnership.package.governance.services, self.day)

    @cached_property
    def duties(self) -> tuple[DutyStanding, ...]:
        """Every national duty with whether it was met."""
        met = self.partnership.package.governance.duties_met
        return duty_standings(self.partnership.framework.governance.duties, met, self.day)

    @cached_property
    def findings(self) -> tuple[FindingSummary, ...]:
        """Every finding of the needs assessment with its figure."""
        return finding_summaries(self.partnership)
