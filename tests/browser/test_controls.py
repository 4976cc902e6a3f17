"""What each page type owes to people who use a keyboard, zoom, large text or settings of their own.

The rules are those of WCAG 2.2 at level AA, with the number of the criterion beside each test. Those that
axe-core knows are in `test_accessibility`.
"""

from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import PAGES

AUDIT = Path(__file__).with_name("audit.js").read_text("utf-8")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels at 400% zoom."""
WIDE_PAGES = ["", "derby-and-derbyshire/metrics/deaths-from-drug-misuse/", "northamptonshire/plan/", "data/"]

SEARCHING = {"find/#find=alcohol": ".search-results a"}
"""Pages that search when they are opened, and where what they find is shown."""


@contextmanager
def audited(browser, address, path, size, **options):
    """Open a page with the audit in it, without motion, so that nothing is measured half way."""
    with browser.new_context(viewport=size, base_url=address, reduced_motion="reduce", **options) as context:
        page = context.new_page()
        page.goto(path or "/")
        if path in SEARCHING:
            page.wait_for_selector(SEARCHING[path])  # else what is found moves the page under the focus
        page.evaluate(AUDIT)
        yield page


@pytest.fixture(scope="module", params=PAGES)
def page(request, browser, address):
    """A page type, opened once for all tests here."""
    with audited(browser, address, request.param, PHONE) as page:
        yield page


def focused(page):
    """Return the number of the control that has the focus and what is wrong with it, once what opens has opened."""
    for _ in range(30):
        number, fault = page.evaluate("audit.focused()")
        if not fault:
            break
        page.wait_for_timeout(100)
    return number, fault


def walk(page):
    """Go through the page by Tab: the names of its controls, the numbers of those met, and what was wrong."""
    page.evaluate("scrollTo(0, 0)")
    names = page.evaluate("audit.numbered()")
    met, faults = [], []
    for _ in range(len(names) + 3):
        page.keyboard.press("Tab")
        number, fault = focused(page)
        if number == -1:
            break
        met.append(number)
        faults += [fault] if fault else []
    return names, met, faults


# 2.1.1 Keyboard, 2.1.2 No Keyboard Trap, 2.4.3 Focus Order, 2.4.7 Focus Visible, 2.4.11 Focus Not Obscured,
# 1.4.11 Non-text Contrast: an outline of at least 2 pixels and a contrast of at least 3
def test_keyboard_reaches_every_control_in_order_and_shows_where_it_is(page):
    names, met, faults = walk(page)
    assert page.evaluate("audit.order()") == []
    assert (met, faults) == (list(range(len(names))), [])
    assert len(names) > 10


@pytest.mark.parametrize("path", WIDE_PAGES)
def test_keyboard_walk_holds_on_a_wide_screen_in_the_dark(browser, address, path):
    with audited(browser, address, path, DESKTOP, color_scheme="dark") as page:
        names, met, faults = walk(page)
    assert (met, faults) == (list(range(len(names))), [])


# 2.4.1 Bypass Blocks
def test_skip_link_leads_past_the_header(page):
    page.goto(page.url.split("#")[0])
    page.evaluate(AUDIT)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article, footer'))")


# 1.4.10 Reflow, and 1.4.4 Resize Text
def test_page_reflows_at_400_percent_and_only_named_regions_scroll(page):
    page.set_viewport_size(ZOOMED)
    # A script hears of the new size in the next frame, and puts the value of a mark away.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    faults = page.evaluate("audit.reflow()")
    page.set_viewport_size(PHONE)
    assert faults == []


# 1.4.12 Text Spacing
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_cut_off_or_covered_when_text_is_spaced_out(page, size):
    page.set_viewport_size(size)
    page.evaluate("audit.spaceOut()")
    faults = page.evaluate("[...audit.clipped(), ...audit.overlapping()]")
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size(PHONE)
    assert faults == []


# 2.5.8 Target Size (Minimum)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_target_is_24_pixels_large_or_stands_apart(page, size):
    page.set_viewport_size(size)
    faults = page.evaluate("audit.targets()")
    page.set_viewport_size(PHONE)
    assert faults == []


# 1.3.1 Info and Relationships
def test_landmarks_are_there_once_and_named(page):
    assert page.evaluate("audit.landmarks()") == []


# 2.3.3 Animation from Interactions
def test_nothing_moves_for_those_who_asked_for_no_motion(page):
    assert page.evaluate("audit.motion()") == []


# 1.4.1 Use of Color, 1.4.11 Non-text Contrast
def test_controls_and_charts_can_be_seen_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    faults = page.evaluate("audit.forced()")
    page.emulate_media(forced_colors="none")
    assert faults == []


def test_menu_of_a_phone_opens_takes_the_focus_and_gives_it_back(browser, address):
    with audited(browser, address, "derby-and-derbyshire/", PHONE) as page:
        menu = page.get_by_role("button", name="Menu")
        menu.press("Enter")
        expect(menu).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('.md-nav--primary'))")
        assert focused(page)[1] == ""
        page.keyboard.press("Escape")
        expect(menu).to_be_focused()
        expect(menu).to_have_attribute("aria-expanded", "false")


# The checks themselves, each on a page that breaks its rule.
BROKEN = {
    "audit.reflow()": "<div style='width: 700px'>wide</div>",
    "audit.clipped()": "<div style='width: 40px; height: 10px; overflow: hidden'>a text that does not fit</div>",
    "audit.overlapping()": "<p>one</p><p style='margin-top: -30px'>two</p>",
    "audit.targets()": "<a href='#a' style='display: block'>x</a><a href='#b' style='display: block'>y</a>",
    "audit.landmarks()": "<nav>x</nav>",
    "audit.motion()": "<p style='transition: color 1s'>x</p>",
    "audit.forced()": "<input style='border: 0; forced-color-adjust: none; color: #eee; background: #fff'>",
    "audit.order()": "<div style='display: flex; flex-direction: row-reverse'><a href='#a'>x</a></div>",
    "(document.querySelector('a').focus(), audit.focused().filter(String).slice(1))": (
        "<a href='#a' style='outline: none'>x</a>"
    ),
}


@pytest.mark.parametrize("check", BROKEN)
def test_audit_finds_what_is_wrong(browser, check):
    context = browser.new_context(viewport=ZOOMED, forced_colors="active")
    page = context.new_page()
    page.set_content(f"<!DOCTYPE html><body>{BROKEN[check]}</body>")
    page.evaluate(AUDIT)
    faults = page.evaluate(check)
    context.close()
    assert len(faults) >= 1
