"""The journeys of a resident, a journalist and an officer by keyboard alone, on a phone and a wide screen."""

import pytest
from playwright.sync_api import expect

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
WIDTH = pytest.mark.parametrize("width", [390, 1280], ids=["phone", "wide"])
FOCUSED = """(() => {
  const element = document.activeElement;
  const main = document.querySelector("article").contains(element);
  const name = element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent;
  return [name.trim().replace(/\\s+/g, " "), main];
})()"""


def tab_to(page, name, *, in_article=True):
    """Press Tab until the control with a name has the focus."""
    met = []
    for _ in range(150):
        page.keyboard.press("Tab")
        found, is_in_article = page.evaluate(FOCUSED)
        met.append(found)
        if found.startswith(name) and (is_in_article or not in_article):
            return
    pytest.fail(f"{name} was not met on the way: {met[:40]}")


def follow(page, name, *, in_article=True):
    """Go to a link by Tab, and follow it with Enter."""
    tab_to(page, name, in_article=in_article)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def search_for(page, words, title, *, script, width):
    """Search by everyday words: in the bar of a wide window, on the page of the search, or in the list there."""
    tab_to(page, "Search", in_article=False)
    if not (script and width == 1280):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Find a figure or a page")
    if not script:
        entry = page.get_by_role("main").get_by_role("listitem").filter(has_text=title).first
        expect(entry).to_contain_text(words.split()[0])
        while not entry.evaluate("entry => entry.contains(document.activeElement)"):
            page.keyboard.press("Tab")
    else:
        if width != 1280:
            tab_to(page, "Your town")
        page.keyboard.type(words)
        expect(page.locator(".search-output:visible ol a").first).to_contain_text(title)
        page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@SCRIPT
@WIDTH
def test_resident_finds_the_area_learns_about_deaths_and_responds(open_page, script, width):
    page = open_page(width=width, java_script_enabled=script)
    follow(page, "Derby and Derbyshire")
    follow(page, "Deaths from drug misuse")
    expect(page.locator("h2").first).to_contain_text("in Derby (from 48 to 56)")
    follow(page, "Have your say")
    expect(page.get_by_role("heading", level=1)).to_have_text("Have your say")
    tab_to(page, "Find your council")


@SCRIPT
@WIDTH
def test_journalist_finds_a_number_its_source_takes_it_away_and_cites_it(open_page, script, width):
    page = open_page(width=width, java_script_enabled=script)
    search_for(page, "overdose deaths", "Deaths from drug misuse", script=script, width=width)
    expect(page.get_by_role("heading", level=1)).to_have_text("Deaths from drug misuse")
    tab_to(page, "CSV")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "2024-12-31,2024,implied,E06000015,Derby,derby,unitary" in download.value.path().read_text("utf-8")
    source = page.get_by_role("main").get_by_text("Source: ").first
    expect(source).to_contain_text("30 January 2025")
    tab_to(page, "Source, licence and data")
    page.keyboard.press("Enter")
    expect(page.get_by_text("To cite this page: Plainsight, Deaths from drug misuse")).to_be_visible()


@SCRIPT
@WIDTH
def test_officer_finds_how_to_publish(open_page, script, width):
    page = open_page(width=width, java_script_enabled=script)
    follow(page, "For officers", in_article=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("For officers: publish an update")
    expect(page.get_by_text("Open a pull request")).to_be_visible()
    follow(page, "What each column means")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data dictionary")


def test_menu_of_a_phone_opens_by_keyboard_without_script(open_page):
    page = open_page("northamptonshire/", java_script_enabled=False)
    money = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Money")
    expect(money).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(money).to_be_visible()
    follow(page, "Money", in_article=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Money")
