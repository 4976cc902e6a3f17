"""Figures in prose: a reference gives the words of the table, and numbers typed by hand are pointed out."""

from datetime import date
from pathlib import Path

import pytest

from builder import pipeline, wording
from builder.analysis.publication import Publication
from builder.model.measures import Period, Unit
from builder.model.narrative import Reference, ReferenceKind, Spot
from builder.pipeline.building import set_scenes
from builder.reading.dialect import read_blocks
from builder.wording.references import Citations, Unresolved, find_typed_numbers, suggestions
from builder.wording.references.suggesting import _reference
from tests import examples
from tests.examples import metric, observation
from tests.projects import FROZEN


@pytest.fixture(scope="module")
def published():
    """What each real partnership can refer to."""
    return [scene.citations for scene in set_scenes(pipeline.check(FROZEN).site)]


def reference(written):
    """Return a reference as the dialect reads it."""
    faults = []
    ((found,),) = (block.content for block in read_blocks(written, lambda *fault: faults.append(fault)))
    assert faults == []
    return found


def citations(*observations, of=None, **values):
    """Return what the narratives of a partnership with some observations can refer to."""
    return Citations(Publication(examples.partnership(*observations, of=of, **values), date(2024, 7, 1)))


def words(written, *observations, of=None, **values):
    """Return what stands for a reference in a partnership with some observations."""
    answer = citations(*observations, of=of, **values).answer(reference(written))
    return f"{answer.fault} {answer.remedy}" if isinstance(answer, Unresolved) else answer.words


YEARS = (observation("1200", 2022), observation("1310", 2023))
PERCENT = metric(Unit.PERCENT)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{value: adults-in-treatment}", "1,310"),
        ("{value: adults-in-treatment, riverside}", "1,310"),
        ("{value: adults-in-treatment, in 2022}", "1,200"),
        ("{value: adults-in-treatment, in 2022-01}", "1,200"),
        ("{value: adults-in-treatment, in 2022-01-01}", "1,200"),
        ("{change: adults-in-treatment}", "up 9.2%"),
        ("{change: adults-in-treatment, since 2022}", "up 9.2%"),
        ("{change: adults-in-treatment, in 2023, since 2022}", "up 9.2%"),
        ("{period: adults-in-treatment}", "2023"),
        ("{when: adults-in-treatment, in 2022}", "in 2022"),
        ("{interval: adults-in-treatment}", "1,240 to 1,383"),
        ("{verdict: adults-in-treatment}", "better"),
        (
            "{sentence: adults-in-treatment}",
            "Adults in treatment rose from 1,200 in 2022 to 1,310 in 2023: 110 more (+9.2%), more than chance",
        ),
    ],
)
def test_reference_gives_the_words_of_the_data(written, expected):
    assert words(written, *YEARS) == expected


def test_change_of_percentages_is_in_percentage_points():
    given = (observation("42.2", 2022), observation("57.5", 2023))
    assert (
        words("{change: adults-in-treatment}", *given, of=PERCENT)
        == "up 15.3 percentage points (cannot tell if it is chance)"
    )


def test_change_leaves_years_out_that_have_no_number():
    given = (observation("100", 2021), observation(None, 2022), observation("110", 2023))
    assert words("{change: adults-in-treatment}", *given) == "up 10% (could be chance)"


def test_value_that_is_not_published_is_said_in_words():
    assert words("{value: adults-in-treatment, in 2022}", observation(None, 2022), YEARS[1]) == "not available"


def test_change_from_a_year_that_is_not_published_is_said_in_words():
    given = (observation(None, 2022), YEARS[1])
    assert words("{change: adults-in-treatment, since 2022}", *given) == "not available"


def test_latest_figure_is_the_latest_with_a_number():
    assert words("{value: adults-in-treatment}", *YEARS, observation(None, 2024)) == "1,310"


