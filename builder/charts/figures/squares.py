"""Pictures of what can be counted one by one, such as actions and duties: a square for each, and the facts it shows.

Squares stand in rows. Each looks as its state does, by shape as well as colour, and may have words beside it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from builder import wording
from builder.analysis.actions import ActionSummary, State, state_counts
from builder.analysis.claims import CheckedClaim, ClaimVerdict
from builder.analysis.coverage import top_priority
from builder.analysis.duties import DutyStanding, Standing
from builder.analysis.people import ExpectedPresence, Presence
from builder.model.plan import Priority


class Look(StrEnum):
    """How a square looks; the order is that of squares in a row."""

    DONE = "done"
    """Filled, with a tick."""
    DOUBTFUL = "doubtful"
    """A tick on paper: done, with a doubt."""
    PART = "part"
    """Half filled."""
    WAITING = "waiting"
    """A dot: its time has not come."""
    PAUSED = "paused"
    """Two bars."""
    ALERT = "alert"
    """Filled, with an exclamation mark."""
    WRONG = "wrong"
    """Filled, with a cross."""
    EMPTY = "empty"
    """Nothing is known."""


_LOOKS = tuple(Look)

FEWEST = 2
"""How many squares a picture has at least: one alone is no picture."""


@dataclass(frozen=True, slots=True)
class Square:
    """One thing that is counted."""

    look: Look
    state: str
    """Its state in words."""
    words: str = ""
    """What it is, where that stands beside it; empty where squares stand side by side."""


@dataclass(frozen=True, slots=True)
class SquareRow:
    """Squares that belong together."""

    name: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Squares:
    """A picture of squares as facts, before anything is drawn."""

    name: str
    """Short name of the picture within its partnership, used for the part of a page that holds it."""
    title: str
    """What the picture tells, as the text beside it says it."""
    subtitle: str
    """What one square is."""
    rows: tuple[SquareRow, ...]
    key: tuple[tuple[Look, str], ...]
    """What each look means; nothing where the names of the rows say it."""
    text_alternative: str


_STATES = {
    State.DONE: Look.DONE,
    State.IN_PROGRESS: Look.PART,
    State.NOT_STARTED: Look.WAITING,
    State.PAUSED: Look.PAUSED,
    State.LATE: Look.ALERT,
    State.STOPPED: Look.WRONG,
    State.UNSTATED: Look.EMPTY,
}
_STANDINGS = {
    Standing.MET: Look.DONE,
    Standing.MET_UNDATED: Look.DONE,
    Standing.MET_LATE: Look.DOUBTFUL,
    Standing.MET_TIME_NOT_KNOWN: Look.DOUBTFUL,
    Standing.PARTLY: Look.PART,
    Standing.NOT_DUE_YET: Look.WAITING,
    Standing.OVERDUE: Look.ALERT,
    Standing.NO_EVIDENCE: Look.EMPTY,
}
_PRESENCES = {
    Presence.TAKES_PART: Look.DONE,
    Presence.NAMED: Look.PART,
    Presence.MISSING: Look.WRONG,
    Presence.NOT_SAID: Look.EMPTY,
}
_VERDICTS = {
    ClaimVerdict.AGREES: Look.DONE,
    ClaimVerdict.AGREES_AFTER_ROUNDING: Look.DOUBTFUL,
    ClaimVerdict.WRONG_UNIT: Look.PART,
    ClaimVerdict.DOES_NOT_AGREE: Look.WRONG,
    ClaimVerdict.CANNOT_BE_CHECKED: Look.EMPTY,
}


def plan_squares(actions: Sequence[ActionSummary], priorities: Sequence[Priority], own: int) -> Squares | None:
    """Return the actions of a plan by priority, proposals left out.

    The first `own` of all priorities are the partnership's: one of them that no action has is a row without squares.
    An action of several priorities stands in the row of the first, so that each is one square.
    """
    counted = [one for one in actions if not one.is_proposed]
    by_key = {one.priority: one for one in priorities}
    rows: dict[str, list[Square]] = {top_priority(one, priorities).title: [] for one in priorities[:own]}
    for one in counted:
        first = next((by_key[key] for key in one.action.priorities if key in by_key), None)
        name = top_priority(first, priorities).title if first else wording.NO_PRIORITY
        rows.setdefault(name, []).append(_action(one))
    words = wording.actions_counted(state_counts(counted)), wording.squares_of("action", "by priority")
    return _squares("plan-picture", words, rows.items(), with_key=True)


def actions_by_state(actions: Sequence[ActionSummary]) -> Squares | None:
    """Return the actions of a plan by state, proposals left out."""
    counted = [one for one in actions if not one.is_proposed]
    words = wording.actions_counted(state_counts(counted)), wording.squares_of("action")
    return _squares("plan-counted", words, _by_state([_action(one) for one in counted]))


def duty_squares(standings: Sequence[DutyStanding]) -> Squares | None:
    """Return national duties by the day on which they are due."""
    rows: dict[str, list[Square]] = {}
    # What is due for good, or has no day, comes last.
    for one in sorted(standings, key=lambda one: (one.due or date.max, one.duty.number)):
        rows.setdefault(wording.duty_due(one), []).append(_duty(one, one.duty.title))
    words = wording.duties_counted(standings), wording.squares_of("national duty", "by the day on which it is due")
    return _squares("duties-picture", words, rows.items(), with_key=True)


def duties_by_standing(standings: Sequence[DutyStanding]) -> Squares | None:
    """Return national duties by how they stand."""
    words = wording.duties_counted(standings), wording.squares_of("national duty")
    return _squares("duties-counted", words, _by_state([_duty(one) for one in standings]))


def presence_squares(presences: Sequence[ExpectedPresence]) -> Squares | None:
    """Return whom the guidance expects by whether they take part."""
    squares = [
        Square(_PRESENCES[one.presence], wording.presence(one.presence), one.expected.title) for one in presences
    ]
    words = (wording.presences_counted([one.presence for one in presences]),) * 2
    return _squares("partners-picture", words, _by_state(squares))


def claim_squares(checked: Sequence[CheckedClaim]) -> Squares | None:
    """Return printed claims by whether they are right."""
    squares = [Square(_VERDICTS[one.check.verdict], wording.claim_state(one.check.verdict)) for one in checked]
    counted = wording.claims_counted([one.check.verdict for one in checked])
    words = counted, wording.squares_of("change or figure that a report printed")
    return _squares("claims-picture", words, _by_state(squares))


def _action(one: ActionSummary) -> Square:
    return Square(_STATES[one.state], wording.action_state(one.state))


def _duty(one: DutyStanding, words: str = "") -> Square:
    return Square(_STANDINGS[one.standing], wording.duty_standing(one.standing), words)


def _by_state(squares: Iterable[Square]) -> Iterable[tuple[str, list[Square]]]:
    rows: dict[str, list[Square]] = {}
    for square in _in_order(squares):
        rows.setdefault(square.state, []).append(square)
    return rows.items()


def _in_order(squares: Iterable[Square]) -> list[Square]:
    return sorted(squares, key=lambda one: _LOOKS.index(one.look))


def _squares(
    name: str,
    words: tuple[str, str],
    rows: Iterable[tuple[str, Sequence[Square]]],
    *,
    with_key: bool = False,
) -> Squares | None:
    """Return a picture with its title and subtitle, or None where there are not two squares to set side by side."""
    title, subtitle = words
    found = tuple(SquareRow(row, tuple(_in_order(squares))) for row, squares in rows)
    if sum(len(row.squares) for row in found) < FEWEST:
        return None
    states = dict.fromkeys((one.look, one.state) for one in _in_order(one for row in found for one in row.squares))
    key: dict[Look, str] = {}
    for look, state in states if with_key else ():
        key[look] = wording.listed([*filter(None, [key.get(look)]), state.lower()], "or")
    in_words = " ".join(f"{row.name}: {_in_words(row)}." for row in found)
    return Squares(name, title, subtitle, found, tuple(key.items()), f"{title}. {in_words}")


def _in_words(row: SquareRow) -> str:
    named = [f"{one.words} ({one.state.lower()})" for one in row.squares if one.words]
    counts = Counter(one.state.lower() for one in row.squares)
    # A row whose name is the only state that it has needs the number alone.
    plain = len(counts) == 1 and row.name.lower() in counts
    found = named or [str(count) if plain else f"{count} {state}" for state, count in counts.items()]
    return wording.listed(found) or wording.NO_ACTION
