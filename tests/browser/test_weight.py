"""No page grows heavy unseen: its bytes and requests are counted here. Times are measured by `make bench`."""

import gzip
import re
import shutil

import pytest

from tests.bench.visits import PAGE_TYPES, SECOND_PAGE, paint, weigh
from tests.bench.web import GZIP_LEVEL, serving

TOTAL, SCRIPT, REQUESTS, SECOND = 40_000, 8_000, 6, 25_000
"""Compressed bytes of a first visit, those of them that are script, requests, and the bytes of a second page.

About twice what the pages weigh today, and less than half of what is asked for (90 KB, 50 KB, 12 requests, 25 KB).
"""

DOCUMENT = 25_000
"""Compressed bytes of any page of the site."""

SEARCH = 60_000
"""Compressed bytes of the index of the search, which only those who search ask for."""


@pytest.fixture(scope="module")
def host(built_site):
    with serving(built_site) as address:
        yield address


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_first_visit_and_second_page_keep_within_their_budget(browser, host, kind):
    first, second = weigh(browser, host, (PAGE_TYPES[kind], SECOND_PAGE))
    assert first.bytes_of["Script"] <= SCRIPT
    assert first.total <= TOTAL
    assert first.requests <= REQUESTS
    assert second.total <= SECOND


def test_every_page_and_the_search_keep_within_their_budget(built_site):
    sizes = {path: len(gzip.compress(path.read_bytes(), GZIP_LEVEL)) for path in built_site.rglob("*.html")}
    assert {str(path): size for path, size in sizes.items() if size > DOCUMENT} == {}
    assert len(gzip.compress((built_site / "find.json").read_bytes(), GZIP_LEVEL)) <= SEARCH


def test_chart_is_in_the_first_frame_that_shows_anything_and_nothing_moves(browser, host):
    painting = paint(browser, host, PAGE_TYPES["metric"])
    assert (painting.chart_at_once, painting.shift) == (True, 0)


def test_measuring_would_notice_a_chart_that_comes_late(browser, built_site, tmp_path):
    html = (built_site / PAGE_TYPES["metric"] / "index.html").read_text("utf-8")
    without_policy = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    hidden = "<style>figure svg { visibility: hidden } .late figure svg { visibility: visible }</style>"
    show = "setTimeout(() => document.documentElement.classList.add('late'), 1000)"
    script = f"<script>new PerformanceObserver(() => {show}).observe({{ type: 'paint', buffered: true }})</script>"
    (tmp_path / "index.html").write_text(without_policy.replace("</head>", f"{hidden}{script}</head>"), "utf-8")
    shutil.copytree(built_site / "assets", tmp_path / "assets")
    with serving(tmp_path) as address:
        assert paint(browser, address, "", settle=3.0).chart_at_once is False
