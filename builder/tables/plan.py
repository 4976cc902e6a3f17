"""Tables that are worked out from a plan and published beside it: how each action stands, and what is covered."""

from collections.abc import Iterable

from builder.analysis.actions import ActionSummary
from builder.analysis.coverage import Covered, coverage
from builder.analysis.publication import Publication
from builder.model.measures import Partnership
from builder.project.schemas import LIST_SEPARATOR
from builder.tables.derived import DerivedTable, derived_schema

ACTION_STATES = derived_schema(
    "action_states",
    "How each action stands",
    "Worked out from actions.csv: the state of each action on the date that the site is about.",
    ("action", "string", "Action", "Short name of the action."),
    ("title", "string", "Title", "What will be done."),
    ("basis", "string", "Promised or reported", "Whether it was promised beforehand or only reported afterwards."),
    ("lead", "string", "Lead organisation", "The name of the organisation that leads. Empty where not published."),
    ("partners", "string", "Partners", 'The names of the organisations that help, separated by "; ".'),
    ("start", "date", "Start", "The date on which work starts."),
    ("due", "date", "Due", "The date by which it will be done."),
    ("original_due", "date", "First due date", "The date first promised, where the due date has moved."),
    ("days_moved", "integer", "Days moved", "Days from the date first promised to the due date that holds now."),
    ("declared_status", "string", "Declared status", "The status that the partnership declares."),
    ("status_date", "date", "Status date", "The date on which the status was declared."),
    ("status_is_old", "boolean", "Status is old", "Whether the status of unfinished work is over 6 months old."),
    ("judged_on", "date", "Judged on", "The date on which state, lateness and age are judged."),
    ("state", "string", "State", "Late where it is late, otherwise as declared; unstated where there is no status."),
    ("days_late", "integer", "Days late", "Days since the due date of a late action; 0 where it is not late."),
    ("not_published", "string", "Not published", 'What is missing of lead, start, due, status, separated by "; ".'),
    key=1,
)

COVERAGE = derived_schema(
    "coverage",
    "What the plan covers",
    "Worked out from actions.csv: the actions for each national commitment, outcome and metric.",
    ("goal", "string", "Goal", "One of commitment, outcome, metric."),
    ("key", "string", "Short name", "Short name of the commitment, outcome or metric."),
    ("title", "string", "Title", "The commitment, outcome or metric in plain English."),
    (
        "has_figures",
        "boolean",
        "Has figures",
        "Whether the partnership publishes a figure. For a commitment, of a metric that shows how it goes.",
    ),
    ("promised", "integer", "Promised actions", "How many actions were promised for it."),
    ("reported", "integer", "Reported actions", "How many actions were only reported for it."),
    ("actions", "string", "Actions", 'Short names of these actions, separated by "; ".'),
    key=2,
)


def plan_tables(publication: Publication) -> tuple[DerivedTable, ...]:
    """Return the tables that are worked out from a partnership's plan; none where it has no actions."""
    partnership, actions = publication.partnership, publication.actions
    if not actions:
        return ()
    published = [summary.metric.metric for summary in publication.summaries]
    found = coverage(partnership, actions, published)
    covered = (*found.commitments, *found.outcomes, *found.metrics)
    return (
        DerivedTable(ACTION_STATES, _action_rows(partnership, actions)),
        DerivedTable(COVERAGE, tuple(_coverage_row(one) for one in covered)),
    )


def _action_rows(partnership: Partnership, actions: Iterable[ActionSummary]) -> tuple[tuple[str, ...], ...]:
    names = {str(row["organisation"]): str(row["name"]) for row in partnership.package.tables.get("organisations", ())}
    return tuple(
        (
            one.action.action,
            one.action.title,
            one.action.basis.value,
            names.get(one.action.lead, ""),
            LIST_SEPARATOR.join(names[partner] for partner in one.action.partners),
            *(day.isoformat() if day else "" for day in (one.action.start, one.action.due, one.action.original_due)),
            str(one.days_moved) if one.action.original_due else "",
            one.action.status.value if one.action.status else "",
            one.action.status_date.isoformat() if one.action.status_date else "",
            _yes_or_no(answer=one.status_is_old) if one.action.status else "",
            one.today.isoformat(),
            one.state.value,
            str(one.days_late),
            LIST_SEPARATOR.join(gap.value for gap in one.gaps),
        )
        for one in actions
    )


def _coverage_row(covered: Covered) -> tuple[str, ...]:
    return (
        covered.goal.value,
        covered.key,
        covered.title,
        _yes_or_no(answer=covered.is_published),
        str(covered.promised),
        str(covered.reported),
        LIST_SEPARATOR.join(one.action.action for one in covered.actions),
    )


def _yes_or_no(*, answer: bool) -> str:
    return "yes" if answer else "no"
