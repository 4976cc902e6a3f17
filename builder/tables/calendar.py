"""The due dates of a plan as an iCalendar file, which calendar programs can subscribe to.

Format: RFC 5545, https://www.rfc-editor.org/rfc/rfc5545. Each date is an event of a whole day that
blocks no time. An event keeps its identifier when its date moves, so that calendars move it too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from builder import wording
from builder.analysis.actions import ActionSummary
from builder.model.measures import Partnership
from builder.model.plan import Basis, Declared

LONGEST_LINE = 75
"""The octets of a line, without its line end (RFC 5545, 3.1)."""

_SPECIAL = re.compile(r"[\\;,]")
_INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Control signs that a text may not hold (RFC 5545, 3.3.11); line breaks are escaped instead."""


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something is due."""

    identifier: str
    day: date
    summary: str
    description: str
    is_cancelled: bool = False


def calendar(partnership: Partnership, actions: Iterable[ActionSummary], today: date, site: str) -> bytes | None:
    """Return the due dates of actions, milestones and targets, or None where there are none.

    `today` is the date that the site is about: the stamp of every event. `site` is its name, which tells its events
    from those of other sites.
    """
    events = tuple(_events(partnership, actions))
    if not events:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{escaped(f'-//{site}//Plan//EN')}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(f'{partnership.title}: what was promised')}",
    ]
    for event in events:
        lines += _event_lines(event, f"{partnership.name}-{event.identifier}@{_host(site)}", today)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode("utf-8")


def has_dates(partnership: Partnership) -> bool:
    """Return whether there is anything to put into a calendar."""
    plan = partnership.package.plan
    proposed = {one.action for one in plan.actions if one.basis is Basis.PROPOSED}
    days = [one.due for one in plan.actions if one.action not in proposed]
    days += [one.due for one in plan.milestones if one.action not in proposed]
    return bool(partnership.package.targets) or any(days)


def _events(partnership: Partnership, actions: Iterable[ActionSummary]) -> Iterator[Event]:
    for one in actions:
        if one.is_proposed:
            continue
        action = one.action
        if action.due:
            yield Event(
                f"action-{action.action}",
                action.due,
                f"{_label(one)}: {action.title}",
                _description(one, partnership),
                is_cancelled=action.status is Declared.STOPPED,
            )
        for milestone in one.milestones:
            if milestone.due:
                yield Event(
                    f"milestone-{milestone.milestone}",
                    milestone.due,
                    f"{'Step done' if milestone.done_on else 'Step due'}: {milestone.title}",
                    f"{wording.milestone_words(one, milestone)}.\nA step of: {action.title}.",
                    is_cancelled=action.status is Declared.STOPPED,
                )
    for target in partnership.package.targets:
        metric = partnership.metrics[target.metric]
        yield Event(
            f"target-{target.target}",
            target.target_date,
            f"Promise in numbers due: {target.title}",
            f"{wording.target_sentence(target, metric)}.",
        )


def _label(summary: ActionSummary) -> str:
    match summary.action.status:
        case Declared.DONE:
            return "Done"
        case Declared.STOPPED:
            return "Stopped"
        case _:
            return "Due"


def _description(summary: ActionSummary, partnership: Partnership) -> str:
    action = summary.action
    names = {str(row["organisation"]): str(row["name"]) for row in partnership.package.tables.get("organisations", ())}
    lead = f"Who leads: {names[action.lead] if action.lead else wording.NOT_PUBLISHED}."
    moved = wording.moved_words(summary)
    first = f"First due on {moved}. Reason: {action.reason}" if moved else ""
    return "\n".join(part for part in (wording.standing(summary), lead, first) if part)


def _event_lines(event: Event, identifier: str, today: date) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{identifier}",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _host(site: str) -> str:
    """Return the name of a site in the letters that the last part of an identifier is made of (RFC 7986, 5.3)."""
    plain = unicodedata.normalize("NFKD", site).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "site"


def escaped(text: str) -> str:
    """Return a text as the value of a property, which no sign in it can end (RFC 5545, 3.3.11)."""
    # Every kind of line end that some reader might break a line at becomes an escaped one.
    lines = "\n".join(text.splitlines())
    return _SPECIAL.sub(r"\\\g<0>", _INVISIBLE.sub("", lines)).replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line broken where it would be longer than 75 octets, never within a character (RFC 5545, 3.1)."""
    parts, room = [""], LONGEST_LINE
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            parts.append(" ")
            room = LONGEST_LINE - 1
        parts[-1] += sign
        room -= size
    return "\r\n".join(parts)
