"""The value of a mark, for those who point at it, tap it or step to it by keyboard; and nothing of it without script.

Content on hover or focus is dismissible, hoverable and persistent: WCAG 2.2, 1.4.13. That nothing moves, and that the
page keeps within its weight, is measured here for the values alone.
"""

from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from builder import pipeline
from tests.bench.generate import Size, write_datasets
from tests.bench.web import serving
from tests.browser.test_policy import LISTEN
from tests.projects import root

ARROWS = "derby-and-derbyshire/metrics/adults-in-treatment/"
"""Three rows of an earlier and a later value."""
PAIRS = "northamptonshire/metrics/unmet-need/"
"""Four pairs of an area and the country."""
PAGES = {
    "arrows": ARROWS,
    "pairs": PAIRS,
    "a number": "derby-and-derbyshire/metrics/county-lines-operating/",
    "money": "northamptonshire/money/",
    "a report": "northamptonshire/report/2024/",
}
PHONE = {"has_touch": True, "is_mobile": True}

SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def lines_address(tmp_path_factory):
    """A site with a line chart of three areas and one of small charts, served on this machine."""
    sites = []
    for areas in (3, 6):
        folder = tmp_path_factory.mktemp("lines")
        write_datasets(folder / "datasets", Size(metrics=1, areas=areas, periods=6))
        folders = pipeline.Folders(root(), folder / "datasets", folder / "build", folder / "site")
        pipeline.build(pipeline.check(folders.datasets).site, folders, lambda _: None)
        sites.append(folders.site)
    with serving(sites[0]) as lines, serving(sites[1]) as small:
        yield {"lines": lines, "small charts": small}


@pytest.fixture
def open_lines(browser, lines_address):
    contexts = []

    def open_one(kind, **options):
        contexts.append(browser.new_context(base_url=lines_address[kind], **options))
        page = contexts[-1].new_page()
        page.goto("/metrics/example-metric-1/")
        return page

    yield open_one
    for context in contexts:
        context.close()


def marks(page):
    """Return the marks of the first chart that says its values, in the drawing that is for this width."""
    return page.locator(".chart:has([data-value])").first.locator("[data-value]:visible")


def words(page):
    return [mark.get_attribute("data-value") for mark in marks(page).all()]


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def point_at(page, locator):
    locator.scroll_into_view_if_needed()
    page.mouse.move(*middle(locator))


def reading(page):
    return page.locator(".reading")


def slider(page):
    return page.get_by_role("slider").first


@pytest.mark.parametrize("kind", PAGES)
def test_mark_says_its_value_to_whoever_points_at_it(open_page, kind):
    page = open_page(PAGES[kind], width=1280)
    expect(reading(page)).to_have_count(0)
    point_at(page, marks(page).last)
    expect(reading(page)).to_have_text(words(page)[-1])
    page.mouse.move(5, 5)
    expect(reading(page)).to_have_count(0)


@pytest.mark.parametrize("kind", ["lines", "small charts"])
def test_each_mark_of_a_line_says_its_own_value(open_lines, kind):
    page = open_lines(kind, viewport={"width": 1280, "height": 1400})
    said = words(page)
    assert len(said) > 15
    slider(page).focus()
    for value in said:
        expect(reading(page)).to_have_text(value)
        page.keyboard.press("ArrowRight")


def test_pointer_beside_a_small_mark_means_it_and_one_far_away_means_none(open_lines):
    page = open_lines("lines", viewport={"width": 1280, "height": 800})
    mark = marks(page).first
    mark.scroll_into_view_if_needed()
    x, y = middle(mark)
    page.mouse.move(x - 12, y + 12)
    expect(reading(page)).to_have_text(words(page)[0])
    page.mouse.move(x, y + 90)
    expect(reading(page)).to_have_count(0)


def test_words_stay_while_the_pointer_is_on_them_and_go_by_escape(open_page):
    page = open_page(ARROWS, width=1280)
    mark, said = marks(page).nth(1), words(page)
    point_at(page, mark)
    point_at(page, reading(page))
    page.wait_for_timeout(300)
    expect(reading(page)).to_have_text(said[1])
    point_at(page, mark)
    page.keyboard.press("Escape")
    expect(reading(page)).to_have_count(0)
    x, y = middle(mark)
    page.mouse.move(x + 1, y + 1)
    expect(reading(page)).to_have_count(0)
    point_at(page, marks(page).last)
    expect(reading(page)).to_have_text(said[-1])


