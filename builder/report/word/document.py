"""Writes a report as a Word file: real headings, numbered tables and figures, text alternatives, a contents list.

It keeps to what Word's own accessibility checker asks for: a title, a language, heading levels without a
gap, a header row in each table, no merged and no empty cell, a text alternative for each picture, links
with words.
"""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, time
from itertools import count
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from builder.report import ChartBlock, ListBlock, ParagraphBlock, Report, TableBlock, TextSpan
from builder.report.word.looks import CONTENTS, CONTENTS_TITLE, LANGUAGE, LINK, SOURCE, TEXT_WIDTH, dress
from builder.report.word.marks import Element, bookmark, bookmark_name, element, field, link_to
from builder.report.word.packing import packed
from builder.report.word.tables import add_table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FIGURE_WIDTH = Mm(120)
_CONTENTS_DEPTH = 2

Picture = Callable[[ChartBlock], bytes]
"""Returns the chart of a figure as PNG."""


def word_file(report: Report, picture: Picture, site: str = "") -> bytes:
    """Return a report as a Word file, the same bytes for the same report.

    `site` is the address of the published site, for links to its pages; where it is empty, only links to
    other sites are links.
    """
    writer = _Writer(report, picture, site)
    writer.write()
    content = io.BytesIO()
    writer.document.save(content)
    return packed(content.getvalue())


_LONGEST_PROPERTY = 255
"""How many characters Word allows in a property of a document."""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_PROPERTY else f"{text[: _LONGEST_PROPERTY - 1]}…"


