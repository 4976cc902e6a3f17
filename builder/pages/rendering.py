"""Renders pages through their templates into Markdown."""

import errno
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.pages.escaping import escaped, quoted
from builder.pages.views import LinkView, Page, TableView


class _Templates(jinja2.FileSystemLoader):
    """Reads templates from a folder; one that is missing is a missing file like any other."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        try:
            return super().get_source(environment, template)
        except jinja2.TemplateNotFound as fault:
            path = Path(self.searchpath[0]) / template
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from fault


@cache
def environment(templates: tuple[Path, ...]) -> jinja2.Environment:
    """Return how templates and hand-written pages are read: what they put in is escaped, and a missing name a fault."""
    environment = jinja2.Environment(
        loader=_Templates(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = quoted
    environment.filters["dialled"] = lambda number: re.sub(r"[^\d+]", "", number)
    return environment


def render(page: Page, templates: tuple[Path, ...]) -> Artefact:
    """Return a page as Markdown at the path that its address comes from."""
    template = environment(templates).get_template(page.template)
    markdown = template.render(page=page, **page.values)
    return text_artefact(addresses.source_path(page.address), markdown)


def render_breadcrumbs(way: Sequence[LinkView], templates: tuple[Path, ...]) -> str:
    """Return the way to a page as HTML."""
    parts: Any = environment(templates).get_template("_parts.md.jinja").module
    return str(parts.breadcrumbs(way)).strip()


def render_table(table: TableView, templates: tuple[Path, ...]) -> str:
    """Return a table as HTML."""
    parts: Any = environment(templates).get_template("_parts.md.jinja").module
    return str((parts.stacked if table.stacked else parts.table)(table)).strip()
