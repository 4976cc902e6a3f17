"""Finds the words for each reference of a narrative, or says why there are none."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import assert_never

from builder import wording
from builder.analysis.change_tests import Chance
from builder.analysis.changes import change_between
from builder.analysis.publication import Publication
from builder.analysis.series import Series, all_series
from builder.analysis.summaries import MetricSummary
from builder.analysis.verdicts import SetBeside, chance_of
from builder.model.measures import Observation, Partnership, Row
from builder.model.narrative import Reference, ReferenceKind
from builder.project.problems import did_you_mean, listed, shortened
from builder.wording.references.choosing import chosen, pair
from builder.wording.references.unresolved import Unresolved


class Home(StrEnum):
    """The sort of page on which readers find a figure in full."""

    METRIC = "metric"
    PLAN = "plan"
    MONEY = "money"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """The words that stand for a reference, and where they come from."""

    words: str
    home: Home
    subject: str
    """The key of the metric, action, target, grant, service or finding."""


_TABLES = {
    ReferenceKind.STATUS: ("actions", "targets"),
    ReferenceKind.DATE: ("actions", "milestones", "targets"),
    ReferenceKind.AMOUNT: ("funding", "services"),
    ReferenceKind.FIGURE: ("findings",),
}
"""For a kind that is about one row, the tables in which the row may be."""
_KEYS = {
    "actions": "action",
    "milestones": "milestone",
    "targets": "target",
    "funding": "funding",
    "services": "service",
    "findings": "finding",
}


@dataclass(frozen=True)
class Citations:
    """What the narratives of one partnership can refer to."""

    publication: Publication
    """What is worked out of the partnership."""
    _series: dict[str, tuple[Series, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The series of the metrics that were asked for."""

    @property
    def partnership(self) -> Partnership:
        """The partnership that the narratives are about."""
        return self.publication.partnership

    def answer(self, reference: Reference) -> ReferenceWords | Unresolved:
        """Return the words for a reference, or why there are none."""
        match reference.kind:
            case ReferenceKind.VALUE | ReferenceKind.INTERVAL | ReferenceKind.PERIOD | ReferenceKind.WHEN:
                return self._of_observation(reference)
            case ReferenceKind.CHANGE:
                return self._of_change(reference)
            case ReferenceKind.VERDICT | ReferenceKind.SENTENCE:
                return self._of_metric(reference)
            case ReferenceKind.TARGET:
                return self._of_target(reference)
            case ReferenceKind.STATUS | ReferenceKind.DATE | ReferenceKind.AMOUNT | ReferenceKind.FIGURE:
                return self._of_row(reference)
            case _:
                assert_never(reference.kind)

    def series(self, metric: str) -> tuple[Series, ...]:
        """Return the series of a metric: own areas first, comparators last."""
        if metric not in self._series:
            observations = self.by_metric.get(metric, [])
            self._series[metric] = all_series(observations, self.partnership.metrics, self.partnership.areas)
        return self._series[metric]

    def summary(self, metric: str) -> MetricSummary | None:
        """Return the summary of a metric that has a page."""
        return self.publication.by_metric.get(metric)

    @cached_property
    def by_metric(self) -> dict[str, list[Observation]]:
        """The observations of each metric that has any."""
        observations: dict[str, list[Observation]] = {}
        for observation in self.partnership.package.observations:
            observations.setdefault(observation.metric, []).append(observation)
        return observations

    def _of_observation(self, reference: Reference) -> ReferenceWords | Unresolved:
        found = self._chosen(reference)
        if isinstance(found, Unresolved):
            return found
        series, observation = found
        return ReferenceWords(_observation_words(reference.kind, series, observation), Home.METRIC, reference.subject)

    def _of_change(self, reference: Reference) -> ReferenceWords | Unresolved:
        series = self._known_series(reference)
        found = series if isinstance(series, Unresolved) else pair(series, reference, self.partnership)
        if isinstance(found, Unresolved):
            return found
        one, earlier, later = found
        hidden = next((o for o in (later, earlier) if o.value is None), None)
        if hidden:
            words = wording.observed(hidden, one.metric)
        else:
            change = change_between(one, earlier, later)
            words = wording.change_in_prose(change, self._chance(one, earlier, later))
        return ReferenceWords(words, Home.METRIC, reference.subject)

    def _chance(self, series: Series, earlier: Observation, later: Observation) -> Chance:
        """Return whether chance could explain a change: as the page of the metric says it, where it is told there."""
        summary = self.summary(series.metric.metric)
        verdict = summary.verdict_of(series) if summary else None
        for change, step in ((verdict.change, verdict.step),) if verdict else ():
            if change and step and (change.earlier, change.later) == (earlier, later):
                return step.chance
        beside = SetBeside.of(self.partnership.package.claims)
        return chance_of(series, earlier, later, beside).chance

    def _chosen(self, reference: Reference) -> tuple[Series, Observation] | Unresolved:
        series = self._known_series(reference)
        return series if isinstance(series, Unresolved) else chosen(series, reference, self.partnership)

    def _known_series(self, reference: Reference) -> tuple[Series, ...] | Unresolved:
        if reference.subject in self.by_metric:
            return self.series(reference.subject)
        name = shortened(reference.subject)
        if reference.subject in self.partnership.metrics:
            near = did_you_mean(reference.subject, self.by_metric)
            return Unresolved(f'The package has no figure of "{name}".', near or "Name a metric that has figures.")
        near = did_you_mean(reference.subject, self.by_metric)
        return Unresolved(f'There is no metric "{name}".', near or "Copy its short name from metrics.csv.")

    def _of_metric(self, reference: Reference) -> ReferenceWords | Unresolved:
        series = self._known_series(reference)
        if isinstance(series, Unresolved):
            return series
        more = reference.area or reference.group or reference.within or reference.method
        if more:
            fault = f'"{reference.kind}" is about a metric as a whole, so "{shortened(more)}" cannot be added.'
            return Unresolved(fault, f"Write {{{reference.kind}: {reference.subject}}}.")
        summary = self.summary(reference.subject)
        if summary is None:
            fault = f'"{reference.subject}" has no figure about the partnership\'s own areas.'
            return Unresolved(fault, "Write {value: …} with the area that it is about.")
        if reference.kind is ReferenceKind.SENTENCE:
            return ReferenceWords(wording.finding(summary), Home.METRIC, reference.subject)
        return ReferenceWords(wording.judged(summary).removesuffix(wording.STAR), Home.METRIC, reference.subject)

    def _of_target(self, reference: Reference) -> ReferenceWords | Unresolved:
        targets = {target.target: target for target in self.partnership.package.targets}
        target = targets.get(reference.subject)
        if target is None:
            remedy = did_you_mean(reference.subject, targets) or "Copy its short name from targets.csv."
            return Unresolved(f'There is no target "{shortened(reference.subject)}".', remedy)
        words = wording.target_sentence(target, self.partnership.metrics[target.metric])
        return ReferenceWords(words, Home.METRIC, target.metric)

    def _of_row(self, reference: Reference) -> ReferenceWords | Unresolved:
        names = _TABLES[reference.kind]
        tables = {name: self.partnership.package.tables.get(name, ()) for name in names}
        found = [(name, row) for name, rows in tables.items() for row in rows if row[_KEYS[name]] == reference.subject]
        if not found:
            known = [str(row[_KEYS[name]]) for name, rows in tables.items() for row in rows]
            files = listed([f"{name}.csv" for name in names]).replace(" and ", " or ")
            remedy = did_you_mean(reference.subject, known) or f"Copy a short name from {files}."
            return Unresolved(f'No row of {files} is called "{shortened(reference.subject)}".', remedy)
        if len(found) > 1:
            fault = f'"{reference.subject}" names a row in {listed([f"{name}.csv" for name, _ in found])}.'
            return Unresolved(fault, "Give one of the rows another short name.")
        name, row = found[0]
        subject = _subject(name, row)
        if (reference.kind, name) == (ReferenceKind.STATUS, "targets"):
            return ReferenceWords(self._standing(subject, reference.subject), Home.METRIC, subject)
        if name == "findings" and row["period_start"]:
            return ReferenceWords(self._held_figure(subject), Home.NEEDS, subject)
        if (reference.kind, name) == (ReferenceKind.STATUS, "actions"):
            return ReferenceWords(self._action_state(subject), Home.PLAN, subject)
        return ReferenceWords(_row_words(reference.kind, row), _HOMES[name], subject)

    def _held_figure(self, finding: str) -> str:
        """Return the figure of a finding that an observation holds."""
        for one in self.publication.findings:
            if one.finding.finding == finding and one.observation and one.metric:
                return wording.observed(one.observation, one.metric)
        return wording.NOT_PUBLISHED

    def _action_state(self, action: str) -> str:
        """Return the state of an action as its page and the plan say it: late where it is late."""
        found = next(one for one in self.publication.actions if one.action.action == action)
        return wording.action_state(found.state).lower()

    def _standing(self, metric: str, target: str) -> str:
        """Return how the partnership stands to a target, as the page of its metric says it."""
        summary = self.summary(metric)
        standings = summary.progress_on(self.publication.day) if summary else ()
        found = next((one for one in standings if one.target.target == target), None)
        return wording.target_status(found) if found else wording.CANNOT_SAY


