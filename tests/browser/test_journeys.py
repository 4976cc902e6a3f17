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
    expect(page.get_by_role("heading", name="could not be tested in Derby (from 48 to 56)")).to_be_visible()
    expect(page.get_by_role("img", name="Deaths from drug misuse").first).to_be_visible()


@SCRIPT
def test_resident_finds_help_and_how_to_respond_from_a_metric(open_page, script):
    page = open_page(METRIC, java_script_enabled=script)
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="Get help for yourself or somebody else")).to_be_visible()
    main.get_by_role("link", name="Have your say").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("say")


@SCRIPT
def test_journalist_downloads_a_number_with_its_source(open_page, script):
    page = open_page(METRIC, width=1280, java_script_enabled=script)
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name="CSV", exact=True).first.click()
    text = download.value.path().read_text("utf-8")
    assert "Derby,,,2024-01-01" in text
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


def test_search_finds_a_metric(open_page):
    page = open_page(width=1280)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("alcohol deaths")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


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
