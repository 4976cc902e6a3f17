"""Finishes the pages that MkDocs made: puts charts and tables in, and says in each what it may load and run.

Charts and tables come in after MkDocs because its Markdown parser would take longer over them than over the
rest of the page. As every page is read here once, this is also where its links and its policy are checked,
and where the styles of all pages are found.
"""

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.project.problems import NotDone
from builder.publishing.assets import Names, publish_assets, with_names
from builder.publishing.conformance import conforming, find_conformance_faults
from builder.publishing.csp import find_policy_faults, inline_scripts, with_policy
from builder.publishing.printing import without_local_links

_PART = re.compile(r'<div data-part="([^"]+)"></div>')
_ATTRIBUTE = re.compile(r'\b(href|src|id|name|action|data-index)="([^"]*)"')
"""Where a page leads, and the places it can be led to: one expression, as long tables take long to search."""
_FOREIGN = re.compile(
    r'<(?:script|img|iframe|source|link rel="(?:stylesheet|preload|preconnect)")[^>]*?(?:src|href)="(?:https?:)?//'
)
_NOT_FOUND = "404.html"
"""The page for every address that leads nowhere: it holds no data, so its scripts are the theme's alone."""


class BrokenSite(NotDone):
    """The finished pages have faults: of this program, or of a page that was written by hand."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Take the faults, each of which begins with its page and a colon."""
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Linked:
    """Where a page leads, and the places on it that it can be led to."""

    links: frozenset[str]
    anchors: frozenset[str]


def finish(site: Path, parts: Mapping[str, str]) -> None:
    """Put the parts and the policy into every page below a folder, and check links, anchors and foreign requests.

    The theme's stylesheets and ours become one, which every page then asks for by the name of its content.
    A site that is finished already can be finished again, with some pages made anew.

    Raises:
        BrokenSite: A link leads nowhere, a part is missing, a page asks another host for something, or it holds
            something that its policy would stop.
    """
    faults: list[str] = []
    htmls: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        html = path.read_text("utf-8")
        faults += [f"{name}: the part {part} is missing" for part in _PART.findall(html) if part not in parts]
        htmls[name] = with_parts(html, parts)
    names = publish_assets(site, htmls.values())
    known_scripts = inline_scripts(htmls.get(_NOT_FOUND, ""))
    pages: dict[str, Linked] = {}
    for name, html in htmls.items():
        faults += [f"{name}: {fault}" for fault in _find_faults(html, known_scripts)]
        pages[name] = _write_page(html, names, site / name)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    faults += find_broken_links(pages, files)
    if faults:
        raise BrokenSite(faults)


def name_files(site: Path) -> None:
    """Let each link of a finished site to a folder name the page in it, so that the site can be read from a disk.

    A server answers for a folder with its page; a browser that opens files lists what is in it. The page for
    addresses that lead nowhere goes, as only a server shows it.
    """
    (site / _NOT_FOUND).unlink(missing_ok=True)
    for path in site.rglob("*.html"):
        path.write_text(_ATTRIBUTE.sub(partial(_to_file, path.parent), path.read_text("utf-8")), "utf-8", newline="\n")


def _to_file(folder: Path, attribute: re.Match[str]) -> str:
    target = urlsplit(unescape(attribute[2]))
    leads = attribute[1] in {"href", "action"} and target.path and not (target.scheme or target.netloc)
    if not leads or not (folder / unquote(target.path)).is_dir():
        return attribute[0]
    return f'{attribute[1]}="{escape(target._replace(path=posixpath.join(target.path, "index.html")).geturl())}"'


def finish_alone(site: Path, parts: Mapping[str, str]) -> Path:
    """Put the parts and the styles into the one page of a folder, to be printed, and return its file."""
    path = site / "index.html"
    html = with_parts(path.read_text("utf-8"), parts)
    names = publish_assets(site, [html])
    path.write_text(without_local_links(with_names(html, names)), "utf-8", newline="\n")
    return path


def with_parts(html: str, parts: Mapping[str, str]) -> str:
    """Return a page with its parts in their places, as valid HTML."""
    return conforming(_PART.sub(lambda match: parts.get(match[1], ""), html))


def _find_faults(html: str, known_scripts: frozenset[str]) -> list[str]:
    foreign = ["it asks another host for a file"] if _FOREIGN.search(html) else []
    return foreign + find_conformance_faults(html) + find_policy_faults(html, known_scripts)


def _write_page(html: str, names: Names, path: Path) -> Linked:
    finished = with_policy(with_names(html, names))
    path.write_text(finished, "utf-8", newline="\n")
    return linked(finished)


def linked(html: str) -> Linked:
    """Return the links and the places of a page."""
    attributes = frozenset(_ATTRIBUTE.findall(html))
    return Linked(
        links=frozenset(value for name, value in attributes if name not in {"id", "name"}),
        anchors=frozenset(value for name, value in attributes if name in {"id", "name"}),
    )


def find_broken_links(pages: Mapping[str, Linked], files: Collection[str]) -> list[str]:
    """Return each link of some pages that leads to no file of the site, or to no place of the page that it leads to."""
    return [
        f"{name}: {fault}"
        for name, page in pages.items()
        if name != _NOT_FOUND  # its links start from the address of the site, not from its own
        for link in sorted(page.links)
        if (fault := _fault(link, name, pages, files))
    ]


def _fault(link: str, page: str, pages: Mapping[str, Linked], files: Collection[str]) -> str:
    target = urlsplit(unescape(link))
    if target.scheme or target.netloc:
        return (
            ""
            if target.scheme in {"http", "https", "mailto", "sms", "tel", "data"}
            else f"the address {link} is not safe"
        )
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
