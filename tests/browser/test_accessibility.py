"""No page type breaks a rule of axe-core, in light or in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "",
    "derby-and-derbyshire/",
    "derby-and-derbyshire/outcomes/reduce-deaths-and-harm/",
    "derby-and-derbyshire/metrics/deaths-from-drug-misuse/",
    "northamptonshire/metrics/unmet-need/",
    "derby-and-derbyshire/areas/derby/",
    "compare/",
    "compare/prison-continuity-of-care/",
    "compare/adults-in-treatment/",
    "northamptonshire/plan/",
    "northamptonshire/duties/",
    "northamptonshire/partners/",
    "derby-and-derbyshire/plan/",
    "northamptonshire/coverage/",
    "northamptonshire/actions/",
    "worcestershire/plan/run-packs-project/",
    "northamptonshire/money/",
    "northamptonshire/needs/",
    "worcestershire/needs/",
    "derby-and-derbyshire/changes/",
    "derby-and-derbyshire/report/2025/",
    "framework/",
    "framework/metrics/",
    "data/",
    "data/dictionary/",
    "derby-and-derbyshire/data/",
    "glossary/",
    "methods/",
    "respond/",
    "accessibility/",
    "help/",
    "areas/",
    "find/",
    "find/#find=alcohol",
    "404.html",
]


DETAILS = {"resultTypes": ["violations"]}
"""Every rule is run, and only of those that are broken are all places told: telling the others takes half the time."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_breaks_no_rule_of_axe(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme)
    violations = Axe().run(page, options=DETAILS).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations] == []