def test_two_ways_of_counting_are_never_mixed():
    given = (*YEARS, observation("1300", 2024, method_version="rounded"))
    assert words("{value: adults-in-treatment}", *given) == (
        '"adults-in-treatment" was counted in 2 ways, so it is not clear which is meant. '
        'Write one of "in 2023" and "in 2024".'
    )
    assert words("{value: adults-in-treatment, method: rounded}", *given) == "1,300"
    assert words("{change: adults-in-treatment}", *given) == "up 9.2%"


def test_two_ways_of_counting_in_one_period_are_told_apart_by_method():
    given = (YEARS[1], observation("1300", 2023, method_version="rounded"))
    assert words("{value: adults-in-treatment}", *given).endswith('Write "method: rounded".')


def test_group_of_two_breakdowns_asks_which():
    groups = [observation("9", breakdown=name, group="Under 25") for name in ("Age", "Age at start")]
    assert words("{value: adults-in-treatment, group: Under 25}", *groups) == (
        'The group "Under 25" is part of Age and Age at start. Write "group: Age: Under 25".'
    )
    assert words("{value: adults-in-treatment, group: Age: Under 25}", *groups) == "9"


def test_figure_of_groups_only_asks_for_a_group():
    groups = [observation("9", breakdown="Sex", group="Women")]
    assert words("{value: adults-in-treatment}", *groups) == (
        '"adults-in-treatment" is published by group only. Write "group: Women".'
    )


def test_figure_of_other_areas_only_asks_for_an_area():
    areas = (examples.area(), examples.area("North"))
    given = [observation("9", area="north")]
    assert words("{value: adults-in-treatment}", *given, areas=areas) == (
        '"adults-in-treatment" has no figure for Riverside as a whole. '
        "Name an area, as in {value: adults-in-treatment, north}."
    )


def test_every_published_figure_can_be_cited_and_reads_as_in_its_table(published):
    for known in published:
        for name in known.by_metric:
            for series in known.series(name):
                for one in series.observations:
                    written, made, _ = _reference(ReferenceKind.VALUE, series, one, known)
                    read = reference(written)
                    assert (read.subject, read.area, read.group) == (made.subject, made.area, made.group)
                    answer = known.answer(read)
                    assert not isinstance(answer, Unresolved), (written, answer)
                    if one is series.latest or one.value is not None:
                        assert answer.words == wording.observed(one, series.metric)


STATISTICS = {
    "In all, 42.2% of people left prison with help.": ["42.2%"],
    "It rose by 15 per cent.": ["15 per cent"],
    "The share fell by 3.1 percentage points.": ["3.1 percentage points"],
    "We spent £2.6 million and £40k.": ["£2.6 million", "£40k"],
    "There were 5,807 in March.": ["5,807"],
    "Help reached 1,234 people and 56 young people.": ["1,234 people", "56 young people"],
    "Some 36 new opiate users came.": ["36 new opiate users"],
    "The rate was 6.7 per 100,000.": ["6.7 per 100,000"],
    "One in five adults drinks, or 1 in 5.": ["One in five", "1 in 5"],
    "Two thirds of them came back.": ["Two thirds"],
    "About 3 million.": ["3 million"],
    "Nobody knew the 12 deaths.": ["12 deaths"],
    "Twelve people came, and three young people.": ["Twelve people", "three young people"],
    "A third of them, or half of the adults, came back.": ["A third", "half"],
}

ORDINARY = [
    "In 2022 people told us what they need.",
    "From 1 April 2022 to 31 March 2023 the board met.",
    "In 2022 to 2023, and in 2023-24, more was done.",
    "Young people aged 15 to 24 take part, and children aged 10 to 17.",
    "Adults over 18 people would call older: people over 65.",
    "The six outcomes and the 15 national commitments guide the plan.",
    "Follow step 3, then read section 2.6, page 12 and table 4.1.",
    "Ring 0300 123 6600 or 111, or text 82111.",
    "Help is there 24 hours a day, 7 days a week.",
    "The 10-year strategy has 3 priorities and a 12-week programme.",
    "Version 1.2 of the plan was agreed on 20 February 2024.",
    "Class A drugs, COVID-19 and hepatitis C.",
    "The board meets 4 times a year with 2 subgroups.",
    "See the Care Act 2014 and the Policing and Crime Act 2009.",
    "The 95% interval is wide, and so is a 95% confidence interval.",
    "Within 3 weeks of leaving prison they start treatment.",
    "One in the north and two in the south.",
    "In one of the places, people in 2 areas share a service.",
    "Naloxone can be given at any time: 999 first.",
    "Between 2019 and 2021, half as many came.",
    "At step 3 of 5 people choose. Section 117 patients have a right to care.",
    "In the third quarter of the year the two boards met for half an hour.",
]


