"""The plan: how many actions are done, late or without a status, and every action with who leads and by when."""

from collections.abc import Sequence

from builder import wording
from builder.analysis.actions import ActionSummary, State, state_counts
from builder.analysis.targets import TargetProgress
from builder.model.measures import Target
from builder.model.narrative import ReportPart
from builder.report.document import Block, ListBlock, ReportSection, TableBlock, TextSpan, said
from builder.report.narrated import told
from builder.report.scope import Scope

_ORDER = (State.LATE, State.DONE, State.IN_PROGRESS, State.NOT_STARTED, State.PAUSED, State.STOPPED, State.UNSTATED)
"""The states in the order of the report: what is late comes first."""


def plan_section(scope: Scope) -> ReportSection:
    """Return how the plan goes."""
    section = told(scope, ReportPart.PLAN)
    actions = scope.publication.actions
    promises = [one for one in actions if one.is_promise]
    reported = [one for one in actions if one.is_reported]
    blocks: list[Block] = [
        *section.blocks,
        said(
            f"This is how the plan stood on {wording.day(scope.day)}. "
            "An action is late if its due date has passed and it is neither done nor stopped. "
            "“Not published” is a gap in the published papers."
        ),
    ]
    if not actions:
        blocks.append(said("No action was published by then."))
    if promises:
        blocks += [
            _counts("How many promises are late, done and so on", promises),
            ListBlock(tuple((TextSpan(sentence),) for sentence in wording.gap_sentences(promises))),
            _actions(scope, "What was promised", promises),
        ]
    if reported:
        blocks += [
            said("The papers also report work that no paper here promised before."),
            _counts("How the reported work stands", reported),
            _actions(scope, "What was reported without a promise", reported),
        ]
    targets = _targets(scope)
    return ReportSection(section.title, section.anchor, (*blocks, *targets), section.parts)


def _counts(caption: str, actions: Sequence[ActionSummary]) -> TableBlock:
    counts = state_counts(actions)
    rows = tuple(
        (TextSpan(wording.action_state(state)), TextSpan(str(counts.get(state, 0))))
        for state in _ORDER
        if state in counts
    )
    return TableBlock(caption, ("State", "How many"), (*rows, (TextSpan("All"), TextSpan(str(len(actions))))))


def _actions(scope: Scope, caption: str, actions: Sequence[ActionSummary]) -> TableBlock:
    leads = scope.titles("organisations", "organisation", "name")
    ordered = sorted(actions, key=lambda one: _ORDER.index(one.state))
    rows = tuple(
        (
            TextSpan(one.action.title, scope.places.page("plan")),
            TextSpan(leads.get(one.action.lead, one.action.lead) or wording.NOT_PUBLISHED),
            TextSpan(_due(one)),
            TextSpan(_state(one)),
            TextSpan(_last_report(one)),
        )
        for one in ordered
    )
    return TableBlock(caption, ("Action", "Who leads", "Due", "State", "Last report"), rows)


def _due(one: ActionSummary) -> str:
    parts = [wording.due_words(one) or wording.NOT_PUBLISHED, wording.moved_words(one)]
    return "; first promised for ".join(part for part in parts if part)


def _state(one: ActionSummary) -> str:
    label = wording.action_state(one.state)
    return f"{label}. {wording.standing(one)}" if one.action.status else label


def _last_report(one: ActionSummary) -> str:
    if not one.updates:
        return "none"
    newest = one.updates[0]
    return f"{wording.day(newest.date)}: {newest.text}"


def _targets(scope: Scope) -> tuple[Block, ...]:
    standing = {found.target.target: found for summary in scope.summaries for found in summary.progress_on(scope.day)}
    rows = tuple(_target(scope, target, standing.get(target.target)) for target in scope.partnership.package.targets)
    return (TableBlock("Promises in numbers", ("Promise", "Area", "Target", "How it stands"), rows),) if rows else ()


def _target(scope: Scope, target: Target, standing: TargetProgress | None) -> tuple[TextSpan, ...]:
    metric = scope.partnership.metrics[target.metric]
    how = "Cannot say: no figure is published for it"
    if standing:
        how = f"{wording.target_status(standing).capitalize()}: {wording.target_standing(standing, metric)}"
    return (
        TextSpan(target.title, scope.places.metric(metric.metric) if standing else ""),
        TextSpan(scope.partnership.areas[target.area].name),
        TextSpan(wording.target_sentence(target, metric)),
        TextSpan(how),
    )
