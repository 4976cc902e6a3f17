"""Areas that are only some of the parts of a larger one: no sum is called wrong, and nothing hidden is told."""

import pytest

from tests.disclosure_example import AREAS, HIDDEN, figure, recoverable, rows_recoverable
from tests.sound_example import check, edit, lay_out

DECLARED = "comparator_reason,parts_complete\nriverside,,Riverside,partnership,,no,,"


def checked(folder, south, complete=None):
    """Return what the check says where the parts of 300 kits are 180 and another number."""
    package = lay_out(folder) / "riverside"
    edit(package / "observations.csv", "2022-04-01,P1Y,stated,,120", f"2022-04-01,P1Y,stated,,{south}")
    if complete is not None:
        edit(package / "areas.csv", "comparator_reason\nriverside,,Riverside,partnership,,no,", f"{DECLARED}{complete}")
        for area in ("E06999901,North Riverside,unitary", "E10999902,South Riverside,county"):
            edit(package / "areas.csv", f"{area},riverside,no,", f"{area},riverside,no,,")
    result = check(folder)
    return result.exit_code, "add up to" in result.output


@pytest.mark.parametrize(
    ("south", "complete", "refused"),
    [
        (119, None, False),
        (119, "", False),
        (119, "no", False),
        (119, "yes", True),
        (120, "yes", False),
        (120, None, False),
        (121, None, True),
        (121, "no", True),
        (121, "yes", True),
    ],
)
def test_parts_may_come_to_less_unless_they_are_said_to_be_all(south, complete, refused, tmp_path):
    assert checked(tmp_path, south, complete) == (int(refused), refused)


def areas(complete):
    """Return the areas of the example, of which the county says whether its parts are all there."""
    return [area | ({"parts_complete": complete} if area["area"] == "county" else {}) for area in AREAS]


PARTS = (figure("100"), figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west"))


@pytest.mark.parametrize(("complete", "rows"), [("yes", [3]), ("", [3]), ("no", [])])
def test_hidden_part_is_safe_only_where_others_are_said_to_be_missing(complete, rows):
    assert rows_recoverable(*PARTS, areas=areas(complete)) == rows


def test_hidden_part_that_little_room_is_left_for_is_told_of_all_the_same():
    parts = (figure("40"), figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west"))
    assert rows_recoverable(*parts, areas=areas("no")) == [3]


def test_sum_that_does_not_hold_hides_nothing_that_another_sum_gives_away():
    parts = (figure("40"), figure("20", "north"), figure("10", "south"), figure("5", "west"))
    groups = (figure("12", "north", "Female"), figure(HIDDEN, "north", "Male"))
    assert [problem.place.row - 2 for problem in recoverable(*parts, *groups)] == [5]
