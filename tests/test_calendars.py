"""The calendar of a plan is read rightly by somebody else's reader, and no text in it becomes a property."""

from dataclasses import replace
from datetime import date, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import pipeline
from builder.analysis.actions import action_summaries
from builder.model.plan import Declared
from builder.tables.calendar import LONGEST_LINE, calendar, escaped, folded
from tests.sound_example import SOUND

TODAY = date(2024, 9, 12)


@pytest.fixture(scope="module")
def partnership():
    (one,) = pipeline.check(SOUND).site.partnerships
    return one


def written(partnership, **changes):
    """Return the calendar of a partnership whose first action is changed."""
    first, *others = partnership.package.plan.actions
    plan = replace(partnership.package.plan, actions=(replace(first, **changes), *others))
    changed = replace(partnership, package=replace(partnership.package, plan=plan))
    return calendar(changed, action_summaries(plan, TODAY), TODAY, "Plainsight")


def events(content):
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def test_every_due_date_of_the_plan_is_a_whole_day(partnership):
    found = {
        uid: (event.decoded("DTSTART"), event.decoded("DTEND")) for uid, event in events(written(partnership)).items()
    }
    assert found == {
        "riverside-action-train-pharmacies@plainsight": (date(2024, 12, 31), date(2025, 1, 1)),
        "riverside-action-hand-out-leaflets@plainsight": (date(2024, 6, 30), date(2024, 7, 1)),
        "riverside-milestone-first-pharmacies@plainsight": (date(2023, 12, 31), date(2024, 1, 1)),
        "riverside-target-more-adults-in-treatment@plainsight": (date(2025, 3, 31), date(2025, 4, 1)),
        "riverside-target-treatment-after-prison@plainsight": (date(2025, 3, 31), date(2025, 4, 1)),
    }


def test_calendar_is_stamped_with_the_date_of_the_site_and_not_the_clock(partnership):
    stamps = {event.decoded("DTSTAMP").replace(tzinfo=None) for event in events(written(partnership)).values()}
    assert stamps == {datetime(2024, 9, 12)}  # noqa: DTZ001 -- the zone is taken off above


def test_event_keeps_its_identifier_where_its_date_moves(partnership):
    moved = written(partnership, due=date(2025, 5, 1), original_due=None)
    assert events(moved).keys() == events(written(partnership)).keys()


def test_stopped_action_is_cancelled_and_a_done_one_says_so(partnership):
    uid = "riverside-action-train-pharmacies@plainsight"
    stopped = events(written(partnership, status=Declared.STOPPED))[uid]
    done = events(written(partnership, status=Declared.DONE))[uid]
    assert (stopped["STATUS"], str(stopped["SUMMARY"])[:8]) == ("CANCELLED", "Stopped:")
    assert (done["STATUS"], str(done["SUMMARY"])[:5]) == ("CONFIRMED", "Done:")


def test_event_says_who_leads_how_it_stands_and_that_its_date_moved(partnership):
    event = events(written(partnership))["riverside-action-train-pharmacies@plainsight"]
    assert str(event["DESCRIPTION"]) == (
        "Under way on 12 September 2024.\nWho leads: Riverside Recovery.\n"
        "First due on 30 June 2024, then put off by 6 months. Reason: Two pharmacies closed."
    )


def test_lines_end_as_the_format_asks_and_are_short_enough(partnership):
    content = written(partnership, title="Größe – £5, “ja”; \\ " * 20)
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_plan_without_a_date_has_no_calendar(partnership):
    bare = replace(partnership, package=replace(partnership.package, targets=()))
    assert calendar(bare, (), TODAY, "Plainsight") is None


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=200) | st.sampled_from(
    ["x\r\nATTENDEE:mailto:a@b.example", "x\nEND:VEVENT\nBEGIN:VALARM", "x\\", "a;b,c\\n", "\u2028BEGIN:VEVENT", "\x85"]
)


@given(HOSTILE)
def test_no_text_becomes_a_property_and_every_visible_sign_is_read_back(text):
    line = folded(f"SUMMARY:{escaped(text)}")
    component = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")
    assert list(component) == ["SUMMARY"]
    assert component.subcomponents == []
    kept = "\n".join(
        "".join(sign for sign in part if sign.isprintable() or sign > "\x9f") for part in text.splitlines()
    )
    assert str(component["SUMMARY"]) == kept


@given(HOSTILE)
def test_folding_breaks_no_character_and_can_be_undone(text):
    line = f"SUMMARY:{escaped(text)}"
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert parts[0] + "".join(part.removeprefix(" ") for part in parts[1:]) == line


@pytest.mark.parametrize(
    ("name", "product", "host"),
    [
        ("Plainsight", "PRODID:-//Plainsight//Plan//EN", "plainsight"),
        ("Drugs & alcohol: Ynys Môn", "PRODID:-//Drugs & alcohol: Ynys Môn//Plan//EN", "drugs-alcohol-ynys-mon"),
        ("Один", "PRODID:-//Один//Plan//EN", "site"),
    ],
)
def test_calendar_is_of_the_site_that_its_name_says(partnership, name, product, host):
    lines = calendar(partnership, (), TODAY, name).decode("utf-8").split("\r\n")
    assert product in lines
    assert {line.partition("@")[2] for line in lines if line.startswith("UID:")} == {host}
