"""Takes a finished file apart: the texts that stand together, and the rows of its tables."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

_TOGETHER = frozenset(
    (
        *("p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("title", "desc", "text", "summary", "option", "div", "section"),
    )
)
"""Elements of a page or drawing whose text stands apart from what is around them."""
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ATTRIBUTES = frozenset({"alt", "title", "content", "aria-label", "aria-description", "placeholder", "value"})
"""Attributes that a reader is shown or told."""
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_HEADINGS = ("title", "headline", "name", "location", "url")
"""The names under which an entry of a search index or of another JSON file says what it is about."""
_ENTRY = re.compile(r"</(?:item|entry|url)>")


@dataclass
class PageTable:
    """A table on a page: caption, names of columns, rows."""

    caption: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Blocks:
    """What a file holds."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    """Texts that stand together, each after the heading of the entry or of the part of a page that it belongs to."""
    tables: list[PageTable] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    """The rows of a CSV file, or the objects of a JSON file."""


KINDS = frozenset(
    (
        *(".html", ".svg", ".xml", ".json", ".csv", ".txt", ".md", ".ics", ".geojson", ".rss", ".atom"),
        *(".jsonld", ".bib", ".cff"),
    )
)
"""The ends of the names of files that hold words."""


def read_blocks(kind: str, content: str) -> Blocks:
    """Return what a file of one of the kinds holds."""
    match kind:
        case ".csv":
            return Blocks(rows=list(csv.DictReader(io.StringIO(content, newline=""))))
        case ".json" | ".geojson" | ".jsonld":
            return _blocks_of_json(content)
        case ".html" | ".svg":
            reader = _Reader()
            reader.feed(content)
            reader.close()
            return reader.blocks
        case ".xml" | ".rss" | ".atom":
            return Blocks([text for entry in _ENTRY.split(content) for text in _texts_of_entry(entry)])
        case _:
            return Blocks([("", line) for line in content.splitlines()])


def _blocks_of_json(content: str) -> Blocks:
    objects = list(_objects(json.loads(content)))
    return Blocks([text for one in objects for text in _texts_of_object(one)], rows=objects)


def _texts_of_object(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    strings = {name: text for name, text in value.items() if isinstance(text, str)}
    heading = " ".join(strings.get(name, "") for name in _HEADINGS)
    for text in strings.values():
        yield from ((heading, line) for line in _lines(text))


def _texts_of_entry(entry: str) -> Iterator[tuple[str, str]]:
    title = _TITLE.search(entry)
    heading = " ".join(_lines(title[1])) if title else ""
    # A feed holds pages as text, so that there is markup within the markup.
    yield from ((heading, text) for line in _lines(entry) for text in _lines(line))


def _lines(text: str) -> list[str]:
    """Return the texts between the tags of a text with markup."""
    return [" ".join(unescape(part).split()) for part in _TAG.split(text) if part.strip()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = Blocks()
        self._text: list[str] = []
        self._open: list[PageTable] = []
        self._in_head = False
        self._drawing: str | None = None
        """The title of the drawing that is open, which its marks speak of without naming it."""
        self._term = ""
        """The term of a list of descriptions that its description comes next to."""
        self._is_data = False
        """Whether the script that was opened last is a block of data."""
        self._heading = ""
        """The nearest heading above, which the texts below need not repeat."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "dd" and self._term:
            # What a term leads to is told of it: "Riverside, 2023 to 2024: 12".
            self._text.append(f"{self._term}: ")
            self._term = ""
        elif tag in _TOGETHER:
            self._end_of_text()
        if tag == "script":
            self._end_of_text()
            self._is_data = dict(attrs).get("type") == "application/ld+json"
        if tag == "svg":
            self._drawing = ""
        told = (value for name, value in attrs if value and (name in _ATTRIBUTES or name[:5] == "data-"))
        self.blocks.texts += [(self._drawing or "", value) for value in told]
        match tag:
            case "table":
                self._open.append(PageTable())
                self.blocks.tables.append(self._open[-1])
            case "thead" | "tbody":
                self._in_head = tag == "thead"
            case "tr" if self._open and not self._in_head:
                self._open[-1].rows.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._is_data:
            self._take_data("".join(self._text))
        if tag in _TOGETHER:
            text = self._end_of_text()
            self._take_into_table(tag, text)
            if tag == "title" and self._drawing is not None:
                self._drawing = text
            if tag in _HEADING_TAGS:
                self._heading = text
            if tag == "dt":
                self._term = text
        if tag == "svg":
            self._drawing = None
        if tag == "table" and self._open:
            self._open.pop()
        if tag == "thead":
            self._in_head = False

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_of_text()

    def _take_data(self, content: str) -> None:
        found = _blocks_of_json(content)
        self.blocks.texts += found.texts
        self.blocks.rows += found.rows
        self._text.clear()
        self._is_data = False

    def _take_into_table(self, tag: str, text: str) -> None:
        if not self._open:
            return
        table = self._open[-1]
        if tag == "caption":
            table.caption = text
        elif tag in {"td", "th"} and self._in_head:
            table.columns.append(text)
        elif tag in {"td", "th"} and table.rows:
            table.rows[-1].append(text)

    def _end_of_text(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text:
            self.blocks.texts.append((self._heading, text))
        return text


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    match value:
        case dict():
            yield value
            for inner in value.values():
                yield from _objects(inner)
        case list():
            for inner in value:
                yield from _objects(inner)
