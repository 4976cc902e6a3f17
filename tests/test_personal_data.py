"""Personal data is refused wherever it stands in a package, and no message repeats it."""

import pytest

from builder.project.problems import Place, Problem
from tests.sound_example import check, edit, lay_out, rewrite


def change(table, **cells):
    """Return what puts texts into the first row of a table."""

    def apply(datasets):
        rewrite(datasets / "riverside" / f"{table}.csv", lambda rows: rows[0].update(cells))

    return apply


def messages(tmp_path, *changes):
    datasets = lay_out(tmp_path)
    for apply in changes:
        apply(datasets)
    return check(tmp_path).output.splitlines()[:-1]


def kinds(tmp_path, *changes):
    """Return the place and the fault of each message."""
    return [
        message.removeprefix("datasets/riverside/").split(". ")[0]
        for message in messages(tmp_path, *changes)
        if "number typed" not in message
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("NHS 943 476", "5919", "an NHS number"),
        ("He has 943", "476 5919", "an NHS number"),
        ("call 07700", "900 123", "a phone number"),
        ("write to jane@", "example.org", "an e-mail address"),
        ("AB 12 34", "56 C", "a National Insurance number"),
        ("lives at NN17", "1QG", "a full postcode"),
        ("born", "3 May 1990", "a date of birth"),
    ],
)
def test_what_two_cells_hold_together_is_refused(tmp_path, first, second, kind):
    found = kinds(tmp_path, change("services", next_step=first, place=second))
    assert found == [
        f'services.csv, cell L2 (row 2, "next_step"): This cell and the next one with words hold {kind} together'
    ]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("funding", {"pounds": "1500000000"}),
        ("funding", {"pounds": "9434765919"}),
        ("services", {"title": "Part of room 12", "description": "34 places in 2023/24"}),
        ("services", {"note": "The helpline is 0300 123 6600.", "next_step": "Call 111."}),
    ],
)
def test_numbers_of_money_and_of_everybody_are_published(tmp_path, table, cells):
    assert [one for one in kinds(tmp_path, change(table, **cells)) if "holds" in one or "hold " in one] == []


def test_message_about_another_cell_does_not_repeat_a_number_of_a_person(tmp_path):
    (message, *_) = messages(tmp_path, change("observations", numerator="1", denominator="9434765919", value="5"))
    assert "9434765919" not in message


def test_row_with_personal_data_has_no_other_problem(tmp_path):
    found = kinds(tmp_path, change("updates", text="jane@example.org", action="John Smith", date="12/03/1987"))
    assert found == ['updates.csv, cell E2 (row 2, "text"): This cell holds an e-mail address']


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("updates", {"action": "John Smith"}),
        ("updates", {"date": "12/03/1987"}),
        ("updates", {"date": "John Smith"}),
        ("actions", {"action": "John Smith"}),
        ("actions", {"lead": "John Smith"}),
        ("actions", {"outcomes": "John Smith; Ann Jones"}),
        ("actions", {"status": "John Smith"}),
        ("areas", {"comparator": "John Smith"}),
        ("funding", {"pounds": "John Smith"}),
        ("documents", {"document": "John Smith"}),
    ],
)
def test_what_may_be_a_name_or_a_birthday_is_not_repeated(tmp_path, table, cells):
    found = "".join(messages(tmp_path, change(table, **cells))).casefold()
    assert found
    assert [word for word in ("john", "smith", "jones", "1987") if word in found] == []


def test_what_may_be_about_one_person_is_asked_about_with_its_position(tmp_path):
    change("updates", text="In 2023 a 37-year-old man from Kettering was seen.")(lay_out(tmp_path))
    result = check(tmp_path)
    assert result.exit_code == 0
    assert (
        'updates.csv, cell E2 (row 2, "text"): This cell says somebody\'s age and place, from character 9. '
        "Neighbours may know who is meant. Leave out what leads to one person, unless it is rightly public."
    ) in result.output
    assert "Kettering" not in result.output


def test_narrative_that_may_be_about_one_person_is_asked_about_with_its_position(tmp_path):
    overview = lay_out(tmp_path) / "riverside" / "narrative" / "overview.md"
    overview.write_text("Many died.\nOne was the only\nwoman in Corby.\n", "utf-8")
    result = check(tmp_path)
    assert result.exit_code == 0
    assert result.output.startswith(
        "Question: datasets/riverside/narrative/overview.md, line 2, character 9: "
        "The text from here says that somebody is the only one. "
    )


@pytest.mark.parametrize(
    ("text", "allowed"), [("07700 900 123", "07700-900123"), ("Team@riverside.example", "team@riverside.example")]
)
def test_contact_that_is_listed_may_be_written_in_another_way(tmp_path, text, allowed):
    datasets = lay_out(tmp_path)
    change("updates", text=f"Contact: {text}")(datasets)
    listed = (
        f"title: Riverside\nallowed_contacts:\n  - text: {allowed}\n    approved_by: Director\n    reason: Public\n"
    )
    edit(datasets / "riverside" / "datapackage.yaml", "title: Riverside\n", listed)
    assert check(tmp_path).output == "No problems in 2 packages.\n"


def test_every_message_is_free_of_personal_data():
    problem = Problem(Place("a.csv"), "x", "It says jane@example.org.", "Write 07700 900 123.")
    assert problem.message == "It says [hidden]. Write [hidden]."
