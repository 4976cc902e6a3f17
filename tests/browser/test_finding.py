"""Readers find a metric by everyday words: with the search, without script, and from an address that leads nowhere."""

import pytest
from playwright.sync_api import expect

METRIC = "derby-and-derbyshire/metrics/deaths-from-drug-misuse/"
FOUND = {
    "overdose deaths": "Deaths from drug misuse",
    "drug deaths": "Deaths from drug misuse",
    "how many people died from drugs?": "Deaths from drug misuse",
    "prison leavers": "Treatment after leaving prison",
    "waiting": "People who need treatment but do not get it",
    "rehab": "Adults in treatment",
    "needles": "Hepatitis C among people who inject drugs: definition",
    "alcohol deaths": "Alcohol-specific deaths",
    "stabbing": "Hospital admissions for assault with a sharp object",
    "naloxne": "Professionals trained to use naloxone",
    "County Lines": "County lines",
    "teenage drinking": "Pupils who drink alcohol",
}


@pytest.mark.parametrize("words", FOUND)
def test_everyday_words_find_the_metric_first(open_page, words):
    page = open_page("find/")
    page.get_by_role("searchbox", name="everyday words").fill(words)
    expect(page.get_by_role("main").locator(".search-results a").first).to_contain_text(FOUND[words])


SAID = {
    "Chesterfield": ("Derby and Derbyshire: overview", "no care"),
    "Long Eaton": ("Derby and Derbyshire: overview", "no care"),
    "Staveley": ("Derby and Derbyshire: overview", "no care"),
    "kettering": ("Northamptonshire: overview", "no care"),
    "Reddich": ("Worcestershire: overview", "no care"),
    "overdose deaths in Chesterfield": ("Deaths from drug misuse: Derby and Derbyshire", "care"),
    "grass": ("Pupils who have used cannabis: Northamptonshire", "no care"),
    "weed": ("Pupils who have used cannabis: Northamptonshire", "no care"),
    "Change Grow Live": ("Change Grow Live: Northamptonshire", "no care"),
    "cranstoun": ("Cranstoun: Worcestershire", "no care"),
    "who is in charge?": ("Who is responsible: Derby and Derbyshire", "no care"),
    "grumbles": ("Have your say", "no care"),
    "od": ("Deaths from drug misuse: Derby and Derbyshire", "care"),
    "overdoes": ("Deaths from drug misuse: Derby and Derbyshire", "care"),
    "My son drinks": ("For families and friends: Get help", "care"),
    "bozing": ("Pupils who drink alcohol: Northamptonshire", "no care"),
}
"""What is said, what is found first, and whether numbers to call stand above it."""


@pytest.mark.parametrize("words", SAID)
def test_sayings_and_places_lead_to_their_page_and_those_in_need_to_care(open_page, words):
    page = open_page("find/")
    page.get_by_role("searchbox", name="everyday words").fill(words)
    first, care = SAID[words]
    expect(page.get_by_role("main").locator(".search-results a").first).to_have_text(first)
    expect(page.get_by_role("main").locator(".care")).to_be_visible(visible=care == "care")


@pytest.mark.parametrize("width", [390, 1280])
def test_search_that_finds_nothing_says_who_to_call(open_page, width):
    page = open_page("find/" if width == 390 else METRIC, width=width)
    page.get_by_role("searchbox").last.fill("zzzzqqqq")
    care = page.locator(".care:visible")
    expect(care).to_be_visible()
    calls = [link.get_attribute("href") for link in care.get_by_role("link").all()]
    assert calls[:3] == ["tel:999", "tel:03001236600", "tel:116123"]
    care.get_by_role("link", name="More help").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help")


def test_place_that_no_partnership_here_covers_leads_to_none(open_page):
    page = open_page("find/")
    page.get_by_role("searchbox").fill("Leeds")
    expect(page.get_by_role("main").get_by_role("status")).not_to_be_empty()
    assert [one for one in page.locator(".search-results a").all_inner_texts() if one.endswith("overview")] == []


@pytest.mark.parametrize("postcode", ["DE1", "de1 2ab"])
def test_postcode_is_said_to_be_unknown(open_page, postcode):
    page = open_page("find/")
    page.get_by_role("searchbox").fill(postcode)
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("We know no postcodes. Type your town")