_HOMES = {
    "actions": Home.PLAN,
    "milestones": Home.PLAN,
    "targets": Home.METRIC,
    "funding": Home.MONEY,
    "services": Home.MONEY,
    "findings": Home.NEEDS,
}


def _observation_words(kind: ReferenceKind, series: Series, observation: Observation) -> str:
    match kind:
        case ReferenceKind.VALUE:
            return wording.observed(observation, series.metric)
        case ReferenceKind.INTERVAL:
            return wording.interval(observation, series.metric) or wording.NOT_PUBLISHED
        case ReferenceKind.PERIOD:
            return wording.observed_in(observation)
        case _:
            return wording.within(observation)


def _subject(table: str, row: Row) -> str:
    """Return the key of what the row is shown with: a target with its metric, a step with its action."""
    field = {"targets": "metric", "milestones": "action"}.get(table, _KEYS[table])
    return str(row[field])


def _row_words(kind: ReferenceKind, row: Row) -> str:
    match kind:
        case ReferenceKind.DATE:
            due = row.get("due") or row.get("target_date")
            return wording.due_day(due)
        case ReferenceKind.AMOUNT:
            return wording.money(row.get("pounds", row.get("annual_cost")))
        case _:
            return wording.finding_figure(row["figure"], str(row["unit"] or ""))
