"""What somebody does with a plan: filters it, follows an action, sees what is covered; with and without script."""

import icalendar
import pytest
from playwright.sync_api import expect

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
PLAN = "worcestershire/plan/"


def shown(page):
    return page.locator("li.action:visible").count()


def open_folds(page):
    for fold in page.locator(".priority summary").all():
        fold.click()


@SCRIPT
def test_councillor_reads_every_action_and_opens_one(open_page, script):
    page = open_page(PLAN, java_script_enabled=script)
    open_folds(page)
    assert shown(page) == 18
    page.get_by_role("main").get_by_role("link", name="Run a marketing campaign to bring more people").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Run a marketing campaign")
    expect(page.get_by_role("main")).to_contain_text("Substance Misuse Oversight Group")


def test_filter_is_offered_only_where_it_works(open_page):
    expect(open_page(PLAN, java_script_enabled=False).locator("#filter")).to_be_hidden()
    expect(open_page(PLAN).locator("#filter")).to_be_visible()


def test_filter_shows_one_organisation_says_how_many_and_can_be_sent_on(open_page):
    page = open_page(PLAN)
    page.get_by_label("Organisation", exact=True).select_option("Emerging Futures")
    expect(page.get_by_role("status")).to_have_text("5 of 18 actions shown")
    assert shown(page) == 5
    expect(page.locator("summary", has_text="Prevention: health and wellbeing")).to_be_hidden()
    assert page.url.endswith("?organisations=emerging-futures")

    sent = open_page(f"{PLAN}?organisations=emerging-futures")
    expect(sent.get_by_role("status")).to_have_text("5 of 18 actions shown")
    expect(sent.get_by_label("Organisation", exact=True)).to_have_value("emerging-futures")


def test_filters_are_joined_and_taken_back(open_page):
    page = open_page(PLAN)
    page.get_by_label("Status", exact=True).select_option("Done")
    page.get_by_label("Priority", exact=True).select_option("Treatment")
    expect(page.get_by_role("status")).to_have_text("4 of 18 actions shown")
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("All 18 actions are below")
    assert (shown(page), "?" in page.url) == (0, False)


def test_filter_counts_an_action_once_that_stands_under_two_priorities(open_page):
    page = open_page("northamptonshire/plan/")
    expect(page.get_by_role("status")).to_have_text("All 85 actions are below")
    page.get_by_label("Priority", exact=True).select_option("Keep on strengthening harm reduction")
    expect(page.get_by_role("status")).to_have_text("6 of 85 actions shown")


def test_long_plan_is_folded_by_priority_and_the_filter_opens_what_it_finds(open_page):
    page = open_page("northamptonshire/plan/")
    assert shown(page) == 0
    open_folds(page)
    assert shown(page) == page.locator("li.action").count() >= 85
    page.get_by_label("Status", exact=True).select_option("Done")
    assert shown(page) == 2
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("All 85 actions are below")
    assert shown(page) == 0


@SCRIPT
def test_priority_of_a_long_plan_opens_without_script_too(open_page, script):
    page = open_page("northamptonshire/plan/", java_script_enabled=script)
    page.get_by_text("Cut demand for drugs over a generation: 7 actions").click()
    assert shown(page) == 7


def test_address_of_a_priority_opens_the_fold_in_which_it_lies(open_page):
    page = open_page("northamptonshire/plan/#promised-p1-1")
    expect(page.locator("#promised-p1-1")).to_be_visible()


def test_unknown_choice_in_an_address_shows_everything(open_page):
    page = open_page(f"{PLAN}?organisations=%3Cscript%3E&state=nonsense")
    expect(page.get_by_role("status")).to_have_text("All 18 actions are below")


def test_actions_of_one_organisation_are_listed_without_script(open_page):
    page = open_page("worcestershire/actions/", java_script_enabled=False)
    heading = page.get_by_role("heading", name="Emerging Futures: 5")
    assert heading.locator("xpath=following-sibling::ul[1]").get_by_role("link").count() == 5


def test_commitment_that_no_action_covers_is_named(open_page):
    page = open_page("northamptonshire/coverage/", java_script_enabled=False)
    page.get_by_text("The same as a table").first.click()
    row = page.get_by_role("row", name="Keep drugs out of prisons")
    assert set(row.get_by_role("cell").all_inner_texts()) == {"none"}
    assert "Keep drugs out of prisons" in page.locator("#uncovered + ul").inner_text()


def test_metric_says_what_is_being_done_and_tells_near_actions_apart(open_page):
    page = open_page("worcestershire/metrics/prison-continuity-of-care/")
    expect(page.get_by_role("link", name="Build a joined-up path from prison")).to_be_visible()
    other = open_page("derby-and-derbyshire/metrics/alcohol-specific-deaths/")
    expect(other.get_by_text("No published action is aimed at this figure.")).to_be_visible()
    other.get_by_text("Actions for the same outcome").click()
    expect(other.get_by_role("link", name="Give out and use more naloxone")).to_be_visible()


def test_due_dates_go_into_a_calendar(open_page):
    page = open_page("derby-and-derbyshire/plan/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Add the due dates to your calendar").click()
    calendar = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == [
        "Done: Hold the first meeting of the partnership"
    ]
