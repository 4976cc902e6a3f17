"""Pages: picks headings and the order of sections, and renders Markdown through templates."""

from dataclasses import replace

from builder import wording
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Site
from builder.pages.captions import picture_captions, site_caption
from builder.pages.governance.claims import claims_page
from builder.pages.governance.duties import duties_page, has_duties
from builder.pages.governance.money import has_money, money_page
from builder.pages.governance.needs import has_needs, needs_page
from builder.pages.governance.people import has_people, people_page
from builder.pages.metric.area import area_page, area_tables
from builder.pages.metric.compare import compare_pages, compare_tables
from builder.pages.metric.home import home_page
from builder.pages.metric.metric import figure_tables, metric_page
from builder.pages.metric.outcome import outcome_page
from builder.pages.metric.partnership import partnership_page
from builder.pages.navigation import navigation
from builder.pages.plan.action import action_page
from builder.pages.plan.action_lists import action_lists_page
from builder.pages.plan.coverage import coverage_page, has_coverage
from builder.pages.plan.plan import TIMELINE, has_plan, plan_page
from builder.pages.reference.accessibility import accessibility_page
from builder.pages.reference.annual import report_page, report_tables, report_to_print, tables_of_reports
from builder.pages.reference.areas import areas_page
from builder.pages.reference.glossary import explain_terms, glossary_page, read_glossary
from builder.pages.reference.plain import framework_plain_pages, plain_pages
from builder.pages.reference.reference import (
    data_page,
    definitions_page,
    dictionary_page,
    framework_page,
    package_page,
)
from builder.pages.reference.search_page import find_page
from builder.pages.rendering import render, render_table
from builder.pages.scene import Scene
from builder.pages.search import search_index
from builder.pages.views import LinkView, Page
from builder.pages.words import find_page_problems, read_words
from builder.project.accessibility import AccessibilityRecord
from builder.project.finding import Town
from builder.project.words import Words
from builder.reading import read_for_finders
from builder.report import Report

__all__ = [
    "TIMELINE",
    "Scene",
    "find_page_problems",
    "navigation",
    "picture_captions",
    "render_pages",
    "render_report",
    "render_tables",
    "site_caption",
]


def render_pages(
    site: Site, scenes: tuple[Scene, ...], words: Words, evidence: AccessibilityRecord
) -> tuple[Artefact, ...]:
    """Return every page of the site as Markdown, and the index of the search.

    `words` are the templates, hand-written pages and the glossary.
    """
    for_finders, _ = read_for_finders(words)
    terms = read_glossary(words.file("glossary.yaml"))
    pages = [
        *_national_pages(site, scenes, for_finders.towns),
        *compare_pages(scenes),
        glossary_page(terms),
        accessibility_page(evidence, site.settings),
    ]
    for scene in scenes:
        pages += _partnership_pages(scene)
    artefacts = [render(page, words.templates) for page in pages]
    artefacts += read_words(words, site)
    index = search_index(artefacts, pages, scenes, terms, for_finders)
    explained = (
        text_artefact(artefact.path, explain_terms(artefact.content.decode("utf-8"), artefact.path, terms))
        for artefact in artefacts
    )
    return (*explained, index)


def render_tables(scenes: tuple[Scene, ...], words: Words) -> dict[str, str]:
    """Return the tables of figures, of areas and of comparisons as HTML, by the name of their part.

    They are the longest tables of the site, and as parts they cost MkDocs nothing.
    """
    own = [one for scene in scenes for one in (figure_tables(scene), area_tables(scene), tables_of_reports(scene))]
    return {
        part: render_table(table, words.templates)
        for tables in (compare_tables(scenes), *own)
        for part, table in tables
    }


def render_report(report: Report, site: str, words: Words) -> tuple[Artefact, dict[str, str]]:
    """Return the page of one report for a print of its own, and its tables by the name of their part.

    `site` is the address of the published site, for links to its pages; empty where nobody knows it.
    """
    page = render(report_to_print(report, site), words.templates)
    tables = report_tables(report, lambda goal: f"{site.rstrip('/')}/{goal}" if site else "")
    return page, {part: render_table(table, words.templates) for part, table in tables}


def _national_pages(site: Site, scenes: tuple[Scene, ...], towns: tuple[Town, ...]) -> list[Page]:
    framework_data = addresses.FRAMEWORK + "data/"
    breadcrumbs = (
        LinkView("Home", addresses.relative(framework_data, addresses.HOME)),
        LinkView("Open data", addresses.relative(framework_data, addresses.DATA)),
    )
    metrics = {metric.metric: metric for metric in site.framework.metrics}
    pages = [
        framework_page(site),
        definitions_page(site, scenes),
        *framework_plain_pages(site.framework),
        # On a site of one partnership the page of its package stands in this place.
        *((data_page(site),) if site.has_several else ()),
        package_page(site, site.framework, breadcrumbs, metrics),
        dictionary_page(site),
        find_page(site, scenes),
    ]
    return [home_page(scenes), areas_page(scenes, towns), *pages] if site.has_several else pages


def _partnership_pages(scene: Scene) -> list[Page]:
    as_of = wording.as_of(scene.partnership)
    # A report speaks as of the end of its year, and says so.
    reports = [report_page(scene, report) for report in scene.reports]
    pages = [*(replace(page, as_of=as_of) for page in _pages_of_today(scene)), *reports]
    return [replace(page, feed=scene.addresses.feed) for page in pages]


def _pages_of_today(scene: Scene) -> list[Page]:
    partnership = scene.partnership
    data = scene.addresses.page("data")
    breadcrumbs = scene.breadcrumbs(lambda goal: addresses.relative(data, goal))
    return [
        partnership_page(scene),
        *(outcome_page(scene, outcome) for outcome in scene.outcomes),
        *(metric_page(scene, summary) for summary in scene.summaries.values()),
        *(area_page(scene, area) for area in scene.own_areas),
        *_plan_pages(scene),
        *plain_pages(scene),
        *_governance_pages(scene),
        *filter(None, [claims_page(scene)]),
        package_page(scene.site, partnership.package, breadcrumbs, partnership.metrics, scene.derived),
    ]


def _governance_pages(scene: Scene) -> list[Page]:
    pages = ((has_duties, duties_page), (has_people, people_page), (has_money, money_page), (has_needs, needs_page))
    return [page(scene) for is_there, page in pages if is_there(scene)]


def _plan_pages(scene: Scene) -> list[Page]:
    pages = [plan_page(scene)] if has_plan(scene) else []
    pages += [coverage_page(scene)] if has_coverage(scene) else []
    pages += [action_lists_page(scene)] if scene.actions else []
    return [*pages, *(action_page(scene, summary) for summary in scene.actions)]
