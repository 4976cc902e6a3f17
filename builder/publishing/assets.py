"""Publishes the styles and scripts of all pages, named by their content, and drops what no page uses."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.publishing.styles import UsedInPages, one_stylesheet

_STYLES = "assets/site.css"
_SCRIPTS = ("assets/site.js", "assets/search.js", "assets/plan.js", "assets/chart.js")
_THEME_STYLES = "assets/stylesheets/main.*.min.css"
_OF_THE_THEME = ("assets/stylesheets", "assets/javascripts", "assets/images")
"""What the theme brings along: no page asks for its program, and its styles are in ours."""

_ASKED_FOR = re.compile(r"\b(assets/(?:site|search|plan|chart))(?:\.[0-9a-f]{8})?\.(css|js)(?=\")")
_ELEMENT = re.compile(r"<([a-z][a-z0-9-]*)")
_ATTRIBUTE = re.compile(r"\s([a-z][a-z-]*)=\"([^\"]*)\"")
_DRAWN = {"d", "x", "y", "x1", "x2", "y1", "y2", "transform", "href", "content", "aria-label", "data-at", "data-value"}
"""Attributes that no rule of style asks for, and that have a new value each time."""
_VARIABLE = re.compile(r"var\((--[\w-]+)")
_WORD = re.compile(r"[\w-]+")

Names = Mapping[str, str]
"""For the name of a style or script as the theme writes it, the name by which it is published."""


def publish_assets(site: Path, pages: Iterable[str]) -> Names:
    """Write the one stylesheet and the scripts of a site, named by their content, in the place of the theme's.

    Returns nothing for a site without a stylesheet of ours.
    """
    styles = site / _STYLES
    if not styles.exists():
        return {}
    scripts = {name: (site / name).read_text("utf-8") for name in _SCRIPTS}
    (theme,) = site.glob(_THEME_STYLES)
    sheets = [theme.read_text("utf-8"), styles.read_text("utf-8")]
    texts = {_STYLES: one_stylesheet(sheets, _vocabulary(pages, scripts.values())), **scripts}
    for old in (*site.glob("assets/*.css"), *site.glob("assets/*.js")):
        old.unlink()
    for folder in _OF_THE_THEME:
        shutil.rmtree(site / folder, ignore_errors=True)
    names = {}
    for name, text in texts.items():
        stem, _, ending = name.rpartition(".")
        names[name] = f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{ending}"
        (site / names[name]).write_text(text, "utf-8", newline="\n")
    return names


def with_names(html: str, names: Names) -> str:
    """Return a page that asks for styles and scripts by the names they are published by."""
    return _ASKED_FOR.sub(lambda match: names.get(f"{match[1]}.{match[2]}", match[0]), html)


def _vocabulary(pages: Iterable[str], scripts: Iterable[str]) -> UsedInPages:
    elements: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    variables: set[str] = set()
    for html in pages:
        elements.update(_ELEMENT.findall(html))
        attributes.update(pair for pair in _ATTRIBUTE.findall(html) if pair[0] not in _DRAWN)
        variables.update(_VARIABLE.findall(html))
    words = {word for script in scripts for word in _WORD.findall(script)}
    return UsedInPages(frozenset(elements), frozenset(attributes), frozenset(words), frozenset(variables))
