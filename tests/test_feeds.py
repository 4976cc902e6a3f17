"""What is new can be followed: feed readers read it, entries keep their identifiers, dates are those of the data."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin

import feedparser
import pytest

from builder import pipeline
from builder.model.settings import Environment
from builder.pipeline.building import Folders, assemble, set_scenes
from builder.tables import package_files
from builder.tables.feeds import Entry, newest_first
from tests.projects import FROZEN, root
from tests.sound_example import SOUND, lay_out

HOME = "https://drugs.example/open/"


def site_of(datasets, address=HOME):
    return pipeline.check(datasets, environment=Environment(address=address)).site


def files_of(site):
    return {file.path: file.content for file in package_files.export(site)}


@pytest.fixture(scope="module")
def files():
    return files_of(site_of(FROZEN))


def read(content):
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def feeds(files):
    return {path: read(content) for path, content in files.items() if path.endswith("feed.xml")}


def test_each_partnership_has_a_feed_and_all_together_have_one(files):
    assert set(feeds(files)) == {
        "changes/feed.xml",
        *(f"{name}/changes/feed.xml" for name in ("derby-and-derbyshire", "northamptonshire", "worcestershire")),
    }


def test_feed_is_as_a_reader_wants_it(files):
    for path, feed in feeds(files).items():
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == urljoin(HOME, path)
        assert links["alternate"].startswith(HOME)
        assert feed.feed.author == "Plainsight"
        assert feed.feed.updated == max(entry.updated for entry in feed.entries)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 5
        for entry in feed.entries:
            assert entry.title and entry.content[0].value and entry.link.startswith(HOME)


def test_newest_entries_stand_first(files):
    for feed in feeds(files).values():
        days = [entry.published for entry in feed.entries]
        assert days == sorted(days, reverse=True)


def test_every_entry_leads_to_a_page_that_is_there(files):
    site = site_of(FROZEN)
    pages = assemble(site, set_scenes(site), Folders(root(), FROZEN, root() / "build", root() / "site")).addresses
    for feed in feeds(files).values():
        assert {entry.link.removeprefix(HOME) for entry in feed.entries} <= set(pages)


def test_feed_of_all_has_the_entries_of_each_by_the_same_identifiers(files):
    together = {entry.id for entry in read(files["changes/feed.xml"]).entries}
    each = {entry.id for path, feed in feeds(files).items() if path != "changes/feed.xml" for entry in feed.entries}
    assert together <= each
    assert len(together) == min(100, len(each))


def test_json_feed_says_the_same(files):
    for path, feed in feeds(files).items():
        found = json.loads(files[path.replace(".xml", ".json")])
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert found["feed_url"] == urljoin(HOME, path.replace(".xml", ".json"))
        assert [(one["id"], one["title"], one["url"], one["date_published"]) for one in found["items"]] == [
            (entry.id, entry.title, entry.link, entry.published) for entry in feed.entries
        ]


def entry_of(site, word):
    found = [one for one in read(files_of(site)["changes/feed.xml"]).entries if word in one.title]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("word", "identifier", "title", "text", "day"),
    [
        (
            "Corrected",
            "urn:uuid:7e3168ff-1db5-58e6-a931-bb798402bfc2",
            "Corrected: Adults in treatment, Riverside, 2022 to 2023",
            "1,195 became 1,200. Late records were added.",
            "2024-09-12",
        ),
        (
            "Reported",
            "urn:uuid:f27eca7b-d03b-5026-9841-f1318be02ce6",
            "Reported: Train pharmacies to give out naloxone",
            "Twelve pharmacies now give out naloxone.",
            "2024-09-12",
        ),
    ],
)
def test_entry_keeps_its_identifier_for_ever_wherever_the_site_is(word, identifier, title, text, day):
    one = entry_of(site_of(SOUND), word)
    assert (one.title, one.content[0].value, one.published) == (title, text, f"{day}T00:00:00Z")
    assert one.id == identifier
    assert entry_of(site_of(SOUND, "https://elsewhere.example/"), word).id == identifier


def test_correction_of_an_officer_is_news(tmp_path):
    lay_out(tmp_path)
    before = {one.id for one in read(files_of(site_of(tmp_path / "datasets"))["changes/feed.xml"]).entries}
    table = tmp_path / "datasets/riverside/updates.csv"
    row = "pharmacies-later,train-pharmacies,,2024-09-10,Ten & more <pharmacies>.,annual-report-2024,Section 5\n"
    table.write_text(table.read_text("utf-8") + row, "utf-8")
    after = read(files_of(site_of(tmp_path / "datasets"))["changes/feed.xml"]).entries
    assert before < {one.id for one in after}
    (new,) = (one for one in after if one.id not in before)
    assert (new.content[0].value, new.published) == ("Ten & more <pharmacies>.", "2024-09-10T00:00:00Z")


def test_paper_without_a_date_is_no_news():
    site = site_of(SOUND)
    (partnership,) = site.partnerships
    package = partnership.package
    rows = tuple({**row, "published": None} for row in package.tables["documents"])
    silent = replace(partnership, package=replace(package, tables={**package.tables, "documents": rows}))
    titles = [one.title for one in read(files_of(replace(site, partnerships=(silent,)))["changes/feed.xml"]).entries]
    assert [title for title in titles if title.startswith("Published")] == []


def test_long_feed_ends_after_its_newest_hundred():
    entries = [Entry("action", f"urn:{n:03}", date(2024, 1, 1 + n % 2), "x", "x", "") for n in range(150)]
    kept = newest_first(entries)
    assert len(kept) == 100
    assert [entry.day.day for entry in kept] == [2] * 75 + [1] * 25


def test_pages_of_a_partnership_lead_to_its_feed(files):
    site = site_of(FROZEN)
    found = assemble(site, set_scenes(site), Folders(root(), FROZEN, root() / "build", root() / "site")).files
    texts = {file.path: file.content.decode() for file in found if file.path.endswith(".md")}
    for path, text in texts.items():
        name = path.split("/")[0]
        if f"{name}/changes/feed.xml" in files:
            assert f'feed: "{name}/changes/feed.xml"' in text, path
    assert 'feed: "changes/feed.xml"' in texts["index.md"]
    assert "[Atom](feed.xml)" in texts["worcestershire/changes/index.md"]
