"""What is possible but odd is asked: first of all, without stopping anything, and not again once it is answered."""

import json

import pytest

from tests.sound_example import check, edit, lay_out, rewrite

ASKED = (
    'datasets/riverside/observations.csv, cell D17 (row 17, "group"): The group "opiate" is spelt "Opiate" in row 16, '
    'so that they count as two. If they are the same, spell both alike. If it is right, say so and why in "note": '
    '"opiate is right: …".'
)


@pytest.fixture
def odd(tmp_path):
    """The sound example with a group in two spellings, and with a word of another style."""
    package = lay_out(tmp_path) / "riverside"
    spell(package)
    edit(package / "claims.csv", "9.2,percent", "9.8,percent")
    return tmp_path


def spell(package, note=""):
    def change(rows):
        for number, group in enumerate(("Opiate", "opiate")):
            one = {**rows[3], "breakdown": "Substance", "group": group, "period_start": f"{2018 + number}-04-01"}
            rows.append({**one, "note": note if number else ""})

    rewrite(package / "observations.csv", change)


def test_question_stops_nothing_and_stands_before_warnings_of_earlier_places(odd):
    result = check(odd)
    asked, warning, summary = result.output.splitlines()
    assert (result.exit_code, asked, warning.split(":")[0]) == (0, f"Question: {ASKED}", "Warning")
    assert summary == "No problems in 2 packages, but 1 question, and 1 warning."


def test_question_stands_before_errors(odd):
    edit(odd / "datasets/riverside/actions.csv", "2024-12-31", "31/12/2024")
    result = check(odd)
    asked, error, summary = result.output.splitlines()
    assert (result.exit_code, asked[:10], error[:28]) == (1, "Question: ", "datasets/riverside/actions.c")
    assert summary.startswith("1 problem in 1 of 2 packages.")


def test_question_is_a_notice_of_github(odd):
    first, second = check(odd, "--format", "github").stdout.splitlines()
    assert first.startswith("::notice file=datasets/riverside/observations.csv,line=18,title=Cell D17::The group")
    assert second.startswith("::warning file=datasets/riverside/claims.csv")


def test_question_says_its_level_in_json(odd):
    rows = json.loads(check(odd, "--format", "json").stdout)
    assert [(row["level"], row["cause"]) for row in rows] == [("ask", "two-spellings"), ("warning", "claim")]


@pytest.mark.parametrize(
    ("note", "is_asked"),
    [
        ("opiate is right: the source prints it so.", False),
        ("The source prints Opiate here, and nobody knows why.", False),
        ("opiate", True),
        ("opiates are what the source speaks of.", True),
        ("It is right, as the source prints it so.", True),
    ],
)
def test_note_that_gives_the_cell_and_a_reason_answers(tmp_path, note, is_asked):
    spell(lay_out(tmp_path) / "riverside", note)
    assert check(tmp_path).output.startswith("Question: ") == is_asked


@pytest.mark.parametrize(
    ("note", "is_asked"),
    [
        ("0.40 is right: nearly nobody came.", False),
        ("0.4 is right: nearly nobody came.", False),
        ("10.40 is right: nearly nobody came.", True),
        ("0.40.", True),
    ],
)
def test_note_answers_for_the_figure_that_it_gives_and_for_no_other(tmp_path, note, is_asked):
    def change(rows):
        about = {"numerator": "", "denominator": "", "lower": "", "upper": "", "period_start": "2021-04-01"}
        rows.append({**rows[9], **about, "value": "0.40", "note": note})

    rewrite(lay_out(tmp_path) / "riverside" / "observations.csv", change)
    assert ("as a percentage is 40" in check(tmp_path).output) == is_asked


def test_area_answers_in_its_own_note(tmp_path):
    areas = lay_out(tmp_path) / "riverside" / "areas.csv"
    rewrite(areas, lambda rows: rows[1].update(kind="county"))
    assert "is one of a unitary" in check(tmp_path).output
    rewrite(areas, lambda rows: rows[1].update(note="It is a county in all but law.", kind="county"))
    assert check(tmp_path).output == "No problems in 2 packages.\n"
