"""What is new, for programs that follow a site: figures, corrections, reports on actions, documents.

An entry is dated as its row or its source is, and keeps its identifier for ever: that is made of the package and the
short name of the row, and not of where the site is. What has no date is no news. Sources: RFC 4287 (Atom); JSON Feed,
version 1.1.
"""

import json
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from builder.analysis.publication import Publication
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Period, Site
from builder.tables.linked_data import LICENCE_ADDRESS, publisher
from builder.wording import news

_MOST_ENTRIES = 100
_NAMESPACE = uuid.UUID("6d3c1c1e-2f0b-5b8e-9a39-0d1f8f4e7a52")
"""Of all identifiers of entries. They change if it does."""
_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = "What is new"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something new."""

    kind: str
    """One of figures, correction, action, document."""
    identifier: str
    """As a URN, the same for ever."""
    day: date
    title: str
    text: str
    page: str
    """The address of the page that tells more."""


@dataclass(frozen=True, slots=True)
class _Feed:
    """Entries that are followed together."""

    package: str
    """Its name; empty for all of them."""
    title: str
    address: str
    """In the form of Atom; the other one stands beside it."""
    page: str
    """The address of the page about the same."""
    entries: Sequence[Entry]


def feed_files(site: Site, publications: Sequence[Publication]) -> list[Artefact]:
    """Return the feeds of each partnership and, where there are several, of all together."""
    files = []
    news_of_all = []
    for publication in publications:
        partnership = publication.partnership
        entries = newest_first(entries_of(site, publication))
        news_of_all += [(partnership.title, entry) for entry in entries]
        pages = addresses.of_partnership(site, partnership.name)
        title = f"{_TITLE}: {partnership.title}"
        files += _both(site, _Feed(partnership.name, title, pages.feed, pages.overview, entries))
    if site.has_several:
        entries = newest_first(_named(title, entry) for title, entry in news_of_all)
        title = f"{_TITLE}: {site.settings.name}"
        files += _both(site, _Feed("", title, addresses.FEED, addresses.HOME, entries))
    return files


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return the newest entries, of one day in the order of their identifiers."""
    by_identifier = sorted(entries, key=lambda entry: entry.identifier)
    return sorted(by_identifier, key=lambda entry: entry.day, reverse=True)[:_MOST_ENTRIES]


def _named(title: str, entry: Entry) -> Entry:
    return Entry(entry.kind, entry.identifier, entry.day, f"{title}. {entry.title}", entry.text, entry.page)


def entries_of(site: Site, publication: Publication) -> Iterator[Entry]:
    """Yield everything with a date that a partnership has published, or that was corrected."""
    yield from chain(
        _figures(site, publication),
        _corrections(site, publication),
        _reports(site, publication),
        _documents(site, publication),
    )


def _identifier(package: str, kind: str, key: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{package}/{kind}/{key}").urn


def _figures(site: Site, publication: Publication) -> Iterator[Entry]:
    partnership, name = publication.partnership, publication.partnership.name
    by_source: dict[str, dict[str, None]] = {}
    for o in partnership.package.observations:
        by_source.setdefault(o.source, {})[o.metric] = None
    for key, metrics in by_source.items():
        source = partnership.sources[key]
        titles = [partnership.metrics[metric].title for metric in metrics]
        if source.published:
            yield Entry(
                "figures",
                _identifier(name, "figures", key),
                source.published,
                news.new_figures(source.title),
                news.of_metrics(titles),
                addresses.of_partnership(site, name).overview,
            )


def _corrections(site: Site, publication: Publication) -> Iterator[Entry]:
    partnership = publication.partnership
    pages = addresses.of_partnership(site, partnership.name)
    for row in partnership.package.tables.get("revisions", ()):
        metric, day, start = partnership.metrics[str(row["metric"])], row["revised_on"], row["period_start"]
        assert isinstance(day, date) and isinstance(start, date)
        area = partnership.areas[str(row["area"])].name
        has_page = metric.metric in publication.by_metric
        yield Entry(
            "correction",
            _identifier(partnership.name, "revision", str(row["revision"])),
            day,
            news.corrected(metric, area, str(row["group"] or ""), Period(start, str(row["period_duration"]))),
            news.correction(metric, row["old_value"], row["new_value"], str(row["reason"])),
            pages.metric(metric.metric) if has_page else pages.page("changes"),
        )


def _reports(site: Site, publication: Publication) -> Iterator[Entry]:
    partnership = publication.partnership
    pages, plan = addresses.of_partnership(site, partnership.name), partnership.package.plan
    actions = {one.action: one.title for one in plan.actions}
    priorities = {one.priority: one.title for one in plan.priorities}
    for update in plan.updates:
        title = actions.get(update.action) or priorities.get(update.priority, "")
        page = pages.action(update.action) if update.action in actions else pages.page("plan")
        key = _identifier(partnership.name, "update", update.update)
        yield Entry("action", key, update.date, news.reported(title), update.text, page)


def _documents(site: Site, publication: Publication) -> Iterator[Entry]:
    partnership = publication.partnership
    page = addresses.of_partnership(site, partnership.name).page("changes")
    for row in partnership.package.tables.get("documents", ()):
        if isinstance(day := row["published"], date):
            key = _identifier(partnership.name, "document", str(row["document"]))
            yield Entry("document", key, day, news.published(str(row["title"])), str(row["publisher"]), page)


def _both(site: Site, feed: _Feed) -> list[Artefact]:
    """Return a feed in both forms."""
    beside = feed.address.removesuffix(".xml") + ".json"
    return [text_artefact(feed.address, _atom(site, feed)), text_artefact(beside, _json(site, feed, beside))]


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _atom(site: Site, one: _Feed) -> str:
    ET.register_namespace("", _ATOM)
    home = site.settings.home
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})

    def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
        element.text = text or None
        return element

    add(feed, "id", _identifier(one.package, "feed", ""))
    add(feed, "title", one.title)
    add(feed, "updated", _moment(max((entry.day for entry in one.entries), default=site.day)))
    add(add(feed, "author"), "name", publisher(site))
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{home}{one.address}")
    add(feed, "link", rel="alternate", type="text/html", href=f"{home}{one.page}")
    add(feed, "rights", LICENCE_ADDRESS)
    for entry in one.entries:
        element = add(feed, "entry")
        add(element, "id", entry.identifier)
        add(element, "title", entry.title)
        add(element, "published", _moment(entry.day))
        add(element, "updated", _moment(entry.day))
        add(element, "link", rel="alternate", type="text/html", href=f"{home}{entry.page}")
        add(element, "category", term=entry.kind)
        add(element, "content", entry.text, type="text")
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _json(site: Site, one: _Feed, address: str) -> str:
    home = site.settings.home
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one.title,
        "home_page_url": f"{home}{one.page}",
        "feed_url": f"{home}{address}",
        "language": "en-GB",
        "authors": [{"name": publisher(site)}],
        "items": [
            {
                "id": entry.identifier,
                "url": f"{home}{entry.page}",
                "title": entry.title,
                "content_text": entry.text,
                "date_published": _moment(entry.day),
                "date_modified": _moment(entry.day),
                "tags": [entry.kind],
            }
            for entry in one.entries
        ],
    }
    return json.dumps(feed, indent=2, ensure_ascii=False) + "\n"
