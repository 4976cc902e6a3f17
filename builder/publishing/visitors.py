"""What programs that visit a site look for at its root: the list of pages, what robots may do, whom to tell.

The builder writes them, as it knows every address and the date of every figure, and no publisher need know how.
"""

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Site, newest_change

SITEMAP = "sitemap.xml"
_ROBOTS = "robots.txt"
_SECURITY = ".well-known/security.txt"
_ABOUT_ALL = frozenset({addresses.HOME, addresses.COMPARE, addresses.DATA, addresses.FIND})
"""The pages that gather what all partnerships publish, beside those below the page of comparisons."""


def visitors_files(site: Site, pages: Iterable[str]) -> list[Artefact]:
    """Return the files for visitors of a site with pages at some addresses."""
    home, until = site.settings.home, site.settings.security_contact_until
    files = [
        text_artefact(SITEMAP, _sitemap(site, sorted(pages))),
        text_artefact(_ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {home}{SITEMAP}\n"),
    ]
    # RFC 9116 asks for a day on which the file runs out, and for an address that others can reach.
    if until and site.settings.address:
        files.append(text_artefact(_SECURITY, _security(site, until)))
    return files


def _sitemap(site: Site, pages: Iterable[str]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for page in pages:
        changed = _changed(site, page)
        when = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(site.settings.home + page)}</loc>{when}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def _changed(site: Site, page: str) -> date | None:
    """Return when the newest figure or paper behind a page came out; None where it is about none."""
    first = page.partition("/")[0]
    if page.startswith(addresses.FRAMEWORK):
        return newest_change(site.framework)
    for one in site.partnerships:
        if first == one.name or (not site.has_several and (page == addresses.HOME or _is_of_partnership(page))):
            return newest_change(one.package)
    if page in _ABOUT_ALL or page.startswith(addresses.COMPARE):
        return max(filter(None, map(newest_change, site.packages)), default=None)
    return None


def _is_of_partnership(page: str) -> bool:
    return page.partition("/")[0] in addresses.OF_PARTNERSHIP and page != addresses.DICTIONARY


def _security(site: Site, until: date) -> str:
    settings = site.settings
    contacts = [
        f"{settings.repository}/security/advisories/new" if settings.repository else "",
        f"mailto:{settings.contact.mailbox}" if settings.contact.mailbox else "",
        f"{settings.home}{addresses.RESPOND}",
    ]
    lines = [
        "# How to tell us about a weakness of this site, or about private data on it. See RFC 9116.",
        *(f"Contact: {contact}" for contact in contacts if contact),
        f"Expires: {until.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {settings.home}{_SECURITY}",
    ]
    return "\n".join(lines) + "\n"
