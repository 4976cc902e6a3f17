"""Reads the small safe dialect of Markdown that narratives are written in: the blocks of a file.

Paragraphs, headings of two levels and flat lists are all there is. Nothing here knows HTML, and no
library of Markdown reads what an officer wrote: what is not in the tree cannot reach a page.
"""

import re

from builder.model.narrative import Block, Heading, Listing, Paragraph, Spot
from builder.reading.inline import Source, read_inline
from builder.reading.reference import Report

MAXIMUM_PARAGRAPH_CHARACTERS = 5_000

_HEADING = re.compile(r"(##|###)[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*")
_BULLET = re.compile(r"[ ]{0,3}[-*+][ \t]+(?P<words>.*)")
_NUMBER = re.compile(r"[ ]{0,3}(?P<number>[0-9]{1,2})[.)][ \t]+(?P<words>.*)")
_INNER_ITEM = re.compile(r"(?:[ ]{2,}|[ ]*\t[ \t]*)(?:[-*+]|[0-9]{1,2}[.)])[ \t]+")

_REFUSED = (
    (
        re.compile(r"---[ \t]*"),
        "front-matter",
        "A narrative has no settings at its top.",
        "Delete the lines of hyphens and what is between them.",
        True,
    ),
    (
        re.compile(r"#[ \t].*"),
        "title",
        'A line that begins with "# " would be the title, which the page has already.',
        'Begin a heading with "## ".',
        False,
    ),
    (
        re.compile(r"####+.*"),
        "deep-heading",
        "A heading has two or three # signs, not more.",
        'Begin it with "## " or "### ".',
        False,
    ),
    (
        re.compile(r"###?[^#\s].*"),
        "heading-space",
        "There is no space between the # signs and the heading.",
        'Begin it with "## " or "### ".',
        False,
    ),
    (
        re.compile(r"[-*_=]([ \t]*[-*_=]){2,}[ \t]*"),
        "line",
        "A line across the page cannot stand in a narrative.",
        'Delete it. A heading begins with "## ".',
        False,
    ),
    (
        re.compile(r"\|.*"),
        "table",
        "A table cannot stand in a narrative.",
        "Put the figures into the tables of the package: the pages then show them.",
        False,
    ),
    (
        re.compile(r">.*"),
        "quotation",
        'A line that begins with ">" would be a quotation, which cannot stand in a narrative.',
        "Use quotation marks.",
        False,
    ),
    (
        re.compile(r"~~~.*"),
        "code",
        "Code cannot stand in a narrative.",
        "Delete the line, or write plain words.",
        False,
    ),
    (
        re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+\S.*"),
        "box",
        "A box or a tab cannot stand in a narrative.",
        "Write a heading or a paragraph instead.",
        False,
    ),
    (
        re.compile(r";*-+8<-+.*"),
        "snippet",
        "Another file cannot be put into a narrative.",
        "Write the words themselves.",
        False,
    ),
    (
        re.compile(r"\[TOC\][ \t]*", re.IGNORECASE),
        "contents",
        "A list of contents cannot stand in a narrative.",
        "Delete the line: the page makes its own.",
        False,
    ),
    (
        re.compile(r"\*?\[[^\]]+\]:.*"),
        "definition",
        "The address of a link cannot stand on a line of its own.",
        "Write a link as [words](https://…), and explain a short form in the sentence.",
        False,
    ),
)
"""How a line begins that is refused, its cause, fault and remedy, and whether only as the first of a file."""


def read_blocks(text: str, report: Report) -> tuple[Block, ...]:
    """Return the blocks of a narrative; each problem is reported, and what it is about left out."""
    return _Blocks(report).read(text)


class _Blocks:
    """Gathers lines into blocks."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.blocks: list[Block] = []
        self.open: list[tuple[int, int, str]] = []
        """The lines of the paragraph or list item at hand: line, first character, words."""
        self.items: list[Source] = []
        self.numbered: bool | None = None
        """Whether the list at hand has numbers; None outside a list."""

    def read(self, text: str) -> tuple[Block, ...]:
        for number, line in enumerate(text.split("\n"), start=1):
            self._line(number, line)
        self._end_list()
        return tuple(self.blocks)

    def _line(self, number: int, line: str) -> None:
        if not line.strip():
            self._end_block()
            return
        refused = next((r for r in _REFUSED if r[0].fullmatch(line.lstrip()) and (number == 1 or not r[4])), None)
        if refused:
            self._end_list()
            self.report(Spot(number, len(line) - len(line.lstrip()) + 1), *refused[1:4])
            return
        heading = _HEADING.fullmatch(line)
        item = _BULLET.fullmatch(line) or _NUMBER.fullmatch(line)
        if heading:
            self._end_list()
            content = read_inline(self._source([(number, heading.start("words") + 1, heading["words"])]), self.report)
            self.blocks.append(Heading(len(heading[1]), content))
        elif self.numbered is not None and _INNER_ITEM.match(line):
            fault = "A list inside a list cannot stand in a narrative."
            self.report(Spot(number, 1), "inner-list", fault, "Put its items into the outer list, without indentation.")
        elif item and self._begins_item(item):
            self._begin_item("number" in item.groupdict())
            self.open.append((number, item.start("words") + 1, item["words"]))
        else:
            if self.numbered is not None and not self.open and not line.startswith(" "):
                self._end_list()
            self.open.append((number, len(line) - len(line.lstrip()) + 1, line.strip()))

    def _begins_item(self, item: re.Match[str]) -> bool:
        """Return whether a line begins an item. "2022." or "12." in mid-paragraph is the end of a sentence."""
        in_paragraph = self.numbered is None and bool(self.open)
        return not in_paragraph or "number" not in item.groupdict() or item["number"] == "1"

    def _begin_item(self, numbered: bool) -> None:  # noqa: FBT001 -- private, and called in one place
        if self.numbered is not numbered:
            self._end_list()
        self._end_block()
        self.numbered = numbered

    def _end_block(self) -> None:
        if not self.open:
            return
        line, character, _ = self.open[0]
        source = self._source(self.open)
        self.open = []
        if len(source[0]) > MAXIMUM_PARAGRAPH_CHARACTERS:
            fault = f"The paragraph has more than {MAXIMUM_PARAGRAPH_CHARACTERS:,} characters."
            self.report(Spot(line, character), "long-paragraph", fault, "Put a blank line between its parts.")
        elif self.numbered is not None:
            self.items.append(source)
        else:
            self.blocks.append(Paragraph(read_inline(source, self.report)))

    def _end_list(self) -> None:
        self._end_block()
        if self.numbered is not None and self.items:
            self.blocks.append(Listing(self.numbered, tuple(read_inline(item, self.report) for item in self.items)))
        self.items, self.numbered = [], None

    @staticmethod
    def _source(lines: list[tuple[int, int, str]]) -> Source:
        spots, length = [], 0
        for line, character, words in lines:
            spots.append((length, Spot(line, character)))
            length += len(words) + 1
        return "\n".join(words for _, _, words in lines), spots