def test_search_in_the_bar_leads_to_a_metric_by_keyboard_alone(open_page):
    page = open_page("about/", width=1280)
    page.get_by_role("searchbox", name="Search").focus()
    page.keyboard.type("overdose deaths")
    expect(page.locator("header .search-results a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Deaths from drug misuse")


@pytest.mark.parametrize("path", ["northamptonshire/plan/", METRIC])
def test_search_works_beside_the_script_of_a_page(open_page, path):
    page = open_page(path, width=1280)
    page.get_by_role("searchbox", name="Search").fill("overdose deaths")
    expect(page.locator("header .search-results a").first).to_contain_text("Deaths from drug misuse")


def test_enter_leads_to_the_page_of_the_search_and_sends_nobody_the_words(open_page):
    page = open_page("about/", width=1280)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.get_by_role("searchbox", name="Search")
    box.fill("overdose deaths")
    box.press("Enter")
    results = page.get_by_role("main").locator(".search-results a")
    expect(results.first).to_have_text("Deaths from drug misuse: Derby and Derbyshire")
    box.fill("prison leavers")
    box.press("Enter")
    expect(results.first).to_contain_text("Treatment after leaving prison")
    assert [url for url in asked if "overdose" in url.split("#")[0] or "prison" in url.split("#")[0]] == []


def test_search_of_a_partnership_prefers_its_own_figures(open_page):
    first = []
    for partnership in ("northamptonshire", "worcestershire"):
        page = open_page(f"{partnership}/", width=1280)
        page.get_by_role("searchbox", name="Search").fill("rehab")
        expect(page.locator("header .search-results a").first).to_be_visible()
        first.append(page.locator("header .search-results a").first.inner_text())
    assert first == ["Adults in treatment: Northamptonshire", "Adults in treatment: Worcestershire"]


def test_results_leave_at_escape_and_when_the_reader_goes_on(open_page):
    page = open_page("about/", width=1280)
    box = page.get_by_role("searchbox", name="Search")
    output = page.locator("header .search-output")
    box.fill("alcohol")
    expect(output).to_be_visible()
    page.keyboard.press("Escape")
    expect(output).to_be_hidden()
    box.fill("alcohol deaths")
    expect(output).to_be_visible()
    page.locator("h1").click()
    expect(output).to_be_hidden()


def test_search_says_that_it_found_nothing(open_page):
    page = open_page("find/")
    page.get_by_role("searchbox").fill("zzzzqqqq")
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("Nothing found. Try another word.")


def test_every_result_leads_to_a_page(open_page, address):
    page = open_page("find/")
    index = page.request.get(f"{address}find.json").json()
    assert len(index["pages"]) > 100
    gone = [
        found["location"]
        for found in index["pages"]
        if page.request.get(f"{address}{found['location'].split('#')[0]}").status != 200
    ]
    assert gone == []


def test_index_is_not_asked_for_before_a_reader_turns_to_the_search(open_page):
    page = open_page(METRIC, width=1280)
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())"
    assert "find.json" not in page.evaluate(loaded)
    with page.expect_response("**/find.json"):
        page.get_by_role("searchbox", name="Search").focus()


def test_search_without_script_leads_to_every_figure_with_its_everyday_words(open_page):
    page = open_page(METRIC, width=1280, java_script_enabled=False)
    box = page.get_by_role("searchbox", name="Search")
    box.fill("overdose")
    box.press("Enter")
    assert "overdose" not in page.url
    entry = page.get_by_role("main").get_by_role("listitem").filter(has_text="overdose, drug deaths")
    entry.get_by_role("link", name="Derby and Derbyshire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deaths from drug misuse")


def test_magnifier_of_a_phone_leads_to_the_search_without_script(open_page):
    page = open_page(METRIC, java_script_enabled=False)
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a figure or a page")


def test_address_that_leads_nowhere_offers_the_nearest_pages(browser, address, built_site):
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route(
        "**/metrics/overdose-deaths/",
        lambda route: route.fulfill(status=404, content_type="text/html", path=built_site / "404.html"),
    )
    page.goto("/derby-and-derbyshire/metrics/overdose-deaths/")
    expect(page.locator(".nearest a").first).to_have_text("Deaths from drug misuse: Derby and Derbyshire")
    page.locator(".nearest a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deaths from drug misuse")
    context.close()


def test_page_not_found_helps_without_script(open_page):
    page = open_page("404.html", java_script_enabled=False)
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Did you mean?")).to_be_hidden()
    main.get_by_role("link", name="Find a figure or a page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a figure or a page")
