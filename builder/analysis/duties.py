"""How each national duty stands: met, met late, overdue, or without published evidence.

What is judged is the evidence in published documents, on the date that the site is about. A duty
without evidence may have been done all the same.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from builder.analysis.days import later
from builder.model.governance import DateBasis, Duty, Evidence, Strength


class Timeliness(StrEnum):
    """Whether a duty was met by the day on which it was due."""

    IN_TIME = "in time"
    LATE = "late"
    NOT_KNOWN = "not known"
    """Only the date of the document is known, and that is after the due date."""
    NO_DATE = "no date"
    """There was no day by which it was due."""


class Standing(StrEnum):
    """How a duty stands on the date that the site is about."""

    MET = "met"
    MET_LATE = "met late"
    MET_TIME_NOT_KNOWN = "met, time not known"
    MET_UNDATED = "met, date not published"
    PARTLY = "partly met"
    """What is published shows only a part of what the guidance asks."""
    NOT_DUE_YET = "not due yet"
    OVERDUE = "overdue"
    """It was met before, and the next time has passed without evidence."""
    NO_EVIDENCE = "no evidence"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty was met."""

    evidence: Evidence
    due: date | None
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """How one duty stands, and by when it is due."""

    duty: Duty
    standing: Standing
    occurrences: tuple[Occurrence, ...]
    """Oldest first."""
    due: date | None
    """The next due date, which may have passed; None where the duty is done for good or has no date."""

    @property
    def latest(self) -> Occurrence | None:
        """The last time that it was met."""
        return self.occurrences[-1] if self.occurrences else None

    @property
    def decisive(self) -> Occurrence | None:
        """The time that counts: the last one of a duty that repeats, the first of one that is done for good."""
        return _decisive(self.occurrences, repeats=bool(self.duty.repeats))

    @property
    def due_at_the_latest(self) -> bool:
        """Whether the due date is counted from the date of a document, so that it may lie earlier."""
        return bool(self.due and self.latest and self.latest.evidence.date_basis is not DateBasis.STATED)


def _decisive(occurrences: Sequence[Occurrence], *, repeats: bool) -> Occurrence | None:
    """Return the last time that a duty was met, or of one that is done for good the first, whole before in part."""
    if repeats:
        return occurrences[-1] if occurrences else None
    whole = [one for one in occurrences if one.evidence.strength is Strength.FULL]
    return next(iter((*whole, *occurrences)), None)


def duty_standings(duties: Iterable[Duty], evidence: Iterable[Evidence], today: date) -> tuple[DutyStanding, ...]:
    """Return how each duty stands, in the order of their numbers. `today` is the date that the site is about."""
    evidence = tuple(evidence)
    return tuple(
        duty_standing(duty, [one for one in evidence if one.duty == duty.duty], today)
        for duty in sorted(duties, key=lambda duty: duty.number)
    )


def duty_standing(duty: Duty, evidence: Iterable[Evidence], today: date) -> DutyStanding:
    """Return how one duty stands on a day.

    A duty is first due on the day that the guidance gives. One that repeats is due again a fixed time
    after it was last met, however late that was: the guidance asks for a needs assessment every 3 years
    and a report every 12 months, counted from the one before. A duty is overdue from the day after it is due.
    """
    occurrences: list[Occurrence] = []
    due = duty.first_due
    for one in sorted(evidence, key=lambda one: one.date):
        occurrences.append(Occurrence(one, due, timeliness(one, due)))
        due = later(one.date, duty.repeats) if duty.repeats else None
    return DutyStanding(duty, _standing(occurrences, due, today), tuple(occurrences), due)


def timeliness(evidence: Evidence, due: date | None) -> Timeliness:
    """Return whether a duty was met in time.

    The date of a document that shows it is the last day on which it can have been met. So it proves that
    a duty was met in time, and never that it was late.
    """
    if due is None:
        return Timeliness.NO_DATE
    if evidence.date <= due:
        return Timeliness.IN_TIME
    return Timeliness.LATE if evidence.date_basis is DateBasis.STATED else Timeliness.NOT_KNOWN


def _standing(occurrences: list[Occurrence], due: date | None, today: date) -> Standing:
    if not occurrences:
        return Standing.NOT_DUE_YET if due and today <= due else Standing.NO_EVIDENCE
    if due and due < today:
        return Standing.OVERDUE
    # A duty that is done once and for all was met the first time; one that repeats is judged by the last time.
    judged = _decisive(occurrences, repeats=due is not None)
    assert judged is not None
    if judged.evidence.strength is Strength.SOME:
        return Standing.PARTLY
    if judged.evidence.date_basis is DateBasis.NOT_PUBLISHED and judged.timeliness is Timeliness.NOT_KNOWN:
        return Standing.MET_UNDATED
    match judged.timeliness:
        case Timeliness.LATE:
            return Standing.MET_LATE
        case Timeliness.NOT_KNOWN:
            return Standing.MET_TIME_NOT_KNOWN
        case Timeliness.IN_TIME | Timeliness.NO_DATE:
            return Standing.MET


def standing_counts(standings: Iterable[DutyStanding]) -> dict[Standing, int]:
    """Return how many duties stand each way, in the order of the ways; none where there is none."""
    counts = Counter(one.standing for one in standings)
    return {standing: counts[standing] for standing in Standing if counts[standing]}
