"""The navigation of the site. Pages of single metrics are reached from their outcome, not from here."""

from collections.abc import Callable
from pathlib import Path

from builder import addresses
from builder.artefacts import NavigationEntry
from builder.model import Site
from builder.pages import duties, money, needs, people
from builder.pages.area import areas_with_figures
from builder.pages.plain import FRAMEWORK_PAGES, PAGES
from builder.pages.plan import has_plan
from builder.pages.scene import Scene

_WORDS = (
    ("About this site", "about"),
    ("How the figures are made", "methods"),
    ("For officers", "publish"),
    ("Have your say", "respond"),
    ("Get help", "help"),
    ("Privacy", "privacy"),
)

_GOVERNANCE: tuple[tuple[str, str, Callable[[Scene], bool]], ...] = (
    ("National duties", duties.PAGE, duties.has_duties),
    ("Who is responsible", people.PAGE, people.has_people),
    ("Money", money.PAGE, money.has_money),
    ("What people need", needs.PAGE, needs.has_needs),
)
"""The pages of how a partnership is run: title, name, and whether there is one."""


def navigation(site: Site, scenes: tuple[Scene, ...], words: Path) -> tuple[NavigationEntry, ...]:
    """Return the navigation: home, each partnership, their comparison, the framework, the data, and about."""
    home = (_entry("Home", addresses.HOME),) if site.has_several else ()
    framework = (
        _entry("The six outcomes", addresses.FRAMEWORK),
        _entry("Definitions", f"{addresses.FRAMEWORK}metrics/"),
        *(_entry(plain.title, f"{addresses.FRAMEWORK}{plain.name}/") for plain in FRAMEWORK_PAGES),
        _entry("Data of the framework", f"{addresses.FRAMEWORK}data/"),
    )
    data = (_entry("Open data", addresses.DATA), _entry("Data dictionary", addresses.DICTIONARY))
    about = (
        *(_entry(title, f"{name}/") for title, name in _WORDS if (words / "pages" / f"{name}.md").exists()),
        _entry("Accessibility", addresses.ACCESSIBILITY),
        _entry("Glossary", addresses.GLOSSARY),
    )
    return (
        *home,
        *(NavigationEntry(scene.partnership.title, _partnership(scene)) for scene in scenes),
        *((_entry("Compare", addresses.COMPARE),) if site.has_several else ()),
        NavigationEntry("National framework", framework),
        NavigationEntry("Data", data),
        NavigationEntry("About", about),
    )


def _partnership(scene: Scene) -> tuple[NavigationEntry, ...]:
    tables = scene.partnership.package.tables
    places = scene.addresses
    outcomes = tuple(_entry(outcome.title, places.outcome(outcome.outcome)) for outcome in scene.outcomes)
    areas = tuple(_entry(area.name, places.area(area.area)) for area in areas_with_figures(scene))
    return (
        _entry("Overview", places.overview),
        NavigationEntry("Outcomes", outcomes),
        *((NavigationEntry("Areas", areas),) if areas else ()),
        *((_entry("The plan", places.page("plan")),) if has_plan(scene) else ()),
        *((_entry("What the plan covers", places.page("coverage")),) if scene.actions else ()),
        *(_entry(title, places.page(name)) for title, name, is_there in _GOVERNANCE if is_there(scene)),
        *_plain(scene),
        *(_entry(f"Annual report {report.year}", places.report(report.year)) for report in scene.reports),
        *((_entry("Checked reports", places.page("claims")),) if "claims" in tables else ()),
        _entry("Data", places.page("data")),
    )


def _plain(scene: Scene) -> tuple[NavigationEntry, ...]:
    """Return the plain pages that there are."""
    tables = scene.partnership.package.tables
    return tuple(
        _entry(plain.title, scene.addresses.page(plain.name))
        for plain in PAGES
        if any(choice.table in tables for choice in plain.tables)
    )


def _entry(title: str, address: str) -> NavigationEntry:
    return NavigationEntry(title, addresses.source_path(address))
