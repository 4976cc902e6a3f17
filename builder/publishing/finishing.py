"""Finishes the pages that MkDocs made: puts charts and tables in, then checks every link of the site.

They come in after MkDocs because its Markdown parser would take longer over them than over the rest
of the page.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

_PART = re.compile(r'<div data-part="([^"]+)"></div>')
_ATTRIBUTE = re.compile(r'(href|src|id|name)="([^"]*)"')
"""Where a page leads, and the places it can be led to: one expression, as long tables take long to search."""
_FOREIGN = re.compile(
    r'<(?:script|img|iframe|source|link rel="(?:stylesheet|preload|preconnect)")[^>]*?(?:src|href)="(?:https?:)?//'
)


class BrokenSite(Exception):
    """The finished pages have faults, one on each line: a fault of this program or of a hand-written page."""


@dataclass(frozen=True)
class _FinishedPage:
    links: frozenset[str]
    anchors: frozenset[str]


def finish(site: Path, parts: Mapping[str, str]) -> None:
    """Put the parts into every page below a folder, and check links, anchors and foreign requests.

    Raises:
        BrokenSite: A link leads nowhere, a part is missing, or a page asks another host for something.
    """
    faults: list[str] = []
    pages: dict[str, _FinishedPage] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        html = path.read_text("utf-8")
        wanted = _PART.findall(html)
        faults += [f"{name}: the part {part} is missing" for part in wanted if part not in parts]
        if wanted:
            html = _PART.sub(lambda match: parts.get(match[1], ""), html)
            path.write_text(html, "utf-8")
        if _FOREIGN.search(html):
            faults.append(f"{name}: it asks another host for a file")
        if name != "404.html":
            pages[name] = _finished_page(html)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name, page in pages.items():
        faults += [f"{name}: {fault}" for link in sorted(page.links) if (fault := _fault(link, name, pages, files))]
    if faults:
        raise BrokenSite("\n".join(faults))


def _finished_page(html: str) -> _FinishedPage:
    attributes = frozenset(_ATTRIBUTE.findall(html))
    return _FinishedPage(
        links=frozenset(value for name, value in attributes if name in {"href", "src"}),
        anchors=frozenset(value for name, value in attributes if name in {"id", "name"}),
    )


def _fault(link: str, page: str, pages: Mapping[str, _FinishedPage], files: set[str]) -> str:
    target = urlsplit(unescape(link))
    if target.scheme or target.netloc:
        return "" if target.scheme in {"http", "https", "mailto", "tel", "data"} else f"the address {link} is not safe"
    goal = page
    if target.path:
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(target.path)))
        if target.path.endswith("/") or goal in {".", ""} or f"{goal}/index.html" in files:
            goal = posixpath.normpath(posixpath.join(goal, "index.html"))
    if goal not in files:
        return f"the link {link} leads nowhere"
    if target.fragment and goal in pages and unquote(target.fragment) not in pages[goal].anchors:
        return f"the link {link} leads to a place that is not on its page"
    return ""
