"""Tables of a Word report: a header row that repeats on each page, no merged and no empty cell."""

from collections.abc import Callable
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from builder.report import TableBlock, TextSpan
from builder.report.word.looks import TABLE_TEXT
from builder.report.word.marks import Element, element

_HEADER_FILL = "E9EDF0"
_RULE = "8A949B"

WriteSpan = Callable[[Element, TextSpan], None]
"""Adds words to a paragraph."""


def add_table(document: Document, table: TableBlock, write: WriteSpan) -> None:
    """Add a table at the end of a document."""
    grid = document.add_table(rows=0, cols=len(table.columns))._tbl  # noqa: SLF001 -- python-docx has no repeated header
    _set_properties(grid, table.caption)
    style = document.styles[TABLE_TEXT].style_id
    header = tuple(TextSpan(column, strong=True) for column in table.columns)
    grid.append(_row(header, table, style, write, is_header=True))
    for cells in table.rows:
        named = (TextSpan(cells[0].text, cells[0].goal, strong=True), *cells[1:])
        grid.append(_row(named, table, style, write, is_header=False))


def _set_properties(grid: Any, caption: str) -> None:
    properties = grid.tblPr
    for child in list(properties):
        properties.remove(child)
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color=_RULE))
    margins = element("tblCellMar")
    for side, width in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        margins.append(element(side, w=width, type="dxa"))
    # In the order of the schema.
    properties.append(element("tblW", w=5000, type="pct"))
    properties.append(borders)
    properties.append(element("tblLayout", type="autofit"))
    properties.append(margins)
    properties.append(
        element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
    )
    described = element("tblCaption")
    described.set(qn("w:val"), caption)
    properties.append(described)


def _row(cells: tuple[TextSpan, ...], table: TableBlock, style: str, write: WriteSpan, *, is_header: bool) -> Element:
    row = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if is_header:
        properties.append(element("tblHeader"))
    row.append(properties)
    for position, span in enumerate(cells):
        cell = element("tc")
        look = element("tcPr")
        look.append(element("tcW", w=0, type="auto"))
        if is_header:
            look.append(element("shd", val="clear", color="auto", fill=_HEADER_FILL))
        cell.append(look)
        paragraph = element("p")
        shape = element("pPr")
        shape.append(element("pStyle", val=style))
        if position in table.numeric:
            shape.append(element("jc", val="right"))
        paragraph.append(shape)
        write(paragraph, span)
        cell.append(paragraph)
        row.append(cell)
    return row
