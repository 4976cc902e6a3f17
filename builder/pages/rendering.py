"""Renders pages through their templates into Markdown."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from builder import addresses
from builder.artefacts import Artefact, text_artefact
from builder.pages.escaping import escaped, quoted
from builder.pages.views import Page, Table


@cache
def _environment(templates: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = quoted
    return environment


def render(page: Page, templates: Path) -> Artefact:
    """Return a page as Markdown at the path that its address comes from."""
    template = _environment(templates).get_template(page.template)
    markdown = template.render(page=page, **page.values)
    return text_artefact(addresses.source_path(page.address), markdown)


def render_table(table: Table, templates: Path, *, stacked: bool) -> str:
    """Return a table as HTML; the rows of a `stacked` one become cards on a phone, unless its two columns fit there."""
    parts: Any = _environment(templates).get_template("_parts.md.jinja").module
    return str((parts.stacked if stacked and len(table.columns) > 2 else parts.table)(table)).strip()