def test_ring_is_around_the_mark_and_the_words_cover_neither(open_page):
    page = open_page(ARROWS, width=1280)
    for mark in marks(page).all():
        point_at(page, mark)
        box = mark.evaluate("mark => mark.getBoundingClientRect().toJSON()")
        ring, words_box = page.locator(".ring").bounding_box(), reading(page).bounding_box()
        assert ring["x"] < box["x"] and ring["x"] + ring["width"] > box["x"] + box["width"]
        assert ring["y"] < box["y"] and ring["y"] + ring["height"] > box["y"] + box["height"]
        assert words_box["y"] >= ring["y"] + ring["height"] or words_box["y"] + words_box["height"] <= ring["y"]
        page.mouse.move(5, 5)


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", PAGES)
def test_words_are_whole_on_a_phone(open_page, kind, width):
    page = open_page(PAGES[kind], width=width, **PHONE)
    for mark in marks(page).all():
        mark.scroll_into_view_if_needed()
        page.touchscreen.tap(*middle(mark))
        box = reading(page).bounding_box()
        assert (box["x"] >= 0, box["x"] + box["width"] <= width) == (True, True)
        assert reading(page).evaluate("p => p.scrollWidth <= p.clientWidth && p.scrollHeight <= p.clientHeight")
        page.touchscreen.tap(2, middle(mark)[1])
        expect(reading(page)).to_have_count(0)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_tap_means_the_nearest_mark_and_one_on_the_words_puts_them_away(open_page):
    page = open_page(PAIRS, **PHONE)
    value = page.locator(".chart text:visible", has_text="58%")
    value.scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(value))
    expect(reading(page)).to_contain_text("Crack, England")
    page.touchscreen.tap(*middle(reading(page)))
    expect(reading(page)).to_have_count(0)


def test_finger_on_a_chart_still_scrolls_the_page(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address, **PHONE)
    page = context.new_page()
    page.goto(f"/{PAIRS}")
    x, y = middle(page.locator(".plot:visible"))
    session = context.new_cdp_session(page)

    def finger(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for y in points]})

    finger("touchStart", y)
    for moved in range(20, 220, 20):
        finger("touchMove", y - moved)
    finger("touchEnd")
    page.wait_for_function("scrollY > 150")
    shown = reading(page).count()
    context.close()
    assert shown == 0


def test_chart_is_one_stop_for_tab_and_arrows_lead_from_mark_to_mark(open_page):
    page = open_page(ARROWS, width=1280)
    said = words(page)
    chart = slider(page)
    assert page.get_by_role("slider").count() == 1
    chart.focus()
    assert chart.evaluate("one => one.matches(':focus-visible') && getComputedStyle(one).outlineStyle !== 'none'")
    for key, number in (
        (None, 0),
        ("ArrowRight", 1),
        ("ArrowDown", 3),
        ("ArrowDown", 5),
        ("ArrowDown", 5),
        ("ArrowLeft", 4),
        ("ArrowUp", 2),
        ("End", 5),
        ("Home", 0),
        ("ArrowUp", 0),
        ("ArrowLeft", 0),
    ):
        if key:
            page.keyboard.press(key)
        expect(reading(page)).to_have_text(said[number])
        expect(chart).to_have_attribute("aria-valuetext", said[number])
    page.keyboard.press("Escape")
    expect(reading(page)).to_have_count(0)
    expect(chart).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(reading(page)).to_have_text(said[1])
    page.keyboard.press("Tab")
    expect(reading(page)).to_have_count(0)


def test_arrow_down_leads_to_the_same_period_of_the_next_line(open_lines):
    page = open_lines("lines", viewport={"width": 1280, "height": 800})
    slider(page).focus()
    places = marks(page).evaluate_all("marks => marks.map((mark) => mark.dataset.at)")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    before = places[int(slider(page).input_value())].split()
    page.keyboard.press("ArrowDown")
    after = places[int(slider(page).input_value())].split()
    assert (int(after[0]) - int(before[0]), after[1]) == (1, before[1])


