"""Turns chart specifications into small, accessible, deterministic SVG, and remembers them.

A drawing is cached by the content of its specification and by the versions of what draws it, so an
unchanged chart costs nothing.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from builder.charts import theme

_POST_PROCESSING = 1
"""Raise it when `_finished` changes what it writes."""

_VERSIONS = f"{version('vl-convert-python')} {_POST_PROCESSING}"

_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_FONT = re.compile(r' font-(?:family|weight|style)="[^"]*"| font-size="13px"')
_PRIVATE = re.compile(r' (?:aria-[a-z]+|role|pointer-events)="[^"]*"| class="[^"]*"')
_IDENTIFIER = re.compile(r'(id="|url\(#)([a-z]+[0-9]+)')
_SIZE = re.compile(r'<svg[^>]*?viewBox="([^"]*)"[^>]*>')
_EMPTY_PATH = re.compile(r'<path d="M0,0[^"]*"(?: fill="none")? stroke="none"(?: fill="none")?(?:></path>|/>)')


class Painter:
    """Paints charts, with a folder to remember them in."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def missing(self, specifications: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the specifications that were never drawn, each once."""
        unknown = {path: one for one in specifications if not (path := self._path(one)).is_file()}
        return list(unknown.values())

    def remember(self, specification: dict[str, Any]) -> None:
        """Draw a specification, for `paint` to find."""
        self._body(specification)

    def paint(self, specification: dict[str, Any], name: str, title: str, description: str) -> str:
        """Return the SVG of a specification, named, titled and described for every reader.

        `name` is unique on the site and becomes part of the identifiers in the drawing.
        """
        return _titled(self._body(specification), name, title, description)

    @staticmethod
    def standing_alone(svg: str) -> str:
        """Return a drawing with fixed colours, to be used outside the site's pages."""
        for fixed, own in theme.PAGE_COLOURS.items():
            svg = svg.replace(own, fixed)
        return svg

    def _body(self, specification: dict[str, Any]) -> str:
        path = self._path(specification)
        if path.is_file():
            return path.read_text("utf-8")
        drawn = _finished(_vegalite_to_svg(specification))
        self._cache.mkdir(parents=True, exist_ok=True)
        # A killed run must not leave half a drawing to be found by the next.
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(drawn, "utf-8")
        partial.replace(path)
        return drawn

    def _path(self, specification: dict[str, Any]) -> Path:
        content = json.dumps(specification, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(f"{_VERSIONS} {content}".encode()).hexdigest()
        return self._cache / f"{digest[:32]}.svg"


def _vegalite_to_svg(specification: dict[str, Any]) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(json.dumps(specification), vl_version="6.4")
    return drawn


def _finished(svg: str) -> str:
    """Return a drawing without what the page says already, with two decimals and the page's colours."""
    svg = _FONT.sub("", _PRIVATE.sub("", svg))
    svg = _NUMBER.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), svg)
    svg = _EMPTY_PATH.sub("", svg)
    for fixed, own in theme.PAGE_COLOURS.items():
        svg = re.sub(re.escape(fixed), own, svg, flags=re.IGNORECASE)
    svg = re.sub(r"<g>\s*</g>", "", svg)
    size = _SIZE.search(svg)
    if size is None:
        raise RuntimeError("The drawing has no size.")
    _, _, width, height = size[1].split()
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size[1]}" width="{width}" height="{height}"'
    return svg[: size.start()] + opening + ' font-family="Arial, Helvetica, sans-serif" font-size="13">' + svg[size.end() :]


def _titled(svg: str, name: str, title: str, description: str) -> str:
    numbers: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[2], str(len(numbers) + 1))
        return f"{match[1]}{name}-{number}"

    svg = _IDENTIFIER.sub(renamed, svg)
    opening, rest = svg.split(">", 1)
    return (
        f'{opening} role="img" aria-labelledby="{name}-title {name}-description">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>{rest}'
    )
