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


HARMLESS = {
    "note": [
        "Numbers below 5 are not shown.",
        "Fewer than 5 people.",
        "5 or more are shown.",
        "Figures of 1 to 4 are not shown.",
        "Counts between 1 and 4 are hidden, and up to 4 are added.",
        "Rounded to the nearest 5 in the source.",
        "The numbers are rounded to the nearest ten.",
        "Rounded to base 5.",
        "Data for the 12 months to 31 March 2024.",
        "A 3-year rolling average.",
        "The first three months of the year, and the last two years.",
        "Within 28 days of leaving hospital.",
        "3, 6 and 12 months after treatment.",
        "Data as at 4 May 2024.",
        "People 18 years and over.",
        "Adults aged 18 to 64.",
        "Aged 16 and over.",
        "Children under 5.",
        "See footnote 3 of the source.",
        "Version 2 of the method, rule 3.",
        "Step 4 of the plan, phase two.",
        "Rates per 100,000 people, with 95% confidence intervals.",
        "ICD-10 codes X40 to X44.",
        "Given to one decimal place.",
        "Based on two surveys.",
        "Three boroughs are missing, and 3 districts did not report.",
        "One person may be counted in two areas.",
        "Each person counts as one however often.",
        "A person who used more than one drug is counted once.",
        "One in three areas reports.",
    ],
    "place": [
        "Sheet 3",
        "Tab 2, cell B14",
        "Question 7",
        "Schedule 2",
        "Annex 3, part 2",
        "Form 4, box 2",
        "Footnotes 1 to 3",
        "Wave 2, Q3",
        "Page 3 and table 4",
    ],
    "period_printed": [
        "12 months to 31 March 2024",
        "year ending 31/03/2024",
        "1 April 2023 to 31 March 2024",
        "Quarter 3",
        "3 months to June 2023",
        "4 quarters to March 2024",
    ],
}


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in HARMLESS.items() for text in texts])
def test_number_that_cannot_be_the_hidden_one_may_stand_in_its_row(field, text):
    assert places(figure(HIDDEN, "north", **{field: text})) == []


@pytest.mark.parametrize(
    "text",
    [
        "It was 3.",
        "(3)",
        "Three.",
        "Mid Town had 3, within 28 days.",
        "Below 3.",
        "Fewer than 3 people.",
        "It was 4.",
        "1 or 2 people.",
        "Of these, two died.",
        "Just one.",
        "One died.",
        "A couple of people.",
        "Two more than before.",
        "It was one fewer than the year before.",
        "Aged 18 and over: 3.",
        "In the 12 months to March 2024, 3 people.",
        "See footnote 3: 3 people.",
        "3 of the patients.",
        "Rounded from 3.",
    ],
)
def test_number_that_can_be_the_hidden_one_is_found_among_harmless_ones(text):
    assert places(figure(HIDDEN, "north", note=text)) == [("observations.csv", "R2")]


def test_message_gives_the_position_of_the_number_and_not_the_number():
    (problem,) = recoverable(figure(HIDDEN, "north", note="In 2023/24, three were seen, of 12."), metrics=ALONE)
    assert problem.fault == "This figure is hidden, but its note holds a number that can be it, at character 13."


def test_number_that_is_more_than_the_whole_cannot_be_the_hidden_one():
    rows = [figure("40"), figure(HIDDEN, group="Female", note="The survey asked 41.")]
    assert places(*rows) == []
    assert places(*rows, figure(HIDDEN, group="Male", note="The survey asked 39.")) == [("observations.csv", "R4")]


def test_action_that_names_the_metric_says_no_number_of_a_hidden_figure():
    actions = [{"action": "a", "metrics": "other; people", "evidence": "All 3 in the North in 2023/24 were reviewed."}]
    updates = [{"update": "u", "action": "a", "text": "Looked again. In 2023/24, three people were seen in the North."}]
    found = recoverable(figure(HIDDEN, "north"), metrics=ALONE, actions=actions, updates=updates)
    assert [(problem.place.path.rsplit("/", 1)[-1], problem.fault.partition(",")[2][:16]) for problem in found] == [
        ("actions.csv", " at character 5,"),
        ("updates.csv", " at character 27"[:16]),
    ]


def test_finding_that_says_how_far_a_hidden_figure_is_from_one_that_is_shown_is_found():
    finding = {"finding": "f", "metric": "people", "area": "north", "period_start": "2023-04-01"}
    finding["statement"] = "It was one fewer than the year before."
    rows = [figure(HIDDEN, "north"), figure("6", "north", period="2022-04-01/P1Y")]
    assert places(*rows, findings=[finding]) == [("findings.csv", "E2")]


@pytest.mark.parametrize(
    ("table", "field"),
    [("metrics", "coverage"), ("organisations", "name"), ("gaps", "reason"), ("members", "role")],
)
def test_every_column_of_words_is_read(table, field):
    row = {field: "People in treatment in the North: 3 in 2023/24."}
    tables = {"metrics": [TITLED[0] | row]} if table == "metrics" else {"metrics": TITLED, table: [row]}
    assert [p.place.path.rsplit("/", 1)[-1] for p in recoverable(figure(HIDDEN, "north"), **tables)] == [f"{table}.csv"]


@pytest.mark.parametrize(
    "text",
    [
        "People in treatment are looked at for the North every 3 months.",
        "People in treatment in the North are asked within 4 weeks.",
        "People in treatment in the North: see step 2 of the plan.",
        "People in treatment in the North are seen by two services.",
        "People in treatment in the North aged 18 and over.",
    ],
)
def test_harmless_sentence_that_names_a_hidden_figure_may_hold_a_number(text):
    assert told(text) == []


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
