"""Figures before and now, at the front of a partnership: counted by place, and said once for all that share it."""

from datetime import date

import pytest

from builder import wording
from builder.model.measures import Order, Partnership, Period, Polarity, Site, Unit
from builder.pages.metric.moves import both_ways, front, place_of_moves, singles
from builder.pages.metric.standings import standing
from builder.pages.views import Headline, Lane, Move
from builder.pipeline.building import set_scenes
from tests.examples import area, framework, metric, observation, package

LOWER = metric(polarity=Polarity.LOWER_IS_BETTER)
PLACES = (area(), area("North", parent="riverside"), area("South", parent="riverside"))


def scene_of(*observations, of=None, areas=PLACES):
    of = of or LOWER
    one = Partnership(package(observations=observations, areas=areas), framework(of))
    (scene,) = set_scenes(Site(one.framework, (one,)))
    return scene


def two(earlier, later, place, **values):
    return (observation(earlier, 2021, area=place, **values), observation(later, 2022, area=place, **values))


def test_each_place_has_its_figures_and_the_way_they_went():
    scene = scene_of(*two("48", "56", "north"), *two("190", "150", "south"))
    assert front(scene) == (
        Headline(
            "Adults in treatment",
            "2021, then 2022; could be chance",
            (
                Move("North", "48", "56", "wrong way", "worse", ""),
                Move("South", "190", "150", "right way", "better", ""),
            ),
        ),
    )


def test_places_of_which_not_the_same_can_be_said_have_each_their_note():
    (found,) = front(scene_of(*two("48", "56", "north"), *two("100", "300", "south")))
    assert (found.note, [one.note for one in found.moves]) == (
        "",
        ["2021, then 2022; could be chance", "2021, then 2022; more than chance"],
    )


def test_what_holds_for_all_places_is_said_once():
    (found,) = front(scene_of(*two("48", "56", "north"), *two("150", "165", "south")))
    assert (found.note, [one.note for one in found.moves]) == ("2021, then 2022; could be chance", ["", ""])


def test_more_than_chance_is_better_or_worse():
    (found,) = front(scene_of(*two("100", "300", "riverside")))
    assert (found.moves[0].way, found.moves[0].kind, found.note) == (
        "worse",
        "worse",
        "2021, then 2022; more than chance",
    )


def test_figure_without_a_good_direction_says_where_it_went():
    (found,) = front(scene_of(*two("48", "56", "riverside"), of=metric(polarity=Polarity.NEITHER)))
    assert (found.moves[0].way, found.moves[0].kind) == ("up", "neither")


def test_equal_figures_are_the_same_and_nothing_is_said_of_chance():
    (found,) = front(scene_of(*two("48", "48", "riverside")))
    assert (found.moves[0].way, found.moves[0].kind, found.note) == ("the same", "neither", "2021, then 2022")


def test_count_of_several_years_that_was_measured_once_is_given_for_a_year_too():
    (found,) = front(scene_of(observation("134", period=Period(date(2019, 1, 1), "P3Y"))))
    assert (found.moves[0].later, found.note) == ("134", "measured once, in 2019 to 2021: about 45 a year")
    (found,) = front(scene_of(observation("134")))
    assert found.note == "measured once, in 2022"


def test_figure_with_earlier_ones_that_were_counted_in_another_way_was_not_measured_once():
    observations = observation("90", 2021, method_version="old"), observation("50", 2022, method_version="new")
    (found,) = front(scene_of(*observations))
    assert found.note == "in 2022; no earlier figure can be compared with it"


def test_many_places_are_told_in_one_sentence():
    names = ("North", "South", "East", "West")
    places = (area(), *(area(name, parent="riverside") for name in names))
    (found,) = front(scene_of(*(o for name in names for o in two("48", "56", name.lower())), areas=places))
    assert found.moves == ()
    assert found.finding.startswith("rose in North (from 48 to 56)")


def test_verdict_is_counted_by_place():
    scene = scene_of(*two("48", "56", "north"), *two("190", "150", "south"))
    found = standing(scene)
    assert found.sentences == ("In North 1 figure moved the wrong way. In South 1 the right way.",)
    assert found.note == "None of these 2 changes is more than chance."


def test_whole_counts_only_what_no_place_below_it_has():
    found = standing(scene_of(*two("40", "50", "north"), *two("100", "110", "riverside")))
    assert found.sentences == ("In North 1 figure moved the wrong way.",)
    found = standing(
        scene_of(*two("100", "110", "riverside"), observation("1", area="north", breakdown="Sex", group="Men"))
    )
    assert found.sentences == ("In the whole of Riverside 1 figure moved the wrong way.",)


