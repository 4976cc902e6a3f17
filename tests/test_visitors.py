"""Programs that visit a site are told what is true: which pages there are, when they changed, whom to tell."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from builder import pipeline
from builder.model.settings import Environment
from builder.publishing import visitors_files
from tests.projects import FROZEN
from tests.sound_example import SETTINGS, SOUND

HOME = "https://drugs.example/open/"
PAGES = ["", "plan/", "metrics/x/", "data/", "data/dictionary/", "framework/", "about/"]


def visited(pages=PAGES, datasets=SOUND, **settings):
    site = pipeline.check(datasets, settings=SETTINGS, environment=Environment(address=HOME)).site
    site = replace(site, settings=replace(site.settings, **settings))
    return {file.path: file.content.decode() for file in visitors_files(site, pages)}


def days(files):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.fromstring(files["sitemap.xml"])
    return {
        one.findtext("s:loc", namespaces=names).removeprefix(HOME): one.findtext("s:lastmod", namespaces=names)
        for one in root.iterfind("s:url", names)
    }


def test_page_has_the_day_of_what_it_is_about_or_none():
    assert days(visited()) == {
        "": "2024-09-12",
        "plan/": "2024-09-12",
        "metrics/x/": "2024-09-12",
        "data/": "2024-09-12",
        "data/dictionary/": None,
        "framework/": "2022-06-15",
        "about/": None,
    }


def test_correction_made_after_the_newest_paper_is_the_day_of_the_pages():
    site = pipeline.check(SOUND).site
    (partnership,) = site.partnerships
    tables = {**partnership.package.tables, "revisions": ({"revised_on": date(2024, 10, 1)},)}
    corrected = replace(partnership, package=replace(partnership.package, tables=tables))
    files = visitors_files(replace(site, partnerships=(corrected,)), ["plan/"])
    assert "<lastmod>2024-10-01</lastmod>" in files[0].content.decode()


def test_pages_of_one_partnership_are_not_dated_by_another():
    found = days(visited(["", "worcestershire/plan/", "derby-and-derbyshire/", "compare/x/"], FROZEN))
    assert found["worcestershire/plan/"] < found["derby-and-derbyshire/"] == found[""] == found["compare/x/"]


def test_site_that_nobody_can_reach_names_nobody_to_tell_of_a_weakness():
    assert ".well-known/security.txt" in visited()
    assert ".well-known/security.txt" not in visited(address="")
    assert ".well-known/security.txt" not in visited(security_contact_until=None)


def test_robots_may_read_everything():
    assert visited()["robots.txt"] == f"User-agent: *\nAllow: /\n\nSitemap: {HOME}sitemap.xml\n"


@pytest.mark.parametrize("page", ["x&y/"])
def test_addresses_in_the_sitemap_are_text(page):
    assert page in days(visited([page]))
