"""Actions in words: their state, their dates, what is not published, and how many there are of each."""

from collections.abc import Iterable, Mapping, Sequence

from builder.analysis.actions import ActionSummary, Gap, State, gap_counts
from builder.analysis.coverage import Covered
from builder.model.plan import Action, Basis, Declared, Milestone
from builder.wording.numbers import counted, listed
from builder.wording.time import day

_STATE_WORDS = {
    State.DONE: "Done",
    State.LATE: "Late",
    State.IN_PROGRESS: "In progress",
    State.NOT_STARTED: "Not started",
    State.PAUSED: "Paused",
    State.STOPPED: "Stopped",
    State.UNSTATED: "Status not published",
}

_BASIS_WORDS = {
    Basis.PROMISED: "Promised",
    Basis.REPORTED: "Reported, no promise found",
    Basis.PROPOSED: "Proposed, not promised",
}

_GAP_WORDS = {Gap.LEAD: "who leads", Gap.START: "start date", Gap.DUE: "due date", Gap.STATUS: "status"}

_GAP_PHRASES = {
    Gap.LEAD: ("names", "name", "lead organisation"),
    Gap.START: ("has", "have", "start date"),
    Gap.DUE: ("has", "have", "due date"),
    Gap.STATUS: ("has", "have", "status"),
}
"""For each gap the verb for one promise and for several, and what is missing."""

NO_ACTION = "no action"
NO_PRIORITY = "No priority published"
RESULTS_ALONE = "results reported, no action written down"
MATRIX_SUBTITLE = "How many actions serve each national commitment, by priority"
MATRIX_KEY = ((True, "promised"), (False, "only reported"))
"""What a filled and a hollow dot mean."""


def action_state(state: State) -> str:
    """Return a state as a label."""
    return _STATE_WORDS[state]


def action_basis(basis: Basis) -> str:
    """Return whether an action was promised, as a few words beside its title."""
    return _BASIS_WORDS[basis]


def declared(status: Declared) -> str:
    """Return a declared status within a sentence, such as "in progress"."""
    return _STATE_WORDS[State(status)].lower()


def declared_as(status: Declared) -> str:
    """Return a declared status with its verb: that something is done is reported, and may be somebody's reading."""
    return f"{'Reported' if status is Declared.DONE else 'Declared'} as {declared(status)}"


def declared_on(action: Action) -> str:
    """Return the declared status with its date as a sentence, or an empty text."""
    if action.status is None or action.status_date is None:
        return ""
    return f"{declared_as(action.status)} on {day(action.status_date)}."


def standing(summary: ActionSummary) -> str:
    """Return how an action stands, in one to three whole sentences."""
    status = declared_on(summary.action)
    if not status and summary.is_late:
        return "The due date has passed, and nothing published says that it is done."
    sentences = [status or "No status is published."]
    if summary.is_late:
        sentences.append("The due date has passed.")
    if summary.status_is_old:
        sentences.append("This status is more than 6 months old.")
    return " ".join(sentences)


def due_words(summary: ActionSummary) -> str:
    """Return the due date with how far it is off where that matters: "31 December 2024, 30 days ago"."""
    due = summary.action.due
    if due is None:
        return ""
    if summary.is_late:
        return f"{day(due)}, {days_long(summary.days_late)} ago"
    if summary.is_due_soon:
        left = (due - summary.today).days
        return f"{day(due)}, {f'in {days_long(left)}' if left else 'which is today'}"
    return day(due)


def moved_words(summary: ActionSummary) -> str:
    """Return the date first promised and how far it moved, or an empty text where it did not."""
    first = summary.action.original_due
    return f"{day(first)}, then put off by {days_long(summary.days_moved)}" if first and summary.days_moved else ""