def test_value_that_the_keyboard_shows_stays_when_the_pointer_leaves(open_page):
    page = open_page(ARROWS, width=1280)
    slider(page).focus()
    point_at(page, marks(page).last)
    page.mouse.move(5, 5)
    expect(reading(page)).to_have_text(words(page)[-1])
    expect(slider(page)).to_have_value(str(len(words(page)) - 1))


def test_mark_below_the_window_comes_into_sight_with_its_words(browser, address):
    context = browser.new_context(viewport={"width": 320, "height": 256}, base_url=address, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/{PAIRS}")
    slider(page).focus()
    for _ in words(page):
        box = reading(page).bounding_box()
        header = page.locator(".md-header").bounding_box()
        assert (box["y"] >= header["y"] + header["height"], box["y"] + box["height"] <= 256) == (True, True)
        page.keyboard.press("ArrowDown")
    context.close()


def test_slider_has_a_name_and_the_drawing_keeps_its_own(open_page):
    page = open_page(ARROWS)
    snapshot = page.locator(".chart").first.aria_snapshot()
    assert 'slider "Values, one by one: Adults in treatment rose from 5,807 around March 2022' in snapshot
    assert snapshot.count("Arrows from an earlier to a later figure.") <= 1
    drawing = page.locator(".chart svg:visible").first
    expect(drawing).to_have_accessible_name(
        f"{drawing.locator('title').text_content()} {drawing.locator('desc').text_content()}"
    )


@pytest.mark.parametrize("kind", PAGES)
def test_without_script_nothing_is_there_but_the_drawing(open_page, kind):
    page = open_page(PAGES[kind], java_script_enabled=False)
    assert page.locator(".chart svg").count() >= 1
    assert page.locator(".plot, .reading, .ring, [type=range]").count() == 0
    assert page.locator(".chart [tabindex]").count() == 0


def test_page_looks_the_same_with_and_without_script(open_page):
    boxes = []
    for script in (True, False):
        page = open_page(ARROWS, width=1280, java_script_enabled=script)
        boxes.append(
            [page.locator(f".chart {part}").first.bounding_box() for part in ("svg:visible", "figcaption", ".subtitle")]
        )
    assert boxes[0] == boxes[1]


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_and_the_policy_stops_nothing(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 844}, base_url=address)
    context.add_init_script(LISTEN + SHIFTS)
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(f"/{ARROWS}")
    for mark in marks(page).all():
        point_at(page, mark)
        expect(reading(page)).to_have_count(1)
        page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    shifts = page.evaluate("shifts")
    context.close()
    assert (shifts, heard) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_page_that_shows_a_value_breaks_no_rule_of_axe(open_page, kind, scheme):
    page = open_page(PAGES[kind], color_scheme=scheme)
    slider(page).focus()
    expect(reading(page)).to_be_visible()
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ring_and_words_can_be_seen_in_forced_colours(browser, address, scheme):
    context = browser.new_context(base_url=address, forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(f"/{ARROWS}")
    page.evaluate(Path(__file__).with_name("audit.js").read_text("utf-8"))
    slider(page).focus()
    looks = page.evaluate("""() => ["ring", "reading", "steps"].map((name) => {
        const style = getComputedStyle(document.querySelector(`.${name}`));
        const paper = getComputedStyle(document.querySelector(".chart svg")).backgroundColor;
        const ground = name === "ring" ? paper : getComputedStyle(document.body).backgroundColor;
        return [parseFloat(style.borderTopWidth) >= 1, style.borderTopColor !== ground];
    })""")
    context.close()
    assert looks == [[True, True]] * 3


def test_value_is_not_printed(open_page):
    page = open_page(ARROWS, width=1280)
    slider(page).focus()
    page.emulate_media(media="print")
    expect(reading(page)).to_be_hidden()
    expect(page.locator(".ring")).to_be_hidden()
    expect(slider(page)).to_have_count(0)


def test_words_come_from_the_page_and_every_page_with_a_chart_asks_for_the_script(built_site):
    with_marks, with_script = set(), set()
    for path in built_site.rglob("*.html"):
        html = unescape(path.read_text("utf-8"))
        with_marks |= {path} if "data-value=" in html else set()
        with_script |= {path} if "assets/chart." in html else set()
    assert with_marks == with_script
    assert len(with_marks) > 50
