"""What is late, old, moved or not published is worked out from an action and a day, by rules that always hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import wording
from builder.analysis.actions import ActionSummary, Gap, State, action_summaries, gap_counts, months_later, state_counts
from builder.analysis.coverage import coverage
from builder.analysis.coverage import top_priority as top
from builder.checking.parse import plan
from builder.model.plan import Action, Basis, Commitment, Declared, Milestone, Plan, Priority, Update
from tests.examples import partnership

TODAY = date(2024, 9, 12)

ACTION = Action(
    action="train-pharmacies",
    title="Train pharmacies",
    description="",
    basis=Basis.PROMISED,
    priorities=(),
    commitments=(),
    outcomes=(),
    metrics=(),
    area="",
    lead="",
    partners=(),
    group="",
    start=None,
    due=None,
    original_due=None,
    status=None,
    status_date=None,
    reason="",
    evidence="",
    funding=(),
    source="report",
    place="page 1",
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ACTIONS = st.builds(
    lambda basis, lead, start, due, first, status, declared: replace(
        ACTION,
        basis=basis,
        lead=lead,
        start=start,
        due=due,
        original_due=first if due and first and first <= due else None,
        status=status,
        status_date=declared if status else None,
    ),
    st.sampled_from(Basis),
    st.sampled_from(["", "council"]),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.sampled_from(Declared),
    DAYS,
)


def judged(today=TODAY, **values):
    return ActionSummary(replace(ACTION, **values), today, (), ())


@given(ACTIONS, DAYS)
def test_action_is_late_from_the_day_after_its_due_date_and_only_until_it_is_finished(action, today):
    summary = ActionSummary(action, today, (), ())
    is_open = action.status not in {Declared.DONE, Declared.STOPPED} and action.basis is not Basis.PROPOSED
    assert summary.is_late == (action.due is not None and today > action.due and is_open)


@given(ACTIONS, DAYS)
def test_late_action_stays_late_as_time_goes_by(action, today):
    if ActionSummary(action, today, (), ()).is_late:
        later = ActionSummary(action, today + timedelta(days=1), (), ())
        assert later.days_late == ActionSummary(action, today, (), ()).days_late + 1


@given(ACTIONS, DAYS)
def test_action_is_never_late_and_due_soon_at_once(action, today):
    summary = ActionSummary(action, today, (), ())
    assert not (summary.is_late and summary.is_due_soon)


@given(ACTIONS, DAYS)
def test_state_is_late_or_what_was_declared(action, today):
    summary = ActionSummary(action, today, (), ())
    declared = State(action.status) if action.status else State.UNSTATED
    assert summary.state is (State.LATE if summary.is_late else declared)


@given(st.lists(ACTIONS, max_size=20), DAYS)
def test_counts_by_state_add_up_to_all_actions(actions, today):
    assert sum(state_counts(action_summaries(Plan(actions=tuple(actions)), today)).values()) == len(actions)


@given(st.lists(ACTIONS, max_size=20), DAYS)
def test_gap_counts_are_those_of_single_actions(actions, today):
    summaries = action_summaries(Plan(actions=tuple(actions)), today)
    assert gap_counts(summaries) == {gap: sum(gap in one.gaps for one in summaries) for gap in Gap}


@given(DAYS, st.integers(0, 60))
def test_months_later_is_the_same_day_of_the_month_or_its_last(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("declared", "today", "is_old"),
    [
        (date(2024, 3, 12), date(2024, 9, 12), False),
        (date(2024, 3, 11), date(2024, 9, 12), True),
        (date(2023, 8, 31), date(2024, 2, 29), False),
        (date(2023, 8, 31), date(2024, 3, 1), True),
    ],
)
def test_status_is_old_from_the_day_after_six_calendar_months(declared, today, is_old):
    assert judged(today, status=Declared.IN_PROGRESS, status_date=declared).status_is_old is is_old


@pytest.mark.parametrize("status", [Declared.DONE, Declared.STOPPED])
def test_status_of_finished_work_never_grows_old(status):
    assert not judged(status=status, status_date=date(2020, 1, 1)).status_is_old


def test_action_is_not_late_on_its_due_date():
    assert not judged(due=TODAY).is_late


def test_pause_does_not_stop_the_clock():
    assert judged(due=date(2024, 9, 11), status=Declared.PAUSED, status_date=TODAY).state is State.LATE


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (90, True), (91, False)])
def test_action_is_due_soon_within_ninety_days(days, soon):
    assert judged(due=TODAY + timedelta(days=days)).is_due_soon is soon


def test_moved_date_is_counted_in_days_from_the_first_one():
    assert judged(original_due=date(2024, 6, 30), due=date(2024, 12, 31)).days_moved == 184


def test_everything_that_a_bare_promise_lacks_is_a_gap():
    assert judged().gaps == tuple(Gap)


def test_group_that_looks_after_an_action_does_not_lead_it():
    assert Gap.LEAD in judged(group="data-group").gaps


def test_finished_action_needs_no_dates_any_more():
    assert judged(status=Declared.DONE, status_date=TODAY).gaps == (Gap.LEAD,)


def test_milestones_come_by_date_and_updates_newest_first():
    steps = tuple(Milestone(f"m{n}", ACTION.action, "", due, None, "", "") for n, due in enumerate([None, TODAY]))
    reports = tuple(Update(f"u{day}", ACTION.action, "", date(2024, 1, day), "", "", "") for day in (1, 3, 2))
    (summary,) = action_summaries(Plan(actions=(ACTION,), milestones=steps, updates=reports), TODAY)
    assert [one.milestone for one in summary.milestones] == ["m1", "m0"]
    assert [one.update for one in summary.updates] == ["u3", "u2", "u1"]


def test_milestone_is_late_only_where_nothing_says_that_it_is_done():
    summary = judged()
    step = Milestone("m", "", "", date(2024, 1, 1), None, "", "")
    assert summary.milestone_is_late(step)
    assert not summary.milestone_is_late(replace(step, done_on=date(2024, 2, 1)))


def test_coverage_tells_promised_from_reported_and_names_what_nothing_covers():
    place = partnership()
    commitments = (Commitment("second", 2, "Second", ""), Commitment("first", 1, "First", ""))
    place = replace(place, framework=replace(place.framework, plan=Plan(commitments=commitments)))
    actions = (
        judged(commitments=("second",)),
        judged(commitments=("second",), basis=Basis.REPORTED, metrics=("adults-in-treatment",)),
    )
    found = coverage(place, actions, [])
    assert [(one.key, one.promised, one.reported) for one in found.commitments] == [("first", 0, 0), ("second", 1, 1)]
    assert [(one.key, one.is_published, len(one.actions)) for one in found.metrics] == [
        ("adults-in-treatment", False, 1)
    ]


def test_proposal_is_neither_late_nor_due_soon_and_covers_nothing():
    past, soon = date(2024, 1, 1), judged().today + timedelta(days=5)
    for due in (past, soon):
        promise, proposal = (judged(basis=basis, due=due, status=None) for basis in (Basis.PROMISED, Basis.PROPOSED))
        assert (promise.is_late, promise.is_due_soon) == (due is past, due is soon)
        assert (proposal.is_late, proposal.is_due_soon, proposal.days_late) == (False, False, 0)
    place = partnership()
    place = replace(place, framework=replace(place.framework, plan=Plan(commitments=(Commitment("c", 1, "C", ""),))))
    (found,) = coverage(place, (judged(commitments=("c",), basis=Basis.PROPOSED),), []).commitments
    assert found.actions == ()


def test_commitment_without_an_action_may_have_results_all_the_same():
    place = partnership()
    lines, money = (
        Commitment("lines", 1, "Lines", "", ("adults-in-treatment", "not-published")),
        Commitment("money", 2, "Money", "", ("not-published",)),
    )
    place = replace(place, framework=replace(place.framework, plan=Plan(commitments=(lines, money))))
    first, second = coverage(place, (), ["adults-in-treatment"]).commitments
    assert (first.results, first.is_published, wording.covered_by(first)) == (
        ("adults-in-treatment",),
        True,
        "results reported, no action written down",
    )
    assert (second.results, second.is_published, wording.covered_by(second)) == ((), False, "none")
    (first, _) = coverage(place, (judged(commitments=("lines",)),), ["adults-in-treatment"]).commitments
    assert wording.covered_by(first) == "1 promised"


def test_top_of_the_plan_is_found_through_every_level():
    levels = [Priority("c", "", "", "b", ""), Priority("b", "", "", "a", ""), Priority("a", "", "", "", "")]
    assert [top(one, levels).priority for one in levels] == ["a", "a", "a"]


def test_plan_without_tables_is_empty():
    assert plan({}) == Plan()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (20, "20 days"),
        (21, "3 weeks"),
        (91, "13 weeks"),
        (92, "3 months"),
        (184, "6 months"),
        (730, "23 months"),
        (822, "2 years"),
    ],
)
def test_stretch_of_days_is_said_as_people_say_it(days, words):
    assert wording.days_long(days) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "The partnership has not said how this is going."),
        ({"due": date(2024, 9, 1)}, "The due date has passed, and nothing published says that it is done."),
        (
            {"status": Declared.IN_PROGRESS, "status_date": date(2024, 1, 1), "due": date(2024, 9, 1)},
            ("Under way on 1 January 2024. The due date has passed. This status is more than 6 months old."),
        ),
        ({"status": Declared.DONE, "status_date": date(2024, 9, 1)}, "Reported as done on 1 September 2024."),
        ({"status": Declared.STOPPED, "status_date": date(2024, 9, 1)}, "Stopped on 1 September 2024."),
    ],
)
def test_standing_says_what_is_known_and_no_more(values, words):
    assert wording.standing(judged(**values)) == words


@pytest.mark.parametrize(
    ("missing", "promises", "words"),
    [
        (0, 1, "Each promise has a named lead."),
        (1, 8, "1 of 8 promises has no named lead."),
        (3, 8, "3 of 8 promises have no named lead."),
    ],
)
def test_gap_is_counted_in_a_sentence(missing, promises, words):
    assert wording.gap_sentence(Gap.LEAD, missing, promises) == words


def test_what_every_promise_lacks_stands_in_one_sentence():
    assert wording.gap_sentences([judged(), judged()]) == ("No promise has a named lead, a start date or a due date.",)
    due = judged(due=date(2025, 1, 1))
    assert wording.gap_sentences([judged(), due]) == (
        "No promise has a named lead or a start date.",
        "1 of 2 promises has no due date.",
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({State.UNSTATED: 1}, "it will do 1 thing. It has not said how it is going."),
        ({State.UNSTATED: 9}, "it will do 9 things. It has not said how they are going."),
        (
            {State.DONE: 1, State.UNSTATED: 8},
            "it will do 9 things. So far 1 is done. It has not said how the other 8 are going.",
        ),
        (
            {State.DONE: 2, State.LATE: 1, State.UNSTATED: 1},
            "it will do 4 things. So far 2 are done and 1 late. It has not said how the other one is going.",
        ),
        ({State.IN_PROGRESS: 2}, "it will do 2 things. So far 2 are under way."),
    ],
)
def test_promises_are_counted_and_silence_is_told_once(counts, words):
    assert wording.promises_counted(counts) == f"The partnership has said {words}"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({State.UNSTATED: 13}, "13 actions"),
        ({State.DONE: 1}, "1 action, done"),
        ({State.DONE: 1, State.LATE: 2, State.UNSTATED: 10}, "13 actions: 1 done and 2 late"),
    ],
)
def test_fold_of_actions_names_the_states_that_are_known(counts, words):
    assert wording.folded_states(counts) == words


def test_due_date_says_how_far_it_is_off():
    assert wording.due_words(judged(due=date(2024, 8, 31))) == "31 August 2024, 12 days ago"
    assert wording.due_words(judged(due=date(2024, 10, 31))) == "31 October 2024, in 7 weeks"
    assert wording.due_words(judged(due=TODAY)) == "12 September 2024, which is today"
    assert wording.due_words(judged(due=date(2026, 1, 1))) == "1 January 2026"


def test_proposal_is_neither_promised_nor_reported():
    one = ActionSummary(replace(ACTION, basis=Basis.PROPOSED), TODAY, (), ())
    assert (one.is_promise, one.is_reported) == (False, False)
    assert wording.action_basis(Basis.PROPOSED) == "Proposed, not promised"
