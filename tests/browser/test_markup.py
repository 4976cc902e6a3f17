"""Every page of the site is valid HTML, and its skeleton is sound: title, language, headings, tables."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.browser.markup import find_markup_errors, outlines


@pytest.fixture(scope="module")
def pages(built_site):
    found = outlines(built_site)
    assert len(found) > 100
    return found


def test_every_page_is_valid_html(built_site):
    assert find_markup_errors(built_site) == []


def test_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><html lang="en"><title>x</title><p id="a">x<p id="a">y<label for="b">z</label>', "utf-8"
    )
    errors = find_markup_errors(tmp_path)
    assert len(errors) == 2
    assert "Duplicate ID" in errors[0]


def test_every_page_names_its_language(pages):
    assert {name for name, page in pages.items() if page.language != "en"} == set()


def test_no_two_pages_have_the_same_title(pages):
    titles = Counter(page.title.strip() for page in pages.values())
    assert [title for title, number in titles.items() if number > 1 or not title] == []


def test_every_page_has_one_first_heading_and_skips_no_level(pages):
    skipping = {
        name: page.headings
        for name, page in pages.items()
        if page.headings.count(1) != 1
        or page.headings[0] != 1
        or any(later > earlier + 1 for earlier, later in pairwise(page.headings))
    }
    assert skipping == {}


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(pages):
    unnamed = {
        name
        for name, page in pages.items()
        if page.tables != len(page.captions) or not all(page.captions) or page.cells_without_scope
    }
    assert unnamed == set()
    assert sum(page.tables for page in pages.values()) > 100


OVERVIEWS = re.compile(r"index.html|404.html|[\w-]+/index.html|[\w-]+/(?:outcomes|areas)/[\w-]+/index.html")
"""Pages that begin with figures or lists of their own."""
SUMMARY = re.compile(r'</h1>(?:(?!<h2).)*?<p class="lead">(?:<a [^>]*>)?[A-Z“\d]', re.DOTALL)


def test_page_begins_with_its_summary(built_site):
    written = {path.stem for path in Path("site_src/pages").glob("*.md")}
    without = [
        name
        for path in sorted(built_site.rglob("*.html"))
        if not OVERVIEWS.fullmatch(name := path.relative_to(built_site).as_posix()) or name.split("/")[0] in written
        if not SUMMARY.search(path.read_text("utf-8"))
    ]
    assert without == []
