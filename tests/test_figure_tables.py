"""The table of a figure: which of its rows stand open, and which of its notes stand at their row."""

from builder import wording
from builder.analysis.summaries import metric_summaries
from builder.pages.metric.metric import MAXIMUM_ROWS, earlier_periods, figure_tables, repeated_notes
from builder.pipeline.building import set_scenes
from tests.examples import observation, partnership, site

AGES = tuple(f"{age} to {age + 4}" for age in range(20, 70, 5))
MANY = tuple(observation("100", year, breakdown="Age", group=group) for group in AGES for year in range(1986, 2025))
"""39 years of 10 groups."""


def members(*observations):
    (summary,) = metric_summaries(partnership(*observations))
    return (*summary.areas, *summary.breakdowns.get("Age", ()))


def tables(*observations):
    """Return each table's rows as texts, by its name."""
    (scene,) = set_scenes(site(*observations))
    return {
        part.removeprefix("tables/").removesuffix(".html"): [
            dict(zip(table.columns, ((cell.text, cell.note) for cell in row), strict=True)) for row in table.rows
        ]
        for part, table in figure_tables(scene)
    }


def test_long_table_stands_open_with_the_newest_periods_alone():
    found = tables(*MANY)
    newest, earlier = found.values()
    assert [row["Period"][0] for row in newest] == ["2022", "2023", "2024"] * 10
    assert (len(newest), len(earlier)) == (MAXIMUM_ROWS, 360)


def test_every_figure_stands_in_one_of_both_tables():
    rows = [(row["Age"], row["Period"]) for table in tables(*MANY).values() for row in table]
    assert len(rows) == len(set(rows)) == len(MANY)


def test_table_that_is_not_long_is_one():
    short = [observation("100", year) for year in range(2024 - MAXIMUM_ROWS + 1, 2025)]
    assert earlier_periods(members(*short)) == frozenset()
    assert len(tables(*short)) == 1


def test_one_period_stands_open_however_many_groups_it_has():
    many = [observation("5", breakdown="Age", group=f"{n} years") for n in range(60)]
    assert earlier_periods(members(*many)) == frozenset()


def test_fold_says_which_years_it_holds():
    assert wording.earlier_rows(earlier_periods(members(*MANY))) == "Earlier figures: 1986 to 2021"
    assert wording.earlier_rows(()) == ""


def notes(*observations):
    (rows,) = tables(*observations).values()
    return [row.get("Note") for row in rows]


def test_note_of_one_figure_stands_at_its_row():
    assert notes(observation("5", 2021), observation("6", 2022, note="Rounded to 5.")) == [
        ("", ""),
        ("", "Rounded to 5."),
    ]


def test_note_that_all_figures_share_stands_once_outside_the_table():
    one, other = (observation("5", year, note="By year of registration.") for year in (2021, 2022))
    assert notes(one, other) == [None, None]


def test_note_of_several_figures_stands_once_outside_the_table_and_rows_have_its_number():
    rows = [observation("5", year, note="By month.") for year in (2020, 2021)]
    assert notes(*rows, observation("6", 2022, note="By year.")) == [("", "note 1"), ("", "note 1"), ("", "By year.")]
    (summary,) = metric_summaries(partnership(*rows, observation("6", 2022)))
    assert repeated_notes(summary) == ("By month.",)
