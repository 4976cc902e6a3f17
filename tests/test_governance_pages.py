"""What the pages of duties, people, money and needs say about a small partnership and about real ones."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from builder import pipeline
from builder.analysis.publication import Publication
from builder.charts.figures.money import money_figures
from builder.model.governance import GroupKind, ListedMembers, Population
from builder.pages.governance.duties import duties_line, duties_page
from builder.pages.governance.money import money_page
from builder.pages.governance.needs import needs_page
from builder.pages.governance.people import joint_sentence, people_page
from builder.pages.rendering import render
from builder.pipeline.building import set_scenes
from tests.governance_examples import contract, grant
from tests.projects import FROZEN
from tests.test_prose import reference

TEMPLATES = Path("site_src/templates")
REPORT = "annual-report-2024"


@cache
def scenes():
    return {one.partnership.name: one for one in set_scenes(pipeline.check(FROZEN).site)}


@pytest.fixture
def riverside():
    (scene,) = set_scenes(pipeline.check(Path("tests/broken/_sound")).site)
    return scene


def changed(scene, **tables):
    package = scene.partnership.package
    governance = replace(package.governance, **tables)
    partnership = replace(scene.partnership, package=replace(package, governance=governance))
    return replace(scene, publication=Publication(partnership, partnership.day))


def text(page):
    return render(page, TEMPLATES).content.decode("utf-8")


def cells(table):
    return [[(cell.text, *(verdict.words for verdict in cell.verdicts)) for cell in row] for row in table.rows]


def test_duties_page_lists_every_duty_of_the_framework(riverside):
    assert [duty.anchor for duty in duties_page(riverside).values["duties"]] == ["needs-assessment", "progress-review"]


def test_duty_is_judged_on_the_date_of_the_site(riverside):
    assert duties_page(riverside).values["judged_on"] == "12 September 2024"


def test_line_for_the_overview_counts_duties():
    assert duties_line(scenes()["northamptonshire"]) == (
        "We found proof of 6 of the 10 things that the government asks for, 5 maybe late. For 4, we found none."
    )


def test_duties_page_is_there_without_any_evidence(riverside):
    page = duties_page(changed(riverside, duties_met=()))
    assert page.values["lead"].startswith("We found no proof yet")
    assert [link.text for link in page.values["links"]] == ["How each duty stands as CSV", "National duties as CSV"]


def test_joint_partnership_is_said_for_worcestershire_only():
    assert {name: joint_sentence(scene) for name, scene in scenes().items() if joint_sentence(scene)} == {
        "worcestershire": "The partnership is a joint one, for Herefordshire and Worcestershire. "
        "The papers here are those of Worcestershire only."
    }


def test_groups_that_report_to_nobody_stand_beside_the_diagram():
    page = people_page(scenes()["northamptonshire"])
    (root,) = page.values["tree"]
    assert (root.name, [node.name for node in root.below], len(root.below[0].below)) == (
        "Central government",
        ["Northamptonshire Combating Drugs Partnership Board"],
        7,
    )
    assert len(page.values["alone"]) == 12


def test_kind_of_a_group_is_not_said_again_where_its_name_says_it():
    notes = {}

    def note(nodes):
        for node in nodes:
            notes[node.name] = node.note
            note(node.below)

    note(people_page(scenes()["northamptonshire"]).values["tree"])
    assert notes["Central government"] == ""
    assert notes["Data and Intelligence subgroup"] == ""
    assert notes["Pillar: break drug supply chains"] == "Delivery group"
    assert notes["Northamptonshire Combating Drugs Partnership Board"] == "7 members named"


def test_diagram_is_a_list_that_is_nested_as_the_groups_are(riverside):
    assert text(people_page(riverside)).count('<ul><li><div class="node">') == 2


def test_expected_member_is_missing_only_where_all_members_are_listed(riverside):
    groups = riverside.partnership.package.governance.groups
    some = tuple(
        replace(group, listed_members=ListedMembers.SOME) if group.kind is GroupKind.PARTNERSHIP_BOARD else group
        for group in groups
    )
    found = [
        {row[0][0]: row[1][1] for row in cells(people_page(scene).values["expected"][0])}
        for scene in (riverside, changed(riverside, groups=some))
    ]
    assert found == [
        {"Council officers": "Takes part", "NHS organisations": "Missing from the list"},
        {"Council officers": "Takes part", "NHS organisations": "Not said"},
    ]


def test_money_page_says_that_no_population_is_published(riverside):
    assert "No population is published here" in text(money_page(riverside))


def test_money_page_gives_money_for_each_person_where_a_population_is_published(riverside):
    people = Population("riverside", date(2023, 6, 30), 500_000, "annual-report-2024", "Section 1", "")
    page = money_page(changed(riverside, populations=(people,)))
    assert "No population" not in text(page)
    assert cells(page.values["funds"][0].table)[0][3] == (
        "£2.50 for each of 500,000 people (30 June 2023). Riverside annual report 2024, Section 1",
    )


def test_money_is_linked_to_the_actions_that_it_pays_for(riverside):
    assert [[link.text for link in fund.actions] for fund in money_page(riverside).values["funds"]] == [
        ["Train pharmacies to give out naloxone"],
        ["Train pharmacies to give out naloxone"],
    ]


def test_money_that_pays_for_no_action_is_said_to():
    assert "The papers do not say which action" in text(money_page(scenes()["northamptonshire"]))


def test_total_over_areas_is_given_only_where_all_are_published():
    derby, northamptonshire = (
        money_page(scenes()[name]).values["funds"][0].sentences for name in ("derby-and-derbyshire", "northamptonshire")
    )
    assert "All areas of Derby and Derbyshire together in 2024 to 2025: about £5,264,000." in derby
    assert (
        "There is no total for Northamptonshire, because the amount for West Northamptonshire is not published."
        in northamptonshire
    )


def test_contracts_cost_what_the_source_adds_them_up_to():
    page = money_page(scenes()["northamptonshire"])
    spend = [o for o in scenes()["northamptonshire"].partnership.package.observations if o.metric == "treatment-spend"]
    assert f"Together the 7 contracts cost £{spend[0].value:,} a year." in page.values["contract_sentences"]


def test_contracts_without_every_cost_have_no_total(riverside):
    page = money_page(changed(riverside, services=(contract(cost="5", source=REPORT), contract(source=REPORT))))
    assert page.values["contract_sentences"][0] == "There is no total: the cost of 1 of 2 is not published."


def test_contracts_that_end_soon_or_have_ended_are_counted(riverside):
    ends = [date(2024, 3, 31), date(2025, 3, 31), date(2025, 6, 30), None]
    page = money_page(changed(riverside, services=tuple(contract(end, source=REPORT) for end in ends)))
    assert page.values["contract_sentences"] == (
        "The papers print no cost of any service.",
        "1 has passed its end.",
        "2 end within 12 months.",
        "1 has no published end.",
    )


def test_amounts_that_can_be_compared_are_drawn_as_bars_by_year():
    figures = {figure.name: figure for figure in money_figures(scenes()["northamptonshire"].publication)}
    grants = figures["supplemental-substance-misuse-treatment-and-recovery-grant"]
    assert [(row.name, row.points[0].value_words) for row in grants.rows] == [
        ("2022 to 2023", "£363,181"),
        ("2023 to 2024", "£663,700"),
        ("2024 to 2025", "£1,089,920"),
    ]
    assert grants.subtitle == "Pounds, by financial year, North Northamptonshire, 2022 to 2025"
    assert "contracts" in figures


def test_bars_name_area_and_year_where_both_differ(riverside):
    grants = (grant("1", "2022-23", "north-riverside"), grant("2", "2023-24", "south-riverside"))
    (figure,) = money_figures(changed(riverside, funding=grants, services=()).publication)
    assert [row.name for row in figure.rows] == ["North Riverside, 2022 to 2023", "South Riverside, 2023 to 2024"]
    assert figure.subtitle == "Pounds, by area and financial year, 2022 to 2024"


def test_each_fund_has_a_name_of_its_own_that_an_address_can_have(riverside):
    funds = ("A grant (part)", "A grant: part", "Contracts", "£", "Grant " * 40)
    grants = tuple(
        replace(grant("1", year, "north-riverside"), fund=fund) for fund in funds for year in ("2022-23", "2023-24")
    )
    services = tuple(contract(cost="5", source=REPORT) for _ in range(2))
    names = [figure.name for figure in money_figures(changed(riverside, funding=grants, services=services).publication)]
    long = "-".join(["grant"] * 10)
    assert sorted(names) == sorted(["a-grant-part", "a-grant-part-2", "contracts-2", "fund", long, "contracts"])


def test_single_amount_is_not_drawn(riverside):
    assert money_figures(riverside.publication) == ()


def test_finding_shows_the_very_figure_of_the_observation(riverside):
    themes = {theme.folded.partition(":")[0]: theme for theme in needs_page(riverside).values["themes"]}
    (row,) = themes["Treatment"].others.rows
    assert [(cell.text, cell.href, cell.note) for cell in row if cell.href] == [
        ("1,310", "../metrics/adults-in-treatment/", "Riverside, 2023 to 2024")
    ]


def test_need_names_the_action_that_answers_it_or_says_that_none_does(riverside):
    page = needs_page(riverside)
    assert page.values["lead"] == "The papers describe 2 needs. The plan covers 1 of them."
    table = next(theme.needs for theme in page.values["themes"] if theme.folded.startswith("Need:"))
    answers = {row[0][0]: row[table.columns.index("What answers it")] for row in cells(table)}
    assert answers == {
        "About 1 in 5 young people who need help get it.": ("", "No action answers this"),
        "People die because nobody near them has naloxone.": ("Train pharmacies to give out naloxone",),
    }


def test_needs_page_shows_no_empty_column():
    for scene in scenes().values():
        page = needs_page(scene)
        tables = [table for theme in page.values["themes"] for table in (theme.needs, theme.others) if table]
        for table in tables:
            for number in range(len(table.columns)):
                assert any(row[number].text or row[number].verdicts or row[number].note for row in table.rows)


def test_unmet_need_stands_beside_england():
    table = needs_page(scenes()["northamptonshire"]).values["benchmarks"]
    assert cells(table)[0][1:3] == [("51% in Northamptonshire",), ("53% in England",)]


def test_prose_takes_the_figure_of_a_finding_from_the_observation_that_holds_it(riverside):
    assert riverside.citations.answer(reference("{figure: adults-helped}")).words == "1,310"
