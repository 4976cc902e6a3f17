"""A page looks the same with the one stylesheet as with every rule of the theme's and ours."""

from pathlib import Path

import material
import pytest

from tests.bench.visits import PAGE_TYPES

THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
OWN = Path.cwd() / "site_src" / "assets" / "site.css"

APPLIED = """
[...document.querySelectorAll("*")].flatMap((element) => [null, "::before", "::after"].map((part) => {
  const styles = getComputedStyle(element, part);
  let digest = 0;
  for (const name of styles) {
    if (name.startsWith("--")) continue;
    const value = styles.getPropertyValue(name);
    for (let place = 0; place < value.length; place += 1) digest = (digest * 31 + value.charCodeAt(place)) | 0;
  }
  return `${element.tagName}.${element.getAttribute("class")}${part ?? ""} ${digest}`;
}))
"""
"""What the browser makes of all rules for each element and what stands before and after it, as a digest."""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["partnership", "metric"])
def test_page_looks_the_same_with_every_rule(browser, address, kind, width):
    (theme,) = THEME.glob("main.*.min.css")
    every_rule = theme.read_text("utf-8") + OWN.read_text("utf-8")
    applied = []
    for whole in (False, True):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, base_url=address, reduced_motion="reduce"
        )
        page = context.new_page()
        if whole:
            page.route("**/assets/*.css", lambda route: route.fulfill(body=every_rule, content_type="text/css"))
        page.goto(f"/{PAGE_TYPES[kind]}")
        applied.append(page.evaluate(APPLIED))
        context.close()
    different = [(one, other) for one, other in zip(*applied, strict=True) if one != other]
    assert different == []
