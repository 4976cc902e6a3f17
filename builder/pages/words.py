"""Brings the hand-written pages along: each Markdown file becomes a page at its own name, with the way back home.

A page is a template: what differs from site to site comes in by the names in `names_of`, which are the only ones
that a page can use. An editor finds them in docs/editors.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from builder import wording
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Package, Partnership, Row, Site
from builder.model.settings import Contact, Host
from builder.pages.rendering import environment, render_breadcrumbs
from builder.pages.views import LinkView
from builder.project.problems import Place, Problem, did_you_mean, listed
from builder.project.words import Words, shown

_PAGES = "pages/*.md"
_RULE = "---\n"
"""The line before and after the settings at the top of a page."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A published document from which figures and plans were taken."""

    title: str
    publisher: str
    published: str
    """A day, or that it is not known."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The published documents of a partnership, or of the national framework."""

    about: str
    papers: tuple[Paper, ...]
    """The newest first; parts of another document stand for themselves."""


@dataclass(frozen=True, slots=True)
class OpenService:
    """A service to which people can turn, as the papers of a partnership name it."""

    provider: str
    title: str
    open_to: str


@dataclass(frozen=True, slots=True)
class OpenServices:
    """The services of a partnership to which people can turn."""

    about: str
    page: str
    """The address of the page on money, where they stand with their contracts, from the root of the site."""
    services: tuple[OpenService, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a partnership for small numbers of people."""

    partnership: str
    about: str
    """The metric, or every other one."""
    says: str
    approved_by: str
    approved_on: str
    reason: str


def names_of(site: Site) -> dict[str, Any]:
    """Return what a hand-written page can name."""
    newest = max((paper for package in site.packages[1:] for paper in _days(package)), default=None)
    settings = site.settings
    return {
        **{name: getattr(settings, name) for name in _SETTINGS},
        "partnerships": tuple(partnership.title for partnership in site.partnerships),
        "papers": tuple(_papers(package) for package in site.packages),
        "newest_paper": wording.day(newest) if newest else "",
        "open_services": tuple(one for partnership in site.partnerships if (one := _open(site, partnership)).services),
        "rules": tuple(rule for partnership in site.partnerships for rule in _rules(partnership)),
    }


def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_SETTINGS = (
    *("name", "demonstration", "publisher", "own_papers", "contact", "days_to_answer", "local_services"),
    *("repository", "host", "can_be_told"),
)
"""The settings, and what follows from them, that a page can name."""
NAMES = (*_SETTINGS, "partnerships", "papers", "newest_paper", "open_services", "rules")
_PARTS = {"contact": _fields(Contact), "host": _fields(Host)}
"""The parts of the names that have some."""


def read_words(words: Words, site: Site) -> list[Artefact]:
    """Return every hand-written page, at the address that its file is named after."""
    names = names_of(site)
    return [_page(path, words.templates, names) for _, path in words.files(_PAGES)]


def find_page_problems(words: Words) -> Iterator[Problem]:
    """Yield what keeps a hand-written page from being made."""
    for name, path in words.files(_PAGES):
        place = shown(name)
        try:
            tree = environment(words.templates).parse(path.read_text("utf-8"))
        except jinja2.TemplateSyntaxError as fault:
            remedy = "Look at its curly brackets: {{ name }} puts in a name, and each {% if … %} needs an {% endif %}."
            yield Problem(
                Place(place, line=fault.lineno), "page", f"This line cannot be read: {fault.message}.", remedy
            )
            continue
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        for node in tree.find_all(nodes.Name):
            if node.name not in {*own, *NAMES, "loop"}:
                yield _unknown(Place(place, line=node.lineno), node.name, NAMES)
        for part in tree.find_all(nodes.Getattr):
            whole = part.node.name if isinstance(part.node, nodes.Name) else ""
            parts = _PARTS.get(whole, ())
            if parts and part.attr not in parts:
                yield _unknown(Place(place, line=part.lineno), f"{whole}.{part.attr}", parts)


def _unknown(place: Place, name: str, known: Sequence[str]) -> Problem:
    remedy = did_you_mean(name, known) or f"Known are {listed(known)}."
    return Problem(place, "page", f'"{name}" is not known here.', remedy)


def _page(path: Path, templates: tuple[Path, ...], names: dict[str, Any]) -> Artefact:
    address = f"{path.stem}/"
    written = environment(templates).from_string(path.read_text("utf-8")).render(names)
    before, settings, text = written.split(_RULE, 2)
    way = render_breadcrumbs([LinkView("Home", addresses.relative(address, addresses.HOME))], templates)
    return text_artefact(addresses.source_path(address), f"{before}{_RULE}{settings}{_RULE}\n{way}\n{text}")


def _papers(package: Package) -> Papers:
    whole = [source for source in package.sources if not source.part_of]
    newest_first = sorted(whole, key=lambda source: str(source.published or ""), reverse=True)
    papers = (
        Paper(source.title, source.publisher, wording.day(source.published) if source.published else "not known")
        for source in newest_first
    )
    return Papers(package.title, tuple(papers))


def _open(site: Site, partnership: Partnership) -> OpenServices:
    governance = partnership.package.governance
    providers = {one.organisation: one.name for one in governance.organisations}
    services = tuple(
        OpenService(providers[one.provider], one.title, one.open_to)
        for one in governance.services
        if one.open_to and one.provider
    )
    page = f"{addresses.of_partnership(site, partnership.name).page('money')}#contracts"
    return OpenServices(partnership.title, page, services)


def _rules(partnership: Partnership) -> Iterator[Rule]:
    for row in partnership.package.tables.get("disclosure", ()):
        metric, approved = partnership.metrics.get(str(row["metric"])), row["approved_on"]
        yield Rule(
            partnership.title,
            metric.title if metric else "Every metric without a rule of its own",
            _said(row),
            str(row["approved_by"]),
            wording.day(approved) if isinstance(approved, date) else "",
            str(row["reason"]),
        )


def _said(row: Row) -> str:
    threshold, base = row["threshold"], row["rounding_base"]
    return wording.disclosure_rule(
        int(str(threshold)) if threshold else None,
        int(str(base)) if base else None,
        zeros_hidden=row["zeros"] == "hidden",
        earlier_accepted=bool(row["earlier_versions"]),
    )


def _days(package: Package) -> list[Any]:
    return [source.published for source in package.sources if source.published]