@pytest.mark.parametrize(("text", "expected"), STATISTICS.items())
def test_typed_number_that_looks_like_a_statistic_is_found(text, expected):
    assert [typed.text for typed in find_typed_numbers(text) if typed.surely] == expected


@pytest.mark.parametrize("text", ORDINARY)
def test_number_that_names_a_thing_is_left_alone(text):
    assert [typed.text for typed in find_typed_numbers(text) if typed.surely] == []


def suggested(text, *observations, of=None, **values):
    known = citations(*observations, of=of, **values)
    return [one.written for typed in find_typed_numbers(text) for one in suggestions(typed, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 1,310 adults.", ["{value: adults-in-treatment}"]),
        ("There were 1310 of them.", ["{value: adults-in-treatment}"]),
        ("Before, there were 1,200 adults.", ["{value: adults-in-treatment, in 2022}"]),
        ("It went up 9.2%.", ["{change: adults-in-treatment}"]),
        ("There were 1,311 adults.", []),
        ("It is 1,310%.", []),
    ],
)
def test_typed_number_that_equals_a_figure_brings_its_reference(text, expected):
    assert suggested(text, *YEARS) == expected


def test_typed_percentage_brings_the_reference_of_its_group():
    given = observation("42.20", breakdown="Sex", group="Women")
    assert suggested("It is 42.2%.", given, of=PERCENT) == ["{value: adults-in-treatment, group: Sex: Women}"]


def test_figure_of_the_latest_period_is_suggested_first():
    given = (observation("1310", 2021), *YEARS)
    assert suggested("There were 1,310 adults.", *given) == [
        "{value: adults-in-treatment}",
        "{value: adults-in-treatment, in 2021}",
    ]


def test_each_suggestion_stands_for_the_number_that_was_typed(published):
    """Every figure of real packages, typed by hand, is recognised by the words that pages give it."""
    for known in published:
        for name in known.by_metric:
            for series in known.series(name):
                if series.latest is None:
                    continue
                shown = wording.observed(series.latest, series.metric)
                for typed in find_typed_numbers(f"It is {shown}, we think."):
                    for one in suggestions(typed, known):
                        answer = known.answer(reference(one.written))
                        assert typed.text.split()[0].rstrip("%").lstrip("£") in answer.words


def test_reference_to_a_period_before_the_one_meant_is_no_change():
    first = Reference(ReferenceKind.CHANGE, "adults-in-treatment", "", "", "2022", "2023", "", "", Spot(1, 1))
    answer = citations(*YEARS).answer(first)
    assert answer == Unresolved('"2023" is not before 2022.', "Name an earlier period after “since”.")


def test_two_periods_that_begin_together_are_named_by_their_words():
    month = observation("90", period=Period(date(2022, 1, 1), "P1M"), method_version="monthly")
    assert words("{value: adults-in-treatment, in January 2022}", YEARS[0], month) == "90"
    assert words("{value: adults-in-treatment, in 2022}", YEARS[0], month) == "1,200"


@pytest.fixture(scope="module")
def riverside():
    """What the sound example can refer to."""
    (scene,) = set_scenes(pipeline.check(Path("tests/broken/_sound")).site)
    return scene.citations


def test_action_whose_due_date_has_passed_is_late_wherever_it_is_cited(riverside):
    assert riverside.answer(reference("{status: hand-out-leaflets}")).words == "late"
