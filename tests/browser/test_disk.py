"""A copy of the site that is built for a disk opens from its files, without a server."""

import re
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.browser.conftest import PUBLISHED
from tests.projects import bytes_below, run

LINK = re.compile(r'\b(?:href|src|action|data-index)="([^"]*)"')


@pytest.fixture(scope="module")
def copy(built_site):
    """The same site as the one that is served, built for a disk beside it."""
    before = bytes_below(built_site)
    result = run(built_site.parent, "build", "--quiet", "--for-disk", "--output", "for-disk", **PUBLISHED)
    assert (result.returncode, result.stderr) == (0, "")
    assert bytes_below(built_site) == before
    return built_site.parent / "for-disk"


@pytest.fixture
def reader(copy, browser):
    """A reader on a phone who opened the home page from the disk."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((copy / "index.html").as_uri())
    yield page
    context.close()


def leads_nowhere(link, page, folder):
    target = urlsplit(urljoin(page.as_uri(), unescape(link)))
    path = unquote(target.path)
    return target.scheme == "file" and not (path.startswith(f"{folder}/") and folder.joinpath(path).is_file())


def test_every_link_of_every_page_leads_to_a_file_of_the_copy(copy):
    pages = sorted(copy.rglob("*.html"))
    links = {(page, link) for page in pages for link in LINK.findall(page.read_text("utf-8"))}
    assert len(pages) > 50 and len(links) > 10 * len(pages)
    assert [(page.name, link) for page, link in sorted(links) if leads_nowhere(link, page, copy)] == []


def test_copy_holds_the_same_files_as_the_site_and_pages_that_differ_in_links_only(copy, built_site):
    served, on_disk = bytes_below(built_site), bytes_below(copy)
    assert served.keys() - on_disk.keys() == {"404.html"}
    assert on_disk.keys() - served.keys() == set()
    changed = {name for name in on_disk if on_disk[name] != served[name]} - {".made-by-builder"}
    assert changed == {name for name in on_disk if name.endswith(".html")}
    for name in changed:
        texts = [LINK.sub("", (folder / name).read_text("utf-8")) for folder in (built_site, copy)]
        assert texts[0] == texts[1]


def test_reader_gets_from_page_to_page(reader):
    reader.locator("a.find").first.click()
    reader.wait_for_url("**/for-disk/find/index.html")
    reader.locator("article a[href*='/metrics/']:visible").first.click()
    reader.wait_for_url("**/metrics/*/index.html")
    assert reader.locator("article svg[role=img]").first.is_visible()
    reader.locator("a.masthead").first.click()
    reader.wait_for_url("**/for-disk/index.html")


def test_search_leads_to_the_list_of_all_figures(reader):
    reader.set_viewport_size({"width": 1280, "height": 844})
    reader.locator("form.search input").first.fill("prison")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/find/index.html#find=prison")
    assert reader.get_by_role("heading", name="Every figure, A to Z").is_visible()
