"""The index of the search: which words lead to which page, and with what weight.

The browser asks for it when a reader turns to the search, so it is small: no text of a page is in it,
only its words. `site_src/assets/search.js` reads it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Metric
from builder.pages.reference.glossary import GlossaryTerm
from builder.pages.views import Page

_COMMON = 0.3
"""A word in the text of more than this share of the pages tells them apart no longer."""

_SEARCH_PAGE = addresses.source_path(addresses.FIND)
"""The page of the search itself, which has every word."""

_WORD = re.compile(r"[a-z0-9]+")
_TEXT_WORD = re.compile(r"[a-z]{3,}")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FIELD = re.compile(r'^(title|description): "?(.*?)"?$', re.MULTILINE)
_HEADING = re.compile(r"^## (.*?)(?: \{.*\})?$", re.MULTILINE)
_MARKUP = re.compile(r"<[^>]*>|\]\([^)]*\)|\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that a reader can find: a page, or a place on one."""

    address: str
    title: str
    description: str
    everyday_words: str = ""
    headings: str = ""
    text: str = ""
    minor: bool = False
    """Whether its title weighs no more than a description."""


def search_index(
    artefacts: Iterable[Artefact],
    pages: Sequence[Page],
    metrics: Sequence[Metric],
    terms: Sequence[GlossaryTerm],
) -> Artefact:
    """Return the index of rendered pages, with the definitions of national metrics and of terms as places of their own.

    It is JSON: `pages` lists location, title and text, under names that the disclosure audit knows; `words` gives
    for each word numbers that hold the place of a page in that list, times four, plus the strongest field that the
    word stands in: 0 title, 1 everyday words, 2 description and headings, 3 text.
    """
    made = {page.address: page for page in pages}
    found = [
        *(_page(artefact, made) for artefact in artefacts if artefact.path != _SEARCH_PAGE),
        *(_definition(metric) for metric in metrics),
        *(_term(term) for term in terms),
    ]
    places = [{"location": one.address, "title": one.title, "text": one.description} for one in found]
    index = {"pages": places, "words": _postings(found)}
    return text_artefact(addresses.SEARCH_INDEX, json.dumps(index, ensure_ascii=False, separators=(",", ":")))


def _page(artefact: Artefact, made: Mapping[str, Page]) -> Findable:
    address = artefact.path.removesuffix("index.md")
    markdown = artefact.content.decode("utf-8")
    front_matter = _FRONT_MATTER.match(markdown)
    assert front_matter is not None
    fields = {name: unescape(value) for name, value in _FIELD.findall(front_matter[1])}
    body = markdown[front_matter.end() :]
    return Findable(
        address=address,
        title=fields["title"],
        description=fields["description"],
        everyday_words=made[address].everyday_words if address in made else "",
        headings=_plain(" ".join(_HEADING.findall(body))),
        text=_plain(body),
        minor=address in made and made[address].minor,
    )


def _definition(metric: Metric) -> Findable:
    return Findable(
        address=addresses.framework_metric(metric.metric),
        title=f"{metric.title}: definition",
        description="What this national metric measures.",
        everyday_words=metric.search_words,
    )


def _term(term: GlossaryTerm) -> Findable:
    return Findable(
        address=f"{addresses.GLOSSARY}#{term.anchor}",
        title=f"{term.term}: what it means",
        description=term.meaning,
        everyday_words=" ".join(term.also),
    )


def _plain(markdown: str) -> str:
    return unescape(_MARKUP.sub(" ", markdown))


def _words(text: str, pattern: re.Pattern[str] = _WORD) -> set[str]:
    return set(pattern.findall(unicodedata.normalize("NFKD", text.lower())))


def _postings(found: Sequence[Findable]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    text_postings: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        seen: set[str] = set()
        title, rest = ("", f"{one.title} {one.description}") if one.minor else (one.title, one.description)
        for field, text in enumerate((title, one.everyday_words, f"{rest} {one.headings}")):
            words = _words(text) - seen
            seen |= words
            for word in words:
                postings.setdefault(word, []).append(number * 4 + field)
        for word in _words(one.text, _TEXT_WORD) - seen:
            text_postings.setdefault(word, []).append(number * 4 + 3)
    for word, places in text_postings.items():
        if len(places) <= _COMMON * len(found):
            postings[word] = sorted(postings.get(word, []) + places)
    return {word: postings[word] for word in sorted(postings)}