class _Writer:
    """Writes one report into one document."""

    def __init__(self, report: Report, picture: Picture, site: str) -> None:
        self.report, self.picture, self.site = report, picture, site
        self.document: WordDocument = Document()
        self.bookmarks: Iterator[int] = count(1)
        self.styles: dict[str, str] = {}
        """The identifier of each style by its name: python-docx searches them all for each paragraph."""
        self.after_table = False
        """Whether the block before was a table, which needs room below it."""

    def write(self) -> None:
        """Write the whole report."""
        dress(self.document)
        self.styles = {str(style.name): style.style_id for style in self.document.styles}
        self._set_properties()
        self._add_footer()
        self._add_paragraph("Title", self.report.title)
        for block in self.report.opening:
            self._add_block(block)
        self._add_contents()
        is_first_appendix = True
        for level, section in self.report.walk():
            heading = self._add_paragraph(f"Heading {level}", section.heading)
            if section.is_appendix and is_first_appendix:
                heading.paragraph_format.page_break_before = True
                is_first_appendix = False
            bookmark(heading._p, bookmark_name(section.anchor), next(self.bookmarks))  # noqa: SLF001 -- no bookmarks in python-docx
            for block in section.blocks:
                self._add_block(block)

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        moment = datetime.combine(self.report.day, time())
        properties.title = _short(self.report.title)
        properties.author = properties.last_modified_by = _short(self.report.author)
        properties.subject = f"Drugs and alcohol: progress in {self.report.year}"
        properties.language = LANGUAGE
        properties.comments = properties.keywords = ""
        properties.created = properties.modified = moment
        properties.revision = 1

    def _add_footer(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{self.report.title}. Page ")
        for runs, between in ((field("PAGE", "1"), " of "), (field("NUMPAGES", "1"), "")):
            for run in runs:
                paragraph._p.append(run)  # noqa: SLF001 -- no fields in python-docx
            if between:
                paragraph.add_run(between)

    def _add_contents(self) -> None:
        """Add the contents list as a field, filled with links, so that Word need not ask before it shows it."""
        entries = [(level, one) for level, one in self.report.walk() if level <= _CONTENTS_DEPTH]
        runs = field(rf'TOC \n \o "1-{_CONTENTS_DEPTH}" \h', "")
        self._add_paragraph(CONTENTS_TITLE, "Contents")
        for position, (level, section) in enumerate(entries):
            paragraph = self._add_paragraph(CONTENTS)
            paragraph.paragraph_format.left_indent = Mm(6 * (level - 1))
            if position == 0:
                for run in runs[:3]:
                    paragraph._p.append(run)  # noqa: SLF001 -- no fields in python-docx
            link = link_to(bookmark_name(section.anchor), is_inside=True)
            link.append(self._run(TextSpan(section.heading)))
            paragraph._p.append(link)  # noqa: SLF001 -- no links in python-docx
            if position == len(entries) - 1:
                paragraph._p.append(runs[-1])  # noqa: SLF001 -- no fields in python-docx

    def _add_block(self, block: ParagraphBlock | ListBlock | TableBlock | ChartBlock) -> None:
        match block:
            case ParagraphBlock(content=content):
                paragraph = self._add_paragraph("Normal")
                if self.after_table:
                    paragraph.paragraph_format.space_before = Pt(10)
                self._add_words(paragraph, content)
            case ListBlock(items=items, numbered=numbered):
                self._add_list(items, numbered=numbered)
            case TableBlock(number=number, caption=caption):
                self._add_caption("Table", number, caption)
                add_table(self.document, block, self._write_span)
                self.after_table = True
                return
            case ChartBlock():
                self._add_figure(block)
        self.after_table = False

    def _add_paragraph(self, style: str, text: str = "") -> Any:
        paragraph = self.document.add_paragraph(text)
        paragraph._p.style = self.styles[style]  # noqa: SLF001 -- see `styles`
        return paragraph

    def _add_list(self, items: tuple[tuple[TextSpan, ...], ...], *, numbered: bool) -> None:
        numbering = self._new_numbering() if numbered else None
        for item in items:
            paragraph = self._add_paragraph("List Number" if numbered else "List Bullet")
            if self.after_table:
                paragraph.paragraph_format.space_before = Pt(10)
                self.after_table = False
            if numbering is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 -- no numbering in python-docx
                properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, numbering
            self._add_words(paragraph, item)

    def _new_numbering(self) -> int:
        """Return the identifier of a numbering that begins at 1: all lists of one style would count on."""
        style: Any = self.document.styles["List Number"]
        numbering: Any = self.document.part.numbering_part.element
        common = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
        new = numbering.add_num(common)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        identifier: int = new.numId
        return identifier

    def _add_figure(self, figure: ChartBlock) -> None:
        self._add_caption("Figure", figure.number, figure.caption)
        paragraph = self._add_paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        width = min(_FIGURE_WIDTH, TEXT_WIDTH)
        shape: Any = paragraph.add_run().add_picture(io.BytesIO(self.picture(figure)), width=width)
        described = shape._inline.docPr  # noqa: SLF001 -- no text alternatives in python-docx
        described.set("name", f"Figure {figure.number}")
        described.set("descr", figure.chart.text_alternative)
        described.set("title", figure.chart.title)
        self._add_paragraph(SOURCE, figure.source)

    def _add_caption(self, kind: str, number: int, caption: str) -> None:
        paragraph = self._add_paragraph("Caption", f"{kind} ")
        for run in field(rf"SEQ {kind} \* ARABIC", str(number)):
            paragraph._p.append(run)  # noqa: SLF001 -- no fields in python-docx
        paragraph.add_run(f". {caption}")

    def _add_words(self, paragraph: Any, content: tuple[TextSpan, ...]) -> None:
        for span in content:
            self._write_span(paragraph._p, span)  # noqa: SLF001 -- no links in python-docx

    def _write_span(self, paragraph: Element, span: TextSpan) -> None:
        address = self._address(span.goal)
        if not address:
            paragraph.append(self._run(span))
            return
        relation = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = link_to(relation, is_inside=False)
        link.append(self._run(span, is_link=True))
        paragraph.append(link)

    def _address(self, goal: str) -> str:
        if not goal or goal.startswith("https://"):
            return goal
        return f"{self.site.rstrip('/')}/{goal}" if self.site else ""

    @staticmethod
    def _run(span: TextSpan, *, is_link: bool = False) -> Element:
        run = element("r")
        look = element("rPr")
        if is_link:
            look.append(element("rStyle", val=LINK))
        if span.strong:
            look.append(element("b"))
        if span.emphasis:
            look.append(element("i"))
        if len(look):
            run.append(look)
        text = element("t")
        text.set(qn("xml:space"), "preserve")
        text.text = span.text
        run.append(text)
        return run
