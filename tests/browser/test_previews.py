"""Machines find the site too: link previews, canonical addresses, the sitemap, and whom to tell about a weakness."""

import struct
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from builder import pipeline
from tests.browser.conftest import PUBLISHED_AT
from tests.projects import FROZEN

METRIC = "derby-and-derbyshire/metrics/deaths-from-drug-misuse/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(HTMLParser):
    """What the head of a page says."""

    def __init__(self, html):
        super().__init__()
        self.values, self.links, self.title, self._in_title = {}, [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        """Keep what a tag says."""
        given = dict(attributes)
        if tag == "meta":
            self.values.setdefault(given.get("name") or given.get("property") or "", []).append(given.get("content"))
        if tag == "link" and given.get("rel") == "canonical":
            self.values.setdefault("canonical", []).append(given["href"])
        if tag == "a":
            self.links.append(given["href"])
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data):
        """Keep the title."""
        if self._in_title:
            self.title, self._in_title = data, False


@pytest.fixture(scope="module")
def heads(built_site):
    paths = sorted(built_site.rglob("index.html"))
    return {path.parent.relative_to(built_site).as_posix(): Head(path.read_text("utf-8")) for path in paths}


def test_every_page_has_one_canonical_address_of_its_own(heads):
    expected = {path: [PUBLISHED_AT + ("" if path == "." else f"{path}/")] for path in heads}
    assert {path: head.values.get("canonical") for path, head in heads.items()} == expected


def test_no_two_pages_share_a_title_or_a_description(heads):
    for said in ([head.title for head in heads.values()], [head.values["description"][0] for head in heads.values()]):
        assert sorted({one for one in said if said.count(one) > 1}) == []


def test_every_page_has_a_preview_with_title_description_and_a_picture_that_is_there(heads, built_site):
    for path, head in heads.items():
        one = {name: values[0] for name, values in head.values.items()}
        assert one["og:title"]
        assert one["og:description"] == one["description"], path
        assert one["og:url"] == one["canonical"], path
        assert one["twitter:card"] == "summary_large_image"
        assert one["referrer"] == "no-referrer"
        picture = built_site / one["og:image"].removeprefix(PUBLISHED_AT)
        size = struct.unpack_from(">II", picture.read_bytes(), 16)
        assert size == (int(one["og:image:width"]), int(one["og:image:height"])), path


def test_preview_of_a_metric_tells_its_finding_and_shows_its_chart(heads):
    one = {name: values[0] for name, values in heads[METRIC.rstrip("/")].values.items()}
    assert one["og:title"] == "Deaths from drug misuse: Derby and Derbyshire"
    assert one["og:description"].startswith("Deaths from drug misuse")
    assert "in Derby (from 48 to 56)" in one["og:description"]
    assert one["og:image"].endswith("data/derby-and-derbyshire/charts/deaths-from-drug-misuse-areas.png")


def test_every_metric_has_a_picture_of_its_own(heads):
    pictures = [head.values["og:image"][0] for path, head in heads.items() if "/metrics/" in path]
    assert len(pictures) > 50
    assert len(set(pictures)) == len(pictures)


def test_pictures_are_light_enough_to_be_sent(built_site):
    sizes = {path.name: path.stat().st_size for path in built_site.rglob("*.png")}
    assert max(sizes.values()) < 150_000


def test_sitemap_holds_every_page_once(heads, built_site):
    root = ET.fromstring((built_site / "sitemap.xml").read_bytes())
    places = [element.text for element in root.iter(f"{NAMESPACE}loc")]
    assert sorted(places) == sorted(head.values["canonical"][0] for head in heads.values())
    assert not (built_site / "sitemap.xml.gz").exists()


def test_sitemap_dates_a_page_by_its_own_package_and_no_page_that_is_about_none(built_site):
    root = ET.fromstring((built_site / "sitemap.xml").read_bytes())
    days = {
        one.findtext(f"{NAMESPACE}loc").removeprefix(PUBLISHED_AT): one.findtext(f"{NAMESPACE}lastmod")
        for one in root.iter(f"{NAMESPACE}url")
    }
    site = pipeline.check(FROZEN).site
    for partnership in site.partnerships:
        mine = {day for address, day in days.items() if address.startswith(f"{partnership.name}/")}
        assert mine == {partnership.newest_source.isoformat()}
    assert days[""] == days["compare/"] == max(one.newest_source for one in site.partnerships).isoformat()
    assert (days["privacy/"], days["glossary/"]) == (None, None)


def test_robots_are_let_in_and_led_to_the_sitemap(built_site):
    lines = (built_site / "robots.txt").read_text().split("\n")
    assert [line for line in lines if line] == ["User-agent: *", "Allow: /", f"Sitemap: {PUBLISHED_AT}sitemap.xml"]


def test_security_contact_has_every_field_that_rfc_9116_asks_for(built_site):
    text = (built_site / ".well-known" / "security.txt").read_text()
    fields = [tuple(line.split(": ", 1)) for line in text.splitlines() if line and not line.startswith("#")]
    assert fields == [
        ("Contact", "https://github.example/council/plainsight/security/advisories/new"),
        ("Contact", f"{PUBLISHED_AT}respond/"),
        ("Expires", fields[2][1]),
        ("Preferred-Languages", "en"),
        ("Canonical", f"{PUBLISHED_AT}.well-known/security.txt"),
    ]
    assert datetime.fromisoformat(fields[2][1]) > datetime(2026, 11, 22, tzinfo=UTC)


def test_links_of_the_page_not_found_hold_at_every_depth(built_site):
    head = Head((built_site / "404.html").read_text("utf-8"))
    inner = [link for link in head.links if not link.startswith(("http", "#", "tel:"))]
    assert len(inner) > 10
    assert [link for link in inner if not link.startswith("/")] == []
    assert [link for link in inner if not (built_site / link.lstrip("/") / "index.html").exists()] == []
