"""Official statistics that the framework does not name: defined alike for all, and set beside what reports printed."""

from datetime import date
from decimal import Decimal

from builder.analysis.partnerships import shared_metrics
from builder.analysis.summaries import metric_summaries
from builder.model.measures import Claim, Partnership, Period, Printed, Site, Tier
from builder.pages.governance.claims import claims_page
from builder.pipeline.building import set_scenes
from tests.examples import area, framework, metric, observation, package

OFFICIAL = metric(
    metric="people-in-treatment-register",
    title="People in treatment, by the register",
    tier=Tier.OFFICIAL,
    framework_metric="adults-in-treatment",
)
PRINTED = Printed(None, Decimal(120), None, "", "", None, None, None)
CLAIM = Claim(
    "c", "d", "page 1", "adults-in-treatment", "riverside", "", "", None, Period(date(2022, 1, 1), "P1Y"), PRINTED, ""
)


def official(value, year, **values):
    return observation(value, year, metric="people-in-treatment-register", **values)


def site_of(*observations):
    national = framework(metric(), OFFICIAL)
    riverside = package(observations=(observation("120"), *observations), claims=(CLAIM,))
    return Site(national, (Partnership(riverside, national),))


def sections(site):
    (scene,) = set_scenes(site)
    return {section.title: section for section in claims_page(scene).values["sections"]}


def test_claim_stands_beside_official_figures_that_are_closest_to_its_metric():
    found = sections(site_of(official("100", 2012), official("110", 2020)))
    (table,) = found["Beside official figures"].tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        [
            "Adults in treatment",
            "Riverside",
            "120",
            "100 (2012), then 110 (2020)",
            "People in treatment, by the register",
        ]
    ]


def test_claim_has_nothing_beside_it_where_the_official_figures_are_of_another_area():
    assert "Beside official figures" not in sections(site_of(official("9000", 2020, area="england")))


def test_official_metric_is_defined_alike_for_all_partnerships():
    national = framework(OFFICIAL)
    both = [
        Partnership(
            package(name, areas=(area(name.title()),), observations=(official("110", 2020, area=name),)), national
        )
        for name in ("lakeside", "riverside")
    ]
    (shared,) = shared_metrics([(one, metric_summaries(one)) for one in both])
    assert shared.is_national


def test_official_metric_without_a_figure_is_not_called_missing():
    (scene,) = set_scenes(site_of())
    assert [one.metric for one in scene.unpublished("treatment")] == []
