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
    State.IN_PROGRESS: "Under way",
    State.NOT_STARTED: "Not started",
    State.PAUSED: "Paused",
    State.STOPPED: "Stopped",
    State.UNSTATED: "No news",
}

_BASIS_WORDS = {
    Basis.PROMISED: "Promised",
    Basis.REPORTED: "Reported, no promise found",
    Basis.PROPOSED: "Proposed, not promised",
}

_GAP_WORDS = {Gap.LEAD: "who leads", Gap.START: "start date", Gap.DUE: "due date", Gap.STATUS: "status"}

_GAP_THINGS = {Gap.LEAD: "named lead", Gap.START: "start date", Gap.DUE: "due date"}


NOT_SAID = "The partnership has not said how this is going."
"""What stands once where nothing is said of an action."""

NO_ACTION = "no action"
NO_PRIORITY = "No priority published"
RESULTS_ALONE = "results reported, no action written down"
MATRIX_SUBTITLE = "How many actions serve each national commitment, by priority"
MATRIX_KEY = ((True, "promised"), (False, "only reported"))
"""What a filled and a hollow dot mean."""


def action_state(state: State) -> str:
    """Return a state as the title of a list or a count; one action of which nothing is said has no label."""
    return _STATE_WORDS[state]


def action_basis(basis: Basis) -> str:
    """Return whether an action was promised, as a few words beside its title."""
    return _BASIS_WORDS[basis]


def declared(status: Declared) -> str:
    """Return a declared status within a sentence, such as "under way"."""
    return _STATE_WORDS[State(status)].lower()


def declared_as(status: Declared) -> str:
    """Return a declared status as a sentence begins: that something is done is reported, and may be a reading."""
    return "Reported as done" if status is Declared.DONE else _STATE_WORDS[State(status)]


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
    sentences = [status or NOT_SAID]
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
    """Return what the papers leave out about an action, as a sentence; empty where they say all."""
    missing = listed([_GAP_WORDS[gap] for gap in gaps if gap is not Gap.STATUS], "or")
    return f"Not said: {missing}." if missing else ""


def gap_sentences(promises: Sequence[ActionSummary]) -> tuple[str, ...]:
    """Return what promises leave out: in one sentence what all do, then for each other thing how many do.

    Of dates only open promises are asked, and of the status nobody: how promises go is told with their number.
    """
    # Finished work needs no dates any more, so it is counted among the rest only.
    open_promises = [one for one in promises if not one.is_finished]
    by_all: dict[str, list[Gap]] = {}
    sentences = []
    for gap in (Gap.LEAD, Gap.START, Gap.DUE):
        asked = promises if gap is Gap.LEAD else open_promises
        kind = "open promise" if len(asked) < len(promises) else "promise"
        missing = gap_counts(asked)[gap]
        if missing and missing == len(asked):
            by_all.setdefault(kind, []).append(gap)
        elif asked:
            sentences.append(gap_sentence(gap, missing, len(asked), kind))
    return (*(none_has(gaps, kind) for kind, gaps in by_all.items()), *sentences)


def none_has(gaps: Sequence[Gap], kind: str) -> str:
    """Return what no promise has: "No promise has a named lead, a start date or a due date."."""
    return f"No {kind} has {listed([f'a {_GAP_THINGS[gap]}' for gap in gaps], 'or')}."


def gap_sentence(gap: Gap, missing: int, promises: int, kind: str = "promise") -> str:
    """Return how many of some promises lack something that others have; `kind` is what one is called."""
    if not missing:
        return f"Each {kind} has a {_GAP_THINGS[gap]}."
    return f"{missing} of {promises} {kind}s {'has' if missing == 1 else 'have'} no {_GAP_THINGS[gap]}."


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


def promises_counted(counts: Mapping[State, int]) -> str:
    """Return how many things were promised and how they go, as two or three sentences; `counts` has at least one."""
    total = sum(counts.values())
    return f"The partnership has said it will do {counted(total, 'thing')}. {_progress(counts)}"


def _progress(counts: Mapping[State, int]) -> str:
    silent, total = counts.get(State.UNSTATED, 0), sum(counts.values())
    if silent == total:
        return f"It has not said how {'they are' if total > 1 else 'it is'} going."
    verb = "is" if next(iter(counts.values())) == 1 else "are"
    rest = "the other one is" if silent == 1 else f"the other {silent} are"
    unsaid = f" It has not said how {rest} going." if silent else ""
    return f"So far {state_counts_sentence(counts).replace(' ', f' {verb} ', 1)}.{unsaid}"


def state_counts_sentence(counts: Mapping[State, int]) -> str:
    """Return counts by state within a sentence: "2 done and 1 late"; those of which nothing is said are left out."""
    known = {state: count for state, count in counts.items() if state is not State.UNSTATED}
    return listed([f"{count} {_STATE_WORDS[state].lower()}" for state, count in known.items()])


def folded_states(counts: Mapping[State, int]) -> str:
    """Return the words of a fold over actions: "13 actions", "5 actions, done", "13 actions: 1 done and 2 late"."""
    words = counted(sum(counts.values()), "action")
    if len(counts) == 1:
        return words + "".join(f", {_STATE_WORDS[state].lower()}" for state in counts if state is not State.UNSTATED)
    return f"{words}: {state_counts_sentence(counts)}"


def actions_counted(counts: Mapping[State, int]) -> str:
    """Return how many actions there are and how they stand, as the title of a picture."""
    found = [f"{count} {_STATE_WORDS[state].lower()}" for state, count in counts.items()]
    return f"{counted(sum(counts.values()), 'action')}: {listed(found)}"


def folded_priority(title: str, counts: Mapping[State, int], *, told: bool) -> str:
    """Return the words of a fold over a priority, of which reports may have `told` something besides."""
    inside = [*[folded_states(counts).replace(": ", ", ", 1)] * bool(counts), *["what reports say"] * told]
    return f"{title}: {'; '.join(inside)}"


def dates_of(action: Action) -> str:
    """Return start and due date for a line of a timeline: "1 June 2023 to 31 December 2024"."""
    if action.start and action.due:
        return f"{day(action.start)} to {day(action.due)}"
    if action.due:
        return f"due on {day(action.due)}"
    return f"from {day(action.start)}, no due date published" if action.start else ""
