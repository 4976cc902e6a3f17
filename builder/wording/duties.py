"""National duties in words: how they stand, by when they are due, when they were met."""

from collections.abc import Iterable

from builder.analysis.duties import DutyStanding, Occurrence, Standing, Timeliness, standing_counts
from builder.model.governance import DateBasis
from builder.wording.numbers import counted, listed
from builder.wording.time import day

_STANDINGS = {
    Standing.MET: "Met",
    Standing.MET_LATE: "Met late",
    Standing.MET_TIME_NOT_KNOWN: "Met, maybe late",
    Standing.MET_UNDATED: "Done, date not published",
    Standing.PARTLY: "Partly",
    Standing.NOT_DUE_YET: "Not due yet",
    Standing.OVERDUE: "Overdue",
    Standing.NO_EVIDENCE: "No evidence published",
}

_MET = (Standing.MET, Standing.MET_LATE, Standing.MET_TIME_NOT_KNOWN, Standing.MET_UNDATED)


def duty_standing(standing: Standing) -> str:
    """Return how a duty stands, as a label."""
    return _STANDINGS[standing]


def duty_due(one: DutyStanding) -> str:
    """Return by when a duty is, or was, due, as a phrase."""
    latest = " at the latest" if one.due_at_the_latest else ""
    match one.standing:
        case Standing.OVERDUE:
            assert one.due is not None
            return f"Overdue since {day(one.due)}{latest}"
        case Standing.NO_EVIDENCE:
            return f"Was due by {day(one.due)}" if one.due else "The guidance gives no date"
        case Standing.NOT_DUE_YET:
            assert one.due is not None
            return f"Due by {day(one.due)}"
        case _:
            return f"Due again by {day(one.due)}{latest}" if one.due else "Nothing more is due"


def duty_repeats(repeats: str) -> str:
    """Return how often a duty is due, such as "every 3 years"."""
    if not repeats:
        return "once"
    count, unit = int(repeats[1:-1]), {"Y": "year", "M": "month", "W": "week", "D": "day"}[repeats[-1]]
    return f"every {unit}" if count == 1 else f"every {counted(count, unit)}"


def met_on(occurrence: Occurrence) -> str:
    """Return when a duty was met, as a phrase that says what the date rests on."""
    when = day(occurrence.evidence.date)
    return f"By {when}" if occurrence.evidence.date_basis is not DateBasis.STATED else f"On {when}"


def met_in_time(occurrence: Occurrence) -> str:
    """Return whether a duty was met in time, as a sentence; empty where there was no date to meet."""
    if occurrence.due is None:
        return ""
    due = day(occurrence.due)
    match occurrence.timeliness:
        case Timeliness.LATE:
            return f"That was late: it was due by {due}."
        case Timeliness.NOT_KNOWN:
            return f"It was due by {due}. The papers do not show whether it was done by then."
        case _:
            return f"That was in time: it was due by {due}."


def duties_sentence(standings: Iterable[DutyStanding]) -> str:
    """Return in one to three sentences how many duties are met, overdue or without evidence."""
    standings = tuple(standings)
    counts = standing_counts(standings)
    met = sum(counts.get(one, 0) for one in _MET)
    late, unsure = counts.get(Standing.MET_LATE, 0), counts.get(Standing.MET_TIME_NOT_KNOWN, 0)
    things = "thing" if len(standings) == 1 else f"{len(standings)} things"
    total = f"the {things} that the government asks for"
    if counts.get(Standing.NO_EVIDENCE, 0) == len(standings):
        return f"We found no proof yet of {'any of ' if len(standings) > 1 else ''}{total}."
    if len(standings) == 1:
        sentence = f"We found {'proof' if met else 'no proof'} of {total}"
    else:
        sentence = f"We found proof of {met or 'none'} of {total}"
    parts = ([f"{late} late"] if late else []) + ([f"{unsure} maybe late"] if unsure else [])
    sentences = [", ".join([sentence, *filter(None, [listed(parts)])])]
    if counts.get(Standing.PARTLY):
        sentences.append(f"For {counts[Standing.PARTLY]}, we found proof of a part")
    overdue, missing = counts.get(Standing.OVERDUE, 0), counts.get(Standing.NO_EVIDENCE, 0)
    if overdue:
        sentences.append(counted(overdue, "is overdue", "are overdue"))
    if missing:
        sentences.append(f"For {missing}, we found none")
    return ". ".join(sentences) + "."


def duties_counted(standings: Iterable[DutyStanding]) -> str:
    """Return how many duties stand in which way, as the title of a picture."""
    counts = standing_counts(standings)
    total = counted(sum(counts.values()), "national duty", "national duties")
    return f"{total}: {'; '.join(f'{count} {_STANDINGS[one].lower()}' for one, count in counts.items())}"
