"""What a mark of a chart says: each value that is drawn has one mark with its words, the same as in the table."""

import json
import re
from collections import Counter
from html import unescape

import pytest

from builder import pipeline, wording
from builder.analysis.publication import Publication
from builder.analysis.summaries import metric_summaries
from builder.charts import Painter, spark
from builder.charts.figures.metric import ChartKind, Figure, figures_of
from builder.charts.figures.money import money_figures
from builder.charts.marks import wordless
from builder.model.measures import Status, Unit
from builder.pages.metric.metric import figure_tables
from builder.pipeline.building import set_scenes
from tests.examples import area, metric, observation, partnership
from tests.projects import FROZEN
from tests.sound_example import SOUND

MARK = re.compile(r'<(\w+)[^>]* data-at="(\d+ \d+)" data-value="([^"]*)"')
FIVE = ("Riverside", "A", "B", "C", "D")


def figure(*observations, **values):
    (summary,) = metric_summaries(partnership(*observations, **values))
    return figures_of(summary)[0]


def rows(names, *values, **options):
    areas = tuple(area(name) for name in names)
    found = [observation(v, 2018 + n, area=one.area, **options) for one in areas for n, v in enumerate(values)]
    return figure(*found, areas=areas)


FIGURES = {
    "a number": rows(["Riverside"], "300"),
    "bars": rows(["Riverside", "A"], "300"),
    "bars with one of nothing": figure(
        observation("0"), observation("40", area="a"), areas=(area("Riverside"), area("A"))
    ),
    "pairs of dots": rows(["Riverside", "A"], "300", "310"),
    "lines": rows(["Riverside", "A"], "300", "310", "320"),
    "small charts": rows(FIVE, "300", "310", "320"),
}


@pytest.fixture
def marks_of(tmp_path):
    def marks(one):
        with Painter(tmp_path) as painter:
            drawn = MARK.findall(painter.paint(one, "chart"))
        return [(element, place, unescape(words)) for element, place, words in drawn]

    return marks


def values(one: Figure):
    return [one.said(row, point) for row in one.rows for point in row.points if point.value is not None]


@pytest.mark.parametrize("kind", FIGURES)
def test_each_value_has_one_mark_with_its_words(marks_of, kind):
    one = FIGURES[kind]
    assert Counter(words for *_, words in marks_of(one)) == Counter(values(one))
    assert len(values(one)) == sum(len(row.points) for row in one.rows)


@pytest.mark.parametrize("kind", FIGURES)
def test_marks_follow_one_another_by_row_and_period(marks_of, kind):
    one = FIGURES[kind]
    expected = [
        f"{row} {one.periods.index(point.period)}" for row, line in enumerate(one.rows) for point in line.points
    ]
    assert [place for _, place, _ in marks_of(one)] == expected


def test_mark_says_interval_and_what_a_reader_must_know():
    one = figure(
        *(observation(str(100 + n), 2018 + n, status=status) for n, status in enumerate(Status) if n in {0, 4})
    )
    assert values(one) == [
        "Riverside, 2018: 100 (95% interval 81 to 122), counted in another way from here",
        "Riverside, 2022: 104 (provisional) (95% interval 85 to 126)",
    ]


def test_hidden_value_has_no_mark_and_its_neighbours_keep_theirs(marks_of):
    hidden = {"status": Status.CONFIDENTIAL}
    line = [observation(value, 2018 + n) for n, value in enumerate(("100", "110", "120", "130"))]
    one = figure(*line[:2], observation(None, 2020, **hidden), line[3])
    assert one.kind is ChartKind.LINE
    assert [(place, words.split(" (")[0]) for _, place, words in marks_of(one)] == [
        ("0 0", "Riverside, 2018: 100"),
        ("0 1", "Riverside, 2019: 110"),
        ("0 3", "Riverside, 2021: 130"),
    ]


def test_marks_say_what_the_table_says(marks_of):
    scenes = set_scenes(pipeline.check(SOUND).site)
    checked = 0
    for scene in scenes:
        tables = dict(figure_tables(scene))
        for facts in (one for found in scene.figures.values() for one in found):
            table = tables[f"tables/{facts.identifier(scene.partnership.name)}.html"]
            cells = [dict(zip(table.columns, (cell.text for cell in row), strict=True)) for row in table.rows]
            drawn = [words for *_, words in marks_of(facts)]
            assert set(drawn) <= {said_by_table(row, facts.breakdown) for row in cells}
            checked += len(drawn)
    assert checked >= 10


def said_by_table(row, breakdown):
    """Return what a row of a figure's table says, as the words of a mark."""
    value = next(column for column in row if column not in {"Area", "Period", breakdown})
    interval = next((cell for column, cell in row.items() if column.startswith("95% interval")), "")
    status = row.get("Note", "").split("; ")[0].lower()
    words = f"{row[breakdown or 'Area']}, {row['Period']}: {row[value]}"
    words += f" (95% interval {interval})" if interval[:1].isdigit() else ""
    notes = {wording.status_words(one): wording.reservation(one) for one in Status}
    return f"{words}, {notes[status]}" if status in notes else words


def test_amount_of_money_says_no_period_of_its_own(marks_of):
    partnerships = pipeline.check(FROZEN).site.partnerships
    found = [
        words
        for each in partnerships
        for one in money_figures(Publication(each, each.day))
        for *_, words in marks_of(one)
    ]
    assert len(found) >= 10
    assert [words for words in found if not re.fullmatch(r"[^:]+: (?:about )?£[\d,.]+(?: million)?", words)] == []


def test_two_rows_that_say_the_same_have_a_mark_each(marks_of):
    one = figure(observation("40", area="a"), observation("40", area="b"), areas=(area(), area("A"), area("B")))
    same = type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"rows": (one.rows[0], one.rows[0])})
    assert [place for _, place, _ in marks_of(same)] == ["0 0", "1 0"]


def test_words_of_a_mark_cannot_become_markup(marks_of):
    name = "A \"quoted\" <b> & 'other' area"
    _, mark = marks_of(rows(["Riverside", name], "300"))
    assert mark[2].startswith(f"{name}, 2018: 300")


def test_words_of_a_mark_and_of_a_label_keep_every_decimal(tmp_path):
    one = figure(observation("0.0012"), of=metric(Unit.PERCENT))
    with Painter(tmp_path) as painter:
        drawn = painter.paint(one, "chart")
    assert "Riverside, 2022: 0.001%" in drawn
    assert ">0.001%" in drawn


def test_files_to_download_hold_no_words_of_marks_and_the_specification_gives_them_to_whoever_draws_it(tmp_path):
    one = FIGURES["lines"]
    with Painter(tmp_path) as painter:
        drawn = painter.paint(one, "chart")
        specification = json.loads(painter.specification(one))
    alone = Painter.standing_alone(drawn)
    assert "data-" in drawn
    assert ("data-" in alone, "tabindex" in alone) == (False, False)
    assert re.sub(r"var\([^)]*\)|#\w{6}", "", wordless(drawn)) == re.sub(r"var\([^)]*\)|#\w{6}", "", alone)
    said = [row["said"] for data in specification["datasets"].values() for row in data if row.get("said")]
    assert said == values(one)


def test_chart_is_drawn_anew_where_its_marks_say_something_else(tmp_path, monkeypatch):
    one = FIGURES["bars"]
    with Painter(tmp_path) as painter:
        painter.paint(one, "chart")
        monkeypatch.setattr(Figure, "said", lambda *_: "other words")
        assert painter.start([one]) == 1


def test_small_chart_of_a_card_says_nothing_since_its_card_does():
    assert "data-" not in spark(FIGURES["lines"].rows[0])
