"""Puts narratives into pages: every word escaped, every figure taken from the data and linked to its page.

The tree of a narrative is turned into Markdown of ours here. Nothing that an officer wrote is read as
Markdown or HTML a second time.
"""

from typing import assert_never

from markupsafe import Markup

from builder.model import addresses
from builder.model.narrative import (
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    Listing,
    Narrative,
    Paragraph,
    Reference,
    ReferenceKind,
    Strong,
    Text,
)
from builder.pages.escaping import begins_line, escaped, inline
from builder.pages.scene import Scene
from builder.wording.references import Home, ReferenceWords, Unresolved

_TITLE = Markup("## In words { #in-words }\n")
_MARKS = {2: Markup("###"), 3: Markup("####")}
"""How a heading begins: one level below the heading that the page gives to the whole narrative."""
_BULLET, _NUMBER = Markup("- "), Markup("1. ")


def narrative_on(scene: Scene, name: str, address: str, *, titled: bool = True) -> Markup:
    """Return a narrative as Markdown for the page at an address, nothing where there is none.

    It is `titled` unless it stands in a section of the page.
    """
    narrative = next((one for one in scene.partnership.package.narratives if one.name == name), None)
    if narrative is None:
        return Markup()
    return Markup("\n").join([*[_TITLE] * titled, *_Writer(scene, address).blocks(narrative)])


_UNLINKED = frozenset({ReferenceKind.PERIOD, ReferenceKind.WHEN})
"""Words beside a figure, which has the link already."""


class _Writer:
    """Writes narratives for one page."""

    def __init__(self, scene: Scene, address: str) -> None:
        self.scene, self.address = scene, address

    def blocks(self, narrative: Narrative) -> list[Markup]:
        """Return each block as Markdown that ends with a line feed."""
        return [self._block(block, number) for number, block in enumerate(narrative.blocks, start=1)]

    def _block(self, block: Block, number: int) -> Markup:
        match block:
            case Heading(level=level, content=content):
                words = self._words(content, linked=False)
                return Markup("{} {} {{ #said-{} }}\n").format(_MARKS[level], words, number)
            case Paragraph(content=content):
                return begins_line(self._words(content)) + "\n"
            case Listing(numbered=numbered, items=items):
                mark = _NUMBER if numbered else _BULLET
                return Markup().join(mark + begins_line(self._words(item)) + "\n" for item in items)
            case _:
                assert_never(block)

    def _words(self, content: tuple[Inline, ...], *, linked: bool = True) -> Markup:
        return Markup().join(self._piece(piece, linked=linked) for piece in content)

    def _piece(self, piece: Inline, *, linked: bool) -> Markup:
        match piece:
            case Text(text=text):
                return inline(text)
            case Strong(content=content):
                return Markup("<strong>{}</strong>").format(self._words(content, linked=linked))
            case Emphasis(content=content):
                return Markup("<em>{}</em>").format(self._words(content, linked=linked))
            case Link(content=content, target=target):
                words = self._words(content, linked=False)
                return _link(self._goal(target), words) if linked else words
            case Reference():
                return self._figure(piece, linked=linked)
            case _:
                assert_never(piece)

    def _figure(self, reference: Reference, *, linked: bool) -> Markup:
        answer = self.scene.citations.answer(reference)
        assert not isinstance(answer, Unresolved), f"checking refuses {reference.written}"
        home = self._home(answer) if linked and reference.kind not in _UNLINKED else ""
        words = inline(answer.words)
        return _link(home, words) if home else words

    def _home(self, answer: ReferenceWords) -> str:
        """Return the link to where a figure stands in full, or nothing where that is this page or none."""
        places = self.scene.addresses
        match answer.home:
            case Home.METRIC:
                goal = places.metric(answer.subject) if answer.subject in self.scene.summaries else self.address
            case Home.PLAN | Home.MONEY | Home.NEEDS:
                goal = places.page(answer.home)
        return "" if goal == self.address else addresses.relative(self.address, goal)

    def _goal(self, target: str) -> str:
        places = self.scene.addresses
        kind, _, key = target.partition(":")
        match kind:
            case "metric":
                goal = places.metric(key)
            case "outcome":
                goal = places.outcome(key)
            case "area":
                goal = places.area(key)
            case "page":
                goal = places.page(key)
            case _:
                return target
        return addresses.relative(self.address, goal)


def _link(href: str, words: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(escaped(href), words)
