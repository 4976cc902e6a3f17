"""Who reports to whom, who is missing, and which findings have a figure and an answer."""

from datetime import date
from decimal import Decimal

from builder.analysis.needs import answers, finding_summaries
from builder.analysis.people import Presence, expected_presences, reporting_lines
from builder.model.governance import FindingKind, GroupKind, ListedMembers, MemberTier
from builder.model.measures import Unit
from tests.examples import metric, observation, partnership
from tests.governance_examples import expected, finding, governed, group, member, organisation

BOARD = GroupKind.PARTNERSHIP_BOARD


def lines(branches):
    return {branch.group.group: lines(branch.below) for branch in branches}


def test_groups_stand_below_the_group_that_they_report_to():
    groups = (group("data", "board"), group("board", "ministers", BOARD), group("ministers"), group("court"))
    found = reporting_lines(governed(groups=groups, members=(member("data", "council"),)).governance)
    assert lines(found) == {"ministers": {"board": {"data": {}}}, "court": {}}
    assert [one.organisation for one in found[0].below[0].below[0].members] == ["council"]


def presences(listed):
    tables = {
        "groups": (group("board", kind=BOARD, listed_members=listed), group("data", "board")),
        "members": (member("board", "council"), member("data", "hospital")),
        "organisations": (organisation("council", "councils"), organisation("hospital", "nhs")),
    }
    found = expected_presences(governed(**tables).governance, [expected(one) for one in ("councils", "nhs", "police")])
    return [(one.presence, [org.organisation for org in one.organisations]) for one in found]


def test_expected_member_is_missing_only_from_a_whole_list_of_members():
    assert presences(ListedMembers.ALL)[2] == (Presence.MISSING, [])
    assert presences(ListedMembers.SOME)[2] == (Presence.NOT_SAID, [])


def test_wider_member_is_never_missing_since_it_need_not_be_on_the_board():
    governance = governed(groups=(group("board", kind=BOARD, listed_members=ListedMembers.ALL),)).governance
    found = expected_presences(governance, [expected("schools", MemberTier.WIDER), expected("police")])
    assert [one.presence for one in found] == [Presence.NOT_SAID, Presence.MISSING]


def test_expected_member_takes_part_where_it_is_on_the_board():
    assert presences(ListedMembers.SOME)[:2] == [
        (Presence.TAKES_PART, ["council"]),
        (Presence.NAMED, ["hospital"]),
    ]


def summary_of(*observations, of=None, **values):
    found = finding(metric="adults-in-treatment", area="riverside", period_start=date(2022, 1, 1), **values)
    one = partnership(*observations, of=of, governance=governed(findings=(found,)).governance)
    return finding_summaries(one)[0]


def test_figure_of_a_finding_is_the_observation_itself():
    right = observation("42.2")
    assert (
        summary_of(observation("40", 2021), right, observation("9", group="Men", breakdown="Sex")).observation is right
    )


def test_england_stands_beside_a_percentage_of_the_same_period():
    share = metric(Unit.PERCENT)
    england = observation("46.8", area="england")
    assert summary_of(observation("42.2"), england, of=share).benchmark is england
    assert summary_of(observation("42.2"), observation("46.8", 2021, area="england"), of=share).benchmark is None


def test_england_does_not_stand_beside_a_count():
    assert summary_of(observation("422"), observation("46800", area="england")).benchmark is None


def test_finding_without_reference_has_no_figure_of_the_data():
    one = partnership(governance=governed(findings=(finding(figure=Decimal(5), unit="count"),)).governance)
    (found,) = finding_summaries(one)
    assert (found.observation, found.benchmark, found.finding.figure) == (None, None, 5)


def test_only_needs_ask_for_an_answer():
    findings = (
        finding(answered_by=("open-a-clinic",)),
        finding(),
        finding(FindingKind.STRENGTH),
        finding(FindingKind.BACKGROUND),
    )
    found = answers(finding_summaries(partnership(governance=governed(findings=findings).governance)))
    assert (found.needs, found.answered, found.unanswered) == (2, 1, 1)
