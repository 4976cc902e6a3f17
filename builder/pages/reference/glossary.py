"""Explains terms: a page with all of them, and a link where one first appears on a page."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from builder.model import addresses
from builder.pages.views import LinkView, Page, Term


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term, the other ways in which it is written, and what it means."""

    term: str
    also: tuple[str, ...]
    meaning: str

    @property
    def anchor(self) -> str:
        """The term's place on the glossary page."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")


def read_glossary(path: Path) -> tuple[GlossaryTerm, ...]:
    """Return the terms in alphabetical order."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    terms = (GlossaryTerm(e["term"], tuple(e.get("also", ())), e["meaning"]) for e in entries)
    return tuple(sorted(terms, key=lambda term: term.term.lower()))


def glossary_page(terms: tuple[GlossaryTerm, ...]) -> Page:
    """Return the page of all terms."""
    return Page(
        address=addresses.GLOSSARY,
        template="glossary.md.jinja",
        title="Glossary",
        description="Words and short forms on this site, in plain English.",
        breadcrumbs=(LinkView("Home", addresses.relative(addresses.GLOSSARY, addresses.HOME)),),
        values={"terms": tuple((term.anchor, Term(term.term, term.meaning)) for term in terms)},
    )


def explain_terms(markdown: str, path: str, terms: tuple[GlossaryTerm, ...]) -> str:
    """Return a page with a link to the glossary where each term first appears in its prose.

    Headings, links, tables, code and HTML stay as they are.
    """
    address = path.removesuffix("index.md")
    if address == addresses.GLOSSARY:
        return markdown
    pattern, anchors = _pattern(terms)
    glossary = addresses.relative(address, addresses.GLOSSARY)
    explained: set[str] = set()

    def linked(match: re.Match[str]) -> str:
        anchor = anchors[match[0]]
        if anchor in explained:
            return match[0]
        explained.add(anchor)
        return f'<a class="term" href="{glossary}#{anchor}">{match[0]}</a>'

    front_matter, body = _front_matter(markdown)

    def with_links(line: str) -> str:
        if not _PROSE.match(line):
            return line
        pieces = _UNTOUCHED.split(line)
        return "".join(piece if _UNTOUCHED.fullmatch(piece) else pattern.sub(linked, piece) for piece in pieces)

    return front_matter + "\n".join(with_links(line) for line in body.split("\n"))


_PROSE = re.compile(r"[A-Z0-9&“]|[-*] |<p[ >]|<dd[ >]")
"""How a line of prose begins in a page of ours."""

_UNTOUCHED = re.compile(r"(\[[^\]]*\]\([^)]*\)|<a .*?</a>|<[^>]*>|`[^`]*`)")


def _front_matter(markdown: str) -> tuple[str, str]:
    if not markdown.startswith("---\n"):
        return "", markdown
    end = markdown.index("\n---\n", 4) + len("\n---\n")
    return markdown[:end], markdown[end:]


@cache
def _pattern(terms: tuple[GlossaryTerm, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    anchors = {word: term.anchor for term in terms for word in (term.term, *term.also)}
    longest_first = sorted(anchors, key=len, reverse=True)
    alternatives = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])"), anchors
