"""The index of the search: which words lead to which page, and with what weight.

The browser asks for it when a reader turns to the search, so it is small: no text of a page is in it,
only its words. What people say and where they live are whole sayings, which lead to a page before any word does.
`site_src/assets/search.js` reads it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from builder import wording
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Metric
from builder.pages.named import named_pages
from builder.pages.places import places_of
from builder.pages.reference.glossary import GlossaryTerm
from builder.pages.scene import Scene
from builder.pages.views import Page, anchor
from builder.project.finding import Saying
from builder.reading.finding import ForFinders

_COMMON = 0.15
"""A word in the text of more than this share of the pages tells them apart no longer."""

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
    """Whether its title and everyday words weigh no more than a description."""
    sayings: tuple[str, ...] = ()
    """What leads here as a whole, before any word does."""


def search_index(
    artefacts: Iterable[Artefact],
    pages: Sequence[Page],
    scenes: Sequence[Scene],
    terms: Sequence[GlossaryTerm],
    for_finders: ForFinders,
) -> Artefact:
    """Return the index of rendered pages, with national metrics, terms and organisations as places of their own.

    It is JSON: `pages` lists location, title and text, under names that the disclosure audit knows. `words` gives for
    each word numbers that hold the place of a page in that list, times four, plus the strongest field that the word
    stands in: 0 title, 1 everyday words, 2 description and headings, 3 text. Each number is given as the step from the
    one before it. `sayings` gives for each saying the places of the pages that it leads to, the words that mean the
    same, and 1 where somebody who says so may need help; what is empty at the end is left out.
    """
    made = {page.address: page for page in pages}
    written = {artefact.path.removesuffix("index.md"): _page(artefact, made) for artefact in artefacts}
    sayings = for_finders.sayings
    leading = _leading(scenes, for_finders)
    found = [
        *(
            replace(page, sayings=tuple(leading.get(address, ())))
            for address, page in written.items()
            if address != addresses.FIND
        ),
        *(_definition(metric) for metric in scenes[0].site.framework.metrics),
        *(_term(term) for term in terms),
        *(one for scene in scenes for one in _organisations(scene)),
        *(_section(saying, written[f"{saying.page}/"]) for saying in sayings if saying.section),
    ]
    places = [{"location": one.address, "title": one.title, "text": one.description} for one in found]
    index = {"pages": places, "words": _postings(found), "sayings": _sayings(found, sayings)}
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


def _leading(scenes: Sequence[Scene], for_finders: ForFinders) -> dict[str, list[str]]:
    """Return what leads to a page as a whole, by the address of the page: places, and what editors list."""
    leading: dict[str, list[str]] = {}
    for scene in scenes:
        leading.setdefault(scene.addresses.overview, []).extend(places_of(scene.partnership, for_finders.towns))
    for saying in for_finders.sayings:
        ways = [f"{saying.page}/"] if saying.page and not saying.section else []
        if saying.of_each:
            of_each = [scene for scene in scenes if saying.of_each in {page.name for page in named_pages(scene)}]
            ways += [scene.addresses.page(saying.of_each) for scene in of_each]
        for address in ways:
            leading.setdefault(address, []).extend(saying.say)
    return leading


def _section(saying: Saying, page: Findable) -> Findable:
    return Findable(
        address=f"{page.address}#{anchor(saying.section)}",
        title=f"{saying.section}: {page.title}",
        description=page.description,
        minor=True,
        sayings=saying.say,
    )


def _organisations(scene: Scene) -> Iterator[Findable]:
    """Yield each organisation that is paid to run something or is on a board, with what for."""
    governance = scene.partnership.package.governance
    groups = {group.group: group.name for group in governance.groups}
    for one in governance.organisations:
        runs = [contract.title for contract in governance.services if contract.provider == one.organisation]
        boards = [groups[member.group] for member in governance.members if member.organisation == one.organisation]
        if runs or boards:
            page, place, what = ("money", "contracts", runs) if runs else ("partners", "organisations", boards)
            yield Findable(
                address=f"{scene.addresses.page(page)}#{place}",
                title=f"{one.name}: {scene.partnership.title}",
                description=f"{'Is paid to run' if runs else 'Is on'}: {wording.listed(list(dict.fromkeys(what)))}.",
                minor=True,
                sayings=(one.name,),
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


def _in_order(text: str, pattern: re.Pattern[str] = _WORD) -> list[str]:
    return pattern.findall(unicodedata.normalize("NFKD", text.lower()))


def _words(text: str, pattern: re.Pattern[str] = _WORD) -> set[str]:
    return set(_in_order(text, pattern))


def _sayings(found: Sequence[Findable], listed: Sequence[Saying]) -> dict[str, list[object]]:
    """Return for each saying the places of the pages it leads to, what it means, and whether it asks for care."""
    ways: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        for saying in one.sayings:
            ways.setdefault(" ".join(_in_order(saying)), []).append(number)
    means = {" ".join(_in_order(one)): saying for saying in listed for one in saying.say}
    entries: dict[str, list[object]] = {}
    for said in sorted(ways.keys() | means.keys()):
        meant = means.get(said)
        entry: list[object] = [ways.get(said, []), meant.means if meant else "", int(bool(meant and meant.care))]
        while entry and not entry[-1]:
            entry.pop()
        if entry:
            entries[said] = entry
    return entries


def _postings(found: Sequence[Findable]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    text_postings: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        seen: set[str] = set()
        fields = (one.title, one.everyday_words, f"{one.description} {one.headings}")
        for field, text in enumerate(("", "", " ".join(fields)) if one.minor else fields):
            words = _words(text) - seen
            seen |= words
            for word in words:
                postings.setdefault(word, []).append(number * 4 + field)
        for word in _words(one.text, _TEXT_WORD) - seen:
            text_postings.setdefault(word, []).append(number * 4 + 3)
    for word, places in text_postings.items():
        if len(places) <= _COMMON * len(found):
            postings[word] = postings.get(word, []) + places
    return {word: _steps(sorted(postings[word])) for word in sorted(postings)}


def _steps(numbers: Sequence[int]) -> list[int]:
    """Return numbers as the steps between them, which are small and compress well."""
    return [number - before for before, number in pairwise((0, *numbers))]
