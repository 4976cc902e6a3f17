"""The journeys of a resident, a journalist and an officer, with and without script."""

import pytest
from playwright.sync_api import expect

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
METRIC = "derby-and-derbyshire/metrics/deaths-from-drug-misuse/"


@SCRIPT
def test_resident_learns_whether_deaths_rose_in_derby(open_page, script):
    page = open_page(java_script_enabled=script)
    page.get_by_role("main").get_by_role("link", name="Derby and Derbyshire", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name="Deaths from drug misuse").first.click()
    expect(
        page.get_by_role("heading", name="rose in Derby (from 48 to 56) and in Derbyshire (from 150 to 165)")
    ).to_be_visible()
    expect(page.get_by_role("img", name="Deaths from drug misuse").first).to_be_visible()


@SCRIPT
def test_resident_finds_help_and_how_to_respond_from_a_metric(open_page, script):
    page = open_page(METRIC, java_script_enabled=script)
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="Get help for yourself or somebody else")).to_be_visible()
    main.get_by_role("link", name="Have your say").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("say")


@SCRIPT
def test_who_needs_help_can_call_from_the_first_screen(open_page, script):
    page = open_page("help/", java_script_enabled=script)
    calls = page.get_by_role("main").locator('a[href^="tel:"], a[href^="sms:"]')
    seen = [call.get_attribute("href") for call in calls.all() if call.bounding_box()["y"] < 844]
    assert {"tel:999", "tel:03001236600", "tel:116123", "sms:85258?body=SHOUT"} <= set(seen)
    assert page.evaluate("document.documentElement.scrollHeight") < 4.8 * 844


def test_page_about_deaths_has_a_quiet_way_to_help(open_page):
    page = open_page(METRIC)
    page.get_by_role("main").get_by_role("link", name="there is somebody to talk to").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help")
    page.goto("/derby-and-derbyshire/metrics/adults-in-treatment/")
    expect(page.get_by_role("link", name="there is somebody to talk to")).to_have_count(0)


@SCRIPT
def test_journalist_downloads_a_number_with_its_source(open_page, script):
    page = open_page(METRIC, width=1280, java_script_enabled=script)
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name="CSV", exact=True).first.click()
    text = download.value.path().read_text("utf-8")
    assert "2024-12-31,2024,implied,E06000015,Derby,derby,unitary" in text
    assert "Derby City panel" in text


def test_analyst_takes_the_whole_package_away(open_page):
    page = open_page("derby-and-derbyshire/data/", width=1280)
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name="derby-and-derbyshire.zip").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_chart_table_and_heading_give_the_same_figures(open_page):
    page = open_page(METRIC)
    drawing = page.locator("figure svg").first.text_content()
    table = page.locator("main table").first.text_content()
    heading = page.locator("h2").first.text_content()
    for figure in ("48", "56", "150", "165"):
        assert figure in drawing
        assert figure in table
        assert figure in heading


@pytest.mark.parametrize(
    "path",
    [
        "",
        "derby-and-derbyshire/",
        METRIC,
        "northamptonshire/plan/",
        "derby-and-derbyshire/coverage/",
        "northamptonshire/actions/",
        "worcestershire/plan/run-packs-project/",
        "data/dictionary/",
        "glossary/",
    ],
)
def test_page_needs_no_sideways_scrolling_at_320_pixels(open_page, path):
    page = open_page(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("page_name", ["duties", "partners", "money", "needs"])
def test_no_fact_of_how_a_partnership_is_run_lies_beyond_the_edge_of_a_phone(open_page, page_name):
    page = open_page(f"northamptonshire/{page_name}/", width=320)
    beyond = page.evaluate(
        "[...document.querySelectorAll('.md-content :is(td, tbody th, .node, .chart, li, dd)')]"
        ".filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.textContent)"
    )
    assert beyond == []


def test_row_of_a_table_on_a_phone_is_a_card_that_names_each_fact(open_page):
    page = open_page("northamptonshire/duties/")
    page.get_by_text("Every duty as a table").click()
    cell = page.get_by_role("cell", name="Met, maybe late").first
    assert cell.evaluate("one => getComputedStyle(one).display") == "block"
    assert "How it stands" in cell.evaluate("one => getComputedStyle(one, '::before').content")


def test_screen_reader_finds_rows_and_column_headers_in_cards(open_page):
    page = open_page("northamptonshire/duties/")
    page.get_by_text("Every duty as a table").click()
    table = page.get_by_role("table", name="National duties")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Duty",
        "How it stands",
        "When it is due",
        "When it was met",
    ]
    assert table.get_by_role("rowheader").count() == 10


def test_stakeholder_holds_a_metric_against_other_partnerships_and_takes_the_figures_away(open_page):
    page = open_page("worcestershire/metrics/prison-continuity-of-care/")
    page.get_by_role("link", name="Compare with other partnerships").click()
    assert page.get_by_role("heading", level=2).first.inner_text() == (
        "The figures are for different periods, so we do not compare them"
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "prison-continuity-of-care.csv"
    page.get_by_role("link", name="Treatment after leaving prison: Derby and Derbyshire").click()
    page.wait_for_url("**/derby-and-derbyshire/metrics/prison-continuity-of-care/")


def test_resident_finds_out_why_there_is_no_league_table(open_page):
    page = open_page()
    page.get_by_role("link", name="Compare areas").click()
    page.wait_for_url("**/compare/")
    assert page.get_by_role("heading", name="Why there is no league table").is_visible()
