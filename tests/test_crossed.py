"""Two breakdowns that are crossed, such as "Sex; Age": each cell is a part of a group of either."""

import pytest

from builder import wording
from builder.model.measures import wholes_of
from builder.pipeline.checking import check
from builder.project.problems import Level
from tests.sound_example import lay_out, rewrite

SHOWN = [
    ("", "", "300"),
    ("Sex", "Female", "100"),
    ("Sex", "Male", "200"),
    ("Age", "18 to 24", "80"),
    ("Age", "25 and over", "220"),
    ("Sex; Age", "Female; 18 to 24", "30"),
    ("Sex; Age", "Female; 25 and over", "70"),
    ("Sex; Age", "Male; 18 to 24", "50"),
    ("Sex; Age", "Male; 25 and over", "150"),
]


def problems(tmp_path, figures, adds_up_over=""):
    """Return the levels and causes of what the check says of one metric with some figures; None is a hidden one."""
    datasets = lay_out(tmp_path)
    package = datasets / "riverside"
    own = {"metric": "another", "title": "Another", "adds_up_over": adds_up_over, "unit": "count", "rate_base": ""}
    rewrite(package / "metrics.csv", lambda rows: rows.append({**rows[0], **own}))

    def add(rows):
        empty = dict.fromkeys(("note", "numerator", "denominator", "lower", "upper", "status"), "")
        base = {**rows[1], **empty, "metric": "another", "area": "riverside", "period_start": "2016-04-01"}
        for breakdown, group, value in figures:
            told = {"value": value or "", "status": "" if value else "c"}
            rows.append({**base, "breakdown": breakdown, "group": group, **told})

    rewrite(package / "observations.csv", add)
    return sorted((problem.level, problem.cause) for problem in check(datasets).problems)


def test_cell_is_a_part_of_a_group_of_either_breakdown():
    assert list(wholes_of("Sex; Age", "Female; 18 to 24")) == [
        (("Age", "18 to 24"), "Sex"),
        (("Sex", "Female"), "Age"),
    ]
    assert list(wholes_of("Age", "18 to 24")) == [(("", ""), "Age")]
    assert list(wholes_of("", "")) == []


@pytest.mark.parametrize(("breakdown", "words"), [("Sex; Age", "by sex and age"), ("Age", "by age")])
def test_a_crossing_is_said_in_words(breakdown, words):
    assert wording.by_groups(breakdown) == words


@pytest.mark.parametrize("adds_up_over", ["", "Sex; Age"])
def test_crossed_table_that_adds_up_is_sound(tmp_path, adds_up_over):
    assert problems(tmp_path, SHOWN, adds_up_over) == []


def test_cells_must_add_up_to_their_group_where_they_are_said_to(tmp_path):
    wrong = [*SHOWN[:5], ("Sex; Age", "Female; 18 to 24", "31"), *SHOWN[6:]]
    assert problems(tmp_path / "said", wrong, "Age") == [(Level.ERROR, "sum")]
    assert problems(tmp_path / "not-said", wrong) == []


@pytest.mark.parametrize(
    ("adds_up_over", "expected"),
    [("Age", (Level.ERROR, "hidden-figure-recoverable")), ("", (Level.WARNING, "sum-not-declared"))],
)
def test_hidden_cell_that_the_rest_of_its_group_gives_away_is_told(tmp_path, adds_up_over, expected):
    hidden = [*SHOWN[:3], ("Sex; Age", "Female; 18 to 24", None), ("Sex; Age", "Female; 25 and over", "97")]
    assert problems(tmp_path, hidden, adds_up_over) == [expected]


def test_cells_hidden_in_both_directions_are_safe(tmp_path):
    hidden = [*SHOWN[:5], *((breakdown, group, None) for breakdown, group, _ in SHOWN[5:])]
    assert problems(tmp_path, hidden, "Sex; Age") == []


def test_group_has_a_part_for_each_breakdown(tmp_path):
    assert problems(tmp_path, [("Sex; Age", "Female", "30")]) == [(Level.ERROR, "crossed-group")]
