"""Brings the hand-written pages along: each Markdown file becomes a page at its own name, with the way back home."""

from pathlib import Path

from builder import addresses
from builder.artefacts import Artefact, text_artefact
from builder.pages.rendering import render_breadcrumbs
from builder.pages.views import Link

_RULE = "---\n"
"""The line before and after the settings at the top of a page."""


def read_words(words: Path) -> list[Artefact]:
    """Return every hand-written page, at the address that its file is named after."""
    return [_page(path, words / "templates") for path in sorted((words / "pages").glob("*.md"))]


def _page(path: Path, templates: Path) -> Artefact:
    address = f"{path.stem}/"
    before, settings, text = path.read_text("utf-8").split(_RULE, 2)
    way = render_breadcrumbs([Link("Home", addresses.relative(address, addresses.HOME))], templates)
    return text_artefact(addresses.source_path(address), f"{before}{_RULE}{settings}{_RULE}\n{way}\n{text}")
