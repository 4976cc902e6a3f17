"""Visits pages in a browser as a first-time reader with a slow phone would, and measures what that costs."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

LATENCY_MS, BITS_PER_SECOND, PROCESSOR_SLOWDOWN = 150, 1_600_000, 4
"""Slow 4G and a slow phone, as in Lighthouse's mobile setting."""

PAGE_TYPES: Mapping[str, str] = {
    "home": "",
    "partnership": "derby-and-derbyshire/",
    "outcome": "derby-and-derbyshire/outcomes/reduce-deaths-and-harm/",
    "metric": "derby-and-derbyshire/metrics/deaths-from-drug-misuse/",
    "metric with many groups": "northamptonshire/metrics/young-people-in-treatment-by-group/",
    "area": "derby-and-derbyshire/areas/derby/",
    "comparison": "compare/adults-in-treatment/",
    "plan": "northamptonshire/plan/",
    "find": "find/",
    "open data": "data/",
    "words": "methods/",
}
"""A page of each type of the site of the frozen packages."""

SECOND_PAGE = "worcestershire/metrics/adults-in-treatment/"
"""Where the reader goes next."""

_OBSERVE = """
window.seen = { shift: 0, largest: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""

_COMPARE = """
async ([first, last, box]) => {
  const pixels = async (frame) => {
    const image = new Image();
    image.src = `data:image/png;base64,${frame}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(box.x, box.y, box.width, box.height).data;
  };
  const [before, after] = [await pixels(first), await pixels(last)];
  let different = 0;
  for (let place = 0; place < after.length; place += 4)
    if (Math.abs(before[place] - after[place]) > 32) different += 1;
  return different / (after.length / 4);
}
"""


@dataclass(frozen=True)
class Weight:
    """What came over the wire, in compressed bytes with the headers, by kind of file."""

    requests: int
    bytes_of: Mapping[str, int]

    @property
    def total(self) -> int:
        """All bytes together."""
        return sum(self.bytes_of.values())


@dataclass(frozen=True)
class Painting:
    """When what was painted, in milliseconds after the visit began."""

    first: float
    """First contentful paint."""
    largest: float
    shift: float
    """Cumulative layout shift."""
    chart_at_once: bool | None
    """Whether the chart stood in the first frame that showed anything; None where the page has none in sight."""


def weigh(browser: Browser, address: str, paths: tuple[str, ...]) -> tuple[Weight, ...]:
    """Return what each of several pages costs a reader who visits them one after the other, beginning with nothing."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    weights = []
    for path in paths:
        kinds: dict[str, str] = {}
        lengths: dict[str, int] = {}
        heard = _listen(session, kinds, lengths)
        page.goto(address + path, wait_until="networkidle")
        for event, listener in heard.items():
            session.remove_listener(event, listener)
        sums: dict[str, int] = {}
        for request, length in lengths.items():
            sums[kinds[request]] = sums.get(kinds[request], 0) + length
        weights.append(Weight(sum(length > 0 for length in lengths.values()), sums))
    context.close()
    return tuple(weights)


def _listen(session: CDPSession, kinds: dict[str, str], lengths: dict[str, int]) -> dict[str, Any]:
    def began(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def ended(event: dict[str, Any]) -> None:
        if event["requestId"] in kinds:
            lengths[event["requestId"]] = int(event["encodedDataLength"])

    session.send("Network.enable")
    listeners = {"Network.requestWillBeSent": began, "Network.loadingFinished": ended}
    for event, listener in listeners.items():
        session.on(event, listener)
    return listeners


def paint(browser: Browser, address: str, path: str, settle: float = 0.5) -> Painting:
    """Return when a page is painted on a slow phone and network, watched for `settle` seconds after it loaded."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(_OBSERVE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    throughput = BITS_PER_SECOND / 8
    limits = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": throughput, "uploadThroughput": throughput}
    session.send("Network.emulateNetworkConditions", limits)
    session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWDOWN})
    frames: list[str] = []

    def keep(event: dict[str, Any]) -> None:
        frames.append(event["data"])
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    page.goto(address + path, wait_until="load")
    page.wait_for_timeout(settle * 1000)
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    seen = page.evaluate("window.seen")
    session.send("Page.stopScreencast")
    at_once = _chart_at_once(context.new_page(), page, frames)
    context.close()
    return Painting(first, seen["largest"], seen["shift"], at_once)


_IN_SIGHT = 60
"""How many pixels of a chart must be on the first screen to be judged."""


def _chart_at_once(judge: Page, page: Page, frames: list[str]) -> bool | None:
    """Return whether the chart looks in the first frame with anything in it as it does in the last."""
    chart = page.locator("figure svg").first
    box = chart.bounding_box() if chart.count() else None
    if box is None or box["y"] > 844 - _IN_SIGHT:
        return None
    box["height"] = min(box["height"], 844 - box["y"])
    # A frame of one colour packs to a small part of any other: it is the empty page before the first paint.
    largest = max(len(base64.b64decode(frame)) for frame in frames)
    contentful = [frame for frame in frames if len(base64.b64decode(frame)) > largest / 10]
    return judge.evaluate(_COMPARE, [contentful[0], contentful[-1], box]) < 0.01
