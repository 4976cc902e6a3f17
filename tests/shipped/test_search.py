"""What people type into the search of this repository's site finds the right page first."""

import re

import pytest
from playwright.sync_api import expect

from builder import pipeline
from builder.pipeline.building import Folders, assemble, set_scenes
from tests.guard import PROJECT
from tests.shipped.as_read import WORDS

pytestmark = pytest.mark.usefixtures("words", "datasets")

SITE = "https://site.example/"
PAGE = """\
<header><form class="search" data-index="find.json"><input type="search"><div class="search-output" hidden>
<p role="status"></p><p class="care" hidden>Care</p><ol class="search-results"></ol></div></form></header>
<script src="search.js"></script>
"""
"""As much of a page as the search needs."""

FOUND = {
    "od": "Deaths (from|related to) drug",
    "fentanyl": "synthetic opioids|Deaths from drug misuse|overdose",
    "my son": "For families and friends: Get help",
    "suicide": "Get help",
    "vape": "Pupils",
    "alcaholic": "Adults dependent on alcohol|Adults who depend on alcohol",
    "Chesterfield": "Derby and Derbyshire: overview",
    "Redditch": "Worcestershire: overview",
    "Kettering": "Northamptonshire: overview",
    "Amber Valley": "Derby and Derbyshire: overview",
    "West Northamptonshire": "Northamptonshire: overview",
    "weed": "cannabis",
    "kids": "Pupils|Young people|children",
    "who is in charge": "Who is responsible",
    "complaint": "Have your say",
    "help for parents": "For families and friends: Get help",
    "AA meetings": "Get help",
    "Change Grow Live": "Change Grow Live: Northamptonshire",
    "how many died": "Deaths from drug misuse|Deaths related to drug poisoning",
    "overdoes": "Deaths (from|related to) drug",
    "naloxon": "naloxone",
    "heroin": "heroin|opiate|opioid|buprenorphine|naloxone",
    "police": "police",
    "prison": "Treatment after leaving prison",
    "drunk": "drink|alcohol",
    "county lines": "County lines",
    "where does the money go": "Money: ",
}
CARE = ("od", "fentanyl", "my son", "suicide", "alcaholic", "help for parents", "AA meetings", "overdoes", "zzzzqqqq")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The index of the search of the published packages."""
    from tests import guard

    with guard.lifted():
        site = pipeline.check(PROJECT / "datasets").site
        folder = tmp_path_factory.mktemp("search")
        files = assemble(site, set_scenes(site), Folders(PROJECT, PROJECT / "datasets", folder, folder / "site")).files
    return next(file.content for file in files if file.path == "find.json")


@pytest.fixture
def search(browser, index):
    """Type something into the search, and return the page with what it found."""
    page = browser.new_page()
    answers = {
        "": ("text/html", PAGE),
        "search.js": ("text/javascript", (WORDS / "assets/search.js").read_text("utf-8")),
    }
    answers["find.json"] = ("application/json", index)

    def answer(route):
        kind, body = answers[route.request.url.removeprefix(SITE)]
        route.fulfill(content_type=kind, body=body)

    page.route("**/*", answer)
    page.goto(SITE)

    def type_words(text):
        page.locator("input").fill(text)
        expect(page.get_by_role("status")).to_have_text(re.compile("found"), ignore_case=True)
        return page

    yield type_words
    page.close()


@pytest.mark.parametrize("text", FOUND)
def test_everyday_words_find_the_right_page_first(search, text):
    expect(search(text).get_by_role("link").first).to_have_text(re.compile(FOUND[text], re.IGNORECASE))


@pytest.mark.parametrize("text", CARE)
def test_what_may_be_asked_in_need_shows_who_to_call(search, text):
    expect(search(text).locator(".care")).to_be_visible()
