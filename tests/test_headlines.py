"""Which metrics stand at the front of a partnership: the framework's headline metrics, as they are published."""

from builder.analysis.headlines import headlines
from builder.analysis.summaries import metric_summaries
from builder.model.measures import CountedAs, Partnership, Tier, Unit
from tests.examples import framework, metric, observation, package

DEATHS = metric(metric="deaths", title="Deaths", outcome="harm", counted_as=CountedAs.EVENTS)
STAYS = metric(metric="stays", title="Stays", outcome="harm", counted_as=CountedAs.REPEAT_EVENTS)
ADULTS = metric(metric="adults", title="Adults", counted_as=CountedAs.REGISTER)
YOUNG = metric(metric="young", title="Young people", counted_as=CountedAs.REGISTER)
PRISON = metric(Unit.PERCENT, metric="prison", title="After prison", counted_as=CountedAs.EVENTS)
RECOVERY = metric(Unit.PERCENT, metric="recovery", title="Recovery", outcome="recovery")
REGISTERED = metric(metric="registered", title="Registered", tier=Tier.OFFICIAL, framework_metric="deaths")
NATIONAL = (DEATHS, STAYS, ADULTS, YOUNG, PRISON, RECOVERY, REGISTERED)


def both(name, earlier=2021, later=2022):
    return (observation("10", earlier, metric=name), observation("20", later, metric=name))


def front(*observations, local=()):
    one = Partnership(package(observations=observations, metrics=local), framework(*NATIONAL))
    return [s.metric.metric for s in headlines(metric_summaries(one), NATIONAL)]


def test_headline_metrics_stand_in_the_order_of_the_framework_and_at_most_four():
    published = [o for m in reversed(NATIONAL) for o in both(m.metric)]
    assert front(*published) == ["deaths", "stays", "adults", "prison"]


def test_of_metrics_that_count_alike_in_one_outcome_the_second_waits_for_a_free_place():
    assert front(*both("adults"), *both("young"), *both("prison")) == ["adults", "prison", "young"]
    assert front(*both("young"), *both("prison")) == ["young", "prison"]


def test_official_figures_take_the_place_of_a_metric_without_an_earlier_figure():
    assert front(observation("134", metric="deaths"), *both("registered")) == ["registered"]
    assert front(*both("deaths"), *both("registered")) == ["deaths"]
    assert front(observation("134", metric="deaths"), observation("9", metric="registered")) == ["deaths"]


def test_what_changed_comes_before_what_was_measured_once_whatever_its_place_in_the_framework():
    once = [observation("5", metric=name) for name in ("deaths", "stays", "adults")]
    assert front(*once, *both("prison"), *both("recovery")) == ["deaths", "stays", "prison", "recovery"]


def test_free_places_go_to_what_else_is_published_the_newest_change_first():
    old, new, single = (metric(metric=name, tier=Tier.LOCAL) for name in ("old", "new", "single"))
    published = (*both("old", 2014, 2015), *both("new"), observation("1", 2023, metric="single"))
    assert front(*published, local=(old, new, single)) == ["single", "new", "old"]
    assert front(*both("deaths"), *both("stays"), *both("prison"), *published, local=(old, new, single)) == [
        "deaths",
        "stays",
        "prison",
        "new",
    ]


def test_figures_of_groups_only_and_figures_near_to_one_that_stands_there_take_no_free_place():
    near = metric(metric="near", tier=Tier.LOCAL, framework_metric="deaths")
    groups = metric(metric="groups", tier=Tier.LOCAL)
    of_group = observation("3", metric="groups", breakdown="Sex", group="Women")
    assert front(*both("deaths"), *both("near"), of_group, local=(near, groups)) == ["deaths"]


def test_nothing_published_is_no_headline():
    assert front() == []
