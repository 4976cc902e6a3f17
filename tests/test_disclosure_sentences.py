"""No sentence of a package says a number where it speaks of a hidden figure."""

import pytest

from tests.disclosure_example import HIDDEN, PEOPLE, figure, recoverable

ALONE = [{"metric": "people", "unit": "count"}]


def places(*figures, **tables):
    """Return the table and the cell of each problem."""
    return [
        (problem.place.path.rsplit("/", 1)[-1], problem.place.cell)
        for problem in recoverable(*figures, metrics=ALONE, **tables)
    ]


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("note", "Twelve people were seen.", 1),
        ("note", "Only one person was seen.", 1),
        ("note", "There were none.", 1),
        ("note", "A third of them were young.", 1),
        ("note", "The report gives forty-two.", 1),
        ("note", "The county asked for this, as one would expect.", 0),
        ("note", "See Chart 4b, pp. 12-13 and row 7.", 0),
        ("note", "In the second half year no figure was kept.", 0),
        ("place", "Table 3, page 12", 0),
        ("place", "Table 3: 12 people", 1),
        ("period_printed", "2023/24", 0),
        ("period_printed", "2023/24 (12)", 1),
    ],
)
def test_words_in_the_row_of_a_hidden_figure_hold_no_number(field, text, found):
    assert len(places(figure(HIDDEN, "north", **{field: text}))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In the North it was 12.", 1),
        ("Without the North, where twelve were seen.", 1),
        ("The North had 12 in 2023/24.", 1),
        ("The North had 12 in 2019.", 0),
        ("In the South it was 12.", 0),
        ("It was 12 less.", 0),
        ("Of 40 people, some live in the North.", 0),
        ("See Table 12 for the North.", 0),
    ],
)
def test_note_of_another_row_that_speaks_of_a_hidden_figure_holds_no_number(text, found):
    expected = [("observations.csv", "R3")] * found
    assert places(figure(HIDDEN, "north"), figure("40", "west", note=text)) == expected


def test_note_of_another_year_that_speaks_of_a_hidden_one_holds_no_number():
    before = figure("40", period="2022-04-01/P1Y", note="In 2023 to 2024 it fell to 12.")
    assert places(figure(HIDDEN), before) == [("observations.csv", "R3")]
    assert places(figure(HIDDEN), before | {"note": "In 2021 it was 12."}) == []


def test_note_on_a_group_that_speaks_of_a_hidden_one_holds_no_number():
    women = figure("40", group="Female", note="Male: 12.")
    assert places(figure(HIDDEN, group="Male"), women) == [("observations.csv", "R3")]


@pytest.mark.parametrize(
    ("table", "row", "cell"),
    [
        ("findings", {"finding": "f", "statement": "In the North, 12 people were seen."}, "E2"),
        ("findings", {"finding": "f", "statement": "In 2023/24, twelve people were seen in the North."}, "E2"),
        ("claims", {"area": "west", "to_period_start": "2023-04-01", "note": "It also prints 12 for the North."}, "T2"),
        ("revisions", {"area": "north", "period_start": "2023-04-01", "reason": "12 late records came in."}, "K2"),
        ("targets", {"title": "Fewer than the 12 in the North in 2023/24"}, "B2"),
    ],
)
def test_sentence_of_another_table_that_speaks_of_a_hidden_figure_holds_no_number(table, row, cell):
    assert places(figure(HIDDEN, "north"), **{table: [row | {"metric": "people"}]}) == [(f"{table}.csv", cell)]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("findings", {"finding": "f", "statement": "In the West, 12 people were seen."}),
        ("findings", {"finding": "f", "statement": "About 12 services help people."}),
        ("findings", {"finding": "f", "statement": "In the North, few people were seen."}),
        ("targets", {"title": "10% fewer people in the North by 2030"}),
        ("targets", {"area": "north", "baseline_period_start": "2023-04-01", "title": "10% fewer people"}),
    ],
)
def test_sentence_about_something_else_may_hold_a_number(table, row):
    assert places(figure(HIDDEN, "north"), **{table: [row | {"metric": "people"}]}) == []


def test_figure_that_another_method_shows_is_pointed_out():
    rows = [figure(HIDDEN, method_version="old"), figure("7", method_version="new")]
    (problem,) = recoverable(*rows, metrics=[PEOPLE])
    assert problem.message == (
        "This figure is hidden, but row 3 shows the same, counted by another method. If both methods count much the "
        "same, it gives the figure away. If they do, hide row 3 too. If they do not, leave it as it is."
    )
    assert problem.level == "warning"


TITLED = [{"metric": "people", "title": "People in treatment", "unit": "count"}]


def told(text, table="updates", field="text"):
    """Return the cells of the problems where a table that is about no metric says something; the North is hidden."""
    rows = {table: [{field: text}]}
    found = recoverable(figure(HIDDEN, "north"), figure("40", "south"), metrics=TITLED, **rows)
    return [problem.place.path.rsplit("/", 1)[-1] for problem in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("People in treatment, North: 12 in 2023/24.", True),
        ("In the North, twelve more people in treatment were seen.", True),
        ("People in treatment, South: 40 in 2023/24.", False),
        ("People in treatment, North: 12 in 2019.", False),
        ("In the North, 12 workshops were held.", False),
        ("People in treatment in the North: see page 12.", False),
    ],
)
@pytest.mark.parametrize(
    ("table", "field"),
    [("updates", "text"), ("actions", "description"), ("findings", "statement"), ("services", "note")],
)
def test_sentence_that_names_a_metric_and_what_is_hidden_of_it_holds_no_number(table, field, text, found):
    assert told(text, table, field) == [f"{table}.csv"] * found


def test_limits_of_a_metric_hold_no_hidden_number():
    metrics = [{**TITLED[0], "limitations": "In the North 12 were counted in 2023/24."}]
    (problem,) = recoverable(figure(HIDDEN, "north"), figure("40", "south"), metrics=metrics)
    assert problem.place.path.endswith("/metrics.csv")
