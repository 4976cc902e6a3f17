"""Measures what a page of each type costs a reader, and prints it as a table: `python -m tests.bench.pages SITE`."""

import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.scores import CATEGORIES, install, scores
from tests.bench.visits import PAGE_TYPES, SECOND_PAGE, Painting, Weight, paint, weigh
from tests.bench.web import GZIP_LEVEL, serving
from tests.browser.install import FLAGS, WHOLE, installed_browser

_REPEATS = 3
"""How often a page is painted; the median is shown."""

_COLUMNS = (
    "page",
    "requests",
    "first visit",
    "script",
    "second page",
    "first contentful paint",
    "largest",
    "layout shift",
    "chart in the first paint",
    "Lighthouse",
)


@dataclass(frozen=True)
class Measured:
    """What was measured of one page."""

    title: str
    first: Weight
    second: Weight
    paintings: tuple[Painting, ...]
    scores: tuple[int, ...]
    """Empty where Lighthouse is not on this machine."""


def report(site: Path, progress: Callable[[str], None]) -> str:
    """Return the table of every page type of a site."""
    how = f"Compressed bytes (gzip, level {GZIP_LEVEL}) with headers; median of {_REPEATS} paints"
    lines = [
        f"{how}; Lighthouse: {', '.join(CATEGORIES)}",
        "",
        f"| {' | '.join(_COLUMNS)} |",
        f"|---|{'---:|' * (len(_COLUMNS) - 1)}",
    ]
    return "\n".join([*lines, *(_row(one) for one in _measured(site, progress))])


def _measured(site: Path, progress: Callable[[str], None]) -> Iterator[Measured]:
    progress("installing Lighthouse")
    has_lighthouse = install()
    with sync_playwright() as playwright, serving(site) as address:
        path = installed_browser(WHOLE) or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        paint(browser, address, "")  # the first page of a browser pays for its start
        for title, page in PAGE_TYPES.items():
            progress(f"{title}, painting")
            first, second = weigh(browser, address, (page, SECOND_PAGE))
            paintings = tuple(paint(browser, address, page) for _ in range(_REPEATS))
            progress(f"{title}, Lighthouse")
            scored = tuple(scores(address + page, path).values()) if has_lighthouse else ()
            yield Measured(title, first, second, paintings, scored)
        browser.close()


def _row(one: Measured) -> str:
    at_once = [painting.chart_at_once for painting in one.paintings if painting.chart_at_once is not None]
    cells = (
        one.title,
        str(one.first.requests),
        _kilobytes(one.first.total),
        _kilobytes(one.first.bytes_of.get("Script", 0)),
        _kilobytes(one.second.total),
        _seconds(statistics.median(painting.first for painting in one.paintings)),
        _seconds(statistics.median(painting.largest for painting in one.paintings)),
        f"{max(painting.shift for painting in one.paintings):.3f}",
        ("yes" if all(at_once) else "no") if at_once else "none in sight",
        " ".join(str(score) for score in one.scores) or "not measured: no Node here",
    )
    return f"| {' | '.join(cells)} |"


def _kilobytes(length: int) -> str:
    return f"{length / 1000:.1f} KB"


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.2f} s"


if __name__ == "__main__":
    print(report(Path(sys.argv[1]), lambda _: None))
