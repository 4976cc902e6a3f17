"""Makes pages conform where the theme or Markdown does not: valid HTML, a menu that says what it is, named tables.

The theme leaves an attribute where it may not stand, a label of nothing, and headings that are controls for the
mouse alone. Markdown has no way to name a table or to say which cells are headings of columns and rows.
"""

import re

_AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
"""Allowed for fields that a person fills in, not for the boxes that open the menu."""
_OPENING_HEADING = re.compile(
    r'<label (class="md-nav__link") for="__nav[\d_]*" (id="[^"]*") tabindex="[^"]*">(.*?)</label>', re.DOTALL
)
"""A heading in the menu that opens and shuts its list without saying so: its list stays open."""
_EXPANDED = re.compile(r'(<nav class="md-nav"[^>]*?) aria-expanded="[^"]*"')
_LABEL_OF_NOTHING = re.compile(r'<label (class="md-nav__title") for="__toc">(.*?)</label>', re.DOTALL)
"""The box that it belongs to is on some pages only; the name above the contents is all that is needed."""
_TABLE = re.compile(r"<p>Table: ([^\n]*)</p>\s*<table>(.*?)</table>", re.DOTALL)
"""A table written in Markdown, with the line that names it. Those of the templates have a caption already."""
_UNNAMED = re.compile(r"<table>\s*<thead>")
_COLUMN = re.compile(r"<th(?= |>)")
_ROW = re.compile(r"(<tr>\s*)<td([^>]*)>(.*?)</td>", re.DOTALL)


def conforming(html: str) -> str:
    """Return a page of MkDocs as valid HTML, its hand-written tables with caption and scopes.

    The caption of a table is the line above it that begins with "Table: ". A page that conforms comes
    back as it was.
    """
    html = _AUTOCOMPLETE.sub(r"\1", html)
    html = _OPENING_HEADING.sub(r"<div \1 \2>\3</div>", html)
    html = _EXPANDED.sub(r"\1", html)
    html = _LABEL_OF_NOTHING.sub(r"<div \1>\2</div>", html)
    return _TABLE.sub(_named_table, html)


def find_conformance_faults(html: str) -> list[str]:
    """Return what keeps a page from conforming and only its writer can mend."""
    if not _UNNAMED.search(html):
        return []
    return ['a table has no caption: write a line such as "Table: Who to call" above it, with a blank line between']


def _named_table(match: re.Match[str]) -> str:
    caption, inside = match.groups()
    head, foot, body = inside.partition("</thead>")
    columns = _COLUMN.sub('<th scope="col"', head)
    rows = _ROW.sub(r'\1<th scope="row"\2>\3</th>', body)
    return f"<table>\n<caption><span>{caption}</span></caption>{columns}{foot}{rows}</table>"