def test_partnership_with_figures_measured_once_only_cannot_be_told_of():
    assert standing(scene_of(observation("1"))).sentences == ("We cannot tell much: 1 figure was published only once.",)
    assert standing(scene_of()).sentences == ("No figures published.",)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([("Derby", 6, 3)], "In Derby 6 figures moved the right way and 3 the wrong way."),
        ([("Derby", 6, 3), ("York", 5, 4)], None),
        ([("Derby", 0, 1)], "In Derby 1 figure moved the wrong way."),
        ([("Derby", 2, 0), ("York", 0, 2)], "In Derby 2 figures moved the right way. In York 2 the wrong way."),
        ([], ""),
    ],
)
def test_places_share_the_words_of_the_first(counts, words):
    whole = "In Derby 6 figures moved the right way and 3 the wrong way. In York 5 the right way and 4 the wrong way."
    assert wording.places_counted(counts) == (whole if words is None else words)


def test_how_much_is_more_than_chance_is_said_in_one_sentence():
    assert [wording.clear_of(n, 2) for n in range(3)] == [
        "None of these 2 changes is more than chance.",
        "1 of these 2 changes is more than chance.",
        "All of these 2 changes are more than chance.",
    ]
    assert wording.clear_of(0, 0) == ""
    assert [wording.clear_of(n, 1) for n in range(2)] == [
        "This change is not more than chance.",
        "This change is more than chance.",
    ]


def test_figures_without_dates_are_said_to_have_none():
    periods = [Period.undated(order) for order in (Order.EARLIER, Order.LATER)]
    values = zip(("48", "56"), periods, strict=True)
    (found,) = front(scene_of(*(observation(value, period=one, period_stated=False) for value, one in values)))
    assert found.note == "cannot tell if it is chance"


def lists(*observations, **options):
    scene = scene_of(*observations, **options)
    return [place_of_moves(scene, one, lambda goal: goal) for one in scene.own_areas]


def test_list_of_a_place_begins_with_what_went_the_wrong_way_and_then_with_what_is_more_than_chance():
    kinds = [metric(metric=name, title=name, polarity=Polarity.LOWER_IS_BETTER) for name in ("fell", "rose", "leapt")]
    figures = {"fell": ("300", "100"), "rose": ("10", "20"), "leapt": ("200", "300")}
    observations = [o for name, (a, b) in figures.items() for o in two(a, b, "riverside", metric=name)]
    one = Partnership(package(observations=observations, areas=PLACES), framework(*kinds))
    (scene,) = set_scenes(Site(one.framework, (one,)))
    found = place_of_moves(scene, scene.own_areas[0], lambda goal: goal)
    assert [change.title for change in found.changes] == ["leapt", "rose", "fell"]
    assert [change.lane for change in found.changes] == [
        Lane("40.0%", "70.0%", leftwards=False),
        Lane("40.0%", "100.0%", leftwards=False),
        Lane("40.0%", "0.0%", leftwards=True),
    ]


def test_change_from_zero_has_no_arrow_since_it_has_no_size_in_per_cent():
    (place,) = lists(*two("0", "5", "riverside"))
    assert [(change.move.earlier, change.lane) for change in place.changes] == [("0", None)]


def test_what_went_both_ways_is_listed_once():
    scene = scene_of(*two("48", "56", "north"), *two("190", "150", "south"))
    (one,) = both_ways(scene, lambda goal: goal)
    assert (one.title, one.text) == ("Adults in treatment", "right way: South; wrong way: North")
    assert wording.which_way_where("ABCD", "E") == "right way: 4 places; wrong way: E"
    assert wording.both_ways(1, 2) == "1 figure moved the right way in one place and the wrong way in the other:"


def test_figure_measured_once_stands_as_a_large_number_with_the_figure_of_the_country():
    of = metric(Unit.PERCENT, counted="of people get help")
    england = observation("60", area="england")
    others = [metric(Unit.PERCENT, metric=f"m{n}", title=f"Metric {n}", counted="of all") for n in range(5)]
    one = Partnership(
        package(observations=[*(observation("7", metric=m.metric) for m in others), observation("50"), england]),
        framework(*others, of),
    )
    (scene,) = set_scenes(Site(one.framework, (one,)))
    found = singles(scene, lambda goal: goal)
    assert ("50%", "of people get help", "England: 60%; measured once, in 2022") in {
        (s.value, s.words, s.note) for s in found
    }
