"""Keeps the promise that addresses stay: what was published is still there, or says where it went.

The list of what was published is published itself. Whoever builds the next site hands it back in, so that no person
has to keep it. Drawings are not in it: which there are follows from the figures.
"""

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from builder.model import addresses
from builder.model.measures import Redirect
from builder.project.problems import NotDone
from builder.publishing.writing import MARKER

_LINE = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*/?")
_NOT_PROMISED = re.compile(r"assets/|data/[^/]+/charts/|404\.html|\.well-known/|find\.json")
_METRIC = re.compile(r"(?:(?P<package>[^/]+)/)?metrics/(?P<metric>[^/]+)/")
_METRIC_FILE = re.compile(r"(?P<before>data|embed)/(?P<package>[^/]+)/(?:metrics/)?(?P<metric>[^/.]+)(?P<after>[./].*)")
_PACKAGE_FILE = re.compile(r"(?:data|embed)/(?P<package>[^/]+)/")


class LostAddress(NotDone):
    """The new site would lose addresses that were published, or redirects do not lead where they say."""


def promised(site: Path) -> frozenset[str]:
    """Return the addresses of a finished site that must stay: its pages, and the files with figures and plans."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {MARKER}
    found = (path.removesuffix("index.html") if path.endswith("index.html") else path for path in files)
    return frozenset(one for one in found if one and not _NOT_PROMISED.match(one))


def read_ledger(text: str) -> frozenset[str]:
    """Return the addresses of a list. What is no address, as where a host answers with a page, says nothing."""
    lines = (line for line in text.splitlines() if _LINE.fullmatch(line))
    return frozenset(line for line in lines if ".." not in line and not _NOT_PROMISED.match(line))


def keep_addresses(
    site: Path, published: Collection[str], redirects: Sequence[Redirect], packages: Sequence[str]
) -> None:
    """Write into a new site a page for each address that moved, and the list of all that was ever published.

    Args:
        site: The folder of the new site, which holds all its files.
        published: The addresses that were published before.
        redirects: What took the place of addresses that are no more.
        packages: The names of the partnerships. Pages of a single one lie at the root.

    Raises:
        LostAddress: An address was published, is no more, and no redirect says what became of it.
    """
    now = promised(site)
    faults = [fault for one in redirects for fault in _find_faults(one, now)]
    lost = sorted({*published, *(one.start for one in redirects)} - now - {addresses.LEDGER})
    moves = _Moves({one.start: one.goal for one in redirects}, now, packages)
    unknown = [address for address in lost if moves.of(address) is None]
    if unknown:
        faults.append(_told(unknown, now, now - set(published), packages))
    if faults:
        raise LostAddress("\n".join(faults))
    for address in lost:
        _lead(site, address, moves.of(address) or "")
    (site / addresses.LEDGER).write_text(
        "".join(f"{one}\n" for one in sorted({*now, *lost, addresses.LEDGER})), "utf-8", newline="\n"
    )


def _find_faults(one: Redirect, now: Collection[str]) -> Iterable[str]:
    place = f"{addresses.REDIRECTS_FILE}, row {one.row}"
    if one.start in now:
        yield f"{place}: {one.start} is still there. Delete this row."
    if one.goal not in {"", "/"} and one.goal not in now:
        near = difflib.get_close_matches(one.goal, now, n=1)
        yield f"{place}: {one.goal} is not there." + (f' Did you mean "{near[0]}"?' if near else "")


class _Moves:
    """Where addresses went: by a row of their own, or with the page or partnership that they belong to."""

    def __init__(self, rows: Mapping[str, str], now: Collection[str], packages: Sequence[str]) -> None:
        self._rows, self._now, self._packages = rows, now, packages

    def of(self, address: str) -> str | None:
        """Return where an address went: empty where nothing took its place, None where nobody says."""
        if address in self._rows:
            return self._rows[address]
        owner = owner_of(address, self._packages)
        above = [start for start in self._rows if start.endswith("/") and owner.startswith(start)]
        if not above:
            return None
        start = max(above, key=len)
        goal = self._rows[start]
        if owner == address:
            same = goal + address.removeprefix(start)
            return same if goal and same in self._now else goal
        moved = self._file(address, goal + owner.removeprefix(start))
        return moved if moved in self._now else ""

    def _file(self, address: str, owner: str) -> str:
        """Return the file that a page has now, for one that belonged to the page in whose place it stands."""
        package = owner.partition("/")[0] if len(self._packages) > 1 else self._packages[0]
        old, new = _METRIC_FILE.match(address), _METRIC.fullmatch(owner)
        if old and new:
            folder = "metrics/" if old["before"] == "data" else ""
            return f"{old['before']}/{package}/{folder}{new['metric']}{old['after']}"
        before, name, rest = address.split("/", 2)
        return f"{before}/{package}/{rest.replace(f'{name}.', f'{package}.') if rest.startswith(f'{name}.') else rest}"


def owner_of(address: str, packages: Sequence[str]) -> str:
    """Return the address of the page that a file belongs to; a page belongs to itself."""
    file = _PACKAGE_FILE.match(address)
    if file is None or (address.endswith("/") and address.startswith("data/")):
        return address
    base = f"{file['package']}/" if len(packages) > 1 or file["package"] not in packages else ""
    metric = _METRIC_FILE.fullmatch(address)
    if metric and (metric["before"] == "embed" or address.startswith(f"data/{file['package']}/metrics/")):
        return f"{base}metrics/{metric['metric']}/"
    return f"{base}data/"


def _told(lost: Sequence[str], now: Collection[str], new: Collection[str], packages: Sequence[str]) -> str:
    """Return what is lost, with rows to copy that say where each may have gone."""
    # A file goes where its page goes.
    rows = [one for one in lost if owner_of(one, packages) == one or owner_of(one, packages) not in lost]
    named = "\n".join(f"  {one}" for one in rows)
    ready = "\n".join(f"  {one},{_nearest(one, now, new)}" for one in rows)
    return (
        f"These addresses were published, and people may have linked to them. They would be gone:\n{named}\n"
        f"Did you give something another short name by mistake? Then give it the old one again. Otherwise copy these "
        f"rows into {addresses.REDIRECTS_FILE}, below the row “from,to”, and look where each leads. "
        f"Leave the second part empty where nothing took its place:\n{ready}"
    )


def _nearest(address: str, now: Collection[str], new: Collection[str]) -> str:
    """Return what may have taken the place of an address: a new one like it beside it, or else the page above."""
    folder = posixpath.dirname(address.rstrip("/"))
    beside = [one for one in new if posixpath.dirname(one.rstrip("/")) == folder]
    near = difflib.get_close_matches(address, beside, n=1)
    if near:
        return near[0]
    while folder:
        if f"{folder}/" in now:
            return f"{folder}/"
        folder = posixpath.dirname(folder)
    return "/"


def _lead(site: Path, address: str, goal: str) -> None:
    """Write what stands at an address that is no more: a page that leads on, or a copy of the file of another name."""
    path = site / address
    if not address.endswith("/"):
        if goal and not goal.endswith("/"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((site / goal).read_bytes())
        return
    path.mkdir(parents=True, exist_ok=True)
    link = escape(addresses.relative(address, goal.lstrip("/")))
    page = _MOVED.format(link=link) if goal else _GONE.format(link=link)
    (path / "index.html").write_text(page, "utf-8", newline="\n")


_MOVED = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>This page has moved</title>
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={link}"></head>
<body><main><h1>This page has moved</h1><p><a href="{link}">Go to the new page</a></p></main></body></html>
"""
_GONE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>This page is gone</title>
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"></head>
<body><main><h1>This page is gone</h1>
<p>Nothing took its place. <a href="{link}">Go to the home page</a></p></main></body></html>
"""