def days_long(days: int) -> str:
    """Return a stretch of days as people say it, rounded down: "5 days", "6 weeks", "7 months", "2 years"."""
    if days < 21:
        return counted(days, "day")
    if days < 92:
        return counted(days // 7, "week")
    if days < 731:
        return counted(int(days / 30.44), "month")
    return counted(int(days / 365.25), "year")


def gaps_published(gaps: Iterable[Gap]) -> str:
    """Return what is not published about an action, such as "who leads and due date"; empty where all is."""
    return listed([_GAP_WORDS[gap] for gap in gaps])


def gap_sentences(promises: Sequence[ActionSummary]) -> tuple[str, ...]:
    """Return for each thing that promises leave out how many do; of dates, only open promises are asked."""
    # Finished work needs no dates any more, so it is counted among the rest only.
    open_promises = [one for one in promises if not one.is_finished]
    sentences = []
    for gap in Gap:
        asked = open_promises if gap in {Gap.START, Gap.DUE} else promises
        if asked:
            kind = "open promise" if asked is open_promises and len(asked) < len(promises) else "promise"
            sentences.append(gap_sentence(gap, gap_counts(asked)[gap], len(asked), kind))
    return tuple(sentences)


def gap_sentence(gap: Gap, missing: int, promises: int, kind: str = "promise") -> str:
    """Return how many of some promises lack something, as a whole sentence; `kind` is what one is called."""
    one, several, what = _GAP_PHRASES[gap]
    if promises == 1:
        return f"The one {kind} {one} {'no' if missing else 'a'} {what}."
    if missing == promises:
        return f"None of the {promises} {kind}s {one} a {what}."
    if missing == 0:
        return f"All {promises} {kind}s {several} a {what}."
    return f"{missing} of {promises} {kind}s {one if missing == 1 else several} no {what}."


def milestone_words(summary: ActionSummary, milestone: Milestone) -> str:
    """Return how a milestone stands, without a full stop."""
    due = f"due on {day(milestone.due)}" if milestone.due else "no due date published"
    if milestone.done_on:
        late = milestone.due is not None and milestone.done_on > milestone.due
        return f"Done on {day(milestone.done_on)} ({due}{', so late' if late else ''})"
    if summary.milestone_is_late(milestone):
        return f"Late: {due}, and nothing published says that it is done"
    return due[:1].upper() + due[1:]


def covered_by(covered: Covered) -> str:
    """Return how many actions there are for something, as a table's cell: "3 promised, 1 reported" or "none".

    Where there is none, it says so if results are reported all the same.
    """
    if covered.results and not covered.actions:
        return RESULTS_ALONE
    return basis_counts(covered.promised, covered.reported)


def commitments_covered(covered: int, total: int) -> str:
    """Return how many national commitments have an action, as the title of a picture."""
    has = "have" if covered > 1 else "has"
    return f"{covered or 'None'} of {counted(total, 'national commitment')} {has} an action"


def basis_counts(promised: int, reported: int) -> str:
    """Return how many actions are promised and how many reported, or "none"."""
    counts = ((promised, "promised"), (reported, "reported"))
    return ", ".join(f"{count} {words}" for count, words in counts if count) or "none"


def state_counts_sentence(counts: Mapping[State, int]) -> str:
    """Return counts by state within a sentence: "2 done, 1 late and 80 with no status published"."""
    words = {State.UNSTATED: "with no status published"}
    return listed([f"{count} {words.get(state) or _STATE_WORDS[state].lower()}" for state, count in counts.items()])


def actions_counted(counts: Mapping[State, int]) -> str:
    """Return how many actions there are and how they stand, as the title of a picture."""
    return f"{counted(sum(counts.values()), 'action')}: {state_counts_sentence(counts)}"


def dates_of(action: Action) -> str:
    """Return start and due date for a line of a timeline: "1 June 2023 to 31 December 2024"."""
    if action.start and action.due:
        return f"{day(action.start)} to {day(action.due)}"
    if action.due:
        return f"due on {day(action.due)}"
    return f"from {day(action.start)}, no due date published" if action.start else ""
