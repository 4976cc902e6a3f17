"""Tables that become cards on a phone, and columns that hold nothing."""

import re

from builder.pages import views
from builder.pages.rendering import environment
from builder.pages.views import CellView
from builder.pages.words import read_words
from builder.project.words import words_of
from tests.examples import observation, site
from tests.projects import root

TABLE = views.table(
    "Grants",
    ["Fund", "Pounds", "Funder"],
    [["Treatment <grant>", "£1,250,000", CellView("Health", "../x/")], ["Housing grant", "£180,000", ""]],
    numeric=[1],
)


def stacked(table):
    return str(environment(words_of(root()).templates).get_template("_parts.md.jinja").module.stacked(table))


def test_each_cell_of_a_stacked_table_names_its_column():
    assert re.findall(r'<td role="cell" data-label="([^"]*)"', stacked(TABLE)) == ["Pounds", "Funder"] * 2


def test_stacked_table_stays_a_table_for_a_screen_reader():
    roles = re.findall(r'role="(\w+)"', stacked(TABLE))
    row = ["row", "rowheader", "cell", "cell"]
    assert roles == ["region", "table", "rowgroup", "row", *["columnheader"] * 3, "rowgroup", *row, *row]


def test_column_name_with_signs_of_markup_stays_inside_its_attribute():
    table = views.table("t", ["a", '"><b onclick="x'], [["1", "2"]])
    assert re.findall(r"<(\w+)", stacked(table)).count("b") == 0


def test_column_that_holds_nothing_is_not_shown():
    table = views.without_empty_columns(
        views.table("t", ["a", "b", "c"], [["1", "", "2"], ["3", CellView(), "4"]], numeric=[2])
    )
    assert (table.columns, [[cell.text for cell in row] for row in table.rows], table.numeric) == (
        ("a", "c"),
        [["1", "2"], ["3", "4"]],
        frozenset({1}),
    )


def test_first_column_is_kept_even_where_it_holds_nothing():
    assert views.without_empty_columns(views.table("t", ["a", "b"], [["", "1"]])).columns == ("a", "b")


def test_note_of_a_card_stands_on_a_line_of_its_own_unless_it_is_all_there_is():
    table = views.table("t", ["a", "b", "c"], [["1", CellView("2", note="old"), CellView(note="source")]])
    assert re.findall(r"<small.*?</small>", stacked(table)) == [
        "<small>old</small>",
        '<small class="alone">source</small>',
    ]


def test_hand_written_page_begins_with_the_way_home():
    for page in read_words(words_of(root()), site(observation("1200"))):
        settings, text = page.content.decode("utf-8").removeprefix("---\n").split("---\n", 1)
        assert "title: " in settings
        assert text.lstrip().startswith('<nav class="breadcrumbs" aria-label="Breadcrumb"')
