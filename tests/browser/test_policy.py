"""Every page keeps to its security policy: nothing is stopped by it, no other host is asked, and nothing is kept."""

import re

import pytest

LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`stopped by the policy: ${event.effectiveDirective} ${event.blockedURI}`);
});
"""
SCRIPT_SOURCES = re.compile(r"script-src ([^;]*);")
METRIC = "derby-and-derbyshire/metrics/deaths-from-drug-misuse/"


@pytest.fixture
def visitor(browser, address):
    """A fresh browser with one page, and what it heard: errors, violations and requests to other hosts."""
    context = browser.new_context(base_url=address)
    context.add_init_script(LISTEN)
    heard = []
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else heard.append(request.url))
    yield context, page, heard
    context.close()


def test_every_page_keeps_to_its_policy_asks_no_other_host_and_keeps_nothing(visitor, built_site):
    context, page, heard = visitor
    paths = sorted(path.relative_to(built_site).as_posix() for path in built_site.rglob("*.html"))
    assert len(paths) > 100
    for path in paths:
        page.goto(f"/{path}", wait_until="load")
        kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert (path, heard, kept) == (path, [], ["", 0, 0])
    assert context.cookies() == []


def test_no_policy_allows_scripts_of_a_page_at_large(built_site):
    for path in built_site.rglob("*.html"):
        html = path.read_text("utf-8")
        head = html.split("<head>")[1]
        assert head.startswith('<meta http-equiv="Content-Security-Policy"'), path
        assert "unsafe" not in head.split(">")[0], path
        (sources,) = SCRIPT_SOURCES.findall(head.split(">")[0])
        assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", sources), path


@pytest.mark.parametrize(
    "injected",
    [
        "<script>alert(1)</script>",
        "<img src='x' onerror='alert(1)'>",
        "<script src='https://example.org/x.js'></script>",
        "<link rel='stylesheet' href='https://example.org/x.css'>",
        "<style>* { display: none }</style>",
        "<iframe src='https://example.org/'></iframe>",
        "<img src='https://example.org/x.png'>",
        "<object data='https://example.org/x'></object>",
    ],
)
def test_policy_stops_what_somebody_slipped_into_a_page(visitor, built_site, injected):
    _, page, heard = visitor
    html = (built_site / METRIC / "index.html").read_text("utf-8")
    page.route(f"**/{METRIC}", lambda route: route.fulfill(body=html.replace("</main>", f"{injected}</main>")))
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto(f"/{METRIC}")
    for _ in range(300):
        # The browser may tell of it after the page has loaded.
        if any(words.startswith("stopped by the policy") for words in heard):
            break
        page.wait_for_timeout(100)
    assert ran == []
    assert any(words.startswith("stopped by the policy") for words in heard)


def test_policy_stops_text_that_is_written_into_a_page_as_markup(visitor):
    _, page, heard = visitor
    page.goto(f"/{METRIC}")
    written = page.evaluate(
        "try { document.body.innerHTML = '<b>x</b>'; 'written' } catch (error) { error.constructor.name }"
    )
    assert written == "TypeError"
    assert any("TrustedHTML" in words for words in heard)


def test_choice_of_colours_is_kept_on_the_device_and_stays_for_the_next_page(open_page):
    page = open_page(METRIC, color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Switch between light and dark").click()
    dark = page.evaluate(paper)
    page.goto("/help/")
    assert (light != dark, page.evaluate(paper)) == (True, dark)


def test_page_is_dark_without_script_where_the_device_asks_for_it(open_page):
    papers = []
    for scheme in ("light", "dark"):
        page = open_page("help/", color_scheme=scheme, java_script_enabled=False)
        papers.append(page.screenshot(clip={"x": 2, "y": 400, "width": 1, "height": 1}))
    assert papers[0] != papers[1]
