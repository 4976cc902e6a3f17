"""The navigation of the site. Pages of single metrics are reached from their outcome, not from here."""

from builder.model import addresses
from builder.model.artefact import NavigationEntry
from builder.model.measures import Site
from builder.pages.named import named_pages
from builder.pages.reference.plain import framework_pages
from builder.pages.scene import Scene
from builder.project.words import Words

_WORDS = (
    ("About this site", "about"),
    ("How the figures are made", "methods"),
    ("For officers", "publish"),
    ("Have your say", "respond"),
    ("Get help", "help"),
    ("Privacy", "privacy"),
)


def navigation(site: Site, scenes: tuple[Scene, ...], words: Words) -> tuple[NavigationEntry, ...]:
    """Return the navigation: home, each partnership or one way to all, comparison, framework, data, and about."""
    home = (_entry("Home", addresses.HOME),) if site.has_several else ()
    framework = (
        _entry("The six outcomes", addresses.FRAMEWORK),
        _entry("Definitions", f"{addresses.FRAMEWORK}metrics/"),
        *(_entry(plain.title, f"{addresses.FRAMEWORK}{plain.name}/") for plain in framework_pages(site.framework)),
        _entry("Data of the framework", f"{addresses.FRAMEWORK}data/"),
    )
    data = (_entry("Open data", addresses.DATA), _entry("Data dictionary", addresses.DICTIONARY))
    about = (
        *(_entry(title, f"{name}/") for title, name in _WORDS if words.file(f"pages/{name}.md").exists()),
        _entry("Accessibility", addresses.ACCESSIBILITY),
        _entry("Glossary", addresses.GLOSSARY),
    )
    partnerships = tuple(NavigationEntry(scene.partnership.title, _partnership(scene)) for scene in scenes)
    if site.has_many:
        partnerships = (NavigationEntry("Areas", (_entry("Find your area", addresses.AREAS), *partnerships)),)
    return (
        *home,
        *partnerships,
        *((_entry("Compare", addresses.COMPARE),) if site.has_several else ()),
        NavigationEntry("National framework", framework),
        NavigationEntry("Data", data),
        NavigationEntry("About", about),
    )


def _partnership(scene: Scene) -> tuple[NavigationEntry, ...]:
    places = scene.addresses
    outcomes = tuple(_entry(outcome.title, places.outcome(outcome.outcome)) for outcome in scene.outcomes)
    areas = tuple(_entry(area.name, places.area(area.area)) for area in scene.own_areas)
    return (
        _entry("Overview", places.overview),
        *((NavigationEntry("Outcomes", outcomes),) if outcomes else ()),
        *((NavigationEntry("Areas", areas),) if areas else ()),
        *(_entry(f"Annual report {report.year}", places.report(report.year)) for report in scene.reports),
        *(_entry(page.title, places.page(page.name)) for page in named_pages(scene)),
    )


def _entry(title: str, address: str) -> NavigationEntry:
    return NavigationEntry(title, addresses.source_path(address))
